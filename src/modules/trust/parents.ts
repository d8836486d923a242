/** What the GraphQL fields of a score are resolved from. */
import type { Snapshot } from '../../core/snapshot.ts'
import type { Census, Judged } from './census.ts'
import type { Change } from './changes.ts'
import type { Line } from './lines.ts'
import type { FacetScore, Score } from './score/score.ts'
import type { Standing } from './score/weigh.ts'
import type { Today } from './scores.ts'
import type { Modes } from './tallies.ts'

/** The score of an agent at a moment, under either mode, and which of them is shown. */
export type TrustScoreParent = {
  readonly snapshot: Snapshot
  readonly agent: string
  readonly today: Today
  readonly scores: Modes<Score>
  readonly strict: boolean
  /** Whether it was computed under other rules than the node's. */
  readonly hypothetical: boolean
  /** Every opinion of the agent as it is judged, read once. */
  readonly census: () => Promise<Census>
}

export type FacetScoreParent = { readonly facet: FacetScore; readonly of: TrustScoreParent }

export type ContributionParent = {
  readonly line: Line
  readonly of: TrustScoreParent
  /** How the reviewers of the page stood in the morning, read once. */
  readonly standings: () => Promise<ReadonlyMap<string, Modes<Standing>>>
}

export type IgnoredOpinionParent = { readonly judged: Judged; readonly snapshot: Snapshot }

export type ScoreChangeParent = {
  readonly change: Change
  readonly strict: boolean
  /** The two moments. */
  readonly between: readonly [Snapshot, Snapshot]
}
