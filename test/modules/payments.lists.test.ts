/** Lists of payments: every page of every filter, and that none of them is found by reading a table through. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Hex } from 'viem'
import type { Fixed, Query, Snapshot } from '../../src/core/snapshot.ts'
import {
  bindingsOf,
  neighboursOf,
  payersSince,
  payments,
  paymentsOfTx,
  paysAmong,
  takingsOf,
  tenures,
} from '../../src/modules/payments/queries.ts'
import { run } from '../../src/store/statement.ts'
import { ASSET, paymentsShown, type ShownPayment } from '../support/custom.ts'
import { account, agentAt, registration, transferOf } from '../support/facts.ts'
import { startNode } from '../support/node.ts'
import { addressOf, CHAIN } from '../support/scripted.ts'

const node = await startNode()
after(() => node.close())

const people = Array.from({ length: 4 }, (_, i) => account(0x4000 + i))
const [shop, rival, buyer, other] = people as [Hex, Hex, Hex, Hex]
node.mine(...registration(0n, '', shop), ...registration(1n, '', rival))
for (let i = 0; i < 12; i++) {
  const pairs = people.flatMap((from, f) => people.map((to, t) => transferOf(from, to, BigInt(100 * i + 10 * f + t))))
  node.mine(...pairs)
}
await node.settle()

const everything = async (filter: object, first: number, asOf: object | null = null): Promise<ShownPayment[]> => {
  const all: ShownPayment[] = []
  for (let cursor: string | null = null; ; ) {
    const { nodes, pageInfo }: Awaited<ReturnType<typeof paymentsShown>> = await paymentsShown(node, filter, {
      first,
      after: cursor,
      asOf,
    })
    all.push(...nodes)
    cursor = pageInfo.endCursor
    if (!pageInfo.hasNextPage) return all
  }
}

test('pages put together are the whole list, newest first, now and then', async () => {
  const head = node.chain.head()
  const all = await everything({}, 100)
  // Of those between two that nobody watches, none is here.
  assert.equal(all.length, 12 * 12)
  const of = (wanted: (payment: ShownPayment) => boolean) => all.filter(wanted)
  const filters: [object, ShownPayment[]][] = [
    [{}, all],
    [{ asset: ASSET.toUpperCase().replace('EIP155', 'eip155').replace('ERC20', 'erc20').replace('0X', '0x') }, all],
    [{ asset: `eip155:1/erc20:${addressOf('TestToken')}` }, []],
    [{ payer: buyer }, of(p => p.payer === buyer)],
    [{ payee: other, payer: shop }, of(p => p.payer === shop && p.payee === other)],
    [{ operator: shop }, of(p => p.payer === shop || p.payee === shop)],
    [{ agent: agentAt(0) }, of(p => p.payer === shop || p.payee === shop)],
    [{ agent: agentAt(9) }, []],
    [{ operator: shop, self: true }, of(p => p.payer === shop && p.payee === shop)],
    [{ operator: shop, self: false }, of(p => (p.payer === shop) !== (p.payee === shop))],
    [{ operator: shop, payee: rival }, of(p => p.payer === shop && p.payee === rival)],
    [{ operator: buyer }, []],
  ]
  for (const [filter, expected] of filters) {
    assert.deepEqual(await everything(filter, 7), expected, JSON.stringify(filter))
    const before = { block: `${head.number - 3}` }
    const past = expected.slice(-Math.round((expected.length * 9) / 12))
    assert.deepEqual(await everything(filter, 7, before), expected.length === 0 ? [] : past, JSON.stringify(filter))
  }
})

const skip = process.env.TEST_ENGINE === 'postgres' && 'the plans are those of SQLite'
test('no question reads a table through', { skip }, async () => {
  const asked: { sql: string; values: readonly unknown[] }[] = []
  const note = <R>(query: Query<R> | Fixed<R>): Promise<R[]> => {
    if ('compile' in query) {
      const { sql, parameters } = query.compile()
      asked.push({ sql, values: parameters })
    }
    return Promise.resolve([])
  }
  const heads = [{ chain: CHAIN, number: 5, hash: '', time: 0 }]
  const page = { first: 20, after: ['1', CHAIN, '0'] }
  const asset = { chain: CHAIN, contract: addressOf('TestToken') }
  for (const latest of [true, false]) {
    const snapshot = { all: note, heads, latest } as unknown as Snapshot
    for (const filter of [{}, { asset }, { payer: shop }, { payee: shop }, { operator: shop, payer: shop, asset }]) {
      await payments(snapshot, filter, page)
      await payments(snapshot, filter, { first: 20, after: null })
    }
    await payments(snapshot, { operator: shop, self: true }, page)
    await paymentsOfTx(snapshot, ['0x01', '0x02'])
    await tenures(snapshot, [agentAt(0), agentAt(1)])
    await bindingsOf(snapshot, CHAIN, shop, 100)
    await takingsOf(snapshot, CHAIN, shop)
    await payersSince(snapshot, CHAIN, shop, asset.contract, 7)
    await neighboursOf(snapshot, CHAIN, 'operator', shop)
    await neighboursOf(snapshot, CHAIN, 'payer_operator', shop)
    await paysAmong(snapshot, CHAIN, [shop], [rival], 100)
  }
  const plans = await Promise.all(
    asked.map(({ sql, values }) =>
      node.store.write(() => run<{ detail: string }>(`explain query plan ${sql}`, values as never)),
    ),
  )
  // What is named by a letter is what was found. The newest of all are read along the index of their time.
  const along = /^SCAN \w+ USING (COVERING )?INDEX payment_by_time/
  const through = plans.flatMap((plan, i) =>
    plan
      .filter(({ detail }) => /^SCAN (?!CONSTANT|[a-z]$|\(|\d)/.test(detail) && !along.test(detail))
      .map(({ detail }) => `${detail}: ${asked[i]?.sql}`),
  )
  assert.deepEqual(through, [])
  const sorted = plans.flatMap((plan, i) =>
    asked[i]?.sql.includes('limit') && plan.some(({ detail }) => detail === 'USE TEMP B-TREE FOR ORDER BY')
      ? [asked[i]?.sql]
      : [],
  )
  assert.deepEqual(sorted, [])
})
