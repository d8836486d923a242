/** What a weighted sum of opinions amounts to: a mean and its bounds, pulled towards what is believed of anybody. */
import { PPM, type TrustParameters } from '../../../core/trustPolicy.ts'

/** Sums over opinions of x, xq, xq² and x², where q is quality and x = weight · growth of the day. */
export type Sums = { readonly w: bigint; readonly m: bigint; readonly s: bigint; readonly w2: bigint }

export const NO_SUMS: Sums = { w: 0n, m: 0n, s: 0n, w2: 0n }

export const plus = (a: Sums, b: Sums): Sums => ({ w: a.w + b.w, m: a.m + b.m, s: a.s + b.s, w2: a.w2 + b.w2 })
export const minus = (a: Sums, b: Sums): Sums => ({ w: a.w - b.w, m: a.m - b.m, s: a.s - b.s, w2: a.w2 - b.w2 })

/** The sums of one opinion: x its weight by growth, q its quality in parts per million. */
export const sumsOf = (x: bigint, q: bigint): Sums => ({ w: x, m: x * q, s: x * q * q, w2: x * x })

/**
 * Each sale of an agent quarters what was said in its favour before. Sums of several tenures are brought to one scale
 * of 2^20, so that nothing is rounded; ten sales and more count as ten.
 */
export const SCALE = 20n
export const aged = ({ w, m, s, w2 }: Sums, sales: number): Sums => {
  const up = SCALE - 2n * BigInt(Math.min(10, sales))
  return { w: w << up, m: m << up, s: s << up, w2: w2 << (2n * up) }
}

/** What is believed of an agent before its own opinions: a weight in millionths of a dollar, and a mean. */
export type Prior = { readonly weight: bigint; readonly mean: bigint }

export type Posterior = {
  readonly lower: bigint
  readonly mean: bigint
  readonly upper: bigint
  /** The credit behind the opinions, in millionths of a dollar. */
  readonly credit: bigint
  /** How many equal raters would say as much, in parts per million, the prior being one. */
  readonly effective: bigint
  readonly variance: bigint
  /** What all weights come to, the prior included, in the scale of the sums: shares are parts of it. */
  readonly total: bigint
}

/** The posterior of `aged` sums on a day whose growth is `g`. */
export const posterior = (sums: Sums, g: bigint, prior: Prior, parameters: TrustParameters): Posterior => {
  const { priorVariance, perRater, z } = parameters
  const unit = g << SCALE
  const p = prior.weight * unit
  const total = p + sums.w
  const mean = (p * prior.mean + sums.m) / total
  const variance = atLeast(0n, (p * (prior.mean * prior.mean + priorVariance) + sums.s) / total - mean * mean)
  const credit = sums.w / unit
  // Kish's effective number of raters; one budget divided among many wallets must not add any.
  const kish = (total * total * PPM) / (p * p + sums.w2)
  const effective = atMost(kish, 2n * PPM + (credit * PPM) / perRater)
  const half = (z * squareRoot((variance * PPM) / effective)) / PPM
  return {
    lower: atLeast(0n, mean - half),
    mean,
    upper: atMost(PPM, mean + half),
    credit,
    effective,
    variance,
    total,
  }
}

export const atLeast = (a: bigint, b: bigint): bigint => (a > b ? a : b)
export const atMost = (a: bigint, b: bigint): bigint => (a < b ? a : b)

/** The square root, rounded down (Newton). */
export const squareRoot = (n: bigint): bigint => {
  if (n === 0n) return 0n
  let x = 1n << BigInt((n.toString(2).length + 1) >> 1)
  for (;;) {
    const y = (x + n / x) >> 1n
    if (y >= x) return x
    x = y
  }
}
