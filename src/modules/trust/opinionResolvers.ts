/** GraphQL fields of what feedback says by the table of tags, and of what it adds up to. */
import { DAY } from '../../core/day.ts'
import { connection, pageRequest } from '../../core/page.ts'
import { negate, type Rational, rational, toDecimal } from '../../core/rational.ts'
import { int128FromText } from '../../core/uint256.ts'
import type {
  FeedbackResolvers,
  OpinionResolvers,
  Facet as PublicFacet,
  ReputationResolvers,
  TagSummaryResolvers,
} from '../../generated/schema.ts'
import { ID, opinions, REVIEWER, tagSummaries } from './opinionQueries.ts'
import { type Facet, meaningOf, normalise } from './score/normalise.ts'
import type { FeedbackRow, TagSummaryRow } from './tables.ts'

/** Fields of `Reputation`. */
export const ofReputation: Pick<ReputationResolvers, 'byTag' | 'opinions'> = {
  byTag: async ({ snapshot, agent }, { first, after }) => {
    const page = pageRequest(first, after, ID.columns.length)
    return connection(page, await tagSummaries(snapshot, agent, page), ({ id }) => [id])
  },
  opinions: async ({ snapshot, agent }, { first, after }) => {
    const page = pageRequest(first, after, REVIEWER.columns.length)
    return connection(page, await opinions(snapshot, agent, page), ({ rater, id }) => [rater, id])
  },
}

const read = ({ value, decimals, tag1, tag2 }: FeedbackRow) => normalise(int128FromText(value), decimals, tag1, tag2)

/** Fields of `Feedback`. `eighths` is its own column. */
export const ofFeedback: Pick<FeedbackResolvers, 'facet' | 'quality' | 'ignored' | 'clamped'> = {
  facet: row => {
    const { facet } = read(row)
    return facet && shown(facet)
  },
  quality: row => {
    const { quality } = read(row)
    return quality === null ? null : Number(quality)
  },
  ignored: row => read(row).ignored,
  clamped: row => read(row).clamped,
}

export const TagSummary: TagSummaryResolvers = {
  unit: ({ tag }) => (tag === null ? null : meaningOf(tag).unit),
  facet: ({ tag }) => {
    const facet = tag === null ? null : meaningOf(tag).facet
    return facet && shown(facet)
  },
  count: ({ values_count }) => values_count,
  sum: row => toDecimal(sumOf(row)),
  mean: row => towardZero(meanOf(row)),
}

export const Opinion: OpinionResolvers = {
  clientAddress: ({ rater }) => rater,
  facet: ({ facet }) => shown(facet),
  quality: ({ total, eighths }) => Number(BigInt(total) / BigInt(eighths)),
  feedbackCount: ({ counts }) => countsOf(counts).reduce((sum, count) => sum + count, 0),
  lateCount: ({ counts }) =>
    countsOf(counts)
      .slice(2)
      .reduce((sum, count) => sum + count, 0),
  revokedCount: ({ revoked }) => revoked,
  day: ({ day }) => day * DAY,
}

const countsOf = (counts: string): number[] => JSON.parse(counts)

const shown = (facet: Facet): PublicFacet => facet.toUpperCase() as Uppercase<Facet>

/** The totals of values are in units of 10^-18. */
const ATOM = 10n ** 18n
const sumOf = ({ total }: TagSummaryRow): Rational => rational(BigInt(total), ATOM)
const meanOf = ({ total, values_count }: TagSummaryRow): Rational =>
  rational(BigInt(total), BigInt(values_count) * ATOM)

/** What `toDecimal` cannot print whole it rounds up: the amount of what is above zero is that of its negative. */
const towardZero = (a: Rational): string => (a.numerator > 0n ? toDecimal(negate(a)).replace('-', '') : toDecimal(a))
