import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { iso } from '../support/iso.ts'
import { aggregator, answered, feed, startMarket } from '../support/market.ts'
import { EUR, offerOf, PAY_TO, person, rail, signed, termsOf, USD } from '../support/offers.ts'
import { COIN, quotes } from '../support/quotes.ts'
import { offerBoard } from '../support/registry.ts'
import { CHAIN, GENESIS_TIME } from '../support/scripted.ts'

const HEARTBEAT = 3_600
/** A euro token without a feed of its own, and one whose decimals nobody has told the node. */
const [PEGGED, UNTOLD] = [EUR.replace(/e1$/, 'e2'), EUR.replace(/e1$/, 'e3')]

/** A token, the currencies around it and the coin of the chain, each by an aggregator of its own. */
const market = await startMarket({
  feeds: [
    feed(1, USD, 'USD', { heartbeat: HEARTBEAT }),
    feed(2, 'EUR', 'USD'),
    feed(3, 'USD', 'CHF'),
    feed(4, COIN),
    feed(5, EUR, 'EUR'),
    feed(2, PEGGED),
    feed(2, UNTOLD),
  ],
  rails: [rail('x402/exact'), rail('x402/gas', { setupGas: 46_403n, gas: 82_247n, seconds: 3 })],
  tokens: [USD, EUR, PEGGED].map(asset => ({ asset, symbol: 'TEST', decimals: 6 })),
  coins: { [CHAIN]: COIN },
})
after(() => market.close())

const seller = person('seller')
const entry = (via: string, asset = USD) => ({ via, asset, dec: 6, cur: 'USD', to: PAY_TO, ttl: 60 })
const offer = await signed(
  seller,
  offerOf(seller, {
    ...termsOf('Edge AMS'),
    tariff: [{ meter: 'time', unit: 'h', rates: [{ price: { USD: '3' } }] }],
    pay: [entry('x402/exact'), entry('x402/gas'), ...[EUR, PEGGED, UNTOLD].map(asset => entry('x402/exact', asset))],
  }),
)
const announce = offerBoard()
const T = GENESIS_TIME
const announced = market.mine(announce(offer)).number
const negative = market.mine(answered(1, -5n, 1n, T)).number
const zero = market.mine(answered(1, 0n, 2n, T)).number
const ahead = market.mine(answered(1, 100_000_000n, 3n, T + 9_000_000)).number
const priced = market.mine(answered(1, 99_991_000n, 4n, T + 30)).number
const others = market.mine(
  answered(2, 116_420_000n, 7n, T + 30),
  answered(3, 88_000_000n, 8n, T + 30),
  answered(4, 312_345_678_901n, 9n, T + 30),
  answered(5, 100_010_000n, 10n, T + 30),
).number
await market.settle()

const job = { category: 'x:compute.gpu', quantities: [{ meter: 'time', value: '1', unit: 'h' }] }
/** By one way to pay: what the job costs, or why it is not said. */
const cost = async (policy: object, asOf: object, purchases = 1, assets = [USD]) => {
  const rails = ['x402/exact']
  const { nodes, exclusions } = await quotes(market, { ...job, purchases }, { rails, assets, ...policy }, { asOf })
  const [excluded] = exclusions.nodes
  return nodes[0]?.landed.amount ?? `${excluded?.reason}: ${excluded?.detail}`
}
const at = (block: number) => ({ block: `${block}` })

test('without a round, or with one that says nothing, an asset has no price', async () => {
  assert.deepEqual(
    [
      await cost({}, at(announced)),
      await cost({}, at(negative)),
      await cost({}, at(zero)),
      await cost({}, at(priced), 1, [EUR]),
      await cost({ reference: 'GBP' }, at(others)),
      await cost({ reference: 'EUR' }, at(priced)),
      await cost({ rails: ['x402/gas'] }, at(priced)),
    ],
    [
      `RATE_MISSING: the feed ${USD}/USD has no round`,
      `RATE_MISSING: the feed ${USD}/USD answers -5`,
      `RATE_MISSING: the feed ${USD}/USD answers 0`,
      `RATE_MISSING: the feed ${EUR}/EUR has no round`,
      `RATE_MISSING: no feed leads from ${USD} to GBP`,
      'RATE_MISSING: the feed EUR/USD has no round',
      `RATE_MISSING: the feed ${COIN}/USD has no round`,
    ],
  )
})

test('a round from the future prices nothing: it would never grow old', async () => {
  assert.match(await cost({}, at(ahead)), /^RATE_MISSING/)
})

test('a round serves for one and a half heartbeats, or as long as the policy says', async () => {
  const updated = T + 30
  const time = (seconds: number) => ({ time: iso(updated + seconds) })
  assert.deepEqual(
    [
      await cost({}, time(1.5 * HEARTBEAT)),
      await cost({}, time(1.5 * HEARTBEAT + 1)),
      await cost({ maxRateAge: 300 }, time(300)),
      await cost({ maxRateAge: 300 }, time(301)),
      await cost({ maxRateAge: 999_999 }, time(1.5 * HEARTBEAT + 1)),
      await cost({ maxRateAge: 99, reference: 'EUR' }, time(100)),
      // The coin's own feed has a longer heartbeat; the token's decides.
      await cost({ rails: ['x402/gas'] }, time(1.5 * HEARTBEAT + 1)),
    ],
    [
      '2.99973',
      `RATE_STALE: the feed ${USD}/USD is 5401 s old`,
      '2.99973',
      `RATE_STALE: the feed ${USD}/USD is 301 s old`,
      `RATE_STALE: the feed ${USD}/USD is 5401 s old`,
      `RATE_STALE: the feed ${USD}/USD is 100 s old`,
      `RATE_STALE: the feed ${USD}/USD is 5401 s old`,
    ],
  )
})

test('another reference is reached by one feed more, in whichever direction it runs', async () => {
  assert.deepEqual(
    [
      await cost({}, at(others)),
      // 3 x 0.99991 / 1.1642, which no decimal holds
      await cost({ reference: 'EUR' }, at(others)),
      // 3 x 0.99991 x 0.88
      await cost({ reference: 'CHF' }, at(others)),
      // 3 x 1.0001 x 1.1642
      await cost({ reference: 'USD' }, at(others), 1, [EUR]),
      await cost({ reference: 'EUR' }, at(others), 1, [EUR]),
      // From euros to francs two feeds would be needed.
      await cost({ reference: 'CHF' }, at(others), 1, [EUR]),
    ],
    [
      '2.99973',
      '2.576644906373475348',
      '2.6397624',
      '3.49294926',
      '3.0003',
      `RATE_MISSING: no feed leads from ${EUR} to CHF`,
    ],
  )
})

test('gas is paid once for the setup and once for each purchase, in the coin of the chain', async () => {
  const policy = { rails: ['x402/gas'] }
  const { nodes, inputs } = await quotes(market, { ...job, purchases: 3 }, policy, { asOf: at(others) })
  const [quoted] = nodes
  const gas = 46_403n + 3n * 82_247n
  // 293,144 x 7 wei x 3123.45678901 USD
  const settled = '0.000000006409358319'
  assert.deepEqual(
    {
      total: quoted?.total,
      landed: quoted?.landed.amount,
      settlement: quoted?.settlement,
      gas: inputs.gas,
      rates: inputs.rates.map(({ base, quote, answer, round }) => [base, quote, answer, round]),
    },
    {
      total: { currency: 'USD', amount: '9', atomic: '9000000', asset: USD },
      landed: `8.99919000${settled.slice(10)}`,
      settlement: { gas: `${gas}`, gasPrice: '7', cost: { currency: 'USD', amount: settled }, seconds: 3 },
      gas: [{ chain: CHAIN, price: '7', block: `${others}` }],
      rates: [
        [USD, 'USD', '99991000', '4'],
        [COIN, 'USD', '312345678901', '9'],
      ],
    },
  )
})

test('an answer names every round that it used, and where it was said', async () => {
  const { inputs } = await quotes(market, job, { reference: 'EUR', assets: [USD] }, { asOf: at(others) })
  const input = (k: number, base: string, answer: string, roundId: string, block: number) => ({
    base,
    quote: 'USD',
    answer,
    decimals: 8,
    round: roundId,
    updatedAt: iso(T + 30),
    origin: { block: `${block}`, contract: aggregator(k) },
  })
  assert.deepEqual(inputs, {
    now: iso(T + 12 * (others + 1)),
    rates: [input(1, USD, '99991000', '4', priced), input(2, 'EUR', '116420000', '7', others)],
    gas: [],
  })
})

test('an aggregator that stands for two prices is named for each', async () => {
  const { nodes, inputs } = await quotes(market, job, { reference: 'EUR', assets: [PEGGED] }, { asOf: at(others) })
  assert.deepEqual(
    [nodes[0]?.landed.amount, inputs.rates.map(({ base, quote, round }) => `${base} ${quote} ${round}`).sort()],
    ['3', ['EUR USD 7', `${PEGGED} USD 7`]],
  )
})

test('a token whose decimals nobody knows has no price: the seller could write any', async () => {
  assert.match(await cost({}, at(others), 1, [UNTOLD]), /^RATE_MISSING/)
})
