import { brotliDecompressSync, gunzipSync, inflateSync, zstdDecompressSync } from 'node:zlib'
import { mediaTypeOf } from './mediaType.ts'
import { failed, type Outcome, tooLarge } from './verdict.ts'

/**
 * The content of a `data:` URI (RFC 2397), at most `maxBytes` bytes after inflating; never throws. Also reads what
 * mainnet shows: url-safe or unpadded base64, a compressed payload (`enc=gzip`), bare JSON with or without a label.
 */
export const decodeDataUri = (uri: string, { maxBytes }: { maxBytes: number }): Outcome => {
  const comma = uri.indexOf(',')
  if (comma === -1) return failed('malformed', 'The data URI has no comma.')
  if (comma > maxHeader) return failed('malformed', `The data URI describes itself in over ${maxHeader} characters.`)

  const header = uri.slice('data:'.length, comma)
  const parameters = header.split(';').map(parameter => parameter.trim().toLowerCase())
  // a '#' stays: the RFC wants it escaped, but JSON that was never escaped holds colours and links
  const payload = percentDecoded(uri.slice(comma + 1))
  const packed = parameters.includes('base64') ? base64Decoded(payload) : payload
  if (packed === null) return failed('malformed', 'The data URI says base64 and is not.')

  const encoding = parameters.find(parameter => parameter.startsWith('enc='))?.slice('enc='.length)
  const content = encoding === undefined ? packed : inflated(packed, encoding, maxBytes)
  if (!(content instanceof Uint8Array)) return content
  if (content.length > maxBytes) return tooLarge(maxBytes)
  // the type of last resort is that of the Fetch standard's data: URL processor
  return { verdict: 'ok', bytes: content, mediaType: mediaTypeOf(header) ?? 'text/plain' }
}

const maxHeader = 1024

const inflaters = new Map<string, (packed: Uint8Array, limits: { maxOutputLength: number }) => Uint8Array>([
  ['gzip', gunzipSync],
  ['deflate', inflateSync],
  ['zlib', inflateSync],
  ['br', brotliDecompressSync],
  ['zstd', zstdDecompressSync],
])

const inflated = (packed: Uint8Array, encoding: string, maxBytes: number): Uint8Array | Outcome => {
  const inflate = inflaters.get(encoding)
  if (inflate === undefined) return failed('unsupported', 'The data URI is compressed in a way that is not supported.')
  try {
    return inflate(packed, { maxOutputLength: maxBytes })
  } catch (error) {
    const stopped = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
    return stopped ? tooLarge(maxBytes) : failed('malformed', `The data URI says ${encoding} and is not.`)
  }
}

const base64Decoded = (payload: Buffer): Buffer | null => {
  const digits = payload
    .toString('latin1')
    .replace(/[\t\n\f\r ]/g, '')
    .replace(/={1,2}$/, '')
  // Buffer reads both alphabets, and skips what is in neither: so look first
  if (/^[\w+/-]*$/.test(digits) && digits.length % 4 !== 1) return Buffer.from(digits, 'base64')
  return /^\s*[{[]/.test(payload.toString('latin1')) ? payload : null
}

/** Escapes decoded and everything else, stray `%` included, left as UTF-8. */
const percentDecoded = (text: string): Buffer => {
  const latin1 = Buffer.from(text).toString('latin1')
  return Buffer.from(
    latin1.replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )
}
