/** Sums of weighed opinions, by agent, facet, tenure and whether they speak for it; and by operator. */
import type { TrustParameters } from '../../core/trustPolicy.ts'
import type { Said } from './evidence.ts'
import { growth } from './score/decay.ts'
import { aged, minus, NO_SUMS, plus, type Sums, sumsOf } from './score/posterior.ts'
import type { Tally } from './score/score.ts'
import { isBad, saturated } from './score/weigh.ts'
import type { OperatorTallyRow, TallyRow } from './tables.ts'

/** Under either mode of credit. */
export type Modes<T> = { readonly plain: T; readonly strict: T }

/** An opinion with its weights in millionths of a dollar: by all credit, and by credit from seeds alone. */
export type Weighed = { readonly said: Said; readonly all: Modes<bigint>; readonly first: Modes<bigint> }

export type Tallies = ReadonlyMap<string, Counted>

export type Counted = Omit<Tally, keyof Sum> &
  Modes<Sum> & { readonly id: string; readonly agent: string; readonly operator: string }

/** How many opinions have a weight, and their sums. */
type Sum = Pick<Tally, 'opinions' | 'sums'>

/** The sums of an operator over its agents, for quality, brought to one scale over their sales. */
export type OperatorSums = { readonly all: Modes<Sums>; readonly first: Modes<Sums> }

const both = <A, B>({ plain, strict }: Modes<A>, of: (a: A, mode: keyof Modes<unknown>) => B): Modes<B> => ({
  plain: of(plain, 'plain'),
  strict: of(strict, 'strict'),
})

/** What an opinion adds, by its weights. */
const sumsBy = ({ quality, day }: Said, weights: Modes<bigint>, parameters: TrustParameters): Modes<Sums> => {
  const g = growth(day, parameters.halfLife)
  const q = saturated(quality, parameters)
  return both(weights, weight => sumsOf(weight * g, q))
}

const NONE: Modes<Sum> = both({ plain: 0, strict: 0 }, () => ({ opinions: 0, sums: NO_SUMS }))

/** The tallies after some opinions were taken out of them, as they had been weighed, and others put in. Empty ones go. */
export const changed = (
  tallies: Tallies,
  out: readonly Weighed[],
  come: readonly Weighed[],
  parameters: TrustParameters,
): Map<string, Counted> => {
  const after = new Map(tallies)
  const apply = ({ said, all }: Weighed, join: typeof plus, count: number) => {
    const { agent, operator, facet, tenure } = said
    const bad = isBad(said.quality, parameters)
    const id = `${agent}/${facet}/${tenure}/${bad ? 'bad' : 'good'}`
    const before = after.get(id) ?? { id, agent, operator, facet, tenure, bad, ...NONE }
    const own = sumsBy(said, all, parameters)
    const sums = both(before as Modes<Sum>, ({ opinions, sums }, mode) => ({
      opinions: opinions + (all[mode] > 0n ? count : 0),
      sums: join(sums, own[mode]),
    }))
    after.set(id, { ...before, ...sums })
  }
  for (const weighed of come) apply(weighed, plus, 1)
  for (const weighed of out) apply(weighed, minus, -1)
  for (const [id, { plain, strict }] of after) if (plain.opinions + strict.opinions === 0) after.delete(id)
  return after
}

const NOTHING: Modes<Sums> = { plain: NO_SUMS, strict: NO_SUMS }
const isNothing = ({ plain, strict }: Modes<Sums>): boolean => plain.w === 0n && strict.w === 0n

/** The same for the sums of operators. */
export const changedOperators = (
  operators: ReadonlyMap<string, OperatorSums>,
  out: readonly Weighed[],
  come: readonly Weighed[],
  parameters: TrustParameters,
): Map<string, OperatorSums> => {
  const after = new Map(operators)
  const apply = ({ said, all, first }: Weighed, join: typeof plus) => {
    if (said.facet !== 'quality') return
    const sales = isBad(said.quality, parameters) ? 0 : said.sales
    const joined = (before: Modes<Sums>, weights: Modes<bigint>) => {
      const own = sumsBy(said, weights, parameters)
      return both(before, (sums, mode) => join(sums, aged(own[mode], sales)))
    }
    const before = after.get(said.operator) ?? { all: NOTHING, first: NOTHING }
    after.set(said.operator, { all: joined(before.all, all), first: joined(before.first, first) })
  }
  for (const weighed of come) apply(weighed, plus)
  for (const weighed of out) apply(weighed, minus)
  for (const [id, { all, first }] of after) if (isNothing(all) && isNothing(first)) after.delete(id)
  return after
}

/** As the score takes them. */
export const ofMode = (tallies: Iterable<Counted>, mode: keyof Modes<unknown>): Tally[] =>
  Array.from(tallies, tally => ({ ...tally, ...tally[mode] }))

const text = ({ w, m, s, w2 }: Sums): string => JSON.stringify([w, m, s, w2].map(String))
const fromText = (json: string): Sums => {
  const [w = 0n, m = 0n, s = 0n, w2 = 0n] = (JSON.parse(json) as string[]).map(BigInt)
  return { w, m, s, w2 }
}

export const tallyRow = ({ id, agent, operator, facet, tenure, bad, plain, strict }: Counted): TallyRow => ({
  id,
  agent,
  operator,
  facet,
  sales: tenure,
  bad: bad ? 1 : 0,
  opinions: plain.opinions,
  opinions_strict: strict.opinions,
  plain: text(plain.sums),
  strict: text(strict.sums),
})

export const tallyFrom = ({ sales, bad, opinions, opinions_strict, plain, strict, ...row }: TallyRow): Counted => ({
  ...row,
  tenure: sales,
  bad: bad === 1,
  plain: { opinions, sums: fromText(plain) },
  strict: { opinions: opinions_strict, sums: fromText(strict) },
})

export const operatorRow = (id: string, { all, first }: OperatorSums): OperatorTallyRow => ({
  id,
  plain: text(all.plain),
  strict: text(all.strict),
  first: text(first.plain),
  first_strict: text(first.strict),
})

export const operatorFrom = ({ plain, strict, first, first_strict }: OperatorTallyRow): OperatorSums => ({
  all: { plain: fromText(plain), strict: fromText(strict) },
  first: { plain: fromText(first), strict: fromText(first_strict) },
})
