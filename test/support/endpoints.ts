/** Several endpoints of one scripted chain, honest ones and liars, and a chain whose headers and receipts hold together. */
import type { Endpoints } from '../../indexer/endpoints/endpoints.ts'
import { bloomOf } from '../../indexer/proof/bloom.ts'
import { type Receipt, receiptsRoot } from '../../indexer/proof/receipts.ts'
import type { LogFilter, Source } from '../../indexer/source.ts'
import type { Header, Log } from '../../src/core/block.ts'
import { PortolanError } from '../../src/core/errors.ts'
import { type Block, matching, type scriptedChain } from './scripted.ts'

/** Sources by name, tried in this order. */
export const endpointsOf = (sources: Readonly<Record<string, Source>>): Endpoints => {
  const named = Object.entries(sources).map(([name, source]) => ({ ...source, name }))
  return {
    names: named.map(({ name }) => name),
    on: async (work, { not = [] } = {}) => {
      let failure: unknown = new PortolanError('rpc_unavailable', 'there is no other endpoint')
      for (const source of named.filter(({ name }) => !not.includes(name))) {
        try {
          return await work(source)
        } catch (error) {
          const isOfEndpoint = error instanceof PortolanError && /^rpc_(unavailable|inconsistent)$/.test(error.code)
          if (!isOfEndpoint) throw error
          failure = error
        }
      }
      throw failure
    },
  }
}

/** The receipts of a block: each log is of a transaction of its own. */
export const receiptsOf = (logs: readonly Log[]): Receipt[] =>
  logs.map((log, i) => ({ type: 2, outcome: 1, cumulativeGas: BigInt(21_000 * (i + 1)), logs: [log] }))

/** Which logs an endpoint serves of a block. */
export type Lie = (block: Block) => readonly Log[]

/**
 * An endpoint of the chain whose headers have the roots and blooms of what the chain emitted; `lie` says what logs it
 * serves of a block, in answers and in receipts alike.
 */
export const serving = (chain: ReturnType<typeof scriptedChain>, lie: Lie = ({ logs }) => logs): Source => {
  const whole = async ({ header, logs }: Block): Promise<Header> => ({
    ...header,
    recomputed: header.hash,
    receiptsRoot: await receiptsRoot(receiptsOf(logs)),
    bloom: bloomOf(logs),
  })
  const at = (hash: string) => chain.blocks().find(({ header }) => header.hash === hash)
  const { source } = chain
  const of = (blocks: readonly Block[], filter: LogFilter) => matching(blocks.flatMap(lie), filter)
  return {
    ...source,
    head: async () => whole(chain.blocks().at(-1) as Block),
    headers: numbers =>
      Promise.all(
        numbers.map(n => {
          const block = chain.blocks()[n]
          return block ? whole(block) : null
        }),
      ),
    headerByHash: async hash => {
      const block = at(hash)
      return block ? whole(block) : null
    },
    logsInRange: async (filter, from, to) => of(chain.blocks().slice(from, to + 1), filter),
    logsOfBlock: async (filter, hash) => {
      const block = at(hash)
      return of(block ? [block] : [], filter)
    },
    receipts: async hash => {
      const block = at(hash)
      return block ? receiptsOf(lie(block)) : null
    },
  }
}
