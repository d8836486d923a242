/**
 * The whole computation at one moment, from payments and opinions to weights: what everything else is held against, and
 * what answers under rules other than the node's own.
 */
import type { TrustParameters } from '../../../core/trustPolicy.ts'
import { counted, creditOf, fromSeed, type Mode, passedBy, portion, type Sources, seedLimit, share } from './credit.ts'
import { growth } from './decay.ts'
import { aged, NO_SUMS, plus, type Sums, sumsOf } from './posterior.ts'
import { isBad, type Opinion, type Standing, saturated, weightOf } from './weigh.ts'

/** What an account has paid an operator within the window and not got back, in millionths of a dollar. */
export type Spend = { readonly payer: string; readonly operator: string; readonly net: bigint }

/** What is known of a rater beside its payments. */
export type Rater = Pick<Standing, 'agents' | 'badAgents' | 'given' | 'revoked'>

export type Economy = {
  /** The operators of the seeds. */
  readonly seeds: readonly string[]
  readonly spends: readonly Spend[]
  readonly opinions: readonly Opinion[]
  /** Those that are not here have rated one agent, once. */
  readonly raters: ReadonlyMap<string, Rater>
  /** Ids of opinions between parties that rated each other. */
  readonly mutual: ReadonlySet<string>
}

/** Where credit of a rater comes from, by level. */
export type Source = {
  readonly rater: string
  readonly operator: string
  readonly level: 1 | 2
  readonly amount: bigint
}

export type Weighed = {
  readonly sources: readonly Source[]
  /** Opinion -> weight in millionths of a dollar; those without credit are not in it. */
  readonly weights: ReadonlyMap<string, bigint>
  /** The same by credit from seeds alone. */
  readonly first: ReadonlyMap<string, bigint>
  /** What comes to an operator that is no seed, and what it passes on. */
  readonly flows: ReadonlyMap<string, Flow>
  /** Seed -> what was spent there, and the most of it that made credit. */
  readonly takings: ReadonlyMap<string, bigint>
  readonly limit: bigint
}

export type Flow = { readonly taking: bigint; readonly inflow: bigint; readonly passed: bigint }

/** Every opinion with credit and its weight, on a day. */
export const weighed = (economy: Economy, day: number, parameters: TrustParameters, mode: Mode): Weighed => {
  const { seeds, spends, opinions } = economy
  const isSeed = new Set(seeds)
  const paid = spends.flatMap(({ payer, operator, net }) => {
    const spent = counted(net, parameters)
    return spent > 0n ? [{ payer, operator, net, spent }] : []
  })
  const byOperator = Map.groupBy(paid, ({ operator }) => operator)
  const byPayer = Map.groupBy(paid, ({ payer }) => payer)
  const takingOf = (operator: string) => (byOperator.get(operator) ?? []).reduce((sum, { spent }) => sum + spent, 0n)

  const takings = new Map(seeds.map(seed => [seed, takingOf(seed)]))
  const limit = seedLimit([...takings.values()], parameters)
  const first: Source[] = seeds.flatMap(operator =>
    (byOperator.get(operator) ?? []).map(({ payer, spent }) => ({
      rater: payer,
      operator,
      level: 1 as const,
      amount: fromSeed(spent, takings.get(operator) ?? 0n, limit),
    })),
  )
  const firstOf = sourcesOf(first)

  const inflow = new Map<string, bigint>()
  for (const [payer, sources] of firstOf) {
    const credit = creditOf(sources, null, parameters, mode)
    const elsewhere = (byPayer.get(payer) ?? []).filter(({ operator }) => !isSeed.has(operator))
    const all = elsewhere.reduce((sum, { spent }) => sum + spent, 0n)
    for (const { operator, spent } of elsewhere) {
      inflow.set(operator, (inflow.get(operator) ?? 0n) + share(credit, spent, all))
    }
  }

  const heard = (sources: ReadonlyMap<string, Sources>) => weightsOf(economy, byPayer, sources, parameters, mode)
  const atFirst = heard(firstOf)
  const g = growth(day, parameters.halfLife)
  const said = Map.groupBy(
    opinions.filter(({ facet, operator }) => facet === 'quality' && inflow.has(operator)),
    ({ operator }) => operator,
  )
  const flows = new Map(
    [...inflow].map(([operator, flow]) => {
      const sums = sumUp(said.get(operator) ?? [], atFirst, parameters)
      const taking = takingOf(operator)
      return [operator, { taking, inflow: flow, passed: passedBy(sums, flow, taking, g, parameters) }]
    }),
  )
  const second: Source[] = [...flows].flatMap(([operator, flow]) =>
    (byOperator.get(operator) ?? []).map(({ payer, spent }) => ({
      rater: payer,
      operator,
      level: 2 as const,
      amount: portion(flow, spent),
    })),
  )
  const sources = [...first, ...second].filter(({ amount }) => amount > 0n)
  return { sources, weights: heard(sourcesOf(sources)), first: atFirst, flows, takings, limit }
}

/** The sums of opinions by their weights, sales of their agents counted. */
export const sumUp = (
  opinions: readonly Opinion[],
  weights: ReadonlyMap<string, bigint>,
  parameters: TrustParameters,
): Sums => {
  let sums = NO_SUMS
  for (const { id, day, quality, sales } of opinions) {
    const weight = weights.get(id)
    if (weight === undefined) continue
    const x = weight * growth(day, parameters.halfLife)
    const own = sumsOf(x, saturated(quality, parameters))
    sums = plus(sums, aged(own, isBad(quality, parameters) ? 0 : sales))
  }
  return sums
}

const sourcesOf = (sources: readonly Source[]): Map<string, Sources> =>
  new Map([...Map.groupBy(sources, ({ rater }) => rater)].map(([rater, own]) => [rater, summed(own)]))

/** What the sources of one rater come to, operator by operator. */
export const summed = (sources: readonly Pick<Source, 'operator' | 'amount'>[]): Sources => {
  const sums = new Map<string, bigint>()
  for (const { operator, amount } of sources) sums.set(operator, (sums.get(operator) ?? 0n) + amount)
  return sums
}

const ONCE: Rater = { agents: 1n, badAgents: 1n, given: 1n, revoked: 0n }

const weightsOf = (
  { opinions, raters, mutual }: Economy,
  byPayer: ReadonlyMap<string, readonly { readonly operator: string; readonly net: bigint }[]>,
  sources: ReadonlyMap<string, Sources>,
  parameters: TrustParameters,
  mode: Mode,
): Map<string, bigint> => {
  const weights = new Map<string, bigint>()
  for (const opinion of opinions) {
    const { id, rater, operator } = opinion
    const own = sources.get(rater)
    const net = own && byPayer.get(rater)?.find(spend => spend.operator === operator)?.net
    if (own === undefined || net === undefined) continue
    const standing = { ...(raters.get(rater) ?? ONCE), sources: own, net, mutual: mutual.has(id) }
    const weight = weightOf(opinion, standing, parameters, mode)
    if (weight > 0n) weights.set(id, weight)
  }
  return weights
}
