/** The scores of agents at a moment: what the morning knew, and what was said of them since. */
import { type Asks, asked } from '../../core/asks.ts'
import { reads } from '../../core/asOf.ts'
import type { ChainTables } from '../../core/chainTables.ts'
import { DAY, dayOf } from '../../core/day.ts'
import { PortolanError } from '../../core/errors.ts'
import { chainOfAgent } from '../../core/ids.ts'
import type { ChainHead, Snapshot, When } from '../../core/snapshot.ts'
import type { TrustPolicy } from '../../core/trustPolicy.ts'
import { type Dawn, tenuresOf } from './evidence.ts'
import { type Frozen, stored } from './frozen.ts'
import { answersTo, changesOf } from './heard.ts'
import { type Score, scoreOf, together } from './score/score.ts'
import { changed, type Modes, ofMode, type Tallies } from './tallies.ts'

const { db } = reads<unknown, ChainTables>()

/** A moment of one chain: its head, the dawn of its day, and what holds all day. */
export type Today = {
  readonly now: When
  readonly dawn: Dawn
  readonly frozen: Frozen
  /** Reviewers who are not heard: an auditor asks what would be without them. */
  readonly without: ReadonlySet<string>
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

/** The score of an agent by what the store derived; null: it is not indexed. Those asked for together are read together. */
export const scoreAt = (snapshot: Snapshot, policy: TrustPolicy, agent: string): Promise<Modes<Score> | null> =>
  snapshot
    .loader('scores', async (agents: readonly string[]) => {
      const scores = await scoresOf(snapshot, policy, agents)
      return agents.map(agent => scores.get(agent) ?? null)
    })
    .load(agent)

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
    without: NOBODY,
  }
}

const NOBODY: ReadonlySet<string> = new Set()

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
  const answers = Map.groupBy(yield* answersTo(today, agents), ({ agent }) => agent)
  return new Map(
    [...tenures].map(([agent, { operator, sales }]) => {
      const score = (mode: keyof Modes<unknown>): Score => {
        const quality = ofMode(then.get(agent) ?? [], mode).filter(({ facet }) => facet === 'quality')
        const inSums = together(quality, earlier.get(agent)?.sales ?? 0)
        const all = operators.get(operator)?.[mode] ?? inSums
        const others = { w: all.w - inSums.w, m: all.m - inSums.m }
        const own = ofMode(since.get(agent) ?? [], mode)
        return scoreOf(own, answers.get(agent) ?? [], sales, others, day, policy.parameters)
      }
      return [agent, { plain: score('plain'), strict: score('strict') }]
    }),
  )
}
