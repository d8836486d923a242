/** New rules take over while blocks, forks and questions go on: never a mix of both, whatever is interrupted. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { decoder } from '../../indexer/decode.ts'
import { rebuildOutdated } from '../../indexer/replay.ts'
import { PortolanError } from '../../src/core/errors.ts'
import type { Module } from '../../src/core/module.ts'
import { modules } from '../../src/modules/index.ts'
import type { Store } from '../../src/store/open.ts'
import { run } from '../../src/store/statement.ts'
import { asking } from '../support/asking.ts'
import { engines } from '../support/engines.ts'
import { randomEvent } from '../support/events.ts'
import { CHAIN, scriptedChain } from '../support/scripted.ts'
import { noSettings } from '../support/settings.ts'
import { factsOf, indexing, scriptedContracts, scriptedSpec } from '../support/world.ts'

const blocksOf = (seed: number, numRuns: number) =>
  fc.sample(fc.array(randomEvent, { maxLength: 5 }), { seed, numRuns })

/** The modules under changed rules: what an agent says of itself is no longer kept. */
const changed: readonly Module[] = modules.map(module => {
  const { identityRegistry } = module.on
  if (module.name !== 'identity' || !identityRegistry) return module
  const on = { ...module.on, identityRegistry: { ...identityRegistry, MetadataSet: () => [] } }
  return { ...module, rules: module.rules + 1, on }
})

const chains = [{ spec: scriptedSpec, decoder: decoder(CHAIN, scriptedContracts, changed) }]

/** Rebuilds by the changed rules, a few logs at a time. */
const rebuilding = (store: Store) =>
  rebuildOutdated({ store, modules: changed, settings: noSettings, chains, report: () => {}, page: 7 })

/** Does something behind every transaction of the store. */
const after = (store: Store, then: (n: number) => Promise<void>): Store => {
  let n = 0
  return {
    ...store,
    write: async program => {
      const result = await store.write(program)
      n += 1
      await then(n)
      return result
    },
  }
}

const once = async (open: () => Promise<Store>, chain: ReturnType<typeof scriptedChain>) => {
  const store = await open()
  const indexer = indexing(store, chain.source, { modules: changed })
  await indexer.reach(chain.head())
  await indexer.stop()
  const facts = await factsOf(store)
  await store.close()
  return facts
}

/** Whose metadata is known, and by which rules the roots were made: of the old rules there are some, of the new none. */
const QUESTION = `{ agents(first: 50) { nodes { metadata { key } } } status { chains { commitment { rules } } } }`
type Answer = {
  readonly agents: { readonly nodes: readonly { readonly metadata: readonly object[] }[] }
  readonly status: { readonly chains: readonly { readonly commitment: { readonly rules: string } }[] }
}

for (const { name, open } of engines) {
  test(`rules change while blocks, forks and questions go on (${name})`, async () => {
    const chain = scriptedChain()
    chain.mine()
    for (const block of blocksOf(3, 40)) chain.mine(block)
    const store = await open()
    const old = indexing(store, chain.source)
    await old.reach(chain.head())

    const [byOld, byNew] = [asking(store), asking(store, {}, changed)]
    const seen = { old: 0, new: 0 }
    const ask = async (): Promise<void> => {
      const answers = await Promise.all([byOld, byNew].map(({ answered }) => answered<Answer>(QUESTION, {})))
      const [first, second] = answers.map(({ data, errors }) => (errors ? `${errors[0]?.extensions.code}` : data))
      assert.ok((first === 'other_rules') !== (second === 'other_rules'), JSON.stringify([first, second]).slice(0, 500))
      const kept = answers.flatMap(({ data }) => data?.agents?.nodes ?? []).flatMap(({ metadata }) => metadata).length
      if (second === 'other_rules') {
        assert.ok(kept > 0)
        seen.old += 1
      } else {
        assert.equal(kept, 0)
        seen.new += 1
      }
    }
    let last = chain.head().number
    await rebuilding(
      after(store, async n => {
        await ask()
        if (n % 3 !== 0) return
        // The old indexer goes on until the tables are others.
        chain.fork(2)
        for (const block of blocksOf(n, 4)) chain.mine(block)
        await old.reach(chain.head()).then(
          ({ head_number }) => {
            last = head_number
          },
          error => assert.equal((error as PortolanError).code, 'fenced'),
        )
      }),
    )
    await ask()
    assert.ok(seen.old > 5 && seen.new > 0 && last > 41, JSON.stringify({ ...seen, last }))
    chain.mine()
    await assert.rejects(
      old.reach(chain.head()),
      (error: unknown) => error instanceof PortolanError && error.code === 'fenced',
    )

    // Whoever answers by the old rules says so to those who send it questions.
    const { url, close } = await byOld.server.listen(0, '127.0.0.1')
    const ready = await fetch(`${url}/ready`)
    assert.deepEqual([ready.status, ((await ready.json()) as { code: string }).code], [503, 'other_rules'])
    await close()

    const next = indexing(store, chain.source, { modules: changed })
    await next.reach(chain.head())
    await next.stop()
    assert.deepEqual(await factsOf(store), await once(open, chain))
    assert.deepEqual(await leftBehind(store, name), [])
    await store.close()
  })

  test(`it is interrupted at any transaction and goes on where it was (${name})`, async () => {
    const chain = scriptedChain()
    chain.mine()
    for (const block of blocksOf(5, 30)) chain.mine(block)
    const store = await open()
    const old = indexing(store, chain.source)
    await old.reach(chain.head())
    await old.stop()
    const folded = new Set<number>()
    for (let done = false, runs = 0; !done; runs += 1) {
      assert.ok(runs < 60, 'it does not get on')
      let left = 3
      // As if the last block that was folded had left the chain after all.
      if (runs === 4) await store.write(() => run(`update refold_chain set hash = 'gone'`))
      const dying = after(store, async () => {
        left -= 1
        if (left < 0) throw new Error('the power is gone')
      })
      done = await rebuilding(dying).then(
        () => true,
        () => false,
      )
      const [row] = await store.write(() => run<{ block: number }>('select block from refold_chain'))
      if (row) folded.add(row.block)
    }
    assert.ok(folded.size > 3, `it was interrupted at ${[...folded].join(', ')}`)
    assert.deepEqual(await factsOf(store), await once(open, chain))
    assert.deepEqual(await leftBehind(store, name), [])
    await store.close()
  })
}

/** Tables of a generation that took no place, or whose place was taken. */
const leftBehind = async (store: Store, engine: string): Promise<unknown[]> => {
  const sql =
    engine === 'SQLite'
      ? `select name from sqlite_master where type = 'table' and name like '%\\_g%' escape '\\' order by name`
      : `select table_name as name from information_schema.tables where table_schema = 'public' and table_name ~ '_g[0-9]' order by 1`
  return (await store.write(() => run<{ name: string }>(sql))).filter(({ name }) => /_g\d+(_h)?$/.test(name))
}
