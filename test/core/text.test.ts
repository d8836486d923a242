import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isObject, parseJson } from '../../src/core/json.ts'
import { bytesFromText, textFromBytes } from '../../src/core/text.ts'

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const bytes = (digits: string): Uint8Array => Buffer.from(digits, 'hex')

/** Bytes that are text, bytes that nearly are, and bytes that look like what the codec itself writes. */
const stored = fc.oneof(
  fc.uint8Array({ maxLength: 40 }),
  fc.string({ unit: 'binary' }).map(text => Buffer.from(text)),
  fc.string({ unit: fc.constantFrom('\\', 'x', '0', 'f', '\0', 'é') }).map(text => Buffer.from(text)),
  fc.uint8Array({ maxLength: 10 }).map(inner => Buffer.from(`\\x${hex(inner)}`)),
)

test('whatever bytes come out as they went in', () => {
  fc.assert(
    fc.property(stored, it => assert.equal(hex(bytesFromText(textFromBytes(it))), hex(it))),
    { numRuns: 2_000 },
  )
})

test('two strings of bytes never become one text', () => {
  fc.assert(
    fc.property(stored, stored, (a, b) => assert.equal(textFromBytes(a) === textFromBytes(b), hex(a) === hex(b))),
    { numRuns: 2_000 },
  )
  const all = Array.from({ length: 65_536 }, (_, n) => textFromBytes(Uint8Array.of(n >> 8, n & 255)))
  assert.equal(new Set(all).size, all.length)
})

test('every text is one that any database stores: whole characters, no NUL', () => {
  fc.assert(
    fc.property(stored, it => {
      const text = textFromBytes(it)
      assert.deepEqual([text.isWellFormed(), text.includes('\0')], [true, false])
    }),
    { numRuns: 2_000 },
  )
})

test('text stays readable, and only what is none is shown as its bytes', () => {
  const table: Record<string, string> = {
    '': '',
    '61': 'a',
    c3a9: 'é',
    f09f9aa2: '\u{1f6a2}',
    efbfbd: '\uFFFD',
    efbbbf61: '\uFEFFa',
    '5c': '\\',
    '5c7978': '\\yx',
    '0a0d09': '\n\r\t',
    // NUL, our own prefix, a lone byte, an overlong form, a surrogate, a character cut off, one beyond Unicode.
    '00': '\\x00',
    '610062': '\\x610062',
    '5c78': '\\x5c78',
    '5c783631': '\\x5c783631',
    ff: '\\xff',
    c0af: '\\xc0af',
    eda080: '\\xeda080',
    f09f9a: '\\xf09f9a',
    f4908080: '\\xf4908080',
  }
  assert.deepEqual(Object.fromEntries(Object.keys(table).map(key => [key, textFromBytes(bytes(key))])), table)
})

test('JSON of strangers is bounded in depth before it is parsed, and nothing in it escapes', () => {
  const nested = (n: number) => '['.repeat(n) + ']'.repeat(n)
  const deep = { verdict: 'too-deep', reason: 'nested deeper than 32' }
  const none = { verdict: 'not-json', reason: 'the text is not JSON' }
  const table: readonly (readonly [text: string | Uint8Array, parsed: unknown])[] = [
    ['{"a":[1,"]["]}', { verdict: 'ok', value: { a: [1, ']['] } }],
    ['"\\"[[[["', { verdict: 'ok', value: '"[[[[' }],
    ['"\\\\"', { verdict: 'ok', value: '\\' }],
    [`"${'['.repeat(100)}"`, { verdict: 'ok', value: '['.repeat(100) }],
    [nested(32), { verdict: 'ok', value: JSON.parse(nested(32)) }],
    [nested(33), deep],
    ['[{'.repeat(50_000), deep],
    [`${']'.repeat(100)}${nested(33)}`, none],
    ['', none],
    ['{', none],
    ['"', none],
    ['NaN', none],
    ['{"a":1}x', none],
    [Uint8Array.of(0xff), { verdict: 'not-json', reason: 'the bytes are not UTF-8' }],
  ]
  for (const [text, parsed] of table) {
    assert.deepEqual(parseJson(typeof text === 'string' ? Buffer.from(text) : text), parsed)
  }
  const polluted = parseJson(Buffer.from('{"__proto__":{"a":1}}'))
  assert.equal((polluted as { value: Record<string, unknown> }).value.a, undefined)
  assert.deepEqual([{}, [], null, 'a', 1].map(isObject), [true, false, false, false, false])
})

test('JSON of any value comes back as it was, as long as it is not too deep', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), value => {
      assert.deepEqual(parseJson(Buffer.from(JSON.stringify(value))), {
        verdict: 'ok',
        value: JSON.parse(JSON.stringify(value)),
      })
    }),
  )
})
