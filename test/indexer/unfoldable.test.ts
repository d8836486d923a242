import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Module } from '../../src/core/module.ts'
import { modules as all } from '../../src/modules/index.ts'
import { asking } from '../support/asking.ts'
import { minted } from '../support/facts.ts'
import { CHAIN, FINAL_DEPTH, scriptedChain } from '../support/scripted.ts'
import { until } from '../support/until.ts'
import { factsOf, indexing, temporaryStore } from '../support/world.ts'

type Handler = { readonly apply: (event: { tokenId: bigint }, at: unknown, rows: unknown) => unknown }

/** The rules of identities, with a fault: the mint of agent 13 is too much for them. */
const faulty: readonly Module[] = all.map(module => {
  if (module.name !== 'identity') return module
  const handler = module.on.identityRegistry?.Transfer as Handler | Handler['apply']
  const apply = typeof handler === 'function' ? handler : handler.apply
  const Transfer = {
    ...(typeof handler === 'function' ? {} : handler),
    apply: (event: { tokenId: bigint }, at: unknown, rows: unknown) => {
      if (event.tokenId === 13n) throw new RangeError('thirteen')
      return apply(event, at, rows)
    },
  }
  return { ...module, on: { ...module.on, identityRegistry: { ...module.on.identityRegistry, Transfer } } } as Module
})

const QUESTION = '{ status { chains { state reason head { number } } } agents(first: 1) { nodes { tokenId } } }'

for (const where of ['a final range', 'the head'] as const) {
  test(`a rule that fails on one event of ${where} halts its chain there and says on which; it is served up to it`, async () => {
    const chain = scriptedChain()
    for (let i = 0; i < (where === 'the head' ? 13 : 40); i += 1) chain.mine([minted(BigInt(i))])
    const store = temporaryStore()
    const indexer = indexing(store, chain.source, { modules: faulty })
    const isHalted = () => indexer.seen.some(({ kind }) => kind === 'halted')
    try {
      if (where === 'the head') {
        await indexer.reach(chain.head())
        for (const token of [13n, 14n]) chain.mine([minted(token)])
      }
      await until('the chain is halted', isHalted)
      const reason = `unfoldable: the log 0 of block 13 of ${CHAIN} fits no rule: thirteen`
      assert.deepEqual(await asking(store).ask(QUESTION), {
        status: { chains: [{ state: 'HALTED', reason, head: { number: '12' } }] },
        agents: { nodes: [{ tokenId: '12' }] },
      })
      await indexer.stop()

      const mended = indexing(store, chain.source)
      for (let i = 0; i < FINAL_DEPTH; i += 1) chain.mine()
      await mended.reach(chain.head())
      await mended.stop()
      const once = temporaryStore()
      const again = indexing(once, chain.source)
      await again.reach(chain.head())
      await again.stop()
      assert.deepEqual(await factsOf(store), await factsOf(once))
      await once.close()
    } finally {
      await store.close()
    }
  })
}
