import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openStore, type Store } from '../../src/store/open.ts'
import { run } from '../../src/store/statement.ts'
import { asking } from '../support/asking.ts'
import { theServer } from '../support/engines.ts'
import { grow, inTrouble, lively, once } from '../support/faulty.ts'
import { standingOf } from '../support/held.ts'
import { places } from '../support/places.ts'
import { factsOf, indexing } from '../support/world.ts'

/** Fills the disk of a store, and makes room again. */
const disks = {
  SQLite: {
    fill: (store: Store) =>
      store.write(function* () {
        const [now] = yield* run<{ page_count: number }>('pragma page_count')
        yield* run(`pragma max_page_count = ${now?.page_count ?? 0}`)
      }),
    clear: (store: Store) =>
      store.write(function* () {
        yield* run('pragma max_page_count = 1073741823')
      }),
  },
  PostgreSQL: {
    fill: async (_: Store, place: string) => {
      const server = await theServer()
      await server.query(
        place,
        `create function no_room() returns trigger language plpgsql as
           $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`,
      )
      await server.query(
        place,
        'create trigger no_room before insert on block for each statement execute function no_room()',
      )
    },
    clear: async (_: Store, place: string) => {
      await (await theServer()).query(place, 'drop trigger no_room on block')
    },
  },
}

for (const { name, make } of places) {
  test(`a disk that is full: the step did not happen, answers go on, and so does the chain when there is room (${name})`, async () => {
    const chain = lively(30)
    const { place, remove } = await make()
    const store = openStore(place)
    const indexer = indexing(store, chain.source)
    try {
      await indexer.reach(chain.head())
      const before = await standingOf(store)
      await disks[name].fill(store, place)
      chain.fork(2)
      for (let i = 0; i < 40; i += 1) grow(chain, 1, 80 + i)
      await inTrouble(indexer)
      const { agents } = await asking(store).ask<{ agents: { nodes: unknown[] } }>(
        '{ agents(first: 5) { nodes { tokenId } } }',
      )
      assert.ok(agents.nodes.length > 0)
      assert.ok(indexer.seen.every(({ kind }) => kind !== 'halted'))
      if (name === 'PostgreSQL') assert.deepEqual(await standingOf(store), before)
      await disks[name].clear(store, place)
      await indexer.reach(chain.head())
      assert.deepEqual(await factsOf(store), await once(chain))
    } finally {
      await indexer.stop()
      await store.close()
      await remove()
    }
  })
}
