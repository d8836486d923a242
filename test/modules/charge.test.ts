import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { startNode } from '../support/node.ts'
import { EUR, offerOf, person, round, signed, termsOf, USD } from '../support/offers.ts'
import { atomic, frac, order, price, sameKind, sum, text } from '../support/oracle.ts'
import { BITCOIN, claimsOf, QUOTE, type Quantity, question, quotes, wideMarket } from '../support/quotes.ts'
import { offerBoard } from '../support/registry.ts'
import { GENESIS_TIME } from '../support/scripted.ts'

/** The worked offers of the format, and one more that charges a fee. Their vectors are in vectors.test.ts. */
const SELLERS = [
  'Fjord Weather',
  'Bay 4',
  'Edge AMS',
  'Roof 41',
  'Tasking',
  'Oversett',
  'Tolk',
  'Lot 7',
  'Bridge',
] as const
type Seller = (typeof SELLERS)[number]

const node = await startNode({ settings: wideMarket })
after(() => node.close())
const announce = offerBoard()
const offers = await Promise.all(SELLERS.map(name => signed(person(name), offerOf(person(name), termsOf(name)))))
node.mine(round(100_000_000n, 1n, GENESIS_TIME), ...offers.map(offer => announce(offer)))
await node.settle()

/** "energy 32.4 kW.h, idle 25 min" */
const quantitiesOf = (job: string): Quantity[] =>
  job === ''
    ? []
    : job.split(', ').map(part => {
        const [meter = '', value = '', unit = ''] = part.split(' ')
        return { meter, value, unit }
      })

const ASSETS = { USD, EUR, XBT: BITCOIN }
type Currency = keyof typeof ASSETS

/** Asks one seller for a price by one rail in one asset. */
const asked = (seller: Seller, job: string, currency: Currency, rail: string, purchases = 1) =>
  quotes(
    node,
    { category: termsOf(seller).cat[0] ?? '', quantities: quantitiesOf(job), purchases },
    { allow: [person(seller).did], assets: [ASSETS[currency]], rails: [rail] },
  )

/** The atomic price of the seller, or why there is none. */
const answered = async (...ask: Parameters<typeof asked>): Promise<string | undefined> => {
  const { nodes, exclusions } = await asked(...ask)
  return nodes[0]?.total.atomic ?? exclusions.nodes.find(({ reason }) => reason !== 'PROVIDER_NOT_ALLOWED')?.reason
}

type Row = readonly [seller: Seller, job: string, currency: Currency, rail: string, expected: string]

/** Asks for every row and compares all the answers at once. */
const table = (name: string, rows: readonly Row[]) =>
  test(name, async () => {
    const got = await Promise.all(rows.map(([seller, job, currency, rail]) => answered(seller, job, currency, rail)))
    const shown = (answers: readonly (string | undefined)[]) =>
      rows.map(([seller, job, currency, rail], i) => `${seller}, ${job}, ${currency} by ${rail}: ${answers[i]}`)
    assert.deepEqual(shown(got), shown(rows.map(([, , , , expected]) => expected)))
  })

const vast = '1000000000000000000000000000000'
const smallest = '0.000000000000000000000000000000000001'
const [EXACT, UPTO, BATCH] = ['x402/exact', 'x402/upto', 'x402/batch-settlement'] as const

table('what an offer cannot price has its reason', [
  ['Bay 4', 'energy 32.4 kW.h', 'EUR', UPTO, 'QUANTITY_MISSING'],
  ['Bay 4', '', 'EUR', UPTO, 'QUANTITY_MISSING'],
  ['Bay 4', 'energy 32.4 kW.h, idle 0 min, parking 1 h', 'EUR', UPTO, 'METER_UNKNOWN'],
  ['Bay 4', 'energy 32.4 kW.h, idle 0 min, parking 0 h', 'EUR', UPTO, 'METER_UNKNOWN'],
  ['Bay 4', 'energy 32.4 kW, idle 0 min', 'EUR', UPTO, 'INCOMMENSURABLE'],
  ['Bay 4', 'energy 32.4 kW.h, idle 0 m', 'EUR', UPTO, 'INCOMMENSURABLE'],
  ['Bay 4', 'energy 120.000000000000000000000000000001 kW.h, idle 0 s', 'EUR', UPTO, 'ABOVE_MAXIMUM'],
  ['Bay 4', 'energy 1 kW.h, idle 14400001 ms', 'EUR', UPTO, 'ABOVE_MAXIMUM'],
  ['Fjord Weather', 'point 1 {Point}', 'USD', EXACT, 'INCOMMENSURABLE'],
  ['Fjord Weather', 'point 1 1', 'USD', EXACT, 'INCOMMENSURABLE'],
  ['Fjord Weather', `point ${vast} {point}`, 'USD', EXACT, 'ABOVE_MAXIMUM'],
  ['Roof 41', 'energy 9.999999999999999999999999999999999999 W.h', 'USD', BATCH, 'BELOW_MINIMUM'],
  ['Roof 41', 'energy 0 W.h', 'USD', BATCH, 'BELOW_MINIMUM'],
  ['Roof 41', 'energy 4.001 kW.h', 'USD', BATCH, 'ABOVE_MAXIMUM'],
  ['Tasking', 'area 620.3 km2', 'USD', 'x402/auth-capture', 'QUANTITY_MISSING'],
  ['Tasking', 'area 24.999999 km2, cloud-free 0 {guarantee}', 'USD', 'x402/auth-capture', 'BELOW_MINIMUM'],
  ['Tasking', 'area 25 km2, cloud-free 2 {guarantee}', 'USD', 'x402/auth-capture', 'ABOVE_MAXIMUM'],
  ['Bridge', 'crossing 2 {crossing}', 'EUR', EXACT, 'ABOVE_MAXIMUM'],
])

table('weather by the point, compute by the time: the smallest part of the smallest unit is rounded up', [
  ['Fjord Weather', 'point 1 1000.{point}', 'USD', EXACT, '100000'],
  ['Fjord Weather', 'point 10000 {point}', 'USD', BATCH, '1000000'],
  ['Fjord Weather', 'point 0.015 {point}', 'USD', EXACT, '2'],
  ['Fjord Weather', `point ${smallest} {point}`, 'USD', EXACT, '1'],
  ['Fjord Weather', 'point 0 {point}', 'USD', EXACT, '0'],
  ['Edge AMS', 'time 90 s', 'USD', 'superfluid/cfa', '1250'],
  ['Edge AMS', 'time 7 d', 'USD', 'superfluid/cfa', '8400000'],
  ['Edge AMS', `time ${vast} h`, 'USD', BATCH, `5${'0'.repeat(34)}`],
  ['Edge AMS', `time ${vast} ms`, 'USD', BATCH, '13888888888888888888888888889'],
])

table('a charger: session, energy and idle time, with a floor', [
  ['Bay 4', 'energy 1944 kW.min, idle 25 min', 'USD', UPTO, '17782000'],
  ['Bay 4', 'energy 0 kW.h, idle 0 h', 'USD', UPTO, '1100000'],
  ['Bay 4', 'energy 2 kW.h, idle 10 min', 'EUR', UPTO, '1280000'],
  ['Bay 4', 'energy 2 kW.h, idle 11 min', 'EUR', UPTO, '1480000'],
  ['Bay 4', 'energy 2 kW.h, idle 600.001 s', 'EUR', UPTO, '1280004'],
  ['Bay 4', 'energy 120 kW.h, idle 4 h', 'EUR', UPTO, '93300000'],
])

table('power from a roof per thousand, imagery in blocks, both with a least quantity', [
  ['Roof 41', 'energy 10 W.h', 'USD', BATCH, '800'],
  ['Roof 41', 'energy 4 kW.h', 'XBT', 'l402/invoice', '320000'],
  ['Tasking', 'area 62030 har, cloud-free 1 {guarantee}', 'USD', 'x402/auth-capture', '5687250000'],
  ['Tasking', 'area 500 km2, cloud-free 0 {guarantee}', 'USD', 'x402/auth-capture', '4750000000'],
  ['Tasking', 'area 500.000001 km2, cloud-free 0 {guarantee}', 'USD', 'x402/auth-capture', '4757250000'],
  ['Tasking', 'area 5000 km2, cloud-free 0.5 {guarantee}', 'USD', 'x402/auth-capture', '37405000000'],
])

table('translation with a free quota and a fee, parking by the started quarter under a cap', [
  ['Oversett', 'char 500 {char}', 'USD', EXACT, '0'],
  ['Oversett', 'char 501 {char}', 'USD', EXACT, '18'],
  ['Tolk', 'char 0 {char}', 'USD', EXACT, '2000'],
  ['Tolk', 'char 12345 {char}', 'EUR', EXACT, '201365'],
  ['Lot 7', 'time 0 min', 'USD', UPTO, '0'],
  ['Lot 7', 'time 1 ms', 'USD', UPTO, '750000'],
  ['Lot 7', 'time 2 h', 'USD', UPTO, '6000000'],
  ['Lot 7', 'time 7200.001 s', 'USD', UPTO, '6450000'],
  ['Lot 7', 'time 12 h', 'USD', UPTO, '24000000'],
])

test('quantities below zero, or in units that are none, are refused', async () => {
  const refusal = async (job: string) => {
    const { code, message } = await node.refused(
      QUOTE,
      question({ category: 'osm:amenity=charging_station', quantities: quantitiesOf(job) }),
    )
    return [code, message]
  }
  assert.deepEqual(
    await Promise.all(['energy -1 kW.h', 'energy 1 kWh', 'idle -0.000000000000000001 min'].map(refusal)),
    [
      ['bad_input', 'job.quantities energy: -1 is below zero'],
      ['bad_input', 'job.quantities energy: kWh is not a unit we know'],
      ['bad_input', 'job.quantities idle: -0.000000000000000001 is below zero'],
    ],
  )
})

test('each of n purchases is rounded up, and then multiplied', async () => {
  const { nodes } = await asked('Edge AMS', 'time 1 ms', 'USD', BATCH, 1_000_000)
  const [quoted] = nodes
  assert.deepEqual(
    [quoted?.total, quoted?.landed],
    [
      { currency: 'USD', amount: '1', atomic: '1000000', asset: USD },
      { currency: 'USD', amount: '1', atomic: null, asset: null },
    ],
  )
})

test('the lines of a charge say how it adds up', async () => {
  const line = (meter: string, quantity: string | null, unit: string | null, amount: string) => ({
    meter,
    quantity,
    unit,
    amount,
    currency: 'USD',
  })
  const lines = async (...ask: Parameters<typeof asked>) => (await asked(...ask)).nodes[0]?.charge
  assert.deepEqual(
    [
      await lines('Bay 4', 'energy 32400 W.h, idle 1500 s', 'USD', UPTO),
      await lines('Bay 4', 'energy 100 W.h, idle 0 s', 'USD', UPTO),
      await lines('Lot 7', 'time 720.5 min', 'USD', UPTO),
      await lines('Tolk', 'char 12345 {char}', 'USD', EXACT),
    ],
    [
      [
        line('fixed', '1', '{session}', '0.55'),
        line('energy', '32.4', 'kW.h', '13.932'),
        line('idle', '25', 'min', '3.3'),
      ],
      [
        line('fixed', '1', '{session}', '0.55'),
        line('energy', '0.1', 'kW.h', '0.043'),
        line('idle', '0', 'min', '0'),
        line('minimum', null, null, '0.507'),
      ],
      [line('time', '735', 'min', '24.45'), line('maximum', null, null, '-0.45')],
      [line('char', '12345', '{char}', '0.21321'), line('fee', null, null, '0.002')],
    ],
  )
})

const value = fc
  .tuple(fc.bigInt({ min: 0n, max: 10n ** 7n }), fc.integer({ min: 0, max: 6 }))
  .map(([n, places]) => text([n, 10n ** BigInt(places)]))

/** A job for a seller: a quantity of every meter, each in some unit of its kind. */
const job = fc.constantFrom(...SELLERS).chain(seller =>
  fc
    .tuple(
      ...termsOf(seller)
        .tariff.filter(({ meter }) => meter !== 'fixed')
        .map(({ meter, unit }) =>
          fc.record({ meter: fc.constant(meter), value, unit: fc.constantFrom(...sameKind(unit)) }),
        ),
    )
    .map(quantities => ({ seller, quantities })),
)

test('property: every way to pay charges what the arithmetic of the format says, and its lines add up to it', async () => {
  const check = async ({ seller, quantities }: { seller: Seller; quantities: readonly Quantity[] }) => {
    const category = termsOf(seller).cat[0] ?? ''
    for (const { via, asset, cur, ...entry } of termsOf(seller).pay) {
      const { nodes, exclusions } = await quotes(
        node,
        { category, quantities },
        { allow: [person(seller).did], assets: [asset], rails: [via] },
      )
      const [quoted] = nodes
      const named = exclusions.nodes.find(({ offer }) => offer.subject === `${person(seller).did}#offer`)
      if (!quoted) assert.match(`${named?.reason}`, /^(BELOW_MINIMUM|ABOVE_MAXIMUM)$/)
      else {
        const asked = Object.fromEntries(
          quantities.map(({ meter, value, unit }) => [meter, { value: frac(value), unit }]),
        )
        const exact = price(claimsOf(quoted.offer.token), asked, { cur, ...entry })
        assert.equal(quoted.total.atomic, `${atomic(exact, { cur, ...entry })}`)
        // Printed in 18 digits, each line rounded up.
        const lines = sum(quoted.charge.map(({ amount }) => frac(amount)))
        const slack = sum([exact, [BigInt(quoted.charge.length), 10n ** 18n]])
        assert.ok(order(lines, exact) >= 0 && order(lines, slack) <= 0)
      }
    }
  }
  await fc.assert(fc.asyncProperty(job, check), { numRuns: 60 })
})

test('quantities and amounts are exact however many digits they need', async () => {
  const digits = '1.000000000000000000000000000000000001'
  const { nodes } = await asked('Fjord Weather', `point ${digits} {point}`, 'USD', EXACT)
  assert.deepEqual(nodes[0]?.charge, [
    {
      meter: 'point',
      quantity: digits,
      unit: '{point}',
      amount: '0.0001000000000000000000000000000000000001',
      currency: 'USD',
    },
  ])
})
