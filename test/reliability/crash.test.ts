import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openStore } from '../../src/store/open.ts'
import { startChild } from '../support/children.ts'
import { mute } from '../support/faults.ts'
import { grow, lively, once } from '../support/faulty.ts'
import { heldOf, standingOf } from '../support/held.ts'
import { type MockRpc, mockRpc } from '../support/mockRpc.ts'
import { places } from '../support/places.ts'
import type { scriptedChain } from '../support/scripted.ts'
import { until } from '../support/until.ts'
import { factsOf } from '../support/world.ts'

type Parts = { readonly chain: ReturnType<typeof scriptedChain>; readonly rpc: MockRpc; readonly place: string }

for (const { name, make } of places) {
  const told = async (story: (parts: Parts) => Promise<void>) => {
    const chain = lively(60)
    const rpc = await mockRpc(chain)
    const { place, remove } = await make()
    try {
      await story({ chain, rpc, place })
    } finally {
      await rpc.close()
      await remove()
    }
  }
  const kept = async <R>(place: string, look: (store: ReturnType<typeof openStore>) => Promise<R>): Promise<R> => {
    const store = openStore(place)
    try {
      return await look(store)
    } finally {
      await store.close()
    }
  }
  const spec = { maxRange: 4 }

  /** Whatever is kept of a chain is all of it up to the head that is told, and nothing beyond. */
  const checkWhole = async (place: string, chain: Parts['chain']) => {
    const { head, facts } = await kept(place, async store => ({
      head: await heldOf(store),
      facts: await factsOf(store),
    }))
    assert.ok(head && head.number >= 0)
    assert.equal(chain.blocks()[head.number]?.header.hash, head.hash)
    const upTo = { ...chain, head: () => chain.blocks()[head.number]?.header ?? chain.head() }
    const source = { ...chain.source, head: async () => upTo.head() }
    assert.deepEqual(facts, await once({ ...upTo, source }))
    return head.number
  }

  test(`killed three times on the way: goes on where it was, without a gap, and nothing is there twice (${name})`, () =>
    told(async ({ chain, rpc, place }) => {
      let at = -1
      for (const readTo of [12, 25, 42]) {
        rpc.suffer(mute(readTo))
        const child = startChild({ place, rpc: rpc.url, spec })
        await until('it gets no further', () => child.seen.at(-1)?.kind === 'trouble', 20_000)
        child.kill('SIGKILL')
        assert.deepEqual(await child.ended, { code: null, signal: 'SIGKILL' })
        const now = await checkWhole(place, chain)
        assert.ok(now > at, `from block ${at} to ${now}`)
        at = now
      }
      rpc.suffer()
      const last = startChild({ place, rpc: rpc.url, spec })
      await last.reach(chain.head())
      last.kill('SIGTERM')
      assert.deepEqual(await last.ended, { code: 0, signal: null })
      const [first] = last.seen.filter(({ kind }) => kind === 'backfill')
      assert.equal(first?.from, at + 1)
      assert.deepEqual(await kept(place, factsOf), await once(chain))
    }))

  test(`asked to stop in the middle: exits cleanly, and what it leaves agrees with its cursor (${name})`, () =>
    told(async ({ chain, rpc, place }) => {
      rpc.suffer(mute(25))
      const child = startChild({ place, rpc: rpc.url, spec })
      await until('it gets no further', () => child.seen.at(-1)?.kind === 'trouble', 20_000)
      child.kill('SIGTERM')
      assert.deepEqual(await child.ended, { code: 0, signal: null })
      await checkWhole(place, chain)
      rpc.suffer()
      const again = startChild({ place, rpc: rpc.url, spec })
      await again.reach(chain.head())
      grow(chain, 3, 51)
      await again.reach(chain.head())
      again.kill('SIGTERM')
      await again.ended
      assert.deepEqual(await kept(place, factsOf), await once(chain))
    }))

  test(`an indexer that is frozen, while the chain goes another way, goes on when it is thawed (${name})`, () =>
    told(async ({ chain, rpc, place }) => {
      const child = startChild({ place, rpc: rpc.url, spec })
      await child.reach(chain.head())
      child.kill('SIGSTOP')
      chain.fork(4)
      grow(chain, 8, 52)
      child.kill('SIGCONT')
      await child.reach(chain.head())
      child.kill('SIGTERM')
      await child.ended
      assert.deepEqual(await kept(place, factsOf), await once(chain))
    }))

  test(`a clock that jumps by hours, forth and back, decides nothing (${name})`, () =>
    told(async ({ chain, rpc, place }) => {
      const child = startChild({ place, rpc: rpc.url, spec, clockBy: 5 * 3_600_000 })
      await child.reach(chain.head())
      chain.fork(3)
      grow(chain, 6, 53)
      await child.reach(chain.head())
      child.kill('SIGTERM')
      assert.deepEqual(await child.ended, { code: 0, signal: null })
      assert.deepEqual(await kept(place, factsOf), await once(chain))
      assert.deepEqual((await kept(place, standingOf)).cursor, [
        {
          head_number: chain.head().number,
          head_hash: chain.head().hash,
          head_time: chain.head().time,
          final_number: chain.head().number - 8,
          final_hash: chain.blocks()[chain.head().number - 8]?.header.hash,
        },
      ])
    }))
}
