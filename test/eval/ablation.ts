/** What each parameter does: one is changed, the others are as they are. On tuning worlds, never on those reported. */
import { PARAMETERS, type TrustParameters } from '../../src/core/trustPolicy.ts'
import { costsToTop, type Plan } from './cost.ts'
import { auc, mean, median, rankCorrelation } from './metrics.ts'
import { paymentBacked } from './paymentBacked.ts'
import { type Table, usd } from './table.ts'
import { world } from './world.ts'

const CHANGES: readonly (readonly [name: string, change: Partial<TrustParameters>])[] = [
  ['as it is', {}],
  ['halfLife 45', { halfLife: 45 }],
  ['halfLife 180', { halfLife: 180 }],
  ['creditMax $5', { creditMax: 5_000_000n }],
  ['perOperatorMax $3', { perOperatorMax: 3_000_000n }],
  ['transitivity 0: one level', { transitivity: 0n }],
  ['gate 0', { gate: 0n }],
  ['agentsMax 2', { agentsMax: 2n }],
  ['agentsMax 16', { agentsMax: 16n }],
  ['prior $1', { prior: 1_000_000n }],
  ['priorMean 0.6', { priorMean: 600_000n }],
  ['perRater $1', { perRater: 1_000_000n }],
  ['perRater $16', { perRater: 16_000_000n }],
  ['saturation 1', { saturation: 1_000_000n }],
  ['saturation 0.7', { saturation: 700_000n }],
  ['badTimes 1', { badTimes: 1n }],
  ['badTimes 4', { badTimes: 4n }],
]

/** The plans that cost the attacker least in these worlds. */
const PLANS: readonly Plan[] = [
  { pays: true, spend: 5, most: 200 },
  { pays: true, spend: 1, most: 800 },
]

/** The score with one parameter changed, by rank correlation, AUC and attack cost. */
export const ablation = (numbers: readonly number[]): Table => {
  const worlds = numbers.map(number => world(number))
  const rows = CHANGES.map(([name, change]) => {
    const method = paymentBacked({ strict: false, parameters: { ...PARAMETERS, ...change } })
    const runs = worlds.map(market => {
      const scores = method(market)
      return {
        rho: rankCorrelation(scores, market.quality),
        auc: auc(scores.slice(0, market.honest), scores.slice(market.honest)),
        costs: costsToTop(market, market.honest + 3, method, PLANS, [5, 10]),
      }
    })
    return [
      name,
      mean(runs.map(({ rho }) => rho)).toFixed(3),
      mean(runs.map(of => of.auc)).toFixed(3),
      ...[0, 1].map(i => usd(median(runs.map(({ costs }) => costs[i] ?? 0)))),
    ]
  })
  return {
    title: `One parameter changed, tuning worlds ${numbers.join(', ')}`,
    head: ['parameter', 'rho', 'AUC', '$ to the top 5', '$ to the top 10'],
    rows,
  }
}
