/** Tables over HTTP: what is asked wrongly, what is answered, and going on where an answer ended. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, test } from 'node:test'
import { pad, zeroHash } from 'viem'
import { dayOf } from '../../src/core/day.ts'
import { digest } from '../../src/core/digest.ts'
import { position } from '../../src/core/origin.ts'
import { parseCsv, unguarded } from '../support/csv.ts'
import { get, refusal, rowsOf } from '../support/exported.ts'
import { ALICE, agentAt, BOB, CAROL, feedbackGiven, feedbackRevoked, minted, transferred } from '../support/facts.ts'
import { startNode } from '../support/node.ts'
import { addressOf, CHAIN } from '../support/scripted.ts'

const node = await startNode()
const server = await node.server.listen(0, '127.0.0.1')
after(async () => {
  await server.close()
  await node.close()
})
const url = (path: string) => `${server.url}${path}`
const REPUTATION = addressOf('TestReputationRegistry')
const [HIGHEST, LOWEST] = [(1n << 127n) - 1n, -(1n << 127n)]
const HUGE = (1n << 256n) - 1n
const nasty = ['a\0b', 'a "quote", a comma', 'two\r\nlines', '=1+1', "'", '\ud800', '', '-1', '𝄞', '\\x00']

const mine = async (...events: Parameters<typeof node.mine>) => {
  const { header } = node.mine(...events)
  await node.settle()
  return header
}
const born = await mine(minted(1n), minted(HUGE))
const rated = await mine(
  feedbackGiven(1n, BOB, 1n, { value: HIGHEST, valueDecimals: 18, tag1: 'starred', feedbackURI: 'ipfs://f' }),
  feedbackGiven(1n, CAROL, 1n, { value: LOWEST }),
)
const revoked = await mine(feedbackRevoked(1n, BOB, 1n), transferred(1n, ALICE, BOB))
const bob = `${CHAIN}:${REPUTATION}/1/${BOB}/1`
const carol = `${CHAIN}:${REPUTATION}/1/${CAROL}/1`
const feedback = (id: string, client: string, more: object) => ({
  chain: CHAIN,
  id,
  registry: REPUTATION,
  agent: agentAt(1),
  client,
  feedback_index: 1,
  value: '',
  decimals: 0,
  tag1: '',
  tag2: '',
  endpoint: '',
  uri: '',
  uri_id: null,
  hash: zeroHash,
  given: '',
  revoked: null,
  sales: 0,
  day: dayOf(rated.time),
  eighths: 0,
  bf: rated.number,
  li: 0,
  ...more,
})
const ofBob = {
  value: String(HIGHEST),
  decimals: 18,
  tag1: 'starred',
  uri: 'ipfs://f',
  uri_id: digest('ipfs://f'),
  given: position(rated.number, 0),
  eighths: 8,
}
const ofCarol = { value: String(LOWEST), given: position(rated.number, 1), li: 1 }

test('each wrong question gets one clear error', async () => {
  const wrong = async (...paths: string[]) => Promise.all(paths.map(path => refusal(url(path))))
  assert.deepEqual(
    await wrong('/export/nothing.ndjson', '/export/feedback.xml', '/export/feedback_h.csv', '/export/chain.csv'),
    [
      '404 not_found: there is no export nothing.ndjson',
      '404 not_found: there is no export feedback.xml',
      '404 not_found: there is no export feedback_h.csv',
      '404 not_found: there is no export chain.csv',
    ],
  )
  assert.deepEqual(
    await wrong(
      '/export/agent.csv?blok=1',
      '/export/agent.csv?block=1&block=1',
      '/export/agent.csv?block=-1',
      '/export/agent.csv?block=99',
      '/export/agent.csv?chain=eip155:1&block=1',
      `/export/agent.csv?chain=${CHAIN}`,
      '/export/agent.csv?time=yesterday',
      '/export/agent.csv?block=1&time=2030-01-01T00:00:00Z',
      '/export/agent.csv?limit=0',
      '/export/agent.csv?after=[]',
      '/export/agent.csv?moment=xyz',
      '/export/agent.csv?moment=e30&block=1',
    ),
    [
      '400 bad_input: blok: means nothing here',
      '400 bad_input: block: is given twice',
      '400 bad_input: block: -1 is not a block number',
      `404 block_unknown: ${CHAIN} is indexed up to block ${revoked.number}`,
      '400 bad_input: asOf: eip155:1 is not indexed here',
      '400 bad_input: chain: names no block',
      '400 bad_input: time: yesterday is not a time',
      '400 bad_input: asOf: give one of block, hash, time and heads',
      '400 bad_input: limit: 0 is not a number of rows',
      '400 bad_input: after: is of no moment',
      '400 bad_input: moment: is none of this node',
      '400 bad_input: block: and moment are both given',
    ],
  )
  const { moment } = await rowsOf(url('/export/agent.ndjson'))
  const ends = ['x', '[]', '["a"]', '[1,2]', '{}', '["a","b","c"]'].map(key => encodeURIComponent(key))
  for (const key of ends) {
    assert.equal(
      await refusal(url(`/export/agent.csv?moment=${moment}&after=${key}`)),
      '400 bad_input: after: is not the key of a row',
    )
  }
  assert.deepEqual(await wrong('/changes?after=xyz', '/changes?tables=log', '/changes?first=1'), [
    '400 bad_input: after: not a cursor of this feed',
    '400 bad_input: tables: log is no fact table',
    '400 bad_input: first: means nothing here',
  ])
  assert.deepEqual(node.faults, [])
})

test('what there is: tables with their keys and columns', async () => {
  const listed = JSON.parse((await get(url('/export'))).text)
  assert.deepEqual(listed.formats, ['ndjson', 'csv'])
  const table = (name: string) => listed.tables.find((table: { name: string }) => table.name === name)
  assert.deepEqual(table('rate'), {
    name: 'rate',
    sort: 'fact',
    key: ['chain', 'id'],
    columns: [
      { name: 'chain', type: 'text' },
      { name: 'id', type: 'text' },
      { name: 'answer', type: 'decimal' },
      { name: 'round', type: 'decimal' },
      { name: 'updated_at', type: 'integer' },
      { name: 'bf', type: 'integer' },
      { name: 'li', type: 'integer' },
    ],
  })
  assert.deepEqual([table('token').sort, table('token').key], ['claim', ['id']])
  assert.deepEqual([table('log').sort, table('log').key], ['log', ['chain', 'block', 'log_index']])
  assert.equal(table('registration'), undefined)
})

test('the rows of a moment, whole and exact; the last line says that it is the last', async () => {
  const now = await rowsOf(url('/export/feedback.ndjson'))
  const rows = [
    feedback(bob, BOB, { ...ofBob, revoked: position(revoked.number, 0), eighths: 0, bf: revoked.number, li: 0 }),
    feedback(carol, CAROL, ofCarol),
  ]
  assert.deepEqual(now.rows, rows)
  const { changes, ...end } = now.end
  const sha256 = createHash('sha256')
    .update(now.lines.map(line => `${line}\n`).join(''))
    .digest('hex')
  assert.deepEqual(end, { table: 'feedback', complete: true, rows: 2, after: [CHAIN, carol], sha256 })
  assert.equal(typeof changes, 'string')

  const then = [feedback(bob, BOB, ofBob), feedback(carol, CAROL, ofCarol)]
  const at = new Date(rated.time * 1_000).toISOString()
  for (const moment of [`block=${rated.number}`, `chain=${CHAIN}&block=${rated.number}`, `time=${at}`]) {
    assert.deepEqual((await rowsOf(url(`/export/feedback.ndjson?${moment}`))).rows, then)
  }
  assert.deepEqual((await rowsOf(url(`/export/feedback.ndjson?block=${born.number}`))).rows, [])
  const { rows: agents } = await rowsOf<{ token: string }>(url('/export/agent.ndjson'))
  assert.deepEqual(
    agents.map(({ token }) => token),
    ['1', String(HUGE)],
  )
})

test('raw logs carry their block, in the order of the chain', async () => {
  const { rows } = await rowsOf(url(`/export/log.ndjson?block=${rated.number}`))
  const logs = node.chain
    .blocks()
    .slice(0, rated.number + 1)
    .flatMap(({ header, logs }) =>
      logs.map(({ block, blockHash, logIndex, tx, txIndex, address, topics, data }) => ({
        chain: CHAIN,
        block,
        block_hash: blockHash,
        time: header.time,
        log_index: logIndex,
        tx,
        tx_index: txIndex,
        address,
        topics: topics.join(' '),
        data,
      })),
    )
  assert.deepEqual(rows, logs)
})

test('CSV says the same as NDJSON, whatever text is in it', async () => {
  await mine(...nasty.map((text, i) => feedbackGiven(2n, BOB, BigInt(i + 1), { tag1: text, value: -5n })))
  const { rows } = await rowsOf(url('/export/feedback.ndjson'))
  const { text, headers } = await get(url('/export/feedback.csv'))
  assert.equal(headers.get('content-type'), 'text/csv; charset=utf-8; header=present')
  const [names = [], ...lines] = parseCsv(text)
  const integers = new Set(['feedback_index', 'decimals', 'sales', 'day', 'eighths', 'bf', 'li'])
  const read = lines.map(cells =>
    Object.fromEntries(
      names.map((name, i) => {
        const cell = cells[i] ?? null
        if (name === 'value') return [name, cell]
        return [name, integers.has(`${name}`) ? Number(cell) : unguarded(cell)]
      }),
    ),
  )
  assert.deepEqual(read, rows)
  assert.ok(lines.some(cells => cells.includes("'=1+1")) && lines.some(cells => cells.includes('-5')))
})

test('pieces put together are the whole, although the chain goes on between them', async () => {
  for (const size of [1, 5, 12]) {
    const whole = { ndjson: await rowsOf(url('/export/feedback.ndjson')), csv: await get(url('/export/feedback.csv')) }
    const lines: string[] = []
    let csv = ''
    let next = ''
    for (let complete = false; !complete; ) {
      const asked = `limit=${size}${next}`
      csv += (await get(url(`/export/feedback.csv?${asked}`))).text
      const piece = await rowsOf(url(`/export/feedback.ndjson?${asked}`))
      assert.ok(piece.lines.length <= size)
      lines.push(...piece.lines)
      next = `&moment=${piece.moment}&after=${encodeURIComponent(JSON.stringify(piece.end.after))}`
      complete = piece.end.complete
      await mine(
        feedbackRevoked(2n, BOB, BigInt(size)),
        feedbackGiven(0n, BOB, BigInt(lines.length), { tag1: 'later' }),
      )
    }
    const then = await get(url(`/export/feedback.csv?moment=${whole.ndjson.moment}`))
    assert.equal(then.text, whole.csv.text)
    assert.deepEqual([lines, csv], [whole.ndjson.lines, whole.csv.text])
  }
})

test('a moment whose block has left the chain is refused, and so is one of another store', async () => {
  await mine(feedbackGiven(3n, pad('0x01', { size: 20 }), 1n))
  const { moment } = await rowsOf(url('/export/feedback.ndjson'))
  const { hash, number } = node.chain.head()
  node.chain.fork(1)
  await mine()
  await mine()
  const path = `/export/feedback.ndjson?moment=${moment}`
  assert.equal(await refusal(url(path)), `410 reorged: block ${number} (${hash}) has left ${CHAIN}`)
  const other = Buffer.from(
    Buffer.from(moment, 'base64url')
      .toString()
      .replace(/"facts":"./, '"facts":"!'),
  ).toString('base64url')
  assert.match(await refusal(url(`/export/feedback.ndjson?moment=${other}`)), /^410 refolded: /)
})
