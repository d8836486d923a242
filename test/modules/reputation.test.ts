/** Scores line by line: what counts, what does not, and why. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { agentAt, feedbackRevoked, transferred } from '../support/facts.ts'
import {
  adds,
  buyer,
  owner,
  rates,
  register,
  startMarket,
  startTown,
  type Trust,
  trust,
} from '../support/reputation.ts'

const town = await startMarket()
after(() => town.close())
const { ask } = town

const PRIOR = [79_612, 400_000, 720_388]
const bounds = ({ lower, mean, upper }: Trust) => [lower, mean, upper]
test('of an agent that nobody with credit has spoken of only the prior is known, and a node without a policy says nothing', async () => {
  const score = await trust(town, 8)
  adds(score)
  assert.deepEqual([bounds(score), score.flags], [PRIOR, ['NO_CREDITED_EVIDENCE', 'THIN']])
  const silent = await startTown(null)
  await silent.now(...register(8))
  const query = `query ($id: ID!) { reputation(id: $id) { score trust { lower } whatIf { lower } } scoreHistory(id: $id) { nodes { from } }
    scoreChanges(from: {}, to: {}) { nodes { agent } } }`
  assert.deepEqual(await silent.ask(query, { id: agentAt(8) }), {
    reputation: { score: null, trust: null, whatIf: null },
    scoreHistory: { nodes: [] },
    scoreChanges: { nodes: [] },
  })
  await silent.close()
})

test('the lines add up to the score, on the day and on later days, and each names what is behind it', async () => {
  const { number } = await town.now(
    ...[1, 2, 3].map(n => rates(buyer(n), 3, 60 + 10 * n)),
    rates(buyer(4), 3, 10),
    rates(buyer(1), 3, 80, 2),
    rates(buyer(5), 3, 99, 1, 'uptime'),
  )
  const score = await trust(town, 3)
  adds(score)
  assert.deepEqual(
    score.facets.map(({ facet, opinions }) => [facet, opinions]),
    [
      ['QUALITY', 4],
      ['AVAILABILITY', 1],
    ],
  )
  const line = score.contributions.nodes.find(({ rater }) => rater === buyer(1))
  assert.deepEqual(line, {
    kind: 'FEEDBACK',
    rater: buyer(1),
    facet: 'QUALITY',
    quality: 750_000,
    counted: 882_352,
    sales: 0,
    day: score.day,
    weightMicroUsd: '5000000',
    grown: `${5_000_000n * BigInt(score.scale)}`,
    share: line?.share,
    factors: [
      { name: 'CREDIT', weightMicroUsd: '5000000' },
      { name: 'BACKING', weightMicroUsd: '5000000' },
    ],
    creditSources: [
      { operator: owner(1), level: 1, microUsd: '3000000' },
      { operator: owner(2), level: 1, microUsd: '2000000' },
    ],
    feedbackCount: 2,
    feedback: [4, 0].map((logIndex, i) => ({
      value: i === 0 ? '80' : '70',
      revoked: false,
      givenAt: { block: `${number}`, logIndex: `${logIndex}` },
    })),
    paidMicroUsd: '1000000',
    payments: [{ amount: { atomic: '1000000' }, origin: { block: '3', logIndex: '0' } }],
    validation: null,
  })
  const later = await town.day(30)
  const old = await trust(town, 3)
  adds(old)
  assert.equal(old.head.hash, later.hash)
  assert.ok(Number(old.creditMicroUsd) < Number(score.creditMicroUsd), 'credit has aged')
  assert.deepEqual(await trust(town, 3, { asOf: { block: `${number}` } }), score)
  const { reputation } = await ask<{ reputation: { score: number } }>(
    'query ($id: ID!) { reputation(id: $id) { score } }',
    { id: agentAt(3) },
  )
  assert.equal(reputation.score, old.lower)
})

test('pages of contributions are the list, whatever their size, with what was said today in its place', async () => {
  await town.now(rates(buyer(2), 3, 20, 2))
  const all = await trust(town, 3)
  adds(all)
  const paged: unknown[] = []
  let cursor: string | null = null
  for (let i = 0; i < 9; i++) {
    const page: Trust = await trust(town, 3, { first: 2, after: cursor })
    paged.push(...page.contributions.nodes)
    cursor = page.contributions.pageInfo.endCursor
    if (!page.contributions.pageInfo.hasNextPage) break
  }
  assert.deepEqual(paged, all.contributions.nodes)
  const grown = all.contributions.nodes.map(line => BigInt(line.grown))
  assert.deepEqual(
    grown,
    grown.toSorted((a, b) => (a > b ? -1 : a < b ? 1 : 0)),
  )
})

test('what counts nothing is named with its reason, and touches nothing', async () => {
  await town.now(rates(buyer(1), 4, 90))
  const before = await trust(town, 4)
  await town.now(
    rates(owner(4), 4, 100),
    rates(buyer(50), 4, 100),
    rates(buyer(4), 4, 0),
    rates(buyer(2), 4, 50),
    feedbackRevoked(4n, buyer(2), 1n),
  )
  const score = await trust(town, 4)
  adds(score)
  assert.deepEqual(bounds(score), bounds(before))
  const reasons = Object.fromEntries(score.ignored.nodes.map(({ rater, reason }) => [rater, reason]))
  assert.deepEqual(reasons, {
    [owner(4)]: 'SELF',
    [buyer(50)]: 'NO_CREDIT',
    [buyer(4)]: 'NOT_PAID',
    [buyer(2)]: 'TAKEN_BACK',
  })
  const { feedback, revoked, credited, uncredited, complete, payers, netMicroUsd } = score.evidence
  assert.deepEqual(
    { feedback, revoked, credited, uncredited, complete, payers, netMicroUsd },
    {
      feedback: 5,
      revoked: 1,
      credited: 1,
      uncredited: { count: 3, meanQuality: 666_666 },
      complete: true,
      payers: 3,
      netMicroUsd: '3000000',
    },
  )
  assert.ok(score.flags.includes('SELF_EXCLUDED'))
})

test('praise that is taken back on a later day is gone at once', async () => {
  await town.now(rates(buyer(1), 5, 95), rates(buyer(2), 5, 20))
  await town.day(3)
  const before = await trust(town, 5)
  await town.now(feedbackRevoked(5n, buyer(1), 1n), feedbackRevoked(5n, buyer(2), 1n))
  const score = await trust(town, 5)
  adds(score)
  assert.deepEqual(
    [before, score].map(({ contributions }) => contributions.nodes.map(({ rater }) => rater)),
    [[buyer(2), buyer(1)], [buyer(2)]],
  )
  const weights = [before, score].map(({ contributions: { nodes } }) => nodes[0]?.weightMicroUsd)
  // Of its revocations and of a quarter of what it was: half of the rest of a reviewer with two feedbacks more.
  assert.ok(Number(weights[1]) * 4 <= Number(weights[0]))
  assert.ok(score.flags.includes('REVOKED_NEGATIVES'))
  await town.day(1)
  adds(await trust(town, 5))
})

test('a sale quarters praise at once, and criticism stays', async () => {
  await town.now(rates(buyer(1), 6, 95), rates(buyer(2), 6, 0))
  await town.day(1)
  const before = await trust(town, 6)
  await town.now(transferred(6n, owner(6), buyer(70)))
  const sold = await trust(town, 6)
  await town.day(1)
  for (const score of [sold, await trust(town, 6)]) {
    adds(score)
    const grown = (of: Trust, rater: string) =>
      BigInt(of.contributions.nodes.find(line => line.rater === rater)?.grown ?? 0)
    assert.equal(grown(score, buyer(1)), grown(before, buyer(1)) / 4n)
    assert.equal(grown(score, buyer(2)), grown(before, buyer(2)))
    assert.deepEqual(score.flags.filter(flag => flag.includes('T')).slice(-2), ['RECENT_TRANSFER', 'TENURE_DISCOUNT'])
  }
})
