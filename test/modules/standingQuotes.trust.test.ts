/** Who is told when trust decides: by feedback, a new day, a sale; and the same winners in the history. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { account, transferOf, transferred } from '../support/facts.ts'
import { iso } from '../support/iso.ts'
import { startNode } from '../support/node.ts'
import { type Person, person, round } from '../support/offers.ts'
import { starred } from '../support/opinions.ts'
import { job } from '../support/policies.ts'
import { wideMarket } from '../support/quotes.ts'
import { offerBoard } from '../support/registry.ts'
import { type Emitted, GENESIS_TIME } from '../support/scripted.ts'
import { priced, serving } from '../support/standingQuotes.ts'
import { founded, paysSeeds, seedsFounded, trustOf } from '../support/trusting.ts'

const DAY = 86_400
const feeds = (wideMarket.feeds ?? []).map(feed => ({ ...feed, heartbeat: 10 ** 9 }))
const node = await startNode({ settings: { ...wideMarket, feeds, trust: trustOf() } })
const { standing, close } = await serving(node)
after(async () => {
  await close()
  await node.close()
})
const announce = offerBoard()
const mine = async (events: readonly Emitted[], seconds = 12) => {
  const { header, logs } = node.chain.mine(events, seconds)
  await node.settle()
  return { ...header, txs: logs.map(({ tx }) => tx) }
}
const [dear, cheap] = [person('dear'), person('cheap')] as [Person, Person]
const raters = [1, 2, 3].map(n => account(0xface00 + n))
await mine([round(100_000_000n, 1n, GENESIS_TIME), ...seedsFounded(), ...founded(1n, dear), ...founded(2n, cheap)])
await mine(
  raters.flatMap(rater => [
    ...paysSeeds(rater, 8_000_000n, 8_000_000n, 8_000_000n),
    ...[dear, cheap].map(({ address }) => transferOf(rater, address, 20_000n)),
  ]),
)
await mine([], DAY)
await mine([announce(await priced(dear, '3', 'gate')), announce(await priced(cheap, '2', 'gate'))])
const start = await mine([
  ...raters.map(rater => starred(1, rater, 1, 100)),
  ...raters.slice(1).map(rater => starred(2, rater, 1, 100)),
])

test('a winner is another by feedback, by a new day and by a sale, and the history says so too', async () => {
  const [D, C] = [`${dear.did}#offer`, `${cheap.did}#offer`]
  const policy = { minTrust: 965_000 }
  const stream = await standing('gate', { policy })
  const free = await standing('gate')
  assert.equal(await stream.brief(), `FIRST ${D} 3:`)
  assert.equal(await free.brief(), `FIRST ${C} 2:`)
  const praise = await mine(raters.slice(0, 1).map(rater => starred(2, rater, 1, 100)))
  assert.equal(await stream.brief(), `CHANGED ${C} 2 after ${D} 3: TRUST ${praise.txs[0]}`)
  const sale = await mine([transferred(2n, cheap.address, account(0xb0b0b0))])
  assert.equal(await stream.brief(), `CHANGED ${D} 3 after ${C} 2: TRUST ${sale.txs[0]}`)
  await mine([], 12)
  const dawn = await mine([], 20 * DAY)
  assert.equal(await stream.brief(), `GONE none after ${D} 3: TRUST ${dawn.number}`)
  stream.leave()
  free.leave()

  const query = `query ($job: Job!, $policy: Policy, $from: DateTime!) { cheapestHistory(job: $job, policy: $policy, from: $from) {
    nodes { from quote { offer { subject } } opened { kind block origin { transaction } } } } }`
  type History = { cheapestHistory: { nodes: object[] } }
  const { cheapestHistory } = await node.ask<History>(query, { job: job('gate'), policy, from: iso(start.time) })
  const opened = (block: number, tx?: string) => [
    { kind: 'TRUST', block: `${block}`, origin: tx ? { transaction: tx } : null },
  ]
  assert.deepEqual(cheapestHistory.nodes, [
    { from: iso(start.time), quote: { offer: { subject: D } }, opened: [] },
    { from: iso(praise.time), quote: { offer: { subject: C } }, opened: opened(praise.number, praise.txs[0]) },
    { from: iso(sale.time), quote: { offer: { subject: D } }, opened: opened(sale.number, sale.txs[0]) },
    { from: iso(dawn.time), quote: null, opened: opened(dawn.number) },
  ])
})
