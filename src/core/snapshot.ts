import type { Compilable, OperationNodeSource } from 'kysely'
import type { Value } from './change.ts'
import type { Kept } from './kept.ts'
import type { Recent } from './recent.ts'

/** A composed query whose rows are Results. The store compiles it for its engine. */
export type Query<Result> = Compilable<Result> & OperationNodeSource

/** A query whose text never changes, for reads that must be quick; `?` stands for each value. */
export type Fixed<Result> = { readonly sql: string; readonly values: readonly Value[]; readonly row?: Result }

/** How far one chain had come at the moment asked for. */
export type ChainHead = {
  readonly chain: string
  readonly number: number
  readonly hash: string
  /** Unix seconds. */
  readonly time: number
}

/** Runs queries in one read transaction. */
export type Reader = {
  all<Result>(query: Query<Result> | Fixed<Result>): Promise<Result[]>
}

/** Collects the keys that are asked for at the same time and answers them with one query. */
export type Loader<K, V> = { load(key: K): Promise<V> }

/** As much of a snapshot as says which rows held: those that stood after these blocks; `latest`: those of the tables. */
export type When = { readonly heads: readonly Pick<ChainHead, 'chain' | 'number'>[]; readonly latest: boolean }

/**
 * One moment that every field of an answer sees: a read transaction, how far each chain had come, what time it was,
 * and what was known of the documents.
 */
export type Snapshot = Reader & {
  readonly heads: readonly ChainHead[]
  /** Unix seconds: the moment asked for, by default the time of the newest indexed head. Never the wall clock. */
  readonly now: number
  /** Whether the heads are the newest indexed ones, so that the current tables are the answer. */
  readonly latest: boolean
  /** Unix seconds of the node's clock: documents fetched later are not seen. Null: all are. */
  readonly knownAt: number | null
  /** What was computed for any snapshot of this server. */
  readonly memo: Recent<unknown>
  /** What this server keeps between questions. Whoever reads it sees to it that it fits this moment. */
  readonly kept: Kept
  /** The loader of this name, made on first use; `batch` answers as many values as it is given keys, in order. */
  loader<K, V>(name: string, batch: (keys: readonly K[]) => Promise<readonly V[]>): Loader<K, V>
}

/** A row together with the moment it was read at, so that its fields are resolved at the same moment. */
export type At<R> = R & { readonly snapshot: Snapshot }

/** Where a fact was said, as a resolver names it; the rest of an Origin is looked up when it is asked for. */
export type OriginRef = At<{ readonly chain: string; readonly block: number; readonly logIndex: number }>

/** A document as a resolver names it: its kind and the SHA-256 of its URI. */
export type DocumentRef = At<{ readonly kind: string; readonly id: string }>
