import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import type { Area, Offer } from '../../src/core/offer.ts'
import { iso } from '../support/iso.ts'
import { person } from '../support/offers.ts'
import { hour, startPolicies, terms } from '../support/policies.ts'
import { quotes } from '../support/quotes.ts'
import { GENESIS_TIME } from '../support/scripted.ts'

const NEAREST = `query ($category: String!, $near: Near!, $first: Int, $after: String, $asOf: AsOf) {
  nearest(category: $category, near: $near, first: $first, after: $after, asOf: $asOf) {
    edges { cursor } nodes { distanceMeters offer { subject } } pageInfo { hasNextPage endCursor } _meta { now }
  }
}`
type Page = {
  readonly nodes: readonly { distanceMeters: number; offer: { subject: string } }[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}

const at = (longitude: number, latitude: number, price = '2'): Partial<Offer> =>
  terms('place', {
    area: { type: 'Point', coordinates: [longitude, latitude] },
    tariff: [{ ...hour, rates: [{ price: { USD: price } }] }],
    min: { USD: '0' },
  })
const box: Area = {
  type: 'Polygon',
  coordinates: [
    [
      [-1, -1],
      [1, -1],
      [1, 1],
      [-1, 1],
      [-1, -1],
    ],
  ],
}
const { area: _, ...nowhere } = terms('place')
const names = ['a', 'b', 'c', 'd', 'e', 'f']
const node = await startPolicies({
  // A metre is 0.000009 degrees: two that are at one distance when it is rounded, and three that lie near.
  'one metre': at(0.000009, 0),
  'one metre and a bit': at(0, 0.0000121),
  town: { ...at(0, 0, '3'), area: box },
  close: at(0.01, 0, '2.5'),
  distant: at(0.1, 0, '2'),
  opposite: at(180, 0),
  nowhere,
  old: { ...at(0, 0), exp: GENESIS_TIME + 30 },
  ...Object.fromEntries(names.map(name => [name, terms('many', { area: { type: 'Point', coordinates: [0, 0] } })])),
})
after(() => node.close())
node.mine()
await node.settle()

const near = (longitude = '0', latitude = '0', withinMeters = 2_147_483_647) => ({ latitude, longitude, withinMeters })
const subject = (name: string) => `${person(name).did}#offer`
const nearest = async (place: object, more: object = {}, category = 'x:place') =>
  (await node.ask<{ nearest: Page }>(NEAREST, { category, near: place, ...more })).nearest
const told = ({ nodes }: Page) => nodes.map(({ distanceMeters, offer }) => [offer.subject, distanceMeters])

test('what is no category, place or page is refused by its name', async () => {
  const cursor = (...values: unknown[]) => Buffer.from(JSON.stringify(values)).toString('base64url')
  const cases: readonly [string, object][] = [
    ...['', 'place', 'X:place', 'x:', `x:${'a'.repeat(97)}`].map(
      category => ['category', { category }] as [string, object],
    ),
    ['near.latitude', { near: near('0', '90.0000001') }],
    ['near.latitude', { near: near('0', '-90.0000001') }],
    ['near.longitude', { near: near('180.0000001') }],
    ['near.withinMeters', { near: near('0', '0', -1) }],
    ['first', { first: -1 }],
    ['first', { first: 101 }],
    ...['', 'x', cursor('1'), cursor('1', 's', 'more'), cursor('-1', 's'), cursor('1.5', 's'), cursor('far', 's')].map(
      after => ['after', { after }] as [string, object],
    ),
    ['asOf', { asOf: { chain: 'eip155:1', block: '1' } }],
  ]
  for (const [argument, more] of cases) {
    const { code, message } = await node.refused(NEAREST, { category: 'x:place', near: near(), ...more })
    assert.deepEqual([code, message.startsWith(`${argument}: `)], ['bad_input', true], message)
  }
})

test('offers in force by whole metres and then by subject; inside an area there is no distance', async () => {
  const twins = ['one metre', 'one metre and a bit'].map(subject).toSorted()
  assert.deepEqual(told(await nearest(near())), [
    [subject('town'), 0],
    ...twins.map(twin => [twin, 1]),
    [subject('close'), 1112],
    [subject('distant'), 11_120],
    [subject('opposite'), 20_015_114],
  ])
  assert.deepEqual(told(await nearest(near('0', '0', 1))), [[subject('town'), 0], ...twins.map(twin => [twin, 1])])
  assert.deepEqual(told(await nearest(near('0', '0', 0))), [[subject('town'), 0]])
  assert.deepEqual(told(await nearest(near('-180', '0', 0))), [[subject('opposite'), 0]])
  assert.deepEqual(told(await nearest(near('0', '0', 0), {}, 'x:nothing')), [])
  // One more was in force once.
  const once = ['old', 'town'].map(subject).toSorted()
  assert.deepEqual(
    told(await nearest(near('0', '0', 0), { asOf: { time: iso(GENESIS_TIME + 29) } })),
    once.map(sub => [sub, 0]),
  )
  const { number } = node.chain.head()
  assert.deepEqual(told(await nearest(near('0', '0', 0), { asOf: { block: String(number - 2) } })), [])
})

test('page by page every offer comes once', async () => {
  const all = told(await nearest(near(), {}, 'x:many'))
  assert.deepEqual(
    all,
    names
      .map(subject)
      .toSorted()
      .map(sub => [sub, 0]),
  )
  for (const category of ['x:many', 'x:place']) {
    const whole = told(await nearest(near(), {}, category))
    for (const first of [1, 2, 4]) {
      const found: unknown[] = []
      let page = await nearest(near(), { first }, category)
      for (
        ;
        page.pageInfo.hasNextPage;
        page = await nearest(near(), { first, after: page.pageInfo.endCursor }, category)
      )
        found.push(...told(page))
      assert.deepEqual([...found, ...told(page)], whole)
    }
  }
  assert.deepEqual((await nearest(near(), { first: 0 })).pageInfo, { hasNextPage: true, endCursor: null })
})

const hours = (place: object, purchases = 1) => ({
  category: 'x:place',
  quantities: [{ meter: 'time', value: '1', unit: 'h' }],
  near: place as never,
  purchases,
})
const among = { allow: ['close', 'distant', 'town'].map(name => person(name).did) }

test('nearest and cheapest are one order, which the price of a kilometre turns', async () => {
  const ranking = async (perKilometer: string | null, purchases?: number) =>
    (await quotes(node, hours(near(), purchases), { ...among, perKilometer })).nodes.map(({ offer, landed }) => [
      ['close', 'distant', 'town'].find(name => subject(name) === offer.subject),
      landed.amount,
    ])
  const byPrice = [
    ['distant', '2'],
    ['close', '2.5'],
    ['town', '3'],
  ]
  assert.deepEqual(await ranking(null), byPrice)
  assert.deepEqual(await ranking('0'), byPrice)
  // The close one is 10.008 km nearer and half a dollar dearer: they change places at 0.5 / 10.008.
  assert.deepEqual(await ranking('0.049'), [
    ['distant', '2.54488'],
    ['close', '2.554488'],
    ['town', '3'],
  ])
  assert.deepEqual(await ranking('0.05'), [
    ['close', '2.5556'],
    ['distant', '2.556'],
    ['town', '3'],
  ])
  // The way is paid for each purchase.
  assert.deepEqual(await ranking('1', 3), [
    ['town', '9'],
    ['close', '10.836'],
    ['distant', '39.36'],
  ])
})

test('property: a landed cost is that of the offer and the way to it, exactly', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: 5_000 }), fc.integer({ min: 1, max: 9 }), async (mills, purchases) => {
      const perKilometer = (mills / 1_000).toFixed(3)
      const { nodes } = await quotes(node, hours(near(), purchases), { ...among, perKilometer })
      const landed = (price: bigint, metres: bigint) => BigInt(purchases) * (price * 1_000n + BigInt(mills) * metres)
      const costs = { close: landed(2_500n, 1_112n), distant: landed(2_000n, 11_120n), town: landed(3_000n, 0n) }
      const shown = (millionths: bigint) =>
        `${millionths / 1_000_000n}.${(millionths % 1_000_000n).toString().padStart(6, '0')}`.replace(/\.?0+$/, '')
      const expected = Object.entries(costs)
        .sort(([a, x], [b, y]) => (x < y ? -1 : x > y ? 1 : subject(a) < subject(b) ? -1 : 1))
        .map(([name, cost]) => [subject(name), shown(cost)])
      assert.deepEqual(
        nodes.map(({ offer, landed }) => [offer.subject, landed.amount]),
        expected,
      )
    }),
    { numRuns: 40 },
  )
})

test('a price of distance needs a place', async () => {
  const { near: _, ...placeless } = hours(near())
  for (const field of ['quote', 'pick']) {
    const asked = `query ($job: Job!, $policy: Policy) { ${field}(job: $job, policy: $policy) { _meta { now } } }`
    assert.deepEqual(await node.refused(asked, { job: placeless, policy: { perKilometer: '0.1' } }), {
      code: 'bad_input',
      message: 'policy.perKilometer: the job names no place',
      hint: 'give job.near',
    })
  }
})
