/** What the GraphQL fields of an answer are resolved from. */

import type { PageRequest } from '../../core/page.ts'
import type { Snapshot } from '../../core/snapshot.ts'
import type { Placed } from './best.ts'
import type { Excluded } from './evaluate.ts'
import type { Policy } from './job.ts'

/** A page of a ranking. */
export type Answer = {
  readonly snapshot: Snapshot
  readonly policy: Policy
  readonly purchases: bigint
  /** The quotes of the page, and one more if there is one. */
  readonly quotes: readonly Placed[]
  /** Every offer left out: worked out when it is asked for. */
  readonly excluded: () => Promise<readonly Excluded[]>
  readonly page: PageRequest
}

export type QuoteParent = Placed & { readonly answer: Answer }

export type ExclusionParent = { readonly excluded: Excluded; readonly snapshot: Snapshot }
