import type { ChainSpec } from '../../indexer/chain.ts'
import type { Source } from '../../indexer/source.ts'
import type { Head } from '../../src/core/block.ts'
import type { Store } from '../../src/store/open.ts'
import { type Indexing, indexing, scriptedSpec, temporaryStore } from './world.ts'

/** Indexes a chain up to its head into a store of its own, tells, and leaves nothing behind however that ends. */
export const indexed = async <R>(
  chain: { readonly source: Source; head(): Head },
  told: (store: Store, indexer: Indexing) => Promise<R>,
  spec: Partial<ChainSpec> = {},
): Promise<R> => {
  const store = temporaryStore()
  const indexer = indexing(store, chain.source, { spec: { ...scriptedSpec, ...spec } })
  try {
    await indexer.reach(chain.head())
    return await told(store, indexer)
  } finally {
    await indexer.stop()
    await store.close()
  }
}
