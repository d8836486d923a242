/** What the operator configures and no chain says: which feed prices what, what a rail costs, which tokens are known. */

import type { Did } from './did.ts'
import type { TrustPolicy } from './trustPolicy.ts'

/** An aggregator whose rounds are indexed, and what they price. */
export type Feed = {
  readonly chain: string
  readonly contract: string
  /** What is priced: a CAIP-19 asset or an ISO 4217 currency. */
  readonly base: string
  /** ISO 4217 currency of the answer. */
  readonly quote: string
  readonly decimals: number
  /** The longest time between two rounds, seconds. An answer older than 1.5 times that is stale. */
  readonly heartbeat: number
}

/** What paying over a rail costs the buyer on a chain, beside the price. */
export type Rail = {
  /** protocol/scheme, as in the offer's `via`. */
  readonly via: string
  /** CAIP-2, or a namespace and a star: `eip155:*`. */
  readonly chain: string
  /** Gas the buyer pays once, and for each purchase. */
  readonly setupGas: bigint
  readonly gas: bigint
  /** Typical seconds until the seller may rely on the payment. */
  readonly seconds: number
  /** The least atomic amount that the rail moves. */
  readonly floor: bigint
  /** Whether the money waits until the work is accepted. */
  readonly escrow: boolean
}

export type Token = { readonly asset: string; readonly symbol: string; readonly decimals: number }

/** A place that states prices which nobody signed, and what the operator says of them. */
export type Import = {
  /** x402: a resource that asks for payment; bazaar: a listing of many; erc8257: the manifest of a tool. */
  readonly kind: 'x402' | 'bazaar' | 'erc8257'
  readonly url: string
  /** What is sold there. Without any its prices are shown and never quoted. */
  readonly categories: readonly string[]
  /** What one request is one of. */
  readonly meter: { readonly name: string; readonly unit: string }
  /** Seconds after which what was fetched no longer counts. */
  readonly maxAge: number
}

/** What this node takes of the offers that are handed to it. */
export type SubmissionLimits = {
  readonly enabled: boolean
  /** Subjects in the log, of one DID; DIDs of one address count as one. */
  readonly subjectsPerDid: number
  /** Submissions in any hour of the node's clock, likewise. */
  readonly perHour: number
  /** Bytes of all tokens in the log. */
  readonly maxBytes: number
}

/** What is taken where nothing else is configured: more than any one machine needs, of some hundred thousand offers. */
export const SUBMISSIONS: SubmissionLimits = {
  enabled: true,
  subjectsPerDid: 1_000,
  perHour: 60,
  maxBytes: 268_435_456,
}

/** Code of a kind of contract that somebody has read: what it counts, it counts without leaving numbers out. */
export type Implementation = { readonly chain: string; readonly kind: string; readonly address: string }

/** Whether this code of a contract of this kind is known. */
export const isKnownCode = (known: readonly Implementation[], { chain, kind, address }: Implementation): boolean =>
  known.some(of => of.chain === chain && of.kind === kind && of.address === address)

export type Settings = {
  readonly feeds: readonly Feed[]
  readonly rails: readonly Rail[]
  readonly tokens: readonly Token[]
  readonly imports: readonly Import[]
  /** CAIP-2 -> CAIP-19 of the coin that gas is paid in. */
  readonly coins: { readonly [chain: string]: string }
  /** Names that `did:ethr` may call chains by here, beside those that all know: name -> CAIP-2. */
  readonly networks: { readonly [name: string]: string }
  /** Chains on which an ERC-1056 registry is known to exist but is not indexed here: nothing can be said of their DIDs. */
  readonly unreadDidChains: readonly string[]
  /** The code of registries that is known; under other code nothing is halted, but it is said. */
  readonly implementations: readonly Implementation[]
  readonly submissions: SubmissionLimits
  /** By which rules and from whose custom trust is computed; null: it is not. */
  readonly trust: TrustPolicy | null
}

/** Whether nothing can be said of a DID here, because the registry that rules it is not read. */
export const isUnread = (did: Did | null, { unreadDidChains }: Pick<Settings, 'unreadDidChains'>): boolean =>
  did?.method === 'ethr' && unreadDidChains.includes(did.chain)
