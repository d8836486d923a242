import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ChainSpec } from '../../indexer/chain.ts'
import { rpcSource } from '../../indexer/rpc.ts'
import type { PortolanError } from '../../src/core/errors.ts'
import { chainRow } from '../../src/store/chain.ts'
import type { Store } from '../../src/store/open.ts'
import { run } from '../../src/store/statement.ts'
import { asking } from '../support/asking.ts'
import { indexed } from '../support/indexed.ts'
import { type Fault, methodsOf, Refusal, type RpcServer, rpcLog, startRpcServer } from '../support/rpcServer.ts'
import { CHAIN, type Emitted, scriptedChain } from '../support/scripted.ts'
import { until } from '../support/until.ts'
import { factsOf, type Indexing, indexing, scriptedSpec, temporaryStore } from '../support/world.ts'

let tokens = 0n
const born = (): Emitted => ({
  by: 'TestIdentityRegistry',
  event: 'Transfer',
  args: { from: `0x${'0'.repeat(40)}`, to: `0x${'a'.repeat(40)}`, tokenId: tokens++ },
})

type Story = { chain: ReturnType<typeof scriptedChain>; server: RpcServer; store: Store; starts: () => Indexing }

/** A scripted chain behind a server of its own, and a store to index it into. All of it is gone when the story ends. */
const told =
  (story: (parts: Story) => Promise<void>, spec: Partial<ChainSpec> = {}) =>
  async () => {
    const chain = scriptedChain()
    for (let i = 0; i < 30; i += 1) chain.mine([born(), born()])
    const server = await startRpcServer(methodsOf(chain))
    const store = temporaryStore()
    const started: Indexing[] = []
    const starts = () => {
      const source = rpcSource(server.url, { timeoutMs: 500 })
      const indexer = indexing(store, source, { spec: { ...scriptedSpec, ...spec } })
      started.push(indexer)
      return indexer
    }
    try {
      await story({ chain, server, store, starts })
    } finally {
      for (const indexer of started) await indexer.stop()
      await server.close()
      await store.close()
    }
  }

/** What indexing the chain once gives. */
const once = (chain: Story['chain']) => indexed(chain, store => factsOf(store))

const troubles = ({ seen }: Indexing) => seen.filter(event => event.kind === 'trouble')
const inTrouble = (indexer: Indexing) => {
  const before = troubles(indexer).length
  return until('there is trouble', () => troubles(indexer).length > before)
}
const codes = (indexer: Indexing) => [...new Set(troubles(indexer).map(({ error }) => (error as PortolanError).code))]

const outages: Record<string, [fault: Fault, code: string]> = {
  'drops every connection': ['drop', 'rpc_unavailable'],
  'answers too late': ['hang', 'rpc_unavailable'],
  'says HTTP 500': [{ status: 500, body: '{}' }, 'rpc_unavailable'],
  'says HTTP 429': [{ status: 429, body: '' }, 'rpc_unavailable'],
  'sends garbage': [{ status: 200, body: '<html>' }, 'rpc_unavailable'],
}
for (const [what, [fault, code]] of Object.entries(outages)) {
  test(
    `an endpoint that ${what} at the start and again later: nothing is lost, nothing is there twice`,
    told(async ({ chain, server, store, starts }) => {
      server.fail(fault)
      const indexer = starts()
      await inTrouble(indexer)
      server.fail(null)
      await indexer.reach(chain.head())
      server.fail(fault)
      await inTrouble(indexer)
      chain.fork(3)
      for (let i = 0; i < 20; i += 1) chain.mine([born()])
      server.fail(null)
      await indexer.reach(chain.head())
      assert.equal(codes(indexer)[0], code)
      assert.deepEqual(await factsOf(store), await once(chain))
    }),
  )
}

const nonsense: Record<string, [method: string, answer: unknown]> = {
  'null for the chain id': ['eth_chainId', null],
  'null for logs': ['eth_getLogs', null],
  'an error page for logs': ['eth_getLogs', { message: 'busy' }],
  'a removed log': ['eth_getLogs', [{ removed: true }]],
  'a text for a block': ['eth_getBlockByNumber', 'busy'],
  'null for the newest block': ['eth_getBlockByNumber', null],
  'a block without a hash': ['eth_getBlockByNumber', { number: '0x1' }],
}
for (const [what, [method, answer]] of Object.entries(nonsense)) {
  test(
    `an endpoint that sends ${what} for a while is asked again, and stops nothing`,
    told(async ({ chain, server, store, starts }) => {
      server.on(method, () => answer)
      const indexer = starts()
      await until('the nonsense is heard', () =>
        indexer.seen.some(({ kind }) => kind === 'trouble' || kind === 'halted'),
      )
      assert.deepEqual(
        indexer.seen
          .filter(({ kind }) => kind === 'halted')
          .map(event => ('error' in event ? String(event.error) : '')),
        [],
      )
      const honest = methodsOf(chain)[method]
      if (honest) server.on(method, honest)
      await indexer.reach(chain.head())
      assert.deepEqual(await factsOf(store), await once(chain))
    }),
  )
}

test(
  'an endpoint that fails between two ranges: what was committed stays, the rest follows',
  told(
    async ({ chain, server, store, starts }) => {
      const honest = methodsOf(chain).eth_getLogs ?? (() => [])
      let left = 3
      server.on('eth_getLogs', params => {
        left -= 1
        if (left < 0) throw new Refusal(-32_050, 'the backend is gone')
        return honest(params)
      })
      const indexer = starts()
      await inTrouble(indexer)
      const row = await store.write(() => chainRow(CHAIN))
      const logs = await store.write(() => run<{ block: number }>('select distinct block from log order by block'))
      assert.deepEqual(
        logs.map(({ block }) => block),
        Array.from({ length: (row?.head_number ?? -1) + 1 }, (_, i) => i),
      )
      server.on('eth_getLogs', honest)
      await indexer.reach(chain.head())
      assert.deepEqual(await factsOf(store), await once(chain))
    },
    { maxRange: 4 },
  ),
)

test(
  'an endpoint that lies about logs for a while is not believed for a moment',
  told(async ({ chain, server, store, starts }) => {
    const [first] = chain.blocks().flatMap(({ logs }) => logs)
    const indexer = starts()
    await indexer.reach(chain.head())
    const before = await factsOf(store)
    const block = chain.mine([born()])
    server.on('eth_getLogs', () => (first ? [rpcLog({ ...first, block: block.header.number })] : []))
    await inTrouble(indexer)
    assert.deepEqual(
      { facts: await factsOf(store), codes: codes(indexer) },
      { facts: before, codes: ['rpc_inconsistent'] },
    )
    const honest = methodsOf(chain).eth_getLogs
    if (honest) server.on('eth_getLogs', honest)
    await indexer.reach(chain.head())
    assert.deepEqual(await factsOf(store), await once(chain))
  }),
)

const WRONG = 'wrong_chain: the RPC serves eip155:1, not eip155:31337'
const STATUS = '{ status { chains { chain state reason head { number } coverage { from } } } agents { nodes { id } } }'

test(
  'the endpoint of another chain halts, and nothing of it is written',
  told(async ({ server, store, starts }) => {
    server.on('eth_chainId', () => '0x1')
    const indexer = starts()
    await until('the chain is halted', () => indexer.seen.some(({ kind }) => kind === 'halted'))
    assert.deepEqual(await asking(store).ask(STATUS), {
      status: { chains: [{ chain: CHAIN, state: 'HALTED', reason: WRONG, head: null, coverage: [] }] },
      agents: { nodes: [] },
    })
    assert.deepEqual([...new Set(server.bodies.flat().map(({ method }) => method))], ['eth_chainId'])
    const tables = await factsOf(store)
    assert.deepEqual(
      Object.entries(tables).filter(([, rows]) => rows.length > 0),
      [],
    )
  }),
)

test(
  'the endpoint of another chain, given to a store that has the right one, adds nothing and takes nothing',
  told(async ({ chain, server, store, starts }) => {
    const indexer = starts()
    await indexer.reach(chain.head())
    await indexer.stop()
    const before = await factsOf(store)
    server.on('eth_chainId', () => '0x1')
    chain.mine([born()])
    const wrong = starts()
    await until('the chain is halted', () => wrong.seen.some(({ kind }) => kind === 'halted'))
    assert.deepEqual(await factsOf(store), before)
    const { status } = await asking(store).ask<{ status: { chains: unknown[] } }>(
      '{ status { chains { state reason head { number } } } }',
    )
    assert.deepEqual(status.chains, [{ state: 'HALTED', reason: WRONG, head: { number: '29' } }])
  }),
)
