import { type Dispatcher, request } from 'undici'
import { AddressRefused } from './guard.ts'
import { mediaTypeOf } from './mediaType.ts'
import { PAYMENT_HEADER, requestForPayment } from './unpaid.ts'
import { type Failure, failed, type Outcome, tooLarge } from './verdict.ts'

export type GetOptions = {
  /** Of `openAgents`: it decides which addresses may be connected to. */
  readonly agent: Dispatcher
  readonly maxBytes: number
  /** The deadline for everything, redirects and body included. */
  readonly signal: AbortSignal
  readonly allowHttp: boolean
  readonly allowCrossOrigin: boolean
  readonly accept: string
  /** Whether the request for payment (status 402) is wanted in place of the body of a success. */
  readonly unpaid?: boolean
}

/**
 * The body behind a URL: at most `maxBytes` bytes and three redirects, by default all on one origin. Never throws; an
 * aborted signal is `unreachable`.
 */
export const get = async (start: URL, options: GetOptions): Promise<Outcome> => {
  let from = start
  let url = start
  for (let redirects = 0; redirects <= maxRedirects; redirects++) {
    const refusal = unwelcome(url, from, options)
    if (refusal !== null) return refusal
    const result = await ask(url, options)
    if ('verdict' in result) return result
    const next = URL.parse(result.location, url.href)
    if (next === null) return failed('unreachable', 'The host redirects to something that is not a URL.')
    from = url
    url = next
  }
  return failed('unreachable', `The host redirects more than ${maxRedirects} times.`)
}

const maxRedirects = 3

const unwelcome = (url: URL, from: URL, { allowHttp, allowCrossOrigin }: GetOptions): Failure | null => {
  const refused = (reason: string) => failed('refused', reason)
  if (url.username !== '' || url.password !== '') return refused('The URL carries a user name or password.')
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return refused('The host redirects to another scheme.')
  if (url.protocol === 'http:' && from.protocol === 'https:') return refused('The host redirects from https to http.')
  if (url.protocol === 'http:' && !allowHttp) return refused('Plain http is not allowed.')
  if (url.origin !== from.origin && !allowCrossOrigin) return refused('The host redirects to another origin.')
  return null
}

const ask = async (url: URL, options: GetOptions): Promise<Outcome | { location: string }> => {
  try {
    const { agent, signal, accept } = options
    const headers = { accept, 'accept-encoding': 'identity', 'user-agent': 'portolan' }
    const response = await unlessAborted(request(url, { dispatcher: agent, signal, headers }), signal)
    const verdict = judged(response, options)
    if (verdict === null) return await read(response, options.maxBytes)
    // destroying an unread body makes it emit an error
    response.body.on('error', () => {}).destroy()
    return verdict
  } catch (error) {
    return connectionFailure(error, options.signal)
  }
}

/** What status and headers decide already; null if the body is worth reading. */
const judged = (
  { statusCode: status, headers }: Dispatcher.ResponseData,
  { maxBytes, unpaid }: GetOptions,
): Outcome | { location: string } | null => {
  const location = one(headers.location)
  if ([301, 302, 303, 307, 308].includes(status) && location !== undefined) return { location }
  if (status === 404 || status === 410) return failed('missing', `The host answered with status ${status}.`)
  if (unpaid && status >= 200 && status <= 299) return failed('unpriced', `The host answered with status ${status}.`)
  if (unpaid && status === 402 && headers[PAYMENT_HEADER] !== undefined) {
    return requestForPayment(headers[PAYMENT_HEADER], maxBytes)
  }
  if (unpaid ? status !== 402 : status < 200 || status > 299)
    return failed('unreachable', `The host answered with status ${status}.`)
  if ((one(headers['content-encoding']) ?? 'identity').trim().toLowerCase() !== 'identity') {
    return failed('malformed', 'The host sent an encoded body although none was accepted.')
  }
  return Number(one(headers['content-length']) ?? 0) > maxBytes ? tooLarge(maxBytes) : null
}

const read = async ({ headers, body }: Dispatcher.ResponseData, maxBytes: number): Promise<Outcome> => {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size > maxBytes) return tooLarge(maxBytes)
    chunks.push(chunk)
  }
  return { verdict: 'ok', bytes: Buffer.concat(chunks), mediaType: mediaTypeOf(one(headers['content-type']) ?? '') }
}

const one = (header: string | string[] | undefined): string | undefined => (Array.isArray(header) ? header[0] : header)

/** undici looks at the signal only when it is connected, and a name server may take its time. */
const unlessAborted = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    work.then(resolve, reject)
  })

const connectionFailure = (error: unknown, signal: AbortSignal): Failure => {
  if (error instanceof AddressRefused) return failed('refused', 'The host has an address that is not public.')
  if (signal.aborted) return failed('unreachable', 'The host did not answer in time.')
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOTFOUND') return failed('unreachable', 'The name of the host does not resolve.')
  if (code === 'ECONNREFUSED') return failed('unreachable', 'The host refuses the connection.')
  if (/CERT|TLS|SSL|VERIFY/.test(code)) return failed('unreachable', 'The host has no TLS that we trust.')
  return failed('unreachable', 'The connection to the host failed.')
}
