/** Who rated whom on Bitcoin OTC, who of them is known to be honest, and what fraudsters could add. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { random } from '../random.ts'

export interface Rating {
  readonly from: number
  readonly to: number
  /** -10 to 10, never 0. */
  readonly value: number
  /** Unix seconds. */
  readonly time: number
}

export interface Otc {
  readonly ratings: readonly Rating[]
  /** Users of whom the truth is known: sorted. */
  readonly trusted: readonly number[]
  readonly fraudulent: readonly number[]
}

/** The recorded ratings and labels of a folder (SNAP soc-sign-bitcoin-otc; labels of the REV2 paper). */
export const readOtc = (folder: string): Otc => {
  const lines = (text: string, columns: number) =>
    text
      .split('\n')
      .map(line => line.split(',').map(Number))
      .filter(cells => cells.length === columns && cells.every(Number.isFinite))
  const rows = lines(gunzipSync(readFileSync(join(folder, 'bitcoin-otc-ratings.csv.gz'))).toString(), 4)
  const labels = lines(readFileSync(join(folder, 'bitcoin-otc-labels.csv'), 'utf8'), 2)
  const labelled = (label: number) =>
    labels
      .filter(([, value]) => value === label)
      .map(([user = 0]) => user)
      .sort((a, b) => a - b)
  return {
    ratings: rows.map(([from = 0, to = 0, value = 0, time = 0]) => ({ from, to, value, time })),
    trusted: labelled(1),
    fraudulent: labelled(-1),
  }
}

/** Without the ratings of trusted users about labelled ones: labels were made of them. */
export const withoutLeak = (otc: Otc): Otc => {
  const trusted = new Set(otc.trusted)
  const labelled = new Set([...otc.trusted, ...otc.fraudulent])
  return { ...otc, ratings: otc.ratings.filter(({ from, to }) => !(trusted.has(from) && labelled.has(to))) }
}

/** Users without a label who rated at least so many others, the most active first. */
export const activeRaters = ({ ratings, trusted, fraudulent }: Otc, least: number): number[] => {
  const labelled = new Set([...trusted, ...fraudulent])
  const given = new Map<number, number>()
  for (const { from } of ratings) given.set(from, (given.get(from) ?? 0) + 1)
  return [...given]
    .filter(([user, count]) => count >= least && !labelled.has(user))
    .sort(([a, m], [b, n]) => n - m || a - b)
    .map(([user]) => user)
}

/** Sybils take numbers that no member has. */
const SYBILS = 1_000_000
/** The day after the last recorded rating. */
const LATE = 1_453_766_400

const users = (ratings: readonly Rating[]): number[] =>
  [...new Set(ratings.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b)

const sybilRatings = (
  count: number,
  targets: readonly number[],
  value: number,
  members: readonly number[],
): Rating[] => {
  const chance = random('otc', count, value)
  return Array.from({ length: count }, (_, i) => {
    const self = SYBILS + i
    const rate = (to: number, points: number, from = self): Rating => ({ from, to, value: points, time: LATE })
    return [
      ...chance.some(targets, 5).map(to => rate(to, value)),
      // Camouflage.
      ...chance.some(members, 3).map(to => rate(to, 5)),
      ...(i > 0 ? [rate(self - 1, 10), rate(self, 10, self - 1)] : []),
    ]
  }).flat()
}

/** Sybils who praise five fraudsters each, three members for camouflage, and each other in a chain. */
export const praisedBySybils = (otc: Otc, count: number): Otc => ({
  ...otc,
  ratings: [...otc.ratings, ...sybilRatings(count, otc.fraudulent, 10, users(otc.ratings))],
})

/** Sybils who give the least to five trusted users each, and praise as camouflage. */
export const slanderedBySybils = (otc: Otc, count: number): Otc => ({
  ...otc,
  ratings: [...otc.ratings, ...sybilRatings(count, otc.trusted, -10, users(otc.ratings))],
})

/** Members of standing who turn: each gives the least to five trusted users. */
export const slanderedByMembers = (otc: Otc, count: number): Otc => {
  const chance = random('otc members', count)
  const said = new Set(otc.ratings.map(({ from, to }) => `${from}/${to}`))
  const turned = chance.some(activeRaters(otc, 5), count).flatMap(from =>
    chance
      .some(otc.trusted, 5)
      .filter(to => !said.has(`${from}/${to}`))
      .map((to): Rating => ({ from, to, value: -10, time: LATE })),
  )
  return { ...otc, ratings: [...otc.ratings, ...turned] }
}

/** Every fraudster begins anew: nobody has rated the new identities but the sybils who praise them. */
export const whitewashed = (otc: Otc, sybils: number): Otc => {
  const gone = new Set(otc.fraudulent)
  return praisedBySybils({ ...otc, ratings: otc.ratings.filter(({ to }) => !gone.has(to)) }, sybils)
}
