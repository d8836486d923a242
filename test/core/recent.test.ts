import assert from 'node:assert/strict'
import { test } from 'node:test'
import { recent } from '../../src/core/recent.ts'

test('what was not used for the longest is forgotten', () => {
  const kept = recent<number | null>(2)
  kept.set('a', 1)
  kept.set('b', null)
  kept.get('a')
  kept.set('c', 3)
  assert.deepEqual([kept.get('a'), kept.get('b'), kept.get('c')], [1, undefined, 3])
  kept.set('a', 4)
  kept.set('d', 5)
  assert.deepEqual([kept.get('a'), kept.get('c'), kept.get('d')], [4, undefined, 5])
})

test('nothing is an answer too', () => {
  const kept = recent<null>(1)
  kept.set('a', null)
  assert.equal(kept.get('a'), null)
})
