/** Several endpoints of one chain, each a server of its own: whatever the first of them does, nothing is lost. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Progress } from '../../indexer/chain.ts'
import { pool } from '../../indexer/endpoints/pool.ts'
import { rpcSource } from '../../indexer/rpc.ts'
import type { PortolanError } from '../../src/core/errors.ts'
import { asking } from '../support/asking.ts'
import { indexed } from '../support/indexed.ts'
import { methodsOf, Refusal, type Reply, type RpcServer, startRpcServer } from '../support/rpcServer.ts'
import { CHAIN, type Emitted, scriptedChain } from '../support/scripted.ts'
import { until } from '../support/until.ts'
import { factsOf, type Indexing, indexing, scriptedSpec, temporaryStore } from '../support/world.ts'

let tokens = 0n
const born = (): Emitted => ({
  by: 'TestIdentityRegistry',
  event: 'Transfer',
  args: { from: `0x${'0'.repeat(40)}`, to: `0x${'a'.repeat(40)}`, tokenId: tokens++ },
})

type Story = {
  readonly chain: ReturnType<typeof scriptedChain>
  readonly first: RpcServer
  readonly second: RpcServer
  /** What was said of the endpoints. */
  readonly said: Progress[]
  /** Starts to index over the endpoints, or over these. */
  readonly starts: (...over: RpcServer[]) => Indexing
  readonly status: () => Promise<unknown>
}

/**
 * A chain of 40 blocks with ten events each, behind two servers, and a store, all of it gone when the story ends. Unless
 * it is over then, the chain forks and grows, and the store must hold what indexing it over one sound source gives.
 */
const told = (story: (parts: Story) => Promise<unknown>) => async () => {
  const chain = scriptedChain()
  for (let i = 0; i < 40; i += 1) chain.mine(Array.from({ length: 10 }, born))
  const [first, second] = [await startRpcServer(blooming(chain)), await startRpcServer(blooming(chain))]
  const store = temporaryStore()
  const started: Indexing[] = []
  const said: Progress[] = []
  const starts = (...over: RpcServer[]) => {
    const sources = (over.length > 0 ? over : [first, second]).map(({ url }) => rpcSource(url, { timeoutMs: 1_000 }))
    const endpoints = pool(CHAIN, sources, event => said.push(event))
    // One endpoint at a time: what two say of each other is another story.
    const indexer = indexing(store, endpoints, { spec: { ...scriptedSpec, mode: 'fast' } })
    started.push(indexer)
    return indexer
  }
  let asked: ReturnType<typeof asking> | undefined
  const status = async () => {
    asked ??= asking(store)
    return (await asked.ask<{ status: unknown }>(STATUS)).status
  }
  try {
    if ((await story({ chain, first, second, said, starts, status })) === 'over') return
    const [indexer] = started
    for (const more of [0, 1, 2]) {
      if (more === 1) chain.fork(3)
      if (more > 0) for (let i = 0; i < 6 * more; i += 1) chain.mine([born()])
      await indexer?.reach(chain.head())
    }
    assert.deepEqual(await factsOf(store), await indexed(chain, store => factsOf(store)))
  } finally {
    for (const indexer of started) await indexer.stop()
    await first.close()
    await second.close()
    await store.close()
  }
}
const STATUS = '{ status { chains { state reason head { number } } } }'

/** The methods of an honest endpoint; its blocks have every bit of the bloom, which is to say that they may have any log. */
const blooming = (chain: Story['chain']): Record<string, Reply> => {
  const methods = methodsOf(chain)
  const block =
    (method: string): Reply =>
    params => {
      const found = methods[method]?.(params)
      return found ? { ...found, logsBloom: `0x${'f'.repeat(512)}` } : null
    }
  return {
    ...methods,
    eth_getBlockByNumber: block('eth_getBlockByNumber'),
    eth_getBlockByHash: block('eth_getBlockByHash'),
  }
}

const honest = (chain: Story['chain'], method: string): Reply => blooming(chain)[method] ?? (() => null)
const methodsAsked = ({ bodies }: RpcServer) => [...new Set(bodies.flat().map(({ method }) => method))]
const asides = (said: readonly Progress[]) =>
  said.flatMap(event => (event.kind === 'aside' ? [[event.endpoint, (event.error as PortolanError).code]] : []))

/** What the first of two endpoints does from the start and for ever. */
const ways: Record<string, (first: RpcServer, chain: Story['chain']) => void> = {
  'is down': first => first.fail('drop'),
  hangs: first => first.fail('hang'),
  'says HTTP 503': first => first.fail({ status: 503, body: 'no available server', type: 'text/plain' }),
  'has no key': first => first.fail({ status: 401, body: 'Unauthorized', type: 'text/plain' }),
  'is asked too often, always': first => first.fail({ status: 429, body: '{}' }),
  'is of another chain': first => first.on('eth_chainId', () => '0x1'),
  'refuses all logs in words nobody knows': first =>
    first.on('eth_getLogs', () => {
      throw new Refusal(-32_000, 'computer says no')
    }),
  'cuts answers off at 256 logs': (first, chain) =>
    first.on('eth_getLogs', params => (honest(chain, 'eth_getLogs')(params) as unknown[]).slice(0, 256)),
  'has dropped the old logs, and answers none': (first, chain) =>
    first.on('eth_getLogs', params =>
      (honest(chain, 'eth_getLogs')(params) as { blockNumber: string }[]).filter(log => Number(log.blockNumber) > 25),
    ),
  'has dropped the old logs, and says so': (first, chain) =>
    first.on('eth_getLogs', params => {
      const { fromBlock } = params[0] as { fromBlock?: string }
      if (fromBlock !== undefined && Number(fromBlock) < 25) throw new Refusal(4_444, 'pruned history unavailable')
      return honest(chain, 'eth_getLogs')(params)
    }),
  'sends each log twice': (first, chain) =>
    first.on('eth_getLogs', params => {
      const logs = honest(chain, 'eth_getLogs')(params) as unknown[]
      return [...logs, ...logs]
    }),
  'does not know the block whose logs are asked for': (first, chain) =>
    first.on('eth_getLogs', params => {
      if ('blockHash' in (params[0] as object)) throw new Refusal(-32_000, 'unknown block')
      return honest(chain, 'eth_getLogs')(params)
    }),
  'has no header for every third block': (first, chain) =>
    first.on('eth_getBlockByNumber', params =>
      Number(params[0]) % 3 === 0 ? null : honest(chain, 'eth_getBlockByNumber')(params),
    ),
  'shows a head that goes back and forth': (first, chain) => {
    let times = 0
    first.on('eth_getBlockByNumber', params => {
      times += 1
      const number = params[0] === 'latest' ? chain.head().number - (times % 3) * 2 : params[0]
      return honest(chain, 'eth_getBlockByNumber')([number])
    })
  },
  'is many nodes, some of them behind': (first, chain) => {
    let times = 0
    const behind = () => (times++ % 2 === 0 ? 0 : 3)
    first.on('eth_getBlockByNumber', params => {
      const newest = chain.head().number - behind()
      if (params[0] === 'finalized') throw new Refusal(-32_602, 'invalid block tag')
      const number = params[0] === 'latest' ? newest : Number(params[0])
      return number > newest ? null : honest(chain, 'eth_getBlockByNumber')([number])
    })
    first.on('eth_getLogs', params => {
      const newest = chain.head().number - behind()
      const logs = honest(chain, 'eth_getLogs')(params) as { blockNumber: string }[]
      if (logs.some(log => Number(log.blockNumber) > newest)) throw new Refusal(-32_000, 'unknown block')
      return logs
    })
  },
}
for (const [what, how] of Object.entries(ways)) {
  test(
    `the first endpoint ${what}: nothing is lost, nothing is there twice`,
    told(async ({ chain, first, starts }) => {
      how(first, chain)
      await starts().reach(chain.head())
    }),
  )
}

test(
  'an endpoint that fails is set aside and said so, the other does its work, and it comes back when it is well',
  told(async ({ chain, first, second, said, starts }) => {
    const indexer = starts()
    await indexer.reach(chain.head())
    first.fail('drop')
    await until('it is set aside', () => asides(said).length > 0)
    chain.mine([born()])
    await indexer.reach(chain.head())
    assert.deepEqual(asides(said), [[first.host, 'rpc_unavailable']])
    first.fail(null)
    await until('it is back', () => said.some(event => event.kind === 'back'))
    second.fail('drop')
    chain.mine([born()])
    await indexer.reach(chain.head())
    assert.deepEqual(
      said.filter(({ kind }) => kind === 'back'),
      [{ kind: 'back', chain: CHAIN, endpoint: first.host }],
    )
  }),
)

test(
  'an endpoint of another chain is asked nothing else, even where it is all that answers',
  told(async ({ chain, first, second, said, starts }) => {
    second.on('eth_chainId', () => '0x1')
    const indexer = starts()
    await indexer.reach(chain.head())
    first.fail('drop')
    chain.mine([born()])
    await until('it is set aside', () => asides(said).some(([name]) => name === second.host))
    first.fail(null)
    await indexer.reach(chain.head())
    assert.deepEqual(methodsAsked(second), ['eth_chainId'])
    assert.deepEqual(
      asides(said).find(([name]) => name === second.host),
      [second.host, 'wrong_chain'],
    )
  }),
)

test(
  'where all endpoints are of another chain, the chain halts and nothing is written',
  told(async ({ first, second, starts, status }) => {
    for (const server of [first, second]) server.on('eth_chainId', () => '0x1')
    const indexer = starts()
    await until('it is halted', () => indexer.seen.some(({ kind }) => kind === 'halted'))
    const reason = 'wrong_chain: the RPC serves eip155:1, not eip155:31337'
    assert.deepEqual(await status(), { chains: [{ state: 'HALTED', reason, head: null }] })
    return 'over'
  }),
)

test(
  'an endpoint that lags is asked for no block that it has not, and the chain moves on without it',
  told(async ({ chain, first, starts }) => {
    const stuck = 20
    const above: unknown[] = []
    first.on('eth_getBlockByNumber', params => {
      if (params[0] === 'finalized') throw new Refusal(-32_602, 'invalid block tag')
      const number = params[0] === 'latest' ? stuck : Number(params[0])
      if (number > stuck) above.push(number)
      return number > stuck ? null : honest(chain, 'eth_getBlockByNumber')([number])
    })
    first.on('eth_getLogs', params => {
      const { toBlock } = params[0] as { toBlock?: string }
      if (Number(toBlock) > stuck) above.push(toBlock)
      return (honest(chain, 'eth_getLogs')(params) as { blockNumber: string }[]).filter(
        log => Number(log.blockNumber) <= stuck,
      )
    })
    const indexer = starts()
    await indexer.reach(chain.head())
    assert.deepEqual(above, [])
    assert.deepEqual(
      indexer.seen.filter(({ kind }) => kind === 'reorg' || kind === 'halted'),
      [],
    )
  }),
)

test(
  'an endpoint that wants to be left alone is, while the other does the work',
  told(async ({ chain, first, second, starts }) => {
    first.fail({ status: 429, body: '{}', retryAfter: '120' })
    await starts().reach(chain.head())
    const before = first.bodies.length
    for (let i = 0; i < 20; i += 1) {
      const asked = second.bodies.length
      await until('the second is asked', () => second.bodies.length > asked)
    }
    assert.deepEqual([before, first.bodies.length], [1, 1])
  }),
)

test(
  'where the only endpoint has dropped the old logs, none of its empty answers is believed, and status says why',
  told(async ({ chain, first, said, starts, status }) => {
    first.on('eth_getLogs', params =>
      (honest(chain, 'eth_getLogs')(params) as { blockNumber: string }[]).filter(log => Number(log.blockNumber) > 25),
    )
    starts(first)
    const reason = `rpc_unavailable: no endpoint of ${CHAIN} serves block 0: ${first.host} keeps none below block 1`
    await until('status says so', async () => JSON.stringify(await status()).includes('serves block 0'))
    assert.deepEqual(await status(), { chains: [{ state: 'BACKFILL', reason, head: null }] })
    assert.deepEqual(asides(said), [[first.host, 'rpc_unavailable']])
    return 'over'
  }),
)

test(
  'while no endpoint answers, status says why nothing moves, and no longer when one does',
  told(async ({ chain, first, second, starts, status }) => {
    const indexer = starts()
    await indexer.reach(chain.head())
    for (const server of [first, second]) server.fail({ status: 503, body: 'no available server', type: 'text/plain' })
    const says = (pattern: RegExp) => async () => pattern.test(JSON.stringify(await status()))
    await until('status says why', says(/"FOLLOWING","reason":"rpc_unavailable: .*HTTP 503/))
    for (const server of [first, second]) server.fail(null)
    await until('status says nothing more', says(/"reason":null/))
  }),
)
