/**
 * The arithmetic of offers written a second time, from the reference and without a line of the product: fractions as
 * pairs of integers, a unit as a row of a table, every rule as its sentence says.
 */
import type { Offer, PayEntry } from '../../src/core/offer.ts'

export type Fraction = readonly [numerator: bigint, denominator: bigint]

/** Decimal text as a fraction. */
export const frac = (text: string): Fraction => {
  const [whole = '', digits = ''] = text.split('.')
  return [BigInt(whole + digits), 10n ** BigInt(digits.length)]
}
const plus = ([a, b]: Fraction, [c, d]: Fraction): Fraction => [a * d + c * b, b * d]
export const times = ([a, b]: Fraction, [c, d]: Fraction): Fraction => [a * c, b * d]
const over = ([a, b]: Fraction, [c, d]: Fraction): Fraction => [a * d, b * c]
const less = (a: Fraction, b: Fraction): boolean => a[0] * b[1] < b[0] * a[1]
const upward = ([a, b]: Fraction): bigint => (a + b - 1n) / b
export const sum = (parts: readonly Fraction[]): Fraction => parts.reduce(plus, [0n, 1n])

/** Below, at or above zero as a is below, at or above b. */
export const order = (a: Fraction, b: Fraction): number => (less(a, b) ? -1 : less(b, a) ? 1 : 0)

/** What each unit is worth in the first of its kind. */
const UNITS: Record<string, readonly [kind: string, worth: Fraction]> = {
  J: ['energy', [1n, 1n]],
  'W.h': ['energy', [3_600n, 1n]],
  'kW.h': ['energy', [3_600_000n, 1n]],
  'MW.h': ['energy', [3_600_000_000n, 1n]],
  MJ: ['energy', [1_000_000n, 1n]],
  'kW.min': ['energy', [60_000n, 1n]],
  ms: ['time', [1n, 1_000n]],
  s: ['time', [1n, 1n]],
  min: ['time', [60n, 1n]],
  h: ['time', [3_600n, 1n]],
  d: ['time', [86_400n, 1n]],
  m2: ['area', [1n, 1n]],
  har: ['area', [10_000n, 1n]],
  km2: ['area', [1_000_000n, 1n]],
  '[mi_i]2': ['area', [1_609_344n ** 2n, 1_000_000n]],
  '{point}': ['points', [1n, 1n]],
  '1000.{point}': ['points', [1_000n, 1n]],
  '{char}': ['chars', [1n, 1n]],
  '{crossing}': ['crossings', [1n, 1n]],
  '{guarantee}': ['guarantees', [1n, 1n]],
  '{session}': ['sessions', [1n, 1n]],
  '{call}': ['calls', [1n, 1n]],
}

/** The units that measure what this one does. */
export const sameKind = (unit: string): string[] =>
  Object.keys(UNITS).filter(code => UNITS[code]?.[0] === UNITS[unit]?.[0])

/** A value of one unit in another. */
export const inUnit = (value: Fraction, from: string, to: string): Fraction => {
  const [a, b] = [UNITS[from], UNITS[to]]
  if (!a || !b || a[0] !== b[0]) throw new Error(`${from} is no ${to}`)
  return over(times(value, a[1]), b[1])
}

export type Asked = Record<string, { readonly value: Fraction; readonly unit: string }>

type Tariff = Pick<Offer, 'tariff' | 'min' | 'max'>

/** The price of one purchase in the column of the entry, its fee included. */
export const price = ({ tariff, min, max }: Tariff, asked: Asked, { cur, fee }: Pick<PayEntry, 'cur' | 'fee'>) => {
  const parts = tariff.map(({ meter, unit, per = '1', step, rates }) => {
    const need = asked[meter]
    let x: Fraction = meter === 'fixed' ? [1n, 1n] : need ? inUnit(need.value, need.unit, unit) : [0n, 1n]
    if (step) x = times([upward(over(x, frac(step))), 1n], frac(step))
    // Each rate holds from its start to the next one's: what lies under x of that stretch is charged at it.
    const stretches = rates.map(({ from = '0', price }, i): Fraction => {
      const next = rates[i + 1]?.from
      const end = next && less(frac(next), x) ? frac(next) : x
      const width = less(end, frac(from)) ? ([0n, 1n] as const) : plus(end, times([-1n, 1n], frac(from)))
      return times(width, frac(price[cur] ?? ''))
    })
    return over(sum(stretches), frac(per))
  })
  let total = sum(parts)
  if (min?.[cur] && less(total, frac(min[cur]))) total = frac(min[cur])
  if (max?.[cur] && less(frac(max[cur]), total)) total = frac(max[cur])
  return plus(total, frac(fee ?? '0'))
}

/** A price in the smallest unit of the asset, rounded up. */
export const atomic = (amount: Fraction, { cur, dec }: Pick<PayEntry, 'cur' | 'dec'>): bigint =>
  upward(cur.includes('/') ? amount : times(amount, [10n ** BigInt(dec), 1n]))

/** The most that a purchase can cost. */
export const ceiling = (offer: Tariff, entry: Pick<PayEntry, 'cur' | 'fee'>): Fraction => {
  const cap = offer.max?.[entry.cur]
  if (cap) return plus(frac(cap), frac(entry.fee ?? '0'))
  const full = offer.tariff.flatMap(({ meter, unit, hi }) => (hi ? [[meter, { value: frac(hi), unit }]] : []))
  return price(offer, Object.fromEntries(full), entry)
}

/** Decimal text, rounded up at so many digits, without spare zeros. */
export const text = (value: Fraction, digits = 18): string => {
  const scaled = upward(times(value, [10n ** BigInt(digits), 1n]))
    .toString()
    .padStart(digits + 1, '0')
  return `${scaled.slice(0, -digits)}.${scaled.slice(-digits)}`.replace(/\.?0+$/, '')
}
