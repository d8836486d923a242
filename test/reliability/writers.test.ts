import assert from 'node:assert/strict'
import { test } from 'node:test'
import { engines } from '../support/engines.ts'
import { grow, lively, once } from '../support/faulty.ts'
import { factsOf, indexing } from '../support/world.ts'

for (const { name, open } of engines) {
  test(`of two writers of one store the later one writes, and the earlier one is told (${name})`, async () => {
    const chain = lively(20)
    const store = await open()
    const first = indexing(store, chain.source)
    await first.reach(chain.head())
    const second = indexing(store, chain.source)
    await second.reach(chain.head())
    chain.fork(2)
    grow(chain, 4, 101)
    await assert.rejects(first.reach({ number: -1, hash: 'never' }), { code: 'fenced' })
    await second.reach(chain.head())
    await second.stop()
    assert.deepEqual(await factsOf(store), await once(chain))
    await store.close()
  })
}
