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
import { type Frozen, type Modes, stored } from './frozen.ts'
import { type Score, type Siblings, scoreOf, together } from './score/score.ts'
import type { Standing } from './score/weigh.ts'
import { weightOf } from './score/weigh.ts'
import type { TrustFacts } from './tables.ts'
import { changed, ofMode, type Tallies, tallied, type Weight } from './tallies.ts'

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
  const { parameters } = dawn.policy
  const tenures = yield* tenuresOf(now, agents)
  const morning = yield* frozen.tallies(agents)
  const { before, after } = yield* changesOf(today, agents)
  const tallies = changed(morning.values(), tallied(before, parameters), tallied(after, parameters))
  const earlier = yield* tenuresOf(dawn.when, agents)
  const all = yield* frozen.operators(Array.from(tenures.values(), ({ operator }) => operator))
  const [ofNow, ofMorning] = [byAgent(tallies), byAgent(morning)]
  return new Map(
    [...tenures].map(([agent, { operator, sales }]) => {
      const score = (strict: boolean): Score => {
        const sums = all.get(operator)?.[strict ? 'strict' : 'plain'] ?? { w: 0n, m: 0n }
        const own = together(
          ofMode(ofMorning.get(agent) ?? new Map(), strict).filter(({ facet }) => facet === 'quality'),
          earlier.get(agent)?.sales ?? 0,
        )
        const others: Siblings = { w: sums.w - own.w, m: sums.m - own.m }
        return scoreOf(ofMode(ofNow.get(agent) ?? new Map(), strict), sales, others, dawn.day, parameters)
      }
      return [agent, { plain: score(false), strict: score(true) }]
    }),
  )
}

const byAgent = (tallies: Tallies): Map<string, Tallies> => {
  const groups = new Map<string, Map<string, ReturnType<Tallies['get']> & {}>>()
  for (const [id, tally] of tallies) {
    const own = groups.get(tally.agent) ?? new Map()
    groups.set(tally.agent, own.set(id, tally))
  }
  return groups
}

/** Of the opinions that changed since the morning: what they weighed then, and what they weigh now. */
export function* changesOf(
  today: Today,
  agents: readonly string[],
): Asks<{ readonly before: readonly Weight[]; readonly after: readonly Weight[] }> {
  const { now, dawn, frozen } = today
  const [morning] = dawn.when.heads
  const rows = yield* askEach(agents, some =>
    db
      .selectFrom(at(now, 'opinion', 'o', sql`agent in (${sql.join(some)}) and bf > ${morning?.number ?? -1}`))
      .selectAll('o'),
  )
  if (rows.length === 0) return { before: [], after: [] }
  const sources = yield* frozen.sources(rows.map(({ rater }) => rater))
  const credited = rows.filter(({ rater }) => sources.has(rater))
  if (credited.length === 0) return { before: [], after: [] }
  const ids = credited.map(({ id }) => id)
  const weights = yield* frozen.weights(ids)
  const earlier = yield* askEach(
    ids.filter(id => weights.has(id)),
    some => db.selectFrom(at(dawn.when, 'opinion', 'o', hasId(some, chainOfAgent))).selectAll('o'),
  )
  const before = (yield* saidOf(dawn.when, earlier)).map(said => {
    const { plain, strict } = weights.get(said.id) ?? { plain: 0n, strict: 0n }
    return { said, weight: plain, strict }
  })
  const said = yield* saidOf(now, credited)
  const standings = yield* standingsOf(today, said)
  const after = said.flatMap(opinion => {
    const modes = standings.get(opinion.id)
    if (!modes) return []
    const weight = weightOf(opinion, modes.plain, dawn.policy.parameters, { strict: false })
    const strict = weightOf(opinion, modes.strict, dawn.policy.parameters, { strict: true })
    return weight + strict > 0n ? [{ said: opinion, weight, strict }] : []
  })
  return { before, after }
}

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
