import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { getAddress } from 'viem'
import { iso } from '../support/iso.ts'
import { EUR, offerOf, person, signed, termsOf, USD } from '../support/offers.ts'
import { by, FAR, hour, job, startPolicies, terms, UNFED } from '../support/policies.ts'
import type { Job, Policy, Quantity } from '../support/quotes.ts'
import { CHAIN, GENESIS_TIME } from '../support/scripted.ts'

const { area } = termsOf('Fjord Weather')
const { area: _, ...nowhere } = terms('nowhere')
const ways = [
  by('acme/later'),
  by('x402/exact', UNFED),
  by('x402/floor'),
  by('x402/far', FAR),
  by('x402/slow'),
  by('x402/upto'),
]
const node = await startPolicies({
  plain: terms('plain'),
  nowhere,
  area: terms('area', area ? { area } : {}),
  many: terms('many', { pay: ways }),
  reversed: terms('reversed', { pay: ways.toReversed() }),
  // In the worst order: what is asked first stands last.
  worst: terms('worst', {
    nbf: GENESIS_TIME + 10_000,
    tariff: ['d', 'c', 'b', 'a'].map(meter => ({ ...hour, meter })),
  }),
  later: terms('later', { nbf: GENESIS_TIME + 10_000 }),
  old: terms('old', { exp: GENESIS_TIME + 20 }),
  keyless: terms('keyless'),
  two: terms('two'),
})
after(() => node.close())
const { outcome } = node

const [gone, rival] = [
  await signed(person('gone'), offerOf(person('gone'), terms('gone'))),
  await signed(person('two'), offerOf(person('two'), terms('two', { name: 'another' }))),
]
node.mine(node.announce(rival), node.registry.offer(person('gone').address, gone.uri))
await node.settle()
node.mine(
  node.registry.owner(person('keyless').address, person('heir').address),
  node.registry.offer(person('gone').address, gone.uri, 0n),
)
await node.settle()

const near = (latitude: string, longitude: string, withinMeters = 1_000) => ({
  near: { latitude, longitude, withinMeters },
})
const need = (value: string, unit = 'h', meter = 'time'): { quantities: Quantity[] } => ({
  quantities: [{ meter, value, unit }],
})

const did = (name: string) => person(name).did
const REASONS: Record<string, readonly (readonly [expected: string, job: Job, policy?: Policy])[]> = {
  NOT_IN_FORCE: [
    ['scheduled', job('later')],
    ['expired', job('old')],
    ['key_ended', job('keyless')],
    ['equivocated', job('two')],
    ['unannounced', job('gone')],
  ],
  PROVIDER_DENIED: [
    [
      `${did('plain')} is on the deny list`,
      job('plain'),
      { deny: [`did:ethr:0x7a69:${getAddress(person('plain').address)}`], allow: [did('plain')] },
    ],
  ],
  PROVIDER_NOT_ALLOWED: [
    [`${did('plain')} is not on the allow list`, job('plain'), { allow: [did('heir')] }],
    [`${did('plain')} is not on the allow list`, job('plain'), { allow: [] }],
  ],
  PLACE_UNKNOWN: [['the offer does not say where it is delivered', job('nowhere', near('0', '0', 2_147_483_647))]],
  TOO_FAR: [
    ['111 m away', job('plain', near('59.9128688', '10.7522454', 110))],
    ['the place is outside the area of delivery', job('area', near('33.9', '0', 2_147_483_647))],
  ],
  SPEC_MISSING: [
    ['the offer does not state colour', job('plain', { spec: [{ key: 'colour', equals: 'red' }] })],
    ['the offer does not state constructor', job('plain', { spec: [{ key: 'constructor', equals: '' }] })],
  ],
  SPEC_MISMATCH: [
    ['connector is not Type 2', job('plain', { spec: [{ key: 'connector', equals: 'Type 2' }] })],
    ['connector is not measured in kW', job('plain', { spec: [{ key: 'connector', min: '1', unit: 'kW' }] })],
    ['power is not 150', job('plain', { spec: [{ key: 'power', equals: '150' }] })],
    ['power is not measured in kW.h', job('plain', { spec: [{ key: 'power', min: '1', unit: 'kW.h' }] })],
    ['power of 150000 W is out of bounds', job('plain', { spec: [{ key: 'power', min: '150000.001', unit: 'W' }] })],
    ['power of 0.15 MW is out of bounds', job('plain', { spec: [{ key: 'power', max: '0.1499', unit: 'MW' }] })],
  ],
  METER_UNKNOWN: [['area has no price', job('plain', need('0', 'm2', 'area'))]],
  QUANTITY_MISSING: [['time is priced and the job does not name it: say 0 if none', job('plain', { quantities: [] })]],
  INCOMMENSURABLE: [['time is priced per h, not per km', job('plain', need('1', 'km'))]],
  BELOW_MINIMUM: [['time of 0.999 is below 1 h', job('plain', need('3596.4', 's'))]],
  ABOVE_MAXIMUM: [['time of 101 is above 100 h', job('plain', need('6060', 'min'))]],
  TRUST_UNKNOWN: [
    ['nothing is known of the trust in the provider', job('plain'), { minTrust: 0 }],
    ['nothing is known of the trust in the provider', job('plain'), { minTrust: 1_000_000, unknownTrust: false }],
    ['nothing is known of the trust in the provider', job('plain'), { valueAtRisk: '0.01' }],
  ],
  RAIL_NOT_ALLOWED: [
    ['x402/exact', job('plain'), { rails: ['x402/upto', 'l402/*'] }],
    ['x402/exact', job('plain'), { rails: [] }],
  ],
  CHAIN_NOT_ALLOWED: [[CHAIN, job('plain'), { chains: ['eip155:1', 'solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp'] }]],
  ASSET_NOT_ALLOWED: [[USD, job('plain'), { assets: [EUR] }]],
  RAIL_UNKNOWN: [[`no profile of acme/later on ${CHAIN}`, job('many'), { rails: ['acme/*'] }]],
  RATE_MISSING: [[`no feed leads from ${UNFED} to USD`, job('many'), { assets: [UNFED] }]],
  RATE_STALE: [[`the feed ${USD}/USD is 48 s old`, job('plain'), { maxRateAge: 47 }]],
  BELOW_RAIL_FLOOR: [
    ['x402/floor moves no less than 2000001 of the smallest unit, not 2000000', job('many'), { rails: ['x402/floor'] }],
  ],
  GAS_UNKNOWN: [['the price of gas on eip155:10 is not known', job('many'), { chains: ['eip155:10'] }]],
  TOO_SLOW: [['x402/slow settles in 600 s', job('many'), { rails: ['x402/slow'], maxSeconds: 599 }]],
  ESCROW_REQUIRED: [['2 is above 1.9999 and x402/exact holds nothing back', job('plain'), { escrowAbove: '1.9999' }]],
  OVER_MAX_TOTAL: [
    ['2 is above 1.999999', job('plain'), { maxTotal: '1.999999' }],
    ['6 is above 5', job('plain', { purchases: 3 }), { maxTotal: '5' }],
    ['2 is above 0', job('plain'), { maxTotal: '0' }],
  ],
  OVER_BUDGET: [['2 is above 1', job('plain'), { budgetLeft: '1', maxTotal: '2' }]],
}
for (const [reason, asked] of Object.entries(REASONS)) {
  test(`${reason} is told where it is so`, async () => {
    const told = await Promise.all(asked.map(([, job, policy]) => outcome(job, policy)))
    assert.deepEqual(
      told,
      asked.map(([detail]) => `${reason}: ${detail}`),
    )
  })
}

test('a rule that is just kept excludes nobody', async () => {
  const kept: readonly (readonly [Job, Policy?])[] = [
    [job('plain', near('59.9128688', '10.7522454', 111))],
    [job('plain', near('59.9138688', '10.7522454', 0))],
    [job('area', near('34', '0', 0))],
    [job('plain', { spec: [{ key: 'power', min: '150000', max: '150000', unit: 'W' }] })],
    [job('plain', { spec: [{ key: 'connector', equals: 'IEC_62196_T2_COMBO' }] })],
    [job('plain'), { minTrust: 1_000_000, unknownTrust: true }],
    [job('plain'), { allow: [did('heir'), did('plain')], deny: [did('heir')] }],
    [job('plain'), { rails: ['x402/*'], chains: [CHAIN], assets: [USD.replace(/d1$/, 'D1')] }],
    [job('plain'), { maxRateAge: 48, maxSeconds: 2, escrowAbove: '2', maxTotal: '2', budgetLeft: '2' }],
    [job('plain'), { reference: 'USD', deny: [], rails: null, maxTotal: null }],
  ]
  assert.deepEqual(await Promise.all(kept.map(([job, policy]) => outcome(job, policy))), Array(kept.length).fill('2'))
})

test('an offer that fails everything is told of the first check, and so on as each is mended', async () => {
  const quantity = (meter: string, value: string, unit = 'h') => ({ meter, value, unit })
  const [e, d, c] = [quantity('e', '1'), quantity('d', '101'), quantity('c', '0')]
  const wrong = [
    { key: 'power', min: '151', unit: 'kW' },
    { key: 'colour', equals: 'red' },
  ]
  const steps: readonly Partial<Job & { policy: Policy; time: number }>[] = [
    { time: GENESIS_TIME + 9_999, quantities: [d, c, quantity('b', '1', 'm'), e], spec: wrong, ...near('0', '0') },
    { time: GENESIS_TIME + 10_000 },
    { policy: { deny: [], allow: [] } },
    { policy: { minTrust: 0 } },
    near('59.9138688', '10.7522454'),
    { spec: wrong.slice(0, 1) },
    { spec: [] },
    { quantities: [d, c, quantity('b', '1', 'm')] },
    { quantities: [d, c, quantity('b', '1', 'm'), quantity('a', '1')] },
    { quantities: [d, c, quantity('b', '1'), quantity('a', '1')] },
    { quantities: [d, quantity('c', '1'), quantity('b', '1'), quantity('a', '1')] },
    { quantities: [quantity('d', '1'), quantity('c', '1'), quantity('b', '1'), quantity('a', '1')] },
  ]
  let asked = { policy: { deny: [person('worst').did], allow: [] }, time: 0, ...job('worst') } as Job & {
    policy: Policy
    time: number
  }
  const reasons: (string | undefined)[] = []
  for (const step of steps) {
    const { policy, time, ...rest } = Object.assign(asked, step)
    asked = { ...rest, policy, time }
    reasons.push((await outcome(rest, policy, { time: iso(time) })).split(':')[0])
  }
  assert.deepEqual(reasons, [
    'NOT_IN_FORCE',
    'PROVIDER_DENIED',
    'PROVIDER_NOT_ALLOWED',
    'TOO_FAR',
    'SPEC_MISSING',
    'SPEC_MISMATCH',
    'METER_UNKNOWN',
    'QUANTITY_MISSING',
    'INCOMMENSURABLE',
    'BELOW_MINIMUM',
    'ABOVE_MAXIMUM',
    'TRUST_UNKNOWN',
  ])
})

test('a way to pay that fails every rule is told of the first, and so on', async () => {
  const rules: readonly Policy[] = [
    { rails: ['l402/*'] },
    { chains: ['eip155:1'] },
    { assets: [EUR] },
    { maxRateAge: 0 },
    { maxSeconds: 1 },
    { escrowAbove: '0' },
    { maxTotal: '0' },
    { budgetLeft: '0' },
  ]
  const told = rules.map((_, i) => outcome(job('plain'), Object.assign({}, ...rules.slice(i))))
  assert.deepEqual(
    (await Promise.all(told)).map(text => text.split(':')[0]),
    [
      'RAIL_NOT_ALLOWED',
      'CHAIN_NOT_ALLOWED',
      'ASSET_NOT_ALLOWED',
      'RATE_STALE',
      'TOO_SLOW',
      'ESCROW_REQUIRED',
      'OVER_MAX_TOTAL',
      'OVER_BUDGET',
    ],
  )
})

test('of several ways to pay the one that got furthest tells, in whatever order they stand', async () => {
  const rails = ['acme/*', 'x402/exact', 'x402/floor', 'x402/far', 'x402/slow', 'x402/upto']
  for (const category of ['many', 'reversed']) {
    const told = [0, ...rails.keys()].map((n, i) =>
      outcome(job(category), { rails: i === 0 ? [] : rails.slice(0, n + 1), maxSeconds: 599, maxTotal: '1' }),
    )
    assert.deepEqual(
      (await Promise.all(told)).map(text => text.split(':')[0]),
      [
        'RAIL_NOT_ALLOWED',
        'RAIL_UNKNOWN',
        'RATE_MISSING',
        'BELOW_RAIL_FLOOR',
        'GAS_UNKNOWN',
        'TOO_SLOW',
        'OVER_MAX_TOTAL',
      ],
    )
  }
})
