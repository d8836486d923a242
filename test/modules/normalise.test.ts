/** What feedback says by the table of tags: every rule of it, and what holds for any value. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import table from '../../schema/json/trust-tags.v1.json' with { type: 'json' }
import { canonicalOf } from '../../src/core/canonical.ts'
import { digest } from '../../src/core/digest.ts'
import { PPM } from '../../src/core/trustPolicy.ts'
import { meaningOf, normalise, starsOf } from '../../src/modules/trust/score/normalise.ts'

const [HIGHEST, LOWEST] = [(1n << 127n) - 1n, -(1n << 127n)]

/** "99.95" -> its value and decimals. */
const parts = (text: string): [bigint, number] => {
  const [whole = '', fraction = ''] = text.split('.')
  return [BigInt(whole + fraction), fraction.length]
}
const said = (text: string, tag1: string, tag2 = '') => normalise(...parts(text), tag1, tag2)
const counted = (facet: string, quality: number, more: object = {}) => ({
  facet,
  quality: BigInt(quality),
  eighths: 8n,
  clamped: false,
  ignored: null,
  ...more,
})
const ignored = (facet: string | null, why: string, more: object = {}) => ({
  facet,
  quality: null,
  eighths: 8n,
  clamped: false,
  ignored: why,
  ...more,
})
const clamped = { clamped: true }
const criterion = { ignored: 'NOT_OF_TRUST' }

const rules: readonly (readonly [tag1: string, value: string, expected: object, tag2?: string])[] = [
  ['starred', '0', counted('quality', 0)],
  ['starred', '5', counted('quality', 50_000)],
  ['starred', '100', counted('quality', 1_000_000)],
  ['starred', '100.000', counted('quality', 1_000_000)],
  ['starred', '33.33339', counted('quality', 333_333)],
  ['starred', '0.00009', counted('quality', 0)],
  ['starred', '100.1', counted('quality', 1_000_000, clamped)],
  ['starred', '-0.1', counted('quality', 0, clamped)],
  ['', '0', counted('quality', 0, { eighths: 4n })],
  ['', '87.5', counted('quality', 875_000, { eighths: 4n })],
  ['', '100', counted('quality', 1_000_000, { eighths: 4n })],
  ['', '100.01', ignored('quality', 'OUT_OF_RANGE', { eighths: 4n })],
  ['', '-1', ignored('quality', 'OUT_OF_RANGE', { eighths: 4n })],
  ['   ', '87.5', counted('quality', 875_000, { eighths: 4n })],
  ['x402-resource-delivered', '70', counted('quality', 700_000)],
  ['x402-resource-delivered', '101', counted('quality', 1_000_000, clamped)],
  ['x402-resource-missing', '100', counted('quality', 0)],
  ['x402-resource-missing', '-7', counted('quality', 0)],
  ['x402-payment-amount', '100', counted('quality', 0), 'mismatch'],
  ['x402-payment-amount', '100', counted('quality', 0), ' mismatch  '],
  ['x402-payment-amount', '100', ignored(null, 'UNKNOWN_TAG'), ''],
  ['x402-payment-amount', '100', ignored(null, 'UNKNOWN_TAG'), 'Mismatch'],
  ['x402-response-delayed', '39.99', counted('quality', 399_900)],
  ['x402-response-delayed', '40', counted('quality', 400_000)],
  ['x402-response-delayed', '99', counted('quality', 400_000)],
  ['x402-response-delayed', '100.1', counted('quality', 400_000, clamped)],
  ['x402-response-delayed', '-1', counted('quality', 0, clamped)],
  ['uptime', '0', counted('availability', 0)],
  ['uptime', '25', counted('availability', 25_000)],
  ['uptime', '50', counted('availability', 50_000)],
  ['uptime', '90', counted('availability', 400_000)],
  ['uptime', '92.5', counted('availability', 500_000)],
  ['uptime', '99', counted('availability', 850_000)],
  ['uptime', '99.77', counted('availability', 952_666)],
  ['uptime', '99.9', counted('availability', 970_000)],
  ['uptime', '99.99', counted('availability', 997_000)],
  ['uptime', '100', counted('availability', 1_000_000)],
  ['uptime', '100.0001', ignored('availability', 'OUT_OF_RANGE')],
  ['uptime', '-0.0001', ignored('availability', 'OUT_OF_RANGE')],
  ['successRate', '95', counted('availability', 600_000)],
  ['success-rate', '95', counted('availability', 600_000)],
  ['reachable', '0', counted('availability', 0)],
  ['reachable', '0.000000000000000001', ignored('availability', 'OUT_OF_RANGE')],
  ['reachable', '0.999', ignored('availability', 'OUT_OF_RANGE')],
  ['reachable', '1', counted('availability', 1_000_000)],
  ['reachable', '7', counted('availability', 1_000_000)],
  ['reachable', '-1', ignored('availability', 'OUT_OF_RANGE')],
  ['ownerVerified', '1', ignored('identity', 'NOT_OF_TRUST')],
  ['responseTime', '0', counted('performance', 1_000_000, criterion)],
  ['responseTime', '200', counted('performance', 955_000, criterion)],
  ['responseTime', '560', counted('performance', 881_715, criterion)],
  ['responseTime', '29999', counted('performance', 8, criterion)],
  ['responseTime', '30000', counted('performance', 0, criterion)],
  ['responseTime', '31000', counted('performance', 0, criterion)],
  ['responseTime', '-1', ignored('performance', 'OUT_OF_RANGE')],
  [' response-time ', '1000', counted('performance', 800_000, criterion)],
  ['blocktimeFreshness', '10', counted('performance', 600_000, criterion)],
  ['blocktimeFreshness', '99', counted('performance', 0, criterion)],
  ['revenues', '-5', ignored('economics', 'NOT_OF_TRUST')],
  ['tradingYield', '12', ignored('economics', 'NOT_OF_TRUST'), 'month'],
  ['miner-vouch', '1', ignored(null, 'UNKNOWN_TAG')],
  // Tags are bytes: another case, another space, another script is another tag.
  ['Starred', '5', ignored(null, 'UNKNOWN_TAG')],
  ['starred\n', '5', ignored(null, 'UNKNOWN_TAG')],
  ['\u00a0starred', '5', ignored(null, 'UNKNOWN_TAG')],
  ['ѕtarred', '5', ignored(null, 'UNKNOWN_TAG')],
  ['\\x7374617272656400', '5', ignored(null, 'UNKNOWN_TAG')],
  ['__proto__', '5', ignored(null, 'UNKNOWN_TAG')],
  ['constructor', '5', ignored(null, 'UNKNOWN_TAG')],
]

for (const [tag1, value, expected, tag2] of rules) {
  test(`${value} under ${JSON.stringify(tag1)}${tag2 === undefined ? '' : ` and ${JSON.stringify(tag2)}`}`, () => {
    assert.deepEqual(said(value, tag1, tag2), expected)
  })
}

test('every tag of the table is told of above, and every knot of every curve is met exactly', () => {
  assert.deepEqual(
    Object.keys(table.tags).filter(tag => !rules.some(([told]) => told.trim() === tag)),
    [],
  )
  for (const [tag, { curve, tag2 = '' }] of Object.entries(
    table.tags as Record<string, { curve?: string; tag2?: string }>,
  )) {
    const { knots = [] } = (table.curves as Record<string, { knots: number[][] }>)[curve ?? ''] ?? {}
    for (const [x = 0, q = 0] of knots) {
      for (const decimals of [3, 18, 255]) {
        const value = BigInt(x) * 10n ** BigInt(decimals - 3)
        assert.equal(normalise(value, decimals, tag, tag2).quality, BigInt(q), `${tag} ${x} ${decimals}`)
      }
    }
  }
})

test('the table is that of version 1: whoever changes it changes what old scores were', () => {
  const { aliases, curves, tags } = table
  assert.equal(
    digest(canonicalOf({ aliases, curves, tags }) ?? ''),
    '9edd594ddc713249939cf639428dc994302d750811906090699ef187e46c142f',
  )
})

/** The chapter's functions again, from values in natural units, by fractions of any denominator: [numerator, denominator]. */
const NINES = [
  [0, 0],
  [50, 50_000],
  [90, 400_000],
  [95, 600_000],
  [99, 850_000],
  [99.9, 970_000],
  [100, 1_000_000],
]
const LATENCY = [
  [0, 1_000_000],
  [100, 980_000],
  [300, 930_000],
  [1_000, 800_000],
  [3_000, 500_000],
  [10_000, 150_000],
  [30_000, 0],
]
const FRESHNESS = [
  [0, 1_000_000],
  [1, 950_000],
  [4, 800_000],
  [16, 400_000],
  [64, 0],
]

/** Quality of n / d on a line through points, rounded toward its beginning; null outside of them. */
const line = (points: readonly number[][], n: bigint, d: bigint, beyond: bigint | null = null): bigint | null => {
  if (n < 0n) return null
  for (let i = 1; i < points.length; i++) {
    const [[x0 = 0, y0 = 0], [x1 = 0, y1 = 0]] = [points[i - 1] as number[], points[i] as number[]]
    const [a, b] = [BigInt(Math.round(x0 * 10)), BigInt(Math.round(x1 * 10))]
    // x in [x0, x1): y = y0 + (y1 - y0) (x - x0) / (x1 - x0), over the common denominator (b - a) d.
    if (10n * n >= b * d) continue
    const [top, bottom] = [BigInt(y1 - y0) * (10n * n - a * d), (b - a) * d]
    const whole = top / bottom
    return BigInt(y0) + whole
  }
  const [x, y] = points.at(-1) as [number, number]
  return n === BigInt(x) * d ? BigInt(y) : beyond
}
const within = (n: bigint, d: bigint): bigint => (n < 0n ? 0n : n > 100n * d ? PPM : (n * 10_000n) / d)

const again: Record<string, (n: bigint, d: bigint) => bigint | null> = {
  starred: within,
  '': (n, d) => (n < 0n || n > 100n * d ? null : within(n, d)),
  'x402-resource-delivered': within,
  'x402-resource-missing': () => 0n,
  'x402-payment-amount': () => 0n,
  'x402-response-delayed': (n, d) => (within(n, d) < 400_000n ? within(n, d) : 400_000n),
  successRate: (n, d) => line(NINES, n, d),
  uptime: (n, d) => line(NINES, n, d),
  reachable: (n, d) => (n === 0n ? 0n : n >= d ? PPM : null),
  responseTime: (n, d) => line(LATENCY, n, d, 0n),
  blocktimeFreshness: (n, d) => line(FRESHNESS, n, d, 0n),
}

const int128 = fc.oneof(
  fc.bigInt({ min: LOWEST, max: HIGHEST }),
  fc.constantFrom(HIGHEST, LOWEST, 0n, 1n, -1n, 10n ** 38n, -(10n ** 38n)),
)
/** Values about the size that tags are made for, at any number of decimals. */
const measured = fc
  .record({
    decimals: fc.integer({ min: 0, max: 36 }),
    near: fc.bigInt({ min: -2n, max: 40_000n }),
    off: fc.integer({ min: -3, max: 3 }),
  })
  .map(({ decimals, near, off }) => ({ value: near * 10n ** BigInt(decimals) + BigInt(off), decimals }))
const anything = fc.oneof(measured, fc.record({ value: int128, decimals: fc.integer({ min: 0, max: 255 }) }))
const tag = fc.constantFrom(...Object.keys(again))

test('any value is what the chapter makes of it, between 0 and one', () => {
  fc.assert(
    fc.property(anything, tag, ({ value, decimals }, tag) => {
      const { quality } = normalise(value, decimals, tag, 'mismatch')
      assert.equal(quality, again[tag]?.(value, 10n ** BigInt(decimals)))
      assert.ok(quality === null || (quality >= 0n && quality <= PPM))
    }),
    { numRuns: 5_000 },
  )
})

test('more is never worse, or never better, under one tag; how a number is written is the same to all', () => {
  const falling = new Set(['responseTime', 'blocktimeFreshness'])
  fc.assert(
    fc.property(anything, anything, tag, (a, b, tag) => {
      const [x, y] = [a, b].map(({ value, decimals }) => normalise(value, decimals, tag, 'mismatch').quality)
      const order = a.value * 10n ** BigInt(b.decimals) - b.value * 10n ** BigInt(a.decimals)
      if (typeof x === 'bigint' && typeof y === 'bigint') {
        if (order <= 0n) assert.ok(falling.has(tag) ? x >= y : x <= y)
        if (order >= 0n) assert.ok(falling.has(tag) ? x <= y : x >= y)
      }
      assert.deepEqual(
        normalise(a.value * 1_000n, a.decimals + 3, tag, 'mismatch'),
        normalise(a.value, a.decimals, tag, 'mismatch'),
      )
    }),
    { numRuns: 3_000 },
  )
})

test('nothing throws: int128 to its ends, every decimals of a byte, any text', () => {
  for (let decimals = 0; decimals <= 255; decimals++) {
    for (const value of [HIGHEST, LOWEST, 0n])
      for (const tag of Object.keys(table.tags)) normalise(value, decimals, tag, '')
  }
  const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('\ud800', '\0', ' '))
  fc.assert(
    fc.property(int128, fc.integer({ min: 0, max: 255 }), text, text, (v, d, a, b) => void normalise(v, d, a, b)),
  )
})

test('a tag of a megabyte of spaces is read in as many steps', () => {
  const wide = ' '.repeat(1 << 20)
  assert.deepEqual(said('50', `${wide}starred${wide}`), counted('quality', 500_000))
  assert.deepEqual(said('50', `${wide}starred${wide}starred`), ignored(null, 'UNKNOWN_TAG'))
})

test('stars: at most five, more, or none meant', () => {
  assert.deepEqual(
    [
      starsOf(5n, 0, 'starred'),
      starsOf(5_000n, 3, ' starred'),
      starsOf(5_001n, 3, 'starred'),
      starsOf(LOWEST, 255, 'starred'),
      starsOf(5n, 0, 'stars'),
    ],
    ['few', 'few', 'many', 'few', 'none'],
  )
})

test('what a first tag means whatever the second is', () => {
  assert.deepEqual(
    ['uptime', ' response-time', 'revenues', 'starred', 'x402-payment-amount', 'miner-vouch'].map(meaningOf),
    [
      { facet: 'availability', unit: '%' },
      { facet: 'performance', unit: 'ms' },
      { facet: 'economics', unit: 'USD' },
      { facet: 'quality', unit: null },
      { facet: null, unit: null },
      { facet: null, unit: null },
    ],
  )
})
