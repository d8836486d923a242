/** Every read of the imports module. */
import { reads } from '../../core/asOf.ts'
import { digest } from '../../core/digest.ts'
import type { PageRequest } from '../../core/page.ts'
import type { Import } from '../../core/settings.ts'
import type { Fixed, Snapshot } from '../../core/snapshot.ts'
import type { ImportsClaims, Source, UnsignedPriceRow } from './tables.ts'

const { db } = reads<unknown, ImportsClaims>()

type FetchRow = { fetched_at: number; verdict: string; reason: string | null; content: string | null }

/** The sources that ever served what could be read, as they were known at the snapshot. */
export const sourcesAt = async (snapshot: Snapshot, imports: readonly Import[]): Promise<Source[]> =>
  (await Promise.all(imports.map(of => sourceAt(snapshot, of)))).filter(source => source !== null)

const sourceAt = async (snapshot: Snapshot, of: Import): Promise<Source | null> => {
  const { kind } = of
  const [id, until] = [digest(of.url), knownUntil(snapshot)]
  const [last] = await snapshot.all(lastFetch(kind, id, until, ''))
  const [good] = last?.verdict === 'ok' ? [last] : await snapshot.all(lastFetch(kind, id, until, `and verdict = 'ok'`))
  if (!last || !good?.content) return null
  const { verdict, reason } = last
  const common = { import: of, content: good.content, verdict, reason }
  if (last !== good) {
    const detail = `the last fetch of the source failed: ${verdict}`
    return { ...common, fetchedAt: last.fetched_at, trouble: { status: 'SOURCE_FAILED', detail } }
  }
  const [seen] = await snapshot.all(lastSeen(kind, id, good.content, until))
  const fetchedAt = Math.max(last.fetched_at, seen?.at ?? 0)
  const age = snapshot.now - fetchedAt
  const detail = `the source was last fetched ${age} s ago`
  return { ...common, fetchedAt, trouble: age > of.maxAge ? { status: 'STALE', detail } : null }
}

/** Nothing of a source is on chain: at a time of the past it said what had been fetched by then. */
const knownUntil = ({ knownAt, latest, now, heads }: Snapshot): number => {
  const isPresent = latest && heads.some(({ time }) => time === now)
  return knownAt ?? (isPresent ? Number.MAX_SAFE_INTEGER : now)
}

const lastFetch = (kind: string, id: string, until: number, and: string): Fixed<FetchRow> => ({
  sql: `select fetched_at, verdict, reason, content from document_fetch
    where kind = ? and id = ? and fetched_at <= ? ${and} order by fetched_at desc limit 1`,
  values: [kind, id, until],
})

/** The fetches that changed nothing are not among those of the documents. */
const lastSeen = (kind: string, id: string, content: string, until: number): Fixed<{ at: number | null }> => ({
  sql: 'select max(fetched_at) as at from price_fetch where kind = ? and uri_id = ? and content = ? and fetched_at <= ?',
  values: [kind, id, content, until],
})

export type PriceFilter = {
  readonly resource?: string | undefined
  readonly network?: string | undefined
  readonly asset?: string | undefined
  readonly payee?: string | undefined
}

/** What these sources state, in the order of the subjects: a page, or all of it. */
export const pricesOf = (
  snapshot: Snapshot,
  sources: readonly Source[],
  filter: PriceFilter = {},
  page: PageRequest | null = null,
): Promise<UnsignedPriceRow[]> => {
  if (sources.length === 0) return Promise.resolve([])
  const { resource, network, asset, payee } = filter
  return snapshot.all(
    db
      .selectFrom('unsigned_price')
      .selectAll()
      .where(({ or, and, eb }) =>
        or(
          sources.map(({ import: { kind, url }, content }) =>
            and([eb('kind', '=', kind), eb('uri_id', '=', digest(url)), eb('content', '=', content)]),
          ),
        ),
      )
      .$if(resource !== undefined, q => q.where('resource', '=', resource as string))
      .$if(network !== undefined, q => q.where('network', '=', network as string))
      .$if(asset !== undefined, q => q.where('asset', '=', asset as string))
      .$if(payee !== undefined, q => q.where('payee', '=', payee as string))
      .$if(page?.after !== null && page !== null, q => q.where('sub', '>', page?.after?.[0] ?? ''))
      .orderBy('sub')
      .$if(page !== null, q => q.limit((page?.first ?? 0) + 1)),
  )
}
