/** What a store shows of its tables to whoever copies them: names, columns, keys, and how the rows are versioned. */
import { DAY, dayOf } from '../core/day.ts'
import type { IntegerText, Module } from '../core/module.ts'
import type { ChainHead } from '../core/snapshot.ts'
import { ddlFiles, layoutOf, statementsOf } from './migrate.ts'

export type Column = { readonly name: string; readonly type: 'text' | 'integer' | IntegerText }

type Listed = { readonly name: string; readonly columns: readonly Column[]; readonly key: readonly string[] }

/** A fact table: its versions are numbered by block, or by UTC day where it is derived once a day. */
export type FactListed = Listed & { readonly sort: 'fact'; readonly versions: 'block' | 'day' }

/** A claim table whose rows are only ever added, each with the next number (`nr`). */
export type ClaimListed = Listed & { readonly sort: 'claim' }

/** The raw logs, each with the hash and time of its block. */
export type LogListed = Listed & { readonly sort: 'log' }

export type ListedTable = FactListed | ClaimListed | LogListed
export type Catalogue = ReadonlyMap<string, ListedTable>

/** The number of the version that a table has at a head: everything with `bf` up to it has begun. */
export const versionAt = ({ versions }: FactListed, { number, time }: Pick<ChainHead, 'number' | 'time'>): number =>
  versions === 'day' ? dayOf(time) : number

/** The first second of a day that versions are numbered by. */
export const beginOf = (day: number): number => day * DAY

/** The tables that can be copied: raw logs, every fact table, and the claim tables whose rows are numbered. */
export const catalogueOf = (modules: readonly Module[]): Catalogue => {
  const integers = new Map(modules.flatMap(module => Object.entries(module.integers)))
  const declared = new Map(
    ddlFiles(modules)
      .flatMap(statementsOf)
      .flatMap(statement => {
        const table = tableOf(statement, integers)
        return table ? [[table.name, table] as const] : []
      }),
  )
  const layout = layoutOf(modules)
  const versioned = (names: Iterable<string>, versions: FactListed['versions']) =>
    Array.from(names, (name): FactListed => ({ ...known(declared, name), sort: 'fact', versions }))
  const facts = [...versioned(layout.facts.keys(), 'block'), ...versioned(layout.derived.keys(), 'day')]
  const claims = modules
    .flatMap(module => module.claims)
    .map((name): ClaimListed => ({ ...known(declared, name), sort: 'claim' }))
    .filter(({ columns }) => columns.some(({ name }) => name === 'nr'))
  return new Map([LOG, ...facts, ...claims].map(table => [table.name, table]))
}

const text = (name: string): Column => ({ name, type: 'text' })
const integer = (name: string): Column => ({ name, type: 'integer' })

const LOG: LogListed = {
  name: 'log',
  sort: 'log',
  columns: [
    ...[text('chain'), integer('block'), text('block_hash'), integer('time'), integer('log_index')],
    ...[text('tx'), integer('tx_index'), text('address'), text('topics'), text('data')],
  ],
  key: ['chain', 'block', 'log_index'],
}

const known = (declared: ReadonlyMap<string, Listed>, name: string): Listed => {
  const table = declared.get(name)
  if (!table) throw new Error(`no table ${name} is declared`)
  return table
}

/** What a statement of our DDL declares, where it makes a table. */
const tableOf = (statement: string, integers: ReadonlyMap<string, Record<string, IntegerText>>): Listed | null => {
  const [, name = '', body = ''] = /^create table (\w+) \((.*)\)$/s.exec(statement) ?? []
  const columns = [...body.matchAll(/^ {2}([a-z]\w*) (text|bigint|integer)\b.*$/gm)].map(
    ([, column = '', type]): Column => ({
      name: column,
      type: integers.get(name)?.[column] ?? (type === 'text' ? 'text' : 'integer'),
    }),
  )
  return name === '' ? null : { name, columns, key: primaryKey(body) }
}

/** The table that a statement of our DDL makes, and its primary key; nothing where it makes none. */
export const keyOf = (statement: string): (readonly [table: string, key: readonly string[]])[] => {
  const [, name, body = ''] = /^create table (\w+) \((.*)\)$/s.exec(statement) ?? []
  return name === undefined ? [] : [[name, primaryKey(body)]]
}

const primaryKey = (body: string): readonly string[] => {
  const composite = /^ {2}primary key \((.*)\)/m.exec(body)?.[1]?.split(', ')
  return composite ?? [/^ {2}(\w+) .*\bprimary key\b/m.exec(body)?.[1] ?? '']
}
