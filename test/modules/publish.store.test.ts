import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import Database from 'better-sqlite3'
import { runDocuments } from '../../indexer/documents.ts'
import type { Module } from '../../src/core/module.ts'
import { modules as all } from '../../src/modules/index.ts'
import { pending } from '../../src/store/documents.ts'
import { openStore, type Store } from '../../src/store/open.ts'
import { run } from '../../src/store/statement.ts'
import { asking } from '../support/asking.ts'
import { offerOf, type Person, person, signed, termsOf } from '../support/offers.ts'
import { publish } from '../support/publishing.ts'
import { mint } from '../support/registry.ts'
import { scriptedChain } from '../support/scripted.ts'
import { noSettings } from '../support/settings.ts'
import { until } from '../support/until.ts'
import { indexing } from '../support/world.ts'

const folder = mkdtempSync(join(tmpdir(), 'portolan-'))
after(() => rmSync(folder, { recursive: true, force: true }))
let files = 0
const fresh = () => join(folder, `${files++}.db`)

const many = { settings: { submissions: { ...noSettings.submissions, perHour: 10_000 } } }
const offer = async (who: Person, name: string) =>
  signed(who, offerOf(who, termsOf('Lot 7'), { sub: `${who.did}#${name}` }))

/** Indexes a chain into a store and reads its documents, for as long as the story is told. */
const alive = async (
  path: string,
  chain: ReturnType<typeof scriptedChain>,
  told: (store: Store) => Promise<void>,
  modules: readonly Module[] = all,
) => {
  const store = openStore(path)
  const abort = new AbortController()
  const indexer = indexing(store, chain.source)
  const options = {
    maxBytes: 262_144,
    timeoutMs: 2_000,
    refreshSeconds: 3_600,
    gateways: [],
    allowPrivate: false,
    allowHttp: false,
    requestsPerHour: 100_000,
    bytesPerHour: 1_000_000_000,
    maxStoredBytes: 1_000_000_000,
  }
  try {
    await indexer.reach(chain.head())
    const common = { store, modules, settings: noSettings, report: () => {}, signal: abort.signal }
    const reading = runDocuments({ ...common, options })
    await told(store)
    abort.abort()
    await reading
  } finally {
    abort.abort()
    await indexer.stop()
    await store.close()
  }
}

const settled = (store: Store) =>
  until(
    'no document waits',
    async () => (await store.write(() => pending(Math.floor(Date.now() / 1_000), 1))).length === 0,
  )

const OFFERS = '{ offers { nodes { id status source submission { number } } } }'

test('the log outlives the node, and its offers a change of the rules', async () => {
  const [chain, path, alice] = [scriptedChain(), fresh(), person('alice')]
  chain.mine()
  chain.mine([mint(0n, alice.address)])
  const token = await offer(alice, 'a')
  await alive(path, chain, async store => {
    await publish({ ...asking(store), refused: async () => assert.fail() }, token.jwt)
    await settled(store)
  })
  const expected = {
    offers: { nodes: [{ id: token.id, status: 'IN_FORCE', source: 'SUBMITTED', submission: { number: '1' } }] },
  }
  chain.mine()
  await alive(path, chain, async store => assert.deepEqual(await asking(store).ask(OFFERS), expected))
  const changed = all.map(module => (module.name === 'offers' ? { ...module, rules: module.rules + 1 } : module))
  await alive(
    path,
    chain,
    async store => {
      await settled(store)
      assert.deepEqual(await asking(store).ask(OFFERS), expected)
    },
    changed,
  )
})

test('what was handed in and not yet read when the node stopped is read by the next', async () => {
  const [chain, path, bob] = [scriptedChain(), fresh(), person('bob')]
  chain.mine()
  chain.mine([mint(0n, bob.address)])
  await alive(path, chain, async () => {})
  const reader = openStore(path, { readOnly: true })
  const token = await offer(bob, 'a')
  await publish({ ...asking(reader), refused: async () => assert.fail() }, token.jwt)
  await reader.close()
  await alive(path, chain, async store => {
    await settled(store)
    const { offers } = await asking(store).ask<{ offers: { nodes: object[] } }>(OFFERS)
    assert.equal(offers.nodes.length, 1)
  })
})

test('nodes that only answer hand in while an indexer writes the same file, and nothing is lost', async () => {
  const [chain, path, carol] = [scriptedChain(), fresh(), person('carol')]
  chain.mine()
  chain.mine([mint(0n, carol.address)])
  await alive(path, chain, async store => {
    const indexed = indexedBlocks(store)
    const nodes = [0, 1].map(() => openStore(path, { readOnly: true }))
    const tokens = await Promise.all(Array.from({ length: 60 }, (_, i) => offer(carol, String(i))))
    const mining = (async () => {
      for (let i = 0; i < 60; i += 1) {
        chain.mine([mint(BigInt(i + 1), carol.address)])
        await until('the block is indexed', async () => (await indexed()) === chain.head().number)
      }
    })()
    const handed = tokens.map(({ jwt }, i) => {
      const { ask } = asking(nodes[i % 2] as Store, many.settings)
      // Each twice, by two nodes at the same time.
      const other = asking(nodes[(i + 1) % 2] as Store, many.settings).ask
      const none = { refused: async () => assert.fail() }
      return Promise.all([publish({ ask, ...none }, jwt), publish({ ask: other, ...none }, jwt)])
    })
    const pairs = await Promise.all(handed)
    await mining
    await settled(store)
    for (const [a, b] of pairs) assert.deepEqual([a.number, a.isNew !== b.isNew], [b.number, true])
    assert.deepEqual(
      pairs.map(([{ number }]) => Number(number)).sort((a, b) => a - b),
      tokens.map((_, i) => i + 1),
    )
    const { offers } = await asking(store).ask<{ offers: { nodes: object[] } }>(
      '{ offers(first: 100) { nodes { id } } }',
    )
    const [{ agents } = { agents: 0 }] = await store.write(() =>
      run<{ agents: number }>('select count(*) as agents from agent'),
    )
    assert.deepEqual([offers.nodes.length, agents, await sums(store)], [60, 61, [60, 60, true]])
    for (const node of nodes) await node.close()
  })
})

const indexedBlocks = (store: Store) => async () =>
  (await store.write(() => run<{ head_number: number }>('select head_number from chain')))[0]?.head_number

/** The running sums of the log: its length, subjects of the one account, and whether its bytes add up. */
const sums = async (store: Store) => {
  const rows = await store.write(() =>
    run<{ subjects: number; total: number; bytes: number }>(
      'select subjects, total, bytes from submission order by number',
    ),
  )
  const bytes = rows.reduce((sum, row) => sum + row.bytes, 0)
  return [rows.length, rows.at(-1)?.subjects, rows.at(-1)?.total === bytes]
}

test('a store that is only read can be written in no other way, and is not made', async () => {
  const [chain, path] = [scriptedChain(), fresh()]
  chain.mine()
  assert.throws(() => openStore(fresh(), { readOnly: true }), { code: 'bad_config' })
  assert.deepEqual(readdirSync(folder).includes(`${files - 1}.db`), false)
  await alive(path, chain, async () => {
    const store = openStore(path, { readOnly: true })
    await assert.rejects(
      store.write(() => run('delete from log') as never),
      /opened to be read/,
    )
    const reader = await store.read()
    await assert.rejects(async () => reader.all({ sql: 'delete from log', values: [] }), /readonly/)
    reader.release()
    await store.close()
  })
  assert.equal(existsSync(`${path}-wal`), false)
})

test('while the store is being written for long, handing in waits, and answers go on', async () => {
  const [chain, path, dave] = [scriptedChain(), fresh(), person('dave')]
  chain.mine()
  chain.mine([mint(0n, dave.address)])
  await alive(path, chain, async () => {})
  const store = openStore(path, { readOnly: true })
  const { ask } = asking(store)
  const writer = new Database(path)
  writer.exec('begin immediate')
  const handing = publish({ ask, refused: async () => assert.fail() }, (await offer(dave, 'a')).jwt)
  for (let i = 0; i < 30; i += 1) assert.deepEqual(await ask(OFFERS), { offers: { nodes: [] } })
  writer.exec('commit')
  writer.close()
  assert.equal((await handing).number, '1')
  await store.close()
})
