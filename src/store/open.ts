/** The one place that knows which engine holds a store: a path is a SQLite file, a `postgres://` URL a database. */
import { PortolanError } from '../core/errors.ts'
import type { SubmissionLimits } from '../core/settings.ts'
import type { Reader } from '../core/snapshot.ts'
import type { Submission, Submitted } from '../core/submission.ts'
import { openPostgresStore } from './postgres.ts'
import { openSqliteStore } from './sqlite.ts'
import type { Program } from './statement.ts'

/**
 * Opens the store at a path (SQLite) or at a `postgres://` or `postgresql://` URL. Throws `bad_config` where the place
 * cannot be one; PostgreSQL is first connected to when it is used.
 */
export const openStore = (place: string, options: OpenOptions = {}): Store => {
  if (/^postgres(ql)?:\/\//i.test(place)) return openPostgresStore(place, options)
  // The rest of the URL may hold a password.
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(place)) {
    throw new PortolanError('bad_config', 'the store is a URL of a kind that is not known', {
      hint: 'write postgres://user:password@host/database, or the path of a SQLite file',
    })
  }
  return openSqliteStore(place, options)
}

/** A place that keeps everything: one writer, many readers. */
export type Store = {
  /** Runs a program in one transaction: all of it happens, or nothing. */
  write<Result>(program: () => Program<Result>): Promise<Result>
  /**
   * Appends to the log of submissions, also where the store was opened to be read: the one write that needs no writer.
   * Throws the refusal, or `busy` where the writer lets nobody else write for ten seconds.
   */
  submit(submission: Submission, limits: SubmissionLimits): Promise<Submitted>
  /** Opens a read transaction. Everything read through it is of one moment, until it is released. */
  read(): Promise<OpenReader>
  /**
   * Calls `heard` soon after something was committed, by whichever process, until the function that it gives is called.
   * Several commits may be heard of as one.
   */
  onCommit(heard: () => void): () => void
  /**
   * Waits until no other process indexes into this store, and says once that it waits. Null: the signal was aborted. In
   * SQLite nobody waits: a second indexer is there by mistake or to replace the first, and fences it.
   */
  lead(signal: AbortSignal, onStandby: () => void): Promise<Lease | null>
  close(): Promise<void>
}

/** That this process is the one that indexes. */
export type Lease = {
  /** Aborted when it no longer is: the connection that says so was lost. */
  readonly lost: AbortSignal
  /** Asks whether it still is. */
  isHeld(): Promise<boolean>
  release(): Promise<void>
}

export type OpenReader = Reader & { release(): void }

/** Does a work in a read transaction of its own. */
export const reading = async <R>(store: Pick<Store, 'read'>, work: (reader: Reader) => Promise<R>): Promise<R> => {
  const reader = await store.read()
  try {
    return await work(reader)
  } finally {
    reader.release()
  }
}

export type OpenOptions = {
  /** A store that is only read is never created; the one thing that changes it is `submit`. */
  readonly readOnly?: boolean
  /** PostgreSQL: milliseconds after which the server ends a question with `timeout`; 0: never. */
  readonly statementTimeoutMs?: number
}
