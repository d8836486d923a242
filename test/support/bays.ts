/** Twelve chargers in one town: a market in which every quote is near to another. */
import fc from 'fast-check'
import type { Offer } from '../../src/core/offer.ts'
import { answered, feed, startMarket } from './market.ts'
import { EUR, offerOf, PAY_TO, person, signed, termsOf, USD } from './offers.ts'
import { text } from './oracle.ts'
import { COIN, type Job, type Policy, type Quotes } from './quotes.ts'
import { offerBoard } from './registry.ts'
import { CHAIN, GENESIS_TIME } from './scripted.ts'

const rail = (via: string, seconds: number, gas = 0n, setupGas = 0n) => ({
  via,
  chain: CHAIN,
  setupGas,
  gas,
  seconds,
  floor: 0n,
  escrow: false,
})
/** A market in dollars and euros, on rails with and without gas. */
export const settings = {
  feeds: [feed(1, USD), feed(2, EUR, 'EUR'), feed(3, 'EUR', 'USD'), feed(4, COIN)],
  rails: [
    rail('x402/exact', 2),
    rail('x402/upto', 2),
    rail('x402/quick', 1),
    rail('x402/batch-settlement', 1, 0n, 90_000n * 10n ** 9n),
    rail('x402/gas', 2, 50_000n * 10n ** 9n),
  ],
  tokens: [USD, EUR].map(asset => ({ asset, symbol: 'TEST', decimals: 6 })),
  coins: { [CHAIN]: COIN },
}

export const bays = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
/** Twelve chargers that differ in every price, some in nothing but their name, each with several ways to pay. */
export const bayOf = (i: number): Partial<Offer> => {
  const twin = i % 4 === 3 ? i - 1 : i
  const cents = (n: number) => ({ USD: text([BigInt(n), 100n]), EUR: text([BigInt(n * 9), 1_000n]) })
  const pay = { dec: 6, to: PAY_TO, ttl: 60 }
  return {
    ...termsOf('Bay 4'),
    tariff: [
      { meter: 'fixed', unit: '{session}', rates: [{ price: cents((twin * 37) % 90) }] },
      {
        meter: 'energy',
        unit: 'kW.h',
        step: twin % 3 === 0 ? '0.5' : '0.001',
        hi: '500',
        rates: [{ price: cents(30 + ((twin * 7) % 20)) }],
      },
      { meter: 'idle', unit: 'min', rates: [{ price: cents(0) }, { from: `${5 + twin}`, price: cents(20 + twin) }] },
    ],
    min: cents(50 + twin),
    max: cents(9_000 + twin),
    pay: [
      { ...pay, via: 'x402/exact', asset: USD, cur: 'USD', ...(twin % 2 === 0 ? { fee: '0.07' } : {}) },
      { ...pay, via: 'x402/upto', asset: EUR, cur: 'EUR' },
      { ...pay, via: 'x402/batch-settlement', asset: USD, cur: 'USD' },
      { ...pay, via: 'x402/gas', asset: EUR, cur: 'EUR' },
    ],
  }
}
/** Who keeps a charger. */
export const bay = (i: number) => person(`bay ${i}`)
const offers = await Promise.all(bays.map(i => signed(bay(i), offerOf(bay(i), bayOf(i)))))

/** Two sellers at one price: the one whose subject comes first is paid more slowly. */
export const [slow, quick] = ['one', 'two'].map(person).toSorted((a, b) => (a.did < b.did ? -1 : 1))
const tieOf = (...vias: string[]): Partial<Offer> => ({
  ...termsOf('Lot 7'),
  cat: ['x:tie'],
  pay: vias.map(via => ({ via, asset: USD, dec: 6, cur: 'USD', to: PAY_TO, ttl: 60 })),
})
const tied = await Promise.all([
  signed(slow ?? bay(0), offerOf(slow ?? bay(0), tieOf('x402/exact', 'x402/upto'))),
  signed(quick ?? bay(0), offerOf(quick ?? bay(0), tieOf('x402/exact', 'x402/quick'))),
])

/** Starts a market to which the chargers are told in this order. The caller closes it. */
export const marketOf = async (told: readonly number[]) => {
  const market = await startMarket(settings)
  const announce = offerBoard()
  for (const i of told) market.mine(...offers.slice(i, i + 1).map(offer => announce(offer)))
  market.mine(...tied.map(offer => announce(offer)))
  const round = (k: number, answer: bigint) => answered(k, answer, 1n, GENESIS_TIME)
  market.mine(round(1, 99_991_000n), round(2, 100_030_000n), round(3, 116_420_000n), round(4, 312_345_678_901n))
  await market.settle()
  return { ...market, announce }
}

/** So many kilowatt-hours, so many idle minutes. */
export const jobOf = (energy: string, idle: string, purchases = 1): Job => ({
  category: 'osm:amenity=charging_station',
  quantities: [
    { meter: 'energy', value: energy, unit: 'kW.h' },
    { meter: 'idle', value: idle, unit: 'min' },
  ],
  purchases,
})
const amount = (most: bigint) => fc.bigInt({ min: 0n, max: most * 1_000n }).map(n => text([n, 1_000n]))
/** Any job that every charger takes. */
export const job = fc
  .record({ energy: amount(500n), idle: amount(400n), purchases: fc.constantFrom(1, 2, 7, 1_000) })
  .map(({ energy, idle, purchases }) => jobOf(energy, idle, purchases))
/** Some of the chargers. */
export const among = fc.subarray(bays, { minLength: 1 })
/** A policy that admits these chargers only. */
export const allowed = (some: readonly number[]): Policy => ({ allow: some.map(i => bay(i).did) })
/** The subjects of the quotes, best first. */
export const subjects = ({ nodes }: Quotes): string[] => nodes.map(({ offer }) => offer.subject)
