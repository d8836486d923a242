import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { startNode } from '../support/node.ts'
import { marketSettings, person, round, USD } from '../support/offers.ts'
import { didRegistry, offerBoard } from '../support/registry.ts'
import { CHAIN, GENESIS_TIME } from '../support/scripted.ts'
import { priced, serving } from '../support/standingQuotes.ts'

const node = await startNode({ settings: marketSettings })
const announce = offerBoard()
const { standing, close } = await serving(node)
after(async () => {
  await close()
  await node.close()
})
node.mine(round(100_000_000n, 1n, GENESIS_TIME))
await node.settle()

const alice = person('alice')
const bob = person('bob')
const [A, B] = [`${alice.did}#offer`, `${bob.did}#offer`]
/** Mines a block with these events, waits until it is indexed, and gives its transactions. */
const mined = async (...events: Parameters<typeof node.mine>): Promise<string[]> => {
  const { logs } = node.mine(...events)
  await node.settle()
  return logs.map(({ tx }) => tx)
}

test('the winner at once, then each that takes its place, with the transaction that announced it', async () => {
  const stream = await standing('rivals')
  assert.equal(await stream.brief(), 'FIRST none:')
  const [first] = await mined(announce(await priced(alice, '2', 'rivals')))
  assert.equal(await stream.brief(), `CHANGED ${A} 2: OFFER ${first}`)
  const [second] = await mined(announce(await priced(bob, '1.5', 'rivals')))
  assert.equal(await stream.brief(), `CHANGED ${B} 1.5 after ${A} 2: OFFER ${second}`)
  const [third] = await mined(announce(await priced(bob, '3', 'rivals', { seq: 2 })))
  assert.equal(await stream.brief(), `CHANGED ${A} 2 after ${B} 1.5: OFFER ${third}`)
  stream.leave()
})
