/** Revocations, asked of a node: what they take back, and what they do not. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { ALICE, account, agentAt, BOB, CAROL } from '../support/facts.ts'
import { dayOf, opinion, opinionNode, revoked, starred, tagged } from '../support/opinions.ts'

const node = await opinionNode()
after(() => node.close())
const { mine, days, opinions, read, rows, rater } = node

test('what is revoked the same day or the next was never meant; praise is taken back later as well', async () => {
  const given = await days(
    1,
    ...[90, 10, 90, 10, 90].map((value, i) => starred(3, BOB, i + 1, value)),
    starred(3, CAROL, 1, 5),
  )
  await mine(revoked(3, BOB, 1), revoked(3, CAROL, 1))
  await days(1, revoked(3, BOB, 2))
  assert.deepEqual(await opinions(3), [opinion(BOB, 633_333, dayOf(given), { feedbackCount: 3, revokedCount: 2 })])
  await days(1, revoked(3, BOB, 3))
  assert.deepEqual(await opinions(3), [opinion(BOB, 500_000, dayOf(given), { feedbackCount: 2, revokedCount: 3 })])
})

test('criticism that is revoked later keeps a quarter, and says so', async () => {
  const given = await days(
    1,
    starred(4, BOB, 1, 10),
    tagged(4, CAROL, 1, 20, ''),
    starred(4, ALICE, 1, 33),
    starred(4, ALICE, 2, 34),
  )
  await days(2, revoked(4, BOB, 1), revoked(4, CAROL, 1), revoked(4, ALICE, 1), revoked(4, ALICE, 2))
  const late = { lateCount: 1, revokedCount: 1 }
  assert.deepEqual(
    await opinions(4),
    [
      // 33 of 85 is bad, 34 of 85 is 0.4 and is not.
      opinion(ALICE, 330_000, dayOf(given), { ...late, revokedCount: 2 }),
      opinion(BOB, 100_000, dayOf(given), late),
      opinion(CAROL, 200_000, dayOf(given), late),
    ].toSorted((a, b) => (a.clientAddress < b.clientAddress ? -1 : 1)),
  )
  assert.deepEqual(
    (await read(4)).map(([, , , , , eighths, gone]) => [eighths, gone]),
    [
      [2, true],
      [1, true],
      [2, true],
      [0, true],
    ],
  )
  // Praise outweighs what is left of it: (100,000 x 2 + 1,000,000 x 8) / 10.
  const again = await days(1, starred(4, BOB, 2, 100))
  assert.deepEqual(
    (await opinions(4)).find(({ clientAddress }) => clientAddress === BOB),
    opinion(BOB, 820_000, dayOf(again), { ...late, feedbackCount: 2 }),
  )
})

test('only the first revocation counts, and that of what was never said moves nothing', async () => {
  const given = await days(1, starred(5, CAROL, 1, 10), starred(5, CAROL, 2, 10))
  const before = await rater(CAROL)
  const first = await days(3, revoked(5, CAROL, 1))
  const kept = [opinion(CAROL, 100_000, dayOf(given), { feedbackCount: 2, lateCount: 1, revokedCount: 1 })]
  assert.deepEqual(await opinions(5), kept)
  await days(1, revoked(5, CAROL, 1), revoked(5, CAROL, 3), revoked(5, BOB, 1))
  assert.deepEqual(await opinions(5), kept)
  assert.deepEqual(await rater(CAROL), { ...before, revoked: Number(before?.revoked) + 1 })
  const gone = await rows('select revoked from feedback where agent = ? and revoked is not null', agentAt(5))
  assert.deepEqual(
    gone.map(row => Number(String(row.revoked).slice(0, 12))),
    [first.number],
  )
})

test('who says and takes back, again and again, has said nothing, and is known for it', async () => {
  const liar = account(0x11a7)
  for (let i = 1; i <= 5; i++) await days(1, starred(6, liar, i, 0), revoked(6, liar, i))
  assert.deepEqual(await opinions(6), [])
  assert.deepEqual(await rater(liar), { given: 5, revoked: 5, starred: 5, small: 5 })
  // Criticism left standing for days and then taken back stays: five times a quarter is one opinion that the agent is bad.
  const given = []
  for (let i = 6; i <= 10; i++)
    given.push(await days(3, starred(6, liar, i, 0), ...(i > 6 ? [revoked(6, liar, i - 1)] : [])))
  const last = given.at(-1) as { time: number }
  assert.deepEqual(await opinions(6), [
    opinion(liar, 0, dayOf(last), { feedbackCount: 5, lateCount: 4, revokedCount: 9 }),
  ])
  assert.deepEqual(await rater(liar), { given: 10, revoked: 9, starred: 10, small: 10 })
})

test('a registry that was emptied gives its indexes again: the new stands in the place of the old', async () => {
  const other = account(0x0e5e7)
  await days(1, starred(7, other, 1, 100), tagged(7, other, 2, 90, 'uptime'), starred(7, other, 3, 4))
  await days(3, revoked(7, other, 3))
  const again = await days(1, tagged(7, other, 1, 50, 'uptime'), starred(7, other, 2, 20), starred(7, other, 3, 100))
  assert.deepEqual(await opinions(7), [
    opinion(other, 50_000, dayOf(again), { facet: 'AVAILABILITY' }),
    opinion(other, 600_000, dayOf(again), { feedbackCount: 2, revokedCount: 1 }),
  ])
  assert.deepEqual(await rater(other), { given: 3, revoked: 0, starred: 2, small: 0 })
})
