/** Slander: what credited raters who speak ill of the best providers achieve, and what it costs them. */
import { best, type Slander, slandered } from './attacks.ts'
import type { Method } from './baselines/averages.ts'
import { mean, place } from './metrics.ts'
import type { World } from './world.ts'

/** How many of the best are slandered together. */
export const VICTIMS = 5

/** The mean place of the best providers. */
export const placeOfBest = (world: World, method: Method): number => {
  const scores = method(world)
  return mean(best(world, VICTIMS).map(victim => place(scores, victim)))
}

/** The mean place of the best after they were slandered, and the USD per victim. */
export const afterSlander = (world: World, method: Method, slander: Slander): { place: number; cost: number } => {
  const { world: after, cost } = slandered(world, best(world, VICTIMS), slander)
  return { place: placeOfBest(after, method), cost: cost / VICTIMS }
}

/** Payments to a victim, and USD at seeds, that slanderers choose from. */
const PAYS: readonly Slander['pay'][] = ['price', 1, 3]
const SPENDS = [1, 5, 0.25]

/** Wallets per victim that are tried at most. */
const MOST = 400

/**
 * The least USD per victim at which the best fall by a mean of `places`; infinite where nothing tried does it.
 * `shared`: the same wallets slander all victims, so that credit is bought once.
 */
export const costToSlander = (world: World, method: Method, places: number, shared: boolean): number => {
  const from = placeOfBest(world, method)
  let cheapest = Number.POSITIVE_INFINITY
  for (const spend of SPENDS) {
    for (const pay of PAYS) {
      const attempt = (each: number) => afterSlander(world, method, { each, pay, spend, shared })
      const does = (each: number) => attempt(each).place - from >= places
      const one = slandered(world, best(world, VICTIMS), { each: 1, pay, spend, shared }).cost / VICTIMS
      let enough = Math.min(MOST, Math.floor(cheapest / one))
      if (enough < 1 || !does(enough)) continue
      let less = 0
      while (enough - less > 1) {
        const middle = (less + enough) >> 1
        if (does(middle)) enough = middle
        else less = middle
      }
      cheapest = Math.min(cheapest, attempt(enough).cost)
    }
  }
  return cheapest
}
