/** Brings the tables of a store to what this version writes. */
import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { digest } from '../core/digest.ts'
import { PortolanError } from '../core/errors.ts'
import type { Module } from '../core/module.ts'
import type { Settings } from '../core/settings.ts'
import type { Layout } from './commit.ts'
import type { FactTable } from './fold.ts'
import type { Store } from './open.ts'
import { compiledFor } from './renamed.ts'
import { insert, type Program, run } from './statement.ts'
import { noteRemade } from './undone.ts'

const SQL = new URL('../../schema/sql/', import.meta.url)
const AUDIT_TABLES = ['gap', 'rejected', 'watched', 'implementation']
/** Made anew with the facts, and not versioned. */
const ROOT_TABLES = ['root', 'root_basis']

/** What has to be built anew because its rules changed. */
export type Outdated = { readonly facts: boolean; readonly derived: boolean; readonly claims: boolean }

/** Applies the numbered chain migrations and makes the modules' tables if there are none. */
export const migrate = async (store: Store): Promise<void> => {
  const files = numberedFiles()
  await store.write(function* () {
    yield* run('create table if not exists migration (file text not null primary key, checksum text not null)')
    const applied = new Map(
      (yield* run<{ file: string; checksum: string }>('select * from migration')).map(r => [r.file, r.checksum]),
    )
    if (applied.has(UNFINISHED)) {
      throw new PortolanError('store_corrupt', 'this is a copy of a store that was never finished', {
        hint: 'remove it, and copy again',
      })
    }
    for (const file of files) {
      const text = readFileSync(new URL(file, SQL), 'utf8')
      const checksum = digest(text)
      const before = applied.get(file)
      if (before === undefined) {
        yield* execute(text)
        yield* run('insert into migration (file, checksum) values (?, ?)', [file, checksum])
      } else if (before !== checksum) {
        throw new PortolanError('store_corrupt', `the store was made with another ${file}`, {
          hint: 'use the version that made it, or index into a new file',
        })
      }
    }
  })
}

/** Stands among the applied migrations while a store is being copied into. */
export const UNFINISHED = 'copy'

/** The numbered migrations, in their order. */
export const numberedFiles = (): string[] =>
  readdirSync(SQL)
    .filter(name => /^chain\.\d{4}\.sql$/.test(name))
    .sort()

/**
 * The fingerprint of what the fact tables mean: DDL, events and rules of the modules, and the contracts read. Tables of
 * another fingerprint are folded anew from the stored logs.
 */
export const fingerprints = (
  modules: readonly Module[],
  contracts: readonly string[],
  settings?: Settings,
): Fingerprints => {
  const { rules, events, ddl } = rulesIn(modules)
  const facts = digest([...rules, ...events, ...ddl, ...contracts].join('\n'))
  const derived = settings ? modules.map(module => module.derive(settings)?.rules ?? '') : []
  return {
    facts,
    derived: digest([facts, ...derived].join('\n')),
    claims: digest([...rules, ...ddl].join('\n')),
  }
}

/** What names the rules by which the logs of a chain become rows: DDL, events and rules of the modules. */
export const factRules = (modules: readonly Module[]): string => {
  const { rules, events, ddl } = rulesIn(modules)
  return digest([...rules, ...events, ...ddl].join('\n'))
}

const rulesIn = (modules: readonly Module[]) => ({
  rules: modules.map(({ name, rules }) => `${name} ${rules}`),
  events: modules.flatMap(({ name, events }) =>
    Object.entries(events).map(([kind, abi]) => `${name} ${kind} ${JSON.stringify(abi)}`),
  ),
  ddl: ddlFiles(modules).map(file => statementsOf(file).join(';')),
})

export type Fingerprints = Readonly<Record<Sort, string>>

/** Tables by what fills them. */
export type Sort = 'facts' | 'derived' | 'claims'

/** Says what does not carry the expected fingerprint. */
export function* outdated(expected: Fingerprints): Program<Outdated> {
  const rows = yield* run<{ name: string; fingerprint: string }>('select * from rules')
  const stored = new Map(rows.map(row => [row.name, row.fingerprint]))
  const isOld = (sort: Sort) => stored.get(sort) !== expected[sort]
  return { facts: isOld('facts'), derived: isOld('derived'), claims: isOld('claims') }
}

/** Marks the facts as outdated, and those that are folded beside them: logs were stored that they were not folded from. */
export function* outdateFacts(): Program<void> {
  yield* run(`delete from rules where name = 'facts'`)
  yield* run(`update refold set fingerprint = ''`)
}

/** Drops and makes the tables of one sort, and notes the fingerprint they will be filled under. */
export function* remake(modules: readonly Module[], sort: Sort, fingerprint: string): Program<void> {
  yield* dropTables(modules, sort)
  yield* makeTables(modules, sort)
  if (sort === 'derived') yield* run('delete from derived_day')
  yield* noteMade(modules, sort, fingerprint)
}

/** Notes that the tables of a sort are others than before, and the rules that they are of. */
export function* noteMade(modules: readonly Module[], sort: Sort, fingerprint: string): Program<void> {
  yield* noteRemade(sort, randomUUID())
  const notes = [[sort, fingerprint], ...(sort === 'facts' ? [['modules', factRules(modules)]] : [])]
  yield* insert(
    'rules',
    ['name', 'fingerprint'],
    notes,
    'on conflict (name) do update set fingerprint = excluded.fingerprint',
  )
}

/** The tables of a sort, with their twins. */
export const tablesOf = (modules: readonly Module[], sort: Sort, suffix = ''): string[] => {
  const names = sort === 'facts' ? factNames(modules) : modules.flatMap(module => module[sort])
  const twins = sort === 'claims' ? [] : names.map(name => `${name}_h`)
  const roots = sort === 'facts' ? ROOT_TABLES : []
  return [...names, ...twins, ...roots].map(name => stored(name, suffix))
}

function* dropTables(modules: readonly Module[], sort: Sort): Program<void> {
  for (const name of tablesOf(modules, sort)) yield* run(`drop table if exists ${name}`)
}

/** Makes the tables of a sort and their indexes, the names of all ending so. */
export function* makeTables(modules: readonly Module[], sort: Sort, suffix = ''): Program<void> {
  const tables = new Set(tablesOf(modules, sort))
  const statements = ddlFiles(modules)
    .flatMap(statementsOf)
    .filter(statement => tables.has(/^create (?:table|index \w+ on) (\w+)/.exec(statement)?.[1] ?? ''))
  for (const statement of statements) {
    yield* run(
      statement.replace(/^create (table|index) (\w+)(?: on (\w+))?/, (_, what, name, on) =>
        what === 'table' ? `create table ${name}${suffix}` : `create index ${name}${suffix} on ${on}${suffix}`,
      ),
    )
  }
  for (const name of tables) if (tables.has(`${name}_h`)) yield* twin(name, statements, suffix)
}

/** Where a table of this name is stored: the suffix belongs to the table, and its twin's name to that. */
const stored = (name: string, suffix: string): string =>
  name.endsWith('_h') ? `${name.slice(0, -2)}${suffix}_h` : `${name}${suffix}`

/** Lets tables whose names end so take the place of the live ones, which are dropped. */
export function* swapTables(modules: readonly Module[], sort: Sort, suffix: string): Program<void> {
  yield* dropTables(modules, sort)
  for (const name of tablesOf(modules, sort)) yield* run(`alter table ${stored(name, suffix)} rename to ${name}`)
}

/** The history twin of a table: its columns and indexes, and `bt`, the block or day in which the version ended. */
function* twin(name: string, ddl: readonly string[], suffix: string): Program<void> {
  const table = `${name}${suffix}`
  yield* run(`create table ${table}_h as select ${table}.*, bf as bt from ${table} where 1 = 0`)
  yield* run(`create unique index ${table}_h_version on ${table}_h (chain, id, bf)`)
  yield* run(`create index ${table}_h_ended on ${table}_h (chain, bt)`)
  yield* run(`create index ${table}_h_begun on ${table}_h (chain, bf)`)
  yield* run(`create index ${table}_begun on ${table} (chain, bf)`)
  for (const statement of ddl) {
    const [, index, columns] = new RegExp(`^create index (\\w+) on ${name} (.*)$`).exec(statement) ?? []
    if (index) yield* run(`create index ${index}${suffix}_h on ${table}_h ${columns}`)
  }
}

/** The versioned tables as their DDL states them, how derived ones are computed, and the columns that name documents. */
export const layoutOf = (modules: readonly Module[], settings?: Settings, suffix = ''): Layout => {
  const names = new Set(factNames(modules))
  const derivedNames = new Set(modules.flatMap(module => module.derived))
  const facts = new Map<string, FactTable>()
  const derived = new Map<string, FactTable>()
  for (const statement of ddlFiles(modules).flatMap(statementsOf)) {
    const [, name = '', body = ''] = /^create table (\w+) \((.*)\)$/s.exec(statement) ?? []
    const columns = body.split('\n').flatMap(line => /^ {2}(?!primary key)([a-z]\w*) /.exec(line)?.[1] ?? [])
    if (names.has(name)) facts.set(name, { name, stored: stored(name, suffix), columns })
    if (derivedNames.has(name)) derived.set(name, { name, stored: stored(name, suffix), columns })
  }
  const documents = modules.flatMap(module =>
    Object.entries(module.documents).flatMap(([kind, named]) =>
      'table' in named ? [{ kind, table: named.table, column: named.column, by: named.by }] : [],
    ),
  )
  const derivations = settings ? modules.flatMap(module => module.derive(settings) ?? []) : []
  const named = new Map(
    [...facts.keys(), ...derived.keys()].flatMap(name => [name, `${name}_h`]).map(name => [name, stored(name, suffix)]),
  )
  const placed: Layout['placed'] = suffix === '' ? query => query.compile() : query => compiledFor(named, query)
  const days = suffix === '' ? 'derived_day' : 'refold_day'
  return { facts, suffix, derived, days, placed, derivations, documents }
}

const factNames = (modules: readonly Module[]): string[] => [
  ...modules.flatMap(module => module.facts),
  ...AUDIT_TABLES,
]

/** The DDL files of these modules, that of the audit tables first. */
export const ddlFiles = (modules: readonly Module[]): string[] => [
  'audit.sql',
  ...modules
    .filter(({ facts, derived, claims }) => facts.length + derived.length + claims.length > 0)
    .map(({ name }) => `${name}.sql`),
]

function* execute(sql: string): Program<void> {
  for (const statement of split(sql)) yield* run(statement)
}

/** The statements of a DDL file, without comments. */
export const statementsOf = (file: string): string[] => split(readFileSync(new URL(file, SQL), 'utf8'))

/** The statements of a DDL file, without comments. Our DDL has no semicolon inside a statement. */
const split = (sql: string): string[] =>
  sql
    .replace(/--.*$/gm, '')
    .split(';')
    .map(statement => statement.replace(/[ \t]+$/gm, '').trim())
    .filter(statement => statement !== '')
