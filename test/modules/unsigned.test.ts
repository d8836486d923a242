/** Prices that nobody signed, in quotes. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { ethrDid } from '../../src/core/did.ts'
import { asking } from '../support/asking.ts'
import { EUR, marketSettings, PAY_TO, person, USD } from '../support/offers.ts'
import { type Job, type Policy, quotes } from '../support/quotes.ts'
import { CHAIN } from '../support/scripted.ts'
import { dollars } from '../support/shops.ts'
import { CEILING, job, MERCHANT, RIVAL, SOLANA, startUnsigned } from '../support/unsigned.ts'

const market = await startUnsigned()
after(() => market.close())
const { node, shops, settings, outcome } = market

const UNSIGNED = 'UNSIGNED: nobody signed it, and the policy does not allow that'

test('a policy that does not speak of unsigned prices gets none, and is told of each', async () => {
  const expected = [
    'seller#offer 0.00025',
    `/data ${UNSIGNED}`,
    `/data ${UNSIGNED}`,
    `${RIVAL} ${UNSIGNED}`,
    `${RIVAL} ${UNSIGNED}`,
  ]
  assert.deepEqual(await outcome({}), expected)
  assert.deepEqual(await outcome({ unsigned: false }), expected)
})

test('where the policy allows them they compete by their landed cost, and no ceiling is a price', async () => {
  const left = [`/data ${CEILING}`, `${RIVAL} RAIL_UNKNOWN: no profile of x402/exact on ${SOLANA}`]
  const expected = ['/data 0.0002', 'seller#offer 0.00025', `${RIVAL} 0.0003`, ...left]
  assert.deepEqual(await outcome({ unsigned: true }), expected)
})

test('a request is one call: neither none nor half of one costs less', async () => {
  const answers = await Promise.all(
    ['0', '0.5', '2'].map(value => outcome({ unsigned: true, chains: [CHAIN] }, job('x:data', 'call', value))),
  )
  const of = (answers: string[]) => answers.filter(told => told.startsWith('/data B') || told.startsWith('/data A'))
  assert.deepEqual(answers.map(of), [
    ['/data BELOW_MINIMUM: call of 0 is below 1 {call}'],
    ['/data BELOW_MINIMUM: call of 0.5 is below 1 {call}'],
    ['/data ABOVE_MAXIMUM: call of 2 is above 1 {call}'],
  ])
  const { nodes } = await quotes(node, { ...job(), purchases: 1_000 }, { unsigned: true })
  assert.deepEqual(
    [nodes[0]?.landed.amount, nodes[0]?.total],
    ['0.2', { currency: USD, amount: '200000', atomic: '200000', asset: USD }],
  )
})

test('no list of issuers allows what nobody signed; it is denied by the account it pays', async () => {
  const account = `did:pkh:${CHAIN}:${PAY_TO}`
  const on = (told: string[]) => told.filter(line => !line.startsWith('seller') && !line.includes('CEILING'))
  const NONE = 'PROVIDER_NOT_ALLOWED: nobody signed it: it is on no allow list'
  assert.deepEqual(on(await outcome({ unsigned: true, allow: [account, person('seller').did] })), [
    `/data ${NONE}`,
    `${RIVAL} ${NONE}`,
    `${RIVAL} ${NONE}`,
  ])
  for (const deny of [account, ethrDid(CHAIN, PAY_TO)]) {
    const denied = `PROVIDER_DENIED: ${deny.toLowerCase()} is on the deny list`
    assert.deepEqual(on(await outcome({ unsigned: true, deny: [deny] })), [
      `/data ${denied}`,
      `${RIVAL} ${denied}`,
      `${RIVAL} RAIL_UNKNOWN: no profile of x402/exact on ${SOLANA}`,
    ])
  }
  const other = `did:pkh:${SOLANA}:${MERCHANT}`
  assert.ok(
    (await outcome({ unsigned: true, deny: [other] })).includes(
      `${RIVAL} PROVIDER_DENIED: ${other} is on the deny list`,
    ),
  )
})

test('nothing is known of whom it pays: no trust, no place, no property', async () => {
  const near = { latitude: '0', longitude: '0', withinMeters: 2_147_483_647 }
  const asked: [job: Job, policy: Policy, reason: string][] = [
    [job(), { minTrust: 0 }, 'TRUST_UNKNOWN'],
    [{ ...job(), near }, {}, 'PLACE_UNKNOWN'],
    [{ ...job(), spec: [{ key: 'grid', equals: 'fine' }] }, {}, 'SPEC_MISSING'],
    [job('x:data', 'point'), {}, 'METER_UNKNOWN'],
    [job(), { escrowAbove: '0' }, 'ESCROW_REQUIRED'],
  ]
  for (const [of, policy, reason] of asked) {
    const told = (await outcome({ ...policy, unsigned: true, chains: [CHAIN] }, of)).filter(line =>
      line.startsWith(RIVAL),
    )
    assert.deepEqual(
      told
        .map(line => line.split(' ')[1])
        .filter(told => told !== 'CHAIN_NOT_ALLOWED:')
        .slice(0, 1),
      [`${reason}:`],
    )
  }
})

test('what one request is one of is the word of the operator', async () => {
  assert.deepEqual(await outcome({ unsigned: true }, job('x:points', 'point')), ['/points 0.0004'])
  assert.deepEqual(await outcome({ unsigned: true }, job('x:points')), ['/points METER_UNKNOWN: call has no price'])
  assert.deepEqual(await outcome({ unsigned: true }, job('x:nothing')), [])
})

test('decimals are never assumed, and a protocol without a scheme has no rail', async () => {
  const told = async (more: object) => {
    const { ask } = asking(node.store, { ...settings, ...more })
    const { nodes, exclusions } = await quotes({ ask: ask as typeof node.ask }, job('x:tool'), { unsigned: true })
    return [
      ...nodes.map(({ landed, accepts }) => [landed.amount, accepts]),
      ...exclusions.nodes.map(({ reason, detail }) => `${reason}: ${detail}`),
    ]
  }
  const rails = [
    ...(marketSettings.rails ?? []),
    ...(marketSettings.rails ?? []).map(rail => ({ ...rail, via: 'erc8257/x402' })),
  ]
  const [feed] = marketSettings.feeds ?? []
  const feeds = feed ? [feed, { ...feed, base: EUR }] : []
  assert.deepEqual(
    [
      await told({}),
      await told({ rails }),
      await told({ rails, feeds }),
      await told({ rails, feeds, tokens: [{ asset: EUR, symbol: 'E', decimals: 2 }] }),
    ],
    [
      [`RAIL_UNKNOWN: no profile of erc8257/x402 on ${CHAIN}`],
      [`RATE_MISSING: no feed leads from ${EUR} to USD`],
      [`RATE_MISSING: the decimals of ${EUR} are not known`],
      [['0.01', null]],
    ],
  )
})

test('an unsigned price in the place of an offer says of everything that it cannot have that it has not', async () => {
  const query = `query ($job: Job!, $policy: Policy) { quote(job: $job, policy: $policy) { nodes {
    provider { did } accepts
    offer { id subject signed issuer { did } sequence status name categories endpoint { by url } tariff { meter unit lo hi rates { from price { currency amount } } }
      pay { via asset decimals currency payTo ttlSeconds extra } expiresAt source announcements { place } kid token erc8257 }
  } } }`
  type Told = { quote: { nodes: readonly { offer: { id: string; subject: string } }[] } }
  const { quote } = await node.ask<Told>(query, { job: job(), policy: { unsigned: true, maxTotal: '0.0002' } })
  const [first, ...more] = quote.nodes
  assert.ok(first)
  const { id, subject } = first.offer
  const url = shops.url('/data')
  const { extra } = dollars('200')
  assert.deepEqual([more, subject], [[], `${url}#${id}`])
  assert.deepEqual(first, {
    provider: null,
    accepts: [dollars('200')],
    offer: {
      id,
      subject,
      signed: false,
      issuer: null,
      sequence: null,
      status: 'UNSIGNED',
      name: new URL(url).host,
      categories: ['x:data'],
      endpoint: { by: 'http', url },
      tariff: [
        {
          meter: 'call',
          unit: '{call}',
          lo: '1',
          hi: '1',
          rates: [{ from: '0', price: [{ currency: USD, amount: '200' }] }],
        },
      ],
      pay: [{ via: 'x402/exact', asset: USD, decimals: 6, currency: USD, payTo: PAY_TO, ttlSeconds: 60, extra }],
      expiresAt: null,
      source: 'IMPORTED',
      announcements: [],
      kid: null,
      token: null,
      erc8257: null,
    },
  })
  const signedOnes = await node.ask('{ offers { nodes { signed source sequence erc8257 } } }')
  const erc8257 = [{ amount: '250', asset: USD, recipient: `${CHAIN}:${PAY_TO.toLowerCase()}`, protocol: 'x402' }]
  assert.deepEqual(signedOnes, { offers: { nodes: [{ signed: true, source: 'ANNOUNCED', sequence: '1', erc8257 }] } })
})
