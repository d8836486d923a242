import assert from 'node:assert/strict'
import type { Log } from '../../src/core/block.ts'
import { asking } from '../support/asking.ts'
import { readLines, realTest } from '../support/real.ts'
import { temporaryStore } from '../support/world.ts'
import { type Unwritten, withTables, writtenChain } from '../support/written.ts'

type Recorded = {
  readonly network: string
  readonly chainId: number
  readonly registry: string
  readonly did: string
  readonly blockTimestamps: readonly number[]
  readonly logs: readonly (Pick<Log, 'logIndex' | 'topics' | 'data'> & { readonly blockNumber: number })[]
  readonly queries: readonly { readonly didUrl: string; readonly accept: string | null; readonly result: object }[]
}

const RESOLVE = `query ($did: ID!, $accept: String) {
  resolve(did: $did, accept: $accept, profile: ETHR) { didDocumentMetadata didResolutionMetadata didDocument }
}`

const blocksOf = ({ blockTimestamps, logs }: Recorded): Unwritten[] =>
  blockTimestamps.map((time, number) => ({
    number,
    time,
    logs: logs.filter(log => log.blockNumber === number).sort((a, b) => a.logIndex - b.logIndex),
  }))

const histories = (): ReadonlyMap<number, Recorded[]> =>
  Map.groupBy(readLines<Recorded>('did-ethr-14.1.2-vectors.ndjson.gz'), ({ chainId }) => chainId)

/** Where each history is cut and continued by another one, before its own rest comes back. */
const cutOf = (history: Recorded, i: number): number => (i * 7) % history.blockTimestamps.length

realTest('every recorded answer of the resolver is answered to the byte, also after a fork anywhere', async t => {
  let answers = 0
  const differing: object[] = []
  for (const [chainId, all] of histories()) {
    const store = temporaryStore()
    await withTables(store)
    const chain = `eip155:${chainId}`
    const address = all[0]?.registry.toLowerCase() ?? ''
    const { write } = await writtenChain(store, chain, { kind: 'didRegistry', address, subject: address })
    const { ask, faults } = asking(store, { networks: { dev: chain } })
    const compare = async ({ queries }: Recorded, when: string) => {
      for (const { didUrl, accept, result } of queries) {
        const { resolve } = await ask<{ resolve: object }>(RESOLVE, { did: didUrl, accept })
        answers += 1
        if (JSON.stringify(resolve) !== JSON.stringify(result)) differing.push({ when, didUrl, resolve, result })
      }
    }
    try {
      for (const [i, history] of all.entries()) {
        const blocks = blocksOf(history)
        await write(blocks, -1)
        await compare(history, 'at first')
        const cut = cutOf(history, i)
        const other = all[(i + 1) % all.length]
        assert.ok(other)
        // The other branch says what somebody else said, of this identity.
        const identity = history.logs[0]?.topics[1] ?? ''
        const foreign = blocksOf(other)
          .filter(({ number }) => number > cut)
          .map(block => ({
            ...block,
            logs: block.logs.map(log => ({ ...log, topics: [log.topics[0] ?? '', identity] })),
          }))
        if (foreign.length > 0) await write(foreign, cut)
        await write(
          blocks.filter(({ number }) => number > cut),
          cut,
        )
        await compare(history, `after a fork at ${cut}`)
      }
    } finally {
      await store.close()
    }
    assert.deepEqual(faults, [])
  }
  assert.deepEqual({ differing: differing.length, first: differing.slice(0, 2) }, { differing: 0, first: [] })
  t.diagnostic(`${answers} answers`)
})
