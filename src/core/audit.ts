/** How what we hold of a contract is held against the contract itself: what a module knows of its own completeness. */
import type { Asks } from './asks.ts'
import type { Log } from './block.ts'
import type { GapRow } from './chainTables.ts'
import type { When } from './snapshot.ts'

/** A gap and where it was noticed. */
export type GapAt = GapRow & { readonly chain: string; readonly contract: string; readonly block: number }

/** The blocks between which something is missing, both included; `from` null: it may be anywhere before. */
export type Stretch = { readonly from: number | null; readonly to: number }

/** Where the logs lie that a gap misses: between the last known event of its key and the event that showed it. */
export type Missing = (gap: GapAt) => Asks<Stretch>

/** A contract as of one block that is final and that we hold. */
export type Scope = {
  readonly chain: string
  readonly contract: string
  /** The identity registry whose agents it speaks of; itself where it is one. */
  readonly subject: string
  readonly block: number
  readonly when: When
}

/** Calls the contract at the block. Gives what it returns, as 0x hex; null: it reverts. */
export type Call = (data: `0x${string}`) => Promise<`0x${string}` | null>

/** How a contract says otherwise than we hold, and since which block we may have missed why. */
export type Difference = { readonly detail: string; readonly from: number | null }

/** One thing that a contract says of itself. */
export type Comparison = {
  /** In the order of the check. */
  readonly key: string
  /** Asks the contract; null: it says what we hold. */
  readonly compare: (call: Call) => Promise<Difference | null>
}

/** A kind of thing that contracts say of themselves, page by page: behind a key, at most `limit`. */
export type Check = {
  readonly kind: string
  readonly behind: (scope: Scope, key: string, limit: number) => Asks<readonly Comparison[]>
}

/** Words of storage that the logs of a contract determine: all of them together, in order. */
export type Seal = {
  readonly slots: readonly `0x${string}`[]
  /** The words of the slots before the first log. */
  readonly first: readonly bigint[]
  /** The words after a log of the contract. */
  readonly next: (words: readonly bigint[], log: Log) => readonly bigint[]
}

/** What can be held against a kind of contract. */
export type Audit = { readonly checks: readonly Check[]; readonly seal?: Seal }
