/**
 * Every vector of the chapter that defines offers, through a whole node: signed, announced, indexed, asked over GraphQL,
 * each in the unit of the chapter and in others. What lies beside the vectors (bounds, halves of a step, huge and tiny
 * quantities, random jobs against a second arithmetic) is in charge.test.ts; x402 requirements are in accepts.test.ts.
 */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { ASSETS, type Asset, CHAPTER, chapterSettings, type Named } from '../support/chapter.ts'
import { startNode } from '../support/node.ts'
import { offerOf, person, round, signed } from '../support/offers.ts'
import { type Policy, type Quantity, quotes } from '../support/quotes.ts'
import { offerBoard } from '../support/registry.ts'
import { GENESIS_TIME } from '../support/scripted.ts'

const node = await startNode({ settings: chapterSettings })
after(() => node.close())
const announce = offerBoard()
const cheap = {
  ...CHAPTER.weather,
  tariff: CHAPTER.weather.tariff.map(line => ({ ...line, rates: [{ price: { USD: '0.00009' } }] })),
}
const dear = {
  ...CHAPTER.weather,
  tariff: CHAPTER.weather.tariff.map(line => ({ ...line, rates: [{ price: { USD: '0.00012' } }] })),
}
/** Points without a bound, in a token of 36 decimals. */
const deep = (price: string) => ({
  ...CHAPTER.toll,
  cat: ['x:deep'],
  tariff: [{ meter: 'point', unit: '{point}', rates: [{ price: { USD: price } }] }],
  pay: CHAPTER.toll.pay.map(entry => ({
    ...entry,
    via: 'x402/batch-settlement',
    asset: ASSETS.DEEP,
    dec: 36,
    cur: 'USD',
  })),
})
const offers = await Promise.all(
  Object.entries({
    ...CHAPTER,
    cheap,
    dear,
    deep: deep('0.000000000000000001'),
    deeper: deep('0.000000000000000002'),
  }).map(([name, terms]) => signed(person(name), offerOf(person(name), terms))),
)
node.mine(round(99_991_000n, 1n, GENESIS_TIME), ...offers.map(offer => announce(offer)))
await node.settle()

/** "energy 32.4 kW.h, idle 25 min" */
const quantitiesOf = (job: string): Quantity[] =>
  job.split(', ').map(part => {
    const [meter = '', value = '', unit = ''] = part.split(' ')
    return { meter, value, unit }
  })
const asked = (name: Named, job: string, policy: Policy, purchases = 1) =>
  quotes(node, { category: CHAPTER[name].cat[0] ?? '', quantities: quantitiesOf(job), purchases }, policy)

type Vector = readonly [
  offer: Named,
  rail: string,
  asset: Asset,
  atomic: string,
  ...jobs: [string, string, ...string[]],
]
const AREA = 'cloud-free 0 {guarantee}'
const VECTORS: readonly Vector[] = [
  ['weather', 'x402/batch-settlement', 'USDC', '100', 'point 1 {point}', 'point 0.001 1000.{point}'],
  ['weather', 'x402/exact', 'SOLANA', '100', 'point 1 {point}', 'point 100 %.{point}', 'point 1000000 [ppm].{point}'],
  [
    'ev',
    'x402/upto',
    'EURC',
    '16136000',
    'energy 32.4 kW.h, idle 25 min',
    'energy 32400 W.h, idle 1500 s',
    'energy 116.64 MJ, idle 1500000 ms',
    'energy 0.0324 MW.h, idle 25.000 min',
  ],
  [
    'ev',
    'x402/upto',
    'USDC',
    '17782000',
    'energy 32.4 kW.h, idle 25 min',
    'energy 32400 W.h, idle 1500 s',
    'energy 116640 kJ, idle 1500 s',
  ],
  // Half an hour is exact in hours; 25 minutes are 5/12 h, which no decimal is.
  [
    'ev',
    'x402/upto',
    'EURC',
    '17136000',
    'energy 32.4 kW.h, idle 30 min',
    'energy 32400 W.h, idle 0.5 h',
    'energy 32.4 kW.h, idle 1800 s',
  ],
  [
    'ev',
    'x402/upto',
    'EURC',
    '1000000',
    'energy 0.1 kW.h, idle 0 min',
    'energy 100 W.h, idle 0 h',
    'energy 360 kJ, idle 0 s',
  ],
  ['compute', 'x402/batch-settlement', 'USDC', '1', 'time 1 ms', 'time 0.001 s', 'time 1000 us'],
  ['compute', 'superfluid/cfa', 'USDCX', '13888888889', 'time 1 ms', 'time 0.001 s', 'time 1000 us'],
  ['compute', 'x402/batch-settlement', 'USDC', '50000', 'time 1 h', 'time 3600000 ms', 'time 60 min', 'time 3600 s'],
  ['compute', 'superfluid/cfa', 'USDCX', '50000000000000000', 'time 1 h', 'time 3600000 ms', 'time 60 min'],
  ['compute', 'superfluid/cfa', 'USDCX', '13888888888889', 'time 1 s', 'time 1000 ms'],
  ['solar', 'l402/invoice', 'BITCOIN', '80000', 'energy 1 kW.h', 'energy 1000 W.h', 'energy 3.6 MJ'],
  ['solar', 'x402/batch-settlement', 'POLYGON', '80000', 'energy 1 kW.h', 'energy 1000 W.h', 'energy 3600 kJ'],
  ['solar', 'x402/batch-settlement', 'POLYGON', '2960', 'energy 37 W.h', 'energy 0.037 kW.h', 'energy 133.2 kJ'],
  [
    'imagery',
    'x402/auth-capture',
    'USDC',
    '5627250000',
    `area 620.3 km2, ${AREA}`,
    `area 620300000 m2, ${AREA}`,
    `area 62030 har, ${AREA}`,
  ],
  ['imagery', 'x402/auth-capture', 'USDC', '250000000', `area 25 km2, ${AREA}`, `area 25000000 m2, ${AREA}`],
  ['imagery', 'erc8183/job', 'USDC', '5627250000', `area 620.3 km2, ${AREA}`, `area 620300000 m2, ${AREA}`],
  ['translation', 'x402/exact', 'USDC', '213210', 'char 12345 {char}', 'char 12.345 1000.{char}'],
  ['translation', 'x402/exact', 'ARBITRUM', '215210', 'char 12345 {char}', 'char 12.345 1000.{char}'],
  ['translation', 'x402/exact', 'EURC', '195443', 'char 12345 {char}', 'char 12.345 1000.{char}'],
  ['parking', 'x402/upto', 'USDC', '3750000', 'time 61 min', 'time 3660 s', 'time 75 min', 'time 1.25 h'],
  ['parking', 'x402/upto', 'USDC', '24000000', 'time 24 h', 'time 1440 min', 'time 1 d', 'time 86400 s'],
  ['toll', 'x402/exact', 'EURC', '2400000', 'crossing 1 {crossing}', 'crossing 0.001 1000.{crossing}'],
]

test('every vector holds to the atomic unit, in whatever unit it is asked', async () => {
  const rows = VECTORS.flatMap(([name, rail, asset, atomic, ...jobs]) =>
    jobs.map(job => ({ what: `${name}, ${job} by ${rail} in ${asset}`, name, rail, asset, atomic, job })),
  )
  const told = rows.map(async ({ what, name, rail, asset, job }) => {
    const policy = { allow: [person(name).did], rails: [rail], assets: [ASSETS[asset]] }
    const { nodes, exclusions } = await asked(name, job, policy)
    const [excluded] = exclusions.nodes.filter(({ reason }) => reason !== 'PROVIDER_NOT_ALLOWED')
    return `${what}: ${nodes[0]?.total.atomic ?? excluded?.reason}`
  })
  assert.deepEqual(
    await Promise.all(told),
    rows.map(({ what, atomic }) => `${what}: ${atomic}`),
  )
})

test('every way to pay of the chapter is asked for', () => {
  const ways = Object.entries(CHAPTER).flatMap(([name, { pay }]) =>
    pay.map(({ via, asset }) => `${name} ${via} ${asset}`),
  )
  const asked = new Set(VECTORS.map(([name, rail, asset]) => `${name} ${rail} ${ASSETS[asset]}`))
  // One point on Base by exact is below what its facilitator moves.
  assert.deepEqual(
    ways.filter(way => !asked.has(way)),
    [`weather x402/exact ${ASSETS.USDC}`],
  )
})

const ranked = ({ nodes, exclusions }: Awaited<ReturnType<typeof quotes>>) => {
  const nameOf = (subject: string) =>
    [...Object.keys(CHAPTER), 'cheap', 'dear'].find(name => subject === `${person(name).did}#offer`)
  return [
    ...nodes.map(({ offer, rail, landed }) => `${nameOf(offer.subject)} by ${rail}: ${landed.amount}`),
    ...exclusions.nodes
      .map(({ offer, reason }) => `${nameOf(offer.subject)}: ${reason}`)
      .sort()
      .reverse(),
  ]
}

test('1000 times one point: by exact on Base nothing moves, by a channel it is 0.099991, on Solana 0.099991 a second later', async () => {
  const policy = { deny: [person('cheap').did], maxTotal: '1' }
  const run = async (more: Policy) => ranked(await asked('weather', 'point 1 {point}', { ...policy, ...more }, 1_000))
  assert.deepEqual(
    [
      await run({ rails: ['x402/exact'], chains: ['eip155:8453'] }),
      await run({ rails: ['x402/*'] }),
      await run({ rails: ['x402/exact'] }),
      await run({ rails: ['x402/*'], maxTotal: '0.1' }),
      await run({ rails: ['x402/*'], deny: [], maxTotal: '1' }),
      await run({ minTrust: 500_000 }),
    ],
    [
      ['weather: BELOW_RAIL_FLOOR', 'dear: BELOW_RAIL_FLOOR', 'cheap: PROVIDER_DENIED'],
      [
        'weather by x402/batch-settlement: 0.099991',
        'dear by x402/batch-settlement: 0.1199892',
        'cheap: PROVIDER_DENIED',
      ],
      ['weather by x402/exact: 0.099991', 'dear by x402/exact: 0.1199892', 'cheap: PROVIDER_DENIED'],
      ['weather by x402/batch-settlement: 0.099991', 'dear: OVER_MAX_TOTAL', 'cheap: PROVIDER_DENIED'],
      [
        'cheap by x402/batch-settlement: 0.0899919',
        'weather by x402/batch-settlement: 0.099991',
        'dear by x402/batch-settlement: 0.1199892',
      ],
      // Nothing is known of anybody, and unknown is never good.
      ['weather: TRUST_UNKNOWN', 'dear: TRUST_UNKNOWN', 'cheap: PROVIDER_DENIED'],
    ],
  )
})

test('a token of 36 decimals and 10^30 of anything are exact, page by page', async () => {
  const vast = `1${'0'.repeat(30)}`
  const run = async (value: string, after: string | null = null) => {
    const job = { category: 'x:deep', quantities: [{ meter: 'point', value, unit: '{point}' }], purchases: 7 }
    const { nodes, pageInfo } = await quotes(node, job, {}, { first: 1, after })
    return { told: [nodes[0]?.total.atomic, nodes[0]?.landed.amount, pageInfo.hasNextPage], after: pageInfo.endCursor }
  }
  const [first, least] = [await run(vast), await run('0.000000000000000000000000000000000001')]
  const second = await run(vast, first.after)
  assert.deepEqual(
    [first.told, second.told, least.told],
    [
      [`7${'0'.repeat(48)}`, '6999370000000', true],
      [`14${'0'.repeat(48)}`, '13998740000000', false],
      // One of the smallest unit each, which is rounded up where it is shown, and only there.
      ['7', '0.000000000000000001', true],
    ],
  )
  const { code, message } = await node.refused('query ($job: Job!) { quote(job: $job) { nodes { rank } } }', {
    job: { category: 'x:deep', quantities: [{ meter: 'point', value: '1e30', unit: '{point}' }] },
  })
  assert.deepEqual([code, message.includes('job.quantities[0].value')], ['bad_input', true])
})
