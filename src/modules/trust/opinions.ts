/** What feedback adds up to: the opinion that it is part of, the habits of its reviewer, the values under its tag. */
import type { Change, Rows } from '../../core/change.ts'
import { digest } from '../../core/digest.ts'
import { PARAMETERS } from '../../core/trustPolicy.ts'
import { int128FromText } from '../../core/uint256.ts'
import type { PaymentsFacts } from '../payments/tables.ts'
import { normalise, starsOf } from './score/normalise.ts'
import { isBad } from './score/weigh.ts'
import type { FeedbackRow, OpinionRow, TagSummaryRow, TrustFacts } from './tables.ts'

/** The rows that the handlers of feedback look at. */
export type Seen = TrustFacts & Pick<PaymentsFacts, 'account' | 'tenure'>

/**
 * What changes beside the row of the feedback, where `after` stands in the place of `before`, or of nothing. Everything is
 * a sum over the rows as they stand, so the one is taken out of it and the other put in.
 */
export const addedUp = (before: FeedbackRow | undefined, after: FeedbackRow, rows: Rows<Seen>): Change<Seen>[] => [
  ...opinions(before, after, rows),
  rater(before, after, rows),
  ...tagSummaries(before, after, rows),
]

/** The most eighths of an opinion: its total stays a safe integer. */
export const EIGHTHS_MAX = 9_007_199_254

/** What a feedback counts that is being given. Nothing where its opinion is full: one more would not move the mean. */
export const eighthsGiven = (row: Said & Pick<FeedbackRow, 'sales'>, rows: Rows<Seen>): number => {
  const part = partOf(row)
  if (!part) return 0
  const counted = rows.get('opinion', opinionId(row, part.facet))?.eighths ?? 0
  return counted + part.eighths > EIGHTHS_MAX ? 0 : part.eighths
}

/** Days after which a revocation no longer corrects what was never meant. */
const CORRECTION_DAYS = 1

/** What a feedback counts that is revoked on this day: criticism that has stood is not taken back for nothing. */
export const eighthsRevoked = (row: FeedbackRow, day: number): number => {
  const part = partOf(row)
  const late = day - row.day > CORRECTION_DAYS
  return part && late && isBad(part.quality, PARAMETERS) ? row.eighths / 4 : 0
}

/** The opinion that a feedback is part of where the agent was never sold, as most were not. Null: of none. */
export const likelyOpinion = (row: Said): string | null => {
  const part = partOf(row)
  return part && opinionId({ ...row, sales: 0 }, part.facet)
}

export const tagSummaryId = ({ agent, tag1 }: Pick<FeedbackRow, 'agent' | 'tag1'>): string => `${agent}/${digest(tag1)}`

type Said = Pick<FeedbackRow, 'agent' | 'client' | 'value' | 'decimals' | 'tag1' | 'tag2'>
type Part = { readonly facet: OpinionRow['facet']; readonly quality: bigint; readonly eighths: number }

/** What a feedback says of quality or availability; null: nothing. */
const partOf = ({ value, decimals, tag1, tag2 }: Said): Part | null => {
  const { facet, quality, eighths } = normalise(int128FromText(value), decimals, tag1, tag2)
  if (quality === null || (facet !== 'quality' && facet !== 'availability')) return null
  return { facet, quality, eighths: Number(eighths) }
}

const opinionId = ({ agent, client, sales }: Pick<FeedbackRow, 'agent' | 'client' | 'sales'>, facet: string): string =>
  `${agent}/${client}/${facet}/${sales}`

const outAndIn = (before: FeedbackRow | undefined, after: FeedbackRow): (readonly [FeedbackRow, 1 | -1])[] =>
  before
    ? [
        [before, -1],
        [after, 1],
      ]
    : [[after, 1]]

/** What the places of `counts` count. */
const EIGHTHS = [8, 4, 2, 1]

const opinions = (before: FeedbackRow | undefined, after: FeedbackRow, rows: Rows<Seen>): Change<Seen>[] => {
  const drafts = new Map<string, OpinionRow>()
  for (const [row, sign] of outAndIn(before, after)) {
    const part = row.eighths > 0 ? partOf(row) : null
    if (!part) continue
    const id = opinionId(row, part.facet)
    const draft = drafts.get(id) ?? rows.get('opinion', id) ?? noOpinion(id, row, part.facet)
    const counts: number[] = JSON.parse(draft.counts)
    drafts.set(id, {
      ...draft,
      ...(row.revoked === null && sign > 0 ? lastGiven(row, rows) : {}),
      total: draft.total + sign * Number(part.quality) * row.eighths,
      eighths: draft.eighths + sign * row.eighths,
      counts: JSON.stringify(counts.map((count, i) => (EIGHTHS[i] === row.eighths ? count + sign : count))),
    })
  }
  const revocations = after.revoked === null ? 0 : 1
  // Where nothing counts any more the row stays: what it weighed this morning is found by it.
  return [...drafts.values()].map(draft => ({
    put: 'opinion',
    row: { ...draft, revoked: draft.revoked + revocations },
  }))
}

const noOpinion = (id: string, { agent, client, sales, day }: FeedbackRow, facet: OpinionRow['facet']): OpinionRow => ({
  id,
  agent,
  rater: client,
  facet,
  sales,
  operator: null,
  rater_operator: null,
  total: 0,
  eighths: 0,
  counts: '[0,0,0,0]',
  revoked: 0,
  day,
})

/** What an opinion takes from its latest feedback. */
const lastGiven = ({ agent, client, day }: FeedbackRow, rows: Rows<Seen>) => ({
  day,
  operator: rows.get('tenure', agent)?.operator ?? null,
  rater_operator: rows.get('account', client)?.operator ?? null,
})

const rater = (before: FeedbackRow | undefined, after: FeedbackRow, rows: Rows<Seen>): Change<Seen> => {
  const { client: id } = after
  const draft = { ...(rows.get('rater', id) ?? { id, given: 0, revoked: 0, starred: 0, small: 0 }) }
  for (const [row, sign] of outAndIn(before, after)) {
    const stars = starsOf(int128FromText(row.value), row.decimals, row.tag1)
    draft.given += sign
    if (row.revoked !== null) draft.revoked += sign
    if (stars !== 'none') draft.starred += sign
    if (stars === 'few') draft.small += sign
  }
  return { put: 'rater', row: draft }
}

/** The most decimals of a value that the registry admits. */
const DECIMALS_MAX = 18

const tagSummaries = (before: FeedbackRow | undefined, after: FeedbackRow, rows: Rows<Seen>): Change<Seen>[] => {
  const drafts = new Map<string, TagSummaryRow>()
  for (const [row, sign] of outAndIn(before, after)) {
    if (row.revoked !== null || row.decimals > DECIMALS_MAX) continue
    const id = tagSummaryId(row)
    const none = { id, agent: row.agent, example: row.id, values_count: 0, total: '0' }
    const draft = drafts.get(id) ?? rows.get('tag_summary', id) ?? none
    const value = int128FromText(row.value) * 10n ** BigInt(DECIMALS_MAX - row.decimals)
    const total = BigInt(draft.total) + BigInt(sign) * value
    drafts.set(id, { ...draft, values_count: draft.values_count + sign, total: total.toString() })
  }
  return [...drafts.values()].map(draft =>
    draft.values_count > 0 ? { put: 'tag_summary', row: draft } : { drop: 'tag_summary', id: draft.id },
  )
}
