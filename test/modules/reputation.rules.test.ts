/** Scores under other rules: validators that a policy lists, and what an auditor asks. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { asked, ask as question } from '../../src/core/asks.ts'
import { atMost } from '../../src/modules/trust/whatIf.ts'
import { agentAt, validationAnswered, validationRequested } from '../support/facts.ts'
import { adds, buyer, owner, rates, startMarket, type Trust, trust, validator, whatIf } from '../support/reputation.ts'

const town = await startMarket()
after(() => town.close())
const { ask, refused } = town

const PRIOR = [79_612, 400_000, 720_388]
const bounds = ({ lower, mean, upper }: Trust) => [lower, mean, upper]
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

test('a question about more payments and opinions than one node may look through is refused', async () => {
  const rows = (count: number) => ({ all: async () => Array.from({ length: count }, () => ({})) }) as never
  function* twice() {
    yield* question({} as never)
    return (yield* question({} as never)).length
  }
  assert.equal(await asked(atMost(20, twice()), rows(10)), 10)
  await assert.rejects(asked(atMost(19, twice()), rows(10)), { code: 'too_large' })
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
  await town.now(
    ...[1, 2, 3].map(n => rates(buyer(n), 3, 60 + 10 * n)),
    rates(buyer(4), 3, 10),
    rates(buyer(50), 3, 100),
  )
  await town.day(1)
  // One of them was only heard of today.
  await town.now(rates(buyer(5), 3, 0))
  const score = await trust(town, 3)
  const same = await whatIf(town, 3, {})
  assert.deepEqual(same, { ...score, hypothetical: true })
  const without = await whatIf(town, 3, { excludeRaters: [buyer(4).toUpperCase().replace('X', 'x'), buyer(5)] })
  adds(without)
  assert.deepEqual(
    without.contributions.nodes.map(({ rater }) => rater),
    score.contributions.nodes.map(({ rater }) => rater).filter(rater => rater !== buyer(4) && rater !== buyer(5)),
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
