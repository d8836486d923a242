/** DIDs as others name them: in one spelling, so that claims about the same identity meet. */
import { isMalformedDid, normalDid, parseDid, registryId } from './did.ts'

/** A did:web in our spelling, and where its document is. */
export type WebDid = { readonly did: string; readonly url: string }

const WEB =
  /^did:web:([A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)(?:%3[Aa]([1-9][0-9]{0,4}))?((?::(?:[\w.-]|%[0-9A-Fa-f]{2})+)*)$/
const LONGEST = 256

/** The DID that the text is, a did:ethr by its address however it is spelt. Null: it is none. */
export const namedDid = (text: string): string | null => {
  if (isMalformedDid(text)) return null
  const did = parseDid(text)
  return (did && registryId(did)) ?? webDid(text)?.did ?? normalDid(text)
}

/** Reads a did:web (https://w3c-ccg.github.io/did-method-web/), whose host has no significant case. Null: it is none. */
export const webDid = (text: string): WebDid | null => {
  const [, name, port, path = ''] = (text.length <= LONGEST && WEB.exec(text)) || []
  // A host that ends in a number is an IP address, which the method excludes; the path is where a host has its own document.
  if (name === undefined || /(^|\.)\d+$/.test(name) || path === ':.well-known') return null
  const host = name.toLowerCase()
  const folder = path === '' ? '/.well-known' : path.replaceAll(':', '/')
  const url = `https://${host}${port === undefined ? '' : `:${port}`}${folder}/did.json`
  // What the URL parser would rewrite (dots, ports) would have two spellings.
  if (!URL.canParse(url) || new URL(url).href !== url) return null
  return { did: `did:web:${host}${port === undefined ? '' : `%3A${port}`}${path}`, url }
}
