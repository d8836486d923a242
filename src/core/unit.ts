/**
 * Units of measure: a closed subset of UCUM (https://ucum.org/ucum, case-sensitive codes) with exact factors.
 *
 * Annotations are significant: UCUM reads `{call}` and `{token}` as the number 1 and would convert one into the other;
 * here each is a dimension of its own, so that only like is compared with like. Left out: parentheses, temperatures,
 * logarithms and angles.
 */

import { divide, multiply, ONE, type Rational, rational, tenTo } from './rational.ts'
import { recent } from './recent.ts'

/** A factor to base units and the exponents of these. */
export type Unit = { readonly factor: Rational; readonly dimensions: ReadonlyMap<string, number> }

const COMPONENT =
  /(\{[!-z|~]{1,38}\})|([1-9][0-9]{0,17})(?![0-9-])|(\[[a-z_]+\]|%|[A-Za-z]+)(-?[1-9])?(\{[!-z|~]{1,36}\})?/y

/** No unit of anything is this much of another; powers of prefixes would make numbers of thousands of digits. */
const FACTOR_MAX = 10n ** 300n

/** Reads a unit code ("kW.h", "g/W.h", "1000.{token}"), or null where it is not of the subset. */
export const parseUnit = (code: string): Unit | null => {
  const known = units.get(code) ?? readUnit(code)
  if (known) units.set(code, known)
  return known
}

/** Markets use few units: each is read once. */
const units = recent<Unit>(1_000)

const readUnit = (code: string): Unit | null => {
  if (code.length === 0 || code.length > 40) return null
  let factor = ONE
  const dimensions = new Map<string, number>()
  const raise = (dimension: string, exponent: number) => {
    const sum = (dimensions.get(dimension) ?? 0) + exponent
    if (sum === 0) dimensions.delete(dimension)
    else dimensions.set(dimension, sum)
  }
  let at = 0
  let sign = 1
  if (code[0] === '/') [at, sign] = [1, -1]
  for (;;) {
    COMPONENT.lastIndex = at
    const match = COMPONENT.exec(code)
    if (!match) return null
    const [whole, annotation, number, symbol, exponentText = '1', suffix] = match
    if (annotation) raise(annotation, sign)
    else if (number)
      factor = sign > 0 ? multiply(factor, rational(BigInt(number))) : divide(factor, rational(BigInt(number)))
    else {
      const atom = findAtom(symbol ?? '')
      if (!atom) return null
      const exponent = sign * Number(exponentText)
      factor = multiply(factor, power(atom.factor, exponent))
      for (const [dimension, each] of atom.dimensions) raise(dimension, each * exponent)
      if (suffix) raise(suffix, sign)
    }
    if (factor.numerator > FACTOR_MAX || factor.denominator > FACTOR_MAX) return null
    at += whole.length
    if (at === code.length) return { factor, dimensions }
    if (code[at] !== '.' && code[at] !== '/') return null
    sign = code[at] === '/' ? -1 : 1
    at += 1
  }
}

/** Whether one unit converts into the other. */
export const commensurable = (a: Unit, b: Unit): boolean =>
  a.dimensions.size === b.dimensions.size &&
  [...a.dimensions].every(([name, exponent]) => b.dimensions.get(name) === exponent)

/** `value` in unit `from`, expressed in `to`, exactly; null where the two measure different things. */
export const convert = (value: Rational, from: Unit, to: Unit): Rational | null =>
  commensurable(from, to) ? divide(multiply(value, from.factor), to.factor) : null

const power = (base: Rational, exponent: number): Rational =>
  exponent >= 0
    ? rational(base.numerator ** BigInt(exponent), base.denominator ** BigInt(exponent))
    : rational(base.denominator ** BigInt(-exponent), base.numerator ** BigInt(-exponent))

type Atom = Unit & { readonly metric: boolean }

const findAtom = (symbol: string): Unit | null => {
  const exact = ATOMS.get(symbol)
  if (exact) return exact
  for (const [prefix, factor] of PREFIXES) {
    const atom = symbol.startsWith(prefix) ? ATOMS.get(symbol.slice(prefix.length)) : undefined
    if (!atom?.metric) continue
    if (prefix.endsWith('i') && !atom.dimensions.has('bit')) continue
    return { factor: multiply(atom.factor, factor), dimensions: atom.dimensions }
  }
  return null
}

const atom = (factor: Rational, dimensions: Record<string, number>, metric: boolean): Atom => ({
  factor,
  dimensions: new Map(Object.entries(dimensions)),
  metric,
})
const whole = (factor: bigint, dimensions: Record<string, number>) => atom(rational(factor), dimensions, false)
const metric = (factor: Rational, dimensions: Record<string, number>) => atom(factor, dimensions, true)

// Base units: second, metre, gram, ampere, bit, and one for each annotation.
const ATOMS: ReadonlyMap<string, Atom> = new Map([
  ['s', metric(ONE, { s: 1 })],
  ['min', whole(60n, { s: 1 })],
  ['h', whole(3_600n, { s: 1 })],
  ['d', whole(86_400n, { s: 1 })],
  ['wk', whole(604_800n, { s: 1 })],
  ['mo', whole(2_629_800n, { s: 1 })],
  ['a', whole(31_557_600n, { s: 1 })],
  ['m', metric(ONE, { m: 1 })],
  ['[in_i]', atom(rational(254n, 10_000n), { m: 1 }, false)],
  ['[ft_i]', atom(rational(3_048n, 10_000n), { m: 1 }, false)],
  ['[mi_i]', atom(rational(1_609_344n, 1_000n), { m: 1 }, false)],
  ['[nmi_i]', whole(1_852n, { m: 1 })],
  ['ar', metric(rational(100n), { m: 2 })],
  ['L', metric(rational(1n, 1_000n), { m: 3 })],
  ['l', metric(rational(1n, 1_000n), { m: 3 })],
  ['g', metric(ONE, { g: 1 })],
  ['t', metric(rational(1_000_000n), { g: 1 })],
  ['[lb_av]', atom(rational(45_359_237n, 100_000n), { g: 1 }, false)],
  ['Hz', metric(ONE, { s: -1 })],
  ['N', metric(rational(1_000n), { g: 1, m: 1, s: -2 })],
  ['Pa', metric(rational(1_000n), { g: 1, m: -1, s: -2 })],
  ['J', metric(rational(1_000n), { g: 1, m: 2, s: -2 })],
  ['W', metric(rational(1_000n), { g: 1, m: 2, s: -3 })],
  ['A', metric(ONE, { A: 1 })],
  ['C', metric(ONE, { A: 1, s: 1 })],
  ['V', metric(rational(1_000n), { g: 1, m: 2, s: -3, A: -1 })],
  ['bit', metric(ONE, { bit: 1 })],
  ['By', metric(rational(8n), { bit: 1 })],
  ['%', atom(rational(1n, 100n), {}, false)],
  ['[ppm]', atom(rational(1n, 1_000_000n), {}, false)],
])

// Longer prefixes first: "da" before "d", "Ki" before "k" cannot clash by case.
const PREFIXES: readonly (readonly [string, Rational])[] = [
  ['Ki', rational(1n << 10n)],
  ['Mi', rational(1n << 20n)],
  ['Gi', rational(1n << 30n)],
  ['Ti', rational(1n << 40n)],
  ['da', tenTo(1)],
  ['Y', tenTo(24)],
  ['Z', tenTo(21)],
  ['E', tenTo(18)],
  ['P', tenTo(15)],
  ['T', tenTo(12)],
  ['G', tenTo(9)],
  ['M', tenTo(6)],
  ['k', tenTo(3)],
  ['h', tenTo(2)],
  ['d', tenTo(-1)],
  ['c', tenTo(-2)],
  ['m', tenTo(-3)],
  ['u', tenTo(-6)],
  ['n', tenTo(-9)],
  ['p', tenTo(-12)],
  ['f', tenTo(-15)],
]
