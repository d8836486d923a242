/** Simulated markets: what an observer of the chain sees of them, and the truth that it does not see. */
import { type Random, random } from './random.ts'

/** USD of one feedback and of one payment transaction, as on a cheap chain: an assumption. */
export const GAS = { feedback: 0.005, payment: 0.002 }

/** Days of history in a market. */
export const DAYS = 180

/** What a payer paid a provider in all, less what came back, in micro-USD. One for each pair. */
export interface Payment {
  readonly payer: number
  readonly agent: number
  readonly amount: number
}

/** What a rater thinks of a provider: quality in parts per million, the day, whether it ever paid. One for each pair. */
export interface Opinion {
  readonly rater: number
  readonly agent: number
  readonly quality: number
  readonly day: number
  readonly paid: boolean
}

export interface World {
  readonly name: string
  /** Providers are numbered; the first `honest` of them are honest. */
  readonly agents: number
  readonly honest: number
  /** How good each provider is: 0 to 1. */
  readonly quality: readonly number[]
  /** USD per purchase. */
  readonly price: readonly number[]
  readonly seeds: readonly number[]
  /** A hundred clients that a careful operator would trust by name. */
  readonly trusted: readonly number[]
  readonly payments: readonly Payment[]
  readonly opinions: readonly Opinion[]
  /** The number of the next rater to appear. */
  readonly raters: number
}

export interface Size {
  readonly honest: number
  readonly malicious: number
  readonly clients: number
  /** Reviewers of the background who never pay. */
  readonly spammers: number
  readonly seeds: number
  /** How many of the seeds are malicious. */
  readonly captured: number
  /** The part of clients' opinions that come from a wallet that nothing links to the payment. */
  readonly unlinked: number
  /** Custom falls with rank as rank^-zipf. */
  readonly zipf: number
}

export const WORLD_A: Size = {
  honest: 180,
  malicious: 20,
  clients: 3_000,
  spammers: 2_000,
  seeds: 30,
  captured: 0,
  unlinked: 0.25,
  zipf: 0.9,
}

/** A thin market: few clients, many of them unlinked, much spam. */
export const WORLD_B: Size = {
  honest: 120,
  malicious: 30,
  clients: 800,
  spammers: 4_000,
  seeds: 20,
  captured: 0,
  unlinked: 0.4,
  zipf: 1.2,
}

export const MICRO = 1_000_000

/** A quality between 0 and 1 as parts per million. */
export const ppm = (quality: number): number => Math.floor(Math.min(1, Math.max(0, quality)) * MICRO)

/** A market of a size, the same for the same number. Worlds 0 to 9 are for tuning, 100 and above for reports. */
export const world = (number: number, size: Size = WORLD_A): World => {
  const chance = random('world', number)
  const { honest, malicious, clients, seeds, captured } = size
  const agents = honest + malicious
  const quality = Array.from({ length: agents }, (_, agent) =>
    agent < honest ? chance.beta(6, 2) : chance.between(0.05, 0.3),
  )
  const price = quality.map(() => Math.min(5, Math.max(0.001, Math.exp(chance.normal(Math.log(0.05), 1.2)))))
  const ranked = chance.some([...Array(honest).keys()], honest)
  const drawn = byCustom(chance, ranked, size.zipf)
  const payments: Payment[] = []
  const opinions: Opinion[] = []
  for (let payer = 0; payer < clients; payer++) {
    const spend = Math.exp(chance.normal(Math.log(6), 1.3))
    const bias = chance.normal(0, 0.05)
    const visited = [...new Set(Array.from({ length: 1 + chance.poisson(3) }, drawn))]
    // A client who tries a malicious provider buys once.
    if (chance.next() < 0.08) visited.push(honest + chance.below(malicious))
    const shares = chance.shares(visited.length)
    for (const [i, agent] of visited.entries()) {
      const once = price[agent] ?? 0
      const amount = Math.max(once, agent < honest ? spend * (shares[i] ?? 0) : 0)
      const paid = chance.next() > size.unlinked
      if (paid) payments.push({ payer, agent, amount: Math.floor(amount * MICRO) })
      if (chance.next() >= 0.5) continue
      const felt = (quality[agent] ?? 0) + bias + chance.normal(0, 0.15)
      const said = chance.next() < 0.03 ? chance.between(0, 0.1) : felt
      opinions.push({ rater: payer, agent, quality: ppm(said), day: chance.below(DAYS), paid })
    }
  }
  const everyone = quality.map((_, agent) => agent)
  for (let rater = clients; rater < clients + size.spammers; rater++) {
    for (const agent of chance.some(everyone, 1 + chance.poisson(1))) {
      const said = ppm(chance.between(0.8, 1))
      opinions.push({ rater, agent, quality: said, day: chance.below(DAYS), paid: false })
    }
  }
  const popular = ranked.slice(0, Math.max(40, seeds + 10)).filter(agent => (quality[agent] ?? 0) > 0.5)
  return {
    name: `world ${number}`,
    agents,
    honest,
    quality,
    price,
    seeds: [...chance.some(popular, seeds - captured), ...chance.some(everyone.slice(honest), captured)].sort(
      (a, b) => a - b,
    ),
    trusted: chance.some([...Array(clients).keys()], 100),
    payments,
    opinions,
    raters: clients + size.spammers,
  }
}

/** Draws providers so that the one ranked r-th is drawn r^-zipf times as often as the first. */
const byCustom = (chance: Random, ranked: readonly number[], zipf: number): (() => number) => {
  let total = 0
  const upTo = ranked.map((_, i) => {
    total += (i + 1) ** -zipf
    return total
  })
  return () => {
    const at = chance.next() * total
    return ranked[upTo.findIndex(sum => at < sum)] ?? 0
  }
}

/** What a mean provider of a market took in, in USD. */
export const meanRevenue = ({ payments, agents }: World): number =>
  payments.reduce((sum, { amount }) => sum + amount, 0) / MICRO / agents
