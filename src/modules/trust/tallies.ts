/** Sums of weighed opinions, by agent, facet, tenure and whether they speak for it; under either mode of credit. */
import type { TrustParameters } from '../../core/trustPolicy.ts'
import type { Said } from './evidence.ts'
import { growth } from './score/decay.ts'
import { aged, minus, NO_SUMS, plus, type Sums, sumsOf } from './score/posterior.ts'
import type { Siblings, Tally } from './score/score.ts'
import { isBad, saturated } from './score/weigh.ts'
import type { TallyRow } from './tables.ts'

/** An opinion with its weight under either mode, in millionths of a dollar. */
export type Weight = { readonly said: Said; readonly weight: bigint; readonly strict: bigint }

export type Tallies = ReadonlyMap<string, Counted>

type Counted = Omit<Tally, keyof Sum> & {
  readonly id: string
  readonly agent: string
  readonly operator: string
  readonly plain: Sum
  readonly strict: Sum
}

/** How many opinions have a weight, and their sums. */
type Sum = Pick<Tally, 'opinions' | 'sums'>

const NONE: Sum = { opinions: 0, sums: NO_SUMS }
const one = (weight: bigint, g: bigint, q: bigint): Sum => ({
  opinions: weight > 0n ? 1 : 0,
  sums: sumsOf(weight * g, q),
})
const more = (a: Sum, b: Sum): Sum => ({ opinions: a.opinions + b.opinions, sums: plus(a.sums, b.sums) })
const less = (a: Sum, b: Sum): Sum => ({ opinions: a.opinions - b.opinions, sums: minus(a.sums, b.sums) })

/** The sums of weighed opinions. */
export const tallied = (weights: readonly Weight[], parameters: TrustParameters): Tallies => {
  const tallies = new Map<string, Counted>()
  for (const { said, weight, strict } of weights) {
    const { agent, operator, facet, tenure } = said
    const bad = isBad(said.quality, parameters)
    const id = `${agent}/${facet}/${tenure}/${bad ? 'bad' : 'good'}`
    const g = growth(said.day, parameters.halfLife)
    const q = saturated(said.quality, parameters)
    const before = tallies.get(id) ?? { id, agent, operator, facet, tenure, bad, plain: NONE, strict: NONE }
    const plain = more(before.plain, one(weight, g, q))
    tallies.set(id, { ...before, plain, strict: more(before.strict, one(strict, g, q)) })
  }
  return tallies
}

/** Sums without some that were in them, and with others. */
export const changed = (tallies: Iterable<Counted>, without: Tallies, come: Tallies): Tallies => {
  const sums = new Map(Array.from(tallies, tally => [tally.id, tally]))
  for (const { id, plain, strict } of without.values()) {
    const tally = sums.get(id)
    if (!tally) throw new Error(`${id} has no sums to take from`)
    sums.set(id, { ...tally, plain: less(tally.plain, plain), strict: less(tally.strict, strict) })
  }
  for (const added of come.values()) {
    const tally = sums.get(added.id) ?? { ...added, plain: NONE, strict: NONE }
    sums.set(added.id, { ...tally, plain: more(tally.plain, added.plain), strict: more(tally.strict, added.strict) })
  }
  return sums
}

/** As the score takes them. */
export const ofMode = (tallies: Tallies, strict: boolean): Tally[] =>
  Array.from(tallies.values(), tally => ({ ...tally, ...(strict ? tally.strict : tally.plain) }))

/** What the opinions on all agents of an operator come to, for those who look at its others. */
export const operatorSums = (
  tallies: Tallies,
  salesOf: (agent: string) => number,
): Map<string, { readonly plain: Siblings; readonly strict: Siblings }> => {
  const sums = new Map<string, { plain: Sums; strict: Sums }>()
  for (const { operator, agent, facet, tenure, bad, plain, strict } of tallies.values()) {
    if (facet !== 'quality') continue
    const sales = bad ? 0 : salesOf(agent) - tenure
    const before = sums.get(operator) ?? { plain: NO_SUMS, strict: NO_SUMS }
    sums.set(operator, {
      plain: plus(before.plain, aged(plain.sums, sales)),
      strict: plus(before.strict, aged(strict.sums, sales)),
    })
  }
  return sums
}

export const rowOf = ({ id, agent, operator, facet, tenure, bad, plain, strict }: Counted): TallyRow => ({
  id,
  agent,
  operator,
  facet,
  sales: tenure,
  bad: bad ? 1 : 0,
  opinions: plain.opinions,
  opinions_strict: strict.opinions,
  w: `${plain.sums.w}`,
  m: `${plain.sums.m}`,
  s: `${plain.sums.s}`,
  w2: `${plain.sums.w2}`,
  w_strict: `${strict.sums.w}`,
  m_strict: `${strict.sums.m}`,
  s_strict: `${strict.sums.s}`,
  w2_strict: `${strict.sums.w2}`,
})

export const fromRow = (row: TallyRow): Counted => ({
  id: row.id,
  agent: row.agent,
  operator: row.operator,
  facet: row.facet,
  tenure: row.sales,
  bad: row.bad === 1,
  plain: {
    opinions: row.opinions,
    sums: { w: BigInt(row.w), m: BigInt(row.m), s: BigInt(row.s), w2: BigInt(row.w2) },
  },
  strict: {
    opinions: row.opinions_strict,
    sums: { w: BigInt(row.w_strict), m: BigInt(row.m_strict), s: BigInt(row.s_strict), w2: BigInt(row.w2_strict) },
  },
})
