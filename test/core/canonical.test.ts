import assert from 'node:assert/strict'
import { test } from 'node:test'
import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { isCanonical } from '../../src/core/canonical.ts'

const judged = (text: string) => isCanonical(text, JSON.parse(text))

/** The rule itself: parse, write canonically, compare. */
const built = (text: string): boolean => {
  try {
    return canonicalize(JSON.parse(text)) === text
  } catch {
    return false
  }
}

const name = fc.oneof(
  fc.constantFrom('1', '10', '9', 'a', 'B', 'é', '😀', '\ufb33', '__proto__', 'toJSON'),
  fc.string(),
)
const scalar = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('\ud800', '\\ud800', '\u2028', '€', '\u0001', '"'),
  fc.double({ noDefaultInfinity: true, noNaN: true }),
  fc.integer(),
  fc.constantFrom(true, false, null, 1e21, 1e-7, -0),
)
const json = fc.letrec(tie => ({
  value: fc.oneof({ depthSize: 'small' }, scalar, fc.array(tie('value')), fc.dictionary(name, tie('value'))),
})).value

test('a text is canonical exactly where it is what canonical writing gives', () => {
  const seen = { canonical: 0, not: 0 }
  fc.assert(
    fc.property(
      json,
      fc.boolean(),
      fc.nat(),
      fc.constantFrom('', ' ', '0', '\\u0061', '\\ud800'),
      (value, sorted, at, more) => {
        const written = (sorted && canonicalIfAny(value)) || JSON.stringify(value)
        const text = written.slice(0, at % (written.length + 1)) + more + written.slice(at % (written.length + 1))
        try {
          JSON.parse(text)
        } catch {
          return
        }
        seen[built(text) ? 'canonical' : 'not'] += 1
        assert.equal(judged(text), built(text), text)
      },
    ),
    { numRuns: 5_000 },
  )
  assert.ok(seen.canonical > 500 && seen.not > 500, JSON.stringify(seen))
})

const canonicalIfAny = (value: unknown): string | null => {
  try {
    return canonicalize(value) ?? null
  } catch {
    return null
  }
}

test('names that the platform would put in another order, twice or half', () => {
  const texts = {
    '{"10":1,"9":2}': true,
    '{"9":2,"10":1}': false,
    '{"a":1,"a":1}': false,
    '{"a":1,"b":[{"d":1,"c":2}]}': false,
    '{"a":1,"b":[{"c":2,"d":1}]}': true,
    '{"a":"\\ud800"}': false,
    '{"a":"\\\\ud800"}': true,
    '{"\\ud800":1}': false,
    '{"a":-0}': false,
    '{"a":1e21}': false,
    '{"a":1e+21}': true,
    '{"__proto__":{"b":1},"a":1}': true,
    '{"\u20ac":1,"\ud83d\ude00":2,"\ufb33":3}': true,
    '{"\u20ac":1,"\ufb33":3,"\ud83d\ude00":2}': false,
  }
  assert.deepEqual(Object.fromEntries(Object.keys(texts).map(text => [text, judged(text)])), texts)
})
