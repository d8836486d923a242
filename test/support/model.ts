/** Random trees of blocks with other events on each branch, endpoints that fail, restarts: what is held is the fold of the chain. */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { Store } from '../../src/store/open.ts'
import { run } from '../../src/store/statement.ts'
import { diceOf } from './dice.ts'
import { randomEvent } from './events.ts'
import { type Chain, once } from './faulty.ts'
import { flaky } from './flaky.ts'
import { addressOf, type Emitted, FINAL_DEPTH, scriptedChain } from './scripted.ts'
import { factsOf, indexing, scriptedContracts, scriptedSpec } from './world.ts'

type Blocks = readonly (readonly Emitted[])[]
type Step =
  | { readonly kind: 'mine'; readonly blocks: Blocks }
  | { readonly kind: 'fork'; readonly depth: number; readonly blocks: Blocks }
  | { readonly kind: 'settle' }
  | { readonly kind: 'restart' }

const blocks = fc.array(fc.array(randomEvent, { maxLength: 6 }), { minLength: 1, maxLength: 5 })
const depth = fc.integer({ min: 1, max: 7 })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('mine' as const), blocks }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('fork' as const), depth, blocks }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'settle' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'restart' as const }) },
)
const history = fc.record({
  steps: fc.array(step, { minLength: 3, maxLength: 12 }),
  seed: fc.integer({ min: 1, max: 2 ** 31 }),
  rate: fc.constantFrom(1 / 12, 1 / 40),
  maxRange: fc.constantFrom(1, 3, 10_000),
  pollMs: fc.constantFrom(1, 3, 9),
})

/** A property: through whatever history, whenever the indexer has settled, the store is the fold of the chain as it stands. */
export const heldIsFolded = (open: () => Promise<Store>, broken: (store: Store) => Store = store => store) =>
  fc.asyncProperty(history, async ({ steps, seed, rate, maxRange, pollMs }) => {
    const chain = scriptedChain()
    chain.mine()
    const store = await open()
    const { source, be } = flaky(chain, diceOf(seed), rate)
    const starts = () => indexing(broken(store), source, { spec: { ...scriptedSpec, maxRange, pollMs } })
    let indexer = starts()
    const settled = async () => {
      be(false)
      await indexer.reach(chain.head())
      await checkFold(store, chain)
      be(true)
    }
    try {
      for (const step of steps) {
        if (step.kind === 'settle') await settled()
        if (step.kind === 'fork') chain.fork(step.depth)
        if ('blocks' in step) for (const events of step.blocks) chain.mine(events)
        if (step.kind === 'restart') {
          await indexer.stop()
          indexer = starts()
        }
      }
      for (let i = 0; i < FINAL_DEPTH; i += 1) chain.mine()
      await settled()
    } finally {
      await indexer.stop().catch(() => {})
      await store.close()
    }
  })

/** Compares with indexing the chain once, and with a fold that knows nothing of ours. */
const checkFold = async (store: Store, chain: Chain): Promise<void> => {
  const facts = await factsOf(store)
  assert.deepEqual(facts, await once(chain))
  assert.deepEqual(await ownersIn(store), ownersOf(chain))
  const heads = await store.write(() => run('select head_hash from chain'))
  assert.deepEqual(heads, [{ head_hash: chain.head().hash }])
  const whole = new Set(scriptedContracts.filter(({ kind }) => kind !== 'paymentAsset').map(({ address }) => address))
  const places = chain
    .blocks()
    .flatMap(({ logs }) => logs)
    .filter(({ address }) => whole.has(address))
    .map(({ block, logIndex, data }) => [block, logIndex, data])
  const kept = (facts.log as { block: number; log_index: number; address: string; data: string }[])
    .filter(({ address }) => whole.has(address))
    .map(({ block, log_index, data }) => [block, log_index, data])
  assert.deepEqual(kept, places)
}

const TRANSFER = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef'

/** Who owns each agent, by the transfers alone: an agent is born by one from nobody. */
const ownersOf = (chain: Chain): Record<string, string> => {
  const owners: Record<string, string> = {}
  const registry = addressOf('TestIdentityRegistry')
  for (const { topics, address } of chain.blocks().flatMap(({ logs }) => logs)) {
    const [topic0, from = '', to = '', token = ''] = topics
    if (address !== registry || topic0 !== TRANSFER) continue
    const id = BigInt(token).toString()
    if (BigInt(from) === 0n || id in owners) owners[id] = `0x${to.slice(26)}`
  }
  return owners
}

const ownersIn = async (store: Store): Promise<Record<string, string>> => {
  const rows = await store.write(() => run<{ id: string; owner: string }>('select id, owner from agent'))
  return Object.fromEntries(rows.map(({ id, owner }) => [id.slice(id.lastIndexOf('/') + 1), owner]))
}
