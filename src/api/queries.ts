/** Reads of the chain tables: heads, blocks, origins, documents, coverage. */
import { sql } from 'kysely'
import { reads } from '../core/asOf.ts'
import type { BlockRow, ChainTables, ContentRow, DocumentRow } from '../core/chainTables.ts'
import type { ChainHead, Reader, Snapshot } from '../core/snapshot.ts'

export type ChainStateRow = {
  readonly chain: string
  readonly head_number: number
  readonly head_hash: string
  readonly head_time: number
  readonly final_number: number
  readonly start_number: number
  readonly remote_number: number
  readonly seq: number
  readonly state: string
  readonly reason: string | null
  readonly hashes: string
}
type LogRow = { chain: string; block: number; log_index: number; tx: string; address: string }
export type CoverageRow = {
  chain: string
  contract: string
  from_block: number
  to_block: number
  reach: string
  grade: string
}
type Counted = { chain: string }

const { db } = reads<
  { gap: Counted; rejected: Counted },
  ChainTables & { chain: ChainStateRow; log: LogRow; coverage: CoverageRow }
>()

export const chains = (reader: Reader): Promise<ChainStateRow[]> =>
  reader.all<ChainStateRow>({ sql: 'select * from chain order by chain', values: [] })

export const coverage = (reader: Reader): Promise<CoverageRow[]> =>
  reader.all(db.selectFrom('coverage').selectAll().orderBy('chain').orderBy('contract').orderBy('from_block'))

/** How many gaps or rejected logs each chain has. */
export const countByChain = async (reader: Reader, table: 'gap' | 'rejected'): Promise<Map<string, number>> => {
  const query = db
    .selectFrom(table)
    .select(['chain', ({ fn }) => fn.countAll<number>().as('n')])
    .groupBy('chain')
  return new Map((await reader.all(query)).map(({ chain, n }) => [chain, n]))
}

export const countDocuments = async (reader: Reader): Promise<{ known: number; waiting: number }> => {
  const query = db
    .selectFrom('document')
    .select(({ fn }) => fn.countAll<number>().as('known'))
    .select(sql<number>`coalesce(sum(case when verdict is null then 1 else 0 end), 0)`.as('waiting'))
  return (await reader.all(query))[0] ?? { known: 0, waiting: 0 }
}

export const blockAt = async (reader: Reader, chain: string, number: number): Promise<BlockRow | undefined> =>
  (await reader.all(db.selectFrom('block').selectAll().where('chain', '=', chain).where('number', '=', number)))[0]

export const blockByHash = async (reader: Reader, chain: string, hash: string): Promise<BlockRow | undefined> =>
  (await reader.all(db.selectFrom('block').selectAll().where('chain', '=', chain).where('hash', '=', hash)))[0]

/** The stored blocks around a height that is not stored. */
export const neighbours = async (reader: Reader, chain: string, number: number): Promise<number[]> => {
  const of = db.selectFrom('block').select('number').where('chain', '=', chain)
  const below = await reader.all(of.where('number', '<', number).orderBy('number', 'desc').limit(1))
  const above = await reader.all(of.where('number', '>', number).orderBy('number').limit(1))
  return [...below, ...above].map(row => row.number)
}

/** The last stored block of a chain at or before a time, up to a height. */
export const blockBefore = async (
  reader: Reader,
  { chain, number }: ChainHead,
  time: number,
): Promise<BlockRow | undefined> =>
  (
    await reader.all(
      db
        .selectFrom('block')
        .selectAll()
        .where('chain', '=', chain)
        .where('time', '<=', time)
        .where('number', '<=', number)
        .orderBy('time', 'desc')
        .orderBy('number', 'desc')
        .limit(1),
    )
  )[0]

export type Place = { readonly chain: string; readonly block: number; readonly logIndex: number }
export type OriginRow = { hash: string; time: number; tx: string; address: string }

/** The log and block of each place, in order. */
export const origins = async (snapshot: Snapshot, places: readonly Place[]): Promise<(OriginRow | null)[]> => {
  const rows = await snapshot.all(
    db
      .selectFrom('log as l')
      .innerJoin('block as b', join => join.onRef('b.chain', '=', 'l.chain').onRef('b.number', '=', 'l.block'))
      .select(['l.chain', 'l.block', 'l.log_index', 'l.tx', 'l.address', 'b.hash', 'b.time'])
      .where(({ or, and, eb }) =>
        or(
          places.map(({ chain, block, logIndex }) =>
            and([eb('l.chain', '=', chain), eb('l.block', '=', block), eb('l.log_index', '=', logIndex)]),
          ),
        ),
      ),
  )
  const found = new Map(rows.map(row => [`${row.chain} ${row.block} ${row.log_index}`, row]))
  return places.map(({ chain, block, logIndex }) => found.get(`${chain} ${block} ${logIndex}`) ?? null)
}

export type DocumentKey = { readonly kind: string; readonly id: string }

/** What is known of a document: its last fetch, and the last bytes there were. */
export type KnownDocument = DocumentRow & { readonly bytes: ContentRow | null }

/** The documents of these kinds and URIs as they were known at the snapshot, in order. */
export const documents = async (
  snapshot: Snapshot,
  keys: readonly DocumentKey[],
): Promise<(KnownDocument | null)[]> => {
  const ids = keys.map(({ id }) => id)
  const rows = await snapshot.all(db.selectFrom('document').selectAll().where('id', 'in', ids))
  const known = snapshot.knownAt === null ? rows : await asKnown(snapshot, rows, snapshot.knownAt)
  const contents = known.flatMap(({ content }) => content ?? [])
  const stored =
    contents.length === 0
      ? []
      : await snapshot.all(db.selectFrom('content').select(['id', 'keccak', 'size']).where('id', 'in', contents))
  const bytes = new Map(stored.map(row => [row.id, row]))
  const found = new Map(known.map(row => [`${row.kind} ${row.id}`, row]))
  return keys.map(({ kind, id }) => {
    const row = found.get(`${kind} ${id}`)
    return row ? { ...row, bytes: bytes.get(row.content ?? '') ?? null } : null
  })
}

/** Takes documents back to what was known of them at a time: the last fetch by then, and the last bytes. */
const asKnown = async (snapshot: Snapshot, rows: readonly DocumentRow[], at: number): Promise<DocumentRow[]> => {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const query = db.selectFrom('document_fetch').selectAll().where('id', 'in', ids).where('fetched_at', '<=', at)
  const fetches = Map.groupBy(await snapshot.all(query.orderBy('fetched_at')), ({ kind, id }) => `${kind} ${id}`)
  return rows.map(row => {
    const known = fetches.get(`${row.kind} ${row.id}`) ?? []
    const { verdict = null, reason = null, fetched_at = null } = known.at(-1) ?? {}
    const content = known.findLast(fetch => fetch.content !== null)?.content ?? null
    return { ...row, verdict, reason, fetched_at, content, media_type: content === row.content ? row.media_type : null }
  })
}

/** Which of these block hashes the chain has, as it is held. */
export const standingBlocks = async (
  reader: Reader,
  chain: string,
  hashes: readonly string[],
): Promise<ReadonlySet<string>> => {
  if (hashes.length === 0) return new Set()
  const query = db.selectFrom('block').select('hash').where('chain', '=', chain).where('hash', 'in', hashes)
  return new Set((await reader.all(query)).map(({ hash }) => hash))
}
