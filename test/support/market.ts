/** A node over a scripted chain on which every price has an aggregator of its own. */
import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Hex, pad, toHex } from 'viem'
import { runDocuments } from '../../indexer/documents.ts'
import type { LogFilter, Source } from '../../indexer/source.ts'
import { api } from '../../src/api/server.ts'
import type { Log } from '../../src/core/block.ts'
import type { Feed, Settings } from '../../src/core/settings.ts'
import { modules } from '../../src/modules/index.ts'
import { pending } from '../../src/store/documents.ts'
import type { Answer } from './node.ts'
import { round } from './offers.ts'
import { patience } from './patience.ts'
import { addressOf, CHAIN, type Emitted, scriptedChain } from './scripted.ts'
import { noSettings } from './settings.ts'
import { indexing, scriptedSpec, temporaryStore } from './world.ts'

const FEED = addressOf('TestPriceFeed')

/** The aggregator of this number. */
export const aggregator = (k: number): Hex => pad(toHex(0xfeed00 + k), { size: 20 })

/** A feed whose rounds aggregator `k` emits, of eight decimals and a day's heartbeat. */
export const feed = (k: number, base: string, quote = 'USD', more: Partial<Feed> = {}): Feed => ({
  chain: CHAIN,
  contract: aggregator(k),
  base,
  quote,
  decimals: 8,
  heartbeat: 86_400,
  ...more,
})

/** A round of aggregator `k`. */
export const answered = (k: number, answer: bigint, roundId: bigint, updatedAt: number): Emitted =>
  round(answer, (BigInt(k) << 64n) | roundId, updatedAt)

/** The scripted chain knows one aggregator: the upper half of a round's number says which of ours it stands for. */
const spread = (source: Source): Source => {
  const placed = (log: Log): Log => {
    const [event = '', answer = '', id = ''] = log.topics
    if (log.address !== FEED) return log
    const roundId = pad(toHex(BigInt(id) & ((1n << 64n) - 1n)), { size: 32 })
    return { ...log, address: aggregator(Number(BigInt(id) >> 64n)), topics: [event, answer, roundId] }
  }
  const known = (filter: LogFilter): LogFilter => ({ ...filter, addresses: [...filter.addresses, FEED] })
  const asked = ({ addresses }: LogFilter, logs: readonly Log[]): Log[] =>
    logs.map(placed).filter(({ address }) => addresses.includes(address))
  return {
    ...source,
    logsInRange: async (filter, from, to, signal) =>
      asked(filter, await source.logsInRange(known(filter), from, to, signal)),
    logsOfBlock: async (filter, hash, signal) => asked(filter, await source.logsOfBlock(known(filter), hash, signal)),
  }
}

/** Starts a node whose settings price by these feeds. */
export const startMarket = async (more: Partial<Settings>) => {
  const settings = { ...noSettings, ...more }
  const chain = scriptedChain()
  chain.mine()
  const store = temporaryStore()
  const aggregators = [...new Set(settings.feeds.map(({ contract }) => contract))]
  const contracts = [
    ...scriptedSpec.contracts.filter(({ kind }) => kind !== 'priceFeed'),
    ...aggregators.map(address => ({ kind: 'priceFeed', address, subject: address })),
  ]
  const indexer = indexing(store, spread(chain.source), { spec: { ...scriptedSpec, contracts }, settings })
  const abort = new AbortController()
  await indexer.reach(chain.head())
  const reading = runDocuments({
    store,
    modules,
    settings,
    options: {
      maxBytes: 262_144,
      timeoutMs: 2_000,
      refreshSeconds: 3_600,
      gateways: [],
      allowPrivate: false,
      allowHttp: false,
      requestsPerHour: 100_000,
      bytesPerHour: 1_000_000_000,
      maxStoredBytes: 1_000_000_000,
    },
    report: () => {},
    signal: abort.signal,
  })
  const server = api({
    store,
    modules,
    settings,
    version: '0.0.0-test',
    example: '{ __typename }',
    serving: patience,
    onFault: fault => assert.fail(`a fault of ours: ${fault}`),
  })
  return {
    chain,
    /** Mines a block with these events. */
    mine: (...events: Emitted[]) => chain.mine(events).header,
    /** Waits until the newest block is indexed and no document is waiting. */
    settle: async () => {
      await indexer.reach(chain.head())
      const due = () => store.write(() => pending(Math.floor(Date.now() / 1_000), 1))
      while ((await due()).length > 0) await sleep(5)
    },
    /** Asks, and fails where the answer is an error. */
    ask: async <R = Record<string, never>>(query: string, variables: object = {}): Promise<R> => {
      const request = new Request('http://node.test/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      })
      const { data, errors } = (await (await server.fetch(request)).json()) as Answer<R>
      assert.equal(errors, undefined, JSON.stringify(errors))
      return data
    },
    close: async () => {
      await indexer.stop()
      abort.abort()
      await reading
      await store.close()
    },
  }
}
