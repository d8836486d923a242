/** What feedback adds up to, asked of a node: opinions, and agents that are sold. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { DAY } from '../../src/core/day.ts'
import { feedbackHandlers } from '../../src/modules/trust/apply.ts'
import { EIGHTHS_MAX } from '../../src/modules/trust/opinions.ts'
import {
  ALICE,
  account,
  agentAt,
  BOB,
  CAROL,
  IDENTITY,
  minted,
  responseAppended,
  transferred,
} from '../support/facts.ts'
import { dayOf, OPINIONS, opinion, opinionNode, revoked, starred, tagged } from '../support/opinions.ts'
import { addressOf, CHAIN } from '../support/scripted.ts'

const node = await opinionNode()
after(() => node.close())
const { refused, chain, mine, days, page, opinions, read, rows, rater } = node

test('wrong questions are refused, and of an agent without feedback there are no opinions', async () => {
  assert.deepEqual(await page(0), { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } })
  assert.equal((await refused(OPINIONS, { id: agentAt(0), first: -1 })).code, 'bad_input')
  assert.equal((await refused(OPINIONS, { id: agentAt(0), after: 'x' })).code, 'bad_input')
})

test('each feedback says how it is read, and why it does not count', async () => {
  await mine(
    starred(1, BOB, 1, 80),
    starred(1, BOB, 2, 120),
    tagged(1, BOB, 3, 30, ''),
    tagged(1, BOB, 4, 101, ''),
    tagged(1, BOB, 5, 99, 'uptime'),
    tagged(1, BOB, 6, 100, 'response-time'),
    tagged(1, BOB, 7, 1, 'miner-vouch'),
    tagged(1, BOB, 8, 5, 'revenues'),
    tagged(1, BOB, 9, 1, 'ownerVerified'),
  )
  assert.deepEqual(await read(1), [
    ['starred', 'QUALITY', 800_000, null, false, 8, false],
    ['starred', 'QUALITY', 1_000_000, null, true, 8, false],
    ['', 'QUALITY', 300_000, null, false, 4, false],
    ['', 'QUALITY', null, 'OUT_OF_RANGE', false, 0, false],
    ['uptime', 'AVAILABILITY', 850_000, null, false, 8, false],
    ['response-time', 'PERFORMANCE', 980_000, 'NOT_OF_TRUST', false, 0, false],
    ['miner-vouch', null, null, 'UNKNOWN_TAG', false, 0, false],
    ['revenues', 'ECONOMICS', null, 'NOT_OF_TRUST', false, 0, false],
    ['ownerVerified', 'IDENTITY', null, 'NOT_OF_TRUST', false, 0, false],
  ])
  const day = dayOf(chain.head())
  assert.deepEqual(await opinions(1), [
    opinion(BOB, 850_000, day, { facet: 'AVAILABILITY' }),
    // (800,000 x 8 + 1,000,000 x 8 + 300,000 x 4) / 20
    opinion(BOB, 780_000, day, { feedbackCount: 3 }),
  ])
})

test('however much one reviewer says is one opinion, of its latest day, rounded down', async () => {
  await mine(starred(2, BOB, 1, 100), starred(2, BOB, 2, 100), starred(2, BOB, 3, 0), starred(2, CAROL, 1, 40))
  const then = chain.head()
  const now = await days(5, starred(2, BOB, 4, 33_333, 3))
  const others = [opinion(CAROL, 400_000, dayOf(then))]
  assert.deepEqual(await opinions(2), [opinion(BOB, 583_332, dayOf(now), { feedbackCount: 4 }), ...others])
  assert.deepEqual(await opinions(2, { asOf: { block: String(then.number) } }), [
    opinion(BOB, 666_666, dayOf(then), { feedbackCount: 3 }),
    ...others,
  ])
  const first = await page(2, { first: 1 })
  const second = await page(2, { first: 1, after: first.pageInfo.endCursor })
  assert.deepEqual([...first.nodes, ...second.nodes], await opinions(2))
  assert.deepEqual([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage], [true, false])
})

test('what is said under one owner is another opinion than what is said under the next, and is revoked there', async () => {
  const given = await days(1, starred(8, BOB, 1, 100), starred(8, BOB, 2, 10))
  await mine(transferred(8n, ALICE, CAROL))
  const sold = await days(1, starred(8, BOB, 3, 50), transferred(8n, CAROL, ALICE), starred(8, BOB, 4, 60))
  assert.deepEqual(await opinions(8), [
    opinion(BOB, 550_000, dayOf(given), { feedbackCount: 2 }),
    opinion(BOB, 500_000, dayOf(sold), { sales: 1 }),
    opinion(BOB, 600_000, dayOf(sold), { sales: 2 }),
  ])
  await days(1, revoked(8, BOB, 1), revoked(8, BOB, 3), revoked(8, BOB, 2))
  assert.deepEqual(await opinions(8), [
    opinion(BOB, 100_000, dayOf(given), { lateCount: 1, revokedCount: 2 }),
    opinion(BOB, 600_000, dayOf(sold), { sales: 2 }),
  ])
})

test('an opinion knows whose agent it is about, and whose account its reviewer is, where that is known', async () => {
  await days(1, starred(9, ALICE, 1, 50), starred(9, BOB, 1, 50), starred(99, BOB, 1, 50))
  const known = await rows(
    'select agent, rater, operator, rater_operator from opinion where agent in (?, ?) order by id',
    agentAt(9),
    agentAt(99),
  )
  assert.deepEqual(
    known.toSorted((a, b) => (`${a.agent} ${a.rater}` < `${b.agent} ${b.rater}` ? -1 : 1)),
    [
      { agent: agentAt(9), rater: BOB, operator: ALICE, rater_operator: null },
      { agent: agentAt(9), rater: ALICE, operator: ALICE, rater_operator: ALICE },
      { agent: agentAt(99), rater: BOB, operator: null, rater_operator: null },
    ],
  )
  // Nobody's agent becomes somebody's: the next feedback knows it.
  await mine(minted(99n, CAROL))
  await mine(starred(99, BOB, 2, 50))
  const [row] = await rows('select operator, total, eighths from opinion where agent = ?', agentAt(99))
  assert.deepEqual(row, { operator: CAROL, total: 8_000_000, eighths: 16 })
})

test('responses move nothing, be it the agent that answers or a stranger, to what stands or to what was revoked', async () => {
  const given = await days(1, starred(10, BOB, 1, 10), starred(10, BOB, 2, 90))
  await mine(revoked(10, BOB, 2))
  const before = await opinions(10)
  await mine(responseAppended(10n, BOB, 1n, ALICE, 'ipfs://a'), responseAppended(10n, BOB, 2n, CAROL, 'ipfs://b'))
  assert.deepEqual(await opinions(10), before)
  assert.deepEqual(before, [opinion(BOB, 100_000, dayOf(given), { revokedCount: 1 })])
})

test('ten thousand feedbacks of one address in one block are one opinion', async () => {
  const flood = account(0xf100d)
  const given = await days(1, ...Array.from({ length: 10_000 }, (_, i) => starred(11, flood, i + 1, i % 101)))
  // 99 rounds of 0 to 100, and 0 once more.
  assert.deepEqual(await opinions(11), [opinion(flood, 499_950, dayOf(given), { feedbackCount: 10_000 })])
  assert.deepEqual(await rater(flood), { given: 10_000, revoked: 0, starred: 10_000, small: 595 })
})
test('an opinion that is full takes no more, and gives back only what it took', () => {
  const at = {
    chain: CHAIN,
    contract: addressOf('TestReputationRegistry'),
    subject: IDENTITY,
    block: 9,
    blockHash: '',
    time: 9 * DAY,
    tx: '',
    logIndex: 0,
  }
  const { args } = starred(1, BOB, 1, 100)
  const full = { eighths: EIGHTHS_MAX - 7, total: (EIGHTHS_MAX - 7) * 1_000_000, counts: '[1,0,0,0]' }
  const rows = { get: (table: string) => (table === 'opinion' ? full : undefined) }
  const changes = feedbackHandlers.NewFeedback.apply(args as never, at, rows as never)
  const [feedback] = changes as unknown as { row: { eighths: number } }[]
  assert.equal(feedback?.row.eighths, 0)
  assert.deepEqual(
    changes.map(change => ('put' in change ? change.put : 'other')),
    ['feedback', 'rater', 'tag_summary'],
  )
  assert.ok(Number.isSafeInteger(EIGHTHS_MAX * 1_000_000) && !Number.isSafeInteger((EIGHTHS_MAX + 1) * 1_000_000))
})
