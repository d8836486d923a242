/** A table that is derived once a day is copied like any other: its versions are numbered by UTC day. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { FactListed } from '../../src/store/catalogue.ts'
import { insertHeaders } from '../../src/store/commit.ts'
import { differences } from '../../src/store/diff.ts'
import { feedCursorAt, feedPage } from '../../src/store/feed.ts'
import { migrate } from '../../src/store/migrate.ts'
import { reading } from '../../src/store/open.ts'
import { pinOf } from '../../src/store/pin.ts'
import { scan } from '../../src/store/scan.ts'
import { insert, run } from '../../src/store/statement.ts'
import { temporaryStore } from '../support/world.ts'

const DAY = 86_400
const CHAIN = 'eip155:1'
const tally: FactListed = {
  name: 'daily',
  sort: 'fact',
  versions: 'day',
  key: ['chain', 'id'],
  columns: [
    ...['chain', 'id'].map(name => ({ name, type: 'text' as const })),
    ...['sum', 'bf', 'li'].map(name => ({ name, type: 'integer' as const })),
  ],
}
/** Two blocks on the first day, none on the second, two on the third. */
const heads = [DAY, DAY + 5, 3 * DAY + 7, 3 * DAY + 8].map((time, i) => ({
  chain: CHAIN,
  number: 10 + i,
  hash: `0x${i}`,
  time,
}))

const store = temporaryStore()
after(() => store.close())
await migrate(store)
await store.write(function* () {
  const columns = 'chain text not null, id text not null, sum bigint not null, bf bigint not null, li bigint not null'
  yield* run(`create table daily (${columns}, primary key (chain, id))`)
  yield* run(`create table daily_h (${columns}, bt bigint not null)`)
  const names = ['chain', 'id', 'sum', 'bf', 'li']
  yield* insert('daily', names, [
    [CHAIN, 'a', 2, 3, 0],
    [CHAIN, 'c', 9, 2, 0],
  ])
  yield* insert(
    'daily_h',
    [...names, 'bt'],
    [
      [CHAIN, 'a', 1, 1, 0, 3],
      [CHAIN, 'b', 5, 1, 0, 3],
    ],
  )
  const unsaid = { parent: '', baseFee: null, bloom: null }
  yield* insertHeaders(
    CHAIN,
    heads.map(head => ({ ...head, ...unsaid })),
  )
  yield* run(`insert into chain values (?, 13, '0x3', ?, 11, '0x1', 10, 13, 1, 1, 'following', null, 'untried')`, [
    CHAIN,
    heads[3]?.time ?? 0,
  ])
})

const row = (id: string, sum: number, bf: number) => ({ chain: CHAIN, id, sum, bf, li: 0 })
const headAt = (i: number) => heads.slice(i, i + 1)

test('as of a block it holds what held on its day', async () => {
  const at = async (i: number) => {
    const pin = await reading(store, reader => pinOf(reader, headAt(i), new Map()))
    const rows: unknown[] = []
    for await (const page of scan(store, tally, pin, null, 1)) rows.push(...page.rows)
    return rows
  }
  assert.deepEqual(await at(0), [row('a', 1, 1), row('b', 5, 1)])
  assert.deepEqual(await at(1), await at(0))
  assert.deepEqual(await at(2), [row('a', 2, 3), row('c', 9, 2)])
})

test('its changes come with the first block of their day, or of the next that has one', async () => {
  const told = (page: Awaited<ReturnType<typeof feedPage>>) =>
    page.changes.map(change => ('id' in change ? [change.kind, change.block, change.id] : change))
  const follow = (from: typeof heads, first: number) =>
    reading(store, async reader => feedPage(reader, [tally], await feedCursorAt(reader, from, [tally]), first))
  const begun = [
    ['PUT', 10, 'a'],
    ['PUT', 10, 'b'],
  ]
  const third = [
    ['PUT', 12, 'c'],
    ['PUT', 12, 'a'],
    ['DROP', 12, 'b'],
  ]
  assert.deepEqual(told(await follow([], 100)), [...begun, ...third])
  assert.deepEqual(told(await follow([], 2)), begun)
  assert.deepEqual(told(await follow(headAt(1), 100)), third)
  assert.deepEqual(told(await follow(headAt(2), 100)), [])
})

test('it differs between two blocks where it differs between their days', async () => {
  const between = (a: number, b: number) =>
    reading(store, async reader => {
      const { found } = await differences(reader, [tally], headAt(a), headAt(b), 100, null)
      return found.map(({ difference: { id, before, after } }) => [id, before?.sum ?? null, after?.sum ?? null])
    })
  assert.deepEqual(await between(0, 1), [])
  assert.deepEqual(await between(1, 3), [
    ['c', null, 9],
    ['a', 1, 2],
    ['b', 5, null],
  ])
})
