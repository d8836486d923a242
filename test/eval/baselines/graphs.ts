/** Scores that let trust flow along ratings and payments. */
import { MICRO, type World } from '../world.ts'
import type { Method } from './averages.ts'

/**
 * A "PageRank" as a deployed indexer ships it: one step from wallets that all count alike, because wallets are never
 * updated. Its edge weight is meant for 1 to 5 stars and meets 0 to 100; a bad rating still adds.
 */
export const oneStepTrustGraph: Method = ({ agents, opinions, raters }) => {
  const given = new Float64Array(raters)
  for (const { rater } of opinions) given[rater] = (given[rater] ?? 0) + 1
  const scores = new Array<number>(agents).fill(0.15 / agents)
  for (const { rater, agent, quality } of opinions) {
    const weight = 0.2 + (((quality / MICRO) * 100 - 1) / 4) * 0.8
    scores[agent] = (scores[agent] ?? 0) + (0.85 * weight) / (given[rater] ?? 1)
  }
  return scores
}

/** Where a flow begins: raters and providers, all alike; nobody named means every rater. */
export interface Start {
  readonly raters: readonly number[]
  readonly agents: readonly number[]
}

const EVERYBODY: Start = { raters: [], agents: [] }

/** EigenTrust where every rater is trusted beforehand: positive ratings carry trust from raters to providers. */
export const eigenTrust: Method = world => flow(world, EVERYBODY, false)

/** EigenTrust from raters that a careful operator named. */
export const eigenTrustOfTrusted: Method = world => flow(world, { raters: world.trusted, agents: [] }, false)

/** EigenTrust from seed providers: trust returns from a provider to its payers in proportion to what they paid. */
export const eigenTrustOfPayers: Method = world => flow(world, { raters: [], agents: world.seeds }, true)

/** PageRank over ratings and payments, from everybody: a provider passes its rank back to its payers. */
export const pageRank: Method = world => flow(world, EVERYBODY, true)

const ALPHA = 0.15
const STEPS = 60

const flow = (world: World, start: Start, back: boolean): number[] => {
  const { agents, opinions, payments, raters } = world
  const named = start.raters.length + start.agents.length
  const raterStart = new Float64Array(raters)
  const agentStart = new Float64Array(agents)
  if (named === 0) {
    const rating = new Set(opinions.map(({ rater }) => rater))
    for (const rater of rating) raterStart[rater] = 1 / rating.size
  }
  for (const rater of start.raters) raterStart[rater] = 1 / named
  for (const agent of start.agents) agentStart[agent] = 1 / named
  // Only what is better than the middle is praise.
  const praise = edges(
    opinions.map(({ rater, agent, quality }) => [rater, agent, quality / MICRO - 0.5]),
    raters,
  )
  const custom = edges(back ? payments.map(({ payer, agent, amount }) => [agent, payer, amount]) : [], agents)
  let rater = raterStart
  let agent = agentStart
  for (let step = 0; step < STEPS; step++) {
    const nextAgent = follow(praise, rater, agents)
    const nextRater = follow(custom, agent, raters)
    const lost = 1 - total(nextAgent) - total(nextRater)
    const restart = ALPHA + (1 - ALPHA) * Math.max(0, lost)
    const [agentBefore, raterBefore] = [agent, rater]
    agent = nextAgent.map((x, i) => (1 - ALPHA) * x + restart * (agentStart[i] ?? 0))
    rater = nextRater.map((x, i) => (1 - ALPHA) * x + restart * (raterStart[i] ?? 0))
    if (isNear(agent, agentBefore) && isNear(rater, raterBefore)) break
  }
  return [...agent]
}

interface Edges {
  readonly from: Int32Array
  readonly to: Int32Array
  readonly share: Float64Array
}

/** Edges of positive weight, each with its share of all that leaves its origin. */
export const edges = (
  weighted: readonly (readonly [from: number, to: number, weight: number])[],
  origins: number,
): Edges => {
  const kept = weighted.filter(([, , weight]) => weight > 0)
  const leaving = new Float64Array(origins)
  for (const [from, , weight] of kept) leaving[from] = (leaving[from] ?? 0) + weight
  return {
    from: Int32Array.from(kept, ([from]) => from),
    to: Int32Array.from(kept, ([, to]) => to),
    share: Float64Array.from(kept, ([from, , weight]) => weight / (leaving[from] ?? 1)),
  }
}

/** Where values go in one step along the edges. */
export const follow = (
  { from, to, share }: Edges,
  values: Float64Array,
  targets: number,
): Float64Array<ArrayBuffer> => {
  const reached = new Float64Array(targets)
  for (let i = 0; i < from.length; i++) {
    const target = to[i] ?? 0
    reached[target] = (reached[target] ?? 0) + (values[from[i] ?? 0] ?? 0) * (share[i] ?? 0)
  }
  return reached
}

const isNear = (a: Float64Array, b: Float64Array): boolean => a.every((x, i) => Math.abs(x - (b[i] ?? 0)) < 1e-13)

const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0)
