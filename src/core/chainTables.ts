/** Rows of the chain tables (`schema/sql/chain.*.sql`) that modules may read beside their own. */

export type BlockRow = {
  readonly chain: string
  readonly number: number
  readonly hash: string
  readonly parent: string
  readonly time: number
  readonly base_fee: string | null
}

export type DocumentRow = {
  readonly kind: string
  readonly id: string
  readonly uri: string
  readonly verdict: string | null
  readonly reason: string | null
  readonly content: string | null
  readonly media_type: string | null
  readonly fetched_at: number | null
  readonly due: number | null
}

export type DocumentFetchRow = {
  readonly kind: string
  readonly id: string
  readonly fetched_at: number
  readonly verdict: string
  readonly reason: string | null
  readonly content: string | null
}

/** Bytes that were fetched, without the bytes. */
export type ContentRow = { readonly id: string; readonly keccak: string; readonly size: number }

/** An offer that was handed to this node. Without the running sums of the log. */
export type SubmissionRow = {
  readonly number: number
  readonly offer: string
  readonly uri: string
  readonly uri_id: string
  readonly sub: string
  readonly issuer: string
  readonly account: string
  readonly received_at: number
  readonly bytes: number
  readonly heads: string
}

/** The day up to which derived tables of a chain are computed, and under which rules. */
export type DerivedDayRow = { readonly chain: string; readonly day: number; readonly rules: string }

/** A break in a sequence that a contract guarantees: versioned like a fact (`schema/sql/audit.sql`). */
export type GapRow = { readonly id: string; readonly kind: string; readonly subject: string; readonly detail: string }

/** The code behind a contract that is a proxy: versioned like a fact (`schema/sql/audit.sql`). */
export type ImplementationRow = { readonly id: string; readonly kind: string; readonly address: string }

export type ChainTables = {
  block: BlockRow
  document: DocumentRow
  document_fetch: DocumentFetchRow
  content: ContentRow
  submission: SubmissionRow
  derived_day: DerivedDayRow
}
