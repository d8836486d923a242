import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { decimal, divide, ONE, rational, tenTo } from '../../src/core/rational.ts'
import { commensurable, convert, parseUnit, type Unit } from '../../src/core/unit.ts'

const unit = (code: string): Unit => {
  const parsed = parseUnit(code)
  assert.ok(parsed, `${code} is a unit`)
  return parsed
}

/** A quantity in another unit, as a fraction; null where the two do not compare. */
const inUnit = (value: string, from: string, to: string): string | null => {
  const converted = convert(decimal(value), unit(from), unit(to))
  return converted && `${converted.numerator}/${converted.denominator}`
}

const words = (...lines: string[]): string[] => lines.flatMap(line => line.split(' '))

test('codes that are not of the subset are refused', () => {
  const refused = [
    ...words(
      '. / // .. m. m/ .m m..s m//s kB foo kWh WH kw Kw.h KW.h sec hr KB kb Byte ha mph km² ㎢ µs Ω ° deg rad Cel',
    ),
    ...words(
      '[degF] K B B[W] dB Np bar mol 10*3 10^3 (m) m.(s) ((m)) m/(s.(g)) {} {a a} {{a}} {a}{b} {a}m {é} m{ m{} 💡',
    ),
    ...words(
      '0 00 01 -1 +1 1e3 0.m 1000000000000000000 m999999999 m10 m0 m-0 m--1 m- m+2 2m 2-1 m2s mm2m %% k% [mi_i]2x',
    ),
    ...words(
      'k[mi_i] kmin mh kd mwk kmo Mib Kim MiW Gis Tig KiKiBy kkm mkg k M Ki __proto__ constructor toString [mi_us]',
    ),
    ...['', ' ', 'm /s', ' m', 'm ', 'm\n', '\tm', '1 kB', '{a b}', '\u0000', '{\u0000}', 'k\u00a0W', 'ｍ'],
    ...['{call}'.repeat(7), `${'m.'.repeat(20)}m`, `{${'x'.repeat(39)}}`, '1.'.repeat(20), '('.repeat(30)],
    // More than 10^300, or as little, if only on the way.
    ...words('Ym9.Ym4 fm9.fm9.fm3 Ym9.Ym9/Ym9/Ym9'),
    `${'Ym9.'.repeat(9)}Ym9`,
  ]
  assert.deepEqual(
    refused.filter(code => parseUnit(code) !== null),
    [],
  )
})

test('every unit that offers are written in is read, up to the longest code', () => {
  const read = [
    ...words(
      'W.h kW.h ms s min h d By GiBy km2 m2 har [mi_i] 1000.{token} g/W.h {point} {session} {char} {crossing} km kW',
    ),
    ...words(
      '{guarantee} cm m/s /h 1/h 1 % kV.A m{x} {image}/km2 GBy{down} m-1 m9 dam dar wk mo a t ar L [ppm] [nmi_i]',
    ),
    ...[`{${'x'.repeat(38)}}`, `${'m.'.repeat(19)}m1`, 'Ym9.Ym3'],
  ]
  assert.deepEqual(
    read.filter(code => parseUnit(code) === null),
    [],
  )
})

test('conversions are exact', () => {
  // UCUM's own definitions; a float gives 3.5999999999999996 for the first.
  const table = [
    ['1', 'm/s', 'km/h', '18/5'],
    ['1', 'kW.h', 'J', '3600000/1'],
    ['1', 'kW.h', 'MJ', '18/5'],
    ['0.1', 'kW.h', 'W.h', '100/1'],
    ['1', 'ms', 'h', '1/3600000'],
    ['1', 'd', 'min', '1440/1'],
    ['1', 'wk', 'd', '7/1'],
    ['1', 'a', 'd', '1461/4'],
    ['12', 'mo', 'a', '1/1'],
    ['1', 'km2', 'm2', '1000000/1'],
    ['1', 'har', 'm2', '10000/1'],
    ['1', 'km2', 'har', '100/1'],
    ['1', 'GiBy', 'bit', '8589934592/1'],
    ['1', 'TiBy', 'GBy', '8589934592/7812500'],
    ['1', 'KiBy', 'By', '1024/1'],
    ['1', 'MBy/s', 'Mbit/s', '8/1'],
    ['1', 'g/W.h', 'kg/kW.h', '1/1'],
    ['0.041', 'g/W/h', 'kg/MJ', '41/3600'],
    // From left to right, as UCUM reads them: the hour multiplies, and 2.5 is two times five.
    ['1', 'g/W.h', 'g.h/W', '1/1'],
    ['1', '2.5.{token}', '{token}', '10/1'],
    ['1', '[mi_i]', 'km', '12573/7812.5'],
    ['1', '[nmi_i]', 'm', '1852/1'],
    ['1', '[ft_i]', '[in_i]', '12/1'],
    ['1', '[lb_av]', 'kg', '45359237/100000000'],
    ['3', '1000.{token}', '{token}', '3000/1'],
    ['1', '{token}', '1000000.{token}', '1/1000000'],
    ['1', '/h', 'Hz', '1/3600'],
    ['1', 'kW', 'J/s', '1000/1'],
    ['1', 'V.A', 'W', '1/1'],
    ['1', 'A.h', 'C', '3600/1'],
    ['1', 'N.m', 'J', '1/1'],
    ['1', 'kPa', 'N/m2', '1000/1'],
    ['1', 'L', 'm3', '1/1000'],
    ['1', 'mL', 'cm3', '1/1'],
    ['1', 't', 'kg', '1000/1'],
    ['250', '[ppm]', '%', '1/40'],
    ['1', 'Ym', 'fm', `${10n ** 39n}/1`],
    ['-2', 'h', 'min', '-120/1'],
  ] as const
  const reduced = (text: string) => {
    const [numerator = '', denominator = ''] = text.split('/')
    const value = divide(decimal(numerator), decimal(denominator))
    return `${value.numerator}/${value.denominator}`
  }
  assert.deepEqual(
    table.map(([value, from, to]) => [value, from, to, inUnit(value, from, to)]),
    table.map(([value, from, to, expected]) => [value, from, to, reduced(expected)]),
  )
})

test('only like is compared with like: annotations are dimensions of their own', () => {
  const pairs = [
    ['kW', 'kW.h'],
    ['{call}', '{token}'],
    ['{call}', '1'],
    ['{Call}', '{call}'],
    ['m{x}', 'm'],
    ['m{x}', 'm{y}'],
    ['{image}/km2', '/km2'],
    ['s', '{s}'],
    ['s', 'm'],
    ['bit', '1'],
    ['m2', 'm'],
    ['/s', 's'],
    ['J', 'W'],
    ['By/s', 'By'],
    ['%', '{percent}'],
  ] as const
  assert.deepEqual(
    pairs.filter(([from, to]) => inUnit('1', from, to) !== null || inUnit('1', to, from) !== null),
    [],
  )
  assert.deepEqual(
    [inUnit('2', '{call}', '{call}'), inUnit('2', 'm{x}', 'cm{x}'), inUnit('2', '{x}.m', 'm{x}')],
    ['2/1', '200/1', '2/1'],
  )
  assert.ok(commensurable(unit('{image}/{image}'), unit('1')))
})

const SYMBOLS = ['s', 'm', 'g', 'W', 'J', 'Pa', 'N', 'V', 'A', 'C', 'Hz', 'L', 'ar', 't', 'bit', 'By']
const PREFIXES = ['', 'Y', 'Z', 'E', 'P', 'T', 'G', 'M', 'k', 'h', 'da', 'd', 'c', 'm', 'u', 'n', 'p', 'f']
const prefix = fc.constantFrom(...PREFIXES)
const symbol = fc.constantFrom(...SYMBOLS)
const quantity = fc
  .tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.bigInt({ min: 1n, max: 10n ** 18n }))
  .map(([n, d]) => rational(n, d))

/** One thing in two units: the same symbols and exponents under other prefixes, or as other names of the same. */
const twins = fc.oneof(
  fc
    .record({ symbol, exponent: fc.integer({ min: -2, max: 2 }), prefixes: fc.tuple(prefix, prefix) })
    .map(({ symbol, exponent, prefixes }) => prefixes.map(p => `${p}${symbol}${exponent === 0 ? '' : exponent}`)),
  fc.shuffledSubarray(['s', 'min', 'h', 'd', 'wk', 'mo', 'a'], { minLength: 2, maxLength: 2 }),
  fc.shuffledSubarray(['m', '[mi_i]', '[nmi_i]', '[ft_i]', '[in_i]'], { minLength: 2, maxLength: 2 }),
  fc.shuffledSubarray(['bit', 'By', 'KiBy', 'Tibit', 'GBy'], { minLength: 2, maxLength: 2 }),
  fc.shuffledSubarray(['%', '[ppm]', '1', '7'], { minLength: 2, maxLength: 2 }),
)
const pair = fc
  .array(fc.tuple(fc.constantFrom('.', '/'), twins), { minLength: 1, maxLength: 4 })
  .map(parts =>
    [0, 1].map(side => parts.map(([separator, twin], i) => `${i === 0 ? '' : separator}${twin[side]}`).join('')),
  )
  .filter(codes => codes.every(code => code.length <= 40))

test('property: there and back is where one began', () => {
  fc.assert(
    fc.property(pair, quantity, ([from = '', to = ''], value) => {
      const [a, b] = [unit(from), unit(to)]
      const there = convert(value, a, b)
      assert.ok(there, `${from} converts into ${to}`)
      assert.deepEqual(convert(there, b, a), value)
      assert.deepEqual(convert(value, a, a), value)
    }),
  )
})

test('property: a unit per itself is one, and its square is it twice', () => {
  fc.assert(
    fc.property(prefix, symbol, quantity, (prefix, symbol, value) => {
      const code = `${prefix}${symbol}`
      assert.deepEqual(convert(value, unit(`${code}/${code}`), unit('1')), value)
      assert.deepEqual(convert(value, unit(`${code}2`), unit(`${code}.${code}`)), value)
      assert.deepEqual(convert(value, unit(`/${code}`), unit(`${code}-1`)), value)
    }),
  )
})

test('a prefix is a power of ten, of two where it is binary, and stands before metric units only', () => {
  const powers = {
    Y: 24,
    Z: 21,
    E: 18,
    P: 15,
    T: 12,
    G: 9,
    M: 6,
    k: 3,
    h: 2,
    da: 1,
    d: -1,
    c: -2,
    m: -3,
    u: -6,
    n: -9,
    p: -12,
    f: -15,
  }
  const tens = Object.entries(powers).map(([prefix, power]) => [prefix, tenTo(power)] as const)
  const twos = ['Ki', 'Mi', 'Gi', 'Ti'].map((prefix, i) => [prefix, rational(1n << BigInt(10 * (i + 1)))] as const)
  for (const [symbols, prefixes] of [
    [SYMBOLS, tens],
    [['bit', 'By'], twos],
  ] as const) {
    for (const symbol of symbols) {
      const factors = prefixes.map(([prefix]) => [prefix, convert(ONE, unit(`${prefix}${symbol}`), unit(symbol))])
      assert.deepEqual(factors, prefixes)
    }
  }
  const whole = ['min', 'h', 'd', 'wk', 'mo', '[mi_i]', '[nmi_i]', '[ft_i]', '[in_i]', '[lb_av]', '%', '[ppm]']
  const misfits = whole.flatMap(symbol => ['k', 'm', 'M'].map(prefix => `${prefix}${symbol}`))
  assert.deepEqual(
    misfits.filter(code => parseUnit(code) !== null),
    [],
  )
})

test('property: no text makes it throw, and what it reads has a positive factor', () => {
  const noise = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: fc.constantFrom(...'kWh.{}[]/-%19mi_KB'), maxLength: 42 }),
  )
  fc.assert(
    fc.property(noise, text => {
      const parsed = parseUnit(text)
      if (parsed) assert.ok(parsed.factor.numerator > 0n && text.length <= 40)
    }),
  )
})
