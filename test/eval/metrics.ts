/** How well scores tell good providers from bad. Scores are numbers, higher is better, one for each provider. */

export type Scores = readonly number[]

/** Spearman's rank correlation of two lists; equal values share their mean rank. 0 where one list is constant. */
export const rankCorrelation = (left: Scores, right: Scores): number => {
  const [a, b] = [ranks(left), ranks(right)]
  const mean = (a.length + 1) / 2
  let [ab, aa, bb] = [0, 0, 0]
  for (const [i, x] of a.entries()) {
    const y = b[i] ?? 0
    ab += (x - mean) * (y - mean)
    aa += (x - mean) ** 2
    bb += (y - mean) ** 2
  }
  return aa === 0 || bb === 0 ? 0 : ab / Math.sqrt(aa * bb)
}

/** Ranks from 1 for the least, ties sharing their mean. */
const ranks = (values: Scores): number[] => {
  const order = values.map((_, i) => i).sort((i, j) => (values[i] ?? 0) - (values[j] ?? 0))
  const rank = new Array<number>(values.length).fill(0)
  for (let from = 0; from < order.length; ) {
    let to = from
    while (to < order.length && values[order[to] ?? 0] === values[order[from] ?? 0]) to++
    for (let i = from; i < to; i++) rank[order[i] ?? 0] = (from + to + 1) / 2
    from = to
  }
  return rank
}

/** The chance that a good one scores above a bad one, a tie counting half: the area under the ROC curve. */
export const auc = (good: Scores, bad: Scores): number => {
  const all = ranks([...good, ...bad])
  const above = all.slice(0, good.length).reduce((sum, rank) => sum + rank, 0)
  return (above - (good.length * (good.length + 1)) / 2) / (good.length * bad.length)
}

/** How many providers from number `honest` on are among the `count` best; of equals the lower number comes first. */
export const badAmong = (scores: Scores, honest: number, count: number): number =>
  scores
    .map((_, i) => i)
    .sort((i, j) => (scores[j] ?? 0) - (scores[i] ?? 0) || i - j)
    .slice(0, count)
    .filter(i => i >= honest).length

/** The place of one provider, from 1; equals are behind it. */
export const place = (scores: Scores, who: number): number =>
  scores.filter(score => score > (scores[who] ?? 0)).length + 1

/** The middle of a list, between the two middle ones where there are two; NaN of nothing. */
export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const [low = Number.NaN, high = Number.NaN] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]]
  return low === high ? low : (low + high) / 2
}

/** The mean of a list; NaN of nothing. */
export const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
