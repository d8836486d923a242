import { recent } from './recent.ts'

/**
 * Exact fractions for money and quantities. A value is `numerator / denominator` in lowest terms with a positive
 * denominator, so equal values are equal field by field. Nothing here rounds unless its name says so.
 */
export type Rational = { readonly numerator: bigint; readonly denominator: bigint }

const gcd = (a: bigint, b: bigint): bigint => {
  let x = a < 0n ? -a : a
  let y = b
  while (y !== 0n) [x, y] = [y, x % y]
  return x
}

/** A fraction of two integers. Throws RangeError where the denominator is zero. */
export const rational = (numerator: bigint, denominator = 1n): Rational => {
  if (denominator === 0n) throw new RangeError('a denominator of zero')
  const sign = denominator < 0n ? -1n : 1n
  const divisor = gcd(numerator, sign * denominator)
  return { numerator: (sign * numerator) / divisor, denominator: (sign * denominator) / divisor }
}

export const ZERO = rational(0n)
export const ONE = rational(1n)

/** The longest decimal that is read: 78 digits hold any uint256, 36 more its fraction. */
const DECIMAL = /^(-?)(0|[1-9][0-9]{0,77})(?:\.([0-9]{1,36}))?$/

/** A plain decimal ("32.4"; no exponent, no leading zeros) as a fraction, or null where the text is not one. */
export const parseDecimal = (text: string): Rational | null => {
  const match = DECIMAL.exec(text)
  if (!match) return null
  const [, sign, whole, fraction = ''] = match
  const value = rational(BigInt(`${whole}${fraction}`), 10n ** BigInt(fraction.length))
  return sign === '-' ? negate(value) : value
}

/** `parseDecimal` for text that a schema has already admitted. Throws RangeError otherwise. */
export const decimal = (text: string): Rational => {
  const value = decimals.get(text) ?? parseDecimal(text)
  if (value === null) throw new RangeError(`${text} is not a decimal`)
  decimals.set(text, value)
  return value
}

/** The prices of a market repeat. */
const decimals = recent<Rational>(16_384)

export const negate = (a: Rational): Rational => ({ numerator: -a.numerator, denominator: a.denominator })
export const add = (a: Rational, b: Rational): Rational =>
  rational(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator)
export const subtract = (a: Rational, b: Rational): Rational => add(a, negate(b))
export const multiply = (a: Rational, b: Rational): Rational =>
  rational(a.numerator * b.numerator, a.denominator * b.denominator)
export const divide = (a: Rational, b: Rational): Rational =>
  rational(a.numerator * b.denominator, a.denominator * b.numerator)

/** Below, equal or above zero as a is below, equal to or above b. */
export const compare = (a: Rational, b: Rational): -1 | 0 | 1 => {
  const left = a.numerator * b.denominator
  const right = b.numerator * a.denominator
  return left < right ? -1 : left > right ? 1 : 0
}
export const min = (a: Rational, b: Rational): Rational => (compare(a, b) <= 0 ? a : b)
export const max = (a: Rational, b: Rational): Rational => (compare(a, b) >= 0 ? a : b)

/** The least integer that is not below the value. */
export const ceil = (a: Rational): bigint => {
  const quotient = a.numerator / a.denominator
  return a.numerator > 0n && a.numerator % a.denominator !== 0n ? quotient + 1n : quotient
}

/** 10^exponent, exactly, for exponents of either sign. */
export const tenTo = (exponent: number): Rational =>
  exponent >= 0 ? rational(10n ** BigInt(exponent)) : rational(1n, 10n ** BigInt(-exponent))

/** The most decimals that are printed exactly, and how many are where the value has more or never ends. */
const EXACT_DIGITS = 120
const ROUNDED_DIGITS = 18

/**
 * Decimal text, without trailing zeros: exact where the value ends within 120 decimals, else of 18, or of as many as are
 * asked for. What does not fit is rounded up, so that a printed cost is never below the true one.
 */
export const toDecimal = (a: Rational, digits = decimalsOf(a.denominator)): string => {
  const scaled = ceil(multiply(a, tenTo(digits)))
  const text = (scaled < 0n ? -scaled : scaled).toString().padStart(digits + 1, '0')
  const whole = text.slice(0, text.length - digits)
  const fraction = text.slice(text.length - digits).replace(/0+$/, '')
  return `${scaled < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`
}

/** How many decimals a fraction with this denominator is printed with: it ends where only 2 and 5 divide it. */
const decimalsOf = (denominator: bigint): number => {
  let [rest, twos, fives] = [denominator, 0, 0]
  for (; rest % 2n === 0n && twos <= EXACT_DIGITS; rest /= 2n) twos++
  for (; rest % 5n === 0n && fives <= EXACT_DIGITS; rest /= 5n) fives++
  return rest === 1n && Math.max(twos, fives) <= EXACT_DIGITS ? Math.max(twos, fives) : ROUNDED_DIGITS
}

/** `toDecimal` of an amount in whole units given its atomic amount. */
export const fromAtomic = (atomic: bigint, decimals: number): Rational => multiply(rational(atomic), tenTo(-decimals))
