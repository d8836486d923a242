import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Failure } from '../../indexer/endpoints/classes.ts'
import { EndpointError } from '../../indexer/endpoints/failure.ts'
import { splitting } from '../../indexer/endpoints/splitting.ts'
import type { LogFilter, Source } from '../../indexer/source.ts'
import type { Log } from '../../src/core/block.ts'
import { matching, scriptedChain } from '../support/scripted.ts'

const [FIRST, SECOND] = [`0x${'1'.repeat(40)}`, `0x${'2'.repeat(40)}`]
const [TOPIC, OTHER] = [`0x${'a'.repeat(64)}`, `0x${'b'.repeat(64)}`]
const filter: LogFilter = { addresses: [FIRST, SECOND], topics0: [TOPIC, OTHER] }

/** So many logs in each block, of two contracts and two topics. */
const logsOf = (counts: readonly number[]): Log[] =>
  counts.flatMap((count, block) =>
    Array.from({ length: count }, (_, logIndex) => ({
      block,
      blockHash: `0x${block}`,
      logIndex,
      tx: '0x',
      txIndex: 0,
      address: logIndex % 2 === 0 ? FIRST : SECOND,
      topics: [logIndex % 3 === 0 ? TOPIC : OTHER],
      data: '0x',
    })),
  )

type Limits = {
  /** The most blocks, and the most logs, that are not refused; said or not. */
  readonly blocks: number
  readonly logs: number
  readonly isSaid: boolean
  /** So many logs are answered in silence where there are more. */
  readonly cap: number
}
const UNBOUND: Limits = { blocks: 1e9, logs: 1e9, isSaid: false, cap: 1e9 }

/** An endpoint that has these logs and these limits, and the ranges that it was asked for. */
const limited = (all: readonly Log[], limits: () => Limits) => {
  const asked: number[] = []
  const refuse = (failure: Failure) => {
    throw new EndpointError(failure, 'eth_getLogs', 'a.example', 'too much')
  }
  const source: Source = {
    ...scriptedChain().source,
    logsInRange: async (filter, from, to) => {
      const { blocks, logs, isSaid, cap } = limits()
      asked.push(to - from + 1)
      const found = matching(all, filter).filter(({ block }) => block >= from && block <= to)
      if (to - from + 1 > blocks) refuse({ kind: 'range_too_wide', width: isSaid ? blocks : null })
      if (from < to && found.length > logs) refuse({ kind: 'too_many_results', width: null })
      return found.slice(0, cap)
    },
    logsOfBlock: async (filter, hash) =>
      matching(all, filter)
        .filter(({ blockHash }) => blockHash === hash)
        .slice(0, limits().cap),
  }
  return { source, asked }
}

const runs = Number(process.env.PORTOLAN_RUNS_SPLITTING ?? 60)

test('whatever an endpoint refuses or cuts off, a range has every log once and in order', async () => {
  const counts = fc.array(
    fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 8 }), fc.integer({ min: 120, max: 300 })),
    {
      minLength: 1,
      maxLength: 40,
    },
  )
  const limits = fc.record({
    blocks: fc.integer({ min: 1, max: 50 }),
    logs: fc.integer({ min: 1, max: 2_000 }),
    isSaid: fc.boolean(),
    cap: fc.constantFrom(256, 1_000, 1e9),
  })
  await fc.assert(
    fc.asyncProperty(counts, limits, async (counts, limits) => {
      const all = logsOf(counts)
      const whole = splitting(limited(all, () => limits).source)
      for (let again = 0; again < 3; again += 1) {
        assert.deepEqual(await whole.logsInRange(filter, 0, counts.length - 1), all)
      }
    }),
    { numRuns: runs, endOnFailure: true },
  )
})

test('the logs of a block that are cut off are asked for by contract, then by topic', async () => {
  const all = logsOf([600])
  const { source } = limited(all, () => ({ ...UNBOUND, cap: 256 }))
  assert.equal((await source.logsOfBlock(filter, '0x0')).length, 256)
  assert.deepEqual(await splitting(source).logsOfBlock(filter, '0x0'), all)
})

test('an answer that has as many logs as some cut off at, and is whole, is believed', async () => {
  const all = logsOf(Array(64).fill(4))
  const { source, asked } = limited(all, () => UNBOUND)
  assert.deepEqual(await splitting(source).logsInRange(filter, 0, 63), all)
  assert.deepEqual(asked, [64, 32, 32])
})

test('fewer logs in parts than in the whole: neither is believed', async () => {
  const all = logsOf([256, 0])
  const { source } = limited(all, () => UNBOUND)
  const liar: Source = {
    ...source,
    logsInRange: async (filter, from, to) => (from < to ? await source.logsInRange(filter, from, to) : []),
  }
  await assert.rejects(splitting(liar).logsInRange(filter, 0, 1), { code: 'rpc_inconsistent' })
})

test('a width that was said is taken at once; one that is lifted is found again', async () => {
  let limits: Limits = { ...UNBOUND, blocks: 10, isSaid: true }
  const { source, asked } = limited([], () => limits)
  const whole = splitting(source)
  await whole.logsInRange(filter, 0, 999)
  const firstly = asked.slice(0, 3)
  const refusals = asked.filter(width => width > 10).length
  limits = UNBOUND
  let ranges = 0
  for (; asked.at(-1) !== 1_000 && ranges < 50; ranges += 1) await whole.logsInRange(filter, 0, 999)
  assert.deepEqual([firstly, refusals < 20, asked.at(-1)], [[1_000, 10, 10], true, 1_000])
})

test('a range is narrowed for the filter that wants it, and for no other', async () => {
  const all = logsOf(Array(64).fill(4))
  const { source, asked } = limited(all, () => ({ ...UNBOUND, logs: 100 }))
  const whole = splitting(source)
  await whole.logsInRange(filter, 0, 63)
  asked.length = 0
  await whole.logsInRange({ ...filter, topics0: ['0xcc'] }, 0, 63)
  assert.deepEqual(asked, [64])
})

test('a refusal in unknown words: met with narrower ranges only where nobody else is left to ask', async () => {
  const { source } = limited([], () => UNBOUND)
  const vague: Source = {
    ...source,
    logsInRange: async (filter, from, to) => {
      if (to > from) throw new EndpointError({ kind: 'unknown' }, 'eth_getLogs', 'a.example', 'computer says no')
      return await source.logsInRange(filter, from, to)
    },
  }
  assert.deepEqual(await splitting(vague, true).logsInRange(filter, 0, 7), [])
  await assert.rejects(splitting(vague, false).logsInRange(filter, 0, 7), { code: 'rpc_refused' })
})
