/** Rows of `schema/sql/offers.sql`, without what the store adds. */
import type { Version } from '../../core/asOf.ts'
import type { SubmissionRow } from '../../core/chainTables.ts'
import type { At } from '../../core/snapshot.ts'

/** A row of the table, or a submission in the shape of one: its carrier is `node`. */
export type AnnouncementRow = {
  id: string
  carrier: 'board' | 'did' | 'agent' | 'node'
  place: string
  uri: string
  uri_id: string
  pinned: number
  offer_id: string | null
  subject: string | null
  seq: number | null
  announcer: string | null
  valid_to: number | null
  announced: string
}

export type TokenRow = {
  id: string
  issuer: string
  sub: string
  subject: string
  seq: number
  starts: number
  expires: number | null
  void: number
  kid: string
  key: string
  name: string
  payload: string
  jwt: string
  known_at: number
  nr: number
}

export type TokenCategoryRow = { category: string; token: string; sub: string }

export type TokenDocumentRow = { uri_id: string; token: string; nr: number }

export type OffersFacts = { announcement: AnnouncementRow }

export type OffersClaims = { token: TokenRow; token_category: TokenCategoryRow; token_document: TokenDocumentRow }

export type OfferStatus =
  | 'IN_FORCE'
  | 'SCHEDULED'
  | 'EXPIRED'
  | 'WITHDRAWN'
  | 'EQUIVOCATED'
  | 'KEY_ENDED'
  | 'UNANNOUNCED'

/** A token that rules its subject, where it stands, and the announcements at which its key held. */
export type Ruling = {
  readonly token: TokenRow
  readonly status: OfferStatus
  readonly announcements: readonly Version<AnnouncementRow>[]
  /** Unix seconds before which the clock alone changes nothing of it; null: it never does. */
  readonly until: number | null
}

/** A price that nobody signed, in the place of a token: it has no issuer, sequence number, key and signature. */
export type UnsignedToken = Pick<
  TokenRow,
  'id' | 'sub' | 'name' | 'payload' | 'starts' | 'expires' | 'void' | 'known_at'
> & { readonly issuer: null; readonly seq: null; readonly kid: null; readonly jwt: null }

/** A price that nobody signed, and why it is none that could be quoted, if so. */
export type Unsigned = {
  readonly token: UnsignedToken
  readonly status: 'UNSIGNED'
  readonly announcements: readonly never[]
  /** Whom it pays, by every DID of ours that stands for the account: its did:pkh first. */
  readonly payees: readonly string[]
  /** What is wrong with the source: its last fetch failed, or is too long ago. */
  readonly stale: string | null
  /** The amount is the most that a request may cost, or of unknown meaning: it is no price. */
  readonly ceiling: boolean
}

/** An announcement or a submission. */
export type Listed = Version<AnnouncementRow> & { readonly submittedAt: number | null }

/** How far it has come, and why no further. */
export type Progress = {
  readonly stage: 'ANNOUNCED' | 'FETCHED' | 'VERIFIED' | 'IN_FORCE'
  readonly code: string | null
  readonly reason: string | null
}

export type Listing = Progress & {
  readonly listed: Listed
  readonly offer: string | null
  readonly sub: string | null
  readonly serves: string | null
}

/** What GraphQL fields of these types are resolved from. */
export type OfferParent = At<Ruling | Unsigned>
export type AnnouncementParent = At<Version<AnnouncementRow>>
export type SubmissionParent = At<SubmissionRow>
export type ListingParent = At<Listing>
