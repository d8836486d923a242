/** The DDL is one text for two engines, and the row types are what it says. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { decoder } from '../indexer/decode.ts'
import { PARAMETERS } from '../src/core/trustPolicy.ts'
import { modules } from '../src/modules/index.ts'
import { chainRow, openChain } from '../src/store/chain.ts'
import { commit } from '../src/store/commit.ts'
import { layoutOf, migrate, remake } from '../src/store/migrate.ts'
import { beginRoots } from '../src/store/roots.ts'
import { run } from '../src/store/statement.ts'
import { openPostgres, openSqlite } from './support/engines.ts'
import { randomEvent } from './support/events.ts'
import { buyer, pays, policyOf, rates, register } from './support/reputation.ts'
import { CHAIN, type Emitted, scriptedChain } from './support/scripted.ts'
import { noSettings } from './support/settings.ts'
import { factsOf, scriptedContracts } from './support/world.ts'

const sqlite = openSqlite()
const postgres = await openPostgres()
const engines = [sqlite, postgres]
after(async () => {
  for (const engine of engines) await engine.close()
})
const layout = layoutOf(modules)

for (const engine of engines) {
  await migrate(engine)
  await engine.write(function* () {
    yield* remake(modules, 'facts', 'test')
    yield* remake(modules, 'derived', 'test')
    yield* remake(modules, 'claims', 'test')
    yield* beginRoots(new Map([[CHAIN, { contracts: [], rules: 'test' }]]))
  })
}

type Column = { table: string; column: string; type: string; nullable: boolean }

const sqliteColumns = (): Promise<Column[]> =>
  sqlite.write(function* () {
    const rows = yield* run<{ t: string; c: string; type: string; required: number }>(
      `select m.name as t, c.name as c, lower(c.type) as type, c."notnull" as required
         from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table' and m.name not like 'sqlite_%'`,
    )
    return rows.map(({ t, c, type, required }) => ({ table: t, column: c, type, nullable: required === 0 }))
  })

const postgresColumns = (): Promise<Column[]> =>
  postgres.write(function* () {
    const rows = yield* run<{ t: string; c: string; type: string; nullable: string }>(
      `select table_name as t, column_name as c, data_type as type, is_nullable as nullable
         from information_schema.columns where table_schema = 'public' order by table_name, ordinal_position`,
    )
    return rows.map(({ t, c, type, nullable }) => ({ table: t, column: c, type, nullable: nullable === 'YES' }))
  })

/** History twins are made from their table, and SQLite names their types by affinity alone. */
const declared = (columns: readonly Column[]): string[] =>
  columns
    .filter(({ table }) => !table.endsWith('_h'))
    .map(({ table, column, type, nullable }) => `${table}.${column} ${type}${nullable ? '' : ' not null'}`)
    .sort()

test('both engines make the same tables of it', async () => {
  assert.deepEqual(declared(await sqliteColumns()), declared(await postgresColumns()))
})

test('every fact table has a twin with one more column, bt, at its end', async () => {
  for (const columns of [await sqliteColumns(), await postgresColumns()]) {
    const byTable = Map.groupBy(columns, ({ table }) => table)
    const names = (table: string) => byTable.get(table)?.map(({ column }) => column)
    for (const { name, columns } of layout.facts.values()) {
      assert.deepEqual(names(name), columns)
      assert.deepEqual(names(`${name}_h`), [...columns, 'bt'])
    }
  }
})

test('the rows of a chain are found by it: the key of every table of facts begins with it', async () => {
  const keys = await postgres.write(() =>
    run<{ name: string; first: string }>(
      `select t.relname as name, a.attname as first from pg_index i join pg_class t on t.oid = i.indrelid
         join pg_attribute a on a.attrelid = t.oid and a.attnum = i.indkey[0]
        where i.indisunique and t.relnamespace = 'public'::regnamespace`,
    ),
  )
  const versioned = [...layout.facts.keys(), ...layout.derived.keys()].flatMap(name => [name, `${name}_h`])
  const tables = [...versioned, 'chain', 'block', 'log', 'coverage', 'derived_day']
  for (const table of tables) {
    const firsts = keys.filter(({ name }) => name === table).map(({ first }) => first)
    assert.ok(firsts.length > 0, `${table} has no key`)
    assert.deepEqual([...new Set(firsts)], ['chain'], table)
  }
})

test('both engines make the same indexes of it', async () => {
  const inSqlite = await sqlite.write(() =>
    run<{ name: string }>(`select name from sqlite_master where type = 'index' and sql is not null order by name`),
  )
  const inPostgres = await postgres.write(() =>
    run<{ name: string }>(
      `select indexname as name from pg_indexes where schemaname = 'public' and indexname not like '%\\_pkey' order by 1`,
    ),
  )
  assert.deepEqual(inPostgres, inSqlite)
})

test('the row types name every column, and say which may be null', async () => {
  const columns = Map.groupBy(await sqliteColumns(), ({ table }) => table)
  const stores = new Set(['chain', 'bf', 'li'])
  for (const { name, facts, claims } of modules.filter(({ facts, claims }) => facts.length + claims.length > 0)) {
    const text = readFileSync(new URL(`../src/modules/${name}/tables.ts`, import.meta.url), 'utf8')
    for (const table of [...facts, ...claims]) {
      const type = new RegExp(`\\b${table}: (\\w+Row)\\b`).exec(text)?.[1]
      const body = new RegExp(`export type ${type} = \\{([^}]*)\\}`).exec(text)?.[1] ?? ''
      const fields = [...body.matchAll(/(\w+): ([^;\n]+)/g)].map(
        ([, field, of = '']) => `${field}${of.includes('null') ? '?' : ''}`,
      )
      const expected = (columns.get(table) ?? []).filter(({ column }) => !stores.has(column))
      assert.deepEqual(
        fields,
        expected.map(({ column, nullable }) => `${column}${nullable ? '?' : ''}`),
        table,
      )
    }
  }
})

/** Sellers and their customers, so that there is something to derive. */
const custom = (): Emitted[] => [
  ...[0, 1, 2].flatMap(register),
  ...[1, 2, 3].flatMap(n => [pays(buyer(n), 0, 5_000_000), pays(buyer(n), 1, 2_000_000), rates(buyer(n), 1, 90)]),
]
const policy = policyOf([0], { parameters: { ...PARAMETERS, halfLife: 3 } })
const deriving = layoutOf(modules, { ...noSettings, trust: policy })

test('the writes are the same on both: any history leaves the same rows, and any day the same scores', async () => {
  const events = fc.sample(fc.array(randomEvent, { maxLength: 8 }), { numRuns: 40, seed: 8004 })
  const decode = decoder(CHAIN, scriptedContracts, modules)
  for (const engine of engines) {
    const chain = scriptedChain()
    chain.mine()
    const { epoch } = await engine.write(() => openChain(CHAIN, 1))
    for (const [i, emitted] of [custom(), ...events].entries()) {
      const row = await engine.write(() => chainRow(CHAIN))
      assert.ok(row)
      const rewinds = i % 5 === 4
      if (rewinds) chain.fork(3)
      const { header, logs } = chain.mine(emitted, i % 3 === 0 ? 100_000 : 12)
      await engine.write(() =>
        commit(deriving, {
          chain: CHAIN,
          epoch,
          expect: { number: row.head_number, hash: row.head_hash },
          ...(rewinds ? { rewindTo: header.number - 1 } : {}),
          headers: [header],
          logs,
          acts: logs.flatMap(log => decode.acts(log, header)),
          final: { number: 0, hash: '' },
          remote: header.number,
          coverage: {
            contracts: scriptedContracts.map(({ address }) => address),
            from: header.number,
            to: header.number,
          },
          state: 'following',
        }),
      )
    }
  }
  const [inSqlite, inPostgres] = await Promise.all(engines.map(engine => factsOf(engine)))
  assert.deepEqual(inPostgres, inSqlite)
  assert.ok(inSqlite?.weight?.length, 'nothing was derived')
  assert.ok(inSqlite.root?.length, 'no root was made')
})
