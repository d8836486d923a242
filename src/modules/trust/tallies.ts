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

type Counted = Omit<Tally, 'sums'> & {
  readonly id: string
  readonly agent: string
  readonly operator: string
  readonly plain: Sums
  readonly strict: Sums
}

/** The sums of weighed opinions. */
export const tallied = (weights: readonly Weight[], parameters: TrustParameters): Tallies => {
  const tallies = new Map<string, Counted>()
  for (const { said, weight, strict } of weights) {
    const { agent, operator, facet, tenure } = said
    const bad = isBad(said.quality, parameters)
    const id = `${agent}/${facet}/${tenure}/${bad ? 'bad' : 'good'}`
    const g = growth(said.day, parameters.halfLife)
    const q = saturated(said.quality, parameters)
    const before = tallies.get(id) ?? { id, agent, operator, facet, tenure, bad, opinions: 0, ...EMPTY }
    tallies.set(id, {
      ...before,
      opinions: before.opinions + (weight > 0n ? 1 : 0),
      plain: plus(before.plain, sumsOf(weight * g, q)),
      strict: plus(before.strict, sumsOf(strict * g, q)),
    })
  }
  return tallies
}

const EMPTY = { plain: NO_SUMS, strict: NO_SUMS }

/** Sums without some that were in them, and with others. */
export const changed = (tallies: Iterable<Counted>, without: Tallies, more: Tallies): Tallies => {
  const sums = new Map(Array.from(tallies, tally => [tally.id, tally]))
  for (const { id, ...gone } of without.values()) {
    const tally = sums.get(id)
    if (!tally) throw new Error(`${id} has no sums to take from`)
    const { opinions, plain, strict } = tally
    const left = {
      opinions: opinions - gone.opinions,
      plain: minus(plain, gone.plain),
      strict: minus(strict, gone.strict),
    }
    sums.set(id, { ...tally, ...left })
  }
  for (const come of more.values()) {
    const tally = sums.get(come.id) ?? { ...come, opinions: 0, ...EMPTY }
    const { opinions, plain, strict } = tally
    const all = {
      opinions: opinions + come.opinions,
      plain: plus(plain, come.plain),
      strict: plus(strict, come.strict),
    }
    sums.set(come.id, { ...tally, ...all })
  }
  return sums
}

/** As the score takes them. */
export const ofMode = (tallies: Tallies, strict: boolean): Tally[] =>
  Array.from(tallies.values(), tally => ({ ...tally, sums: strict ? tally.strict : tally.plain }))

/** What the opinions on all agents of an operator come to, for those who look at its others. */
export const operatorSums = (
  tallies: Tallies,
  salesOf: (agent: string) => number,
): Map<string, { readonly plain: Siblings; readonly strict: Siblings }> => {
  const sums = new Map<string, { plain: Sums; strict: Sums }>()
  for (const { operator, agent, facet, tenure, bad, plain, strict } of tallies.values()) {
    if (facet !== 'quality') continue
    const sales = bad ? 0 : salesOf(agent) - tenure
    const before = sums.get(operator) ?? EMPTY
    sums.set(operator, {
      plain: plus(before.plain, aged(plain, sales)),
      strict: plus(before.strict, aged(strict, sales)),
    })
  }
  return sums
}

export const rowOf = ({ id, agent, operator, facet, tenure, bad, opinions, plain, strict }: Counted): TallyRow => ({
  id,
  agent,
  operator,
  facet,
  sales: tenure,
  bad: bad ? 1 : 0,
  opinions,
  w: `${plain.w}`,
  m: `${plain.m}`,
  s: `${plain.s}`,
  w2: `${plain.w2}`,
  w_strict: `${strict.w}`,
  m_strict: `${strict.m}`,
  s_strict: `${strict.s}`,
  w2_strict: `${strict.w2}`,
})

export const fromRow = (row: TallyRow): Counted => ({
  id: row.id,
  agent: row.agent,
  operator: row.operator,
  facet: row.facet,
  tenure: row.sales,
  bad: row.bad === 1,
  opinions: row.opinions,
  plain: { w: BigInt(row.w), m: BigInt(row.m), s: BigInt(row.s), w2: BigInt(row.w2) },
  strict: { w: BigInt(row.w_strict), m: BigInt(row.m_strict), s: BigInt(row.s_strict), w2: BigInt(row.w2_strict) },
})
