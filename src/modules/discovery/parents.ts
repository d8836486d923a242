/** What the GraphQL fields of an answer are resolved from. */

import type { PageRequest } from '../../core/page.ts'
import type { Snapshot } from '../../core/snapshot.ts'
import type { Excluded, Quoted } from './evaluate.ts'
import type { Policy } from './job.ts'

/** A whole ranking and the page of it that was asked for. */
export type Answer = {
  readonly snapshot: Snapshot
  readonly policy: Policy
  readonly purchases: bigint
  /** Every quote, best first. */
  readonly ranking: readonly Quoted[]
  readonly exclusions: readonly Excluded[]
  readonly page: PageRequest
}

export type QuoteParent = { readonly quoted: Quoted; readonly rank: number; readonly answer: Answer }

export type ExclusionParent = { readonly excluded: Excluded; readonly snapshot: Snapshot }
