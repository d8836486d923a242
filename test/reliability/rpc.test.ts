import assert from 'node:assert/strict'
import { test } from 'node:test'
import { run } from '../../src/store/statement.ts'
import { diceOf } from '../support/dice.ts'
import { engines } from '../support/engines.ts'
import {
  asItIs,
  balanced,
  behind,
  failing,
  honest,
  meagre,
  missing,
  narrow,
  reordering,
  seeing,
  silent,
  twice,
} from '../support/faults.ts'
import { grow, inTrouble, once, told, troublesOf } from '../support/faulty.ts'
import { chaos } from '../support/mockRpc.ts'
import { type Fault, Refusal } from '../support/rpcServer.ts'
import { until } from '../support/until.ts'
import { factsOf } from '../support/world.ts'

const SEED = Number(process.env.FAULT_SEED ?? 5)

/** One after the other, while history is read and again at the head. */
const DOWN: Record<string, Fault | 'refuses'> = {
  'with errors of its own': 'refuses',
  'with HTTP 429': { status: 429, body: '{"error":"slow down"}' },
  'with HTTP 502': { status: 502, body: 'bad gateway', type: 'text/plain' },
  'without a word': 'hang',
}

for (const { name, open } of engines) {
  test(`an endpoint is down in four ways, one after the other: nobody exits, nothing is lost, nothing is there twice (${name})`, () =>
    told(
      open,
      async ({ chain, rpc, store, starts }) => {
        const indexer = starts()
        let block = 0
        for (const fault of [...Object.values(DOWN), ...Object.values(DOWN)]) {
          if (fault === 'refuses') rpc.suffer(failing(diceOf(SEED), 1))
          else rpc.fail(fault)
          await inTrouble(indexer)
          rpc.fail(null)
          rpc.suffer()
          grow(chain, 3, 100 + block++)
          if (block >= 4) await indexer.reach(chain.head())
        }
        assert.deepEqual(
          indexer.seen.filter(({ kind }) => kind === 'halted'),
          [],
        )
        assert.deepEqual(await factsOf(store), await once(chain))
      },
      { timeoutMs: 200, spec: { maxRange: 4 } },
    ))

  test(`an endpoint that is down is asked ever more rarely (${name})`, () =>
    told(open, async ({ chain, rpc, starts }) => {
      const indexer = starts()
      await indexer.reach(chain.head())
      rpc.fail({ status: 503, body: '' })
      const heads = () => rpc.bodies.flat().filter(({ params = [] }) => params[0] === 'latest').length
      const before = heads()
      await inTrouble(indexer, 4)
      const waits = troublesOf(indexer).map(({ retryInMs }) => retryInMs)
      assert.deepEqual(
        waits,
        waits.toSorted((a, b) => a - b),
      )
      assert.ok((waits.at(-1) ?? 0) >= 4 * (waits[0] ?? 1), `waits of ${waits} ms`)
      // What is audited besides is asked for once.
      assert.ok(heads() - before <= 2 * 4, `${heads() - before} looks in four attempts`)
    }))

  test(`one request in eight fails, each in another way, while the chain goes on: all is there once, and once only (${name}, seed ${SEED})`, () =>
    told(
      open,
      async ({ chain, rpc, store, starts }) => {
        const dice = diceOf(SEED)
        rpc.suffer(missing(dice, 1 / 32), failing(dice, 1 / 32), silent(dice, 1 / 64))
        rpc.fail(chaos(dice, 1 / 8))
        const indexer = starts()
        for (let round = 0; round < 3; round += 1) {
          await inTrouble(indexer, 2)
          chain.fork(round)
          grow(chain, 2 + round, 200 + round)
        }
        rpc.fail(null)
        rpc.suffer()
        await indexer.reach(chain.head())
        assert.deepEqual(await factsOf(store), await once(chain))
      },
      { blocks: 120, timeoutMs: 200, spec: { maxRange: 8 } },
    ))

  test(`ranges of more than seven blocks are refused, then allowed again: all is read, and wide again (${name})`, () =>
    told(
      open,
      async ({ chain, rpc, store, starts }) => {
        rpc.suffer(narrow(7))
        const indexer = starts()
        await indexer.reach(chain.head())
        await indexer.stop()
        assert.deepEqual(await factsOf(store), await once(chain))

        grow(chain, 400, 31)
        const [widest, asked] = [{ refused: 0, allowed: 0 }, { count: 0 }]
        rpc.suffer(methods => ({
          eth_getLogs: params => {
            const { fromBlock, toBlock, blockHash } = params[0] as Record<string, string>
            const width = blockHash ? 1 : Number(toBlock) - Number(fromBlock) + 1
            asked.count += 1
            if (asked.count < 12 && width > 7) {
              widest.refused = Math.max(widest.refused, width)
              throw new Refusal(-32_600, 'block range is too wide (maximum 7)')
            }
            widest.allowed = Math.max(widest.allowed, width)
            return methods.eth_getLogs?.(params)
          },
        }))
        const again = starts()
        await again.reach(chain.head())
        assert.ok(widest.allowed > 28, `never wider than ${widest.allowed} again`)
        assert.deepEqual(await factsOf(store), await once(chain))
      },
      { spec: { maxRange: 64 } },
    ))

  test(`answers of more than ten logs are refused: all is read (${name})`, () =>
    told(open, async ({ chain, rpc, store, starts }) => {
      rpc.suffer(meagre(10))
      const indexer = starts()
      await indexer.reach(chain.head())
      assert.deepEqual(await factsOf(store), await once(chain))
    }))

  test(`the head goes backwards for a while: nothing is undone (${name})`, () =>
    told(open, async ({ chain, rpc, store, starts }) => {
      const indexer = starts()
      await indexer.reach(chain.head())
      const before = await factsOf(store)
      for (const blocks of [1, 5, 20]) {
        rpc.suffer(seeing(behind(chain, blocks)))
        const asked = rpc.asked()
        await until('it was looked at', () => rpc.asked() > asked + 5)
        assert.deepEqual(await factsOf(store), before)
      }
      rpc.suffer()
      grow(chain, 2, 41)
      await indexer.reach(chain.head())
      assert.deepEqual(await factsOf(store), await once(chain))
      assert.deepEqual(
        indexer.seen.filter(({ kind }) => kind === 'reorg'),
        [],
      )
    }))

  test(`a load balancer of two views that contradict each other: what is held in the end is the longer (${name}, seed ${SEED})`, () =>
    told(open, async ({ chain, rpc, store, starts }) => {
      const indexer = starts()
      await indexer.reach(chain.head())
      const old = asItIs(chain)
      chain.fork(3)
      grow(chain, 5, 42)
      rpc.suffer(balanced(diceOf(SEED), ...Array(15).fill(honest), seeing(old)))
      await indexer.reach(chain.head())
      const asked = rpc.asked()
      await until('both were looked at', () => rpc.asked() > asked + 20)
      assert.deepEqual(await factsOf(store), await once(chain))
    }))

  for (const [what, bend] of Object.entries({ 'every log twice': twice, 'the last log first': reordering })) {
    test(`an endpoint sends ${what}: each is kept once, in its place (${name})`, () =>
      told(open, async ({ chain, rpc, store, starts }) => {
        rpc.suffer(bend)
        const indexer = starts()
        await indexer.reach(chain.head())
        grow(chain, 3, 43)
        await indexer.reach(chain.head())
        assert.deepEqual(await factsOf(store), await once(chain))
        assert.deepEqual(
          await store.write(() =>
            run('select count(*) as n from log group by chain, block, log_index having count(*) > 1'),
          ),
          [],
        )
      }))
  }

  test(`every other block is null for a while: none is skipped (${name}, seed ${SEED})`, () =>
    told(open, async ({ chain, rpc, store, starts }) => {
      const dice = diceOf(SEED)
      rpc.suffer(missing(dice, 1 / 2))
      const indexer = starts()
      await inTrouble(indexer, 2)
      rpc.suffer()
      await indexer.reach(chain.head())
      rpc.suffer(missing(dice, 1 / 2))
      grow(chain, 4, 44)
      await inTrouble(indexer)
      rpc.suffer()
      await indexer.reach(chain.head())
      assert.deepEqual(await factsOf(store), await once(chain))
    }))

  test(`a block is replaced between its header and its logs: the other one is held (${name})`, () =>
    told(open, async ({ chain, rpc, store, starts }) => {
      const indexer = starts()
      await indexer.reach(chain.head())
      let replaced = 0
      rpc.suffer(methods => ({
        eth_getLogs: params => {
          if (replaced === 0) {
            replaced += 1
            chain.fork(1)
            grow(chain, 1, 45)
          }
          const { blockHash } = params[0] as { blockHash?: string }
          if (blockHash && !chain.blocks().some(({ header }) => header.hash === blockHash)) {
            throw new Refusal(-32_000, 'unknown block')
          }
          return methods.eth_getLogs?.(params)
        },
      }))
      grow(chain, 1, 46)
      await until('the block was replaced', () => replaced > 0)
      await indexer.reach(chain.head())
      assert.deepEqual(await factsOf(store), await once(chain))
    }))
}
