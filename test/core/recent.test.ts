import assert from 'node:assert/strict'
import { test } from 'node:test'
import { recent } from '../../src/core/recent.ts'

test('what was not used for the longest is forgotten, and half of what is kept never', () => {
  const kept = recent<number | null>(4)
  for (const [key, value] of Object.entries({ a: 1, b: null, c: 3 })) kept.set(key, value)
  assert.equal(kept.get('a'), 1)
  kept.set('d', 4)
  assert.deepEqual(['a', 'b', 'c', 'd'].map(kept.get), [1, undefined, 3, 4])
})

test('it never holds more than it may, and what is said anew holds', () => {
  const kept = recent<number>(4)
  for (let i = 0; i < 100; i += 1) kept.set(`${i}`, i)
  const held = Array.from({ length: 100 }, (_, i) => kept.get(`${i}`)).filter(value => value !== undefined)
  assert.ok(held.length >= 2 && held.length <= 4, `${held}`)
  kept.set('99', 0)
  kept.set('x', 1)
  kept.set('y', 2)
  assert.equal(kept.get('99'), 0)
})

test('nothing is an answer too', () => {
  const kept = recent<null>(1)
  kept.set('a', null)
  assert.equal(kept.get('a'), null)
})
