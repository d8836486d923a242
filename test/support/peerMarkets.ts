/** Small markets that a buyer may meet: what each seller signs, and what it would be known by elsewhere. */
import type { Offer, PayEntry, TariffLine } from '../../src/core/offer.ts'
import { EUR, PAY_TO, termsOf, USD } from './offers.ts'
import type { Listing } from './peers.ts'
import type { Quantity } from './quotes.ts'

/** A dollar of eighteen decimals, and a token of six that no feed prices. */
export const FINE = EUR.replace(/e1$/, 'e8')
export const UNFED = EUR.replace(/e1$/, 'e9')

export type Seller = { readonly terms: Partial<Offer>; readonly listing: Partial<Listing> }
export type Market = {
  readonly what: string
  readonly budget: number
  readonly quantities: readonly Quantity[]
  readonly sellers: Record<string, Seller>
}

/** What a seller is known by unless a market says otherwise. */
export const steady: Omit<Listing, 'name'> = {
  headline: null,
  raw: 0,
  words: '',
  isNew: false,
  latencyMs: 200,
  success: 0.97,
  reputation: 0.9,
  stake: 200_000,
  delivered: 97,
  received: 100,
  lastDeliverySeconds: 600,
}

const line = (meter: string, unit: string, price: string, more: Partial<TariffLine> = {}): TariffLine => ({
  meter,
  unit,
  rates: [{ price: { USD: price } }],
  ...more,
})
const by = (asset: string, dec: number): PayEntry => ({
  via: 'x402/exact',
  asset,
  dec,
  cur: 'USD',
  to: PAY_TO,
  ttl: 60,
})

const seller = (
  tariff: Offer['tariff'],
  headline: number | null,
  listing: Partial<Listing> = {},
  pay: PayEntry = by(USD, 6),
): Seller => ({
  terms: { ...termsOf('Edge AMS'), tariff, pay: [pay] },
  listing: {
    headline,
    raw: (headline ?? 0) * 10 ** pay.dec,
    words: headline === null ? '' : `$${headline}`,
    ...listing,
  },
})
const call = (price: string, listing: Partial<Listing> = {}, pay?: PayEntry): Seller =>
  seller([line('call', '{call}', price)], Number(price), listing, pay)
const oneCall = [{ meter: 'call', value: '1', unit: '{call}' }]

/** Two that charge for time: one also for the session, at half the price of a second. */
const timed = {
  session: seller([line('fixed', '{session}', '0.02'), line('time', 's', '0.00001')], 0.00001),
  plain: seller([line('time', 's', '0.00002')], 0.00002),
}
const three = {
  slow: call('1', { latencyMs: 300 }),
  medium: call('1.2', { latencyMs: 250 }),
  fast: call('2', { latencyMs: 50 }),
}

export const MARKETS: Record<string, Market> = {
  mute: {
    what: 'one does not say what it costs in money that anybody prices',
    budget: 1,
    quantities: oneCall,
    sellers: {
      fair: call('0.02'),
      dear: call('0.03'),
      mute: seller([line('call', '{call}', '0.01')], null, {}, by(UNFED, 6)),
    },
  },
  decimals: {
    what: 'one is paid in a token of 6 decimals, one of 18',
    budget: 200,
    quantities: oneCall,
    sellers: { hundred: call('100'), cent: call('0.01', {}, by(FINE, 18)) },
  },
  three: { what: 'three, the dearer the faster', budget: 5, quantities: oneCall, sellers: three },
  decoy: {
    what: 'the same, and one that nobody would take',
    budget: 5,
    quantities: oneCall,
    sellers: {
      ...three,
      decoy: call('20', { latencyMs: 900, reputation: 0, success: 0.6, delivered: 6, received: 10 }),
    },
  },
  minutes: {
    what: 'a session and seconds against seconds alone, 10 minutes',
    budget: 1,
    quantities: [{ meter: 'time', value: '10', unit: 'min' }],
    sellers: timed,
  },
  hours: {
    what: 'the same two, 2 hours',
    budget: 1,
    quantities: [{ meter: 'time', value: '2', unit: 'h' }],
    sellers: timed,
  },
  words: {
    what: 'prices in words: "$5 per 1000", "$0.02", "$0.05-$1.00"',
    budget: 1,
    quantities: oneCall,
    sellers: {
      bulk: seller([line('call', '{call}', '5', { per: '1000' })], 0.005, { words: '$5 per 1000' }),
      plain: call('0.02'),
      range: seller(
        [
          {
            meter: 'call',
            unit: '{call}',
            rates: [{ price: { USD: '1' } }, { from: '10', price: { USD: '0.05' } }],
          },
        ],
        0.05,
        { words: '$0.05-$1.00' },
      ),
    },
  },
  newcomer: {
    what: 'one has just come, and is dearer',
    budget: 100,
    quantities: oneCall,
    sellers: { known: call('30'), newcomer: call('40', { isNew: true, delivered: 0, received: 0, reputation: 0 }) },
  },
  stake: {
    what: 'the dearest has staked the most',
    budget: 10,
    quantities: oneCall,
    sellers: {
      small: call('1', { stake: 100_000 }),
      middle: call('2', { stake: 150_000 }),
      whale: call('5', { stake: 900_000, latencyMs: 100, success: 0.99 }),
    },
  },
}
