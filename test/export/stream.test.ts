/** Large exports: no row is read before it is wanted, no transaction is held, and a reorg on the way is noticed. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable, Writable } from 'node:stream'
import { after, test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { requestContext } from '../../src/api/context.ts'
import { exportsOf } from '../../src/api/export.ts'
import { exportRoutes } from '../../src/api/exportRoutes.ts'
import { LIMITS } from '../../src/api/limits.ts'
import { PortolanError } from '../../src/core/errors.ts'
import { keeping } from '../../src/core/kept.ts'
import { recent } from '../../src/core/recent.ts'
import { modules } from '../../src/modules/index.ts'
import { catalogueOf } from '../../src/store/catalogue.ts'
import type { Store } from '../../src/store/open.ts'
import { linesOf } from '../support/exported.ts'
import { account, feedbackGiven } from '../support/facts.ts'
import { startNode } from '../support/node.ts'
import { noSettings } from '../support/settings.ts'

const ROWS = 4_000
const node = await startNode()
after(() => node.close())
// What comes first by its key came last.
for (let block = 0; block < 4; block++) {
  node.mine(...Array.from({ length: ROWS / 4 }, (_, i) => feedbackGiven(1n, account(1 + (3 - block) * 1_000 + i), 1n)))
}
await node.settle()

const nobody = () => null

/** The exports of the node, and how many rows of a table were read of its store. */
const counted = () => {
  const seen = { rows: 0, open: 0 }
  const store: Store = {
    ...node.store,
    read: async () => {
      const reader = await node.store.read()
      seen.open += 1
      return {
        all: async query => {
          const rows = await reader.all(query)
          if ('sql' in query && / agent, /.test(query.sql)) seen.rows += rows.length
          return rows
        },
        release: () => {
          seen.open -= 1
          reader.release()
        },
      }
    },
  }
  const opened = () => requestContext(store, noSettings, recent(10), keeping())
  return { seen, exports: exportsOf(store, catalogueOf(modules), opened) }
}
const asked = (exports: ReturnType<typeof counted>['exports'], name: string, query = '') =>
  exports.table(name, new URLSearchParams(query))

/** Rows of one page at most, of the present and of the past. */
const PAGE = 1_000

test('rows are read as they are taken, a page at a time, and nothing is held open in between', async () => {
  const { seen, exports } = counted()
  const { body } = await asked(exports, 'feedback.ndjson')
  assert.deepEqual(seen, { rows: 0, open: 0 })
  let taken = 0
  for await (const piece of body) {
    if (piece.includes('$end')) continue
    taken += piece.trimEnd().split('\n').length
    assert.ok(seen.rows <= taken + PAGE, `${seen.rows} rows were read for ${taken}`)
    assert.equal(seen.open, 0)
  }
  assert.equal(taken, ROWS)
})

test('rows behind a long stretch of newer ones are found', async () => {
  const { body } = await asked(counted().exports, 'feedback.ndjson', 'block=1')
  let text = ''
  for await (const piece of body) text += piece
  const { lines, end } = linesOf(text)
  assert.deepEqual([lines.length, end.complete], [ROWS / 4, true])
})

test('a client that takes nothing more keeps the rest unread', async () => {
  const { seen, exports } = counted()
  const { body } = await asked(exports, 'feedback.csv')
  const stuck = new Writable({ highWaterMark: 1, write: () => {} })
  const source = Readable.from(body, { highWaterMark: 1 })
  source.pipe(stuck)
  for (let turn = 0; turn < 200; turn++) await nextTurn()
  assert.ok(seen.rows > 0 && seen.rows <= 2 * PAGE, `${seen.rows} rows were read`)
  assert.equal(seen.open, 0)
  source.destroy()
})

test('a client that leaves ends the reading', async () => {
  const { seen, exports } = counted()
  const { body } = await asked(exports, 'feedback.csv')
  for await (const piece of body) if (piece.length > 1_000) break
  const { rows } = seen
  for (let turn = 0; turn < 20; turn++) await nextTurn()
  assert.deepEqual(seen, { rows, open: 0 })
  assert.ok(rows < ROWS)
})

test('where a reorg takes the moment away, NDJSON ends with the reason and CSV breaks off', async () => {
  node.mine(feedbackGiven(2n, account(1), 1n))
  await node.settle()
  const { number, hash } = node.chain.head()
  const { exports } = counted()
  const [lines, csv] = await Promise.all([asked(exports, 'feedback.ndjson'), asked(exports, 'feedback.csv')])
  const [ofLines, ofCsv] = [lines, csv].map(({ body }) => body[Symbol.asyncIterator]())
  assert.ok(ofLines && ofCsv)
  let text = (await ofLines.next()).value
  await ofCsv.next()
  await ofCsv.next()

  node.chain.fork(1)
  node.mine()
  node.mine()
  await node.settle()

  for (let piece = await ofLines.next(); !piece.done; piece = await ofLines.next()) text += piece.value
  const { lines: rows, end } = linesOf(text)
  const message = `block ${number} (${hash}) has left eip155:31337`
  const hint = 'begin again; what was read so far is of a branch that is no more'
  assert.deepEqual(end.error, { code: 'reorged', message, hint })
  assert.deepEqual([end.complete, end.rows, rows.length < ROWS], [false, rows.length, true])
  await assert.rejects(ofCsv.next(), { code: 'reorged', message })
})

test('what breaks off is an error to whoever reads it over HTTP; only what was our fault is told to us', async () => {
  const faults: unknown[] = []
  for (const error of [new PortolanError('reorged', 'gone'), new Error('ours')]) {
    async function* body() {
      yield 'a line\n'
      throw error
    }
    const streamed = { type: 'text/csv', headers: {}, body: { [Symbol.asyncIterator]: body } }
    const exports = { list: () => ({}), table: async () => streamed, changes: async () => streamed }
    const answer = exportRoutes(exports, nobody, fault => faults.push(fault))
    const server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    await assert.rejects(fetch(`http://127.0.0.1:${port}/export/agent.csv`).then(response => response.text()))
    server.close()
  }
  assert.deepEqual(faults, [new Error('ours')])
})

test('so many exports at once are streamed and no more', async () => {
  const never = { type: 'text/csv', headers: {}, body: { [Symbol.asyncIterator]: pending } }
  const answer = exportRoutes(
    { list: () => ({}), table: async () => never, changes: async () => never },
    nobody,
    () => {},
  )
  const server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const stop = new AbortController()
  const ask = () => fetch(`http://127.0.0.1:${port}/changes`, { signal: stop.signal })
  try {
    const begun = await Promise.all(Array.from({ length: LIMITS.exports }, ask))
    assert.deepEqual([...new Set(begun.map(({ status }) => status))], [200])
    const refused = await ask()
    assert.equal(refused.status, 429)
    const message = `this node streams ${LIMITS.exports} exports already`
    assert.deepEqual(await refused.json(), { code: 'too_large', message, hint: 'try again later' })
  } finally {
    stop.abort()
    server.closeAllConnections()
    server.close()
  }
})

async function* pending() {
  yield 'a line\n'
  await new Promise(() => {})
}
