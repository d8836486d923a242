/** A store in one SQLite file: programs driven by a synchronous loop, readers that share a transaction while nobody commits. */
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { createQueryId, type RootOperationNode, SqliteQueryCompiler } from 'kysely'
import type { Value } from '../core/change.ts'
import { messageOf, PortolanError } from '../core/errors.ts'
import type { Fixed, Query } from '../core/snapshot.ts'
import type { OpenOptions, Store } from './open.ts'
import type { Program, Record_ } from './statement.ts'
import { append } from './submissions.ts'

/** Opens the SQLite file at `path` (':memory:' is not offered: readers need a file of their own to read from). */
export const openSqliteStore = (path: string, { readOnly = false }: OpenOptions = {}): Store => {
  const writer = openSqlite(path, readOnly ? 'read' : 'write')
  let log: Database.Database | undefined
  const sessions: Session[] = []
  const idle: Session[] = []
  const watches = new Set<() => void>()
  let current: Session | undefined

  const opened = () => {
    const session = openSession(path)
    sessions.push(session)
    return session
  }

  return {
    write: async program => {
      if (readOnly) throw new Error('the store was opened to be read')
      try {
        return transact(writer, program())
      } catch (error) {
        throw later(error)
      }
    },
    submit: async (submission, limits) => {
      log ??= openSqlite(path, 'append')
      for (let waited = 0; ; waited += BUSY_MS) {
        try {
          return transact(log, append(submission, limits))
        } catch (error) {
          if (!isBusy(error)) throw later(error)
          if (waited >= LONGEST_WAIT_MS) throw busy(error)
          await sleep(BUSY_MS)
        }
      }
    },
    read: async () => {
      // Readers that come while the store stands still share one transaction; a commit since then asks for a new one.
      if (!current || current.isBehind()) current = idle.pop() ?? opened()
      const session = current
      session.acquire()
      let open = true
      return {
        all: async <R>(query: Query<R> | Fixed<R>) => {
          if ('sql' in query) return session.all(query.sql, query.values) as R[]
          const { sql, parameters } = compiler.compileQuery(
            query.toOperationNode() as RootOperationNode,
            createQueryId(),
          )
          return session.all(sql, parameters as Value[]) as R[]
        },
        release: () => {
          if (!open) return
          open = false
          if (session.release() > 0) return
          if (current === session) current = undefined
          idle.push(session)
        },
      }
    },
    onCommit: heard => {
      const commits = commitsOf(path)
      const timer = setInterval(() => {
        if (commits.isBehind()) heard()
      }, POLL_MS)
      timer.unref()
      const silence = () => {
        clearInterval(timer)
        watches.delete(silence)
        commits.close()
      }
      watches.add(silence)
      return () => {
        if (watches.has(silence)) silence()
      }
    },
    lead: async signal =>
      signal.aborted ? null : { lost: new AbortController().signal, isHeld: async () => true, release: async () => {} },
    close: async () => {
      for (const silence of watches) silence()
      for (const session of sessions) session.close()
      log?.close()
      writer.close()
    },
  }
}

const compiler = new SqliteQueryCompiler()

const BUSY_MS = 20
const LONGEST_WAIT_MS = 10_000

const isBusy = (error: unknown): boolean =>
  error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')

const busy = (cause: unknown): PortolanError =>
  new PortolanError('busy', 'the store is being written', { hint: 'try again in a minute', cause })

/** No room on the disk, no answer from it, or another writer for longer than we wait: the same may pass later. */
const LATER = /^SQLITE_(FULL|IOERR|BUSY|PROTOCOL)/

const later = (error: unknown): unknown => {
  if (!(error instanceof Database.SqliteError) || !LATER.test(error.code)) return error
  return new PortolanError('store_unavailable', `the store cannot be written now: ${error.message}`, {
    hint: 'is the disk full, or does another process write? It is tried again',
    cause: error,
  })
}

/** What a handle is for. `append`: what no chain could give back is on the disk before it is answered for. */
type Use = 'write' | 'read' | 'append'

/** How often the store is looked at for commits while anybody wants to hear of them. */
const POLL_MS = 150

const openSqlite = (path: string, use: Use): Database.Database => {
  try {
    const db = new Database(path, { readonly: use === 'read', fileMustExist: use !== 'write' })
    if (use === 'write') db.pragma('journal_mode = WAL')
    db.pragma(`synchronous = ${use === 'append' ? 'FULL' : 'NORMAL'}`)
    // Whoever answers questions waits for a writer without holding up the other answers.
    db.pragma(`busy_timeout = ${use === 'append' ? 0 : 5_000}`)
    db.pragma('cache_size = -65536')
    db.pragma('temp_store = memory')
    db.pragma('wal_autocheckpoint = 16000')
    db.pragma('journal_size_limit = 67108864')
    return db
  } catch (cause) {
    const hint = use === 'read' ? 'start the indexer first: it creates the store' : 'is the folder there and writable?'
    throw new PortolanError('bad_config', `cannot open the store at ${path}: ${messageOf(cause)}`, { hint, cause })
  }
}

/** Drives a program to its end inside one transaction. */
const transact = <Result>(db: Database.Database, program: Program<Result>): Result => {
  const statements = statementsOf(db)
  db.exec('begin immediate')
  try {
    let step = program.next()
    while (!step.done) {
      const { sql, values } = step.value
      step = program.next(statements(sql, values))
    }
    db.exec('commit')
    return step.value
  } catch (error) {
    if (db.inTransaction) db.exec('rollback')
    throw error
  }
}

/** Prepared once per text, for as long as the handle lives. */
const statementsOf = (db: Database.Database): ((sql: string, values: readonly Value[]) => Record_[]) => {
  const prepared = preparedBy.get(db) ?? new Map<string, Database.Statement>()
  preparedBy.set(db, prepared)
  return (sql, values) => {
    let statement = prepared.get(sql)
    if (!statement) {
      statement = db.prepare(sql)
      if (prepared.size >= 2_000) prepared.clear()
      prepared.set(sql, statement)
    }
    if (statement.reader) return statement.all(...values) as Record_[]
    statement.run(...values)
    return []
  }
}
const preparedBy = new WeakMap<Database.Database, Map<string, Database.Statement>>()

type Session = ReturnType<typeof openSession>

/** Hears of the commits of all others: of every one, for it makes none itself and holds no transaction. */
const commitsOf = (path: string) => {
  const db = openSqlite(path, 'read')
  const dataVersion = db.prepare('pragma data_version').pluck()
  let version = dataVersion.get()
  return {
    /** Whether there were any since this was last asked. */
    isBehind: () => {
      const now = dataVersion.get()
      const behind = now !== version
      version = now
      return behind
    },
    close: () => db.close(),
  }
}

/** A read handle and the transaction it holds open while anybody uses it. */
const openSession = (path: string) => {
  const db = openSqlite(path, 'read')
  // Sees commits that the held transaction must not see.
  const watch = openSqlite(path, 'read')
  const dataVersion = watch.prepare('pragma data_version').pluck()
  const statements = statementsOf(db)
  let version: unknown
  let users = 0
  return {
    all: statements,
    isBehind: () => dataVersion.get() !== version,
    acquire: () => {
      if (users === 0) {
        version = dataVersion.get()
        db.exec('begin')
        // A deferred transaction starts with its first read: take the snapshot now.
        statements('select 1 from chain limit 1', [])
      }
      users += 1
    },
    release: () => {
      users -= 1
      if (users === 0 && db.open) db.exec('commit')
      return users
    },
    close: () => {
      db.close()
      watch.close()
    },
  }
}
