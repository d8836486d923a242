import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import type { ChainSpec } from '../../indexer/chain.ts'
import type { Source } from '../../indexer/source.ts'
import type { Module } from '../../src/core/module.ts'
import { modules } from '../../src/modules/index.ts'
import type { Store } from '../../src/store/open.ts'
import { run } from '../../src/store/statement.ts'
import { asking } from '../support/asking.ts'
import { bendable } from '../support/bendable.ts'
import { randomEvent } from '../support/events.ts'
import { CHAIN, scriptedChain } from '../support/scripted.ts'
import { until } from '../support/until.ts'
import { factsOf, type Indexing, indexing, scriptedContracts, scriptedSpec, temporaryStore } from '../support/world.ts'

/** The same chain each time: forty blocks of whatever may happen. */
const lively = (blocks = 40) => {
  const chain = scriptedChain()
  const events = fc.sample(fc.array(randomEvent, { maxLength: 5 }), { seed: 7, numRuns: blocks })
  for (const block of events) chain.mine(block)
  return chain
}
type Chain = ReturnType<typeof lively>

/** Everything that an indexer keeps: facts, raw logs, and what has been read. */
const keptIn = async (store: Store): Promise<Record<string, unknown[]>> => ({
  ...(await factsOf(store)),
  coverage: await store.write(() =>
    run('select contract, min(from_block) as low, max(to_block) as high from coverage group by contract'),
  ),
})

let running: Indexing | undefined
/** Whether all that is final has been read, and gaps are looked into. */
const isFollowing = (): boolean => running?.seen.some(({ kind }) => kind === 'following') ?? false

/** Indexes the chain up to its head, once, into a store that is new unless one is given. */
const index = async (
  chain: Chain,
  spec: Partial<ChainSpec> = {},
  of = modules,
  store = temporaryStore(),
  source = chain.source,
) => {
  const indexer = indexing(store, source, { spec: { ...scriptedSpec, ...spec }, modules: of })
  running = indexer
  // It may stand at the head before what is missing below has been read.
  await until('it follows', isFollowing, 30_000)
  await indexer.reach(chain.head())
  await indexer.stop()
  return { store, seen: indexer.seen }
}

const removed = async <R>({ store }: { store: Store }, found: (store: Store) => Promise<R>): Promise<R> => {
  try {
    return await found(store)
  } finally {
    await store.close()
  }
}
const once = async (chain: Chain, spec: Partial<ChainSpec> = {}, of = modules) =>
  removed(await index(chain, spec, of), keptIn)

test('the width of ranges and the depth of finality are not seen in a row', async () => {
  const chain = lively()
  const reference = await once(chain)
  for (const spec of [1, 2, 7, 31, 32, 33].map(maxRange => ({ maxRange })))
    assert.deepEqual(await once(chain, spec), reference)
  for (const depth of [1, 2, 39, 40, 1_000]) assert.deepEqual(await once(chain, { finality: { depth } }), reference)
  const tagged = bendable(chain.source)
  tagged.bend({ finalized: async () => chain.blocks()[20]?.header ?? null })
  const { store } = await index(chain, { finality: 'tag' }, modules, temporaryStore(), tagged.source)
  assert.deepEqual(await removed({ store }, keptIn), reference)
})

/** The modules under changed rules: what an agent says of itself is no longer kept. */
const changed: readonly Module[] = modules.map(module => {
  const { identityRegistry } = module.on
  if (module.name !== 'identity' || !identityRegistry) return module
  const on = { ...module.on, identityRegistry: { ...identityRegistry, MetadataSet: () => [] } }
  return { ...module, rules: module.rules + 1, on }
})

/** A source that knows its head and no more. */
const headOnly = (chain: Chain): { source: Source; asked: string[] } => {
  const asked: string[] = []
  const silent = (what: string) => async () => {
    if (!isFollowing()) asked.push(what)
    throw new Error(`${what} was asked for`)
  }
  const { source, bend } = bendable(chain.source)
  bend({
    logsInRange: silent('logsInRange'),
    logsOfBlock: silent('logsOfBlock'),
    headers: silent('headers'),
    headerByHash: silent('headerByHash'),
  })
  return { source, asked }
}

test('changed rules fold every table anew from the logs that are kept, without asking for one', async () => {
  const chain = lively()
  const { store } = await index(chain)
  const before = await keptIn(store)
  const { source, asked } = headOnly(chain)
  const same = await index(chain, {}, modules, store, source)
  assert.deepEqual(
    same.seen.filter(({ kind }) => kind === 'replay'),
    [],
  )
  assert.deepEqual(await keptIn(store), before)

  const { seen } = await index(chain, {}, changed, store, source)
  const logs = before.log?.length ?? 0
  const replayed = seen.filter(({ kind }) => kind === 'replay')
  assert.deepEqual(replayed.at(-1), { kind: 'replay', done: logs, of: logs })
  const reference = await once(chain, {}, changed)
  assert.deepEqual([reference.agent_metadata?.length, (before.agent_metadata?.length ?? 0) > 0], [0, true])
  assert.deepEqual(await keptIn(store), reference)
  assert.deepEqual(asked, [])
  await store.close()
})

test('a contract that joins the configuration is read from the start and folded where it belongs', async () => {
  const chain = lively()
  const [identity, ...others] = scriptedContracts
  assert.ok(identity)
  const { store } = await index(chain, { contracts: [identity] })
  const wanted = new Set<string>()
  const { source, bend } = bendable(chain.source)
  bend({
    logsInRange: (filter, from, to) => {
      if (!isFollowing()) for (const address of filter.addresses) wanted.add(address)
      return chain.source.logsInRange(filter, from, to)
    },
  })
  await index(chain, {}, modules, store, source)
  assert.deepEqual([...wanted].sort(), others.map(({ address }) => address).sort())
  assert.deepEqual(await keptIn(store), await once(chain))
  await store.close()
})

test('a contract that leaves the configuration is no longer in the tables, and back in them when it returns', async () => {
  const chain = lively()
  const { store } = await index(chain)
  const [identity] = scriptedContracts
  assert.ok(identity)
  await index(chain, { contracts: [identity] }, modules, store)
  const { log, coverage } = await keptIn(store)
  assert.deepEqual(await keptIn(store), { ...(await once(chain, { contracts: [identity] })), log, coverage })
  for (let i = 0; i < 12; i += 1) chain.mine()
  await index(chain, {}, modules, store)
  assert.deepEqual(await keptIn(store), await once(chain))
  await store.close()
})

test('an earlier start is read and folded before what was there', async () => {
  const chain = lively()
  const { store } = await index(chain, { start: 25 })
  await index(chain, { start: 10 }, modules, store)
  assert.deepEqual(await keptIn(store), await once(chain, { start: 10 }))
  await index(chain, { start: 0, maxRange: 3 }, modules, store)
  assert.deepEqual(await keptIn(store), await once(chain))
  const { status } = await asking(store).ask<{ status: object }>('{ status { chains { chain state start } } }')
  assert.deepEqual(status, { chains: [{ chain: CHAIN, state: 'FOLLOWING', start: '0' }] })
  await store.close()
})

/** A store that fails at the statement that is picked, and ever after: a process that dies there leaves the same. */
const failingAt = (store: Store, picked: (sql: string) => boolean): Store => {
  let failed = false
  return {
    ...store,
    write: program =>
      store.write(function* () {
        const running = program()
        let step = running.next()
        while (!step.done) {
          failed ||= picked(step.value.sql)
          if (failed) throw new Error('the power is gone')
          step = running.next(yield step.value)
        }
        return step.value
      }),
  }
}

/** Runs until the store fails. */
const crash = async (indexer: Indexing): Promise<void> => {
  const failure = indexer.reach({ number: -1, hash: 'never' }).catch(error => error)
  await until('the store fails', async () => String(await failure).includes('the power is gone'))
  await indexer.stop().catch(() => {})
}

for (const [what, spec] of Object.entries<Partial<ChainSpec>>({
  'an earlier start': { start: 25 },
  'a new contract': { contracts: scriptedContracts.slice(0, 2) },
})) {
  test(`a crash after the last log of ${what} was read and before the tables are folded anew loses nothing`, async () => {
    const chain = lively()
    const { store } = await index(chain, spec)
    const { source, bend } = bendable(chain.source)
    let filled = false
    bend({
      logsInRange: (filter, from, to) => {
        filled = true
        return chain.source.logsInRange(filter, from, to)
      },
    })
    await crash(
      indexing(
        failingAt(store, sql => filled && sql.startsWith('drop table')),
        source,
      ),
    )
    await index(chain, {}, modules, store)
    assert.deepEqual(await keptIn(store), await once(chain))
    await store.close()
  })
}

test('a crash at any statement of a commit, a rewind among them, leaves the store as it was', async () => {
  const chain = lively(20)
  const { store } = await index(chain)
  const standing = async (of: Store) => ({
    ...(await keptIn(of)),
    heads: await of.write(() => run('select head_number, head_hash, head_time, final_number, final_hash from chain')),
  })
  const before = await standing(store)
  chain.fork(3)
  for (const events of fc.sample(fc.array(randomEvent, { maxLength: 6 }), { seed: 8, numRuns: 5 })) chain.mine(events)
  const after = await removed(await index(chain), standing)
  const outcomes: string[] = []
  for (let n = 1; outcomes.at(-1) !== 'after' && n < 500; n += 1) {
    let statements = 0
    await crash(
      indexing(
        // Whoever waits for the end asks where the chain stands, as often as there is time: that is no step of a commit.
        failingAt(store, sql => !sql.startsWith('select * from chain ') && ++statements === n),
        chain.source,
      ),
    )
    const kept = await standing(store)
    outcomes.push(
      isDeepStrictEqual(kept, before) ? 'before' : isDeepStrictEqual(kept, after) ? 'after' : `torn at ${n}`,
    )
  }
  assert.deepEqual([...new Set(outcomes)], ['before', 'after'])
  assert.ok(outcomes.length > 60, `a commit of ${outcomes.length} statements is no commit`)
  await store.close()
})
