/** Scores line by line: what counts, what does not and why, and what would be under other rules. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { agentAt, feedbackRevoked, transferred, validationAnswered, validationRequested } from '../support/facts.ts'
import {
  addUp,
  buyer,
  owner,
  pays,
  policyOf,
  rates,
  register,
  startTown,
  type Trust,
  trust,
  validator,
  whatIf,
} from '../support/reputation.ts'

const LISTED = [1, 2].map(n => ({ address: validator(n), credit: 20_000_000n }))
const policy = policyOf([0, 1, 2], { validators: LISTED })
const town = await startTown(policy)
after(() => town.close())
const { ask, refused } = town

/** Agents 0 to 2 are seeds; buyers 1 to 6 spend at two of them, five dollars each. */
await town.day(1, ...Array.from({ length: 12 }, (_, n) => register(n)).flat())
await town.day(
  0,
  ...[1, 2, 3, 4, 5, 6].flatMap(n => [pays(buyer(n), n % 3, 3_000_000), pays(buyer(n), (n + 1) % 3, 2_000_000)]),
)
/** Buyers pay the agent a dollar each. */
const custom = (agent: number, ...buyers: number[]) => buyers.map(n => pays(buyer(n), agent, 1_000_000))
await town.day(
  1,
  ...custom(3, 1, 2, 3, 4, 5),
  ...custom(4, 1, 2, 3),
  ...custom(5, 1, 2),
  ...custom(6, 1, 2, 3, 4),
  ...custom(7, 1, 2),
)
await town.day(1)

const PRIOR = [79_612, 400_000, 720_388]
const bounds = ({ lower, mean, upper }: Trust) => [lower, mean, upper]
const adds = (score: Trust) => {
  for (const facet of score.facets) {
    const { prior, ...shown } = facet
    assert.deepEqual(addUp(score, facet), shown)
    const shares = score.contributions.nodes.filter(line => line.facet === facet.facet).map(({ share }) => share)
    const all = shares.reduce((sum, share) => sum + share, prior.share)
    assert.ok(all <= 1_000_000 && all >= 1_000_000 - shares.length - 1, `${all} in all`)
  }
}
const request = (n: number) => `0x${n.toString(16).padStart(64, '0')}` as const
const answered = (agent: number, by: number, response: number, n: number, tag = '') => [
  validationRequested(BigInt(agent), validator(by), request(n)),
  validationAnswered(BigInt(agent), validator(by), request(n), response, tag),
]

test('what is asked wrongly is answered by one clear error, and an unknown agent by null', async () => {
  assert.deepEqual(await ask('query ($id: ID!) { reputation(id: $id) { score } }', { id: agentAt(999) }), {
    reputation: null,
  })
  const asking = (args: string) =>
    refused(`query ($id: ID!) { reputation(id: $id) { whatIf(${args}) { lower } } }`, { id: agentAt(3) })
  const many = Array.from({ length: 1_001 }, (_, n) => `"${buyer(n)}"`)
  assert.deepEqual(await asking(`excludeRaters: [${many.slice(0, 2)}, "0x12"]`), {
    code: 'bad_input',
    message: 'excludeRaters: 0x12 is not an address',
    hint: undefined,
  })
  const raters = await refused(
    'query ($id: ID!, $raters: [String!]) { reputation(id: $id) { whatIf(excludeRaters: $raters) { lower } } }',
    { id: agentAt(3), raters: Array.from({ length: 1_001 }, (_, n) => buyer(n)) },
  )
  assert.deepEqual(raters, { code: 'bad_input', message: 'excludeRaters: 1001 of them', hint: 'name at most 1000' })
  const seeds = await refused(
    'query ($id: ID!, $seeds: [ID!]) { reputation(id: $id) { whatIf(seeds: $seeds) { lower } } }',
    { id: agentAt(3), seeds: Array.from({ length: 257 }, (_, n) => agentAt(n)) },
  )
  assert.deepEqual(seeds, { code: 'bad_input', message: 'seeds: 257 of them', hint: 'name at most 256' })
  assert.equal((await asking('seeds: ["7"]')).message, 'id: 7 is not an agent id')
  assert.equal((await asking('parameters: { halfLife: 6 }')).message, 'parameters.halfLife: 6 is not between 7 and 365')
  assert.equal(
    (await asking('parameters: { saturation: "0" }')).message,
    'parameters.saturation: 0 is not between 1 and 1000000',
  )
  assert.equal((await asking('parameters: { gate: "-1" }')).message, 'parameters.gate: -1 is not between 0 and 1000000')
  const page = 'query ($id: ID!) { reputation(id: $id) { trust { contributions(after: "x") { edges { cursor } } } } }'
  assert.equal((await refused(page, { id: agentAt(3) })).message, 'after: not a cursor of this list')
})

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

test('listed validators are heard beside customers, and no more than half of them and five dollars', async () => {
  await town.now(...answered(7, 3, 100, 1))
  const unlisted = await trust(town, 7)
  assert.deepEqual([bounds(unlisted), unlisted.flags.includes('UNLISTED_VALIDATOR')], [PRIOR, true])
  await town.now(...answered(7, 1, 100, 2), ...answered(7, 2, 0, 3), ...answered(7, 1, 80, 4))
  const alone = await trust(town, 7)
  adds(alone)
  const shown = ({ contributions: { nodes } }: Trust) =>
    nodes.map(({ kind, rater, quality, weightMicroUsd, validation }) => [
      kind,
      rater,
      quality,
      weightMicroUsd,
      validation?.response,
    ])
  assert.deepEqual(shown(alone), [
    ['VALIDATION', validator(2), 0, '2500000', 0],
    ['VALIDATION', validator(1), 800_000, '2500000', 80],
  ])
  assert.equal(alone.forgeCostMicroUsd, '0')
  await town.now(rates(buyer(1), 7, 90), rates(buyer(2), 7, 90))
  const heard = await trust(town, 7)
  adds(heard)
  const credit = heard.contributions.nodes
    .filter(({ kind }) => kind === 'FEEDBACK')
    .reduce((sum, line) => sum + Number(line.weightMicroUsd), 0)
  assert.deepEqual(
    shown(heard)
      .filter(([kind]) => kind === 'VALIDATION')
      .map(line => Number(line[3])),
    [1, 2].map(() => Math.floor(credit / 4 + 2_500_000)),
  )
  await town.day(40)
  adds(await trust(town, 7))
})

test('an auditor learns what would be without a reviewer, from other seeds and under other parameters', async () => {
  const score = await trust(town, 3)
  const same = await whatIf(town, 3, {})
  assert.deepEqual(same, { ...score, hypothetical: true })
  const without = await whatIf(town, 3, { excludeRaters: [buyer(4).toUpperCase().replace('X', 'x')] })
  adds(without)
  assert.deepEqual(
    without.contributions.nodes.map(({ rater }) => rater),
    score.contributions.nodes.map(({ rater }) => rater).filter(rater => rater !== buyer(4)),
  )
  assert.deepEqual([without.policyId, without.exclusions === null], [score.policyId, false])
  assert.equal(without.ignored.nodes.find(({ rater }) => rater === buyer(4))?.reason, 'EXCLUDED')
  assert.ok(without.lower > score.lower)
  const own = await whatIf(town, 3, { seeds: [agentAt(0)] })
  adds(own)
  assert.notEqual(own.policyId, score.policyId)
  assert.deepEqual(
    new Set(
      own.contributions.nodes.flatMap(line =>
        line.creditSources.filter(({ level }) => level === 1).map(({ operator }) => operator),
      ),
    ),
    new Set([owner(0)]),
  )
  const lenient = await whatIf(town, 3, { parameters: { badTimes: '1' } })
  assert.ok(lenient.lower > score.lower && lenient.policyId !== score.policyId)
  const strict = await trust(town, 3, { basis: 'STRICT' })
  assert.deepEqual(await whatIf(town, 3, { basis: 'STRICT' }), { ...strict, hypothetical: true })
  adds(strict)
})
