/** Whatever happens to a chain, what feedback adds up to is what its events say, read once more from the beginning. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { zeroAddress } from 'viem'
import { dayOf } from '../../src/core/day.ts'
import type { Store } from '../../src/store/open.ts'
import { run } from '../../src/store/statement.ts'
import { ALICE, BOB, CAROL, feedbackGiven, feedbackRevoked, transferred } from '../support/facts.ts'
import { naiveSums, SAID } from '../support/naive.ts'
import { ownedModules } from '../support/owned.ts'
import { type Emitted, FINAL_DEPTH, scriptedChain } from '../support/scripted.ts'
import { factsOf, indexing, scriptedSpec, temporaryStore } from '../support/world.ts'

const token = fc.bigInt({ min: 0n, max: 1n })
const account = fc.constantFrom(ALICE, BOB, CAROL)
const index = fc.bigInt({ min: 1n, max: 4n })
/** A tag and a value of it, whole or written with decimals. */
const content = fc.constantFrom(
  ...Object.entries(SAID).flatMap(([tag1, values]) =>
    [...Object.keys(values), '-7'].flatMap(whole => [
      { tag1, value: BigInt(whole), valueDecimals: 0 },
      { tag1, value: 1_000n * BigInt(whole), valueDecimals: 3 },
    ]),
  ),
)
const event: fc.Arbitrary<Emitted> = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(token, account, index, content).map(said => feedbackGiven(...said)) },
  { weight: 5, arbitrary: fc.tuple(token, account, index).map(said => feedbackRevoked(...said)) },
  { weight: 1, arbitrary: fc.tuple(token, account, account).map(sold => transferred(...sold)) },
  { weight: 1, arbitrary: fc.tuple(token, account).map(([id, to]) => transferred(id, zeroAddress, to)) },
)
const block = fc.record({
  events: fc.array(event, { maxLength: 8 }),
  seconds: fc.constantFrom(12, 12, 40_000, 86_400, 190_000),
})
const blocks = fc.array(block, { minLength: 1, maxLength: 6 })
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ fork: fc.constant(0), blocks }) },
  { weight: 2, arbitrary: fc.record({ fork: fc.integer({ min: 1, max: 7 }), blocks }) },
  { weight: 2, arbitrary: fc.constant('look' as const) },
)

const sumsOf = async (store: Store) => {
  const sums: Record<string, unknown[]> = {}
  for (const table of ['opinion', 'rater', 'tag_summary']) {
    const rows = await store.write(() => run(`select * from ${table} order by id`))
    sums[table] = rows.map(({ chain: _, bf: __, li: ___, ...row }) => row)
  }
  return sums
}

test('opinions, reviewers and tags are what a second reading makes of the events, through forks, at any width', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 2, maxLength: 10 }),
      fc.integer({ min: 1, max: 9 }),
      async (steps, maxRange) => {
        const chain = scriptedChain()
        const mined = new Map<string, readonly Emitted[]>()
        const mine = (events: readonly Emitted[] = [], seconds = 12) => {
          const { header } = chain.mine(events, seconds)
          mined.set(header.hash, events)
        }
        mine()
        const followed = temporaryStore()
        const following = indexing(followed, chain.source, { modules: ownedModules })
        for (const step of steps) {
          if (step === 'look') await following.reach(chain.head())
          else {
            if (step.fork > 0) chain.fork(step.fork)
            for (const { events, seconds } of step.blocks) mine(events, seconds)
          }
        }
        for (let i = 0; i < FINAL_DEPTH; i++) mine()
        await following.reach(chain.head())
        await following.stop()

        const once = temporaryStore()
        const spec = { ...scriptedSpec, maxRange }
        const indexed = indexing(once, chain.source, { modules: ownedModules, spec })
        await indexed.reach(chain.head())
        await indexed.stop()
        try {
          const events = chain
            .blocks()
            .flatMap(({ header }) => (mined.get(header.hash) ?? []).map(event => ({ event, day: dayOf(header.time) })))
          const sorted = Object.entries(naiveSums(events)).map(([table, rows]) => [
            table,
            rows.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
          ])
          assert.deepEqual(await sumsOf(followed), Object.fromEntries(sorted))
          assert.deepEqual(await factsOf(once, ownedModules), await factsOf(followed, ownedModules))
        } finally {
          await followed.close()
          await once.close()
        }
      },
    ),
    { numRuns: Number(process.env.HISTORY_RUNS ?? 60) },
  )
})
