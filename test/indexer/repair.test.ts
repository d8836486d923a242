/** An endpoint leaves one log out: where a sequence shows it, another endpoint gives it, and the tables are as if nothing had been. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pad, zeroHash } from 'viem'
import type { Endpoints } from '../../indexer/endpoints/endpoints.ts'
import { PortolanError } from '../../src/core/errors.ts'
import type { Store } from '../../src/store/open.ts'
import { run } from '../../src/store/statement.ts'
import {
  ALICE,
  BOB,
  feedbackGiven,
  feedbackRevoked,
  minted,
  registration,
  uriUpdated,
  validationAnswered,
  validationRequested,
} from '../support/facts.ts'
import { indexed } from '../support/indexed.ts'
import { lying, several } from '../support/lying.ts'
import { onBoard } from '../support/offers.ts'
import { didRegistry } from '../support/registry.ts'
import { type Emitted, FINAL_DEPTH, scriptedChain } from '../support/scripted.ts'
import { until } from '../support/until.ts'
import { factsOf, indexing as indexingBy, scriptedSpec, temporaryStore } from '../support/world.ts'

/** One endpoint at a time: what two must agree on is not left out by one. */
const indexing = (store: Store, endpoints: Endpoints, mode: 'fast' | 'cross' = 'fast') =>
  indexingBy(store, endpoints, { spec: { ...scriptedSpec, mode } })

const HASH = pad('0x01', { size: 32 })
const announced = (index: number): Emitted =>
  onBoard({ subject: HASH, id: HASH, seq: 1, uri: `https://a.example/${index}` } as never, index)

type Story = {
  /** The blocks; the first log of block 3 is the one that is left out. */
  readonly blocks: (saying: ReturnType<typeof didRegistry>) => readonly (() => readonly Emitted[])[]
  /** Where it is looked for; null: as far back as anything goes. */
  readonly gaps: readonly string[]
  readonly searched: readonly [from: number, to: number]
}

const twoAgents = () => [...registration(0n, 'a'), ...registration(1n, 'b', BOB)]

/** The hidden log, and who misses it. */
const STORIES: Record<string, Story> = {
  'an event of an identity': {
    blocks: did => [
      () => [did.delegate(ALICE, 'veriKey', BOB)],
      () => [],
      () => [did.owner(ALICE, BOB)],
      () => [did.delegate(ALICE, 'sigAuth', BOB)],
    ],
    gaps: ['previous_change'],
    searched: [1, 3],
  },
  'the mint of an agent': {
    blocks: () => [twoAgents, () => [], () => [minted(2n)], () => [minted(3n, BOB)]],
    gaps: ['agent_id'],
    searched: [1, 4],
  },
  'the mint of an agent that was then given a URI': {
    blocks: () => [twoAgents, () => [], () => [minted(2n)], () => [uriUpdated(2n, 'https://a.example/2')]],
    gaps: ['absent'],
    searched: [1, 4],
  },
  'a feedback': {
    blocks: () => [
      twoAgents,
      () => [feedbackGiven(0n, BOB, 1n)],
      () => [feedbackGiven(0n, BOB, 2n)],
      () => [feedbackGiven(0n, BOB, 3n)],
    ],
    gaps: ['feedback_index'],
    searched: [2, 4],
  },
  'a feedback that was taken back': {
    blocks: () => [
      twoAgents,
      () => [feedbackGiven(0n, BOB, 1n)],
      () => [feedbackGiven(0n, BOB, 2n)],
      () => [feedbackRevoked(0n, BOB, 2n)],
    ],
    gaps: ['absent'],
    searched: [2, 4],
  },
  'a request for a validation': {
    blocks: () => [
      twoAgents,
      () => [],
      () => [validationRequested(0n, BOB, HASH)],
      () => [validationAnswered(0n, BOB, HASH, 90)],
    ],
    gaps: ['validation_request'],
    searched: [0, 4],
  },
  'an announcement on the board': {
    blocks: () => [() => [announced(0)], () => [announced(1)], () => [announced(2)], () => [announced(3)]],
    gaps: ['board_index'],
    searched: [2, 4],
  },
}

type Gap = { kind: string }
type Task = { id: string; from_block: number; to_block: number; state: string; asked: string; found: number }
const gapsOf = async (store: Store): Promise<string[]> =>
  (await store.write(() => run<Gap>('select kind from gap order by bf, li'))).map(({ kind }) => kind)
const tasksOf = (store: Store): Promise<Task[]> =>
  store.write(() => run<Task>('select id, from_block, to_block, state, asked, found from repair order by id'))

const told = ({ blocks }: Story) => {
  const chain = scriptedChain()
  chain.mine()
  for (const events of blocks(didRegistry(chain.head))) chain.mine(events())
  for (let i = 0; i <= FINAL_DEPTH; i += 1) chain.mine()
  const hidden = chain.blocks()[3]?.logs[0]
  const liar = lying(chain.source, 'liar', log => log.block === hidden?.block && log.logIndex === hidden.logIndex)
  return { chain, liar, honest: { ...chain.source, name: 'honest' } }
}

for (const [name, story] of Object.entries(STORIES)) {
  test(`${name} is missed at the next event of its key, and had from a second endpoint`, async () => {
    const { chain, liar, honest } = told(story)
    const whole = await indexed(chain, store => factsOf(store))
    const store = temporaryStore()
    const endpoints = several(liar, honest)
    const indexer = indexing(store, endpoints)
    try {
      await until('the task is done', async () => {
        if (!indexer.seen.some(({ kind }) => kind === 'repaired')) return false
        return (await gapsOf(store)).length === 0
      })
      assert.deepEqual(await factsOf(store), whole)
      assert.deepEqual(
        (await tasksOf(store)).map(({ from_block, to_block, state, asked, found }) => ({
          searched: [from_block, to_block],
          state,
          asked: JSON.parse(asked),
          found,
        })),
        [{ searched: story.searched, state: 'repaired', asked: ['honest'], found: 1 }],
      )
    } finally {
      await indexer.stop()
      await store.close()
    }
  })
}

test('what no endpoint has is confirmed as missing, and looked for again where another endpoint has come', async () => {
  const story = STORIES['a feedback'] as Story
  const { chain, liar, honest } = told(story)
  const store = temporaryStore()
  const over = async (endpoints: Endpoints, state: string, mode: 'fast' | 'cross') => {
    const indexer = indexing(store, endpoints, mode)
    await until(`the task is ${state}`, async () => {
      const row = indexer.seen.length > 0 ? await tasksOf(store) : []
      return row[0]?.state === state
    })
    // The chain goes on meanwhile.
    chain.mine()
    await indexer.reach(chain.head())
    await indexer.stop()
    const [task] = await tasksOf(store)
    return { gaps: await gapsOf(store), state: task?.state, asked: JSON.parse(task?.asked ?? ''), found: task?.found }
  }
  try {
    assert.deepEqual(await over(several(liar, { ...liar, name: 'accomplice' }), 'confirmed', 'fast'), {
      gaps: ['feedback_index'],
      state: 'confirmed',
      asked: ['accomplice', 'liar'],
      found: 0,
    })
    assert.deepEqual(await over(several(liar, honest), 'repaired', 'cross'), {
      gaps: [],
      state: 'repaired',
      asked: ['accomplice', 'liar', 'honest'],
      found: 1,
    })
  } finally {
    await store.close()
  }
})

test('an endpoint that fails is asked again later; the one behind it, at once', async () => {
  const story = STORIES['the mint of an agent'] as Story
  const { liar, honest } = told(story)
  const down = {
    ...honest,
    name: 'down',
    logsInRange: async () => {
      throw new PortolanError('rpc_unavailable', 'down does not answer')
    },
  }
  const store = temporaryStore()
  const indexer = indexing(store, several(liar, down))
  try {
    await until('it was tried', async () => {
      const tried = indexer.seen.length > 0 ? await store.write(() => run('select * from repair')) : []
      return tried[0]?.tries === 1
    })
    const [task] = await store.write(() => run<{ detail: string; state: string; due: number }>('select * from repair'))
    assert.equal(task?.detail, 'down does not answer')
    assert.equal(task.state, 'open')
    assert.ok(task.due > Date.now() / 1_000, 'it waits')
  } finally {
    await indexer.stop()
    await store.close()
  }
})

test('an endpoint of another chain gives nothing', async () => {
  const story = STORIES['the mint of an agent'] as Story
  const { liar, honest } = told(story)
  const elsewhere = {
    ...honest,
    name: 'elsewhere',
    headers: async (numbers: readonly number[]) =>
      (await honest.headers(numbers)).map(header => header && { ...header, hash: zeroHash }),
    logsInRange: async (...asked: Parameters<typeof honest.logsInRange>) =>
      (await honest.logsInRange(...asked)).map(log => ({ ...log, blockHash: zeroHash })),
  }
  const store = temporaryStore()
  const indexer = indexing(store, several(liar, elsewhere))
  try {
    await until('it was tried', async () => {
      const tried = indexer.seen.length > 0 ? await store.write(() => run('select * from repair')) : []
      return tried[0]?.tries === 1
    })
    const [task] = await store.write(() => run<{ detail: string }>('select * from repair'))
    assert.match(task?.detail ?? '', /^elsewhere does not hold block \d+ as we do$/)
    assert.deepEqual(await gapsOf(store), ['agent_id'])
  } finally {
    await indexer.stop()
    await store.close()
  }
})
