/**
 * A store in a PostgreSQL database: the same programs, driven by an asynchronous loop. Any number of processes may open
 * one; those that write take turns.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { createQueryId, PostgresQueryCompiler, type RootOperationNode } from 'kysely'
import type pg from 'pg'
import type { Value } from '../core/change.ts'
import { PortolanError } from '../core/errors.ts'
import type { Fixed, Query } from '../core/snapshot.ts'
import type { OpenOptions, OpenReader, Store } from './open.ts'
import { connected, type Place, placeAt, poolOf } from './postgres/connect.ts'
import { classed, isAway, unavailable } from './postgres/errors.ts'
import { leadOf } from './postgres/lead.ts'
import { noticesOf } from './postgres/notices.ts'
import { type Preparing, preparing, sent } from './postgres/statements.ts'
import { GATE, type LOCKS, transact, Unanswered, wasCommitted } from './postgres/transact.ts'
import type { Program } from './statement.ts'
import { append } from './submissions.ts'

/** Snapshots that one process holds at a time; who comes later waits. */
const READERS = 8

/** How long `submit` waits for others that append, and for the database to say whether it has appended. */
const SUBMIT_MS = 10_000

const [FIRST_MS, LONGEST_MS] = [100, 5_000]

/** Opens the store at a `postgres://` URL. Nothing is connected before it is used. */
export const openPostgresStore = (url: string, options: OpenOptions = {}): Store => {
  const { readOnly = false, statementTimeoutMs = 0 } = options
  const place = placeAt(url)
  const statements = preparing()
  const readers = poolOf(place, { name: 'reader', max: READERS, statementTimeout: statementTimeoutMs })
  const writers = poolOf(place, { name: 'writer', max: 1 })
  const appenders = poolOf(place, { name: 'submission', max: 2, lockTimeout: SUBMIT_MS })
  const notices = noticesOf(() => connected(place, 'listener'))
  const closing = new AbortController()
  const inTurn = turns()

  /** Runs a program in a transaction; where its commit is not answered, asks what became of it, up to a time. */
  const written = async <R>(pool: pg.Pool, lock: keyof typeof LOCKS, program: () => Program<R>, until: number) => {
    try {
      return await using(pool, statements, client => transact(client, statements, lock, program()))
    } catch (error) {
      if (!(error instanceof Unanswered)) throw classed(error, place.host)
      if (await insisting(() => wasCommitted(() => connected(place, 'writer'), error.xid), until, closing.signal)) {
        return error.result as R
      }
      throw unavailable(place.host, error.cause)
    }
  }

  return {
    write: async program => {
      if (readOnly) throw new Error('the store was opened to be read')
      return inTurn(() => written(writers, 'write', program, Number.POSITIVE_INFINITY))
    },
    submit: (submission, limits) =>
      written(appenders, 'submit', () => append(submission, limits), Date.now() + SUBMIT_MS),
    read: () => snapshotOf(readers, statements, place),
    onCommit: heard => notices.listen(heard),
    lead: (signal, onStandby) => {
      const connect = () => connected(place, 'indexer')
      const until = AbortSignal.any([signal, closing.signal])
      return leadOf(connect, until, onStandby).catch(error => {
        throw classed(error, place.host)
      })
    },
    close: async () => {
      closing.abort()
      await notices.close()
      await Promise.all([readers, writers, appenders].map(pool => pool.end()))
    },
  }
}

/** Lends a connection of the pool. One that has failed, or holds statements that nobody names any more, is not given back. */
const using = async <R>(pool: pg.Pool, { generation }: Preparing, work: (client: pg.PoolClient) => Promise<R>) => {
  const before = generation()
  const client = await pool.connect()
  let failed = true
  try {
    const result = await work(client)
    failed = false
    return result
  } catch (error) {
    failed = !(error instanceof PortolanError)
    throw error
  } finally {
    client.release(failed || generation() !== before)
  }
}

/** Asks until it is answered: while the database is away it waits, up to a time (milliseconds of the clock). */
const insisting = async <R>(ask: () => Promise<R>, until: number, signal: AbortSignal): Promise<R> => {
  for (let wait = FIRST_MS; ; wait = Math.min(wait * 2, LONGEST_MS)) {
    try {
      return await ask()
    } catch (error) {
      const isGone = error instanceof PortolanError ? error.code === 'store_unavailable' : isAway(error)
      if (!isGone || signal.aborted || Date.now() + wait > until) throw error
      await sleep(wait, undefined, { signal }).catch(() => {})
    }
  }
}

/** Does works one after the other: the store has one writer, whoever asks it to write. */
const turns = () => {
  let last: Promise<unknown> = Promise.resolve()
  return <R>(work: () => Promise<R>): Promise<R> => {
    const turn = last.then(work, work)
    last = turn.catch(() => {})
    return turn
  }
}

const compiler = new PostgresQueryCompiler()

/** Takes the lock before the snapshot: `lock table` itself needs none. */
const BEGIN = `begin isolation level repeatable read read only; lock table ${GATE} in access share mode;
  select 1 from chain limit 1`

/** An idle connection may have been lost without notice. */
const TRIES = 3

/**
 * A snapshot of its own for each reader. One that several share, as in SQLite, would be older than what was answered
 * for elsewhere: word of a commit comes after the commit.
 */
const snapshotOf = async (pool: pg.Pool, statements: Preparing, { host }: Place): Promise<OpenReader> => {
  const client = await begun(pool).catch(error => {
    throw classed(error, host)
  })
  const generation = statements.generation()
  let open = true
  let failed = false
  const answered = async <R>(query: { name?: string; text: string }, values: readonly Value[]): Promise<R[]> => {
    try {
      return (await client.query({ ...query, values: sent(values) })).rows
    } catch (error) {
      failed = true
      throw classed(error, host)
    }
  }
  return {
    all: async <R>(query: Query<R> | Fixed<R>) => {
      if (!open) throw new Error('the reader was released')
      if ('sql' in query) return answered<R>(statements.prepared(query.sql), query.values)
      // Composed queries come in too many shapes to prepare each.
      const node = query.toOperationNode() as RootOperationNode
      const { sql, parameters } = compiler.compileQuery(node, createQueryId())
      return answered<R>({ text: sql }, parameters as readonly Value[])
    },
    release: () => {
      if (!open) return
      open = false
      client.query('commit').then(
        () => client.release(failed || statements.generation() !== generation),
        () => client.release(true),
      )
    },
  }
}

const begun = async (pool: pg.Pool): Promise<pg.PoolClient> => {
  for (let tries = 1; ; tries += 1) {
    const client = await pool.connect()
    try {
      await client.query(BEGIN)
      return client
    } catch (error) {
      client.release(true)
      if (!isAway(error) || tries === TRIES) throw error
    }
  }
}
