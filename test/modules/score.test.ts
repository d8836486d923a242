/** The score against another implementation of the same rules, and what it promises whatever happens. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { PARAMETERS, PPM } from '../../src/core/trustPolicy.ts'
import { growth } from '../../src/modules/trust/score/decay.ts'
import { type Economy, type Rater, sumUp, weighed } from '../../src/modules/trust/score/economy.ts'
import { NO_SUMS, posterior, squareRoot } from '../../src/modules/trust/score/posterior.ts'
import { isBad, type Opinion } from '../../src/modules/trust/score/weigh.ts'
import reference from '../support/trustReference.json' with { type: 'json' }

const LANDMARK = 20_089
const PRIOR = { weight: PARAMETERS.prior, mean: PARAMETERS.priorMean }

const opinion = (rater: number, operator: number, quality: number, day: number): Opinion => ({
  id: `${rater}/${operator}`,
  agent: `${operator}`,
  operator: `${operator}`,
  rater: `${rater}`,
  facet: 'quality',
  sales: 0,
  quality: BigInt(quality),
  day: LANDMARK + day,
  eighths: 8n,
})

const economyOf = (
  seeds: readonly number[],
  pay: readonly (readonly number[])[],
  ops: readonly (readonly number[])[],
): Economy => {
  const opinions = ops.map(([r = 0, p = 0, q = 0, k = 0]) => opinion(r, p, q, k))
  const raters = new Map<string, Rater>()
  for (const { rater, quality } of opinions) {
    const agents = (raters.get(rater)?.agents ?? 0n) + 1n
    const badAgents = (raters.get(rater)?.badAgents ?? 0n) + (isBad(quality, PARAMETERS) ? 1n : 0n)
    raters.set(rater, { agents, badAgents, given: agents, revoked: 0n })
  }
  return {
    seeds: seeds.map(String),
    spends: pay.map(([r, p, net = 0]) => ({ payer: `${r}`, operator: `${p}`, net: BigInt(net) })),
    opinions,
    raters,
    mutual: new Set(),
  }
}

const scoresOf = (economy: Economy, day: number, strict: boolean, parameters = PARAMETERS) => {
  const { weights } = weighed(economy, day, parameters, { strict })
  const said = Map.groupBy(economy.opinions, ({ operator }) => operator)
  return new Map(
    [...said].map(([operator, opinions]) => {
      const sums = sumUp(opinions, weights, PARAMETERS)
      return [operator, posterior(sums, growth(day, PARAMETERS.halfLife), PRIOR, PARAMETERS)]
    }),
  )
}

test('the numbers are those of another implementation, to the last digit', () => {
  for (const { strict, now, seeds, pay, ops, scores } of reference) {
    const ours = scoresOf(economyOf(seeds, pay, ops), LANDMARK + now, strict, { ...PARAMETERS, badAgentsMax: 0n })
    const lines = scores.map(([p = '']) => {
      const { lower, mean, upper, credit, effective } = ours.get(p) ?? assert.fail(`nothing of ${p}`)
      return [p, lower, mean, upper, credit, effective].map(String)
    })
    assert.deepEqual(lines, scores)
  }
})

test('who speaks badly of several divides its credit among them', () => {
  const spent = [[9, 0, 4_000_000], ...[4, 5, 6].map(p => [9, p, 10_000])]
  const weightsOf = (said: readonly number[]) => {
    const ops = [4, 5, 6].map((p, i) => [9, p, said[i] ?? 0, 0])
    const parameters = { ...PARAMETERS, transitivity: 0n }
    const { weights } = weighed(economyOf([0], spent, ops), LANDMARK, parameters, { strict: false })
    return [4, 5, 6].map(p => weights.get(`9/${p}`))
  }
  assert.deepEqual(weightsOf([900_000, 900_000, 0]), [4_000_000n, 4_000_000n, 8_000_000n])
  assert.deepEqual(weightsOf([900_000, 0, 0]), [4_000_000n, 4_000_000n, 4_000_000n])
  assert.deepEqual(weightsOf([0, 0, 0]), [2_666_666n, 2_666_666n, 2_666_666n])
})

test('of an agent that nobody spoke of little is expected', () => {
  const { lower, mean, upper } = posterior(NO_SUMS, growth(LANDMARK, 90), PRIOR, PARAMETERS)
  assert.deepEqual([lower, mean, upper], [79_612n, 400_000n, 720_388n])
})

test('growth doubles in a half-life, and the square root is rounded down', () => {
  assert.equal(growth(LANDMARK, 90), 1n << 32n)
  assert.equal(growth(LANDMARK + 180, 90), 4n << 32n)
  assert.equal(growth(LANDMARK - 1, 90), 1n << 32n)
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 1n << 300n }), n => {
      const root = squareRoot(n)
      assert.ok(root * root <= n && (root + 1n) * (root + 1n) > n)
    }),
  )
})

const [SEEDS, HONEST, RING] = [[0, 1, 2, 3], 12, 4]
const spending = fc.array(fc.tuple(fc.nat(29), fc.nat(HONEST - 1), fc.nat(12_000_000)), { maxLength: 120 })
const saying = fc.array(fc.tuple(fc.nat(29), fc.nat(HONEST + RING - 1), fc.nat(1_000_000), fc.nat(90)), {
  maxLength: 80,
})
const once = <T extends readonly number[]>(rows: readonly T[]): T[] => [
  ...new Map(rows.map(row => [`${row[0]} ${row[1]}`, row])).values(),
]

test('whoever spent nothing at others changes no score, however many it is and whatever it pays its own', () => {
  const crowd = Array.from({ length: 200 }, (_, i) => 1_000 + i)
  const recycled = crowd.map(r => [r, HONEST + (r % RING), 5_000_000])
  const praise = crowd.flatMap(r => [0, 5, HONEST, HONEST + 1].map(p => [r, p, 1_000_000, 90]))
  fc.assert(
    fc.property(spending, saying, fc.boolean(), (spent, said, strict) => {
      const [pay, ops] = [once(spent), once(said)]
      const before = scoresOf(economyOf(SEEDS, pay, ops), LANDMARK + 90, strict)
      const after = scoresOf(economyOf(SEEDS, [...pay, ...recycled], [...ops, ...praise]), LANDMARK + 90, strict)
      for (const [operator, score] of before) assert.deepEqual(after.get(operator), score)
    }),
    { numRuns: 30 },
  )
})

test('the credit of a ring costs what it says: at most 1.8 of what was spent at seeds', () => {
  const ring = fc.array(fc.tuple(fc.nat(29), fc.nat(RING + SEEDS.length - 1), fc.nat(12_000_000)), { maxLength: 90 })
  fc.assert(
    fc.property(ring, saying, (spent, said) => {
      const pay = once(spent).map(([r, p, net]) => [r, p < 4 ? p : HONEST + p - 4, net])
      const { sources } = weighed(economyOf(SEEDS, pay, once(said)), LANDMARK + 90, PARAMETERS, { strict: false })
      const atSeeds = pay.reduce((sum, [, p = 0, net = 0]) => sum + (p < 4 ? BigInt(net) : 0n), 0n)
      const credit = sources.reduce((sum, { amount }) => sum + amount, 0n)
      assert.ok(credit * PPM <= atSeeds * (PPM + PARAMETERS.transitivity))
    }),
  )
})
