/** What is watched changes with the configuration and the rules: what was read by topic is then read again. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { zeroAddress } from 'viem'
import type { ChainSpec } from '../../indexer/chain.ts'
import { decoder } from '../../indexer/decode.ts'
import type { Module } from '../../src/core/module.ts'
import { modules } from '../../src/modules/index.ts'
import type { Store } from '../../src/store/open.ts'
import { run } from '../../src/store/statement.ts'
import { bendable } from '../support/bendable.ts'
import { randomEvent } from '../support/events.ts'
import { ALICE, account, BOB, CAROL, minted, transferOf } from '../support/facts.ts'
import { addressOf, CHAIN, type Emitted, scriptedChain } from '../support/scripted.ts'
import { factsOf, indexing, scriptedContracts, scriptedSpec, temporaryStore } from '../support/world.ts'

const TOKEN = addressOf('TestToken')
const withoutToken = scriptedContracts.filter(({ address }) => address !== TOKEN)
const without = (kind: string) => scriptedContracts.filter(contract => contract.kind !== kind)

/** Sixty blocks of whatever may happen, and some with nothing but payments that a late registration decides. */
const lively = () => {
  const chain = scriptedChain()
  const events = fc.sample(fc.array(randomEvent, { maxLength: 5 }), { seed: 11, numRuns: 60 })
  const more: Record<number, Emitted[]> = {
    2: [transferOf(CAROL, BOB, 1n)],
    12: [minted(0n, BOB)],
    14: [transferOf(CAROL, BOB, 2n)],
    26: [minted(0n, ALICE), minted(0n, BOB)],
    40: [transferOf(CAROL, BOB, 3n), transferOf(ALICE, CAROL, 4n), transferOf(CAROL, account(0xdead), 6n)],
    55: [transferOf(BOB, CAROL, 5n)],
  }
  for (const [i, block] of events.entries()) chain.mine(more[i] ?? block)
  return chain
}
type Chain = ReturnType<typeof lively>

const keptIn = async (store: Store): Promise<Record<string, unknown[]>> => ({
  ...(await factsOf(store)),
  coverage: await store.write(() =>
    run(
      'select contract, reach, min(from_block) as low, max(to_block) as high from coverage group by contract, reach order by contract',
    ),
  ),
})

/** Indexes the chain up to its head into the store and stops. Gives which contracts logs of ranges were asked for. */
const index = async (chain: Chain, store: Store, spec: Partial<ChainSpec> = {}, of = modules) => {
  const asked = new Set<string>()
  const { source, bend } = bendable(chain.source)
  bend({
    logsInRange: (filter, from, to) => {
      for (const address of filter.addresses) asked.add(address)
      return chain.source.logsInRange(filter, from, to)
    },
  })
  const indexer = indexing(store, source, { spec: { ...scriptedSpec, ...spec }, modules: of })
  try {
    await indexer.reach(chain.head())
  } finally {
    await indexer.stop()
  }
  return [...asked].sort()
}

/** What indexing the chain once gives, in a store of its own. */
const once = async (chain: Chain, spec: Partial<ChainSpec> = {}, of = modules) => {
  const store = temporaryStore()
  await index(chain, store, spec, of)
  const kept = await keptIn(store)
  await store.close()
  return kept
}

/** Payments that watch more than they do, and ones that watch less. */
const watching = (minted: (event: { to: string }) => readonly string[]): readonly Module[] =>
  modules.map(module => {
    const { identityRegistry } = module.on
    if (module.name !== 'payments' || !identityRegistry) return module
    const Transfer = { ...(identityRegistry.Transfer as object), watches: minted } as never
    const on = { ...module.on, identityRegistry: { ...identityRegistry, Transfer } }
    return { ...module, rules: module.rules + 1, on }
  })
const generous = watching(({ to }) => [to, CAROL].filter(address => address !== zeroAddress))
const strict = watching(() => [])

test('an asset that joins the configuration is read for all that was watched in time, and nothing else is read', async () => {
  const chain = lively()
  const store = temporaryStore()
  await index(chain, store, { contracts: withoutToken })
  assert.deepEqual((await keptIn(store)).watched, [])
  assert.deepEqual(await index(chain, store, { maxRange: 7 }), [TOKEN])
  assert.deepEqual(await keptIn(store), await once(chain))
  assert.deepEqual(await index(chain, store), [])
  await store.close()
})

for (const [what, spec, of, asked] of [
  ['an earlier start', { start: 25 }, modules, scriptedContracts.map(({ address }) => address)],
  ['a start between', { start: 13 }, modules, scriptedContracts.map(({ address }) => address)],
  [
    'a registry that joins',
    { contracts: without('identityRegistry') },
    modules,
    [addressOf('TestIdentityRegistry'), TOKEN],
  ],
  ['rules that watch more', {}, strict, [TOKEN]],
  ['rules that watch less', {}, generous, [TOKEN]],
] as const) {
  test(`${what}: what was read by topic is read again, for those who are watched now`, async () => {
    const chain = lively()
    const store = temporaryStore()
    await index(chain, store, spec, of)
    const before = await keptIn(store)
    assert.deepEqual(await index(chain, store), asked.toSorted())
    const after = await keptIn(store)
    assert.notDeepEqual(before.payment, after.payment)
    assert.deepEqual(after, await once(chain))
    assert.deepEqual(await index(chain, store), [])
    await store.close()
  })
}

test('rules that change what is watched in nothing ask for nothing', async () => {
  const chain = lively()
  const store = temporaryStore()
  await index(chain, store)
  const same = watching(({ to }) => (to === zeroAddress ? [] : [to]))
  assert.deepEqual(await index(chain, store, {}, same), [])
  // The roots alone say that the rules are others.
  assert.deepEqual({ ...(await keptIn(store)), root: [] }, { ...(await once(chain)), root: [] })
  await store.close()
})

test('a later start takes nothing away, and what is read again is read from the earlier one', async () => {
  const chain = lively()
  const store = temporaryStore()
  await index(chain, store, {}, generous)
  assert.deepEqual(await index(chain, store, { start: 30 }), [TOKEN])
  assert.deepEqual(await keptIn(store), await once(chain))
  await store.close()
})

test('an asset that leaves and comes back under other rules is read under those', async () => {
  const chain = lively()
  const store = temporaryStore()
  await index(chain, store, {}, generous)
  await index(chain, store, { contracts: withoutToken }, generous)
  assert.deepEqual((await keptIn(store)).payment, [])
  assert.deepEqual(await index(chain, store), [TOKEN])
  assert.deepEqual(await keptIn(store), await once(chain))
  await store.close()
})

test('a crash anywhere while it is read again loses nothing', async () => {
  const chain = lively()
  const reference = await once(chain)
  let finished = false
  for (let n = 1; !finished; n += 13) {
    const store = temporaryStore()
    await index(chain, store, { start: 25 }, generous)
    let statements = 0
    const failing: Store = {
      ...store,
      write: program =>
        store.write(function* () {
          const running = program()
          let step = running.next()
          while (!step.done) {
            statements += 1
            if (statements === n) throw new Error('the power is gone')
            step = running.next(yield step.value)
          }
          return step.value
        }),
    }
    const crashing = indexing(failing, chain.source, { spec: { ...scriptedSpec, maxRange: 20 } })
    const outcome = await crashing.reach(chain.head()).then(
      () => 'reached',
      error => String(error),
    )
    finished = outcome === 'reached'
    await crashing.stop().catch(() => {})
    await index(chain, store)
    assert.deepEqual(await keptIn(store), reference, `crashed at statement ${n}`)
    await store.close()
  }
})

test('what is read by topic makes nobody known: a module that would have it so is refused', () => {
  const module = modules.find(({ name }) => name === 'payments')
  assert.ok(module)
  const Transfer = { watches: ({ to }: { to: string }) => [to], apply: () => [] }
  const circular = { ...module, on: { ...module.on, paymentAsset: { ...module.on.paymentAsset, Transfer } } }
  assert.throws(() => decoder(CHAIN, scriptedContracts, [circular]), {
    message: 'payments watches what an event of a paymentAsset names, which is read by topic itself',
  })
})
