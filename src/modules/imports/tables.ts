/** Rows of `schema/sql/imports.sql`, and what is known of a source at a moment. */
import type { Import } from '../../core/settings.ts'
import type { At } from '../../core/snapshot.ts'
import type { Unsigned } from '../offers/tables.ts'

export type UnsignedPriceRow = {
  kind: string
  uri_id: string
  content: string
  place: number
  id: string
  sub: string
  resource: string
  network: string
  asset: string | null
  payee: string
  ceiling: number
  accepts: string
  terms: string | null
}

export type PriceFetchRow = { kind: string; uri_id: string; fetched_at: number; content: string }

export type ImportsClaims = { unsigned_price: UnsignedPriceRow; price_fetch: PriceFetchRow }

/** A configured source as it was known at a moment. */
export type Source = {
  readonly import: Import
  /** What it last served that could be read. */
  readonly content: string
  /** Unix seconds of the last fetch that found it so, or of the failure since. */
  readonly fetchedAt: number
  readonly verdict: string
  readonly reason: string | null
  /** Why nothing it says counts. */
  readonly trouble: { readonly status: 'SOURCE_FAILED' | 'STALE'; readonly detail: string } | null
}

export type UnsignedPriceStatus =
  | 'LISTED'
  | 'SOURCE_FAILED'
  | 'STALE'
  | 'CEILING_ONLY'
  | 'UNKNOWN_ASSET'
  | 'NO_CATEGORY'

/** What GraphQL fields are resolved from. */
export type UnsignedPriceParent = At<{
  readonly row: UnsignedPriceRow
  readonly source: Source
  readonly status: UnsignedPriceStatus
  readonly candidate: { readonly ruling: Unsigned } | null
}>
