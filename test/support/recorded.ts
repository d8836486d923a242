/** A chain of which only some logs were kept, behind the same interface as an RPC. */
import { keccak256, toHex } from 'viem'
import type { Source } from '../../indexer/source.ts'
import type { Header, Log } from '../../src/core/block.ts'
import { matching } from './scripted.ts'

/** A log as `eth_getLogs` rows are recorded. */
export type RawLog = {
  readonly blockNumber: number
  readonly blockHash: string
  readonly transactionHash: string
  readonly transactionIndex: number
  readonly logIndex: number
  readonly address: string
  readonly topics: readonly string[]
  readonly data: string
}

/** A recorded log as a source hands it over. */
export const logOf = (raw: RawLog): Log => ({
  block: raw.blockNumber,
  blockHash: raw.blockHash.toLowerCase(),
  logIndex: raw.logIndex,
  tx: raw.transactionHash.toLowerCase(),
  txIndex: raw.transactionIndex,
  address: raw.address.toLowerCase(),
  topics: raw.topics.map(topic => topic.toLowerCase()),
  data: raw.data.toLowerCase(),
})

/** Serves exactly these logs, in blocks with the hashes they name. All other headers are made up to match. */
export const recordedSource = (chainNumber: bigint, logs: readonly Log[]): Source => {
  const ordered = logs.toSorted((a, b) => a.block - b.block || a.logIndex - b.logIndex)
  const hashes = new Map(ordered.map(log => [log.block, log.blockHash]))
  const heights = new Map(ordered.map(log => [log.blockHash, log.block]))
  const hashAt = (number: number): string => hashes.get(number) ?? keccak256(toHex(`block ${number}`))
  const headerAt = (number: number): Header => ({
    number,
    hash: hashAt(number),
    parent: hashAt(number - 1),
    time: 1_700_000_000 + 12 * number,
    baseFee: null,
    bloom: null,
  })
  const head = ordered.at(-1)?.block ?? 0
  return {
    chainNumber: async () => chainNumber,
    head: async () => headerAt(head),
    finalized: async () => headerAt(head),
    headers: async numbers => numbers.map(number => (number <= head ? headerAt(number) : null)),
    headerByHash: async hash => {
      const number = heights.get(hash)
      return number === undefined ? null : headerAt(number)
    },
    logsInRange: async (filter, from, to) =>
      matching(
        ordered.filter(({ block }) => block >= from && block <= to),
        filter,
      ),
    logsOfBlock: async (_, hash) => ordered.filter(log => log.blockHash === hash),
  }
}
