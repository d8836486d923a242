/** A question that waits in the database is ended there when its time is over, and the next one is answered. */
import assert from 'node:assert/strict'
import { rmSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import pg from 'pg'
import { readConfig } from '../../src/config.ts'
import { serve } from '../../src/node.ts'
import { openStore } from '../../src/store/open.ts'
import { newDatabase, newFile } from '../support/engines.ts'
import { minted } from '../support/facts.ts'
import { scriptedChain } from '../support/scripted.ts'
import { indexing } from '../support/world.ts'

test('a question whose tables are locked for longer than it may take is told so', async t => {
  const { place, remove } = await newDatabase()
  const chain = scriptedChain()
  chain.mine([minted(0n)])
  const store = openStore(place)
  const indexer = indexing(store, chain.source)
  await indexer.reach(chain.head())
  await indexer.stop()
  const file = newFile()
  writeFileSync(file.place, JSON.stringify({ store: place, serving: { deadlineMs: 1_000 } }))
  const faults: unknown[] = []
  const node = serve(readConfig({ config: file.place }, {}), fault => faults.push(fault))
  t.after(async () => {
    await node.close()
    await store.close()
    await remove()
    rmSync(file.place)
  })
  const ask = async () => {
    const body = JSON.stringify({ query: '{ agents(first: 1) { nodes { tokenId } } }' })
    const headers = { 'content-type': 'application/json' }
    const request = new Request('http://node.test/graphql', { method: 'POST', headers, body })
    return (await (await node.api.fetch(request)).json()) as {
      data: unknown
      errors?: { extensions: { code: string } }[]
    }
  }
  const other = new pg.Client(place)
  await other.connect()
  await other.query('begin; lock table agent in access exclusive mode')
  const { errors = [] } = await ask()
  await other.end()
  assert.deepEqual(
    errors.map(({ extensions }) => extensions.code),
    ['timeout'],
  )
  assert.deepEqual(faults, [])
  assert.deepEqual(await ask(), { data: { agents: { nodes: [{ tokenId: '0' }] } } })
})
