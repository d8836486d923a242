/** Scores that look at the opinions about each provider and at nothing else. */
import { DAYS, MICRO, type Opinion, type World } from '../world.ts'

/** Scores of the providers of a market, by whatever method: higher is better. */
export type Method = (world: World) => number[]

/** The ERC-8004 registry's `getSummary` without a filter: the plain mean; 0 without feedback. */
export const getSummaryMean: Method = world =>
  sums(world, () => 1).map(({ weight, total }) => (weight > 0 ? total / weight : 0))

/** The mean after ten opinions of the mean of all. */
export const bayesianAverage: Method = world => {
  const all = world.opinions.reduce((sum, { quality }) => sum + quality, 0) / MICRO / world.opinions.length
  return sums(world, () => 1).map(({ weight, total }) => (10 * all + total) / (10 + weight))
}

/** The lower end of Wilson's 95 % interval, ratings taken as parts of successes. */
export const wilson: Method = world =>
  sums(world, () => 1).map(({ weight, total }) => (weight > 0 ? wilsonLower(total / weight, weight) : 0))

/** The lower end of Wilson's 95 % interval of a mean between 0 and 1 over `count` ratings. */
export const wilsonLower = (mean: number, count: number): number => {
  const z = 1.96
  const centre = mean + (z * z) / (2 * count)
  const spread = z * Math.sqrt(Math.max(0, mean * (1 - mean)) / count + (z * z) / (4 * count * count))
  return (centre - spread) / (1 + (z * z) / count)
}

/** Another method, which sees only the opinions of raters who paid. */
export const paidOnly =
  (method: Method): Method =>
  world =>
    method({ ...world, opinions: world.opinions.filter(({ paid }) => paid) })

/**
 * A mean weighted by the logarithm of the price that the feedback file declares, halved every 15 days, times
 * confidence. Nobody checks the declared price: fraudsters declare $100.
 */
export const declaredPriceMean: Method = world => {
  const weight = ({ agent, day }: Opinion) => {
    const declared = agent < world.honest ? (world.price[agent] ?? 0) : 100
    return (1 + 1.5 * Math.log1p(100 * declared)) * 0.7 * 0.5 ** ((DAYS - day) / 15)
  }
  return sums(world, weight).map(({ weight: w, total }) => total / (5 + w))
}

const sums = ({ agents, opinions }: World, weigh: (opinion: Opinion) => number) => {
  const of = Array.from({ length: agents }, () => ({ weight: 0, total: 0 }))
  for (const opinion of opinions) {
    const sum = of[opinion.agent]
    if (!sum) continue
    const weight = weigh(opinion)
    sum.weight += weight
    sum.total += (weight * opinion.quality) / MICRO
  }
  return of
}
