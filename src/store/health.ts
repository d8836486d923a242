/** Whether a store is sound, as far as its engine can say. */
import { readdirSync, statSync } from 'node:fs'
import type { Reader } from '../core/snapshot.ts'

export type Health = {
  readonly engine: 'SQLite' | 'PostgreSQL'
  readonly version: string
  /** What the check of the engine found; null: nothing. Of PostgreSQL: that it answers. */
  readonly damage: string | null
  /** Of the SQLite file and its write-ahead log; null where there is none. */
  readonly bytes: number | null
  readonly walBytes: number | null
  /** Numbered files that this version has and the store has not, or the reverse. */
  readonly migrations: {
    readonly applied: number
    readonly missing: readonly string[]
    readonly unknown: readonly string[]
  }
}

const SQL = new URL('../../schema/sql/', import.meta.url)

/** Looks at a store through one of its readers; `place` is what it was opened at. The whole of a SQLite file is read. */
export const healthOf = async (reader: Reader, place: string): Promise<Health> => {
  const isSqlite = !/^[a-z]+:\/\//.test(place)
  const one = async (sql: string): Promise<string> =>
    Object.values((await reader.all<Record<string, string>>({ sql, values: [] }))[0] ?? {})[0] ?? ''
  const found = isSqlite ? await one('pragma quick_check(1)') : 'ok'
  const applied = await reader.all<{ file: string }>({ sql: 'select file from migration order by file', values: [] })
  const known = readdirSync(SQL).filter(name => /^chain\.\d{4}\.sql$/.test(name))
  const names = applied.map(({ file }) => file)
  return {
    engine: isSqlite ? 'SQLite' : 'PostgreSQL',
    version: await one(isSqlite ? 'select sqlite_version()' : 'show server_version'),
    damage: found === 'ok' ? null : found,
    bytes: isSqlite ? sizeOf(place) : null,
    walBytes: isSqlite ? sizeOf(`${place}-wal`) : null,
    migrations: {
      applied: names.length,
      missing: known.filter(name => !names.includes(name)).sort(),
      unknown: names.filter(name => !known.includes(name)),
    },
  }
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0
