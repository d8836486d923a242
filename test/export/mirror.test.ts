/** A mirror that follows the feed alone, through any history, holds the current rows of the node. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { changesPage } from '../../src/api/feed.ts'
import { modules } from '../../src/modules/index.ts'
import { catalogueOf } from '../../src/store/catalogue.ts'
import type { Store } from '../../src/store/open.ts'
import { randomEvent } from '../support/events.ts'
import { apply, currentRows, type Heard, type Rows, sorted } from '../support/mirror.ts'
import { type Emitted, scriptedChain } from '../support/scripted.ts'
import { indexing, temporaryStore } from '../support/world.ts'

const catalogue = catalogueOf(modules)

/** Blocks are mined, or replace some; the mirror reads so many pages of so many changes and falls asleep again. */
type Step = {
  readonly fork: number
  readonly blocks: readonly (readonly Emitted[])[]
  readonly pages: number
  readonly first: number
}
const step: fc.Arbitrary<Step> = fc.record({
  fork: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 3, arbitrary: fc.integer({ min: 1, max: 7 }) }),
  blocks: fc.array(fc.array(randomEvent, { maxLength: 6 }), { minLength: 1, maxLength: 5 }),
  pages: fc.integer({ min: 0, max: 4 }),
  first: fc.integer({ min: 1, max: 9 }),
})

const page = async (store: Store, after: string | null, first: number) => {
  const reader = await store.read()
  try {
    return await changesPage(reader, catalogue, { after }, first)
  } finally {
    reader.release()
  }
}

/** Follows a random history, and after each step all the way, on the side, from wherever the mirror stands. */
const mirrorEqualsNode = (bent: (changes: readonly Heard[]) => readonly Heard[] = changes => changes) =>
  fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 8 }), async steps => {
    const chain = scriptedChain()
    chain.mine()
    const store = temporaryStore()
    const indexer = indexing(store, chain.source)
    try {
      await indexer.reach(chain.head())
      const rows: Rows = new Map()
      let after: string | null = null
      for (const { fork, blocks, pages, first } of steps) {
        if (fork > 0) chain.fork(fork)
        const longest = chain.head().number
        for (const events of blocks) chain.mine(events)
        // A branch that is not longer than the one it left is not followed.
        for (let n = chain.head().number - longest; n < fork + 1; n++) chain.mine()
        await indexer.reach(chain.head())
        for (let i = 0; i < pages; i++) {
          const { changes, cursor }: Awaited<ReturnType<typeof page>> = await page(store, after, first)
          apply(rows, bent(changes as readonly Heard[]))
          after = cursor
        }
        const copy: Rows = new Map(rows)
        for (let from = after, more = true; more; ) {
          const next: Awaited<ReturnType<typeof page>> = await page(store, from, first)
          assert.ok(next.changes.filter(({ kind }) => kind !== 'REWIND').length <= first)
          apply(copy, bent(next.changes as readonly Heard[]))
          from = next.cursor
          more = next.more
          assert.ok(more || next.whole)
        }
        assert.deepEqual(sorted(copy), sorted(await currentRows(store)))
      }
    } finally {
      await indexer.stop()
      await store.close()
    }
  })

test('a mirror that follows the feed alone equals the node after every step of any history', async () => {
  await fc.assert(mirrorEqualsNode(), { numRuns: Number(process.env.HISTORY_RUNS ?? 10), endOnFailure: true })
})

test('a mirror that does not hear what was dropped is caught', async () => {
  const run = await fc.check(
    mirrorEqualsNode(changes => changes.filter(({ kind }) => kind !== 'DROP')),
    { numRuns: 100, endOnFailure: true },
  )
  assert.equal(run.failed, true)
})

test('a mirror that goes on from the ancestor without hearing what was taken back is caught', async () => {
  const run = await fc.check(
    mirrorEqualsNode(changes => {
      const at = changes.findIndex(({ kind }) => kind === 'REWIND')
      const ancestor = changes[at] as (Heard & { block: number }) | undefined
      return ancestor ? changes.filter(change => (change as Heard & { block: number }).block > ancestor.block) : changes
    }),
    { numRuns: 100, endOnFailure: true },
  )
  assert.equal(run.failed, true)
})
