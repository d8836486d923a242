/** The scores of agents at a moment: what the morning knew, and what was said of them since. */
import { sql } from 'kysely'
import { type Asks, askEach, asked } from '../../core/asks.ts'
import { hasId, reads } from '../../core/asOf.ts'
import type { ChainTables } from '../../core/chainTables.ts'
import { DAY, dayOf } from '../../core/day.ts'
import { PortolanError } from '../../core/errors.ts'
import { chainOfAgent } from '../../core/ids.ts'
import type { ChainHead, Snapshot, When } from '../../core/snapshot.ts'
import type { TrustPolicy } from '../../core/trustPolicy.ts'
import { type Dawn, mutualAmong, ownAmong, ratersAt, type Said, saidOf, spendsAt, tenuresOf } from './evidence.ts'
import { type Frozen, stored } from './frozen.ts'
import { type Score, scoreOf, together } from './score/score.ts'
import type { Standing } from './score/weigh.ts'
import { weightOf } from './score/weigh.ts'
import type { TrustFacts } from './tables.ts'
import { changed, type Modes, ofMode, type Tallies, type Weighed } from './tallies.ts'

const { db, at } = reads<TrustFacts, ChainTables>()

/** A moment of one chain: its head, the dawn of its day, and what holds all day. */
export type Today = {
  readonly now: When
  readonly dawn: Dawn
  readonly frozen: Frozen
}

/** The scores of agents; those that are not indexed are not in it. */
export const scoresOf = async (
  snapshot: Snapshot,
  policy: TrustPolicy,
  agents: readonly string[],
): Promise<Map<string, Modes<Score>>> => {
  const scores = new Map<string, Modes<Score>>()
  for (const [chain, own] of Map.groupBy(agents, chainOfAgent)) {
    const today = await todayOf(snapshot, chain, policy)
    if (!today) continue
    for (const [agent, score] of await asked(scoresToday(today, own), snapshot)) scores.set(agent, score)
  }
  return scores
}

/** The moment of a chain, by what the store derived; null: nothing is indexed of it yet. */
export const todayOf = async (snapshot: Snapshot, chain: string, policy: TrustPolicy): Promise<Today | null> => {
  const head = snapshot.heads.find(head => head.chain === chain)
  if (!head) return null
  const day = dayOf(head.time)
  await snapshot.loader('policy', (chains: readonly string[]) => checkPolicy(snapshot, chains, policy)).load(chain)
  const when = await snapshot.loader('morning', (heads: readonly ChainHead[]) => mornings(snapshot, heads)).load(head)
  return {
    now: { heads: [head], latest: false },
    dawn: { when, chain, day, policy },
    frozen: stored({ heads: [{ chain, number: day }], latest: false }),
  }
}

/** Scores that were derived under one policy are not told under the name of another. */
const checkPolicy = async (snapshot: Snapshot, chains: readonly string[], { id }: TrustPolicy): Promise<true[]> => {
  const rows = await snapshot.all(db.selectFrom('derived_day').selectAll().where('chain', 'in', chains))
  const other = rows.find(({ rules }) => !rules.split(' ').includes(id))
  if (rows.length === chains.length && !other) return chains.map(() => true)
  throw new PortolanError('other_policy', `the store was not indexed under the trust policy ${id}`, {
    hint: 'give the indexer and the API the same --trust file; the indexer then computes the scores anew',
  })
}

/** What held after the last block before the day of each head. */
const mornings = (snapshot: Snapshot, heads: readonly ChainHead[]): Promise<When[]> =>
  Promise.all(
    heads.map(async ({ chain, time }) => {
      const [last] = await snapshot.all(
        db
          .selectFrom('block')
          .select('number')
          .where('chain', '=', chain)
          .where('time', '<', dayOf(time) * DAY)
          .orderBy('time', 'desc')
          .orderBy('number', 'desc')
          .limit(1),
      )
      return { heads: [{ chain, number: last?.number ?? -1 }], latest: false }
    }),
  )

/** The scores of agents of one chain. */
export function* scoresToday(today: Today, agents: readonly string[]): Asks<Map<string, Modes<Score>>> {
  const { now, dawn, frozen } = today
  const { day, policy } = dawn
  const tenures = yield* tenuresOf(now, agents)
  const earlier = yield* tenuresOf(dawn.when, agents)
  const atDawn = yield* frozen.tallies(agents)
  const { out, come } = yield* changesOf(today, agents)
  const byAgent = (tallies: Tallies) => Map.groupBy(tallies.values(), ({ agent }) => agent)
  const [then, since] = [byAgent(atDawn), byAgent(changed(atDawn, out, come, policy.parameters))]
  const operators = yield* frozen.operators(Array.from(tenures.values(), ({ operator }) => operator))
  return new Map(
    [...tenures].map(([agent, { operator, sales }]) => {
      const score = (mode: keyof Modes<unknown>): Score => {
        const quality = ofMode(then.get(agent) ?? [], mode).filter(({ facet }) => facet === 'quality')
        const own = together(quality, earlier.get(agent)?.sales ?? 0)
        const all = operators.get(operator)?.[mode] ?? own
        const others = { w: all.w - own.w, m: all.m - own.m }
        return scoreOf(ofMode(since.get(agent) ?? [], mode), sales, others, day, policy.parameters)
      }
      return [agent, { plain: score('plain'), strict: score('strict') }]
    }),
  )
}

/** Of the opinions that changed since the dawn: as they were weighed then, and as they are weighed now. */
export function* changesOf(
  today: Today,
  agents: readonly string[],
): Asks<{ readonly out: readonly Weighed[]; readonly come: readonly Weighed[] }> {
  const { now, dawn, frozen } = today
  const { parameters } = dawn.policy
  const [last] = dawn.when.heads
  const rows = yield* askEach(agents, some =>
    db
      .selectFrom(at(now, 'opinion', 'o', sql`agent in (${sql.join(some)}) and bf > ${last?.number ?? -1}`))
      .selectAll('o'),
  )
  const sources = yield* frozen.sources(rows.map(({ rater }) => rater))
  const credited = rows.filter(({ rater }) => sources.has(rater))
  if (credited.length === 0) return { out: [], come: [] }
  const weights = yield* frozen.weights(credited.map(({ id }) => id))
  const before = yield* askEach(weights.keys(), some =>
    db.selectFrom(at(dawn.when, 'opinion', 'o', hasId(some, chainOfAgent))).selectAll('o'),
  )
  const out = (yield* saidOf(dawn.when, before)).map(said => ({ said, all: weights.get(said.id) ?? NONE, first: NONE }))
  const said = yield* saidOf(now, credited)
  const standings = yield* standingsOf(today, said)
  const come = said.flatMap(opinion => {
    const standing = standings.get(opinion.id)
    if (!standing) return []
    const all = {
      plain: weightOf(opinion, standing.plain, parameters, { strict: false }),
      strict: weightOf(opinion, standing.strict, parameters, { strict: true }),
    }
    return all.plain + all.strict > 0n ? [{ said: opinion, all, first: NONE }] : []
  })
  return { out, come }
}

const NONE: Modes<bigint> = { plain: 0n, strict: 0n }

/** How those who said these opinions stood in the morning; those who speak of themselves are not heard. */
export function* standingsOf(
  { now, dawn, frozen }: Today,
  opinions: readonly Said[],
): Asks<Map<string, Modes<Standing>>> {
  const own = yield* ownAmong(now, opinions, dawn.policy)
  const raters = new Set(opinions.map(({ rater }) => rater))
  const sources = yield* frozen.sources(raters)
  const known = yield* ratersAt(dawn, raters)
  const nets = new Map(
    (yield* spendsAt(dawn, 'payer', raters)).map(({ payer, operator, net }) => [`${payer}/${operator}`, net]),
  )
  const mutual = yield* mutualAmong(dawn.when, opinions)
  return new Map(
    opinions.flatMap(({ id, rater, operator }) => {
      const credit = sources.get(rater)
      if (own.has(id) || !credit) return []
      const common = {
        ...(known.get(rater) ?? { agents: 0n, badAgents: 0n, given: 0n, revoked: 0n }),
        net: nets.get(`${rater}/${operator}`) ?? 0n,
        mutual: mutual.has(id),
      }
      return [[id, { plain: { ...common, sources: credit.plain }, strict: { ...common, sources: credit.strict } }]]
    }),
  )
}
