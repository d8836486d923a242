/** The addresses of exports: /export, /export/<table>.<format>, /changes. Each is written no faster than it is taken. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type ErrorCode, PortolanError } from '../core/errors.ts'
import type { Asker } from './asker.ts'
import type { Exports, Streamed } from './export.ts'
import { LIMITS } from './limits.ts'

type Route = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>

const STATUS: { readonly [C in ErrorCode]?: number } = {
  bad_input: 400,
  not_found: 404,
  block_unknown: 404,
  reorged: 410,
  refolded: 410,
  other_rules: 503,
  too_large: 429,
}

/** Answers what is an address of an export, and says whether it was one. */
export const exportRoutes = (
  exports: Exports,
  asker: (request: IncomingMessage) => Asker | null,
  onFault: (error: unknown) => void,
): Route => {
  const running = new Map<ServerResponse, string | undefined>()
  const stream = async (response: ServerResponse, asked: () => Promise<Streamed>): Promise<void> => {
    const client = asker(response.req)?.key
    const own = client === undefined ? 0 : [...running.values()].filter(other => other === client).length
    if (running.size >= LIMITS.exports || own >= LIMITS.exportsPerClient) {
      const whom = running.size >= LIMITS.exports ? `${running.size} exports` : `${own} exports to this address`
      throw new PortolanError('too_large', `this node streams ${whom} already`, { hint: 'try again later' })
    }
    running.set(response, client)
    try {
      const { type, headers, body } = await asked()
      response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store', ...headers })
      response.setTimeout(LIMITS.exportStallMs, () => response.destroy())
      await pipeline(Readable.from(body, { highWaterMark: 1 }), response)
    } finally {
      running.delete(response)
    }
  }

  return async (request, response) => {
    const url = URL.canParse(request.url ?? '', 'http://node') ? new URL(request.url ?? '', 'http://node') : null
    const name = url?.pathname.match(/^\/export\/([^/]+)$/)?.[1]
    if (!url || request.method !== 'GET') return false
    try {
      if (url.pathname === '/export') answer(response, 200, exports.list())
      else if (name !== undefined) await stream(response, () => exports.table(name, url.searchParams))
      else if (url.pathname === '/changes') await stream(response, () => exports.changes(url.searchParams))
      else return false
    } catch (error) {
      refuse(response, error, onFault)
    }
    return true
  }
}

const answer = (response: ServerResponse, status: number, value: object): void => {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(`${JSON.stringify(value)}\n`)
}

/** What goes wrong once the answer has begun can only break it off. */
const refuse = (response: ServerResponse, error: unknown, onFault: (error: unknown) => void): void => {
  const said = error instanceof PortolanError ? STATUS[error.code] : undefined
  const hungUp = (error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE'
  if (said === undefined && !hungUp) onFault(error)
  if (response.headersSent || hungUp) return void response.destroy()
  const { code, message, hint } =
    said === undefined
      ? { code: 'internal', message: 'this cannot be answered', hint: 'see the log of this node' }
      : (error as PortolanError)
  answer(response, said ?? 500, { code, message, hint })
}
