/** A chain that is written into a store block by block, without an indexer that follows it. */
import { keccak256, toHex } from 'viem'
import type { Contract } from '../../indexer/contracts.ts'
import { decoder } from '../../indexer/decode.ts'
import { rebuildOutdated } from '../../indexer/replay.ts'
import type { Header, Log } from '../../src/core/block.ts'
import { modules } from '../../src/modules/index.ts'
import { chainRow, openChain } from '../../src/store/chain.ts'
import { commit } from '../../src/store/commit.ts'
import { layoutOf, migrate } from '../../src/store/migrate.ts'
import type { Store } from '../../src/store/open.ts'
import { noSettings } from './settings.ts'

/** A block to be written: its time, and its logs, which are in order but know no block yet. */
export type Unwritten = {
  readonly number: number
  readonly time: number
  readonly logs: readonly Pick<Log, 'logIndex' | 'topics' | 'data'>[]
}

/** Opens a chain of one contract in a store that has its tables. */
export const writtenChain = async (store: Store, chain: string, contract: Contract) => {
  const layout = layoutOf(modules)
  const { acts } = decoder(chain, [contract], modules)
  const { epoch } = await store.write(() => openChain(chain, 0))
  let salt = 0

  /** Writes blocks on top of the head, or of the block that is named; what was above it is undone. */
  const write = async (blocks: readonly Unwritten[], rewindTo?: number): Promise<void> => {
    const row = await store.write(() => chainRow(chain))
    if (!row) throw new Error(`${chain} was never opened`)
    const headers = blocks.map(({ number, time }): Header => {
      const hash = keccak256(toHex(`${chain} ${number} ${salt++}`))
      return { number, hash, parent: hash, time, baseFee: null, bloom: null }
    })
    const logs = blocks.flatMap((block, i) =>
      block.logs.map((log): Log => {
        const { number, hash = '' } = headers[i] ?? { number: 0 }
        return { ...log, block: number, blockHash: hash, tx: hash, txIndex: log.logIndex, address: contract.address }
      }),
    )
    const times = new Map(blocks.map(({ number, time }) => [number, time]))
    await store.write(() =>
      commit(layout, {
        chain,
        epoch,
        expect: { number: row.head_number, hash: row.head_hash },
        ...(rewindTo === undefined ? {} : { rewindTo }),
        headers,
        logs,
        acts: logs.flatMap(log => acts(log, { time: times.get(log.block) ?? 0 })),
        final: { number: row.final_number, hash: row.final_hash },
        remote: headers.at(-1)?.number ?? row.remote_number,
        coverage: { contracts: [contract.address], from: blocks[0]?.number ?? 0, to: blocks.at(-1)?.number ?? 0 },
        state: 'following',
      }),
    )
  }
  return { write }
}

/** Makes the tables of a store. */
export const withTables = async (store: Store): Promise<void> => {
  await migrate(store)
  await rebuildOutdated({ store, modules, settings: noSettings, chains: [], report: () => {} })
}
