/** The catalogue of attacks: what fraudsters add to a market, and what it costs them in USD. */
import { type Random, random } from './random.ts'
import { DAYS, GAS, MICRO, type Opinion, type Payment, ppm, type World } from './world.ts'

export type Kind = 'free' | 'wash' | 'camo' | 'invest' | 'ring' | 'seedwash'

/** An attack: `each` sybil wallets for each malicious provider; `spend` USD that each wallet leaves at two seeds. */
export interface Attack {
  readonly kind: Kind
  readonly each: number
  readonly spend: number
}

export interface Attacked {
  readonly world: World
  /** USD that the attackers do not get back. */
  readonly cost: number
}

/** Everything that attackers do is entered here, and its price beside it. */
export class Ledger {
  readonly #payments = new Map<number, Payment>()
  readonly #opinions: Opinion[] = []
  #cost = 0
  readonly #world: World
  #next: number

  constructor(world: World) {
    this.#world = world
    this.#next = world.raters
  }

  /** A wallet that nobody has seen. */
  wallet(): number {
    return this.#next++
  }

  /** A payment to one of the attackers' own: the money comes back, the gas does not. */
  recycle(payer: number, agent: number, usd: number): void {
    const pair = payer * this.#world.agents + agent
    const before = this.#payments.get(pair)?.amount ?? 0
    this.#payments.set(pair, { payer, agent, amount: before + Math.floor(usd * MICRO) })
    this.#cost += GAS.payment
  }

  /** A payment to somebody else: gone. */
  spend(payer: number, agent: number, usd: number): void {
    this.recycle(payer, agent, usd)
    this.#cost += usd
  }

  rate(opinion: Opinion): void {
    this.#opinions.push(opinion)
    this.#cost += GAS.feedback
  }

  close(): Attacked {
    const world = this.#world
    const payments = [...world.payments, ...this.#payments.values()]
    const opinions = [...world.opinions, ...this.#opinions]
    return { world: { ...world, payments, opinions, raters: this.#next }, cost: this.#cost }
  }
}

/** A market after every one of its malicious providers attacked. */
export const attacked = (world: World, { kind, each, spend }: Attack): Attacked => {
  const chance = random('attack', world.name, kind, each, spend)
  const ledger = new Ledger(world)
  for (let bad = world.honest; bad < world.agents; bad++) {
    for (let i = 0; i < each; i++) {
      const rater = ledger.wallet()
      for (const agent of kind === 'ring' ? withFriends(chance, world, bad) : [bad]) {
        const paid = kind !== 'free'
        if (paid) ledger.recycle(rater, agent, 2.5)
        const day = DAYS - 60 + chance.below(60)
        ledger.rate({ rater, agent, quality: ppm(chance.between(0.95, 1)), day, paid })
      }
      for (const agent of kind === 'camo' ? chance.some(honestOf(world), 3) : []) ledger.spend(rater, agent, 0.01)
      for (const seed of kind === 'seedwash' ? capturedOf(world) : []) ledger.recycle(rater, seed, 10)
      for (const seed of spend > 0 ? chance.some(world.seeds, 2) : []) ledger.spend(rater, seed, spend / 2)
    }
  }
  return ledger.close()
}

/** A malicious provider and four more of its kind. */
const withFriends = (chance: Random, { honest, agents }: World, bad: number): number[] => {
  const others = Array.from({ length: agents - honest }, (_, i) => honest + i).filter(agent => agent !== bad)
  return [bad, ...chance.some(others, 4)]
}

const honestOf = ({ honest }: World): number[] => [...Array(honest).keys()]

const capturedOf = ({ seeds, honest }: World): number[] => seeds.filter(seed => seed >= honest)

/** The best providers of a market: whom slander is worth most against. */
export const best = ({ quality }: World, count: number): number[] =>
  quality
    .map((_, agent) => agent)
    .sort((a, b) => (quality[b] ?? 0) - (quality[a] ?? 0))
    .slice(0, count)

/** Slander: wallets leave `spend` USD at two seeds, pay a victim and give it zero. */
export interface Slander {
  /** Wallets for each victim, or for all victims together where they are `shared`. */
  readonly each: number
  readonly pay: number | 'nothing' | 'price'
  readonly spend: number
  readonly shared: boolean
}

/** A market after its victims were slandered. */
export const slandered = (world: World, victims: readonly number[], how: Slander): Attacked => {
  const { each, pay, spend, shared } = how
  const ledger = new Ledger(world)
  const places = world.seeds.filter(seed => !victims.includes(seed)).slice(0, 2)
  for (const together of shared ? [victims] : victims.map(victim => [victim])) {
    for (let i = 0; i < each; i++) {
      const rater = ledger.wallet()
      for (const seed of spend > 0 ? places : []) ledger.spend(rater, seed, spend / places.length)
      for (const agent of together) {
        const usd = pay === 'price' ? Math.max(world.price[agent] ?? 0, 0.01) : pay === 'nothing' ? 0 : pay
        if (usd > 0) ledger.spend(rater, agent, usd)
        ledger.rate({ rater, agent, quality: 0, day: DAYS - 5, paid: usd > 0 })
      }
    }
  }
  return ledger.close()
}
