/** Rows of `schema/sql/identity.sql`, without what the store adds. */
import type { Stored } from '../../core/asOf.ts'
import type { At } from '../../core/snapshot.ts'

export type WalletProvenance = 'default_owner' | 'proven' | 'cleared'

export type AgentRow = {
  id: string
  registry: string
  token: string
  owner: string
  owner_at: string
  wallet: string | null
  wallet_provenance: WalletProvenance
  wallet_at: string
  uri: string | null
  uri_id: string | null
  uri_at: string | null
  approved: string | null
  minted: string
  registered: string | null
  refreshed: string | null
}

export type AgentMetadataRow = { id: string; agent: string; key: string; value: string }

export type OperatorRow = { id: string; registry: string; owner: string; operator: string }

export type DidRow = {
  id: string
  identity: string
  owner: string
  owner_at: string | null
  epoch: number
  deactivated: number
  changed: number
  events: number
  key_count: number
  service_count: number
}

export type DidEntryRow = {
  id: string
  did: string
  kind: 'delegate' | 'attribute'
  name: string
  value: string
  fragment: string | null
  valid_to: number
  epoch: number
  key: string | null
}

export type DidEventRow = {
  id: string
  did: string
  kind: 'owner' | 'delegate' | 'attribute'
  name: string
  value: string
  valid_to: number
  previous: string
}

export type RegistrationRow = {
  id: string
  type: string | null
  name: string | null
  description: string | null
  image: string | null
  active: number | null
  x402: number | null
  services: string
  registrations: string
  trust: string
}

export type RegistrationDidRow = { did: string; uri_id: string; id: string }

export type IdentityFacts = {
  agent: AgentRow
  agent_metadata: AgentMetadataRow
  operator: OperatorRow
  did: DidRow
  did_entry: DidEntryRow
  did_event: DidEventRow
}

export type IdentityClaims = { registration: RegistrationRow; registration_did: RegistrationDidRow }

/** What GraphQL fields of these types are resolved from. */
export type AgentParent = At<Stored<AgentRow>>
export type AgentMetadataParent = At<Stored<AgentMetadataRow>>
export type RegistrationParent = RegistrationRow & { readonly agent: string }
/** An identity by its DID, as it was asked for or as its token spells it. */
export type IdentityParent = At<{ readonly did: string }>
export type IdentityEntryParent = At<Stored<DidEntryRow>> & {
  readonly asked: string
  readonly inherited: boolean
  readonly identity: Stored<DidRow>
}

/** Something that held from one event to another: events by their positions. */
export type Period = {
  readonly kind: 'OWNER' | 'KEY' | 'SERVICE' | 'WALLET' | 'URI'
  readonly name: string | null
  readonly fragment: string | null
  readonly value: string
  /** Null: from before the first event. */
  readonly from: string | null
  readonly to: string | null
  readonly ending: 'REPLACED' | 'REVOKED' | 'EXPIRED' | 'OWNER_CHANGED' | 'DEACTIVATED' | null
  /** Unix seconds. */
  readonly endsAt: number | null
  readonly inheritedFrom: string | null
}
/** A period with its chain and the DID as it was asked for; the subject of an agent has none. */
export type PeriodParent = At<Period> & { readonly chain: string; readonly asked: string | null }
