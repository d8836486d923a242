/** A job that is paid by the second: the flow that pays it, through the API. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { PayEntry, TariffLine } from '../../src/core/offer.ts'
import { toStream } from '../../src/modules/discovery/stream.ts'
import { startNode, type TestNode } from '../support/node.ts'
import { offerOf, onBoard, PAY_TO, person, round, signed, termsOf } from '../support/offers.ts'
import { wideMarket } from '../support/quotes.ts'
import { CHAIN, GENESIS_TIME } from '../support/scripted.ts'

/** A token of eighteen decimals that a feed prices: the streamed dollar. */
const STREAMED = `${CHAIN}/erc20:0x00000000000000000000000000000000000000d8`

const flow: PayEntry = { via: 'superfluid/cfa', asset: STREAMED, dec: 18, cur: 'USD', to: PAY_TO, ttl: 60 }
const perHour: TariffLine = { meter: 'time', unit: 'h', rates: [{ price: { USD: '0.05' } }] }

let node: TestNode
before(async () => {
  const [dollar] = wideMarket.feeds ?? []
  assert.ok(dollar)
  node = await startNode({
    settings: {
      ...wideMarket,
      feeds: [{ ...dollar, base: STREAMED }],
      tokens: [{ asset: STREAMED, symbol: 'USDx', decimals: 18 }],
    },
  })
  const edge = person('edge')
  const offer = await signed(edge, offerOf(edge, { ...termsOf('Edge AMS'), tariff: [perHour], pay: [flow] }))
  node.mine(round(100_000_000n, 1n, GENESIS_TIME), onBoard(offer, 0))
  await node.settle()
})
after(() => node.close())

test('a quote by stream says which flow pays it: five cents an hour, rounded up to the next unit of each second', async () => {
  const { quote } = await node.ask<{ quote: { nodes: unknown[] } }>(`{ quote(job: {
    category: "x:compute.gpu", quantities: [{ meter: "time", value: "90000", unit: "ms" }]
  }) { nodes { total { atomic } stream { token receiver flowRate } accepts } } }`)
  assert.deepEqual(quote.nodes, [
    {
      total: { atomic: '1250000000000000' },
      stream: { token: STREAMED.split(':').at(-1), receiver: PAY_TO, flowRate: '13888888888889' },
      accepts: null,
    },
  ])
})

test('the flow is the same whatever the unit and the reference quantity of the tariff', () => {
  const rateOf = (line: Partial<TariffLine>, entry: Partial<PayEntry> = {}) =>
    toStream({ tariff: [{ ...perHour, ...line }] }, { ...flow, ...entry })?.flowRate
  assert.equal(rateOf({ unit: 'min', per: '60' }), 13_888_888_888_889n)
  assert.equal(rateOf({ unit: 's', per: '3600' }), 13_888_888_888_889n)
  assert.equal(rateOf({ unit: 's', rates: [{ price: { USD: '0.000001' } }] }), 1_000_000_000_000n)
  const atomic = [{ price: { [STREAMED]: '50000000000000000' } }]
  assert.equal(rateOf({ rates: atomic }, { cur: STREAMED }), 13_888_888_888_889n)
  assert.equal(rateOf({}, { via: 'x402/exact' }), undefined)
})
