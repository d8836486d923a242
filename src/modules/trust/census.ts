/** Opinions of an agent one by one: which count, which do not, and why. */

import { type Asks, ask, askEach } from '../../core/asks.ts'
import { reads, type Stored } from '../../core/asOf.ts'
import type { IgnoredReason } from '../../generated/schema.ts'
import { isOneOf, mutualAmong, ownAmong, type Said, saidOf } from './evidence.ts'
import { standingsOf } from './heard.ts'
import { creditOf } from './score/credit.ts'
import { isBad, type Standing, weightOf } from './score/weigh.ts'
import type { Today } from './scores.ts'
import type { OpinionRow, TrustFacts } from './tables.ts'

const { db, at } = reads<TrustFacts>()

/** An opinion with what it weighs, or why it weighs nothing. */
export type Judged = {
  readonly row: Stored<OpinionRow>
  /** Null: nothing of it stands, or it is of nobody. */
  readonly said: Said | null
  readonly reason: IgnoredReason | null
}

/** So many opinions are judged together. */
const TOGETHER = 500

/** The next opinions of an agent behind an id, judged. */
export function* judgedAfter(
  today: Today,
  agent: string,
  strict: boolean,
  after: string,
  most: number,
): Asks<Judged[]> {
  const rows = yield* ask(
    db
      .selectFrom(at(today.now, 'opinion', 'o'))
      .selectAll('o')
      .where('o.agent', '=', agent)
      .where('o.id', '>', after)
      .orderBy('o.id')
      .limit(most),
  )
  return yield* judged(today, strict, rows as readonly Stored<OpinionRow>[])
}

function* judged(today: Today, strict: boolean, rows: readonly Stored<OpinionRow>[]): Asks<Judged[]> {
  const { now, dawn, frozen, without } = today
  const [morning] = dawn.when.heads
  const byId = new Map((yield* saidOf(now, rows)).map(said => [said.id, said]))
  const weights = yield* frozen.weights(byId.keys())
  const counted = rows.filter(({ id, bf }) => {
    const { plain = 0n, strict: own = 0n } = weights.get(id) ?? {}
    return bf <= (morning?.number ?? -1) && (strict ? own : plain) > 0n
  })
  const isCounted = new Set(counted.map(({ id }) => id))
  const open = [...byId.values()].filter(({ id }) => !isCounted.has(id))
  const own = yield* ownAmong(now, open, dawn.policy)
  const standings = yield* standingsOf(today, open)
  return rows.map(row => {
    const said = byId.get(row.id) ?? null
    const judge = (): IgnoredReason | null => {
      if (row.eighths === 0) return 'TAKEN_BACK'
      if (!said) return 'UNKNOWN_AGENT'
      if (without.has(row.rater)) return 'EXCLUDED'
      if (isCounted.has(row.id)) return null
      if (own.has(row.id)) return 'SELF'
      const standing = standings.get(row.id)?.[strict ? 'strict' : 'plain']
      return standing ? lacking(today, said, standing, strict) : 'NO_CREDIT'
    }
    return { row, said, reason: judge() }
  })
}

/** What an opinion lacks to weigh anything; null: nothing. */
const lacking = ({ dawn }: Today, said: Said, standing: Standing, strict: boolean): IgnoredReason | null => {
  const { parameters } = dawn.policy
  if (creditOf(standing.sources, null, parameters, { strict }) === 0n) return 'NO_CREDIT'
  if (creditOf(standing.sources, said.operator, parameters, { strict }) === 0n) return 'NO_CREDIT_ELSEWHERE'
  if (standing.net === 0n) return 'NOT_PAID'
  return weightOf(said, standing, parameters, { strict }) === 0n ? 'TOO_LITTLE' : null
}

/** What the opinions of an agent are, all together. */
export type Census = {
  readonly reasons: ReadonlyMap<IgnoredReason, number>
  /** Opinions that stand and have no weight, and the sum of their qualities. */
  readonly uncredited: { readonly count: number; readonly quality: bigint }
  readonly credited: { readonly count: number; readonly quality: bigint }
  /** Whether all opinions were looked at. */
  readonly complete: boolean
  /** The latest day of an opinion with a weight. */
  readonly latest: number
  readonly isSold: boolean
  readonly isMutual: boolean
  readonly revokedLate: boolean
  readonly suspectScale: boolean
}

/** So many opinions of one agent are looked at. */
const MOST = 10_000

/** Looks at the opinions of an agent, by id. */
export function* censusOf(today: Today, agent: string, strict: boolean): Asks<Census> {
  const reasons = new Map<IgnoredReason, number>()
  const [heard, unheard]: [Said[], bigint[]] = [[], []]
  let [looked, last] = [0, '']
  let revokedLate = false
  for (;;) {
    const some = yield* judgedAfter(today, agent, strict, last, TOGETHER)
    for (const { said, reason } of some) {
      if (said?.revokedLate) revokedLate = true
      if (reason) reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
      if (said && reason) unheard.push(said.quality)
      if (said && !reason) heard.push(said)
    }
    looked += some.length
    last = some.at(-1)?.row.id ?? last
    if (some.length < TOGETHER || looked >= MOST) break
  }
  const { parameters } = today.dawn.policy
  return {
    reasons,
    uncredited: { count: unheard.length, quality: unheard.reduce((sum, q) => sum + q, 0n) },
    credited: { count: heard.length, quality: heard.reduce((sum, { quality }) => sum + quality, 0n) },
    complete: looked < MOST,
    latest: heard.reduce((latest, { day }) => Math.max(latest, day), 0),
    isSold: heard.some(({ sales, quality }) => sales > 0 && !isBad(quality, parameters)),
    isMutual: (yield* mutualAmong(today.dawn.when, heard)).size > 0,
    revokedLate,
    suspectScale: yield* isSuspect(today, heard),
  }
}

/** So many values are a habit. */
const OFTEN = 3

/** Whether one of these reviewers gives stars, and never more than five of a hundred. */
function* isSuspect({ now }: Today, heard: readonly Said[]): Asks<boolean> {
  const raters = yield* askEach(
    heard.map(({ rater }) => rater),
    some => db.selectFrom(at(now, 'rater', 'r', isOneOf(now, some))).select(['r.starred', 'r.small']),
  )
  return raters.some(({ starred, small }) => starred >= OFTEN && small === starred)
}
