/** What is held, held against the contracts themselves: real ones, on a real chain, over an endpoint that leaves something out. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { toEventSelector } from 'viem'
import type { Source } from '../../indexer/source.ts'
import type { Header, Log } from '../../src/core/block.ts'
import type { Store } from '../../src/store/open.ts'
import { run } from '../../src/store/statement.ts'
import { lying, several } from '../support/lying.ts'
import { type SealedChain, sealedChain } from '../support/sealed.ts'
import { until } from '../support/until.ts'
import { factsOf, indexing, temporaryStore } from '../support/world.ts'

let chain: SealedChain
before(async () => {
  chain = await sealedChain()
})
after(() => chain.stop())

type Row = { kind: string; outcome: string; checked: number; differing: number; detail: string | null; block: number }
const checksOf = (store: Store): Promise<Row[]> =>
  store.write(() => run<Row>('select * from tail_check where outcome is not null order by kind'))
const outcomesOf = async (store: Store) =>
  Object.fromEntries(
    (await checksOf(store)).map(({ kind, outcome, checked, differing }) => [kind, [outcome, checked, differing]]),
  )
const repairsOf = (store: Store) =>
  store.write(() => run<Record<string, unknown>>('select id, state, found, detail from repair order by id'))

/** Every check, and how many things it is about. */
const WHOLE = {
  agents: ['holds', 2, 0],
  changed: ['holds', 1, 0],
  feedback: ['holds', 2, 0],
  highest_agent: ['holds', 1, 0],
  last_index: ['holds', 1, 0],
  seal: ['proved', 3, 0],
  validations: ['holds', 2, 0],
}

/** Indexes over these endpoints, tells when all is checked, and leaves nothing behind. */
const audited = async (sources: readonly Source[], told: (store: Store) => Promise<void>): Promise<void> => {
  const store = temporaryStore()
  const indexer = indexing(store, several(...sources), { spec: chain.spec })
  try {
    await indexer.reach(await chain.head())
    await told(store)
  } finally {
    await indexer.stop()
    await store.close()
  }
}
const settled = (store: Store, what = WHOLE) =>
  until(JSON.stringify(what), async () => JSON.stringify(await outcomesOf(store)) === JSON.stringify(what))

test('what was indexed whole is what the contracts say, and what the board holds is proved', async () => {
  await audited([chain.source], async store => {
    await until('all is checked', async () => (await checksOf(store)).length === 7)
    assert.deepEqual(await outcomesOf(store), WHOLE)
    assert.deepEqual(await repairsOf(store), [])
  })
})

/** One log of each kind that no sequence misses, as the last of its key. */
const UNSEEN: Record<string, { event: string; hides?: (log: Log) => boolean; check: string; says: RegExp }> = {
  'a new URI': {
    event: 'URIUpdated(uint256,string,address)',
    check: 'agents',
    says: /^URI is https:\/\/a\.example\/1, held is $/,
  },
  'a transfer': {
    event: 'Transfer(address,address,uint256)',
    hides: ({ topics }) => !/^0x0+$/.test(topics[1] ?? ''),
    check: 'agents',
    says: /^owner is 0x[0-9a-f]{40}, held is 0x[0-9a-f]{40}$/,
  },
  'the last mint': {
    event: 'Transfer(address,address,uint256)',
    hides: ({ topics }) => /1$/.test(topics[3] ?? ''),
    check: 'highest_agent',
    says: /^the highest id is 1, held is 0$/,
  },
  'a revocation': {
    event: 'FeedbackRevoked(uint256,address,uint64)',
    check: 'feedback',
    says: /^it says 1 1 .* true, held is 1 1 .* false$/,
  },
  'the last feedback': {
    event: 'NewFeedback(uint256,address,uint64,int128,uint8,string,string,string,string,string,bytes32)',
    hides: ({ data }) => data.startsWith(`0x${'2'.padStart(64, '0')}`),
    check: 'last_index',
    says: /^the last index is 2, held is 1$/,
  },
  'the request and the answer of a validation': {
    event: 'ValidationRequest(address,uint256,string,bytes32)',
    check: 'validations',
    says: /^1 validations were asked for, 1 of them not held; held are 0$/,
  },
  'the last event of an identity': {
    event: 'DIDDelegateChanged(address,bytes32,address,uint256,uint256)',
    check: 'changed',
    says: /^changed in block \d+, held is \d+$/,
  },
  'the last announcement': {
    event: 'OfferAnnounced(uint64,bytes32,bytes32,uint64,string,address)',
    hides: ({ topics }) => /2$/.test(topics[1] ?? ''),
    check: 'seal',
    says: /^its words are 0x3 0x[0-9a-f]+, those of the logs held are 0x2 0x[0-9a-f]+$/,
  },
}

for (const [name, { event, hides = () => true, check, says }] of Object.entries(UNSEEN)) {
  test(`${name} is missed by the state of the contract alone, and had from a second endpoint`, async () => {
    const topics = [toEventSelector(event)]
    if (check === 'validations')
      topics.push(toEventSelector('ValidationResponse(address,uint256,bytes32,uint8,string,bytes32,string)'))
    const liar = lying(chain.source, 'liar', log => topics.includes(log.topics[0] as never) && hides(log))
    const whole = await (async () => {
      let facts: unknown
      await audited([chain.source], async store => {
        facts = await factsOf(store)
      })
      return facts
    })()

    await audited([liar], async store => {
      await until('it differs', async () =>
        (await checksOf(store)).some(({ kind, outcome }) => kind === check && outcome === 'differs'),
      )
      const found = (await checksOf(store)).find(({ kind }) => kind === check)
      assert.match(found?.detail ?? '', says)
      // No sequence shows it.
      if (!['the last mint'].includes(name)) assert.deepEqual(await store.write(() => run('select * from gap')), [])
    })
    await audited([liar, { ...chain.source, name: 'honest' }], async store => {
      await settled(store)
      assert.deepEqual(await factsOf(store), whole)
      assert.ok((await repairsOf(store)).every(({ state }) => state === 'repaired'))
    })
  })
}

test('a proof that was tampered with is none; without the hash of its header it is held to be unproved', async () => {
  const { proof: prove, head, headers, headerByHash } = chain.source
  const bent = (how: 'account' | 'storage' | 'word'): Source => ({
    ...chain.source,
    proof: async (...asked) => {
      const proof = await prove?.(...asked)
      if (!proof) throw new Error('nothing is proved')
      // Another word under the same path: its node does not hash to what its parent names.
      const other = proof.storage.map(nodes => nodes.map((node, i) => (i === nodes.length - 1 ? flipped(node) : node)))
      if (how === 'account') return { ...proof, account: proof.account.slice(1) }
      return { ...proof, storage: how === 'storage' ? proof.storage.map(() => []) : other }
    },
  })
  for (const how of ['account', 'storage', 'word'] as const) {
    await audited([bent(how)], async store => {
      const sealOf = () => store.write(() => run<Row>(`select * from tail_check where kind = 'seal'`))
      await until('it was tried', async () => (await sealOf()).length === 1)
      const [{ outcome = '', detail = '' } = {}] = await sealOf()
      assert.deepEqual(
        [outcome, /^the proof of 0x[0-9a-f]+ does not lead to its root$/.test(`${detail}`)],
        [null, true],
        how,
      )
    })
  }
  const bare = ({ recomputed: _, ...header }: Header): Header => header
  const plain: Source = {
    ...chain.source,
    head: async () => bare(await head()),
    headers: async numbers => (await headers(numbers)).map(header => header && bare(header)),
    headerByHash: async hash => {
      const header = await headerByHash(hash)
      return header && bare(header)
    },
  }
  await audited([plain], async store => {
    await until('it is told', async () => (await checksOf(store)).some(({ kind }) => kind === 'seal'))
    const seal = (await checksOf(store)).find(({ kind }) => kind === 'seal')
    assert.deepEqual(
      [seal?.outcome, seal?.detail],
      ['unproved', `the hash of block ${seal?.block} cannot be recomputed from its header`],
    )
  })
})

const flipped = (node: `0x${string}`): `0x${string}` =>
  `0x${node.slice(2, -1)}${node.endsWith('1') ? '2' : '1'}` as const
