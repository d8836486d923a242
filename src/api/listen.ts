/** The port of an API: HTTP within bounds, and an orderly end. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { PortolanError } from '../core/errors.ts'
import { HTTP } from './limits.ts'
import { overloaded, type Rejection, reject } from './rejection.ts'
import type { Serving } from './serving.ts'

/** An open port. */
export type Listening = {
  readonly url: string
  readonly port: number
  /** Takes nothing new and finishes what runs, within the grace; then cuts it. */
  close(): Promise<void>
}

export type Port = {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>
  readonly serving: Pick<Serving, 'connections' | 'graceMs'>
  /** Hears of the code of each request that was turned away. */
  readonly onRejection: (code: string) => void
  /** Called first when it closes: brings to its end what would go on for ever. */
  readonly onClose: () => Promise<void>
}

/** Opens the port. Rejects where it cannot be had. */
export const listen = (
  port: number,
  host: string,
  { handle, serving, onRejection, onClose }: Port,
): Promise<Listening> =>
  new Promise((resolve, fail) => {
    const running = new Set<ServerResponse>()
    const turnAway = (response: ServerResponse, rejection: Rejection): void => {
      onRejection(rejection.code)
      // What is still being sent is not waited for.
      response.setHeader('connection', 'close')
      reject(response, rejection)
    }
    let closing = false
    const server = createServer(
      {
        maxHeaderSize: HTTP.headerBytes,
        headersTimeout: HTTP.headersMs,
        requestTimeout: HTTP.requestMs,
        keepAliveTimeout: HTTP.keepAliveMs,
        connectionsCheckingInterval: HTTP.lookMs,
      },
      (request, response) => {
        running.add(response)
        response.once('close', () => running.delete(response))
        const rejection = unfit(request) ?? (closing && !isHealth(request) ? overloaded('is about to end') : null)
        if (rejection) return turnAway(response, rejection)
        if (closing) response.setHeader('connection', 'close')
        void handle(request, response)
      },
    )
    server.maxHeadersCount = 0
    server.maxConnections = serving.connections
    server.on('drop', () => onRejection('overloaded'))
    server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
      onRejection('bad_input')
      unreadable(error, socket)
    })
    // A client that takes nothing of its answer is not waited for.
    server.setTimeout(HTTP.stallMs)
    server.once('error', error => fail(unavailable(error, port, host)))
    server.listen(port, host, () => {
      const { port: bound } = server.address() as AddressInfo
      resolve({
        url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
        port: bound,
        close: () => {
          closing = true
          return closed(server, running, onClose, serving.graceMs)
        },
      })
    })
  })

const unavailable = (error: NodeJS.ErrnoException, port: number, host: string): Error =>
  error.code === 'EADDRINUSE'
    ? new PortolanError('bad_config', `port ${port} of ${host} is taken`, { hint: 'give another --port' })
    : error

const isHealth = ({ url }: IncomingMessage): boolean => url === '/health' || url === '/ready'

/** What is wrong with a request whatever it asks; null: nothing. */
const unfit = ({ url = '', rawHeaders }: IncomingMessage): Rejection | null => {
  if (url.length > HTTP.urlBytes) {
    const hint = 'send the question as the body of a POST'
    return { code: 'too_large', message: `the address has more than ${HTTP.urlBytes} bytes`, hint, status: 414 }
  }
  if (rawHeaders.length > 2 * HTTP.headers) {
    const hint = 'send fewer headers'
    return { code: 'too_large', message: `the request has more than ${HTTP.headers} headers`, hint, status: 431 }
  }
  return null
}

const UNREADABLE: { readonly [code: string]: [status: string, code: string, message: string, hint: string] } = {
  HPE_HEADER_OVERFLOW: [
    '431 Request Header Fields Too Large',
    'too_large',
    `the headers have more than ${HTTP.headerBytes} bytes`,
    'send fewer or shorter headers',
  ],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'timeout', 'the request did not come in time', 'send it at once'],
}

/** Answers what is no request of HTTP. */
const unreadable = ({ code = '' }: NodeJS.ErrnoException, socket: Socket): void => {
  if (code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const [status, said, message, hint] = UNREADABLE[code] ?? [
    '400 Bad Request',
    'bad_input',
    'this is no HTTP request',
    'speak HTTP/1.1',
  ]
  const body = `${JSON.stringify({ code: said, message, hint })}\n`
  const head = ['content-type: application/json', `content-length: ${Buffer.byteLength(body)}`, 'connection: close']
  socket.end(`HTTP/1.1 ${status}\r\n${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
}

const closed = async (
  server: Server,
  running: ReadonlySet<ServerResponse>,
  end: () => Promise<void>,
  graceMs: number,
): Promise<void> => {
  const over = new Promise<void>(resolve => server.close(() => resolve()))
  for (const response of running) if (!response.headersSent) response.setHeader('connection', 'close')
  await Promise.race([Promise.all([end(), over]), sleep(graceMs, undefined, { ref: false })])
  server.closeAllConnections()
  await over
}
