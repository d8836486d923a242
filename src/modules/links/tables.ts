/** Rows of `schema/sql/links.sql`, without what the store adds. */
import type { At } from '../../core/snapshot.ts'

export type LinkClaimRow = {
  id: string
  carrier: 'attribute' | 'metadata'
  agent: string
  did: string
  said: string
  valid_to: number
  uri: string | null
  uri_id: string | null
}

export type LinkNamedRow = { id: string; did: string }

export type WebDidRow = { id: string; did: string; document: string; names: string }

export type WebDidAgentRow = { agent: string; uri_id: string; id: string }

export type LinksFacts = { link_claim: LinkClaimRow; link_named: LinkNamedRow }

export type LinksClaims = { web_did: WebDidRow; web_did_agent: WebDidAgentRow }

/** How one side stands to what it said of the other: under its present owner, under an earlier one, or no longer. */
export type Standing = 'HELD' | 'STALE' | 'ENDED'

export type Carrier = 'ATTRIBUTE' | 'METADATA' | 'REGISTRATION_FILE' | 'ACCOUNT' | 'DOCUMENT'

/** What one side says of the other, and how that stands. */
export type Claim = {
  readonly by: 'AGENT' | 'DID'
  readonly carrier: Carrier
  readonly standing: Standing
  /** Where it was said on the chain of the side that speaks. */
  readonly said?: { readonly chain: string; readonly position: string }
  /** The document that says it. */
  readonly document?: { readonly kind: string; readonly id: string }
}

export type Pair = { readonly agent: string; readonly did: string }

/** An agent and a DID of which at least one stands by the other. */
export type Link = Pair & {
  readonly state: 'VERIFIED' | 'BROKEN' | 'STALE' | 'CLAIMED'
  readonly claims: readonly Claim[]
}

/** What GraphQL fields of these types are resolved from. */
export type LinkParent = At<Link>
export type LinkClaimParent = At<Claim>
