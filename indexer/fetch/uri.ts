import { CID } from 'multiformats/cid'

/** A file by its content: the root CID and the names from there down, percent-decoded. */
export type IpfsPath = { readonly cid: CID; readonly path: readonly string[] }

export type ParsedUri =
  | { readonly form: 'empty' }
  | { readonly form: 'data'; readonly text: string }
  | { readonly form: 'json'; readonly text: string }
  | ({ readonly form: 'ipfs' } & IpfsPath)
  | { readonly form: 'https' | 'http'; readonly url: URL; readonly ipfs: IpfsPath | null }
  | { readonly form: 'unsupported'; readonly verdict: 'unsupported' | 'refused'; readonly reason: string }

/**
 * The form of a URI that a stranger put on chain, in time linear in its length; never throws. Reads the forms that
 * ERC-8004 agents use on mainnet: https, data, ipfs, bare CIDs, gateway URLs and JSON in place of a URI.
 */
export const parseUri = (text: string): ParsedUri => {
  const uri = trimmed(text)
  if (uri === '') return { form: 'empty' }
  if (uri.startsWith('{') || uri.startsWith('[')) return { form: 'json', text: uri }

  const scheme = /^([a-z][a-z0-9+.-]{0,31}):/i.exec(uri)?.[1]?.toLowerCase()
  if (scheme === 'data') return { form: 'data', text: uri }
  if (uri.length > maxLength) return unsupported(`The URI is longer than ${maxLength} characters.`)
  if (scheme === 'ipfs') return ipfsUri(uri)
  if (scheme === 'https' || scheme === 'http') return webUrl(uri)
  if (scheme !== undefined) return unsupported(`The scheme ${scheme} is not supported.`)

  const cid = parseCid(uri)
  return cid === null ? unsupported('The text is not a URI.') : { form: 'ipfs', cid, path: [] }
}

// What every HTTP server should accept (RFC 9110, 4.1); a longer request line would only serve to annoy its receiver.
const maxLength = 8000

const unsupported = (reason: string): ParsedUri => ({ form: 'unsupported', verdict: 'unsupported', reason })

const ipfsUri = (uri: string): ParsedUri => {
  const ipfs = ipfsPath(uri.replace(/^ipfs:\/\/(ipfs\/)?/i, ''))
  return ipfs === null ? unsupported('The ipfs URI names no file by a valid CID.') : { form: 'ipfs', ...ipfs }
}

const webUrl = (text: string): ParsedUri => {
  const url = URL.parse(text)
  if (url === null) return unsupported('The URL cannot be parsed.')
  if (url.username !== '' || url.password !== '') {
    return { form: 'unsupported', verdict: 'refused', reason: 'The URL carries a user name or password.' }
  }
  return { form: url.protocol === 'https:' ? 'https' : 'http', url, ipfs: gatewayPath(url) }
}

/** `/ipfs/<cid>/...` on any host, or `<cid>.ipfs.<host>/...` (IPFS path and subdomain gateways). */
const gatewayPath = (url: URL): IpfsPath | null => {
  if (url.pathname.startsWith('/ipfs/')) return ipfsPath(url.pathname.slice('/ipfs/'.length))
  const [label, ipfs, ...host] = url.hostname.split('.')
  return ipfs === 'ipfs' && host.length > 0 ? ipfsPath(`${label}${url.pathname}`) : null
}

const ipfsPath = (text: string): IpfsPath | null => {
  const [first = '', ...names] = text.replace(/[?#].*$/s, '').split('/')
  const cid = parseCid(first)
  const path = names.filter(name => name !== '').map(percentDecoded)
  return cid === null || path.includes('.') || path.includes('..') ? null : { cid, path }
}

const parseCid = (text: string): CID | null => {
  // base58 is decoded in quadratic time, and no CID with a 512-bit hash is longer
  if (text.length > 128) return null
  try {
    return CID.parse(text)
  } catch {
    return null
  }
}

/** A name in a directory is UTF-8, so a half surrogate is not in any. */
const percentDecoded = (name: string): string => {
  try {
    return decodeURIComponent(name).toWellFormed()
  } catch {
    return name.toWellFormed()
  }
}

/** Not a regular expression: `\s+$` takes quadratic time on a long inner run of spaces. */
const trimmed = (text: string): string => {
  let start = 0
  let end = text.length
  while (start < end && isSpace(text.charCodeAt(start))) start++
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--
  return text.slice(start, end)
}

const isSpace = (code: number): boolean =>
  code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0c || code === 0x0d
