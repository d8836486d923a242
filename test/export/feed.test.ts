/** The feed of changes and the diff of two moments, as clients ask for them. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { get } from '../support/exported.ts'
import {
  ALICE,
  account,
  agentAt,
  approvedForAll,
  BOB,
  CAROL,
  feedbackGiven,
  feedbackRevoked,
  IDENTITY,
  minted,
  transferred,
} from '../support/facts.ts'
import { startNode } from '../support/node.ts'
import { addressOf, CHAIN, type Emitted } from '../support/scripted.ts'

const node = await startNode()
const server = await node.server.listen(0, '127.0.0.1')
after(async () => {
  await server.close()
  await node.close()
})
const { ask, refused } = node
const mine = async (...events: Emitted[]) => {
  const { header } = node.mine(...events)
  await node.settle()
  return header
}

type Entry = {
  kind: string
  block: string
  blockHash: string
  table: string | null
  id: string | null
  row: Record<string, unknown> | null
}
type Page = { changes: Entry[]; cursor: string; isWhole: boolean; hasMore: boolean }
const CHANGES = `query ($after: String, $first: Int, $tables: [String!]) {
  changes(after: $after, first: $first, tables: $tables) {
    changes { kind chain block blockHash table id row } cursor isWhole hasMore
  }
}`
const changes = async (variables: object = {}): Promise<Page> =>
  (await ask<{ changes: Page }>(CHANGES, variables)).changes
/** What an entry says, in short. */
const said = ({ kind, block, table, id, row }: Entry) =>
  [kind, Number(block), table, id, row?.owner ?? row?.value ?? null].filter(part => part !== null)

const OPERATOR = `${CHAIN}:${IDENTITY}/${ALICE}/${BOB}`
const REPUTATION = addressOf('TestReputationRegistry')
const tables = ['agent', 'operator', 'feedback']

test('a copy hears of each version in the order of the chain, of whole blocks where they fit', async () => {
  const first = await mine(minted(1n), approvedForAll(ALICE, BOB, true), transferred(1n, ALICE, BOB))
  const second = await mine(transferred(1n, BOB, CAROL), approvedForAll(ALICE, BOB, false))
  await mine()
  const all = await changes({ tables })
  assert.deepEqual(all.changes.map(said), [
    ['PUT', first.number, 'agent', agentAt(1), BOB],
    ['PUT', first.number, 'operator', OPERATOR, ALICE],
    ['PUT', second.number, 'agent', agentAt(1), CAROL],
    ['DROP', second.number, 'operator', OPERATOR],
  ])
  assert.deepEqual(
    all.changes.map(({ blockHash }) => blockHash),
    [first.hash, first.hash, second.hash, second.hash],
  )
  assert.deepEqual([all.isWhole, all.hasMore], [true, false])
  assert.deepEqual(await changes({ after: all.cursor, tables }), { ...all, changes: [] })

  const pages: unknown[] = []
  for (let after: string | null = null, hasMore = true; hasMore; ) {
    const page: Page = await changes({ after, first: 1, tables })
    pages.push([...page.changes.map(said).map(([kind, block]) => `${kind} ${block}`), page.isWhole])
    after = page.cursor
    hasMore = page.hasMore
  }
  assert.deepEqual(pages.slice(0, 4), [
    ['PUT 1', false],
    ['PUT 1', true],
    ['PUT 2', false],
    ['DROP 2', true],
  ])
})

test('where blocks leave the chain a copy hears to which ancestor, and how what they changed stood there', async () => {
  const { number, hash } = node.chain.head()
  await mine(feedbackGiven(1n, BOB, 1n), transferred(1n, CAROL, ALICE))
  await mine(feedbackGiven(1n, CAROL, 1n))
  const { cursor } = await changes({ tables: ['agent', 'feedback'] })
  node.chain.fork(2)
  await mine(feedbackGiven(1n, CAROL, 1n, { value: 7n }))
  await mine()
  await mine()
  const { changes: heard, isWhole, hasMore } = await changes({ after: cursor })
  const feedback = (client: string) => `${CHAIN}:${REPUTATION}/1/${client}/1`
  assert.deepEqual(heard.map(said), [
    ['REWIND', number],
    ['PUT', number, 'agent', agentAt(1), CAROL],
    ['DROP', number, 'feedback', feedback(BOB)],
    ['DROP', number, 'feedback', feedback(CAROL)],
    ['PUT', number + 1, 'feedback', feedback(CAROL), '7'],
  ])
  assert.deepEqual([heard[0]?.blockHash, isWhole, hasMore], [hash, true, false])
})

test('the same over HTTP, as lines, each page with the cursor behind it', async () => {
  const { text, status } = await get(`${server.url}/changes?tables=agent`)
  const lines = text
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line))
  const { changes: entries, ...last } = await changes({ tables: ['agent'] })
  assert.equal(status, 200)
  assert.deepEqual(
    lines.slice(0, -1).map(line => ({ ...line, block: String(line.block) })),
    entries,
  )
  assert.deepEqual(lines.at(-1), last)
  const behind = await get(`${server.url}/changes?after=${last.cursor}`)
  assert.deepEqual(behind.text, `${JSON.stringify(last)}\n`)
})

test('each wrong question to the feed gets one clear error', async () => {
  const { cursor } = await changes({ tables: ['agent'] })
  const wrong = async (variables: object) => {
    const { code, message } = await refused(CHANGES, variables)
    return `${code}: ${message}`
  }
  assert.equal(await wrong({ first: 101 }), 'bad_input: first: 101 is not between 0 and 100')
  assert.equal(await wrong({ tables: ['agent', 'log'] }), 'bad_input: tables: log is no fact table')
  assert.equal(await wrong({ after: 'xyz' }), 'bad_input: after: not a cursor of this feed')
  assert.equal(await wrong({ after: cursor, tables: ['did'] }), 'bad_input: tables: the cursor follows agent')
  const text = Buffer.from(cursor, 'base64url').toString()
  const bent = (from: RegExp, to: string) => Buffer.from(text.replace(from, to)).toString('base64url')
  assert.equal(await wrong({ after: bent(/\[\[\d+,/, '[["x",') }), 'bad_input: after: not a cursor of this feed')
  assert.equal(
    await wrong({ after: bent(/"facts":"./, '"facts":"!') }),
    'refolded: the cursor is of another store, or of tables that were made anew since',
  )
})

type Differing = {
  table: string
  id: string
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
}
type Differences = { nodes: Differing[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } }
const DIFF = `query ($from: AsOf!, $to: AsOf!, $tables: [String!], $first: Int, $after: String) {
  diff(from: $from, to: $to, tables: $tables, first: $first, after: $after) {
    nodes { table chain id before after } pageInfo { hasNextPage endCursor } from { heads { number } } to { heads { number } }
  }
}`
const diff = async (from: number, to: number, more: object = {}): Promise<Differences> => {
  const moments = { from: { block: String(from) }, to: { block: String(to) } }
  return (await ask<{ diff: Differences }>(DIFF, { ...moments, ...more })).diff
}

test('what differs between two blocks: begun, changed and gone, and not what came and went or was changed back', async () => {
  const from = await mine(minted(10n), minted(11n), approvedForAll(CAROL, BOB, true))
  await mine(transferred(10n, ALICE, BOB), transferred(11n, ALICE, BOB), approvedForAll(BOB, CAROL, true))
  await mine(transferred(11n, BOB, CAROL), approvedForAll(BOB, CAROL, false), approvedForAll(CAROL, BOB, false))
  const to = await mine(minted(12n), feedbackGiven(12n, BOB, 1n))
  await mine(feedbackRevoked(12n, BOB, 1n))
  const { nodes } = await diff(from.number, to.number, { tables: ['operator', 'agent'] })
  assert.deepEqual(
    nodes.map(({ table, id, before, after }) => [table, id, before?.owner ?? null, after?.owner ?? null]),
    [
      ['agent', agentAt(10), ALICE, BOB],
      ['agent', agentAt(11), ALICE, CAROL],
      ['agent', agentAt(12), null, ALICE],
      ['operator', `${CHAIN}:${IDENTITY}/${CAROL}/${BOB}`, CAROL, null],
    ],
  )
  assert.deepEqual((await diff(to.number, to.number)).nodes, [])
  const error = await refused(DIFF, { from: { block: String(to.number) }, to: { block: String(from.number) } })
  assert.deepEqual([error.code, error.message], ['bad_input', `to: is before from on ${CHAIN}`])
  const wrong = async (more: object) =>
    (await refused(DIFF, { from: { block: '1' }, to: { block: '2' }, ...more })).message
  assert.equal(await wrong({ tables: ['token'] }), 'tables: token is no fact table')
  assert.equal(await wrong({ after: 'x' }), 'after: not a cursor of this list')
  assert.equal(await wrong({ to: { block: '999' } }), `${CHAIN} is indexed up to block ${node.chain.head().number}`)
})

type Row = Record<string, unknown>
const rowsAt = async (table: string, block: number): Promise<Map<string, Row>> => {
  const { text } = await get(`${server.url}/export/${table}.ndjson?block=${block}`)
  const rows = text
    .trimEnd()
    .split('\n')
    .slice(0, -1)
    .map(line => JSON.parse(line) as Row)
  return new Map(rows.map(row => [`${row.id}`, row]))
}
const factOf = ({ bf: _, li: __, ...fact }: Row): Row => fact

test('the differences, in pages of any size, are those of the two exports', async () => {
  // More changes of a table than are looked at in one go.
  for (let block = 0; block < 40; block++) {
    const events: Emitted[] = []
    for (let i = 0; i < 6; i++) {
      const token = 100n + BigInt((block * 7 + i * 3) % 9)
      events.push(minted(token, account(block % 3)), feedbackGiven(token, account(i), BigInt(block + 1)))
      events.push(approvedForAll(account(i % 3), account(block % 4), (block + i) % 2 === 0))
    }
    node.mine(...events)
  }
  await node.settle()
  const last = node.chain.head().number
  const moment = fc.integer({ min: 0, max: last })
  await fc.assert(
    fc.asyncProperty(moment, moment, fc.integer({ min: 1, max: 100 }), async (a, b, first) => {
      const [from, to] = [Math.min(a, b), Math.max(a, b)]
      const expected = new Map<string, unknown>()
      for (const table of tables) {
        const [before, after] = [await rowsAt(table, from), await rowsAt(table, to)]
        for (const id of new Set([...before.keys(), ...after.keys()])) {
          const [old, now] = [before.get(id) ?? null, after.get(id) ?? null]
          if (old && now && JSON.stringify(factOf(old)) === JSON.stringify(factOf(now))) continue
          expected.set(`${table} ${id}`, { before: old, after: now })
        }
      }
      const found = new Map<string, unknown>()
      for (let after: string | null = null, more = true; more; ) {
        const page: Differences = await diff(from, to, { tables, first, after })
        for (const { table, id, before, after } of page.nodes) {
          assert.ok(!found.has(`${table} ${id}`), 'each row once')
          found.set(`${table} ${id}`, { before, after })
        }
        after = page.pageInfo.endCursor
        more = page.pageInfo.hasNextPage
      }
      const sorted = (rows: Map<string, unknown>) => [...rows].sort(([a], [b]) => (a < b ? -1 : 1))
      assert.deepEqual(sorted(found), sorted(expected))
    }),
    { numRuns: 15 },
  )
})
