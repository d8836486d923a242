import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Header } from '../../src/core/block.ts'
import { chainRow } from '../../src/store/chain.ts'
import { asking } from '../support/asking.ts'
import { engines } from '../support/engines.ts'
import { asItIs, seeing } from '../support/faults.ts'
import { eventsFor, grow, halted, once, told } from '../support/faulty.ts'
import { CHAIN, scriptedChain } from '../support/scripted.ts'
import { until } from '../support/until.ts'
import { factsOf } from '../support/world.ts'

/** A chain that is another from a height on. */
const otherFrom = (height: number, blocks: number, events = eventsFor(height)) => {
  const other = scriptedChain()
  for (const block of events) other.mine(block)
  other.mine()
  other.fork(1)
  grow(other, blocks - height, 23)
  return other
}

for (const { name, open } of engines) {
  test(`the newest block is replaced by one of other events (${name})`, () =>
    told(open, async ({ chain, store, starts }) => {
      const indexer = starts()
      await indexer.reach(chain.head())
      chain.fork(1)
      grow(chain, 2, 11)
      await indexer.reach(chain.head())
      assert.deepEqual(await factsOf(store), await once(chain))
      assert.deepEqual(
        indexer.seen.filter(({ kind }) => kind === 'reorg'),
        [{ kind: 'reorg', chain: CHAIN, from: 39, ancestor: 38, to: 40 }],
      )
    }))

  test(`six blocks are replaced by three (${name})`, () =>
    told(open, async ({ chain, store, starts }) => {
      const indexer = starts()
      await indexer.reach(chain.head())
      chain.fork(6)
      grow(chain, 3, 12)
      await indexer.reach(chain.head())
      assert.deepEqual(await factsOf(store), await once(chain))
    }))

  test(`a branch without events takes the place of one with (${name})`, () =>
    told(open, async ({ chain, store, starts }) => {
      const [indexer, empty] = [starts(), 36]
      await indexer.reach(chain.blocks()[39]?.header as Header)
      chain.fork(4)
      for (let i = 0; i < 6; i += 1) chain.mine()
      await indexer.reach(chain.head())
      const facts = await factsOf(store)
      assert.deepEqual(facts, await once(chain))
      assert.deepEqual(
        (facts.log as { block: number }[]).filter(({ block }) => block >= empty),
        [],
      )
    }))

  test(`eighty blocks are replaced, most of them final: the chain halts, keeps what it held and answers (${name})`, () =>
    told(
      open,
      async ({ chain, rpc, store, starts }) => {
        const indexer = starts()
        await indexer.reach(chain.head())
        const before = await factsOf(store)
        const other = otherFrom(40, 130)
        assert.equal(other.blocks()[39]?.header.hash, chain.blocks()[39]?.header.hash)
        rpc.suffer(seeing(asItIs(other)))
        await halted(indexer)
        assert.deepEqual(await factsOf(store), before)
        const { status } = await asking(store).ask<{ status: { chains: { state: string; reason: string }[] } }>(
          '{ status { chains { state reason } } }',
        )
        assert.equal(status.chains[0]?.state, 'HALTED')
        assert.match(status.chains[0]?.reason ?? '', /^deep_reorg: block \d+ of eip155:31337, held as final, is not/)
      },
      { blocks: 120 },
    ))

  test(`the chain is rewritten while nobody looks (${name})`, () =>
    told(open, async ({ chain, store, starts }) => {
      const first = starts()
      await first.reach(chain.head())
      await first.stop()
      chain.fork(5)
      grow(chain, 4, 13)
      const second = starts()
      await second.reach(chain.head())
      assert.deepEqual(await factsOf(store), await once(chain))
    }))

  test(`branches come faster than they are read (${name})`, () =>
    told(open, async ({ chain, rpc, store, starts }) => {
      const indexer = starts()
      await indexer.reach(chain.head())
      // Each of the next three requests for logs finds the branch gone that it was to be of.
      let storms = 3
      const honest = rpc.bodies.length
      chain.fork(3)
      grow(chain, 4, 14)
      rpc.suffer(methods => ({
        eth_getLogs: params => {
          if (storms > 0) {
            storms -= 1
            chain.fork(4)
            grow(chain, 5, 15 + storms)
          }
          return methods.eth_getLogs?.(params)
        },
      }))
      await until('the storm is over', () => storms === 0 && rpc.bodies.length > honest)
      await indexer.reach(chain.head())
      assert.deepEqual(await factsOf(store), await once(chain))
    }))

  test(`blocks are replaced while the history below them is still being read (${name})`, () =>
    told(
      open,
      async ({ chain, rpc, store, starts }) => {
        const indexer = starts()
        let requests = 0
        rpc.suffer(methods => ({
          eth_getLogs: params => {
            requests += 1
            if (requests === 6) {
              chain.fork(7)
              grow(chain, 9, 16)
            }
            return methods.eth_getLogs?.(params)
          },
        }))
        await until('the rewrite has happened', () => requests >= 6)
        await indexer.reach(chain.head())
        assert.deepEqual(await factsOf(store), await once(chain))
        const row = await store.write(() => chainRow(CHAIN))
        assert.equal(row?.head_hash, chain.head().hash)
      },
      { blocks: 100, spec: { maxRange: 5 } },
    ))
}
