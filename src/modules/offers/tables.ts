/** Rows of `schema/sql/offers.sql`, without what the store adds. */
import type { Version } from '../../core/asOf.ts'
import type { At } from '../../core/snapshot.ts'

export type AnnouncementRow = {
  id: string
  carrier: 'board' | 'did' | 'agent'
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

/** What GraphQL fields of these types are resolved from. */
export type OfferParent = At<Ruling>
export type AnnouncementParent = At<Version<AnnouncementRow>>
