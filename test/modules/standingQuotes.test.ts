import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { startNode } from '../support/node.ts'
import { person, rail, round, signed, USD } from '../support/offers.ts'
import { by } from '../support/policies.ts'
import { wideMarket } from '../support/quotes.ts'
import { didRegistry, offerBoard } from '../support/registry.ts'
import { CHAIN, GENESIS_TIME } from '../support/scripted.ts'
import { priced, serving } from '../support/standingQuotes.ts'

const burning = rail('x402/burning', { gas: 1_000_000n })
const node = await startNode({ settings: { ...wideMarket, rails: [...(wideMarket.rails ?? []), burning] } })
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

test('a round of a feed moves the landed cost; one that says the same again is not worth an event', async () => {
  await mined(announce(await priced(alice, '2', 'rounds', { sub: `${alice.did}#rounds` })))
  const stream = await standing('rounds')
  const small = await standing('rounds', { minChange: '0.5' })
  assert.equal(await stream.brief(), `FIRST ${alice.did}#rounds 2:`)
  assert.equal(await small.brief(), `FIRST ${alice.did}#rounds 2:`)
  const least = await standing('rounds', { minChange: '0.2' })
  assert.equal(await least.brief(), `FIRST ${alice.did}#rounds 2:`)
  await mined(round(100_000_000n, 2n, GENESIS_TIME))
  const [tx] = await mined(round(110_000_000n, 3n, GENESIS_TIME))
  const { kind, quote, previous, cause, reverted, inputs, _meta } = await stream.event()
  const { number, hash } = node.chain.head()
  assert.deepEqual(
    { kind, quote, previous, cause, reverted, inputs, heads: _meta.heads },
    {
      kind: 'CHANGED',
      quote: { rank: 1, offer: { subject: `${alice.did}#rounds` }, landed: { amount: '2.2' }, rail: 'x402/exact' },
      previous: { subject: `${alice.did}#rounds`, landed: { amount: '2' }, rail: 'x402/exact' },
      cause: [
        {
          kind: 'RATE',
          about: `${USD}/USD`,
          chain: CHAIN,
          block: `${number}`,
          origin: { transaction: tx, blockHash: hash },
        },
      ],
      reverted: [],
      inputs: { rates: [{ round: '3' }], gas: [] },
      heads: [{ number: `${number}`, hash }],
    },
  )
  assert.match(await least.brief(), /^CHANGED \S+ 2.2 after/)
  least.leave()
  // 0.4 more since the last event, then 0.6: the one who asked for less noise hears of the second.
  await mined(round(120_000_000n, 4n, GENESIS_TIME))
  assert.match(await stream.brief(), /^CHANGED \S+ 2.4 after/)
  const [last] = await mined(round(130_000_000n, 5n, GENESIS_TIME))
  assert.match(await stream.brief(), /^CHANGED \S+ 2.6 after/)
  assert.equal(await small.brief(), `CHANGED ${alice.did}#rounds 2.6 after ${alice.did}#rounds 2: RATE ${last}`)
  await mined(round(100_000_000n, 6n, GENESIS_TIME))
  stream.leave()
  small.leave()
})

test('an offer begins and another ends when their time has come, with no event on chain', async () => {
  const soon = node.chain.head().time + 60
  const sub = (who: typeof alice) => `${who.did}#time`
  await mined(
    announce(await priced(alice, '2', 'time', { sub: sub(alice) })),
    announce(await priced(bob, '1.5', 'time', { sub: sub(bob), nbf: soon, exp: soon + 60 })),
  )
  const stream = await standing('time')
  assert.equal(await stream.brief(), `FIRST ${sub(alice)} 2:`)
  node.chain.mine([], 60)
  await node.settle()
  assert.equal(await stream.brief(), `CHANGED ${sub(bob)} 1.5 after ${sub(alice)} 2: START`)
  node.chain.mine([], 60)
  await node.settle()
  assert.equal(await stream.brief(), `CHANGED ${sub(alice)} 2 after ${sub(bob)} 1.5: EXPIRY`)
  stream.leave()
})

test('a withdrawal leaves nothing', async () => {
  const sub = `${alice.did}#gone`
  await mined(announce(await priced(alice, '2', 'gone', { sub })))
  const stream = await standing('gone')
  assert.equal(await stream.brief(), `FIRST ${sub} 2:`)
  const [tx] = await mined(
    announce(await signed(alice, { iss: alice.did, sub, ver: 1, seq: 2, iat: GENESIS_TIME, void: true })),
  )
  assert.equal(await stream.brief(), `GONE none after ${sub} 2: OFFER ${tx}`)
  stream.leave()
})

test('two offers under one sequence number leave nothing, and the second is why', async () => {
  const sub = `${alice.did}#both`
  await mined(announce(await priced(alice, '2', 'both', { sub })))
  const stream = await standing('both')
  assert.equal(await stream.brief(), `FIRST ${sub} 2:`)
  const [tx] = await mined(announce(await priced(alice, '2.5', 'both', { sub })))
  assert.equal(await stream.brief(), `GONE none after ${sub} 2: OFFER ${tx}`)
  stream.leave()
})

test('an announcement that is taken back, one that runs out, and a key that changes hands', async () => {
  const carol = person('carol')
  const registry = didRegistry(node.chain.head)
  const sub = `${carol.did}#did`
  const { uri } = await priced(carol, '2', 'did', { sub })
  await mined(registry.offer(carol.address, uri))
  const stream = await standing('did')
  assert.equal(await stream.brief(), `FIRST ${sub} 2:`)
  const [revoked] = await mined(registry.offer(carol.address, uri, 1n))
  assert.equal(await stream.brief(), `GONE none after ${sub} 2: OFFER ${revoked}`)
  const [again] = await mined(registry.offer(carol.address, uri, BigInt(node.chain.head().time + 60)))
  assert.equal(await stream.brief(), `CHANGED ${sub} 2: OFFER ${again}`)
  node.chain.mine([], 60)
  await node.settle()
  assert.equal(await stream.brief(), `GONE none after ${sub} 2: EXPIRY`)
  await mined(registry.offer(carol.address, uri))
  assert.match(await stream.brief(), /^CHANGED/)
  const [sold] = await mined(registry.owner(carol.address, bob.address))
  assert.equal(await stream.brief(), `GONE none after ${sub} 2: KEY ${sold}`)
  stream.leave()
})

test('a rate that grows too old prices nothing any more', async () => {
  const sub = `${bob.did}#old`
  await mined(round(100_000_000n, 7n, node.chain.head().time), announce(await priced(bob, '2', 'old', { sub })))
  const stream = await standing('old', { policy: { maxRateAge: 600 } })
  assert.equal(await stream.brief(), `FIRST ${sub} 2:`)
  node.chain.mine([], 700)
  await node.settle()
  const { kind, quote, cause } = await stream.event()
  assert.deepEqual([kind, quote], ['GONE', null])
  assert.deepEqual(cause, [{ kind: 'EXPIRY', about: USD, chain: null, block: null, origin: null }])
  await mined(round(100_000_000n, 8n, node.chain.head().time))
  assert.match(await stream.brief(), /^CHANGED \S+ 2: RATE/)
  stream.leave()
})

test('where paying takes gas, a head with another base fee moves the landed cost', async () => {
  const sub = `${bob.did}#gas`
  await mined(announce(await priced(bob, '2', 'gas', { sub, pay: [by('x402/burning')] })))
  const stream = await standing('gas')
  assert.equal(await stream.brief(), `FIRST ${sub} 2.000000007:`)
  const { header } = node.chain.mine([], 12, 9n)
  await node.settle()
  const { quote, cause, inputs } = await stream.event()
  assert.equal(quote?.landed.amount, '2.000000009')
  assert.deepEqual(cause, [{ kind: 'GAS', about: CHAIN, chain: CHAIN, block: `${header.number}`, origin: null }])
  assert.deepEqual(inputs.gas, [{ price: '9' }])
  stream.leave()
})
