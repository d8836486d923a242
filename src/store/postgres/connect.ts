/** Connections to a database: what each session is set to, and what the database must be like. */
import pg from 'pg'
import { PortolanError } from '../../core/errors.ts'
import { classed } from './errors.ts'
import { types } from './statements.ts'

/** Connecting, and waiting for a connection of the pool, take no longer. */
const CONNECT_MS = 10_000

/** What a database is connected to with. `host` names it in errors: the URL may hold a password. */
export type Place = { readonly url: string; readonly host: string }

/** The place of a URL. Throws `bad_config` where it is none. */
export const placeAt = (url: string): Place => {
  if (!URL.canParse(url)) {
    throw new PortolanError('bad_config', 'the store URL cannot be read', {
      hint: 'write postgres://user:password@host:5432/database, with special characters percent-encoded',
    })
  }
  const { host, pathname } = new URL(url)
  return { url, host: `${host || 'localhost'}${pathname}` }
}

export type Session = {
  readonly name: string
  readonly max: number
  /** Milliseconds; 0: no end. */
  readonly statementTimeout?: number
  readonly lockTimeout?: number
}

/** A transaction that does nothing for so long belongs to a process that hangs: its locks are given to others. */
const IDLE_MS = 60_000

/** A pool of connections that are all set alike, to a database that was found fit. Their end is nobody's fault. */
export const poolOf = (place: Place, { name, max, statementTimeout = 0, lockTimeout = 0 }: Session): pg.Pool => {
  const pool = new pg.Pool({
    ...clientConfig(place, name),
    max,
    pipeline: true,
    statement_timeout: statementTimeout,
    lock_timeout: lockTimeout,
    idle_in_transaction_session_timeout: IDLE_MS,
    onConnect: (client => {
      // Whoever uses the connection hears of its end from the query that fails.
      client.on('error', () => {})
      return prepareSession(client, place)
    }) as (client: pg.ClientBase) => void,
  })
  pool.on('error', () => {})
  return pool
}

/** A connection of its own, for what a pool cannot do: hold a lock of the session, listen. */
export const connected = async (place: Place, name: string): Promise<pg.Client> => {
  const client = new pg.Client(clientConfig(place, name))
  client.on('error', () => {})
  try {
    await client.connect()
    await prepareSession(client, place)
    return client
  } catch (error) {
    client.end().catch(() => {})
    throw classed(error, place.host)
  }
}

const clientConfig = ({ url }: Place, name: string): pg.ClientConfig => ({
  connectionString: url,
  application_name: `portolan ${name}`,
  connectionTimeoutMillis: CONNECT_MS,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
  types,
})

/** Text is compared byte by byte, as SQLite compares it, or pages and ranges would differ from engine to engine. */
const FIT = `select 'Z' < 'a' and '_a' < 'a' and 'a-' < 'aZ' and 'z' < U&'\\00E9' as bytewise,
  current_setting('server_encoding') as encoding, current_setting('server_version_num')::int as version`

const OLDEST = 140_000

const prepareSession = async (client: pg.ClientBase, { host }: Place): Promise<void> => {
  // The query under way fails as well; a connection whose end nobody listens for ends the process.
  client.on('error', () => {})
  // Plans are for short questions: compiling them costs more than it saves.
  await client.query('set jit = off')
  const { rows } = await client.query<{ bytewise: number; encoding: string; version: number }>(FIT)
  const [found] = rows
  if (found?.bytewise === 1 && found.encoding === 'UTF8' && found.version >= OLDEST) return
  const problem =
    (found?.version ?? 0) < OLDEST ? 'is older than PostgreSQL 14' : 'does not compare UTF-8 text byte by byte'
  throw new PortolanError('bad_config', `the database at ${host} ${problem}`, {
    hint: `make it anew: create database portolan template template0 encoding 'UTF8' locale 'C'`,
  })
}
