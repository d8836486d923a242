import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reconcile, type Verdict } from '../../indexer/reconcile.ts'
import type { Source } from '../../indexer/source.ts'
import type { Header } from '../../src/core/block.ts'
import { chainRow } from '../../src/store/chain.ts'
import type { Store } from '../../src/store/open.ts'
import { run } from '../../src/store/statement.ts'
import { asking } from '../support/asking.ts'
import { bendable } from '../support/bendable.ts'
import { indexed } from '../support/indexed.ts'
import { CHAIN, type Emitted, FINAL_DEPTH, scriptedChain } from '../support/scripted.ts'
import { until } from '../support/until.ts'
import { factsOf, type Indexing, indexing, scriptedSpec, temporaryStore } from '../support/world.ts'

const h = (number: number): Header => ({
  number,
  hash: `0x${number}`,
  parent: `0x${number - 1}`,
  time: number,
  baseFee: null,
  bloom: null,
})
const up = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => h(from + i))
const ten = { head: { number: 10, hash: '0xten' }, final: { number: 4, hash: '0xfour' } }

const cases: Record<string, [ancestor: number, headers: Header[], disowned: boolean, verdict: Verdict]> = {
  'our own head': [10, [], false, { kind: 'same' }],
  'our own head, once disowned': [10, [], true, { kind: 'same' }],
  'one block on top': [10, [h(11)], false, { kind: 'append', headers: [h(11)] }],
  'many blocks on top': [10, up(11, 40), true, { kind: 'append', headers: up(11, 40) }],
  'a longer branch': [8, up(9, 11), false, { kind: 'reorg', ancestor: 8, headers: up(9, 11) }],
  'a branch as long as ours': [8, up(9, 10), false, { kind: 'contest' }],
  'a branch as long as ours, with a witness': [8, up(9, 10), true, { kind: 'reorg', ancestor: 8, headers: up(9, 10) }],
  'a shorter branch': [7, [h(8)], false, { kind: 'contest' }],
  'a shorter branch, with a witness': [7, [h(8)], true, { kind: 'reorg', ancestor: 7, headers: [h(8)] }],
  'a longer branch from what is final': [4, up(5, 11), false, { kind: 'reorg', ancestor: 4, headers: up(5, 11) }],
  'a longer branch from below what is final': [3, up(4, 11), false, { kind: 'deep', ancestor: 3 }],
  'a shorter branch from below what is final': [3, [h(4)], false, { kind: 'deep', ancestor: 3 }],
}
for (const [what, [ancestor, headers, disowned, verdict]] of Object.entries(cases)) {
  test(`${what}: ${verdict.kind}`, () => {
    assert.deepEqual(reconcile(ten, { ancestor: { number: ancestor, hash: '' }, headers }, disowned), verdict)
  })
}

const born = (token: bigint): Emitted => ({
  by: 'TestIdentityRegistry',
  event: 'Transfer',
  args: { from: `0x${'0'.repeat(40)}`, to: `0x${'a'.repeat(40)}`, tokenId: token },
})

/** A chain of `length` blocks, followed to its head into a store. Stopped and removed when the story ends. */
const following = async (length: number, told: (story: Story) => Promise<void>, start = 0) => {
  const chain = scriptedChain()
  for (let i = 0; i < length; i += 1) chain.mine([born(BigInt(i))])
  const { source, bend, polls } = bendable(chain.source)
  const store = temporaryStore()
  const spec = { ...scriptedSpec, start }
  const indexer = indexing(store, source, { spec })
  try {
    await indexer.reach(chain.head())
    await told({
      chain,
      store,
      bend,
      indexer,
      polled: polled(polls, indexer),
      restarted: () => indexing(store, source, { spec }),
    })
  } finally {
    await indexer.stop().catch(() => {})
    await store.close()
  }
}
type Story = {
  readonly chain: ReturnType<typeof scriptedChain>
  readonly store: Store
  readonly bend: (how: Partial<Source>) => void
  readonly indexer: Indexing
  /** Waits until the head was asked for so many times more, and what came of it is done. */
  readonly polled: (times: number) => Promise<void>
  readonly restarted: () => Indexing
}
const polled = (polls: () => number, indexer: Indexing) => async (times: number) => {
  const enough = polls() + times + 1
  const halted = () => indexer.seen.some(({ kind }) => kind === 'halted')
  await until(`${times} more looks at the head`, () => polls() >= enough || halted())
}

/** The chain as the store has it, without what every writer changes. */
const heldOf = async (store: Store) => {
  const row = await store.write(() => chainRow(CHAIN))
  assert.ok(row)
  const blocks = await store.write(() => run<{ number: number; hash: string }>('select number, hash from block'))
  return { row: { ...row, epoch: 0, seq: 0, remote_number: 0 }, blocks, facts: await factsOf(store) }
}

/** What indexing the chain once gives. */
const once = (chain: ReturnType<typeof scriptedChain>) => indexed(chain, store => factsOf(store))

test('an endpoint that falls behind undoes nothing', () =>
  following(20, async ({ chain, store, bend, polled, indexer }) => {
    const before = await heldOf(store)
    const seen = indexer.seen.length
    for (const number of [18, 12, 11]) {
      bend({ head: async () => chain.blocks()[number]?.header as Header })
      await polled(4)
    }
    assert.deepEqual({ held: await heldOf(store), seen: indexer.seen.slice(seen) }, { held: before, seen: [] })
  }))

test('an endpoint that falls behind what is final undoes nothing and stops nothing', () =>
  following(40, async ({ chain, store, bend, polled, indexer }) => {
    const before = await heldOf(store)
    for (const number of [39 - FINAL_DEPTH, 39 - FINAL_DEPTH - 1, 20, 1, 0]) {
      bend({ head: async () => chain.blocks()[number]?.header as Header })
      await polled(4)
    }
    assert.deepEqual(await heldOf(store), before)
    bend({})
    chain.mine([born(99n)])
    await indexer.reach(chain.head())
  }))

test('an endpoint that falls behind the blocks whose headers were kept undoes nothing and stops nothing', async () => {
  const quiet = scriptedChain()
  for (let i = 0; i < 40; i += 1) quiet.mine()
  const { source, bend, polls } = bendable(quiet.source)
  await indexed({ ...quiet, source }, async (store, indexer) => {
    const before = await heldOf(store)
    bend({ head: async () => quiet.blocks()[20]?.header as Header })
    await polled(polls, indexer)(4)
    assert.deepEqual(await heldOf(store), before)
  })
})

test('a branch as long as ours waits for a witness: an endpoint that knows our head has merely seen both', () =>
  following(20, async ({ chain, store, bend, polled, indexer }) => {
    const before = await heldOf(store)
    const ours = chain.head()
    chain.fork(1)
    chain.mine([born(77n)])
    bend({ headerByHash: async hash => (hash === ours.hash ? ours : chain.source.headerByHash(hash)) })
    await polled(6)
    assert.deepEqual(await heldOf(store), before)
    bend({})
    await indexer.reach(chain.head())
    assert.deepEqual(await factsOf(store), await once(chain))
    assert.deepEqual(
      indexer.seen.filter(event => event.kind === 'reorg'),
      [{ kind: 'reorg', chain: CHAIN, from: 19, ancestor: 18, to: 19 }],
    )
  }))

test('one look that does not know our head is no witness', () =>
  following(20, async ({ chain, store, bend, polled }) => {
    const before = await heldOf(store)
    const ours = chain.head()
    chain.fork(1)
    chain.mine([born(77n)])
    let looks = 0
    bend({
      headerByHash: async hash => {
        if (hash !== ours.hash) return chain.source.headerByHash(hash)
        looks += 1
        return looks % 2 === 0 ? ours : null
      },
    })
    await polled(8)
    assert.deepEqual(await heldOf(store), before)
  }))

test('a shorter branch is adopted once our head is disowned', () =>
  following(20, async ({ chain, store, indexer }) => {
    chain.fork(4)
    chain.mine([born(50n)])
    await indexer.reach(chain.head())
    assert.deepEqual(await factsOf(store), await once(chain))
  }))

test('a branch that took over while nobody looked is adopted, in one step', () =>
  following(20, async ({ chain, store, indexer, restarted }) => {
    await indexer.stop()
    chain.fork(5)
    for (let i = 0; i < 6; i += 1) chain.mine([born(BigInt(30 + i))])
    const again = restarted()
    await again.reach(chain.head())
    await again.stop()
    assert.deepEqual(await factsOf(store), await once(chain))
  }))

test('a branch that took over while nobody looked, and has become final, is adopted', () =>
  following(20, async ({ chain, store, indexer, restarted }) => {
    await indexer.stop()
    chain.fork(5)
    for (let i = 0; i < 30; i += 1) chain.mine([born(BigInt(30 + i))])
    const again = restarted()
    await again.reach(chain.head())
    await again.stop()
    assert.deepEqual(await factsOf(store), await once(chain))
  }))

test('another chain below what is final halts, says so, and goes on serving what it had', () =>
  following(40, async ({ store, bend, indexer, restarted, chain }) => {
    const before = await heldOf(store)
    const other = scriptedChain()
    other.mine()
    other.mine()
    other.fork(1)
    for (let i = 0; i < 40; i += 1) other.mine([born(BigInt(i))])
    bend(other.source)
    await until('the chain is halted', () => indexer.seen.some(({ kind }) => kind === 'halted'))
    const reason = `deep_reorg: block 31 of ${CHAIN}, held as final, is not on the chain that the RPC serves`
    assert.deepEqual(await heldOf(store), { ...before, row: { ...before.row, state: 'halted', reason } })
    assert.deepEqual(
      await asking(store).ask('{ status { chains { state reason } } agents(first: 1) { nodes { tokenId } } }'),
      {
        status: { chains: [{ state: 'HALTED', reason }] },
        agents: { nodes: [{ tokenId: '39' }] },
      },
    )

    bend({})
    chain.mine([born(40n)])
    const again = restarted()
    await until('the chain is followed again', async () => (await heldOf(store)).row.state === 'following')
    await again.reach(chain.head())
    await again.stop()
    assert.deepEqual(await factsOf(store), await once(chain))
  }))

test('the second writer of a store fences the first', () =>
  following(20, async ({ chain, store, indexer, restarted }) => {
    const second = restarted()
    await second.reach(chain.head())
    chain.mine([born(60n)])
    await assert.rejects(indexer.reach({ number: -1, hash: 'never' }), {
      code: 'fenced',
      message: `another indexer writes ${CHAIN}`,
      hint: 'stop one of the two',
    })
    chain.mine([born(61n)])
    await second.reach(chain.head())
    await second.stop()
    assert.deepEqual(await factsOf(store), await once(chain))
  }))
