/** The rolling roots: what they are of, and that no history, fault or lie leaves them as they were. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { pad, toEventSelector } from 'viem'
import type { Source } from '../indexer/source.ts'
import type { Log } from '../src/core/block.ts'
import type { Module } from '../src/core/module.ts'
import { compareText } from '../src/core/text.ts'
import { modules } from '../src/modules/index.ts'
import { factRules, layoutOf } from '../src/store/migrate.ts'
import type { Store } from '../src/store/open.ts'
import { type Record_, run } from '../src/store/statement.ts'
import { asking } from './support/asking.ts'
import { bendable } from './support/bendable.ts'
import { randomEvent } from './support/events.ts'
import { ALICE, IDENTITY, minted, uriUpdated } from './support/facts.ts'
import { indexed } from './support/indexed.ts'
import { CHAIN, matching, scriptedChain } from './support/scripted.ts'
import { indexing, scriptedContracts, scriptedSpec, temporaryStore } from './support/world.ts'

type Root = { readonly block: number; readonly l0: string; readonly l1: string; readonly l2: string }

const rootsOf = (store: Store): Promise<Root[]> =>
  store.write(() => run<Root>('select block, l0, l1, l2 from root order by block'))

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

const contracts = scriptedContracts.map(({ kind, address, subject }) => `${kind} ${address} ${subject}`).sort()
const rules = factRules(modules)

/** Forty blocks of whatever may happen. */
const lively = (seed = 7) => {
  const chain = scriptedChain()
  for (const block of fc.sample(fc.array(randomEvent, { maxLength: 5 }), { seed, numRuns: 40 })) chain.mine(block)
  return chain
}

test('a root is the hash of lines that anybody can write down', async () => {
  const chain = scriptedChain()
  chain.mine()
  const { header, logs } = chain.mine([minted(7n, ALICE), uriUpdated(7n, 'a "quoted" line\n')])
  const lines = (...[before, hash, ...of]: readonly string[]) => sha256([before, hash, ...of].join('\n'))
  const { l0, l1, l2 } = {
    l0: sha256(JSON.stringify(['l0', CHAIN, contracts])),
    l1: sha256(JSON.stringify(['l1', CHAIN, contracts, rules])),
    l2: sha256(JSON.stringify(['l2', CHAIN, contracts, rules])),
  }
  const raw = logs.map(log => JSON.stringify([log.logIndex, log.tx, log.txIndex, log.address, log.topics, log.data]))
  const nobody = pad('0x', { size: 20 })
  const said = [
    `[0,"identityRegistry","Transfer",["${nobody}","${ALICE}","7"]]`,
    `[1,"identityRegistry","URIUpdated",["7","a \\"quoted\\" line\\n","${ALICE}"]]`,
  ]
  await indexed(chain, async store => {
    const [root, ...more] = await rootsOf(store)
    assert.deepEqual(more, [])
    assert.deepEqual(
      [root?.block, root?.l0, root?.l1],
      [1, lines(l0, header.hash, ...raw), lines(l1, header.hash, ...said)],
    )
    assert.equal(root?.l2, lines(l2, header.hash, ...(await turnsAt(store, 1))))

    const { ask } = asking(store)
    const fields = '{ block blockHash l0 l1 l2 rules contracts }'
    const whole = { block: '1', blockHash: header.hash, l0: root?.l0, l1: root?.l1, l2: root?.l2, rules, contracts }
    assert.deepEqual(
      await ask(`{ status { chains { commitment ${fields} } } now: commitment(chain: "${CHAIN}") ${fields}
        before: commitment(chain: "${CHAIN}", block: 0) ${fields} }`),
      {
        status: { chains: [{ commitment: whole }] },
        now: whole,
        before: { block: null, blockHash: null, l0, l1, l2, rules, contracts },
      },
    )
    const { answered } = asking(store)
    const codes = async (args: string) =>
      (await answered(`{ commitment(${args}) { l0 } }`, {})).errors?.map(({ extensions }) => extensions.code)
    assert.deepEqual(await codes(`chain: "${CHAIN}", block: 2`), ['block_unknown'])
    assert.deepEqual(await codes('chain: "eip155:1"'), ['bad_input'])
  })
})

/** The rows that began at a block and the ones that ended, as the tables have them. */
const turnsAt = async (store: Store, block: number): Promise<string[]> => {
  const found: { table: string; id: string; line: string }[] = []
  for (const { name, columns } of layoutOf(modules).facts.values()) {
    const all = await store.write(function* () {
      const begun = yield* run(
        `select ${columns.join(', ')} from ${name} where bf = ? union all select ${columns.join(', ')} from ${name}_h where bf = ?`,
        [block, block],
      )
      const ended = yield* run<Record_>(`select chain, id from ${name}_h where bt = ?`, [block])
      return { begun, ended }
    })
    for (const row of all.begun) {
      found.push({ table: name, id: row.id as string, line: JSON.stringify([name, ...columns.map(c => row[c])]) })
    }
    for (const { chain, id } of all.ended) {
      if (all.begun.some(row => row.id === id)) continue
      found.push({ table: name, id: id as string, line: JSON.stringify([name, chain, id]) })
    }
  }
  return found.sort((a, b) => compareText(a.table, b.table) || compareText(a.id, b.id)).map(({ line }) => line)
}

test('the root of the rows is that of the tables as they stand, whatever was followed on the way', async () => {
  const chain = scriptedChain()
  chain.mine()
  const store = temporaryStore()
  const indexer = indexing(store, chain.source)
  for (const [i, block] of fc.sample(fc.array(randomEvent, { maxLength: 6 }), { seed: 11, numRuns: 60 }).entries()) {
    if (i % 7 === 6) {
      await indexer.reach(chain.head())
      chain.fork(4)
    }
    chain.mine(block)
  }
  await indexer.reach(chain.head())
  await indexer.stop()
  let l2 = sha256(JSON.stringify(['l2', CHAIN, contracts, rules]))
  for (const root of await rootsOf(store)) {
    const hash = chain.blocks()[root.block]?.header.hash ?? ''
    l2 = sha256([l2, hash, ...(await turnsAt(store, root.block))].join('\n'))
    assert.equal(root.l2, l2, `block ${root.block}`)
  }
  await store.close()
})

/** Indexes a chain through another source, under other modules, into a store that forgets some statements. */
const rootsThrough = async (
  chain: ReturnType<typeof lively>,
  { source = chain.source, of = modules }: { readonly source?: Source; readonly of?: readonly Module[] } = {},
): Promise<Root[]> => {
  const store = temporaryStore()
  const indexer = indexing(store, source, { spec: scriptedSpec, modules: of })
  await indexer.reach(chain.head())
  await indexer.stop()
  const roots = await rootsOf(store)
  await store.close()
  return roots
}

/** An endpoint that serves other logs than there are. */
const serving = (chain: ReturnType<typeof lively>, bent: (logs: readonly Log[]) => readonly Log[]): Source => {
  const { source, bend } = bendable(chain.source)
  bend({
    logsInRange: async (filter, from, to) =>
      chain
        .blocks()
        .slice(from, to + 1)
        .flatMap(block => matching(bent(block.logs), filter)),
    logsOfBlock: async (filter, hash) =>
      matching(bent(chain.blocks().find(({ header }) => header.hash === hash)?.logs ?? []), filter),
  })
  return source
}

const layers = ['l0', 'l1', 'l2'] as const

/** From which block on each layer differs; null: it does not. */
const apart = (some: readonly Root[], others: readonly Root[]) => {
  const blocks = [...new Set([...some, ...others].map(({ block }) => block))].sort((a, b) => a - b)
  const at = (roots: readonly Root[], block: number) => roots.findLast(root => root.block <= block)
  return layers.map(layer => blocks.find(block => at(some, block)?.[layer] !== at(others, block)?.[layer]) ?? null)
}

test('a log that is left out, two that change places and a handler that forgets are seen where they happen', async () => {
  const chain = lively()
  const honest = await rootsThrough(chain)
  const block = chain.blocks().find(({ logs }) => logs[0]?.block === 21)
  assert.ok(block && block.logs.length > 2, 'nothing happens in block 21')

  const omitting = serving(chain, logs => (logs[0]?.block === 21 ? logs.slice(1) : logs))
  assert.deepEqual(apart(honest, await rootsThrough(chain, { source: omitting })), [21, 21, 21])

  const swapping = serving(chain, ([a, b, ...rest]) =>
    a?.block !== 21 || !b
      ? [a, b, ...rest].flatMap(log => log ?? [])
      : [{ ...b, logIndex: a.logIndex }, { ...a, logIndex: b.logIndex }, ...rest],
  )
  assert.deepEqual(apart(honest, await rootsThrough(chain, { source: swapping })).slice(0, 2), [21, 21])

  // The rules by their number are the same: this is a fault, not another version.
  const forgetful = modules.map(module => {
    const { identityRegistry } = module.on
    if (module.name !== 'identity' || !identityRegistry) return module
    return { ...module, on: { ...module.on, identityRegistry: { ...identityRegistry, URIUpdated: () => [] } } }
  })
  const told = chain.blocks().find(({ logs }) => logs.some(isUriUpdate))
  const [l0, l1, l2] = apart(honest, await rootsThrough(chain, { of: forgetful }))
  assert.deepEqual([l0, l1, l2], [null, null, told?.header.number])
})

const URI_UPDATED = toEventSelector('URIUpdated(uint256,string,address)')
const isUriUpdate = ({ address, topics }: Log): boolean => address === IDENTITY && topics[0] === URI_UPDATED

test('an undo that is skipped is seen by the roots alone', async () => {
  const skipping = (store: Store, skipped: RegExp): Store => ({
    ...store,
    write: program =>
      store.write(function* () {
        const running = program()
        let step = running.next()
        while (!step.done) step = running.next(skipped.test(step.value.sql) ? [] : yield step.value)
        return step.value
      }),
  })
  const seenIn = async (skipped: RegExp, seed: number): Promise<boolean> => {
    const chain = lively(seed)
    const store = temporaryStore()
    const indexer = indexing(skipping(store, skipped), chain.source)
    await indexer.reach(chain.head())
    chain.fork(6)
    for (const block of fc.sample(fc.array(randomEvent, { maxLength: 6 }), { seed: -seed, numRuns: 12 }))
      chain.mine(block)
    const failed = await indexer.reach(chain.head()).then(
      () => false,
      () => true,
    )
    await indexer.stop()
    const roots = await rootsOf(store)
    await store.close()
    return failed || apart(await rootsThrough(chain), roots).some(block => block !== null)
  }
  const seen = async (skipped: RegExp): Promise<boolean> => {
    for (let seed = 1; seed <= 5; seed += 1) if (await seenIn(skipped, seed)) return true
    return false
  }
  assert.equal(await seen(/^no statement is like this/), false)
  assert.equal(await seen(/^delete from root /), true)
  assert.equal(await seen(/^delete from agent where chain = \? and bf > \?/), true)
  assert.equal(await seen(/^insert into did .* select .* from did_h /), true)
})
