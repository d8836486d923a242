/** Endpoints that lie, each in its own way: what a store holds that was told the lie. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ChainSpec } from '../../indexer/chain.ts'
import type { Mode } from '../../indexer/proof/assured.ts'
import type { Source } from '../../indexer/source.ts'
import type { Log } from '../../src/core/block.ts'
import { run } from '../../src/store/statement.ts'
import { endpointsOf, serving } from '../support/endpoints.ts'
import { ALICE, BOB, feedbackGiven, metadataSet, minted, registration } from '../support/facts.ts'
import { FINAL_DEPTH, scriptedChain } from '../support/scripted.ts'
import { until } from '../support/until.ts'
import { factsOf, indexing, scriptedSpec, temporaryStore } from '../support/world.ts'

/** Blocks with the events of agents in them; what is left out is in a block that is final, or one at the head. */
const [FINAL_LIE, HEAD_LIE, LENGTH] = [10, 36, 40]
const lively = () => {
  const chain = scriptedChain()
  for (let i = 0; i < LENGTH; i += 1) {
    if (i === FINAL_LIE || i === HEAD_LIE) chain.mine([minted(BigInt(i), BOB), metadataSet(BigInt(i), 'k', '0x01')])
    else chain.mine(i % 3 === 0 ? registration(BigInt(i), `https://a.example/${i}`) : [])
  }
  return chain
}
type Chain = ReturnType<typeof lively>

/** Of an honest endpoint, what a liar makes, about one block. */
const lies: Record<string, (chain: Chain, at: number) => Source> = {
  'leaves out one log': (chain, at) =>
    serving(chain, ({ header, logs }) => (header.number === at ? logs.slice(1) : logs)),
  'leaves out one topic': (chain, at) =>
    serving(chain, ({ header, logs }) =>
      header.number === at ? logs.map((log, i) => (i > 0 ? { ...log, topics: log.topics.slice(0, -1) } : log)) : logs,
    ),
  'serves the logs of another fork with the header of this one': (chain, at) =>
    serving(chain, ({ header, logs }) => {
      const foreign = chain.blocks()[9]?.logs ?? []
      const there = { block: header.number, blockHash: header.hash }
      return header.number === at ? foreign.map((log): Log => ({ ...log, ...there })) : logs
    }),
  'has pruned its logs and says that there are none': (chain, at) =>
    serving(chain, ({ header, logs }) => (header.number <= at ? [] : logs)),
  'gives so many logs and no more': (chain, at) => {
    const honest = serving(chain)
    const most = at === HEAD_LIE ? 1 : 5
    return {
      ...honest,
      logsInRange: async (...args) => (await honest.logsInRange(...args)).slice(0, most),
      logsOfBlock: async (...args) => (await honest.logsOfBlock(...args)).slice(0, 1),
      receipts: async hash => (await honest.receipts?.(hash))?.slice(0, 1) ?? null,
    }
  },
}

/** What is stored where endpoints are asked in this order, once all that is read is known to the grade of the mode. */
const stored = async (chain: Chain, sources: Record<string, Source>, mode: Mode) => {
  const store = temporaryStore()
  const spec: ChainSpec = { ...scriptedSpec, mode }
  const indexer = indexing(store, endpointsOf(sources), { spec })
  const weaker = mode === 'cross' ? 'fetched' : 'cross-checked'
  try {
    await indexer.reach(chain.head())
    if (mode !== 'fast')
      await until('all is known to the grade of the mode', async () => {
        const rows = await store.write(() =>
          run<{ n: number }>('select count(*) as n from coverage where grade = ?', [weaker]),
        )
        const [row] = await store.write(() => run<{ head_hash: string }>('select head_hash from chain'))
        return rows[0]?.n === 0 && row?.head_hash === chain.head().hash
      })
    return {
      facts: await factsOf(store),
      coverage: await store.write(() => run('select * from coverage order by contract')),
    }
  } finally {
    await indexer.stop()
    await store.close()
  }
}

/** Another chain, which has split off after its first block. */
const elsewhere = () => {
  const chain = scriptedChain()
  chain.mine(registration(0n, 'https://a.example/0'))
  chain.mine()
  chain.fork(1)
  for (let i = 1; i < LENGTH; i += 1) chain.mine(i % 2 === 0 ? registration(BigInt(i), 'https://b.example') : [])
  return chain
}

const GRADE = { cross: 'cross-checked', roots: 'proved' } as const
for (const mode of ['cross', 'roots'] as const) {
  for (const [lie, liar] of Object.entries(lies)) {
    test(`mode ${mode}: an endpoint that ${lie} is found out, of final blocks and at the head`, async () => {
      const chain = lively()
      const truth = await stored(chain, { honest: serving(chain) }, 'fast')
      for (const at of [FINAL_LIE, HEAD_LIE]) {
        const sources = { liar: liar(chain, at), honest: serving(chain) }
        const found = await stored(chain, sources, mode)
        assert.deepEqual(found.facts, truth.facts)
        assert.deepEqual(
          found.coverage,
          truth.coverage.map(row => ({ ...row, grade: GRADE[mode] })),
        )
      }
    })
  }
}

test('mode cross: without receipts a third endpoint decides, whichever of the three lies', async () => {
  const chain = lively()
  const truth = await stored(chain, { honest: serving(chain) }, 'fast')
  const { receipts: _, ...mute } = serving(chain)
  const { receipts: __, ...liar } = (lies['leaves out one log'] as (typeof lies)[string])(chain, FINAL_LIE)
  const orders = [
    { liar, honest: mute, other: mute },
    { honest: mute, liar, other: mute },
    { honest: mute, other: mute, liar },
  ]
  for (const sources of orders) assert.deepEqual((await stored(chain, sources, 'cross')).facts, truth.facts)
})

test('mode cross: an endpoint of another chain is outvoted, and of two neither is believed', async () => {
  const chain = lively()
  const truth = await stored(chain, { honest: serving(chain) }, 'fast')
  const [honest, astray] = [serving(chain), serving(elsewhere())]
  for (const sources of [
    { astray, honest, other: honest },
    { honest, astray, other: honest },
  ])
    assert.deepEqual((await stored(chain, sources, 'cross')).facts, truth.facts)
  const store = temporaryStore()
  const indexer = indexing(store, endpointsOf({ astray, honest }), { spec: { ...scriptedSpec, mode: 'cross' } })
  try {
    const trouble = () => indexer.seen.find(event => event.kind === 'trouble')
    await until('there was trouble', () => trouble() !== undefined)
    assert.match(String(trouble()?.error), /the endpoints serve different blocks at the height 2/)
    assert.deepEqual((await factsOf(store)).log, [])
  } finally {
    await indexer.stop()
    await store.close()
  }
})

test('mode cross: two that differ and nobody to decide: the range waits, and says for what', async () => {
  const chain = lively()
  const { receipts: _, ...honest } = serving(chain)
  const { receipts: __, ...liar } = (lies['leaves out one log'] as (typeof lies)[string])(chain, FINAL_LIE)
  const store = temporaryStore()
  const indexer = indexing(store, endpointsOf({ liar, honest }), { spec: { ...scriptedSpec, mode: 'cross' } })
  const reason = async () => (await store.write(() => run<{ reason: string }>('select reason from chain')))[0]?.reason
  try {
    await until('the tables stand', () => indexer.seen.length > 0)
    await until('the chain has a reason', async () => (await reason()) != null)
    assert.equal(
      await reason(),
      'rpc_disputed: block 10: liar has 1 logs, honest 2, and no endpoint serves receipts that decide',
    )
    assert.deepEqual((await factsOf(store)).log, [])
  } finally {
    await indexer.stop()
    await store.close()
  }
})

test('mode cross: of two against one, the one is heard whose log is in the bloom of the block', async () => {
  const chain = lively()
  const { receipts: _, ...honest } = serving(chain)
  const { receipts: __, ...liar } = (lies['leaves out one log'] as (typeof lies)[string])(chain, FINAL_LIE)
  const store = temporaryStore()
  const sources = endpointsOf({ liar, honest, alsoLying: liar })
  const indexer = indexing(store, sources, { spec: { ...scriptedSpec, mode: 'cross' } })
  try {
    const waits = () => indexer.seen.find(event => event.kind === 'trouble')
    await until('there was trouble', async () => waits() !== undefined)
    assert.match(String(waits()?.error), /block 10: liar has 1 logs, honest 2, a third 1, and no endpoint serves/)
  } finally {
    await indexer.stop()
    await store.close()
  }
})

test('mode fast: a log that is left out is noticed at the next event of its key', async () => {
  const chain = scriptedChain()
  chain.mine([minted(0n)])
  chain.mine([minted(1n), feedbackGiven(0n, BOB, 1n)])
  chain.mine([minted(2n), feedbackGiven(0n, BOB, 2n), feedbackGiven(0n, ALICE, 1n)])
  for (let i = 0; i < FINAL_DEPTH; i += 1) chain.mine()
  const liar = serving(chain, ({ header, logs }) => (header.number === 1 ? [] : logs))
  const { facts } = await stored(chain, { liar }, 'fast')
  const gaps = (facts.gap as { kind: string; bf: number }[]).map(({ kind, bf }) => `${kind} in block ${bf}`)
  assert.deepEqual(gaps.sort(), ['agent_id in block 2', 'feedback_index in block 2'])
})

test('mode fast: a block at the head whose bloom has what was not served is asked after elsewhere', async () => {
  const chain = scriptedChain()
  for (let i = 0; i < 20; i += 1) chain.mine()
  chain.mine([minted(0n)])
  const truth = await stored(chain, { honest: serving(chain) }, 'fast')
  const store = temporaryStore()
  const liar = serving(chain, () => [])
  const spec: ChainSpec = { ...scriptedSpec, mode: 'fast' }
  const indexer = indexing(store, endpointsOf({ liar, honest: serving(chain) }), { spec })
  try {
    await until('the tables stand', () => indexer.seen.length > 0)
    await until(
      'the log is stored',
      async () => (await store.write(() => run('select 1 as one from log'))).length === 1,
    )
    assert.deepEqual(await factsOf(store), truth.facts)
  } finally {
    await indexer.stop()
    await store.close()
  }
})
