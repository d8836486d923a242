/** A store, an indexer over it and what one wants to know of them, for stories about chains. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { ChainSpec, Progress } from '../../indexer/chain.ts'
import type { Contract } from '../../indexer/contracts.ts'
import type { Endpoints } from '../../indexer/endpoints/endpoints.ts'
import { runIndexer } from '../../indexer/index.ts'
import type { Source } from '../../indexer/source.ts'
import type { Module } from '../../src/core/module.ts'
import type { Settings } from '../../src/core/settings.ts'
import { modules as all } from '../../src/modules/index.ts'
import { type ChainRow, chainRow } from '../../src/store/chain.ts'
import { layoutOf } from '../../src/store/migrate.ts'
import type { Store } from '../../src/store/open.ts'
import { run } from '../../src/store/statement.ts'
import { lazyPostgres, openSqlite } from './engines.ts'
import { addressOf, CHAIN, FINAL_DEPTH } from './scripted.ts'
import { noSettings } from './settings.ts'

const IDENTITY = addressOf('TestIdentityRegistry')

/** The contracts of a scripted chain. */
export const scriptedContracts: readonly Contract[] = [
  { kind: 'identityRegistry', address: IDENTITY, subject: IDENTITY },
  { kind: 'reputationRegistry', address: addressOf('TestReputationRegistry'), subject: IDENTITY },
  { kind: 'validationRegistry', address: addressOf('TestValidationRegistry'), subject: IDENTITY },
  { kind: 'didRegistry', address: addressOf('EthereumDIDRegistry'), subject: addressOf('EthereumDIDRegistry') },
  { kind: 'offerBoard', address: addressOf('OfferBoard'), subject: addressOf('OfferBoard') },
  { kind: 'priceFeed', address: addressOf('TestPriceFeed'), subject: addressOf('TestPriceFeed') },
  { kind: 'paymentAsset', address: addressOf('TestToken'), subject: addressOf('TestToken') },
]

export const scriptedSpec: ChainSpec = {
  chain: CHAIN,
  rpc: ['http://127.0.0.1:1'],
  contracts: scriptedContracts,
  start: 0,
  finality: { depth: FINAL_DEPTH },
  pollMs: 1,
  maxRange: 10_000,
}

/** A store of its own, removed when it is closed: in SQLite, or in the engine that TEST_ENGINE names. */
export const temporaryStore = (): Store => (process.env.TEST_ENGINE === 'postgres' ? lazyPostgres() : openSqlite())

export type Indexing = {
  readonly seen: Progress[]
  /** Waits until the store holds this head. */
  reach(head: { number: number; hash: string }): Promise<ChainRow>
  stop(): Promise<void>
}

/** Indexes in the background until stopped. */
export const indexing = (
  store: Store,
  over: Source | Endpoints,
  {
    spec = scriptedSpec,
    modules = all,
    settings = noSettings,
  }: { readonly spec?: ChainSpec; readonly modules?: readonly Module[]; readonly settings?: Settings } = {},
): Indexing => {
  const seen: Progress[] = []
  const abort = new AbortController()
  const running = runIndexer({
    store,
    modules,
    settings,
    chains: ['on' in over ? { spec, endpoints: over } : { spec, source: over }],
    report: event => seen.push(event),
    signal: abort.signal,
  })
  let failure: unknown
  running.catch(error => {
    failure = error
  })
  return {
    seen,
    reach: async head => {
      for (let waited = 0; waited < 20_000; waited += 1) {
        if (failure) throw failure
        const row = seen.some(e => e.kind !== 'trouble') ? await store.write(() => chainRow(spec.chain)) : undefined
        if (row?.head_number === head.number && row.head_hash === head.hash) return row
        if (row?.state === 'halted') throw new Error(`halted: ${row.reason}`)
        await sleep(1)
      }
      throw new Error(`block ${head.number} was never reached; ${JSON.stringify(seen.at(-1))}`)
    },
    stop: async () => {
      abort.abort()
      await running
    },
  }
}

/** Every fact row, present and past, in a fixed order: what must be equal however it came about. */
export const factsOf = async (store: Store, modules: readonly Module[] = all): Promise<Record<string, unknown[]>> => {
  const { facts: versioned, derived } = layoutOf(modules)
  const tables = [...versioned.keys(), ...derived.keys()].flatMap(name => [name, `${name}_h`])
  const facts: Record<string, unknown[]> = {}
  for (const table of [...tables, 'log', 'root']) {
    const order = table === 'log' ? 'chain, block, log_index' : table === 'root' ? 'chain, block' : 'chain, id, bf'
    facts[table] = await store.write(() => run(`select * from ${table} order by ${order}`))
  }
  return facts
}
