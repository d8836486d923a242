/** A whole store as of one moment, copied into an empty place of either engine, a page of rows at a time. */
import { randomUUID } from 'node:crypto'
import type { Value } from '../core/change.ts'
import { PortolanError } from '../core/errors.ts'
import type { Module } from '../core/module.ts'
import type { Reader } from '../core/snapshot.ts'
import { keyOf } from './catalogue.ts'
import {
  ddlFiles,
  factRules,
  makeTables,
  migrate,
  numberedFiles,
  statementsOf,
  tablesOf,
  UNFINISHED,
} from './migrate.ts'
import { reading, type Store } from './open.ts'
import { insert, type Program, type Record_, run } from './statement.ts'
import { noteRemade } from './undone.ts'

/** Rows that are held in memory and written in one transaction; of tables that hold whole documents fewer. */
const PAGE = 500
const WIDE_PAGE = 32
const WIDE = new Set(['content', 'document', 'submission'])

/** Written by `migrate`, written last, or about a folding that begins anew. */
const APART = new Set(['migration', 'rules', 'refold', 'refold_chain', 'refold_day'])

const SORTS = ['facts', 'derived', 'claims'] as const

/** How far a copy has come. */
export type Copying = { readonly table: string; readonly rows: number; readonly of: number }

/**
 * Copies; whoever indexes into `from` may go on. Throws `bad_input` where `to` holds anything, and `other_rules` where
 * `from` was not made by this version. A copy that was not finished is refused by whoever would use it.
 */
export const copyStore = async (
  modules: readonly Module[],
  from: Pick<Store, 'read'>,
  to: Store,
  report: (copying: Copying) => void,
): Promise<{ readonly tables: number; readonly rows: number }> =>
  reading(from, async reader => {
    await migrate(to)
    await checkVersion(modules, reader, to)
    await to.write(() => begin(modules))
    const keys = keysOf(modules)
    let [rows, of] = [0, 0]
    for (const table of keys.keys()) of += await countOf(reader, table)
    for (const [table, key] of keys) {
      for await (const page of pagesOf(reader, table, key)) {
        await to.write(() => keep(table, page))
        rows += page.length
        report({ table, rows, of })
      }
    }
    const rules = await reader.all<Record_>({ sql: 'select * from rules', values: [] })
    await to.write(() => finish(rules))
    return { tables: keys.size, rows }
  })

/** Marks an empty store as a copy under way, and makes its tables. */
function* begin(modules: readonly Module[]): Program<void> {
  for (const table of ['chain', 'log', 'rules', 'document', 'submission']) {
    if ((yield* run(`select 1 from ${table} limit 1`)).length === 0) continue
    throw new PortolanError('bad_input', '--to: there is a store already', {
      hint: 'name a new file or an empty database',
    })
  }
  yield* insert('migration', ['file', 'checksum'], [[UNFINISHED, '']])
  // Who would answer from it finds it to be of other rules.
  yield* insert('rules', ['name', 'fingerprint'], [['modules', '']])
  yield* run('delete from fetch_account')
  for (const sort of SORTS) yield* makeTables(modules, sort)
}

function* keep(table: string, rows: readonly Record_[]): Program<void> {
  const columns = Object.keys(rows[0] ?? {})
  yield* insert(
    table,
    columns,
    rows.map(row => columns.map(column => row[column] ?? null)),
  )
}

/** The last transaction: it makes the copy a store. Mirrors of the other one are not to take its journal for this one. */
function* finish(rules: readonly Record_[]): Program<void> {
  for (const sort of SORTS) yield* noteRemade(sort, randomUUID())
  yield* run('delete from rules')
  yield* keep('rules', rules)
  yield* run('delete from migration where file = ?', [UNFINISHED])
}

const checkVersion = async (modules: readonly Module[], reader: Reader, to: Pick<Store, 'write'>): Promise<void> => {
  const sql = 'select file, checksum from migration where file <> ? order by file'
  const of = await reader.all<Record_>({ sql, values: [UNFINISHED] })
  const ours = await to.write(() => run(sql, [UNFINISHED]))
  const made = await reader.all<Record_>({ sql: `select fingerprint from rules where name = 'modules'`, values: [] })
  if (JSON.stringify(of) === JSON.stringify(ours) && made[0]?.fingerprint === factRules(modules)) return
  throw new PortolanError('other_rules', 'the store was made by another version, or never indexed into', {
    hint: 'copy with the version that indexes, once its tables have taken their place',
  })
}

/** The tables that are copied, with the columns that order their rows. */
const keysOf = (modules: readonly Module[]): Map<string, readonly string[]> => {
  const numbered = new Map(numberedFiles().flatMap(statementsOf).flatMap(keyOf))
  const made = new Map(ddlFiles(modules).flatMap(statementsOf).flatMap(keyOf))
  const names = [...numbered.keys(), ...SORTS.flatMap(sort => tablesOf(modules, sort))]
  const key = (name: string) => numbered.get(name) ?? made.get(name) ?? VERSION_KEY
  return new Map(names.filter(name => !APART.has(name)).map(name => [name, key(name)]))
}

/** What tells the rows of a history twin apart. */
const VERSION_KEY = ['chain', 'id', 'bf']

const countOf = async (reader: Reader, table: string): Promise<number> =>
  (await reader.all<{ rows: number }>({ sql: `select count(*) as rows from ${table}`, values: [] }))[0]?.rows ?? 0

async function* pagesOf(reader: Reader, table: string, key: readonly string[]): AsyncGenerator<Record_[]> {
  const size = WIDE.has(table) ? WIDE_PAGE : PAGE
  const columns = key.join(', ')
  const behind = `where (${columns}) > (${key.map(() => '?').join(', ')})`
  let after: Value[] = []
  for (;;) {
    const rows = await reader.all<Record_>({
      sql: `select * from ${table} ${after.length > 0 ? behind : ''} order by ${columns} limit ${size}`,
      values: after,
    })
    if (rows.length > 0) yield rows
    const last = rows.at(-1)
    if (!last || rows.length < size) return
    after = key.map(column => last[column] ?? null)
  }
}
