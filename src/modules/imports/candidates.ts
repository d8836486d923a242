/** Unsigned prices in the place of offers. */
import { ethrDid } from '../../core/did.ts'
import { digest } from '../../core/digest.ts'
import { evmChainNumber, normalAsset } from '../../core/ids.ts'
import type { Terms } from '../../core/offer.ts'
import type { Settings, Token } from '../../core/settings.ts'
import type { Snapshot } from '../../core/snapshot.ts'
import type { Unsigned } from '../offers/tables.ts'
import { pricesOf, sourcesAt } from './queries.ts'
import type { Source, UnsignedPriceRow, UnsignedPriceStatus } from './tables.ts'

export type Candidate = { readonly ruling: Unsigned; readonly offer: Terms }

/** What the sources of a category sell at the moment, whether or not it can be quoted. */
export const unsignedIn = async (
  snapshot: Snapshot,
  category: string,
  { imports, tokens }: Pick<Settings, 'imports' | 'tokens'>,
): Promise<Candidate[]> => {
  const named = imports.filter(({ categories }) => categories.includes(category))
  const sources = await sourcesAt(snapshot, named)
  const bySource = sourceOf(sources)
  const rows = await pricesOf(snapshot, sources)
  return rows.flatMap(row => candidate(row, bySource(row), tokens) ?? [])
}

/** The source that a price is of. */
export const sourceOf = (sources: readonly Source[]): ((row: UnsignedPriceRow) => Source) => {
  const key = (kind: string, uri: string) => `${kind} ${uri}`
  const known = new Map(sources.map(source => [key(source.import.kind, digest(source.import.url)), source]))
  return ({ kind, uri_id }) => {
    const source = known.get(key(kind, uri_id))
    if (!source) throw new Error(`a price of ${kind} ${uri_id}, which was not asked for`)
    return source
  }
}

/** The price in the place of an offer; null where it has no terms. */
export const candidate = (row: UnsignedPriceRow, source: Source, tokens: readonly Token[]): Candidate | null => {
  const { id, sub, network, payee, ceiling } = row
  const stated: Omit<Terms, 'cat'> | null = row.terms === null ? null : JSON.parse(row.terms)
  if (!stated) return null
  const { categories, meter } = source.import
  const offer: Terms = {
    ...stated,
    cat: categories,
    tariff: stated.tariff.map(line => ({ ...line, meter: meter.name, unit: meter.unit })),
    pay: stated.pay.map(entry => ({ ...entry, dec: decimalsOf(entry.asset, tokens) ?? entry.dec })),
  }
  const { fetchedAt, trouble } = source
  const token = { id, sub, name: offer.name, payload: JSON.stringify(offer), void: 0, expires: null }
  const nobodys = { issuer: null, seq: null, kid: null, jwt: null }
  return {
    offer,
    ruling: {
      token: { ...token, ...nobodys, starts: fetchedAt, known_at: fetchedAt },
      status: 'UNSIGNED',
      announcements: [],
      payees: [`did:pkh:${network}:${payee}`, ...(evmChainNumber(network) ? [ethrDid(network, payee)] : [])],
      stale: trouble?.detail ?? null,
      ceiling: ceiling === 1,
    },
  }
}

/** What is known of an asset; what the seller would say of it does not count. */
const decimalsOf = (asset: string | null, tokens: readonly Token[]): number | undefined =>
  asset === null ? undefined : tokens.find(token => normalAsset(token.asset) === normalAsset(asset))?.decimals

/** The first thing that keeps a price from being quoted where unsigned prices may be. */
export const statusOf = (
  { ceiling, asset }: UnsignedPriceRow,
  { trouble, import: { categories } }: Source,
  tokens: readonly Token[],
): UnsignedPriceStatus => {
  if (trouble) return trouble.status
  if (ceiling === 1) return 'CEILING_ONLY'
  if (decimalsOf(asset, tokens) === undefined) return 'UNKNOWN_ASSET'
  return categories.length === 0 ? 'NO_CATEGORY' : 'LISTED'
}
