/** Offers, jobs and policies of every kind that a book could get wrong: tiers, quotas, caps, steps, ways, places. */
import fc from 'fast-check'
import type { Area, Offer, PayEntry, TariffLine } from '../../src/core/offer.ts'
import { parseDecimal, type Rational } from '../../src/core/rational.ts'
import type { Job, Policy } from '../../src/generated/schema.ts'
import { EUR, PAY_TO, rail, USD } from './offers.ts'

export const CATEGORIES = ['x:one', 'x:two']
const UNITS = { call: ['{call}', '1000.{call}'], energy: ['kW.h', 'W.h', 'MJ'], time: ['min', 'h'] } as const
type Meter = keyof typeof UNITS
const shape = fc.oneof(
  { weight: 5, arbitrary: fc.constant<readonly Meter[]>(['call']) },
  { weight: 2, arbitrary: fc.constant<readonly Meter[]>(['energy', 'time']) },
  fc.constantFrom<readonly Meter[]>(['energy'], []),
)
const RAILS = ['x402/exact', 'x402/upto', 'x402/gas', 'x402/slow', 'x402/held', 'x402/floor']

export const rails = [
  rail('x402/exact'),
  rail('x402/upto'),
  rail('x402/gas', { gas: 60_000n, setupGas: 90_000n * 10n ** 9n }),
  rail('x402/slow', { seconds: 900 }),
  rail('x402/held', { escrow: true }),
  rail('x402/floor', { floor: 50_000n }),
]

/** Amounts that are often the same, often near, and sometimes anything. */
const amount = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('0', '0.1', '0.2', '0.3', '1', '2', '10') },
  fc.integer({ min: 0, max: 40 }).map(n => (1_000_000 + n).toString().replace(/^1/, '0.')),
  fc.integer({ min: 0, max: 9 }).map(n => `0.99999999999999999${n}`),
  fc.nat(100_000).map(n => `${n / 100}`),
)
const size = fc.constantFrom('0.000001', '0.5', '1', '3', '10', '15', '100', '1000')
const optional = <T>(value: fc.Arbitrary<T>, weight = 1) =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(undefined) }, { weight, arbitrary: value })
const money = amount.map(text => ({ USD: text, EUR: text, [USD]: text.replace(/\..*/, '') }))

const lineOf = (meter: Meter | 'fixed'): fc.Arbitrary<TariffLine> =>
  fc
    .record({
      unit: meter === 'fixed' ? fc.constant('{session}') : fc.constantFrom(...UNITS[meter]),
      per: optional(size),
      step: optional(size),
      lo: optional(fc.constantFrom('0.5', '1', '5')),
      hi: optional(fc.constantFrom('5', '50', '5000')),
      starts: fc.uniqueArray(fc.constantFrom(0.5, 1, 2.5, 7, 30, 400), { maxLength: 3 }),
      prices: fc.array(money, { minLength: 4, maxLength: 4 }),
    })
    .map(({ unit, per, step, lo, hi, starts, prices }) => ({
      meter,
      unit,
      ...(per === undefined ? {} : { per }),
      ...(step === undefined ? {} : { step }),
      ...(lo === undefined ? {} : { lo }),
      ...(hi === undefined ? {} : { hi }),
      rates: [0, ...starts.toSorted((a, b) => a - b)].map((from, i) => ({
        ...(from === 0 ? {} : { from: `${from}` }),
        price: prices[i] ?? { USD: '1', EUR: '1', [USD]: '1' },
      })),
    }))

const entry: fc.Arbitrary<PayEntry> = fc
  .record({
    via: fc.oneof({ weight: 3, arbitrary: fc.constant('x402/exact') }, fc.constantFrom(...RAILS)),
    asset: fc.constantFrom(
      USD,
      EUR,
      USD.toUpperCase()
        .replace(/^EIP155/, 'eip155')
        .replace('ERC20:0X', 'erc20:0x'),
    ),
    cur: fc.oneof({ weight: 5, arbitrary: fc.constantFrom('USD', 'EUR') }, fc.constant(USD)),
    dec: fc.oneof({ weight: 12, arbitrary: fc.constant(6) }, fc.constant(2)),
    fee: optional(amount),
  })
  .map(({ fee, ...entry }) => ({ ...entry, to: PAY_TO, ttl: 60, ...(fee === undefined ? {} : { fee }) }))

const degrees = (most: number) => fc.integer({ min: -most * 10, max: most * 10 }).map(n => n / 10)
const area: fc.Arbitrary<Area> = fc.oneof(
  fc.tuple(degrees(2), degrees(2)).map(([x, y]): Area => ({ type: 'Point', coordinates: [x, y] })),
  fc.tuple(degrees(2), degrees(2)).map(
    ([x, y]): Area => ({
      type: 'Polygon',
      coordinates: [
        [
          [x, y],
          [x + 1, y],
          [x + 1, y + 0.5],
          [x, y + 1],
          [x, y],
        ],
      ],
    }),
  ),
)

/** What an offer sells, whoever it is of. */
export const terms: fc.Arbitrary<Partial<Offer>> = fc
  .record({
    cat: fc.subarray(CATEGORIES, { minLength: 1 }),
    lines: fc.tuple(shape, optional(lineOf('fixed'))).chain(([meters, fixed]) =>
      fc.tuple(...meters.map(lineOf)).map(lines => {
        const all =
          fixed || lines.length === 0
            ? [
                ...lines,
                fixed ?? { meter: 'fixed', unit: '{session}', rates: [{ price: { USD: '1', EUR: '1', [USD]: '9' } }] },
              ]
            : lines
        return all as TariffLine[]
      }),
    ),
    bounds: optional(fc.tuple(amount, amount), 2),
    pay: fc.array(entry, { minLength: 1, maxLength: 3 }),
    area: optional(area, 3),
    kind: optional(fc.constantFrom('red', 'blue')),
  })
  .map(({ cat, lines, bounds, pay, area, kind }) => {
    const [least = '0', most = '0'] = (bounds ?? []).toSorted((a, b) => Number(a) - Number(b))
    const priced = (text: string) => ({ USD: text, EUR: text, [USD]: text.replace(/\..*/, '') })
    return {
      name: 'Any',
      cat,
      at: { by: 'http' as const, url: 'https://any.example' },
      tariff: lines,
      pay,
      ...(bounds ? { min: priced(least), max: priced(most) } : {}),
      ...(area ? { area } : {}),
      ...(kind ? { spec: { kind } } : {}),
    }
  })

const rational = (text: string): Rational => parseDecimal(text) as Rational
const some = (text: fc.Arbitrary<string>) => text.map(rational)

/** A job that some of the offers may do. */
export const job: fc.Arbitrary<Job> = fc
  .record({
    category: fc.constantFrom(...CATEGORIES),
    meters: shape,
    values: fc.array(fc.oneof(amount, fc.constantFrom('0.5', '7', '30', '399.999', '5000')), {
      minLength: 2,
      maxLength: 2,
    }),
    unit: fc.nat(2),
    near: optional(
      fc.record({
        latitude: some(degrees(2).map(String)),
        longitude: some(degrees(2).map(String)),
        withinMeters: fc.constantFrom(0, 50_000, 200_000),
      }),
    ),
    kind: optional(fc.constantFrom('red', 'blue')),
    purchases: fc.constantFrom(1, 1, 7),
  })
  .map(({ category, meters, values, unit, near, kind, purchases }) => ({
    category,
    quantities: meters.map((meter, i) => ({
      meter,
      value: rational(values[i] ?? '1'),
      unit: UNITS[meter][unit % UNITS[meter].length] ?? '',
    })),
    purchases,
    ...(near ? { near } : {}),
    ...(kind ? { spec: [{ key: 'kind', equals: kind }] } : {}),
  }))

/** A policy, given who there is to allow and to deny. */
export const policyOf = (people: readonly string[]): fc.Arbitrary<Policy> =>
  fc
    .record({
      rails: optional(fc.subarray(RAILS, { minLength: 1 })),
      assets: optional(fc.constantFrom([USD], [EUR])),
      allow: optional(fc.subarray([...people])),
      deny: optional(fc.subarray([...people], { maxLength: 2 })),
      maxTotal: optional(some(amount)),
      escrowAbove: optional(some(amount)),
      budgetLeft: optional(some(amount)),
      maxSeconds: optional(fc.constantFrom(2, 900)),
      minTrust: optional(fc.constantFrom(0, 200_000, 500_000, 900_000), 3),
      valueAtRisk: optional(some(amount)),
      unknownTrust: fc.boolean(),
      perKilometer: optional(some(fc.constantFrom('0', '0.01', '3'))),
    })
    .map(given => Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)))
