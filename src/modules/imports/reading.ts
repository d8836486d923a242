/** What every source of unsigned prices is read by: each entry for itself, so that one bad entry hides no other. */
import { keccak256, stringToBytes } from 'viem'
import { canonicalOf } from '../../core/canonical.ts'
import { digest } from '../../core/digest.ts'
import { normalAsset } from '../../core/ids.ts'
import { isObject, parseJson } from '../../core/json.ts'
import type { Document, ReadContext, Reading } from '../../core/module.ts'
import type { Terms } from '../../core/offer.ts'
import type { Import } from '../../core/settings.ts'
import type { Price } from '../../core/x402.ts'
import type { PriceFetchRow, UnsignedPriceRow } from './tables.ts'

/** One entry as it stands in a document, and where it was found. */
export type Entry = {
  readonly entry: unknown
  /** What is sold, as the document names it. */
  readonly resource: unknown
  readonly by?: 'http' | 'mcp'
  readonly read: (entry: Record<string, unknown>) => Stated | Refused
}

/** What an entry states; without a price its asset has no name that we know. */
export type Stated = {
  readonly network: string
  readonly payee: string
  readonly ceiling: boolean
  readonly price: Price | null
}

export type Refused = { readonly refused: string }

/** The entries of a document, or why it has none; `note` is what a reader of the list should know. */
export type Listing =
  | { readonly entries: readonly (Entry | Refused)[]; readonly note?: string }
  | { readonly verdict: string; readonly reason: string }

/** So many prices of one document at most, and so many bytes of one entry. */
export const PRICES_MAX = 1_000
const ENTRY_MAX = 8_192
const DEPTH_MAX = 24

/** Reads a document whose entries `list` finds. */
export const readPrices = (
  kind: Import['kind'],
  { uri, bytes, sha256 }: Document,
  { fetchedAt }: Pick<ReadContext, 'fetchedAt'>,
  list: (document: Record<string, unknown>, uri: string) => Listing,
): Reading => {
  const parsed = parseJson(bytes, DEPTH_MAX)
  if (parsed.verdict !== 'ok') return { ...parsed, rows: [] }
  if (!isObject(parsed.value)) return none('not-an-object', 'the document is JSON but not an object')
  const listing = list(parsed.value, uri)
  if ('verdict' in listing) return none(listing.verdict, listing.reason)
  const { entries, note } = listing
  if (entries.length > PRICES_MAX) return none('too-many', `the document states more than ${PRICES_MAX} prices`)

  const rows = new Map<string, UnsignedPriceRow>()
  const refusals: string[] = []
  for (const [place, entry] of entries.entries()) {
    const row = 'refused' in entry ? entry : rowOf(entry, { kind, uri, content: sha256, place })
    if ('refused' in row) refusals.push(`entry ${place}: ${row.refused}`)
    // The same said twice is one price.
    else if (!rows.has(row.id)) rows.set(row.id, row)
  }
  const left =
    refusals.length > 0 ? `${refusals.length} of ${entries.length} entries are left out; ${refusals[0]}` : null
  const reason = [left, note ?? null]
    .filter(part => part !== null)
    .join('; ')
    .slice(0, 200)
  if (rows.size === 0 && left) return none('no-prices', reason)
  const fetch: PriceFetchRow = { kind, uri_id: digest(uri), fetched_at: fetchedAt, content: sha256 }
  return {
    verdict: 'ok',
    ...(reason ? { reason } : {}),
    rows: [...[...rows.values()].map(row => ({ table: 'unsigned_price', row })), { table: 'price_fetch', row: fetch }],
  }
}

const none = (verdict: string, reason: string): Reading => ({ verdict, reason, rows: [] })

type Found = { readonly kind: Import['kind']; readonly uri: string; readonly content: string; readonly place: number }

const rowOf = ({ entry, resource, by = 'http', read }: Entry, found: Found): UnsignedPriceRow | Refused => {
  if (!isObject(entry)) return { refused: 'it is not an object' }
  const accepts = JSON.stringify(entry)
  if (Buffer.byteLength(accepts) > ENTRY_MAX) return { refused: `it is longer than ${ENTRY_MAX} bytes` }
  const url = webUrl(resource)
  if (url === null) return { refused: 'the resource is not a web address' }
  const stated = read(entry)
  if ('refused' in stated) return stated
  const { kind, uri, content, place } = found
  const canonical = canonicalOf({ source: { kind, url: uri }, resource: url.href, entry })
  if (canonical === null) return { refused: 'it has no canonical form' }
  const id = keccak256(stringToBytes(canonical))
  const { network, payee, ceiling, price } = stated
  const terms: Omit<Terms, 'cat'> | null = price && { name: url.host, at: { by, url: url.href }, ...price }
  const asset = price?.pay[0]?.asset
  return {
    kind,
    uri_id: digest(uri),
    content,
    place,
    id,
    sub: `${url.href}#${id}`,
    resource: url.href,
    network,
    asset: asset === undefined ? null : normalAsset(asset),
    payee: normalPayee(network, payee),
    ceiling: ceiling ? 1 : 0,
    accepts,
    terms: terms && JSON.stringify(terms),
  }
}

const URL_MAX = 2_048

/** A web address without name and password; a fragment would be taken for the name of the price. */
const webUrl = (value: unknown): URL | null => {
  if (typeof value !== 'string' || value.length > URL_MAX) return null
  const url = URL.parse(value)
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return null
  url.hash = ''
  return url
}

/** One spelling per payee: EVM addresses have no significant case, other accounts do. */
export const normalPayee = (network: string, payee: string): string =>
  network.startsWith('eip155:') ? payee.toLowerCase() : payee
