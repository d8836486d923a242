/** What the GraphQL fields of an answer are resolved from. */

import type { Seen } from '../../core/context.ts'
import type { PageRequest } from '../../core/page.ts'
import type { ChainHead, OriginRef, Snapshot } from '../../core/snapshot.ts'
import type { TrustPolicy } from '../../core/trustPolicy.ts'
import type { Placed } from './best.ts'
import type { Excluded, Quoted } from './evaluate.ts'
import type { Policy } from './job.ts'

/** A page of a ranking. */
export type Answer = {
  readonly snapshot: Snapshot
  readonly policy: Policy
  /** By which rules trust was computed; null: it was not. */
  readonly trust: TrustPolicy | null
  readonly purchases: bigint
  /** The quotes of the page, and one more if there is one. */
  readonly quotes: readonly Placed[]
  /** Every offer left out: worked out when it is asked for. */
  readonly exclusions: () => Promise<readonly Excluded[]>
  readonly page: PageRequest
}

/** The first quote, and what pays it. */
export type PickParent = { readonly quoted: Quoted | null; readonly answer: Answer }

export type QuoteParent = Placed & { readonly answer: Answer }

export type ExclusionParent = { readonly excluded: Excluded; readonly snapshot: Snapshot }

/** An event of a standing quote. */
export type StandingParent = {
  readonly kind: 'FIRST' | 'CHANGED' | 'GONE' | 'REVERTED'
  /** The winner alone, or nothing. */
  readonly answer: Answer
  /** The winner that was told before. */
  readonly was: Quoted | null
  /** The last moment that stands and at which what was told before held; null in the first event. */
  readonly since: Seen | null
  readonly reverted: readonly ChainHead[]
}

/** `bf`: the block that it came with; null where only time passed. */
export type CauseParent = {
  readonly kind: 'OFFER' | 'RATE' | 'KEY' | 'START' | 'EXPIRY' | 'GAS' | 'TRUST' | 'REORG'
  readonly about: string
  readonly chain: string | null
  readonly block: number | null
  readonly origin: OriginRef | null
}
