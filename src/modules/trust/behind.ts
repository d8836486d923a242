/** Reads of what is behind a line: the feedback that was given, and the payments that back it. */
import { sql } from 'kysely'
import { hasId, reads, type Stored } from '../../core/asOf.ts'
import { DAY } from '../../core/day.ts'
import { chainOfAgent } from '../../core/ids.ts'
import type { Snapshot } from '../../core/snapshot.ts'
import { int128FromText } from '../../core/uint256.ts'
import type { PaymentParent, PaymentRow, PaymentsFacts } from '../payments/tables.ts'
import { type Dawn, ratesOn, windowOf } from './evidence.ts'
import { normalise } from './score/normalise.ts'
import type {
  FeedbackParent,
  FeedbackRow,
  TrustFacts,
  ValidationResponseParent,
  ValidationResponseRow,
} from './tables.ts'

const { db, at } = reads<TrustFacts & Pick<PaymentsFacts, 'payment'>>()

/** So many of each are shown, and so many feedbacks looked through for those of a facet. */
const SHOWN = 20
const LOOKED = 200

/** The newest feedback of a reviewer for one facet of an agent in one tenure. */
export const feedbackBehind = async (
  snapshot: Snapshot,
  { agent, rater, facet, tenure }: { agent: string; rater: string; facet: string; tenure: number },
): Promise<FeedbackParent[]> => {
  // The reviewer has fewer than a busy agent: its index is the one to walk.
  const of = sql`client = ${rater} and agent || '' = ${agent} and sales = ${tenure}`
  const rows = (await snapshot.all(
    db
      .selectFrom(at(snapshot, 'feedback', 'f', of))
      .selectAll('f')
      .orderBy('f.given', 'desc')
      .limit(LOOKED),
  )) as Stored<FeedbackRow>[]
  return rows
    .filter(({ value, decimals, tag1, tag2 }) => normalise(int128FromText(value), decimals, tag1, tag2).facet === facet)
    .slice(0, SHOWN)
    .map(row => ({ ...row, snapshot }))
}

/** The newest payments of a reviewer that the operator's account of the morning counts. */
export const paymentsBehind = async (
  snapshot: Snapshot,
  dawn: Dawn,
  { rater, operator }: { rater: string; operator: string },
): Promise<PaymentParent[]> => {
  const [since, until] = [(dawn.day - windowOf(dawn.policy)) * DAY, dawn.day * DAY]
  const of = sql`payer = ${rater} and payee_operator || '' = ${operator} and self = 0 and time >= ${since} and time < ${until}`
  const rows = await snapshot.all(
    db
      .selectFrom(at(dawn.when, 'payment', 'p', of))
      .selectAll('p')
      .where('p.asset', 'in', [...ratesOn(dawn).keys(), ''])
      .orderBy('p.time', 'desc')
      .orderBy('p.id', 'desc')
      .limit(SHOWN),
  )
  return (rows as Stored<PaymentRow>[]).map(row => ({ ...row, snapshot }))
}

/** A response of a validator; null: its registry was emptied. */
export const responseOf = async (snapshot: Snapshot, id: string): Promise<ValidationResponseParent | null> => {
  const [row] = (await snapshot.all(
    db.selectFrom(at(snapshot, 'validation_response', 'r', hasId([id], chainOfAgent))).selectAll('r'),
  )) as Stored<ValidationResponseRow>[]
  return row ? { ...row, snapshot } : null
}
