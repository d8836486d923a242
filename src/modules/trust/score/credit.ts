/** Credit: money that a rater has spent, past recovery, at operators that are not the one it speaks of. */
import { PPM, type TrustParameters } from '../../../core/trustPolicy.ts'
import { atLeast, atMost, posterior, type Sums } from './posterior.ts'

/** Where the credit of a rater comes from: operator -> millionths of a dollar. */
export type Sources = ReadonlyMap<string, bigint>

/** How credit is added up: `strict` believes the largest source only as far as the others match it. */
export type Mode = { readonly strict: boolean }

/** The credit of a rater when it speaks of an operator, whose own takings do not count; null: of nobody. */
export const creditOf = (
  sources: Sources,
  without: string | null,
  { creditMax }: TrustParameters,
  { strict }: Mode,
): bigint => {
  let [all, largest] = [0n, 0n]
  for (const [operator, amount] of sources) {
    if (operator === without) continue
    all += amount
    if (amount > largest) largest = amount
  }
  return atMost(creditMax, strict ? atMost(all, 2n * (all - largest)) : all)
}

/** What a net payment to one operator counts. */
export const counted = (net: bigint, { perOperatorMax }: TrustParameters): bigint =>
  atLeast(0n, atMost(net, perOperatorMax))

/** The most that a seed makes, of what was spent at each: a multiple of the lower median. */
export const seedLimit = (takings: readonly bigint[], { seedMax }: TrustParameters): bigint => {
  const sorted = takings.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  return (seedMax * (sorted[(sorted.length - 1) >> 1] ?? 0n)) / PPM
}

/** What spending at a seed makes of credit, where all that was spent at the seed is `taking`. */
export const fromSeed = (spent: bigint, taking: bigint, limit: bigint): bigint =>
  taking > limit ? (spent * limit) / taking : spent

/** What a rater's credit comes to at one of the operators it pays: divided, never copied, never more than it spent. */
export const share = (credit: bigint, spent: bigint, allSpent: bigint): bigint =>
  allSpent === 0n ? 0n : (credit * spent) / atLeast(allSpent, credit)

/**
 * What an operator passes on of the credit that came to it: nothing, unless those who have credit from seeds speak well of
 * it, and never more than it took.
 */
export const passedBy = (
  sums: Sums,
  inflow: bigint,
  taking: bigint,
  g: bigint,
  parameters: TrustParameters,
): bigint => {
  const { prior, priorMean, gate, transitivity } = parameters
  const { lower } = posterior(sums, g, { weight: prior, mean: priorMean }, parameters)
  return lower < gate ? 0n : atMost((inflow * transitivity) / PPM, taking)
}

/** What of that falls to one of all who pay the operator. */
export const portion = (
  { passed, taking }: { readonly passed: bigint; readonly taking: bigint },
  spent: bigint,
): bigint => (taking === 0n ? 0n : (spent * passed) / taking)
