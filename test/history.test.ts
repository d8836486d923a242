import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Store } from '../src/store/open.ts'
import { randomEvent } from './support/events.ts'
import { type Emitted, FINAL_DEPTH, scriptedChain } from './support/scripted.ts'
import { factsOf, indexing, scriptedSpec, temporaryStore } from './support/world.ts'

/** What may happen to a chain: blocks are mined, a branch of other blocks replaces some, we look, we restart. */
type Step =
  | { readonly kind: 'mine'; readonly blocks: readonly (readonly Emitted[])[] }
  | { readonly kind: 'fork'; readonly depth: number; readonly blocks: readonly (readonly Emitted[])[] }
  | { readonly kind: 'look' }
  | { readonly kind: 'restart' }

const block = fc.array(randomEvent, { maxLength: 6 })
const blocks = fc.array(block, { minLength: 1, maxLength: 5 })
const depth = fc.integer({ min: 1, max: 7 })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('mine' as const), blocks }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('fork' as const), depth, blocks }) },
  { weight: 3, arbitrary: fc.constant({ kind: 'look' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'restart' as const }) },
)

/** The widest range that is read at once. */
const maxRange = fc.constantFrom(1, 2, 3, 10_000)

/** Follows the history into one store, indexes its final chain once into another, and compares every row. */
const followingEqualsIndexing = (faulty: (store: Store) => Store = store => store) =>
  fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), maxRange, async (steps, maxRange) => {
    const chain = scriptedChain()
    chain.mine()
    const followed = temporaryStore()
    const starts = () => indexing(faulty(followed), chain.source, { spec: { ...scriptedSpec, maxRange } })
    let indexer = starts()
    for (const step of steps) {
      if (step.kind === 'look') await indexer.reach(chain.head())
      if (step.kind === 'fork') chain.fork(step.depth)
      if ('blocks' in step) for (const events of step.blocks) chain.mine(events)
      if (step.kind === 'restart') {
        await indexer.stop()
        indexer = starts()
      }
    }
    // The branch that is longest in the end is the one to hold.
    for (let i = 0; i < FINAL_DEPTH; i++) chain.mine()
    await indexer.reach(chain.head())
    await indexer.stop()

    const once = temporaryStore()
    const indexed = indexing(once, chain.source)
    await indexed.reach(chain.head())
    await indexed.stop()
    try {
      assert.deepEqual(await factsOf(followed), await factsOf(once))
    } finally {
      await followed.close()
      await once.close()
    }
  })

test('following any history equals indexing its final chain once', async () => {
  await fc.assert(followingEqualsIndexing(), { numRuns: Number(process.env.HISTORY_RUNS ?? 100) })
})

/** A store that forgets the statements of one shape. */
const forgetting =
  (statement: RegExp) =>
  (store: Store): Store => ({
    ...store,
    write: program =>
      store.write(function* () {
        const running = program()
        let step = running.next()
        while (!step.done) step = running.next(statement.test(step.value.sql) ? [] : yield step.value)
        return step.value
      }),
  })

for (const [fault, statement] of [
  ['does not bring back what had ended', /^insert into (\w+) .* select .* from \1_h /],
  ['does not drop what had begun', /^delete from (agent|did|announcement|feedback) where chain = \? and bf > \?/],
  ['keeps watching what the abandoned branch made known', /^delete from watched where chain = \? and bf > \?/],
  ['leaves the history of the abandoned branch', /^delete from \w+_h where/],
  ['keeps the logs of the abandoned branch', /^delete from log/],
] as const) {
  test(`a rewind that ${fault} is caught`, async () => {
    const run = await fc.check(followingEqualsIndexing(forgetting(statement)), { numRuns: 300, endOnFailure: true })
    assert.equal(run.failed, true)
  })
}
