import assert from 'node:assert/strict'
import { rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { rpcSource } from '../../indexer/rpc.ts'
import { readConfig } from '../../src/config.ts'
import type { Log } from '../../src/core/block.ts'
import type { Implementation } from '../../src/core/settings.ts'
import { diagnosed } from '../../src/doctor.ts'
import { openStore, type Store } from '../../src/store/open.ts'
import { asking } from '../support/asking.ts'
import { ALICE, account, BOB, CAROL, feedbackGiven, minted, upgraded } from '../support/facts.ts'
import { once } from '../support/faulty.ts'
import { mockRpc } from '../support/mockRpc.ts'
import { places } from '../support/places.ts'
import { addressOf, CHAIN, scriptedChain } from '../support/scripted.ts'
import { noSettings } from '../support/settings.ts'
import { factsOf, type Indexing, indexing, scriptedContracts, scriptedSpec } from '../support/world.ts'

const [READ, STRANGE, STRANGER] = [account(0xc0de1), account(0xc0de2), account(0xc0de3)]
const REPUTATION = addressOf('TestReputationRegistry')
const to = (implementation: typeof READ) => upgraded('TestReputationRegistry', implementation)
const ofReputation = (address: string): Implementation => ({ chain: CHAIN, kind: 'reputationRegistry', address })
const KNOWN = [ofReputation(READ)]

const STATUS = `{
  agents(orderBy: MINTED_ASC) { nodes { tokenId } }
  status { chains { state gaps rejected completeness {
    unverified { contract kind implementation since } gaps { kind unverified }
  } } }
}`
const statusOf = (store: Store, implementations: readonly Implementation[] = KNOWN) =>
  asking(store, { implementations }).ask(STATUS)

type Run = readonly [implementation: string, since: string]
const saying = (agents: number, gaps: number, rejected: number, unverified: number, run?: Run) => ({
  agents: { nodes: Array.from({ length: agents }, (_, i) => ({ tokenId: `${i}` })) },
  status: {
    chains: [
      {
        ...{ state: 'FOLLOWING', gaps, rejected },
        completeness: {
          unverified: run
            ? [{ contract: REPUTATION, kind: 'reputationRegistry', implementation: run[0], since: run[1] }]
            : [],
          gaps: gaps === 0 ? [] : [{ kind: 'feedback_index', unverified }],
        },
      },
    ],
  },
})
const warned = ({ seen }: Indexing) =>
  seen.flatMap(event => (event.kind === 'upgraded' ? [[event.contract, event.implementation, event.at]] : []))

type Parts = {
  readonly chain: ReturnType<typeof scriptedChain>
  readonly store: Store
  readonly starts: () => Indexing
  /** What `portolan doctor` finds about code, where this code was read. */
  readonly doctor: (read: readonly string[]) => Promise<string[]>
}

for (const { name, make } of places) {
  const told = async (story: (parts: Parts) => Promise<void>) => {
    const chain = scriptedChain()
    chain.mine()
    const rpc = await mockRpc(chain)
    const { place, remove } = await make()
    const file = join(tmpdir(), `portolan-upgrade-${process.pid}-${name}.json`)
    const store = openStore(place)
    const started: Indexing[] = []
    const starts = () => {
      const settings = { ...noSettings, implementations: KNOWN }
      const indexer = indexing(store, rpcSource(rpc.url), { spec: scriptedSpec, settings })
      started.push(indexer)
      return indexer
    }
    const doctor = async (read: readonly string[]) => {
      const registries = scriptedContracts.filter(({ kind }) => kind.endsWith('Registry'))
      const contracts = Object.fromEntries(registries.map(({ kind, address }) => [kind, [address]]))
      const implementations = { reputationRegistry: read }
      const spec = { id: 31337, rpc: [rpc.url], start: 0, finality: 8, contracts, implementations }
      writeFileSync(file, JSON.stringify({ store: place, chains: [spec] }))
      const findings = await diagnosed(readConfig({ config: file }, {}), false, new AbortController().signal)
      return findings.filter(({ what }) => / code\b/.test(what)).map(({ level, what }) => `${level} ${what}`)
    }
    try {
      await story({ chain, store, starts, doctor })
    } finally {
      for (const indexer of started) await indexer.stop().catch(() => {})
      await rpc.close()
      await store.close()
      await remove()
      rmSync(file, { force: true })
    }
  }

  test(`a registry is upgraded to code that nobody here has read: it is said, its counters are doubted, and reading goes on (${name})`, () =>
    told(async ({ chain, store, starts, doctor }) => {
      // Under code that was read an index of 2 without a 1 before it is a hole, and nothing else.
      chain.mine([to(READ), minted(0n), feedbackGiven(0n, BOB, 2n)])
      const indexer = starts()
      await indexer.reach(chain.head())
      assert.deepEqual(await statusOf(store), saying(1, 1, 0, 0))

      chain.mine([to(STRANGE)])
      const { logs } = chain.mine([feedbackGiven(0n, CAROL, 5n), feedbackGiven(0n, ALICE, 1n), minted(1n)])
      // The same name and arguments, one of them no longer indexed.
      const [, odd] = logs as [Log, Log]
      Object.assign(odd, { topics: odd.topics.slice(0, -1) })
      await indexer.reach(chain.head())
      assert.deepEqual(await statusOf(store), saying(2, 2, 1, 1, [STRANGE, '2']))
      assert.deepEqual(warned(indexer), [[REPUTATION, STRANGE, 2]])
      assert.deepEqual(await doctor([READ]), [
        `wrong reputationRegistry ${REPUTATION} runs code that is not known, since block 2: ${STRANGE}`,
        'note 1 of these gaps of feedback_index came under unknown code',
      ])

      // An operator who has read it says so, and what was indexed stays as it is.
      assert.deepEqual(await doctor([READ, STRANGE]), [])
      assert.deepEqual(await statusOf(store, [...KNOWN, ofReputation(STRANGE)]), saying(2, 2, 1, 0))

      chain.mine([to(STRANGER)])
      await indexer.reach(chain.head())
      assert.deepEqual(await statusOf(store), saying(2, 2, 1, 1, [STRANGER, '2']))
      assert.deepEqual(await statusOf(store, []), saying(2, 2, 1, 2, [STRANGER, '1']))
      const other = { ...ofReputation(STRANGER), kind: 'identityRegistry' }
      assert.deepEqual(await statusOf(store, [...KNOWN, other]), saying(2, 2, 1, 1, [STRANGER, '2']))

      chain.mine([to(READ)])
      await indexer.reach(chain.head())
      assert.deepEqual(await statusOf(store), saying(2, 2, 1, 1))
      // So far back that who begins now reads it as history.
      for (let i = 0; i < 10; i += 1) chain.mine()
      await indexer.reach(chain.head())
      assert.deepEqual(await factsOf(store), await once(chain))
    }))

  test(`code that is known is nothing to speak of, in history and at the head (${name})`, () =>
    told(async ({ chain, store, starts, doctor }) => {
      chain.mine([to(READ), minted(0n)])
      for (let i = 0; i < 10; i += 1) chain.mine()
      const indexer = starts()
      await indexer.reach(chain.head())
      chain.mine([to(READ), feedbackGiven(0n, BOB, 1n)])
      await indexer.reach(chain.head())
      assert.deepEqual(await statusOf(store), saying(1, 0, 0, 0))
      assert.deepEqual(warned(indexer), [])
      assert.deepEqual(await doctor([READ]), [])
    }))

  test(`an upgrade in history is told of, and a fork takes back one at the head (${name})`, () =>
    told(async ({ chain, store, starts }) => {
      chain.mine([to(STRANGE), minted(0n)])
      for (let i = 0; i < 10; i += 1) chain.mine()
      const indexer = starts()
      await indexer.reach(chain.head())
      assert.deepEqual(warned(indexer), [[REPUTATION, STRANGE, 1]])
      chain.mine([to(STRANGER)])
      await indexer.reach(chain.head())
      assert.deepEqual(await statusOf(store), saying(1, 0, 0, 0, [STRANGER, '1']))
      chain.fork(1)
      for (let i = 0; i < 2; i += 1) chain.mine()
      await indexer.reach(chain.head())
      assert.deepEqual(await statusOf(store), saying(1, 0, 0, 0, [STRANGE, '1']))
      assert.deepEqual(await factsOf(store), await once(chain))
    }))
}
