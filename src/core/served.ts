/** Reads of fetched documents that modules share. */
import { sql } from 'kysely'
import { reads } from './asOf.ts'
import type { ChainTables } from './chainTables.ts'
import type { Snapshot } from './snapshot.ts'

const { db } = reads<unknown, ChainTables>()

/** What each URI of a kind last served, as far as it was known at the snapshot, and when that was last seen. */
export const served = ({ knownAt }: Snapshot, kind: string) => {
  const current = db
    .selectFrom('document as d')
    .select(['d.id as uri_id', 'd.content'])
    .select(({ selectFrom, ref }) =>
      sql<number>`case when ${ref('d.verdict')} = 'ok' then ${ref('d.fetched_at')} else ${selectFrom(
        'document_fetch as good',
      )
        .select(({ fn }) => fn.max('good.fetched_at').as('at'))
        .whereRef('good.kind', '=', 'd.kind')
        .whereRef('good.id', '=', 'd.id')
        .whereRef('good.content', '=', 'd.content')} end`.as('fetched_at'),
    )
    .where('d.kind', '=', kind)
    .where('d.content', 'is not', null)
  const known = db
    .selectFrom('document_fetch as d')
    .select(['d.id as uri_id', 'd.content', 'd.fetched_at'])
    .where('d.kind', '=', kind)
    .where('d.content', 'is not', null)
    .where('d.fetched_at', '=', ({ selectFrom }) =>
      selectFrom('document_fetch as later')
        .select(({ fn }) => fn.max('later.fetched_at').as('at'))
        .whereRef('later.kind', '=', 'd.kind')
        .whereRef('later.id', '=', 'd.id')
        .where('later.content', 'is not', null)
        .where('later.fetched_at', '<=', knownAt ?? 0),
    )
  return (knownAt === null ? current : known).as('f')
}
