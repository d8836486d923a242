import assert from 'node:assert/strict'
import { test } from 'node:test'
import { killedAt, stepsOf } from '../support/killing.ts'
import { places } from '../support/places.ts'

/** The first and the last step of each sort: a statement on a table, a commit. */
const oneOfEach = (steps: readonly { readonly step: number; readonly what: string }[]): number[] => {
  const sorts = Map.groupBy(steps, ({ what }) => what.split(/\s+/).slice(0, 3).join(' '))
  return [...new Set([...sorts.values()].flatMap(of => [of[0]?.step ?? 0]))].sort((a, b) => a - b)
}

for (const { name, make } of places) {
  test(`killed at a step of a commit with a reorg in it, one of each sort: it happened whole or not at all (${name})`, async () => {
    const commit = await stepsOf(make)
    const sample = oneOfEach(commit)
    const every = Math.max(1, Math.floor(sample.length / 5))
    const chosen = [...sample.filter((_, i) => i % every === 0), ...commit.slice(-2).map(({ step }) => step)]
    const outcomes = await killedAt(make, [...new Set(chosen)])
    assert.deepEqual([...new Set(outcomes)].sort(), ['after', 'before'])
    assert.ok(commit.length > 60, `a commit of ${commit.length} steps is no commit`)
  })
}
