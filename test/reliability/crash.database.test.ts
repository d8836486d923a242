import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openStore } from '../../src/store/open.ts'
import { grow, inTrouble, once, told, troublesOf } from '../support/faulty.ts'
import { startPostgres } from '../support/postgres.ts'
import { until } from '../support/until.ts'
import { factsOf, type Indexing } from '../support/world.ts'

// SQLite is no server that could restart: it lives and dies with the process that uses it.
const server = await startPostgres()
after(() => server.stop())

const backfilled = ({ seen }: Indexing) => seen.filter(({ kind }) => kind === 'backfill').length

for (const how of ['crash', 'orderly'] as const) {
  test(`the database ends (${how}) and starts again while history is read and at the head: nobody restarts the indexer, nothing is lost or there twice (PostgreSQL)`, async () => {
    const url = await server.database()
    await told(
      async () => openStore(url),
      async ({ chain, store, starts }) => {
        const indexer = starts()
        await until('it has got on', () => backfilled(indexer) >= 4, 20_000)
        await server.halt(how)
        await inTrouble(indexer)
        await server.resume()
        await indexer.reach(chain.head())

        await server.halt(how)
        chain.fork(3)
        grow(chain, 5, 61)
        await inTrouble(indexer)
        await server.resume()
        await indexer.reach(chain.head())
        assert.deepEqual(
          indexer.seen.filter(({ kind }) => kind === 'halted'),
          [],
        )
        assert.deepEqual(await factsOf(store), await once(chain))
      },
      { blocks: 80, spec: { maxRange: 3 } },
    )
  })
}

test('the database is frozen, with every connection open, and thawed: indexing goes on by itself (PostgreSQL)', async () => {
  const url = await server.database()
  const backends = async () =>
    (
      await server.query(
        url,
        'select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      )
    ).map(({ pid }) => Number(pid))
  await told(
    async () => openStore(url),
    async ({ chain, store, starts }) => {
      const indexer = starts()
      await until('it has got on', () => backfilled(indexer) >= 4, 20_000)
      const frozen = await backends()
      assert.ok(frozen.length > 0)
      for (const pid of frozen) process.kill(pid, 'SIGSTOP')
      try {
        chain.fork(2)
        grow(chain, 4, 62)
      } finally {
        for (const pid of frozen) process.kill(pid, 'SIGCONT')
      }
      await indexer.reach(chain.head())
      assert.deepEqual(troublesOf(indexer), [])
      assert.deepEqual(await factsOf(store), await once(chain))
    },
    { blocks: 80, spec: { maxRange: 3 } },
  )
})
