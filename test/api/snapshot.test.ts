import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import Database from 'better-sqlite3'
import { openStore, type Store } from '../../src/store/open.ts'
import { asking } from '../support/asking.ts'
import { agentAt, minted } from '../support/facts.ts'
import { scriptedChain } from '../support/scripted.ts'
import { until } from '../support/until.ts'
import { type Indexing, indexing } from '../support/world.ts'

type Story = {
  readonly chain: ReturnType<typeof scriptedChain>
  readonly indexer: Indexing
  readonly store: Store
  readonly path: string
  /** Mines one more agent and waits until it is indexed. */
  readonly grow: () => Promise<void>
}

/** A chain on which agent n is minted in block n, followed into a store at a known place. */
const growing = async (told: (story: Story) => Promise<void>) => {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-'))
  const path = join(folder, 'test.db')
  const chain = scriptedChain()
  const mine = () => chain.mine([minted(BigInt(chain.blocks().length))])
  mine()
  const store = openStore(path)
  const indexer = indexing(store, chain.source)
  const grow = async () => {
    mine()
    await indexer.reach(chain.head())
  }
  try {
    await indexer.reach(chain.head())
    await told({ chain, indexer, store, path, grow })
  } finally {
    await indexer.stop()
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A store whose readers wait before each of their queries until the gate is open, and say that they are waiting. */
const gated = (store: Store) => {
  const gate = Promise.withResolvers<void>()
  const waiting = Promise.withResolvers<void>()
  const read: Store['read'] = async () => {
    const reader = await store.read()
    const all: typeof reader.all = async query => {
      waiting.resolve()
      await gate.promise
      return reader.all(query)
    }
    return { all, release: reader.release }
  }
  return { store: { ...store, read }, open: gate.resolve, waiting: waiting.promise }
}

const MOMENT = `query ($old: AsOf) {
  status { chains { head { number } coverage { to } } }
  now: agents(first: 1) { nodes { tokenId mintedAt { block } reputation { feedbackCount } } _meta { heads { number } } }
  old: agents(first: 1, asOf: $old) { nodes { tokenId } _meta { heads { number } } }
}`
const moment = (number: number, old: number) => ({
  status: { chains: [{ head: { number: String(number) }, coverage: Array(7).fill({ to: String(number) }) }] },
  now: {
    nodes: [{ tokenId: String(number), mintedAt: { block: String(number) }, reputation: { feedbackCount: 0 } }],
    _meta: { heads: [{ number: String(number) }] },
  },
  old: { nodes: [{ tokenId: String(old) }], _meta: { heads: [{ number: String(old) }] } },
})

test('every field of an answer sees the block at which the question came, whatever is committed meanwhile', () =>
  growing(async ({ store, grow }) => {
    for (let i = 0; i < 3; i += 1) await grow()
    const slow = gated(store)
    const answer = asking(slow.store).ask(MOMENT, { old: { block: '1' } })
    await slow.waiting
    await grow()
    await grow()
    slow.open()
    assert.deepEqual(await answer, moment(3, 1))
    assert.deepEqual(await asking(store).ask(MOMENT, { old: { block: '4' } }), moment(5, 4))
  }))

test('a reorganisation in the middle of an answer is not seen in it', () =>
  growing(async ({ chain, indexer, store, grow }) => {
    for (let i = 0; i < 5; i += 1) await grow()
    const { hash } = chain.head()
    const slow = gated(store)
    const answer = asking(slow.store).ask(MOMENT, { old: { hash } })
    await slow.waiting
    chain.fork(3)
    for (let i = 0; i < 4; i += 1) chain.mine()
    await indexer.reach(chain.head())
    slow.open()
    assert.deepEqual(await answer, moment(5, 5))
  }))

test('five hundred answers while the chain grows are each of one moment', () =>
  growing(async ({ store, grow }) => {
    const { ask, faults } = asking(store)
    const seen = new Set<string>()
    const one = async (i: number) => {
      const old = { block: String(i % 2) }
      const answer = await ask<{ now: { _meta: { heads: [{ number: string }] } } }>(MOMENT, { old })
      const [{ number }] = answer.now._meta.heads
      seen.add(number)
      assert.deepEqual(answer, moment(Number(number), i % 2))
    }
    await grow()
    for (let round = 0; round < 10; round += 1) {
      const asked = Array.from({ length: 50 }, (_, i) => one(i))
      await grow()
      await Promise.all(asked)
    }
    assert.deepEqual(faults, [])
    assert.ok(seen.size >= 10, `only ${seen.size} moments were seen`)
  }))

/** Whether no reader holds an old moment: the log of commits can be emptied. */
const isIdle = (path: string): boolean => {
  const db = new Database(path)
  const [{ busy } = { busy: 1 }] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
  db.close()
  return busy === 0 && statSync(`${path}-wal`).size === 0
}

const QUESTIONS = [
  '{ status { version } }',
  `{ agent(id: "${agentAt(0)}") { owner reputation { feedbackCount } } }`,
  '{ agents(first: -1) { nodes { id } } }',
  '{ agents(asOf: { block: 99999 }) { nodes { id } } }',
  '{ agent(id: "x") { id } identity(did: "x") { did } }',
  '{ nothing }',
  '{ ',
  'query ($n: Int) { agents(first: $n) { nodes { id } } }',
]

test('what a question reads through is let go, whatever became of the question', () =>
  growing(async ({ store, path, grow }) => {
    const { answered } = asking(store)
    const ask = (i: number) => answered(QUESTIONS[i % QUESTIONS.length] ?? '', { n: 'x' })
    for (let i = 0; i < 200; i += 1) {
      await ask(i)
      if (i % 50 === 0) await grow()
    }
    await grow()
    await Promise.all(Array.from({ length: 50 }, (_, i) => ask(i)))
    await grow()
    assert.ok(isIdle(path), 'a reader still holds an old moment')
    const slow = gated(store)
    const abort = new AbortController()
    const url = `http://node.test/graphql?query=${encodeURIComponent(QUESTIONS[1] ?? '')}`
    const lost = asking(slow.store).server.fetch(new Request(url, { signal: abort.signal }))
    await slow.waiting
    abort.abort()
    await lost.catch(() => {})
    slow.open()
    await grow()
    await until('the reader of a client that went away is let go', () => isIdle(path))
  }))

/** Whether the last handle was closed: it takes the log of commits with it. */
const isClosed = (path: string): boolean => !existsSync(`${path}-wal`)

test('a store that is closed leaves nothing open', () =>
  growing(async ({ indexer, store, path, grow }) => {
    const { ask } = asking(store)
    await Promise.all(Array.from({ length: 20 }, () => ask(QUESTIONS[0] ?? '')))
    await grow()
    await ask(QUESTIONS[0] ?? '')
    await indexer.stop()
    assert.equal(isClosed(path), false)
    await store.close()
    assert.equal(isClosed(path), true)
  }))

test('a store that is closed while readers of several moments are at it leaves nothing open', () =>
  growing(async ({ indexer, store, path, grow }) => {
    await store.read()
    await grow()
    await store.read()
    await grow()
    await store.read()
    await indexer.stop()
    await store.close()
    assert.equal(isClosed(path), true)
  }))
