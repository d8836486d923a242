/** The score of the product over a simulated market. */
import { PARAMETERS, type TrustParameters } from '../../src/core/trustPolicy.ts'
import { growth } from '../../src/modules/trust/score/decay.ts'
import { type Economy, type Rater, sumUp, type Weighed, weighed } from '../../src/modules/trust/score/economy.ts'
import { type Posterior, posterior } from '../../src/modules/trust/score/posterior.ts'
import { isBad, type Opinion } from '../../src/modules/trust/score/weigh.ts'
import type { Method } from './baselines/averages.ts'
import { DAYS, type World } from './world.ts'

/** The day of history that a market begins: 2026-01-01. */
export const BEGIN = 20_454

export interface Rules {
  readonly strict: boolean
  readonly parameters: TrustParameters
}

export const DEFAULT: Rules = { strict: false, parameters: PARAMETERS }

export const STRICT: Rules = { strict: true, parameters: PARAMETERS }

/** A market as the score reads it. Every provider is an operator with one agent. */
export const economyOf = ({ seeds, payments, opinions }: World): Economy => {
  const raters = new Map<string, Rater>()
  for (const { rater, quality } of opinions) {
    const before = raters.get(`${rater}`)
    const agents = (before?.agents ?? 0n) + 1n
    const badAgents = (before?.badAgents ?? 0n) + (isBad(BigInt(quality), PARAMETERS) ? 1n : 0n)
    raters.set(`${rater}`, { agents, badAgents, given: agents, revoked: 0n })
  }
  return {
    seeds: seeds.map(String),
    spends: payments.map(({ payer, agent, amount }) => ({
      payer: `${payer}`,
      operator: `${agent}`,
      net: BigInt(amount),
    })),
    opinions: opinions.map(
      ({ rater, agent, quality, day }): Opinion => ({
        id: `${rater}/${agent}`,
        agent: `${agent}`,
        operator: `${agent}`,
        rater: `${rater}`,
        facet: 'quality',
        sales: 0,
        quality: BigInt(quality),
        day: BEGIN + day,
        eighths: 8n,
      }),
    ),
    raters,
    mutual: new Set(),
  }
}

/** Everything that the product makes of an economy on a day of it: what was weighed, and the scores of the agents. */
export const judged = (
  economy: Economy,
  agents: readonly string[],
  { strict, parameters }: Rules,
  day = DAYS,
): { readonly weighed: Weighed; readonly scores: readonly Posterior[] } => {
  const all = weighed(economy, BEGIN + day, parameters, { strict })
  const heard = Map.groupBy(
    economy.opinions.filter(({ id }) => all.weights.has(id)),
    ({ agent }) => agent,
  )
  const g = growth(BEGIN + day, parameters.halfLife)
  const prior = { weight: parameters.prior, mean: parameters.priorMean }
  const scores = agents.map(agent =>
    posterior(sumUp(heard.get(agent) ?? [], all.weights, parameters), g, prior, parameters),
  )
  return { weighed: all, scores }
}

/** The scores of all providers of a market, in order. */
export const scoresOf = (world: World, rules: Rules, day = DAYS): readonly Posterior[] =>
  judged(economyOf(world), agentsOf(world), rules, day).scores

export const agentsOf = ({ agents }: World): string[] => Array.from({ length: agents }, (_, agent) => `${agent}`)

/** The score as an order of providers: by the lower bound, then by the mean. */
export const paymentBacked =
  (rules: Rules = DEFAULT): Method =>
  world =>
    scoresOf(world, rules).map(({ lower, mean }) => Number(lower) + Number(mean) / 10_000_000)
