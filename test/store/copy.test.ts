/** A store is copied from engine to engine and back: nothing is lost on the way, and what comes back is a store. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { modules } from '../../src/modules/index.ts'
import { copyStore } from '../../src/store/copy.ts'
import { migrate } from '../../src/store/migrate.ts'
import { ofRules } from '../../src/store/ofRules.ts'
import { openStore, reading, type Store } from '../../src/store/open.ts'
import { type Record_, run } from '../../src/store/statement.ts'
import { newDatabase, newFile } from '../support/engines.ts'
import { ALICE, BOB, minted, registration, transferred } from '../support/facts.ts'
import { startNode } from '../support/node.ts'
import { marketSettings, offerOf, person, signed, termsOf } from '../support/offers.ts'
import { publish } from '../support/publishing.ts'
import { mint } from '../support/registry.ts'
import { factsOf, indexing, temporaryStore } from '../support/world.ts'

/** Tables whose rows are not copied: a folding under way begins anew. */
const LEFT_OUT = ['refold', 'refold_chain', 'refold_day']

/** Every row of every table, but what names the making of tables: that of a copy is its own. */
const everything = async (store: Store): Promise<Record<string, string[]>> => {
  const names = await store
    .write(() => run<{ name: string }>(`select name from sqlite_master where type = 'table' order by name`))
    .catch(() =>
      store.write(() =>
        run<{ name: string }>('select tablename as name from pg_tables where schemaname = current_schema() order by 1'),
      ),
    )
  const rows: Record<string, string[]> = {}
  for (const { name } of names) {
    if (LEFT_OUT.includes(name)) continue
    const kept = await store.write(() => run<Record_>(`select * from ${name}`))
    const ofStore = name === 'undone' ? kept.filter(({ chain }) => chain !== '') : kept
    rows[name] = ofStore.map(row => JSON.stringify(Object.entries(row).sort())).sort()
  }
  return rows
}

/** A node that holds something of everything: agents that changed hands, documents, offers on a chain and handed in. */
const filled = async () => {
  const node = await startNode({ settings: marketSettings })
  const alice = person('alice')
  const file = `data:application/json,${encodeURIComponent(JSON.stringify({ name: 'Störk', services: [] }))}`
  node.mine(mint(0n, alice.address), ...registration(1n, file))
  for (let token = 2n; token < 700n; token += 100n) {
    node.mine(...Array.from({ length: 100 }, (_, i) => minted(token + BigInt(i), ALICE)))
  }
  await node.settle()
  node.chain.fork(1)
  node.mine(minted(9_000n), transferred(2n, ALICE, BOB))
  node.mine()
  await node.settle()
  for (const name of ['a', 'b']) {
    const { jwt } = await signed(alice, offerOf(alice, termsOf('Lot 7'), { sub: `${alice.did}#${name}` }))
    await publish(node, jwt)
  }
  await node.settle()
  return node
}

test('SQLite to PostgreSQL and back: every table is the same, while the indexer goes on', async t => {
  const node = await filled()
  const database = await newDatabase()
  const file = newFile()
  const there = openStore(database.place)
  const back = openStore(file.place)
  t.after(async () => {
    await Promise.all([node.close(), there.close(), back.close()])
    await Promise.all([database.remove(), file.remove()])
  })
  const before = await everything(node.store)
  const heads = await reading(node.store, async reader => reader.all({ sql: 'select * from chain', values: [] }))

  // A block that comes after the first page is of another moment.
  let coming: Promise<unknown> | undefined
  const { tables, rows } = await copyStore(modules, node.store, there, () => {
    if (coming) return
    node.mine(minted(9_001n))
    coming = node.settle()
  })
  await coming
  assert.deepEqual(await everything(there), before)
  assert.ok(tables > 50 && rows > 1_500, `${tables} tables, ${rows} rows`)
  for (const name of ['log', 'agent', 'agent_h', 'submission', 'document', 'content', 'root'])
    assert.ok((before[name]?.length ?? 0) > 0, `${name} holds something`)

  await copyStore(modules, there, back, () => {})
  assert.deepEqual(await everything(back), before)
  assert.deepEqual(await reading(back, async reader => reader.all({ sql: 'select * from chain', values: [] })), heads)

  await assert.rejects(
    copyStore(modules, node.store, back, () => {}),
    { code: 'bad_input', hint: 'name a new file or an empty database' },
  )

  const follower = indexing(back, node.chain.source, { settings: node.settings })
  node.mine(minted(9_002n))
  await follower.reach(node.chain.head())
  await follower.stop()
  const once = temporaryStore()
  const indexer = indexing(once, node.chain.source, { settings: node.settings })
  await indexer.reach(node.chain.head())
  await indexer.stop()
  assert.deepEqual(await factsOf(back), await factsOf(once))
  await once.close()
})

test('a copy that was broken off is no store: nothing indexes into it, answers from it or copies it', async t => {
  const node = await filled()
  const place = newFile()
  const to = openStore(place.place)
  t.after(async () => {
    await Promise.all([node.close(), to.close()])
    await place.remove()
  })
  const broken = copyStore(modules, node.store, to, ({ rows }) => {
    if (rows > 100) throw new Error('the disk is gone')
  })
  await assert.rejects(broken, /the disk is gone/)
  const refusal = { code: 'store_corrupt', message: 'this is a copy of a store that was never finished' }
  await assert.rejects(migrate(to), refusal)
  await assert.rejects(ofRules(to, modules).read(), { code: 'other_rules' })
  await assert.rejects(
    copyStore(modules, node.store, to, () => {}),
    refusal,
  )
  const other = newFile()
  const store = openStore(other.place)
  await assert.rejects(
    copyStore(modules, to, store, () => {}),
    { code: 'other_rules' },
  )
  await store.close()
  await other.remove()
})
