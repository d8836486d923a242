import type { Header, Log } from '../src/core/block.ts'
import type { Receipt } from './proof/receipts.ts'
import type { StateProof } from './proof/state.ts'

/**
 * Which logs we read: those of these contracts that begin with one of these topics, and name one of these addresses. No
 * contracts, or no topics: whichever.
 */
export type LogFilter = {
  readonly addresses: readonly string[]
  readonly topics0: readonly string[]
  /** In the topic of this index, 1 to 3. Absent: whatever they name. */
  readonly named?: { readonly topic: number; readonly addresses: readonly string[] }
}

/** An address as a topic has it. */
export const topicOf = (address: string): string => `0x${address.slice(2).padStart(64, '0')}`

/**
 * One chain as an RPC shows it. Everything returned is well-formed and says of itself which block it belongs to;
 * whether that is true is for `validate.ts`. Throws `rpc_unavailable` where there is no answer and
 * `rpc_refused` where a narrower range may be answered. Null means "not known here yet", never "does not exist".
 */
export type Source = {
  /** Which endpoint this is: its host, never the whole URL, which may hold a key. */
  readonly name?: string
  chainNumber(signal?: AbortSignal): Promise<bigint>
  head(signal?: AbortSignal): Promise<Header>
  /** The newest finalised block, or null where the RPC knows no such tag. */
  finalized(signal?: AbortSignal): Promise<Header | null>
  headers(numbers: readonly number[], signal?: AbortSignal): Promise<(Header | null)[]>
  headerByHash(hash: string, signal?: AbortSignal): Promise<Header | null>
  logsInRange(filter: LogFilter, from: number, to: number, signal?: AbortSignal): Promise<Log[]>
  /** The logs of exactly one block, named by its hash, so that they cannot be of another branch. */
  logsOfBlock(filter: LogFilter, hash: string, signal?: AbortSignal): Promise<Log[]>
  /** The receipts of exactly one block, in order. Absent: it serves none. */
  receipts?(hash: string, signal?: AbortSignal): Promise<readonly Receipt[] | null>
  /** What a contract returns to a call as of a block, as 0x hex; null: it reverts. Absent: the source runs no calls. */
  call?(to: string, data: string, block: number, signal?: AbortSignal): Promise<`0x${string}` | null>
  /** The way to words of a contract's storage as of a block (EIP-1186). Absent: it proves none. */
  proof?(address: string, slots: readonly string[], block: number, signal?: AbortSignal): Promise<StateProof>
}
