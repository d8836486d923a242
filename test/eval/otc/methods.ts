/** The contenders over ratings alone, without payments. */
import { wilsonLower } from '../baselines/averages.ts'
import { edges, follow } from '../baselines/graphs.ts'
import { median } from '../metrics.ts'
import type { Otc, Rating } from './ratings.ts'

/** Scores of users; whoever is not among them is worth `unknown`. */
export interface Scored {
  readonly scores: ReadonlyMap<number, number>
  readonly unknown: number
}

export type OtcMethod = (otc: Otc) => Scored

/** Users without a rating are worth what the middle one is. */
const middling = (scores: ReadonlyMap<number, number>): Scored => ({ scores, unknown: median([...scores.values()]) })

const asPart = (value: number): number => (value + 10) / 20

const averaged =
  (score: (mean: number, count: number, all: number) => number): OtcMethod =>
  ({ ratings }) => {
    const all = ratings.reduce((sum, { value }) => sum + asPart(value), 0) / ratings.length
    const sums = new Map<number, { sum: number; count: number }>()
    for (const { to, value } of ratings) {
      const { sum, count } = sums.get(to) ?? { sum: 0, count: 0 }
      sums.set(to, { sum: sum + asPart(value), count: count + 1 })
    }
    return middling(new Map([...sums].map(([user, { sum, count }]) => [user, score(sum / count, count, all)])))
  }

export const otcMean: OtcMethod = averaged(mean => mean)

export const otcBayesian: OtcMethod = averaged((mean, count, all) => (5 * all + mean * count) / (5 + count))

export const otcWilson: OtcMethod = averaged((mean, count) => wilsonLower(mean, count))

/** Fairness of raters and goodness of the rated, each found from the other (Kumar et al. 2016). */
export const otcFairness: OtcMethod = ({ ratings }) => {
  const { index, from, to } = indexed(ratings)
  const sum = (at: Int32Array, value: (i: number) => number) => {
    const sums = new Float64Array(index.size)
    for (let i = 0; i < at.length; i++) sums[at[i] ?? 0] = (sums[at[i] ?? 0] ?? 0) + value(i)
    return sums
  }
  const values = Float64Array.from(ratings, ({ value }) => value / 10)
  const [given, received] = [sum(from, () => 1), sum(to, () => 1)]
  let fairness = new Float64Array(index.size).fill(1)
  let goodness = new Float64Array(index.size)
  for (let step = 0; step < 30; step++) {
    goodness = sum(to, i => (fairness[from[i] ?? 0] ?? 0) * (values[i] ?? 0)).map((x, i) => x / (received[i] || 1))
    const wrong = sum(from, i => Math.abs((values[i] ?? 0) - (goodness[to[i] ?? 0] ?? 0)))
    fairness = wrong.map((x, i) => 1 - x / (given[i] || 1) / 2)
  }
  return middling(new Map([...index].filter(([, i]) => received[i]).map(([user, i]) => [user, goodness[i] ?? 0])))
}

/** EigenTrust along positive ratings, from named users or from everybody. */
export const otcEigenTrust =
  (named: readonly number[]): OtcMethod =>
  ({ ratings }) => {
    const { index } = indexed(ratings)
    const praise = edges(
      ratings.map(({ from, to, value }) => [index.get(from) ?? 0, index.get(to) ?? 0, value]),
      index.size,
    )
    const start = new Float64Array(index.size)
    for (const user of named.length > 0 ? named : index.keys())
      start[index.get(user) ?? 0] = 1 / (named.length || index.size)
    let trust = start
    for (let step = 0; step < 60; step++) {
      const next = follow(praise, trust, index.size)
      const lost = 1 - next.reduce((sum, x) => sum + x, 0)
      trust = next.map((x, i) => 0.85 * x + (0.15 + 0.85 * lost) * (start[i] ?? 0))
    }
    return { scores: new Map([...index].map(([user, i]) => [user, trust[i] ?? 0])), unknown: 0 }
  }

/** The one-step "PageRank" of a deployed indexer: raters all count alike, and a bad rating still adds. */
export const otcOneStep: OtcMethod = ({ ratings }) => {
  const given = new Map<number, number>()
  for (const { from } of ratings) given.set(from, (given.get(from) ?? 0) + 1)
  const scores = new Map<number, number>()
  for (const { from, to, value } of ratings) {
    const weight = 0.2 + ((asPart(value) * 100 - 1) / 4) * 0.8
    scores.set(to, (scores.get(to) ?? 0) + weight / (given.get(from) ?? 1))
  }
  return middling(scores)
}

const indexed = (ratings: readonly Rating[]) => {
  const index = new Map<number, number>()
  const of = (user: number) => {
    const known = index.get(user)
    if (known !== undefined) return known
    index.set(user, index.size)
    return index.size - 1
  }
  const from = Int32Array.from(ratings, rating => of(rating.from))
  const to = Int32Array.from(ratings, rating => of(rating.to))
  return { index, from, to }
}
