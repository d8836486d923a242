/**
 * Forward decay in integers: instead of shrinking with age, what is newer counts more from the beginning, so that sums
 * need no touch as time passes (Cormode et al., Forward Decay, ICDE 2009).
 */

/** 2025-01-01: before any of the registries. Days before it count like it. */
const LANDMARK = 20_089

/** 2^(days since the landmark / half-life), rounded down to 2^-32, in units of 2^-32. */
export const growth = (day: number, halfLife: number): bigint => {
  const days = Math.max(0, day - LANDMARK)
  const roots = rootsOf(halfLife)
  return (roots[days % halfLife] as bigint) << BigInt(Math.floor(days / halfLife))
}

const tables = new Map<number, readonly bigint[]>()

/** For each j below h the integer r with r^h <= 2^(32h + j) < (r + 1)^h. */
const rootsOf = (h: number): readonly bigint[] => {
  let table = tables.get(h)
  if (!table) {
    table = Array.from({ length: h }, (_, j) => root(j, h))
    tables.set(h, table)
  }
  return table
}

/** What the platform reckons in doubles is within one of it, and set right here. */
const root = (j: number, h: number): bigint => {
  const [n, k] = [1n << BigInt(32 * h + j), BigInt(h)]
  let found = BigInt(Math.floor(2 ** (32 + j / h)))
  while (found ** k > n) found -= 1n
  while ((found + 1n) ** k <= n) found += 1n
  return found
}
