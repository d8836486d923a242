/** What the parts of the indexer need to know of the one chain that they work on. */
import type { Implementation } from '../src/core/settings.ts'
import type { Layout } from '../src/store/commit.ts'
import type { Store } from '../src/store/open.ts'
import type { Contract } from './contracts.ts'
import type { Decoder } from './decode.ts'
import type { Endpoints } from './endpoints/endpoints.ts'
import type { Mode } from './proof/assured.ts'

/** How a chain says that a block will not change any more: by its own tag, or by depth below the head. */
export type Finality = 'tag' | { readonly depth: number }

export type ChainSpec = {
  /** CAIP-2 id. */
  readonly chain: string
  /** URLs of its endpoints, in the order of preference. */
  readonly rpc: readonly string[]
  /** URL of a WebSocket whose new heads say when to look. */
  readonly ws?: string
  readonly contracts: readonly Contract[]
  /** The first block to read: not later than the deployment of any contract. */
  readonly start: number
  readonly finality: Finality
  /** How often the head is asked for; null: by the pace of the blocks. */
  readonly pollMs: number | null
  /** The widest range of blocks asked for at once. */
  readonly maxRange: number
  /** How well it is to be read. Absent: by two endpoints where there are two. */
  readonly mode?: Mode
  /** How many calls an hour may be spent on holding what is indexed against the contracts; none where it is not said. */
  readonly checksPerHour?: number
}

/** A chain being indexed: its specification with everything bound to it. */
export type ChainRun = {
  readonly spec: ChainSpec
  /** As they are read in this mode. */
  readonly endpoints: Endpoints
  /** The same, every range of logs by two of them; null where there are not two, or nothing is left to ask. */
  readonly crossed: Endpoints | null
  readonly mode: Mode
  readonly decoder: Decoder
  readonly store: Store
  readonly layout: Layout
  /** The code of contracts that is known. */
  readonly known: readonly Implementation[]
  /** This writer's number: a later one fences it. */
  readonly epoch: number
  readonly report: Report
  readonly signal: AbortSignal
}

/** The run of a chain before it is known how that can be read, or whatever way it is read. */
export type BareRun = Omit<ChainRun, 'mode' | 'crossed'>

/** What there is to say while indexing, for a progress bar or a log. */
export type Report = (event: Progress) => void
export type Progress =
  /** Another process indexes into this store; this one takes over when that one ends. */
  | { readonly kind: 'standby' }
  /** The tables stand: the API may read. */
  | { readonly kind: 'ready' }
  | {
      readonly kind: 'backfill'
      readonly chain: string
      readonly from: number
      readonly to: number
      readonly at: number
      readonly events: number
    }
  | { readonly kind: 'following'; readonly chain: string; readonly at: number }
  | { readonly kind: 'block'; readonly chain: string; readonly at: number; readonly events: number }
  | {
      readonly kind: 'reorg'
      readonly chain: string
      readonly from: number
      readonly ancestor: number
      readonly to: number
    }
  /** A contract is a proxy, and runs code that is not known. Its events are read as before. */
  | {
      readonly kind: 'upgraded'
      readonly chain: string
      readonly at: number
      readonly registry: string
      readonly contract: string
      readonly implementation: string
    }
  /** Logs that were missing were had from an endpoint. */
  | {
      readonly kind: 'repaired'
      readonly chain: string
      readonly of: string
      readonly logs: number
      readonly endpoint: string
    }
  | { readonly kind: 'replay'; readonly done: number; readonly of: number }
  | { readonly kind: 'trouble'; readonly chain: string; readonly error: unknown; readonly retryInMs: number }
  /** An endpoint is not asked any more, for so long; null: for what it does not keep. */
  | {
      readonly kind: 'aside'
      readonly chain: string
      readonly endpoint: string
      readonly error: unknown
      readonly retryInMs: number | null
    }
  /** An endpoint that was set aside has answered. */
  | { readonly kind: 'back'; readonly chain: string; readonly endpoint: string }
  | { readonly kind: 'halted'; readonly chain: string; readonly error: unknown }
  | { readonly kind: 'documents'; readonly fetched: number; readonly failed: number }
