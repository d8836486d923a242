import type { Compilable, Kysely } from 'kysely'

/** How far one chain had come at the moment asked for. */
export type ChainHead = {
  readonly chain: string
  readonly number: number
  readonly hash: string
  /** Unix seconds. */
  readonly time: number
}

/** Composes queries over the tables of DB and runs them in one read transaction. */
export type Reader<DB> = {
  /** A builder only: it composes and compiles, it never runs anything. */
  readonly db: Kysely<DB>
  all<Result>(query: Compilable<Result>): Promise<Result[]>
}

/**
 * One moment that every field of an answer sees: a read transaction, how far each chain had come, what time it was,
 * and what was known of the documents.
 */
export type Snapshot<DB> = Reader<DB> & {
  readonly heads: readonly ChainHead[]
  /** Unix seconds: the moment asked for, by default the time of the newest indexed head. Never the wall clock. */
  readonly now: number
  /** Whether the heads are the newest indexed ones, so that the current tables are the answer. */
  readonly latest: boolean
  /** Unix seconds of the node's clock: documents fetched later are not seen. Null: all are. */
  readonly knownAt: number | null
}
