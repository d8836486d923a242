/** Shops in one town that sell hours: near and far, paid in assets with feeds and without, on rails with gas and without. */
import fc from 'fast-check'
import type { Offer, PayEntry } from '../../src/core/offer.ts'
import { startNode } from './node.ts'
import { EUR, offerOf, PAY_TO, person, rail, round, signed, termsOf, USD } from './offers.ts'
import { COIN, type Job, type Policy, type Quoted, wideMarket } from './quotes.ts'
import { offerBoard } from './registry.ts'
import { GENESIS_TIME } from './scripted.ts'

/** A token that no feed prices. */
export const UNFED = EUR.replace(/e1$/, 'e9')
/** Gas of one purchase by `x402/gas`: at 7 wei and 1,000 dollars a coin, 70 cents. */
export const GAS = 10n ** 14n

export const by = (via: string, asset = USD): PayEntry => ({ via, asset, dec: 6, cur: 'USD', to: PAY_TO, ttl: 60 })
/** An hour for so many dollars at a place so many thousandths of a degree north of the centre. */
const shop = (price: string, north: number, ...pay: PayEntry[]): Partial<Offer> => ({
  ...termsOf('Edge AMS'),
  cat: ['x:town'],
  area: { type: 'Point', coordinates: [10, (60_000 + north) / 1_000] },
  tariff: [{ meter: 'time', unit: 'h', step: '0.25', rates: [{ price: { USD: price } }] }],
  pay,
})
const { area: _, ...nowhere } = shop('1', 0, by('x402/exact'))

export const SHOPS: Record<string, Partial<Offer>> = {
  centre: shop('3', 0, by('x402/exact')),
  north: shop('2.5', 9, by('x402/exact'), by('x402/gas', EUR)),
  south: shop('2', -18, by('x402/exact')),
  euro: shop('0.3', 4, by('x402/exact', EUR)),
  unfed: shop('1', 2, by('x402/exact', UNFED)),
  either: shop('2.75', -3, by('x402/gas'), by('x402/exact', UNFED)),
  around: { ...shop('3.25', 0, by('x402/exact')), area: termsOf('Fjord Weather').area as NonNullable<Offer['area']> },
  nowhere,
}

/** Starts the town. The caller closes it. */
export const startTown = async () => {
  const node = await startNode({
    settings: {
      ...wideMarket,
      rails: [rail('x402/exact'), rail('x402/gas', { gas: GAS, seconds: 9 })],
      tokens: [...(wideMarket.tokens ?? []), { asset: UNFED, symbol: 'UNFED', decimals: 6 }],
    },
  })
  const announce = offerBoard()
  const offers = Object.entries(SHOPS).map(([name, terms]) => signed(person(name), offerOf(person(name), terms)))
  const announced = (await Promise.all(offers)).map(offer => announce(offer))
  node.mine(round(100_000_000n, 1n, GENESIS_TIME), ...announced)
  await node.settle()
  return node
}

/** Some hours, near the centre of the town unless it says otherwise. */
export const hours = (value: string, unit = 'h', purchases = 1): Job => ({
  category: 'x:town',
  quantities: [{ meter: 'time', value, unit }],
  near: { latitude: '60', longitude: '10', withinMeters: 1_000_000 },
  purchases,
})

type Amount = { readonly amount: string }
export type Landed = {
  readonly nodes: readonly (Omit<Quoted, 'landed'> & { readonly landed: Amount; readonly travel: Amount | null })[]
  readonly exclusions: {
    readonly nodes: readonly { offer: { subject: string }; reason: string; detail: string }[]
  }
  readonly inputs: {
    readonly rates: readonly { base: string; quote: string; answer: string; decimals: number }[]
    readonly gas: readonly { chain: string; price: string }[]
    readonly pegs: readonly { asset: string; rate: string }[]
  }
}
/** The main question with everything that a landed cost is made of. */
export const LANDED = `query ($job: Job!, $policy: Policy) {
  quote(job: $job, policy: $policy, first: 100) {
    nodes {
      rank offer { subject token } rail total { atomic asset } landed { amount } travel { amount } distanceMeters
      settlement { gas seconds }
    }
    exclusions(first: 100) { nodes { offer { subject } reason detail } }
    inputs { rates { base quote answer decimals } gas { chain price } pegs { asset rate } }
  }
}`

const cents = (most: number) => fc.integer({ min: 1, max: most }).map(n => `${n / 100}`)
const sometimes = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
/** Pegs of any of the assets, and a price of distance, or none of it. */
export const policies: fc.Arbitrary<Policy & { readonly pegs: readonly { asset: string; rate: string }[] }> = fc
  .record({
    dollar: sometimes(cents(300)),
    euro: sometimes(cents(2_000)),
    unfed: sometimes(cents(300)),
    coin: sometimes(cents(300_000)),
    perKilometer: sometimes(cents(500)),
  })
  .map(({ dollar, euro, unfed, coin, perKilometer }) => ({
    pegs: Object.entries({ [USD]: dollar, [EUR]: euro, [UNFED]: unfed, [COIN]: coin }).flatMap(([asset, rate]) =>
      rate === undefined ? [] : [{ asset, rate }],
    ),
    ...(perKilometer === undefined ? {} : { perKilometer }),
  }))
