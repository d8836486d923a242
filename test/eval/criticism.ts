/** How criticism counts: rules against slander, and what each of them costs elsewhere. */
import { PARAMETERS, PPM, type TrustParameters } from '../../src/core/trustPolicy.ts'
import { growth } from '../../src/modules/trust/score/decay.ts'
import { sumUp, weighed } from '../../src/modules/trust/score/economy.ts'
import { atMost, plus, posterior, type Sums } from '../../src/modules/trust/score/posterior.ts'
import { isBad, type Opinion } from '../../src/modules/trust/score/weigh.ts'
import type { Method } from './baselines/averages.ts'
import { followed, run } from './closedLoop.ts'
import { costsToTop, SPENDING_PLANS } from './cost.ts'
import { auc, mean, median, place, rankCorrelation } from './metrics.ts'
import { agentsOf, BEGIN, economyOf } from './paymentBacked.ts'
import { afterSlander, costToSlander, placeOfBest } from './slander.ts'
import { type Table, usd } from './table.ts'
import { DAYS, type World, world } from './world.ts'

export interface Rule {
  readonly name: string
  readonly parameters: Partial<TrustParameters>
  /** Bad opinions of an agent weigh together no more than this part (ppm) of the good ones and $0.25. */
  readonly perGood?: bigint
  /** ... but up to this part (ppm) of what its rater paid the agent each one counts beside that bound. */
  readonly perPaid?: bigint
}

const OFF = { badAgentsMax: 0n }

export const RULES: readonly Rule[] = [
  { name: 'as at first', parameters: OFF },
  { name: '**a rater divides its criticism** (adopted)', parameters: {} },
  { name: 'criticism <= 1 x paid to the criticised', parameters: { ...OFF, badPerPaid: 1n } },
  { name: 'criticism <= 10 x paid to the criticised', parameters: { ...OFF, badPerPaid: 10n } },
  { name: 'criticism counts once, not twice', parameters: { ...OFF, badTimes: 1n } },
  { name: 'divided; all criticism <= 1/10 of praise', parameters: {}, perGood: PPM / 10n },
  { name: '... and 1/4 of what was paid', parameters: {}, perGood: PPM / 10n, perPaid: PPM / 4n },
]

/** The product's score under a rule on how criticism counts. */
export const under =
  ({ parameters: some, perGood, perPaid = 0n }: Rule): Method =>
  market => {
    const parameters = { ...PARAMETERS, ...some }
    const economy = economyOf(market)
    const { weights } = weighed(economy, BEGIN + DAYS, parameters, { strict: false })
    const g = growth(BEGIN + DAYS, parameters.halfLife)
    const prior = { weight: parameters.prior, mean: parameters.priorMean }
    const net = new Map(economy.spends.map(spend => [`${spend.payer}/${spend.operator}`, spend.net]))
    const heard = Map.groupBy(
      economy.opinions.filter(({ id }) => weights.has(id)),
      ({ agent }) => agent,
    )
    return agentsOf(market).map(agent => {
      const [bad, good] = halves(heard.get(agent) ?? [], opinion => isBad(opinion.quality, parameters))
      const sum = (of: readonly Opinion[], by = weights) => sumUp(of, by, parameters)
      const sure = new Map(
        bad.map(({ id }) => [id, atMost(weights.get(id) ?? 0n, ((net.get(id) ?? 0n) * perPaid) / PPM)]),
      )
      const rest = new Map(bad.map(({ id }) => [id, (weights.get(id) ?? 0n) - (sure.get(id) ?? 0n)]))
      const praise = sum(good)
      const most = perGood === undefined ? null : (praise.w * perGood) / PPM + ((250_000n * g) << 20n)
      const sums =
        most === null ? plus(praise, sum(bad)) : plus(plus(praise, sum(bad, sure)), atMostOf(sum(bad, rest), most))
      const { lower, mean } = posterior(sums, g, prior, parameters)
      return Number(lower) + Number(mean) / 10_000_000
    })
  }

const halves = <T>(things: readonly T[], first: (thing: T) => boolean): [T[], T[]] => [
  things.filter(first),
  things.filter(thing => !first(thing)),
]

/** Sums whose weights are made less in proportion, where they come to more than `most`. */
const atMostOf = (sums: Sums, most: bigint): Sums => {
  if (sums.w <= most) return sums
  const less = (x: bigint) => (x * most) / sums.w
  return { w: most, m: less(sums.m), s: less(sums.s), w2: less(less(sums.w2)) }
}

/** The five providers with the most custom that are good and no seeds turn bad on day 120: the mean place they end at. */
const placeOfTurned = (before: World, method: Method): number => {
  const custom = new Map<number, number>()
  for (const { agent, paid } of before.opinions) if (paid) custom.set(agent, (custom.get(agent) ?? 0) + 1)
  const turned = [...custom]
    .filter(([agent]) => !before.seeds.includes(agent) && (before.quality[agent] ?? 0) > 0.7)
    .sort(([a, m], [b, n]) => n - m || a - b)
    .slice(0, 5)
    .map(([agent]) => agent)
  const opinions = before.opinions.map(opinion =>
    turned.includes(opinion.agent) && opinion.day >= 120 ? { ...opinion, quality: 100_000 } : opinion,
  )
  const scores = method({ ...before, opinions })
  return mean(turned.map(agent => place(scores, agent)))
}

/** What slander costs under each rule, and what else becomes of the score. */
export const criticism = (numbers: readonly number[], rules: readonly Rule[]): Table => {
  const worlds = numbers.map(number => world(number))
  const rows = rules.map(rule => {
    const method = under(rule)
    const scattered = { each: 10, pay: 'price', spend: 1, shared: false } as const
    const scored = worlds.map(market => {
      const scores = method(market)
      return {
        rho: rankCorrelation(scores, market.quality),
        auc: auc(scores.slice(0, market.honest), scores.slice(market.honest)),
      }
    })
    const costs = worlds.map(market => costsToTop(market, market.honest + 3, method, SPENDING_PLANS, [5, 10]))
    const loops = numbers.map(number => run(followed(method), number, { budget: 10, atSeeds: true }))
    const middle = (of: (market: World) => number) => usd(median(worlds.map(of)))
    return [
      rule.name,
      mean(scored.map(({ rho }) => rho)).toFixed(2),
      mean(scored.map(of => of.auc)).toFixed(3),
      ...[0, 1].map(i => usd(median(costs.map(cost => cost[i] ?? 0)))),
      middle(market => costToSlander(market, method, 100, false)),
      middle(market => costToSlander(market, method, 100, true)),
      `${mean(worlds.map(market => placeOfBest(market, method))).toFixed(0)} to ${mean(
        worlds.map(market => afterSlander(market, method, scattered).place),
      ).toFixed(0)}`,
      mean(worlds.map(market => placeOfTurned(market, method))).toFixed(0),
      `${mean(loops.map(({ success }) => success)).toFixed(3)} / ${mean(loops.map(({ profit }) => profit)).toFixed(0)}`,
    ]
  })
  return {
    title: 'How criticism counts',
    head: [
      'rule',
      'rho',
      'AUC',
      '$ to the top 5',
      '$ to the top 10',
      '$ per victim, slandered alone',
      '$ per victim, five at once',
      'place of the best, 10 raters with $1',
      'place of those who turned bad',
      'closed loop at $10: success / profit',
    ],
    rows,
  }
}
