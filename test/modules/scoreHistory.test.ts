/** Scores over time: when they changed and by what, and who passed whom. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { agentAt, feedbackRevoked, transferred, validationAnswered, validationRequested } from '../support/facts.ts'
import { iso } from '../support/iso.ts'
import { buyer, owner, pays, policyOf, rates, register, startTown, trust, validator } from '../support/reputation.ts'

const policy = policyOf([0, 1, 2], { validators: [{ address: validator(1), credit: 5_000_000n }] })
const town = await startTown(policy)
after(() => town.close())
const { ask, refused } = town

type Period = {
  from: string
  to: string | null
  score: { lower: number; head: { number: string } }
  opened: { kind: string; origin: { block: string; logIndex: string } | null }[]
}
type Periods = { nodes: Period[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } }
const history = async (agent: number, variables: object = {}): Promise<Periods> =>
  (
    await ask<{ scoreHistory: Periods }>(
      `query ($id: ID!, $from: DateTime, $to: DateTime, $first: Int, $after: String) {
        scoreHistory(id: $id, from: $from, to: $to, first: $first, after: $after) {
          nodes { from to score { lower head { number } } opened { kind origin { block logIndex } } }
          pageInfo { hasNextPage endCursor } } }`,
      { id: agentAt(agent), ...variables },
    )
  ).scoreHistory

type Change = {
  agent: string
  before: number | null
  after: number | null
  rankBefore: number | null
  rankAfter: number | null
  causes: { kind: string; raters: string[] }[]
}
const CHANGES = `query ($from: AsOf!, $to: AsOf!, $first: Int, $after: String) {
  scoreChanges(from: $from, to: $to, first: $first, after: $after) {
    nodes { agent before after rankBefore rankAfter causes { kind raters } } pageInfo { hasNextPage endCursor } } }`
type Changes = { scoreChanges: { nodes: Change[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } } }
const at = ({ number }: { number: number }) => ({ block: `${number}` })
const changes = async (from: { number: number }, to: { number: number }): Promise<Change[]> =>
  (await ask<Changes>(CHANGES, { from: at(from), to: at(to) })).scoreChanges.nodes

const born = await town.day(1, ...Array.from({ length: 8 }, (_, n) => register(n)).flat())
const spent = await town.day(
  0,
  ...[1, 2, 3, 4].flatMap(n => [pays(buyer(n), n % 3, 3_000_000), pays(buyer(n), (n + 1) % 3, 2_000_000)]),
  ...[3, 4, 5].flatMap(agent => [1, 2, 3, 4].map(n => pays(buyer(n), agent, 100_000))),
)
const quiet = await town.day(1)

test('every change of a score opens a period that says why', async () => {
  const praised = await town.now(rates(buyer(1), 3, 90))
  await town.now(rates(buyer(50), 3, 100))
  const blamed = await town.now(rates(buyer(2), 3, 10))
  const nextDay = await town.day(1)
  const takenBack = await town.now(feedbackRevoked(3n, buyer(2), 1n))
  const sold = await town.now(transferred(3n, owner(3), buyer(60)))
  const request = `0x${'7'.padStart(64, '0')}` as const
  const asked = [validationRequested(3n, validator(1), request), validationAnswered(3n, validator(1), request, 100)]
  const answered = await town.now(...asked)
  await town.now()

  const { nodes } = await history(3)
  const expected = [
    [born, [['DAY'], ['REGISTRATION', born, 12]]],
    [praised, [['FEEDBACK', praised, 0]]],
    [blamed, [['FEEDBACK', blamed, 0]]],
    [nextDay, [['DAY']]],
    [takenBack, [['REVOCATION', takenBack, 0]]],
    [sold, [['SALE', sold, 0]]],
    [answered, [['VALIDATION', answered, 1]]],
  ] as const
  const shown = nodes.map(({ from, to, score, opened }) => ({ from, to, block: score.head.number, opened }))
  assert.deepEqual(
    shown,
    expected.map(([block, opened], i) => ({
      from: iso(block.time),
      to: expected[i + 1] ? iso(expected[i + 1]?.[0].time ?? 0) : null,
      block: `${block.number}`,
      opened: opened.map(([kind, where, logIndex]) => ({
        kind,
        origin: where ? { block: `${where.number}`, logIndex: `${logIndex}` } : null,
      })),
    })),
  )
  for (const { score } of nodes) {
    assert.equal((await trust(town, 3, { asOf: { block: score.head.number } })).lower, score.lower)
  }

  const paged: Period[] = []
  let cursor: string | null = null
  for (let i = 0; i < 9; i++) {
    const page: Periods = await history(3, { first: 2, after: cursor })
    paged.push(...page.nodes)
    cursor = page.pageInfo.endCursor
    if (!page.pageInfo.hasNextPage) break
  }
  assert.deepEqual(paged, nodes)
  const inner = await history(3, { from: iso(blamed.time), to: iso(nextDay.time) })
  assert.deepEqual(
    inner.nodes.map(({ opened, from }) => [from, opened.map(({ kind }) => kind)]),
    [
      [iso(blamed.time), []],
      [iso(nextDay.time), ['DAY']],
    ],
  )
})

test('a range that ends before it begins, or has too many moments, is refused', async () => {
  const asking = (args: string) =>
    refused(`query ($id: ID!) { scoreHistory(id: $id, ${args}) { nodes { from } } }`, { id: agentAt(3) })
  assert.deepEqual(await asking('from: "2026-11-30T00:00:00Z", to: "2026-11-29T00:00:00Z"'), {
    code: 'bad_input',
    message: `from: 2026-11-30T00:00:00Z is after ${iso(Math.min(Date.parse('2026-11-29') / 1_000, town.chain.head().time))}`,
    hint: undefined,
  })
  assert.equal((await asking('after: "WyJ4Il0"')).message, 'after: not a cursor of this list')
  assert.equal((await asking('first: 1000')).code, 'bad_input')
})

test('between two moments it is told who passed whom, and why', async () => {
  const first = await town.day(1, rates(buyer(1), 4, 70), rates(buyer(2), 4, 60), rates(buyer(1), 5, 60))
  const second = await town.now(rates(buyer(3), 5, 90), rates(buyer(4), 5, 90), rates(buyer(2), 5, 90))
  const [change, ...others] = await changes(first, second)
  assert.deepEqual(others, [])
  const raters = [2, 3, 4].map(buyer)
  assert.deepEqual(change, {
    agent: agentAt(5),
    before: (await trust(town, 5, { asOf: at(first) })).lower,
    after: (await trust(town, 5)).lower,
    rankBefore: 3,
    rankAfter: 2,
    causes: [{ kind: 'FEEDBACK', raters }],
  })

  // On the next day what buyer 1 spent counts, agents that are now well spoken of pass credit on, and agent 4 is sold.
  const paid = await town.now(pays(buyer(1), 1, 4_000_000))
  assert.deepEqual(await changes(second, paid), [])
  await town.day(1)
  const third = await town.now(transferred(4n, owner(4), buyer(61)))
  const causes = Object.fromEntries((await changes(paid, third)).map(({ agent, causes }) => [agent, causes]))
  assert.deepEqual(causes[agentAt(5)], [{ kind: 'CREDIT_GAINED', raters: [1, 2, 3, 4].map(buyer) }])
  assert.deepEqual(causes[agentAt(4)], [
    { kind: 'CREDIT_GAINED', raters: [1, 2].map(buyer) },
    { kind: 'SALE', raters: [] },
  ])
  const old = await town.day(400)
  const lost = (await changes(third, old)).find(({ agent }) => agent === agentAt(5))
  assert.deepEqual([lost?.rankAfter, lost?.causes], [null, [{ kind: 'CREDIT_LOST', raters: [1, 2, 3, 4].map(buyer) }]])
  const page = await ask<Changes>(CHANGES, { from: at(third), to: at(old), first: 1 })
  const { endCursor } = page.scoreChanges.pageInfo
  const rest = await ask<Changes>(CHANGES, { from: at(third), to: at(old), after: endCursor })
  assert.deepEqual([...page.scoreChanges.nodes, ...rest.scoreChanges.nodes], await changes(third, old))
})

test('before anybody was registered, or between equal moments, nothing changed', async () => {
  assert.deepEqual(await changes(quiet, quiet), [])
  assert.deepEqual(await changes(spent, quiet), [])
  assert.deepEqual(await ask('{ scoreChanges(from: { block: "0" }, to: { block: "1" }) { nodes { agent } } }'), {
    scoreChanges: { nodes: [] },
  })
})
