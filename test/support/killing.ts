/** Kills indexers at the steps of one commit, which undoes a branch and takes in another. */
import assert from 'node:assert/strict'
import { isDeepStrictEqual } from 'node:util'
import { openStore, type Store } from '../../src/store/open.ts'
import { startChild, type Told } from './children.ts'
import type { StorePlace } from './engines.ts'
import { type Chain, grow, lively } from './faulty.ts'
import { standingOf } from './held.ts'
import { type MockRpc, mockRpc } from './mockRpc.ts'

type Make = () => Promise<StorePlace>
type Step = { readonly step: number; readonly what: string }

/** A store of twenty blocks, whose chain then goes another way for the last three and two more. */
const forked = async <R>(make: Make, told: (parts: { chain: Chain; rpc: MockRpc; place: string }) => Promise<R>) => {
  const chain = lively(20)
  const rpc = await mockRpc(chain)
  const { place, remove } = await make()
  try {
    const first = startChild({ place, rpc: rpc.url })
    await first.reach(chain.head())
    first.kill('SIGKILL')
    await first.ended
    chain.fork(3)
    grow(chain, 5, 8)
    return await told({ chain, rpc, place })
  } finally {
    await rpc.close()
    await remove()
  }
}

const opened = async <R>(place: string, look: (store: Store) => Promise<R>): Promise<R> => {
  const store = openStore(place)
  try {
    return await look(store)
  } finally {
    await store.close()
  }
}

/** The steps of the commit that takes the branch in. */
export const stepsOf = (make: Make): Promise<readonly Step[]> =>
  forked(make, async ({ chain, rpc, place }) => {
    const child = startChild({ place, rpc: rpc.url, list: true })
    await child.reach(chain.head())
    child.kill('SIGKILL')
    await child.ended
    const steps = child.seen.filter((told): told is Told & Step => told.kind === 'step')
    return steps.slice(0, 1 + steps.findIndex(({ what }) => what === 'after the commit'))
  })

/** Kills a process at each of the steps and starts another after it; what each left, and that the last one gets it right. */
export const killedAt = (make: Make, steps: readonly number[]): Promise<string[]> =>
  forked(make, async ({ chain, rpc, place }) => {
    const before = await opened(place, standingOf)
    const after = await forkedOnce(chain, rpc, make)
    const outcomes: string[] = []
    for (const dieAt of steps) {
      const child = startChild({ place, rpc: rpc.url, dieAt })
      assert.deepEqual(await child.ended, { code: null, signal: 'SIGKILL' })
      const left = await opened(place, standingOf)
      outcomes.push(
        isDeepStrictEqual(left, before) ? 'before' : isDeepStrictEqual(left, after) ? 'after' : `torn at ${dieAt}`,
      )
      if (outcomes.at(-1) === 'after') break
    }
    const last = startChild({ place, rpc: rpc.url })
    await last.reach(chain.head())
    last.kill('SIGTERM')
    assert.deepEqual(await last.ended, { code: 0, signal: null })
    assert.deepEqual(await opened(place, standingOf), after)
    return outcomes
  })

/** What indexing the chain once gives. */
const forkedOnce = async (chain: Chain, rpc: MockRpc, make: Make) => {
  const { place, remove } = await make()
  try {
    const child = startChild({ place, rpc: rpc.url })
    await child.reach(chain.head())
    child.kill('SIGTERM')
    await child.ended
    return await opened(place, standingOf)
  } finally {
    await remove()
  }
}
