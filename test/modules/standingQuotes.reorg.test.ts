import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { follow } from '../support/following.ts'
import { startNode } from '../support/node.ts'
import { marketSettings, person, round } from '../support/offers.ts'
import { offerBoard } from '../support/registry.ts'
import { CHAIN, GENESIS_TIME } from '../support/scripted.ts'
import { priced, serving } from '../support/standingQuotes.ts'

const node = await startNode({ settings: marketSettings })
const announce = offerBoard()
const { url, standing, close } = await serving(node)
after(async () => {
  await close()
  await node.close()
})
const alice = person('alice')
const bob = person('bob')
const carol = person('carol')
node.mine(round(100_000_000n, 1n, GENESIS_TIME))

const HEADS = 'subscription { heads { heads { number hash } reverted { number hash } } }'
type Head = { readonly number: string; readonly hash: string }
type Heads = { readonly heads: { readonly heads: readonly Head[]; readonly reverted: readonly Head[] } }

test('an offer whose block leaves the chain is taken back, and the former winner holds again', async () => {
  node.mine(announce(await priced(alice, '2', 'fork')))
  await node.settle()
  const stream = await standing('fork')
  assert.match(await stream.brief(), /^FIRST/)
  const { header, logs } = node.mine(announce(await priced(bob, '1.5', 'fork')))
  await node.settle()
  assert.equal(await stream.brief(), `CHANGED ${bob.did}#offer 1.5 after ${alice.did}#offer 2: OFFER ${logs[0]?.tx}`)
  node.chain.fork(1)
  node.mine()
  node.mine()
  await node.settle()
  const { kind, quote, previous, cause, reverted, _meta } = await stream.event()
  assert.deepEqual(
    { kind, quote, previous, cause, reverted, heads: _meta.heads },
    {
      kind: 'REVERTED',
      quote: { rank: 1, offer: { subject: `${alice.did}#offer` }, landed: { amount: '2' }, rail: 'x402/exact' },
      previous: { subject: `${bob.did}#offer`, landed: { amount: '1.5' }, rail: 'x402/exact' },
      cause: [{ kind: 'REORG', about: CHAIN, chain: CHAIN, block: `${header.number}`, origin: null }],
      reverted: [{ number: `${header.number}`, hash: header.hash }],
      heads: [{ number: `${node.chain.head().number}`, hash: node.chain.head().hash }],
    },
  )
  const again = node.mine(announce(await priced(bob, '1.2', 'fork', { seq: 2 })))
  await node.settle()
  assert.equal(
    await stream.brief(),
    `CHANGED ${bob.did}#offer 1.2 after ${alice.did}#offer 2: OFFER ${again.logs[0]?.tx}`,
  )
  stream.leave()
})

test('an answer whose block was replaced by one that says the same is not told again, and rests on that one', async () => {
  const said = announce(await priced(alice, '2', 'same', { sub: `${alice.did}#same` }))
  node.mine()
  await node.settle()
  const stream = await standing('same')
  assert.match(await stream.brief(), /^FIRST none/)
  node.mine(said)
  await node.settle()
  assert.match(await stream.brief(), /^CHANGED/)
  const others = await follow<Heads>(url, HEADS)
  await others.told()
  node.chain.fork(1)
  node.mine(said)
  const { header } = node.mine()
  await node.settle()
  // The standing quote was looked at first: it followed before.
  await others.told()
  node.chain.fork(2)
  for (const _ of [1, 2, 3]) node.mine()
  await node.settle()
  const { kind, quote, reverted } = await stream.event()
  assert.deepEqual([kind, quote, reverted], ['REVERTED', null, [{ number: `${header.number}`, hash: header.hash }]])
  stream.leave()
  others.leave()
})

test('a reorg below an answer that brings another offer is a change, not a reversal', async () => {
  node.mine(announce(await priced(alice, '2', 'above', { sub: `${alice.did}#above` })))
  await node.settle()
  const stream = await standing('above')
  assert.match(await stream.brief(), /^FIRST/)
  const others = await follow<Heads>(url, HEADS)
  await others.told()
  node.mine()
  await node.settle()
  // The standing quote has seen the block that is about to leave: it followed before.
  await others.told()
  node.chain.fork(1)
  const { logs } = node.mine(announce(await priced(carol, '1.5', 'above')))
  node.mine()
  await node.settle()
  assert.equal(await stream.brief(), `CHANGED ${carol.did}#offer 1.5 after ${alice.did}#above 2: OFFER ${logs[0]?.tx}`)
  stream.leave()
  others.leave()
})

test('heads as they come, and those that leave', async () => {
  node.mine()
  await node.settle()
  const { told, leave } = await follow<Heads>(url, HEADS)
  const head = () => ({ number: `${node.chain.head().number}`, hash: node.chain.head().hash })
  assert.deepEqual((await told()).heads, { heads: [head()], reverted: [] })
  node.mine()
  await node.settle()
  const [first] = [head()]
  assert.deepEqual((await told()).heads, { heads: [first], reverted: [] })
  node.mine()
  await node.settle()
  const second = head()
  assert.deepEqual((await told()).heads, { heads: [second], reverted: [] })
  node.chain.fork(2)
  node.mine()
  node.mine()
  node.mine()
  await node.settle()
  assert.deepEqual((await told()).heads, { heads: [head()], reverted: [first, second] })
  leave()
})
