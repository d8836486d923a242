import assert from 'node:assert/strict'
import { test } from 'node:test'
import { killedAt, stepsOf } from '../support/killing.ts'
import { places } from '../support/places.ts'

/** Every so many steps: 1 is every one. */
const EVERY = Number(process.env.KILL_EVERY ?? 8)

for (const { name, make } of places) {
  test(`killed at the steps of a commit with a reorg in it, one after the other: it happened whole or not at all (${name})`, async () => {
    const commit = await stepsOf(make)
    const chosen = commit.filter(({ step }, i) => i % EVERY === 0 || step >= (commit.at(-1)?.step ?? 0) - 1)
    const outcomes = await killedAt(
      make,
      chosen.map(({ step }) => step),
    )
    assert.deepEqual(outcomes, [...Array(chosen.length - 1).fill('before'), 'after'])
  })
}
