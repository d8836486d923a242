/** A market in motion: buyers follow a score, rate what they got, and fraudsters spend a budget. Who loses money? */
import type { Method } from './baselines/averages.ts'
import { random } from './random.ts'
import { DAYS, GAS, MICRO, type Opinion, type Payment, ppm, type World } from './world.ts'

const CATEGORIES = 10
const HONEST = 12
const MALICIOUS = 2
const BUYERS = 600
const LENGTH = 60
/** The day of the attack; what happens from it on is counted. */
const ATTACK = 10

export interface Course {
  /** USD that fraudsters spend for each of their providers. */
  readonly budget: number
  /** Whether wallets also spend at seeds, as scores that follow money demand. */
  readonly atSeeds: boolean
}

export interface Ended {
  /** The part of purchases that went well. */
  readonly success: number
  /** USD that buyers paid for nothing. */
  readonly lost: number
  /** USD that fraudsters took in from buyers, less what their attack cost. */
  readonly profit: number
}

/** Scores that a market may be told from outside: the truth, or chance. */
export type Judge = (world: World, day: number) => readonly number[]

export const followed =
  (method: Method): Judge =>
  world =>
    method(world)

/** Runs a market for 60 days. Buyers take the cheapest of the three most trusted of a category, or try anybody (1 of 10). */
export const run = (judge: Judge, number: number, { budget, atSeeds }: Course): Ended => {
  const chance = random('closed loop', number)
  const market = opened(number)
  const pairs = market.agents
  const payments = new Map<number, Payment>()
  const said = new Map<number, { sum: number; count: number; day: number; paid: boolean }>()
  let raters = BUYERS
  const pay = (payer: number, agent: number, usd: number) => {
    const before = payments.get(payer * pairs + agent)?.amount ?? 0
    payments.set(payer * pairs + agent, { payer, agent, amount: before + Math.floor(usd * MICRO) })
  }
  const rate = (rater: number, agent: number, quality: number, day: number) => {
    const { sum, count } = said.get(rater * pairs + agent) ?? { sum: 0, count: 0 }
    said.set(rater * pairs + agent, { sum: sum + ppm(quality), count: count + 1, day, paid: true })
  }
  // Scores are asked on the last day of a history: opinions are dated back from it.
  const seen = (day: number): World => ({
    ...market,
    payments: [...payments.values()],
    opinions: [...said].map(
      ([pair, { sum, count, paid, ...rest }]): Opinion => ({
        rater: Math.floor(pair / pairs),
        agent: pair % pairs,
        quality: Math.floor(sum / count),
        day: rest.day + DAYS - day,
        paid,
      }),
    ),
    raters,
  })
  let [bought, well, lost, taken, spent] = [0, 0, 0, 0, 0]
  for (let day = 0; day < LENGTH; day++) {
    const scores = judge(seen(day), day)
    if (day === ATTACK && budget > 0) {
      for (let bad = 0; bad < pairs; bad++) {
        if (!isBad(bad)) continue
        const places = market.seeds.filter(seed => categoryOf(seed) !== categoryOf(bad))
        for (let left = budget; left > 0; ) {
          const rater = raters++
          pay(rater, bad, 1)
          rate(rater, bad, 0.98, day)
          let cost = GAS.payment + GAS.feedback
          for (const seed of atSeeds ? chance.some(places, 2) : []) {
            pay(rater, seed, 0.125)
            cost += 0.125 + GAS.payment
          }
          left -= cost
          spent += cost
        }
      }
    }
    for (let buyer = 0; buyer < BUYERS; buyer++) {
      if (chance.next() > 0.15) continue
      const first = chance.below(CATEGORIES) * (HONEST + MALICIOUS)
      const sellers = Array.from({ length: HONEST + MALICIOUS }, (_, i) => first + i)
      const trusted = sellers.toSorted((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b).slice(0, 3)
      const cheapest = trusted.toSorted((a, b) => (market.price[a] ?? 0) - (market.price[b] ?? 0))[0] ?? first
      const agent = chance.next() < 0.1 ? (sellers[chance.below(sellers.length)] ?? first) : cheapest
      const price = market.price[agent] ?? 0
      pay(buyer, agent, price)
      const good = chance.next() < (market.quality[agent] ?? 0)
      if (day >= ATTACK) {
        bought++
        if (good) well++
        else lost += price
        if (isBad(agent)) taken += price
      }
      if (chance.next() < 0.4) rate(buyer, agent, (good ? 0.95 : 0.1) + chance.normal(0, 0.08), day)
    }
  }
  return { success: well / bought, lost, profit: taken - spent }
}

const categoryOf = (agent: number): number => Math.floor(agent / (HONEST + MALICIOUS))
const isBad = (agent: number): boolean => agent % (HONEST + MALICIOUS) >= HONEST

/** The market before its first day. The two best of each category are seeds. */
const opened = (number: number): World => {
  const chance = random('closed market', number)
  const agents = CATEGORIES * (HONEST + MALICIOUS)
  const quality = Array.from({ length: agents }, (_, i) => (isBad(i) ? chance.between(0.05, 0.2) : chance.beta(8, 2)))
  const price = quality.map(() => Math.min(3, Math.max(0.05, Math.exp(chance.normal(Math.log(0.4), 0.7)))))
  const seeds = Array.from({ length: CATEGORIES }, (_, category) =>
    quality
      .map((_, agent) => agent)
      .filter(agent => categoryOf(agent) === category && !isBad(agent))
      .sort((a, b) => (quality[b] ?? 0) - (quality[a] ?? 0))
      .slice(0, 2),
  ).flat()
  const trusted = Array.from({ length: BUYERS / 12 }, (_, i) => 12 * i)
  const name = `closed ${number}`
  return { name, agents, honest: agents, quality, price, seeds, trusted, payments: [], opinions: [], raters: BUYERS }
}

export const oracle: Judge = ({ quality }) => quality

/** The judge who knows nothing, each day otherwise. */
export const chanceOnly =
  (number: number): Judge =>
  ({ agents }, day) => {
    const chance = random('chance', number, day)
    return Array.from({ length: agents }, () => chance.next())
  }
