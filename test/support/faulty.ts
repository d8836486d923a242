/** A lively chain behind endpoints that fail, and a store of some engine to index it into. */
import fc from 'fast-check'
import type { ChainSpec } from '../../indexer/chain.ts'
import { rpcSource } from '../../indexer/rpc.ts'
import type { PortolanError } from '../../src/core/errors.ts'
import type { Store } from '../../src/store/open.ts'
import { randomEvent } from './events.ts'
import { indexed } from './indexed.ts'
import { type MockRpc, mockRpc } from './mockRpc.ts'
import { type Emitted, scriptedChain } from './scripted.ts'
import { until } from './until.ts'
import { factsOf, type Indexing, indexing, scriptedSpec } from './world.ts'

export type Chain = ReturnType<typeof scriptedChain>

/** Events for so many blocks, the same each time. */
export const eventsFor = (blocks: number, seed = 7): readonly (readonly Emitted[])[] =>
  fc.sample(fc.array(randomEvent, { maxLength: 5 }), { seed, numRuns: blocks })

/** A chain of so many blocks of whatever may happen. */
export const lively = (blocks = 40, seed = 7): Chain => {
  const chain = scriptedChain()
  for (const events of eventsFor(blocks, seed)) chain.mine(events)
  return chain
}

/** Mines blocks that were not there before. */
export const grow = (chain: Chain, blocks: number, seed: number): void => {
  for (const events of eventsFor(blocks, seed)) chain.mine(events)
}

/** What indexing the chain once gives, from an honest source into SQLite. */
export const once = (chain: Chain, spec: Partial<ChainSpec> = {}) => indexed(chain, store => factsOf(store), spec)

export type Story = {
  readonly chain: Chain
  readonly rpc: MockRpc
  readonly store: Store
  /** Starts an indexer over the endpoint. Those that run at the end are stopped then. */
  readonly starts: (spec?: Partial<ChainSpec>) => Indexing
}

export type Telling = { readonly blocks?: number; readonly timeoutMs?: number; readonly spec?: Partial<ChainSpec> }

/** Tells a story on a store of an engine. Nothing of it is left when it ends. */
export const told = async (
  open: () => Promise<Store>,
  story: (parts: Story) => Promise<void>,
  { blocks = 40, timeoutMs = 500, spec: given = {} }: Telling = {},
): Promise<void> => {
  const chain = lively(blocks)
  const rpc = await mockRpc(chain)
  const store = await open()
  const started: Indexing[] = []
  const starts = (spec: Partial<ChainSpec> = {}) => {
    const source = rpcSource(rpc.url, { timeoutMs })
    const indexer = indexing(store, source, { spec: { ...scriptedSpec, ...given, ...spec } })
    started.push(indexer)
    return indexer
  }
  try {
    await story({ chain, rpc, store, starts })
  } finally {
    for (const indexer of started) await indexer.stop().catch(() => {})
    await rpc.close()
    await store.close()
  }
}

/** The troubles an indexer has told of. */
export const troublesOf = ({ seen }: Indexing) => seen.filter(event => event.kind === 'trouble')

/** Their codes, each once, in the order in which they came first. */
export const codesOf = (indexer: Indexing): string[] => [
  ...new Set(troublesOf(indexer).map(({ error }) => (error as PortolanError).code)),
]

/** Waits for so many more troubles. */
export const inTrouble = async (indexer: Indexing, times = 1): Promise<void> => {
  const enough = troublesOf(indexer).length + times
  await until(`${times} more troubles`, () => troublesOf(indexer).length >= enough, 20_000)
}

/** Waits until the chain is halted. */
export const halted = ({ seen }: Indexing): Promise<void> =>
  until('the chain is halted', () => seen.some(({ kind }) => kind === 'halted'))
