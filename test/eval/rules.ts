/** Rules that a market of strangers does not show: sale, revocation, beginning anew. By the product's own functions. */
import { PARAMETERS, PPM } from '../../src/core/trustPolicy.ts'
import { growth } from '../../src/modules/trust/score/decay.ts'
import { NO_SUMS, sumsOf } from '../../src/modules/trust/score/posterior.ts'
import { type Score, type Siblings, scoreOf, type Tally, together } from '../../src/modules/trust/score/score.ts'
import { isBad, saturated, weightOf } from '../../src/modules/trust/score/weigh.ts'
import { BEGIN } from './paymentBacked.ts'
import type { Table } from './table.ts'
import { DAYS } from './world.ts'

/** An opinion with its weight in millionths of a dollar. */
interface Weighed {
  readonly weight: bigint
  readonly quality: bigint
  readonly day: number
  readonly tenure: number
}

const NOBODY: Siblings = NO_SUMS

const DOLLAR = 1_000_000n

/** The tallies of opinions about one agent. */
const talliesOf = (opinions: readonly Weighed[]): Tally[] =>
  opinions.map(({ weight, quality, day, tenure }) => ({
    facet: 'quality',
    tenure,
    bad: isBad(quality, PARAMETERS),
    opinions: 1,
    sums: sumsOf(weight * growth(BEGIN + day, PARAMETERS.halfLife), saturated(quality, PARAMETERS)),
  }))

const judge = (opinions: readonly Weighed[], sales = 0, day = DAYS, others = NOBODY): Score =>
  scoreOf(talliesOf(opinions), [], sales, others, BEGIN + day, PARAMETERS)

/** `count` customers with $5 of credit each who found it so good, one each week up to the last day. */
const customers = (count: number, quality: bigint, tenure = 0): Weighed[] =>
  Array.from({ length: count }, (_, i) => ({
    weight: 5n * DOLLAR * (isBad(quality, PARAMETERS) ? PARAMETERS.badTimes : 1n),
    quality,
    day: Math.max(0, DAYS - 1 - ((7 * i) % DAYS)),
    tenure,
  }))

const shown = ({ lower }: Pick<Score, 'lower'>): string => (Number(lower) / 1_000_000).toFixed(3)

/** How many customers who were cheated today it takes until the lower bound is below a half. */
const untilDistrusted = (known: readonly Weighed[], sales: number): number => {
  for (let cheated = 0; ; cheated++) {
    const victims = customers(cheated, 0n, sales).map(victim => ({ ...victim, day: DAYS }))
    if (judge([...known, ...victims], sales).lower < PPM / 2n) return cheated
  }
}

const sale = (): Table => {
  const rows = [10, 40, 160].map(count => {
    const known = customers(count, 950_000n)
    const [before, after, twice] = [judge(known), judge(known, 1), judge(known, 2)]
    return [
      `${count}`,
      shown(before),
      shown(after),
      shown(twice),
      `$${before.forgeCost / DOLLAR}`,
      `$${after.forgeCost / DOLLAR}`,
      `${untilDistrusted(known, 0)}`,
      `${untilDistrusted(known, 1)}`,
    ]
  })
  return {
    title: 'A well-rated agent is sold to a fraudster',
    head: [
      'satisfied customers',
      'lower bound before',
      'after a sale',
      'after two',
      'forge cost before',
      'after a sale',
      'cheated until below .5, unsold',
      '... sold',
    ],
    rows,
  }
}

/** What one opinion of a rater with $5 of credit who paid $1 weighs. */
const weightBy = (quality: bigint, eighths: bigint, given: bigint, revoked: bigint): bigint =>
  weightOf(
    { operator: 'victim', quality, eighths },
    {
      sources: new Map([['seed', 5n * DOLLAR]]),
      net: DOLLAR,
      agents: 1n,
      badAgents: 1n,
      given,
      revoked,
      mutual: false,
    },
    PARAMETERS,
    { strict: false },
  )

const revocation = (): Table => {
  const beside = (weight: bigint | null) =>
    [10, 20, 60].map(praise => {
      const bad = { weight: weight ?? 0n, quality: 0n, day: DAYS - 30, tenure: 0 }
      return shown(judge([...customers(praise, 950_000n), ...Array<Weighed>(weight === null ? 0 : 10).fill(bad)]))
    })
  return {
    title: 'Ten bad opinions of raters with $5 of credit each, beside praise: the lower bound',
    head: ['the bad opinions', '$50 of praise', '$100', '$300'],
    rows: [
      ['never were, or were revoked within a day', ...beside(null)],
      ['stand', ...beside(weightBy(0n, 8n, 1n, 0n))],
      ['revoked later, whether extorted or bought off', ...beside(weightBy(0n, 2n, 1n, 1n))],
      ['stand, by raters who revoked 5 of 6 before', ...beside(weightBy(0n, 8n, 6n, 5n))],
    ],
  }
}

const siblings = (): Table => {
  const rows = [0, 1, 2, 4].map(count => {
    // Each earlier agent cheated three customers before it was left.
    const earlier = talliesOf(Array.from({ length: count }, () => customers(3, 0n)).flat())
    const sums = together(earlier, 0)
    const newborn = judge([], 0, DAYS, sums)
    const after = (customersOf: number) => judge(customers(customersOf, 980_000n), 0, DAYS, sums)
    return [
      `${count}`,
      (Number(newborn.quality.prior.mean) / 1_000_000).toFixed(3),
      `$${(Number((newborn.quality.prior.weight * 100n) / DOLLAR) / 100).toFixed(2)}`,
      shown(newborn),
      shown(after(1)),
      shown(after(3)),
      shown(after(10)),
    ]
  })
  return {
    title: 'An operator leaves an agent that cheated three customers, and starts another',
    head: [
      'agents left behind',
      'believed of the next',
      'with a weight of',
      'its lower bound',
      '... after $5 of praise',
      '... $15',
      '... $50',
    ],
    rows,
  }
}

/** Sale, revocation and beginning anew, a table each. */
export const rules = (): Table[] => [sale(), revocation(), siblings()]
