/** The score of an agent over time: it is worked out at every moment at which it may have changed, equal neighbours joined. */
import { sql } from 'kysely'
import { hasId, reads } from '../../core/asOf.ts'
import type { ChainTables } from '../../core/chainTables.ts'
import type { Context } from '../../core/context.ts'
import { DAY, dayOf } from '../../core/day.ts'
import { PortolanError } from '../../core/errors.ts'
import { chainOfAgent } from '../../core/ids.ts'
import type { ChainHead, Snapshot } from '../../core/snapshot.ts'
import type { TrustPolicy } from '../../core/trustPolicy.ts'
import type { ScoreEventKind } from '../../generated/schema.ts'
import type { PaymentsFacts } from '../payments/tables.ts'
import type { Score } from './score/score.ts'
import { scoreAt } from './scores.ts'
import type { TrustDerived, TrustFacts } from './tables.ts'
import type { Modes } from './tallies.ts'

const { db, ever } = reads<TrustFacts & TrustDerived & Pick<PaymentsFacts, 'tenure'>, ChainTables>()

/** Unix seconds. */
export type Span = { readonly from: number; readonly to: number }

/** What may have changed a score in a block; -1: only the day began. */
export type Event = { readonly kind: ScoreEventKind; readonly block: number; readonly logIndex: number }

/** A period and the block that it begins with. */
export type Period = {
  readonly block: number
  readonly time: number
  readonly snapshot: Snapshot
  readonly score: Modes<Score>
  readonly opened: readonly Event[]
}

/** So many moments one history looks at. */
const MOMENTS_MAX = 400

/** Up to so many periods behind a block, which null leaves at the beginning of the span. */
export const periodsOf = async (
  context: Context,
  policy: TrustPolicy,
  agent: string,
  strict: boolean,
  span: Span,
  after: number | null,
  most: number,
): Promise<Period[]> => {
  const newest = await context.at(null)
  const chain = chainOfAgent(agent)
  const moments = await momentsOf(newest, policy, agent, span)
  const periods: Period[] = []
  let before: string | null = null
  for (const [block, { time, events }] of moments) {
    if (after !== null && block < after) continue
    const snapshot = await context.at({ chain, block: BigInt(block) })
    const score = await scoreAt(snapshot, policy, agent)
    const now = score && said(strict ? score.strict : score.plain)
    const isSame = now === before
    before = now
    // The period of the cursor was shown: it is what the next is compared with.
    if (isSame || block === after || !score) continue
    periods.push({ block, time, snapshot, score, opened: events })
    if (periods.length === most) break
  }
  return periods
}

const said = ({ lower, mean, upper }: Score): string => `${lower} ${mean} ${upper}`

type Moment = { readonly time: number; readonly events: readonly Event[] }

/** The blocks in which the score may have changed, in order; the first is the one in which the span begins. */
const momentsOf = async (
  newest: Snapshot,
  policy: TrustPolicy,
  agent: string,
  span: Span,
): Promise<Map<number, Moment>> => {
  const head = newest.heads.find(({ chain }) => chain === chainOfAgent(agent))
  if (!head) return new Map()
  const first = await firstBlock(newest, head, span)
  if (!first) return new Map()
  const days = await daysOf(newest, head, { from: first.time, to: span.to })
  const events = (await eventsOf(newest, policy, agent, first.number)).filter(({ block }) => block <= head.number)
  const blocks = new Set([first.number, ...days, ...events.map(({ block }) => block)])
  if (blocks.size > MOMENTS_MAX) throw tooMany(blocks.size)
  const times = await newest.all(
    db
      .selectFrom('block')
      .select(['number', 'time'])
      .where('chain', '=', head.chain)
      .where('number', 'in', [...blocks]),
  )
  const inside = times.filter(({ time }) => time <= span.to).sort((a, b) => a.number - b.number)
  const began = new Set(days)
  return new Map(
    inside.map(({ number, time }) => [
      number,
      {
        time,
        events:
          number === first.number
            ? []
            : [
                ...(began.has(number) ? [{ kind: 'DAY' as const, block: number, logIndex: -1 }] : []),
                ...events.filter(({ block }) => block === number),
              ],
      },
    ]),
  )
}

const tooMany = (count: number): PortolanError =>
  new PortolanError('too_large', `the score may have changed at ${count} moments`, {
    hint: `ask for a narrower range: at most ${MOMENTS_MAX} are looked at`,
  })

/** The last block by the beginning of the span, else the first of it. */
const firstBlock = async (newest: Snapshot, { chain }: ChainHead, { from, to }: Span) => {
  const blocks = db.selectFrom('block').select(['number', 'time']).where('chain', '=', chain)
  const earlier = blocks.where('time', '<=', from).orderBy('time', 'desc').orderBy('number', 'desc').limit(1)
  const later = blocks.where('time', '>', from).where('time', '<=', to).orderBy('time').orderBy('number').limit(1)
  return (await newest.all(earlier))[0] ?? (await newest.all(later))[0]
}

/** The first stored block of each day that began in the span. */
const daysOf = async (newest: Snapshot, { chain }: ChainHead, { from, to }: Span): Promise<number[]> => {
  const found: number[] = []
  let day = dayOf(from) + 1
  for (;;) {
    const [block] = await newest.all(
      db
        .selectFrom('block')
        .select(['number', 'time'])
        .where('chain', '=', chain)
        .where('time', '>=', day * DAY)
        .orderBy('time')
        .orderBy('number')
        .limit(1),
    )
    if (!block || block.time > to) return found
    found.push(block.number)
    if (found.length > MOMENTS_MAX) throw tooMany(found.length)
    day = dayOf(block.time) + 1
  }
}

/** Versions of rows of one kind that one history looks through. */
const ROWS_MAX = 10_000

/** What was said of the agent after a block by anybody who ever had credit, its registration and sales, and answers of listed validators. */
const eventsOf = async (newest: Snapshot, policy: TrustPolicy, agent: string, after: number): Promise<Event[]> => {
  const opinions = await newest.all(
    db
      .selectFrom(ever(newest, 'opinion', 'o', sql`agent = ${agent} and bf > ${after}`))
      .select(['o.id', 'o.rater', 'o.revoked', 'o.bf', 'o.li'])
      .orderBy('o.bf')
      .limit(ROWS_MAX + 1),
  )
  if (opinions.length > ROWS_MAX) throw tooMany(opinions.length)
  const credited = await creditedEver(newest, [...new Set(opinions.map(({ rater }) => rater))])
  const revoked = new Map<string, number>()
  const spoken = opinions
    .filter(({ rater }) => credited.has(rater))
    .map(({ id, revoked: count, bf, li }): Event => {
      const before = revoked.get(id) ?? 0
      revoked.set(id, count)
      return { kind: count > before ? 'REVOCATION' : 'FEEDBACK', block: bf, logIndex: li }
    })
  const tenures = await newest.all(
    db
      .selectFrom(ever(newest, 'tenure', 't', hasId([agent], chainOfAgent)))
      .select(['t.bf', 't.li', 't.sales'])
      .where('t.bf', '>', after)
      .limit(ROWS_MAX),
  )
  const answers = await newest.all(
    db
      .selectFrom(ever(newest, 'validator_answer', 'v', sql`agent = ${agent} and bf > ${after}`))
      .select(['v.bf', 'v.li'])
      .where('v.validator', 'in', [...policy.validators.map(({ address }) => address), ''])
      .limit(ROWS_MAX),
  )
  return [
    ...spoken,
    ...tenures.map(
      ({ bf, li, sales }): Event => ({ kind: sales > 0 ? 'SALE' : 'REGISTRATION', block: bf, logIndex: li }),
    ),
    ...answers.map(({ bf, li }): Event => ({ kind: 'VALIDATION', block: bf, logIndex: li })),
  ]
}

/** Those of the reviewers that had credit on any day. */
const creditedEver = async (newest: Snapshot, raters: readonly string[]): Promise<Set<string>> => {
  const found = new Set<string>()
  for (let i = 0; i < raters.length; i += 500) {
    const some = raters.slice(i, i + 500)
    const rows = await newest.all(
      db
        .selectFrom(ever(null, 'credit_source', 'c', sql`rater in (${sql.join(some)})`))
        .select('c.rater')
        .distinct(),
    )
    for (const { rater } of rows) found.add(rater)
  }
  return found
}
