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
  hash: string
  given: string
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

export type TrustFacts = {
  feedback: FeedbackRow
  feedback_response: FeedbackResponseRow
  validation_request: ValidationRequestRow
  validation_response: ValidationResponseRow
}

/** What GraphQL fields of these types are resolved from. */
export type ReputationParent = At<{ readonly agent: string }>
export type FeedbackParent = At<Stored<FeedbackRow>>
export type FeedbackResponseParent = At<Stored<FeedbackResponseRow>>
export type ValidationParent = At<Stored<ValidationRequestRow>>
export type ValidationResponseParent = At<Stored<ValidationResponseRow>>
