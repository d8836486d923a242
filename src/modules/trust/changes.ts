/** Which scores differ between two moments, what became of the ranks, and why. */
import { sql } from 'kysely'
import { type Asks, ask, asked } from '../../core/asks.ts'
import { reads } from '../../core/asOf.ts'
import { PortolanError } from '../../core/errors.ts'
import { recent, shared } from '../../core/recent.ts'
import type { Snapshot } from '../../core/snapshot.ts'
import type { TrustPolicy } from '../../core/trustPolicy.ts'
import type { Score } from './score/score.ts'
import { scoresToday, type Today, todayOf } from './scores.ts'
import type { TrustDerived, TrustFacts } from './tables.ts'
import type { Modes } from './tallies.ts'

const { db, at } = reads<TrustFacts & TrustDerived>()

/** An agent whose score differs. Parts per million; ranks from 1. */
export type Change = {
  readonly agent: string
  readonly chain: string
  readonly before: number | null
  readonly after: number | null
  readonly rankBefore: number | null
  readonly rankAfter: number | null
}

/** So many agents are looked at. */
const AGENTS_MAX = 5_000
/** So many comparisons are kept. */
const KEPT = 8

/** The agents whose scores differ, the greatest change first. */
export const changesBetween = (
  [from, to]: readonly [Snapshot, Snapshot],
  policy: TrustPolicy,
  strict: boolean,
): Promise<readonly Change[]> => {
  const kept = to.kept('score changes', () => recent<unknown>(KEPT))
  const heads = [from, to].map(({ heads }) => heads.map(({ hash }) => hash).join(' '))
  const key = [policy.id, strict, ...heads].join('/')
  return shared(kept, key, async () => {
    const all = await Promise.all(to.heads.map(({ chain }) => onChain(chain, [from, to], policy, strict)))
    return all.flat().sort((a, b) => difference(b) - difference(a) || (a.agent < b.agent ? -1 : 1))
  })
}

/** By how much a score changed. */
export const difference = ({ before, after }: Change): number => Math.abs((after ?? 0) - (before ?? 0))

const onChain = async (
  chain: string,
  [from, to]: readonly [Snapshot, Snapshot],
  policy: TrustPolicy,
  strict: boolean,
): Promise<Change[]> => {
  const [earlier, later] = [await todayOf(from, chain, policy), await todayOf(to, chain, policy)]
  if (!earlier || !later) return []
  const agents = new Set([...(await asked(spokenOf(earlier), from)), ...(await asked(spokenOf(later), to))])
  if (agents.size > AGENTS_MAX) throw tooMany()
  const scores = async (today: Today, snapshot: Snapshot) => {
    const modes = await asked(scoresToday(today, [...agents]), snapshot)
    return new Map(
      Array.from(modes, ([agent, both]: [string, Modes<Score>]) => [agent, strict ? both.strict : both.plain]),
    )
  }
  const [before, after] = [await scores(earlier, from), await scores(later, to)]
  const [ranksBefore, ranksAfter] = [ranksOf(before), ranksOf(after)]
  return [...agents].flatMap(agent => {
    const [old, now] = [before.get(agent)?.lower, after.get(agent)?.lower]
    if (old === now) return []
    return [
      {
        agent,
        chain,
        before: old === undefined ? null : Number(old),
        after: now === undefined ? null : Number(now),
        rankBefore: ranksBefore.get(agent) ?? null,
        rankAfter: ranksAfter.get(agent) ?? null,
      },
    ]
  })
}

const tooMany = (): PortolanError =>
  new PortolanError('too_large', `more than ${AGENTS_MAX} agents have a score`, {
    hint: 'compare the exported scores of the two moments',
  })

/** The places of those of whom anybody with credit has spoken. */
const ranksOf = (scores: ReadonlyMap<string, Score>): Map<string, number> => {
  const ranked = [...scores].filter(
    ([, { quality, availability }]) => quality.opinions + quality.answers > 0 || availability,
  )
  ranked.sort(([a, x], [b, y]) => (x.lower === y.lower ? (a < b ? -1 : 1) : x.lower > y.lower ? -1 : 1))
  return new Map(ranked.map(([agent], i) => [agent, i + 1]))
}

/** The agents of whom anybody with credit, or a listed validator, may have spoken. */
function* spokenOf({ now, dawn }: Today): Asks<string[]> {
  const [morning] = dawn.when.heads
  const days = { heads: [{ chain: dawn.chain, number: dawn.day }], latest: false }
  const ofDay = yield* ask(
    db
      .selectFrom(at(days, 'tally', 't', sql`chain = ${dawn.chain}`))
      .select('t.agent')
      .distinct()
      .limit(AGENTS_MAX + 1),
  )
  const since = sql`chain = ${dawn.chain} and bf > ${morning?.number ?? -1}`
  const today = yield* ask(
    db
      .selectFrom(at(now, 'opinion', 'o', since))
      .innerJoin(at(days, 'credit_source', 'c', sql`chain = ${dawn.chain}`), 'c.rater', 'o.rater')
      .select('o.agent')
      .distinct()
      .limit(AGENTS_MAX + 1),
  )
  const listed = sql.join([...dawn.policy.validators.map(({ address }) => address), ''])
  const answered = yield* ask(
    db
      .selectFrom(at(now, 'validator_answer', 'v', sql`validator in (${listed})`))
      .select('v.agent')
      .distinct()
      .limit(AGENTS_MAX + 1),
  )
  if ([ofDay, today, answered].some(({ length }) => length > AGENTS_MAX)) throw tooMany()
  return [...ofDay, ...today, ...answered].map(({ agent }) => agent)
}
