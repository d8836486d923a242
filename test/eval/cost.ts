/** What it costs to lift a bad provider to the top. */
import { Ledger } from './attacks.ts'
import type { Method } from './baselines/averages.ts'
import { place } from './metrics.ts'
import { DAYS, ppm, type World } from './world.ts'

/** One way to go about it: wallets praise the provider, having paid it or not, and having spent USD at seeds or not. */
export interface Plan {
  readonly pays: boolean
  readonly spend: number
  /** The most wallets that are tried. */
  readonly most: number
}

/** Against scores that ask for nothing but ratings or payments to the rated. */
export const CHEAP_PLANS: readonly Plan[] = [
  { pays: false, spend: 0, most: 20_000 },
  { pays: true, spend: 0, most: 20_000 },
]

/** Against scores that follow money from seeds. */
export const SPENDING_PLANS: readonly Plan[] = [
  { pays: true, spend: 0, most: 5_000 },
  { pays: true, spend: 5, most: 200 },
  { pays: true, spend: 20, most: 60 },
  { pays: true, spend: 1, most: 800 },
  { pays: true, spend: 0.25, most: 2_000 },
  { pays: true, spend: 0.05, most: 3_000 },
]

/**
 * The least USD, among the plans, that bring a provider among the `within` best; infinite where no plan does. One
 * number for each of `withins`. More wallets are taken to bring a provider no lower.
 */
export const costsToTop = (
  world: World,
  target: number,
  method: Method,
  plans: readonly Plan[],
  withins: readonly number[],
): number[] => {
  const cheapest = withins.map(() => Number.POSITIVE_INFINITY)
  for (const plan of plans) {
    const tried = new Map<number, { cost: number; place: number }>()
    const attempt = (wallets: number) => {
      const known = tried.get(wallets)
      if (known) return known
      const { world: after, cost } = praised(world, target, plan, wallets)
      const result = { cost, place: place(method(after), target) }
      tried.set(wallets, result)
      return result
    }
    for (const [i, within] of withins.entries()) {
      const each = praised(world, target, plan, 1).cost
      // More wallets than the cheapest plan so far could pay for need not be tried.
      const affordable = Math.floor((cheapest[i] ?? 0) / each)
      const least = fewest(Math.min(plan.most, affordable), n => attempt(n).place <= within)
      if (least !== undefined) cheapest[i] = Math.min(cheapest[i] ?? 0, attempt(least).cost)
    }
  }
  return cheapest
}

/** About the least number up to `most` that does, within 2 %; nothing where `most` does not. */
const fewest = (most: number, does: (count: number) => boolean): number | undefined => {
  if (most < 1) return undefined
  let [less, enough] = [0, Math.min(most, 40)]
  // Large crowds are tried last.
  while (!does(enough)) {
    if (enough === most) return undefined
    less = enough
    enough = Math.min(most, 4 * enough)
  }
  while (enough - less > Math.max(1, Math.floor(enough / 50))) {
    const middle = (less + enough) >> 1
    if (does(middle)) enough = middle
    else less = middle
  }
  return enough
}

const praised = (world: World, agent: number, { pays, spend }: Plan, wallets: number) => {
  const ledger = new Ledger(world)
  const places = quietest(world)
  for (let i = 0; i < wallets; i++) {
    const rater = ledger.wallet()
    if (pays) ledger.recycle(rater, agent, 1)
    for (const seed of spend > 0 ? places : []) ledger.spend(rater, seed, spend / places.length)
    ledger.rate({ rater, agent, quality: ppm(1), day: DAYS - 5, paid: pays })
  }
  return ledger.close()
}

/** The two seeds with the least custom: there an attacker's money is most of what is made of credit. */
const quietest = ({ seeds, payments }: World): number[] => {
  const taken = new Map(seeds.map(seed => [seed, 0]))
  for (const { agent, amount } of payments) {
    const before = taken.get(agent)
    if (before !== undefined) taken.set(agent, before + amount)
  }
  return [...taken]
    .sort(([, a], [, b]) => a - b)
    .slice(0, 2)
    .map(([seed]) => seed)
}
