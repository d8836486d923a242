import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import type { Offer, PayEntry } from '../../src/core/offer.ts'
import { startNode } from '../support/node.ts'
import { EUR, offerOf, PAY_TO, person, round, signed, termsOf, USD } from '../support/offers.ts'
import { atomic, ceiling, frac, price, text } from '../support/oracle.ts'
import { COIN, claimsOf, type Quantity, quotes, wideMarket } from '../support/quotes.ts'
import { offerBoard } from '../support/registry.ts'
import { CHAIN, GENESIS_TIME } from '../support/scripted.ts'

const NEAR = `${CHAIN}/slip44:397`
const dollars = { asset: USD, dec: 6, cur: 'USD', to: PAY_TO, ttl: 60 }
const hours = (more: object = {}) => ({ meter: 'time', unit: 'h', rates: [{ price: { USD: '0.10' } }], ...more })
/** The terms of the compute offer under another tariff and way to pay. */
const own = (tariff: Offer['tariff'], pay: Partial<PayEntry>, more: Partial<Offer> = {}): Partial<Offer> => ({
  ...termsOf('Edge AMS'),
  cat: ['x:own'],
  tariff,
  pay: [{ via: 'x402/exact', ...dollars, ...pay }],
  ...more,
})
const upto = { via: 'x402/upto' }

const SELLERS: Record<string, Partial<Offer>> = {
  ...Object.fromEntries(
    ['Fjord Weather', 'Bay 4', 'Roof 41', 'Tasking', 'Edge AMS'].map(name => [name, termsOf(name)]),
  ),
  coin: own([hours()], { asset: COIN, dec: 18, to: PAY_TO.toLowerCase() }),
  near: own([hours()], { asset: NEAR, dec: 24 }),
  priced: own([hours({ rates: [{ price: { [EUR]: '777' } }] })], { asset: EUR, dec: 6, cur: EUR }),
  escrow: own([hours({ hi: '10' })], { via: 'x402/auth-capture', esc: { capture: 60 } }),
  stepped: own([hours({ hi: '100', step: '15' })], upto),
  lines: own([hours({ hi: '8' }), { ...hours({ hi: '0.5', unit: 'd' }), meter: 'night' }], upto),
  once: own([{ ...hours(), meter: 'fixed', unit: '{session}' }, hours({ hi: '2' })], { ...upto, fee: '0.05' }),
  floored: own([hours({ hi: '2' })], upto, { min: { USD: '5' } }),
  capped: own([hours()], { ...upto, fee: '0.05' }, { max: { USD: '3' } }),
  tiers: own([hours({ hi: '100', per: '3', rates: [...hours().rates, { from: '7', price: { USD: '0.01' } }] })], upto),
}
const names = Object.keys(SELLERS)

const [feed] = wideMarket.feeds ?? []
const node = await startNode({
  settings: {
    ...wideMarket,
    feeds: [...(wideMarket.feeds ?? []), ...(feed ? [{ ...feed, base: NEAR }] : [])],
    tokens: [...(wideMarket.tokens ?? []), { asset: NEAR, symbol: 'NEAR', decimals: 24 }],
  },
})
after(() => node.close())
const announce = offerBoard()
const offers = await Promise.all(names.map(name => signed(person(name), offerOf(person(name), SELLERS[name] ?? {}))))
node.mine(round(100_000_000n, 1n, GENESIS_TIME), ...offers.map(offer => announce(offer)))
await node.settle()

const asked = async (name: string, quantities: readonly Quantity[], rail: string) => {
  const job = { category: SELLERS[name]?.cat?.[0] ?? '', quantities }
  const policy = { allow: [person(name).did], rails: [rail] }
  const { nodes, inputs } = await quotes(node, job, policy)
  return { quoted: nodes[0], now: Math.floor(Date.parse(inputs.now) / 1_000) }
}
const time = (value: string, unit = 'h') => ({ meter: 'time', value, unit })
const acceptedBy = async (...ask: Parameters<typeof asked>) => (await asked(...ask)).quoted?.accepts

const dollar = USD.slice(USD.indexOf(':0x') + 1)
const base = { network: CHAIN, asset: dollar, payTo: PAY_TO }
const extra = { name: 'Test Dollar', version: '2' }

test('what x402 does not carry has no requirements', async () => {
  assert.deepEqual(
    [
      await acceptedBy('Edge AMS', [time('90', 's')], 'superfluid/cfa'),
      await acceptedBy('Roof 41', [{ meter: 'energy', value: '1', unit: 'kW.h' }], 'l402/invoice'),
    ],
    [null, null],
  )
})

test('exact and batch-settlement ask for the price, extra members as the seller wrote them', async () => {
  const points = [{ meter: 'point', value: '15', unit: '{point}' }]
  assert.deepEqual(
    [
      await acceptedBy('Fjord Weather', points, 'x402/exact'),
      await acceptedBy('Fjord Weather', points, 'x402/batch-settlement'),
    ],
    [
      [{ ...base, scheme: 'exact', amount: '1500', maxTimeoutSeconds: 60, extra }],
      [
        {
          ...base,
          scheme: 'batch-settlement',
          amount: '1500',
          maxTimeoutSeconds: 3_600,
          extra: { ...extra, receiverAuthorizer: PAY_TO, withdrawDelay: 900 },
        },
      ],
    ],
  )
})

test('upto asks for the most it can cost, while the quote says what this job will', async () => {
  const job = [
    { meter: 'energy', value: '32.4', unit: 'kW.h' },
    { meter: 'idle', value: '25', unit: 'min' },
  ]
  const { quoted } = await asked('Bay 4', job, 'x402/upto')
  const euro = { ...base, asset: EUR.slice(EUR.indexOf(':0x') + 1) }
  const dearer = { scheme: 'upto', maxTimeoutSeconds: 14_400 }
  // Dollars are the cheaper of its two columns here.
  assert.deepEqual(
    [quoted?.total.atomic, quoted?.accepts],
    ['17782000', [{ ...base, ...dearer, amount: '105000000', extra }]],
  )
  const { nodes } = await quotes(node, { category: 'osm:amenity=charging_station', quantities: job }, { assets: [EUR] })
  assert.deepEqual(
    [nodes[0]?.total.atomic, nodes[0]?.accepts],
    ['16136000', [{ ...euro, ...dearer, amount: '95000000', extra: { name: 'Test Euro', version: '2' } }]],
  )
})

test('an escrow has its deadlines from now', async () => {
  const job = [
    { meter: 'area', value: '620.3', unit: 'km2' },
    { meter: 'cloud-free', value: '0', unit: '{guarantee}' },
  ]
  const { quoted, now } = await asked('Tasking', job, 'x402/auth-capture')
  const arbiter = '0x00000000000000000000000000000000000000e1'
  const escrow = {
    captureAuthorizer: arbiter,
    operatorType: 'custom',
    feeRecipient: arbiter,
    minFeeBps: 0,
    maxFeeBps: 100,
  }
  assert.deepEqual(quoted?.accepts, [
    {
      ...base,
      scheme: 'auth-capture',
      amount: '5627250000',
      maxTimeoutSeconds: 600,
      extra: { ...extra, ...escrow, captureDeadline: now + 172_800, refundDeadline: now + 604_800 },
    },
  ])
  const brief = await asked('escrow', [time('1')], 'x402/auth-capture')
  assert.deepEqual(brief.quoted?.accepts, [
    {
      ...base,
      scheme: 'auth-capture',
      amount: '100000',
      maxTimeoutSeconds: 60,
      extra: { captureDeadline: brief.now + 60 },
    },
  ])
})

test('the coin of a chain is native, and no extra is made up', async () => {
  const requirements = {
    ...base,
    scheme: 'exact',
    asset: 'native',
    amount: '100000000000000000',
    maxTimeoutSeconds: 60,
  }
  assert.deepEqual(await acceptedBy('coin', [time('1')], 'x402/exact'), [
    { ...requirements, payTo: PAY_TO.toLowerCase() },
  ])
})

test('a price in an asset is in its smallest unit, in the total as in the lines', async () => {
  const { quoted } = await asked('priced', [time('2')], 'x402/exact')
  assert.deepEqual(
    [quoted?.total, quoted?.charge, quoted?.landed.amount, quoted?.accepts?.[0]?.amount],
    [
      { currency: EUR, amount: '1554', atomic: '1554', asset: EUR },
      [{ meter: 'time', quantity: '2', unit: 'h', amount: '1554', currency: EUR }],
      '0.01554',
      '1554',
    ],
  )
})

test('the total of a token of many decimals is exact', async () => {
  const { quoted } = await asked('near', [time('0.0000000000000000000000360')], 'x402/exact')
  assert.deepEqual(quoted?.total, { currency: 'USD', amount: '0.000000000000000000000004', atomic: '4', asset: NEAR })
})

/** The most of each meter, and any part of it. */
const most: Record<string, readonly Quantity[]> = {
  stepped: [time('100')],
  lines: [time('8'), { meter: 'night', value: '12', unit: 'h' }],
  once: [time('120', 'min')],
  floored: [time('2')],
  capped: [time('1000')],
  tiers: [time('100')],
}

test('no job that an offer takes costs more than its ceiling', async () => {
  const amounts = Object.entries(most).map(async ([name, quantities]) => {
    const accepted = await acceptedBy(name, quantities, 'x402/upto')
    return [name, accepted?.[0]?.amount]
  })
  const expected = Object.keys(most).map(name => {
    const [entry] = SELLERS[name]?.pay ?? []
    return [name, entry && `${atomic(ceiling(offerOf(person(name), SELLERS[name] ?? {}), entry), entry)}`]
  })
  assert.deepEqual(await Promise.all(amounts), expected)
  assert.deepEqual(Object.fromEntries(expected), {
    stepped: '10500000',
    lines: '850000',
    once: '350000',
    floored: '5000000',
    capped: '3050000',
    tiers: '543334',
  })
  const part = fc.integer({ min: 0, max: 1_000 })
  const check = async (name: string, parts: readonly number[]) => {
    const job = (most[name] ?? []).map(({ value, ...rest }, i) => {
      const [n, d] = frac(value)
      return { ...rest, value: text([n * BigInt(parts[i] ?? 0), d * 1_000n]) }
    })
    const { quoted } = await asked(name, job, 'x402/upto')
    assert.ok(BigInt(quoted?.total.atomic ?? -1) <= BigInt(`${quoted?.accepts?.[0]?.amount}`))
    const claims = claimsOf(quoted?.offer.token ?? '')
    const [entry] = claims.pay
    assert.ok(entry)
    const needs = Object.fromEntries(job.map(({ meter, value, unit }) => [meter, { value: frac(value), unit }]))
    assert.equal(quoted?.total.atomic, `${atomic(price(claims, needs, entry), entry)}`)
  }
  await fc.assert(fc.asyncProperty(fc.constantFrom(...Object.keys(most)), fc.tuple(part, part), check), {
    numRuns: 40,
  })
})
