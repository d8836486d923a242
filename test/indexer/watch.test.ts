/** Contracts that are read by topic: what of them is kept, the same in whatever way it was read. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Hex, pad, stringToHex, zeroAddress } from 'viem'
import { wholeReader } from '../../indexer/backfill.ts'
import type { ChainSpec } from '../../indexer/chain.ts'
import { decoder } from '../../indexer/decode.ts'
import { single } from '../../indexer/endpoints/endpoints.ts'
import type { Source } from '../../indexer/source.ts'
import { rangeReader } from '../../indexer/watch.ts'
import type { Log } from '../../src/core/block.ts'
import { modules } from '../../src/modules/index.ts'
import type { Store } from '../../src/store/open.ts'
import { bendable } from '../support/bendable.ts'
import {
  ALICE,
  account,
  authorizationUsed,
  BOB,
  CAROL,
  IDENTITY,
  metadataSet,
  minted,
  transferOf,
  transferred,
  walletSet,
} from '../support/facts.ts'
import { indexed } from '../support/indexed.ts'
import { addressOf, CHAIN, type Emitted, scriptedChain } from '../support/scripted.ts'
import { factsOf, scriptedContracts } from '../support/world.ts'

const NAMES = new Map<unknown, string>([
  [ALICE, 'alice'],
  [BOB, 'bob'],
  [CAROL, 'carol'],
  [zeroAddress, 'nobody'],
])
const nameOf = (address: unknown) => NAMES.get(address) ?? `${address}`
const TOKEN = addressOf('TestToken')

type Row = Record<string, string | number>

/** The token as a store knows it: `block/index payer > payee amount`, `block/index authorizer`, and since when who is watched. */
const toldBy = async (store: Store) => {
  const rows = (await factsOf(store)) as Record<string, Row[]>
  const place = ({ bf, li }: Row) => `${bf}/${li}`
  return {
    payments: rows.payment?.map(
      row => `${place(row)} ${nameOf(row.payer)} > ${nameOf(row.payee)} ${Number(`0x${row.amount}`)}`,
    ),
    authorizations: rows.authorization_used?.map(row => `${place(row)} ${nameOf(row.authorizer)}`).sort(),
    watched: rows.watched?.map(row => `${place(row)} ${nameOf(row.id)}`).sort(),
    rejected: rows.rejected?.map(place),
    logs: rows.log?.filter(({ address }) => address === TOKEN).length,
  }
}

/** In one range, in ranges of one block and of two, and at the tip. */
const WAYS: readonly Partial<ChainSpec>[] = [
  { finality: { depth: 1 } },
  { finality: { depth: 1 }, maxRange: 1 },
  { finality: { depth: 1 }, maxRange: 2 },
  { finality: { depth: 1_000 } },
]

const chainOf = (...blocks: readonly (readonly Emitted[])[]) => {
  const chain = scriptedChain()
  for (const events of blocks) chain.mine(events)
  return chain
}

/** What is told of a chain, which every way of reading it must agree on. */
const told = async (
  chain: { source: Source; head(): { number: number; hash: string } },
  more: Partial<ChainSpec> = {},
) => {
  const tellings = []
  for (const way of WAYS) tellings.push(await indexed(chain, toldBy, { ...way, ...more }))
  for (const telling of tellings) assert.deepEqual(telling, tellings[0])
  return tellings[0]
}
const nothing = { payments: [], authorizations: [], watched: [], rejected: [], logs: 0 }

test('a transfer counts from the moment its payer or payee is known, within a block by the order of its logs', async () => {
  const chain = chainOf(
    [transferOf(CAROL, ALICE, 1n)],
    [transferOf(CAROL, ALICE, 2n), minted(0n, ALICE), transferOf(CAROL, ALICE, 3n)],
    [transferOf(ALICE, BOB, 4n), transferOf(CAROL, BOB, 5n), transferOf(zeroAddress, ALICE, 6n)],
    [transferOf(BOB, CAROL, 7n), minted(1n, BOB), transferOf(ALICE, BOB, 8n)],
    [],
  )
  assert.deepEqual(await told(chain), {
    ...nothing,
    payments: ['1/2 carol > alice 3', '2/0 alice > bob 4', '2/2 nobody > alice 6', '3/2 alice > bob 8'],
    watched: ['1/1 alice', '3/1 bob'],
    logs: 4,
  })
})

test('ranges that are answered in any order are read in theirs, and a transfer between two who are watched once', async () => {
  const chain = chainOf([minted(0n, ALICE)], [minted(1n, BOB)], [transferOf(ALICE, BOB, 1n)], [])
  const { source, bend } = bendable(chain.source)
  bend({
    logsInRange: async (filter, from, to) => {
      await sleep(10 * (3 - from))
      return chain.source.logsInRange(filter, from, to)
    },
  })
  await indexed(
    { ...chain, source },
    async (store, { seen }) => {
      const { payments, logs } = await toldBy(store)
      assert.deepEqual({ payments, logs }, { payments: ['2/0 alice > bob 1'], logs: 1 })
      const events = seen.flatMap(event => (event.kind === 'backfill' ? [event.events] : []))
      assert.deepEqual(events, [1, 2, 3])
    },
    { finality: { depth: 1 }, maxRange: 1 },
  )
})

test('logs of both sorts, and what they mean, stand in the order of the chain', async () => {
  const chain = chainOf(
    [minted(0n, ALICE), transferOf(CAROL, ALICE, 1n), minted(1n, BOB)],
    [transferOf(CAROL, ALICE, 2n)],
    [minted(2n, BOB), transferOf(ALICE, BOB, 3n)],
  )
  const decode = decoder(CHAIN, scriptedContracts, modules)
  const { signal } = new AbortController()
  const [range] = await wholeReader(single(chain.source), decode.filter, signal)(0, 2)
  assert.ok(range)
  const { headers, logs, acts } = await rangeReader(single(chain.source), decode, new Map(), signal)(range)
  const places = ['0/0', '0/1', '0/2', '1/0', '2/0', '2/1']
  assert.deepEqual(
    [headers.map(({ number }) => number), logs.map(({ block, logIndex }) => `${block}/${logIndex}`)],
    [[0, 1, 2], places],
  )
  assert.deepEqual([...new Set(acts.map(({ at }) => `${at.block}/${at.logIndex}`))], places)
  assert.deepEqual(
    acts.map(({ at }) => at.time),
    acts.map(({ at }) => chain.blocks()[at.block]?.header.time),
  )
})

test('an authorization goes alongside the transfers of its transaction that name its author', async () => {
  const chain = chainOf(
    [minted(0n, ALICE)],
    [
      authorizationUsed(CAROL, pad('0x01', { size: 32 }), 1),
      transferOf(CAROL, ALICE, 1n, 1),
      // In another transaction, of somebody else in the same one, of a transfer that is not kept.
      authorizationUsed(CAROL, pad('0x02', { size: 32 }), 2),
      authorizationUsed(BOB, pad('0x03', { size: 32 }), 1),
      authorizationUsed(BOB, pad('0x04', { size: 32 }), 3),
      transferOf(BOB, CAROL, 2n, 3),
      // Of a watched author, and yet for nothing that is kept.
      authorizationUsed(ALICE, pad('0x05', { size: 32 }), 4),
    ],
    [],
  )
  assert.deepEqual(await told(chain), {
    ...nothing,
    payments: ['1/1 carol > alice 1'],
    authorizations: ['1/1 carol'],
    watched: ['0/0 alice'],
    logs: 2,
  })
})

const owned = (identity: Hex, owner: Hex): Emitted => ({
  by: 'EthereumDIDRegistry',
  event: 'DIDOwnerChanged',
  args: { identity, owner, previousChange: 0n },
})
const witnesses: readonly (readonly [what: string, event: Emitted, watched: string[]])[] = [
  ['a mint', minted(0n, BOB), ['0/0 bob']],
  ['a transfer of an agent', transferred(0n, ALICE, BOB), ['0/0 bob']],
  ['the end of an agent', transferred(0n, ALICE, zeroAddress), []],
  ['a wallet', walletSet(0n, CAROL), ['0/0 carol']],
  ['a wallet that is cleared', walletSet(0n, '0x'), []],
  ['a wallet that is no address', walletSet(0n, `${CAROL}00`), []],
  ['another key with an address', metadataSet(0n, 'AgentWallet', CAROL), []],
  ['a wallet as text', walletSet(0n, stringToHex(CAROL)), []],
  ['an identity and its owner', owned(BOB, CAROL), ['0/0 bob', '0/0 carol']],
  ['an identity that ends', owned(BOB, zeroAddress), ['0/0 bob']],
]
for (const [what, event, watched] of witnesses) {
  test(`${what} makes known: ${watched.join(', ') || 'nobody'}`, async () => {
    assert.deepEqual(await told(chainOf([event], [])), { ...nothing, watched })
  })
}

test('a token that is not configured means nothing, and where none is, nobody is watched', async () => {
  const chain = chainOf([minted(0n, ALICE), transferOf(CAROL, ALICE, 1n)], [])
  const others = scriptedContracts.filter(({ kind }) => kind !== 'paymentAsset')
  assert.deepEqual(await told(chain, { contracts: others }), nothing)
  const elsewhere = { kind: 'paymentAsset', address: account(0xdead), subject: account(0xdead) }
  assert.deepEqual(await told(chain, { contracts: [...others, elsewhere] }), { ...nothing, watched: ['0/0 alice'] })
})

test('a log that is no event of the token is not kept, whomever it names; one that cannot be read is kept and rejected', async () => {
  const chain = chainOf([minted(0n, ALICE), transferOf(CAROL, ALICE, 1n)], [])
  const block = chain.blocks()[0]
  const transfer = block?.logs[1]
  assert.ok(transfer)
  const [topic0 = '', from = '', to = ''] = transfer.topics
  const more: Partial<Log>[] = [
    // As an ERC-721 would; an approval; an address with something above it; the price of nothing.
    { topics: [topic0, from, to, pad('0x01', { size: 32 })] },
    { topics: ['0x8c5be1e5ebec7d5bd14f71427d1e84f3dd0314c0f7b2291e5b200ac8c7c3b925', from, to] },
    { topics: [topic0, from, `0x01${to.slice(4)}`] },
    { data: '0x01' },
  ]
  // What goes alongside is an event of the token alone.
  const [used] = chainOf([authorizationUsed(ALICE, pad('0x01', { size: 32 }))]).blocks()[0]?.logs ?? []
  more.push({ address: IDENTITY, topics: used?.topics ?? [] })
  for (const [i, odd] of more.entries()) (block.logs as Log[]).push({ ...transfer, logIndex: 2 + i, ...odd })
  assert.deepEqual(await told(chain), {
    ...nothing,
    payments: ['0/1 carol > alice 1'],
    watched: ['0/0 alice'],
    rejected: ['0/5'],
    logs: 2,
  })
})

test('who was known on a branch only is not known when the branch is gone', async () => {
  const chain = chainOf([], [minted(0n, BOB)], [minted(1n, ALICE)], [transferOf(CAROL, ALICE, 1n)])
  await indexed(chain, async (store, indexer) => {
    const before = await toldBy(store)
    assert.deepEqual([before.payments, before.watched], [['3/0 carol > alice 1'], ['1/0 bob', '2/0 alice']])
    chain.fork(2)
    for (const events of [[], [transferOf(CAROL, ALICE, 2n), transferOf(CAROL, BOB, 3n)], [minted(1n, ALICE)]])
      chain.mine(events)
    await indexer.reach(chain.head())
    assert.deepEqual(await toldBy(store), {
      ...nothing,
      payments: ['3/1 carol > bob 3'],
      watched: ['1/0 bob', '4/0 alice'],
      logs: 1,
    })
  })
})
