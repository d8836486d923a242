import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  add,
  ceil,
  compare,
  decimal,
  divide,
  fromAtomic,
  max,
  min,
  multiply,
  negate,
  ONE,
  parseDecimal,
  type Rational,
  rational,
  subtract,
  tenTo,
  toDecimal,
  ZERO,
} from '../../src/core/rational.ts'
import { clampToSafe, int128FromText, int128ToText, uint256FromText, uint256ToText } from '../../src/core/uint256.ts'

const UINT256_MAX = (1n << 256n) - 1n
const INT128_MIN = -(1n << 127n)
const INT128_MAX = (1n << 127n) - 1n

const integer = fc.oneof(fc.bigInt({ min: -1_000n, max: 1_000n }), fc.bigInt({ min: -UINT256_MAX, max: UINT256_MAX }))
const positive = integer.map(n => (n < 0n ? -n : n) + 1n)
const fraction = fc.tuple(integer, positive).map(([n, d]) => rational(n, d))

/** Decimal text as the grammar has it, and what it means: an integer over a power of ten. */
const written = fc
  .record({
    negative: fc.boolean(),
    whole: fc.bigInt({ min: 0n, max: 10n ** 78n - 1n }),
    decimals: fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 36 }),
  })
  .map(({ negative, whole, decimals }) => {
    const digits = decimals.join('')
    const text = `${negative ? '-' : ''}${whole}${digits === '' ? '' : `.${digits}`}`
    return { text, numerator: BigInt(`${whole}${digits}`) * (negative ? -1n : 1n), places: decimals.length }
  })

test('text that is not a plain decimal is refused, whatever a number parser makes of it', () => {
  const refused = [
    ...['', ' ', ' 1', '1 ', '1\n', '\t1', '+1', '--1', '-', '.', '-.', '.5', '1.', '1..0', '1.0.0', '01', '-01', '00'],
    ...[
      '1e3',
      '1E3',
      '1e-3',
      '0x10',
      '0b1',
      '1_000',
      '1,000',
      '1n',
      '1/2',
      'Infinity',
      '-Infinity',
      'NaN',
      'null',
      '∞',
    ],
    ...['١', '１', '½', '1\u0000', '\u20091', `1${'0'.repeat(78)}`, `0.${'0'.repeat(36)}1`],
  ]
  assert.deepEqual(
    refused.filter(text => parseDecimal(text) !== null),
    [],
  )
  assert.throws(() => decimal('1e3'), RangeError)
  assert.throws(() => rational(1n, 0n), RangeError)
  assert.throws(() => divide(ONE, ZERO), RangeError)
})

test('the smallest and the largest decimals are read whole and printed back', () => {
  const texts = [
    '0',
    '0.000000000000000000000000000000000001',
    '-0.000000000000000000000000000000000001',
    '1000000000000000000000000000000',
    '999999999999999999999999999999.999999999999999999999999999999999999',
    UINT256_MAX.toString(),
    `-${UINT256_MAX}.000000000000000000000000000000000007`,
    '9'.repeat(78),
  ]
  assert.deepEqual(
    texts.map(text => toDecimal(decimal(text), 36)),
    texts,
  )
  assert.deepEqual(decimal('0.000000000000000000000000000000000001'), rational(1n, 10n ** 36n))
  assert.deepEqual(decimal('-0'), ZERO)
  assert.deepEqual(decimal('-0.000'), ZERO)
})

test('equal values have one form, however they were made', () => {
  const halves = [rational(1n, 2n), rational(-3n, -6n), decimal('0.50'), divide(ONE, decimal('2')), fromAtomic(5n, 1)]
  assert.deepEqual(halves, Array(5).fill({ numerator: 1n, denominator: 2n }))
  assert.deepEqual(rational(0n, -7n), { numerator: 0n, denominator: 1n })
  assert.deepEqual(rational(4n, -6n), { numerator: -2n, denominator: 3n })
})

test('a value is rounded once, upward, and only where it has more digits than are asked for', () => {
  const third = rational(1n, 3n)
  const printed = [
    [third, 18, '0.333333333333333334'],
    [negate(third), 18, '-0.333333333333333333'],
    [rational(2n, 3n), 0, '1'],
    [negate(rational(2n, 3n)), 0, '0'],
    [rational(1n, 72_000_000n), 18, '0.000000013888888889'],
    [rational(1n, 10n ** 19n), 18, '0.000000000000000001'],
    [decimal('1.10'), 18, '1.1'],
    [decimal('120.000'), 3, '120'],
    [rational(10n ** 30n), 6, '1000000000000000000000000000000'],
    [decimal('-12.345'), 2, '-12.34'],
  ] as const
  assert.deepEqual(
    printed.map(([value, digits]) => toDecimal(value, digits)),
    printed.map(([, , text]) => text),
  )
  // Three thirds are one: what is rounded early is not.
  assert.deepEqual(multiply(third, rational(3n)), ONE)
})

test('powers of ten and atomic amounts are exact in both directions', () => {
  assert.deepEqual([tenTo(0), tenTo(3), tenTo(-2)], [ONE, rational(1_000n), rational(1n, 100n)])
  assert.deepEqual(fromAtomic(17_782_000n, 6), decimal('17.782'))
  assert.deepEqual(fromAtomic(UINT256_MAX, 36), rational(UINT256_MAX, 10n ** 36n))
  assert.deepEqual(fromAtomic(-1n, 0), rational(-1n))
})

test('property: what is written is read as the integers say, and printed back without spare zeros', () => {
  fc.assert(
    fc.property(written, ({ text, numerator, places }) => {
      const value = decimal(text)
      assert.equal(value.numerator * 10n ** BigInt(places), numerator * value.denominator)
      const plain = text.includes('.') ? text.replace(/\.?0+$/, '') : text
      assert.equal(toDecimal(value, 36), plain === '-0' ? '0' : plain)
    }),
  )
})

test('property: fractions add, multiply and compare as fractions do', () => {
  fc.assert(
    fc.property(fraction, fraction, fraction, (a, b, c) => {
      assert.deepEqual(add(a, b), add(b, a))
      assert.deepEqual(add(add(a, b), c), add(a, add(b, c)))
      assert.deepEqual(multiply(a, add(b, c)), add(multiply(a, b), multiply(a, c)))
      assert.deepEqual(subtract(add(a, b), b), a)
      if (b.numerator !== 0n) assert.deepEqual(divide(multiply(a, b), b), a)
      const difference = subtract(a, b).numerator
      assert.equal(compare(a, b), difference < 0n ? -1 : difference > 0n ? 1 : 0)
      assert.deepEqual([min(a, b), max(a, b)], difference <= 0n ? [a, b] : [b, a])
    }),
  )
})

test('property: rounding up never loses and never adds a whole unit of the last digit', () => {
  const within = (rounded: Rational, value: Rational, unit: Rational) =>
    compare(rounded, value) >= 0 && compare(subtract(rounded, value), unit) < 0
  fc.assert(
    fc.property(fraction, fc.integer({ min: 0, max: 36 }), (value, digits) => {
      assert.ok(within(rational(ceil(value)), value, ONE))
      assert.ok(within(decimal(toDecimal(value, digits)), value, tenTo(-digits)))
    }),
    { examples: [[rational(-1n, 2n), 0] as [Rational, number], [rational(UINT256_MAX), 36]] },
  )
})

test('integers beyond their type are refused', () => {
  for (const value of [-1n, UINT256_MAX + 1n]) assert.throws(() => uint256ToText(value), RangeError)
  for (const value of [INT128_MIN - 1n, INT128_MAX + 1n]) assert.throws(() => int128ToText(value), RangeError)
})

test('the extremes of uint256 and int128 are fixed-width text', () => {
  assert.deepEqual([0n, 1n, UINT256_MAX].map(uint256ToText), ['0'.repeat(64), `${'0'.repeat(63)}1`, 'f'.repeat(64)])
  assert.deepEqual([INT128_MIN, -1n, 0n, INT128_MAX].map(int128ToText), [
    '0'.repeat(32),
    `7${'f'.repeat(31)}`,
    `8${'0'.repeat(31)}`,
    'f'.repeat(32),
  ])
})

const sign = (below: boolean, equal: boolean): number => (equal ? 0 : below ? -1 : 1)

test('property: the order of the text is the order of the numbers, and nothing is lost', () => {
  const codecs = [
    { to: uint256ToText, from: uint256FromText, values: fc.bigInt({ min: 0n, max: UINT256_MAX }) },
    { to: int128ToText, from: int128FromText, values: fc.bigInt({ min: INT128_MIN, max: INT128_MAX }) },
  ]
  for (const { to, from, values } of codecs) {
    fc.assert(
      fc.property(values, values, (a, b) => {
        assert.deepEqual([from(to(a)), from(to(b))], [a, b])
        assert.equal(sign(to(a) < to(b), to(a) === to(b)), sign(a < b, a === b))
      }),
    )
  }
})

test('a number that JavaScript cannot hold exactly becomes the largest that it can', () => {
  const largest = Number.MAX_SAFE_INTEGER
  assert.deepEqual([0n, BigInt(largest), BigInt(largest) + 1n, UINT256_MAX].map(clampToSafe), [
    0,
    largest,
    largest,
    largest,
  ])
})
