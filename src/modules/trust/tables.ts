/** Rows of `schema/sql/trust.sql`, without what the store adds. */
import type { Stored } from '../../core/asOf.ts'
import type { At } from '../../core/snapshot.ts'

export type FeedbackRow = {
  id: string
  registry: string
  agent: string
  client: string
  feedback_index: number
  value: string
  decimals: number
  tag1: string
  tag2: string
  endpoint: string
  uri: string
  uri_id: string | null
  hash: string
  given: string
  day: number
  sales: number
  eighths: number
  revoked: string | null
}

export type FeedbackResponseRow = {
  id: string
  feedback: string
  responder: string
  uri: string
  hash: string
  given: string
}

export type ValidationRequestRow = {
  id: string
  registry: string
  agent: string
  validator: string
  uri: string
  hash: string
  given: string
}

export type ValidationResponseRow = {
  id: string
  request: string
  response: number
  uri: string
  hash: string
  tag: string
  given: string
}

export type ValidatorAnswerRow = {
  id: string
  agent: string
  validator: string
  answer: string
  response: number
  sales: number
  day: number
}

export type OpinionRow = {
  id: string
  agent: string
  rater: string
  facet: 'quality' | 'availability'
  sales: number
  operator: string | null
  rater_operator: string | null
  total: number
  eighths: number
  counts: string
  revoked: number
  day: number
}

export type RaterRow = { id: string; given: number; revoked: number; starred: number; small: number }

export type TagSummaryRow = { id: string; agent: string; example: string; values_count: number; total: string }

export type CreditSourceRow = {
  id: string
  rater: string
  operator: string
  first: number
  second: number
  second_strict: number
}

export type WeightRow = {
  id: string
  agent: string
  rater: string
  plain: number
  strict: number
  first: number
  first_strict: number
  grown: string
  grown_strict: string
}

export type TallyRow = {
  id: string
  agent: string
  operator: string
  facet: string
  sales: number
  bad: number
  opinions: number
  opinions_strict: number
  plain: string
  strict: string
}

export type OperatorTallyRow = { id: string; plain: string; strict: string; first: string; first_strict: string }

export type OperatorFlowRow = {
  id: string
  taking: number
  inflow: number
  inflow_strict: number
  passed: number
  passed_strict: number
}

export type SeedFlowRow = { id: string; taking: number; most: number }

/** Versioned by day: the snapshot of a moment reads them by `inDays`. */
export type TrustDerived = {
  credit_source: CreditSourceRow
  weight: WeightRow
  tally: TallyRow
  operator_tally: OperatorTallyRow
  operator_flow: OperatorFlowRow
  seed_flow: SeedFlowRow
}

export type TrustFacts = {
  feedback: FeedbackRow
  feedback_response: FeedbackResponseRow
  validation_request: ValidationRequestRow
  validation_response: ValidationResponseRow
  validator_answer: ValidatorAnswerRow
  opinion: OpinionRow
  rater: RaterRow
  tag_summary: TagSummaryRow
}

export type FeedbackFileRow = { id: string; sorted_hash: string; proof: string | null }

export type TrustClaims = { feedback_file: FeedbackFileRow }

/** What GraphQL fields of these types are resolved from. */
export type ReputationParent = At<{ readonly agent: string }>
export type FeedbackParent = At<Stored<FeedbackRow>>
export type FeedbackFileParent = FeedbackParent & { readonly uri_id: string }
export type OpinionParent = Stored<OpinionRow>
/** With the tag itself; null where no version of its example has it. */
export type TagSummaryParent = Stored<TagSummaryRow> & { readonly tag: string | null }
export type FeedbackResponseParent = At<Stored<FeedbackResponseRow>>
export type ValidationParent = At<Stored<ValidationRequestRow>>
export type ValidationResponseParent = At<Stored<ValidationResponseRow>>
