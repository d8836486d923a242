/** Reads of what feedback adds up to. */
import { hasId, reads, type Stored } from '../../core/asOf.ts'
import { chainOfAgent } from '../../core/ids.ts'
import { behind, type Order, type PageRequest } from '../../core/page.ts'
import type { Snapshot } from '../../core/snapshot.ts'
import { tagSummaryId } from './opinions.ts'
import type { OpinionRow, TagSummaryParent, TagSummaryRow, TrustFacts } from './tables.ts'

const { db, at, ever } = reads<TrustFacts>()

/** By reviewer. */
export const REVIEWER: Order<'rater' | 'id'> = { columns: ['rater', 'id'], descending: false }

/** In a fixed order. */
export const ID: Order<'id'> = { columns: ['id'], descending: false }

/** A page of the opinions of an agent, and one more. */
export const opinions = (snapshot: Snapshot, agent: string, page: PageRequest): Promise<Stored<OpinionRow>[]> => {
  const query = db
    .selectFrom(at(snapshot, 'opinion', 'o'))
    .selectAll('o')
    .where('o.agent', '=', agent)
    .where('o.eighths', '>', 0)
  const paged = page.after ? query.where(behind(REVIEWER, page.after)) : query
  const ordered = paged.orderBy('o.rater').orderBy('o.id')
  return snapshot.all(ordered.limit(page.first + 1)) as Promise<Stored<OpinionRow>[]>
}

/** A page of the tags that an agent's feedback has, and one more. */
export const tagSummaries = async (
  snapshot: Snapshot,
  agent: string,
  page: PageRequest,
): Promise<TagSummaryParent[]> => {
  const query = db
    .selectFrom(at(snapshot, 'tag_summary', 's'))
    .selectAll('s')
    .where('s.agent', '=', agent)
  const paged = page.after ? query.where(behind(ID, page.after)) : query
  const rows = (await snapshot.all(paged.orderBy('s.id').limit(page.first + 1))) as Stored<TagSummaryRow>[]
  const tags = await tagsOf(
    snapshot,
    rows.map(({ example }) => example),
  )
  return rows.map(row => ({ ...row, tag: tags.get(row.id) ?? null }))
}

/** The tags of these feedbacks, past ones too: an example may have got other words since. By the id of their summary. */
const tagsOf = async (snapshot: Snapshot, examples: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const source = ever(snapshot, 'feedback', 'f', hasId(examples, chainOfAgent))
  const rows = await snapshot.all(db.selectFrom(source).select(['f.agent', 'f.tag1']).distinct())
  return new Map(rows.map(row => [tagSummaryId(row), row.tag1]))
}
