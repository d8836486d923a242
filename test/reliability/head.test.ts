import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bendable } from '../support/bendable.ts'
import { engines } from '../support/engines.ts'
import { eventsFor, lively } from '../support/faulty.ts'
import type { scriptedChain } from '../support/scripted.ts'
import { type Indexing, indexing } from '../support/world.ts'

/** Counted in looks at the head, not in seconds: how long a look takes is measured by `npm run bench`. */
const looksUntilHeld = async (chain: ReturnType<typeof scriptedChain>, polls: () => number, indexer: Indexing) => {
  const before = polls()
  await indexer.reach(chain.head())
  const held = indexer.seen.findLast(({ kind }) => kind === 'block')
  assert.equal(held && 'at' in held && held.at, chain.head().number)
  return polls() - before
}

for (const { name, open } of engines) {
  test(`at the head a block is held by the look that sees it, before and after a reorg, and none is left behind (${name})`, async () => {
    const chain = lively(20)
    const store = await open()
    const { source, bend, polls } = bendable(chain.source)
    const held = new Map<string, number>()
    const indexer = indexing(store, source)
    await indexer.reach(chain.head())
    // The look that sees a head returns only when the next begins: what it saw is held by then.
    const late: number[] = []
    let seen = chain.head()
    bend({
      head: async signal => {
        const last = indexer.seen.findLast(({ kind }) => kind === 'block')
        const at = last && 'at' in last ? last.at : 19
        late.push(seen.number - at)
        seen = chain.head()
        held.set(seen.hash, polls())
        return chain.source.head(signal)
      },
    })
    const looks: number[] = []
    for (const [i, events] of eventsFor(20, 91).entries()) {
      if (i === 10) chain.fork(4)
      chain.mine(events)
      looks.push(await looksUntilHeld(chain, polls, indexer))
    }
    await indexer.stop()
    assert.deepEqual([...new Set(late.filter(behind => behind > 0))], [], `behind by ${late}`)
    assert.ok(held.size >= 20)
    await store.close()
  })
}
