/** Links over chains, and to what this node knows nothing of. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import { runIndexer } from '../../indexer/index.ts'
import { ethrDid } from '../../src/core/did.ts'
import { modules } from '../../src/modules/index.ts'
import { asking } from '../support/asking.ts'
import { ALICE, account, agentAt, BOB, IDENTITY, minted, registration } from '../support/facts.ts'
import { linksShown, namesAgent, namesDid, ownerChanged } from '../support/links.ts'
import { startNode } from '../support/node.ts'
import { CHAIN, type Emitted, scriptedChain } from '../support/scripted.ts'
import { noSettings } from '../support/settings.ts'
import { until } from '../support/until.ts'
import { scriptedSpec, temporaryStore } from '../support/world.ts'

type Status = { status: { chains: { chain: string; head: { number: string } | null }[] } }

const node = await startNode({ settings: { unreadDidChains: ['eip155:137'] } })
after(() => node.close())
const { agentLinks, didLinks } = linksShown(node.ask)

const mine = async (...events: Emitted[]) => {
  node.mine(...events)
  await node.settle()
}
let used = 0
const pair = async () => {
  const token = BigInt(used++)
  const identity = account(0xd000 + used)
  await mine(...registration(token, ''))
  return { token, identity, agent: agentAt(token), did: ethrDid(CHAIN, identity) }
}

test('a DID without a side of its own is claimed at most', async () => {
  const key = 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK'
  const dids = [key, 'did:ion:abc', `did:ethr:0x1:${ALICE}`, `did:ethr:nowhere:${ALICE}`]
  const { token, agent } = await pair()
  for (const did of dids) {
    await mine(namesDid(token, did))
    assert.deepEqual(await agentLinks(agent), [`${did} CLAIMED: METADATA HELD | -`])
  }
})

test('a DID that this node cannot judge is named, and no identity', async () => {
  const { token, agent } = await pair()
  const identities: [did: string, identity: { did: string } | null][] = [
    [`did:ethr:0x89:${ALICE}`, null],
    ['did:ion:abc', null],
    ['did:web:127.0.0.1', null],
    ['did:web:A.example', { did: 'did:web:a.example' }],
    [`did:ethr:0x1:${ALICE}`, { did: `did:ethr:0x1:${ALICE}` }],
  ]
  const query = 'query ($id: ID!) { agent(id: $id) { links { state identity { did } } } }'
  for (const [did, identity] of identities) {
    await mine(namesDid(token, did))
    assert.deepEqual(await node.ask(query, { id: agent }), { agent: { links: [{ state: 'CLAIMED', identity }] } })
  }
})

test('an agent that is not indexed here is claimed at most, by a DID', async () => {
  const { identity, did } = await pair()
  const elsewhere = [`eip155:8453:${IDENTITY}/0`, `${CHAIN}:${ALICE}/0`, agentAt(10n ** 30n)]
  await mine(...elsewhere.map(agent => namesAgent(identity, agent)))
  const claimed = elsewhere.toSorted().map(agent => `${agent} CLAIMED: - | ATTRIBUTE HELD`)
  assert.deepEqual(await didLinks(did), claimed)
  const query = 'query ($did: ID!) { identity(did: $did) { links { agent { id } } } }'
  assert.deepEqual(await node.ask(query, { did }), { identity: { links: elsewhere.map(() => ({ agent: null })) } })
  await mine(ownerChanged(identity, BOB))
  assert.deepEqual(
    await didLinks(did),
    claimed.map(line => line.replace('CLAIMED: - | ATTRIBUTE HELD', 'STALE: - | ATTRIBUTE STALE')),
  )
})

test('an agent and a DID of two chains are linked like those of one', async () => {
  const OTHER = 'eip155:8453'
  const [home, away] = [scriptedChain(), scriptedChain()]
  const identity = account(0xd0)
  const [agent, did] = [`${OTHER}:${IDENTITY}/0`, ethrDid(CHAIN, identity)]
  for (const chain of [home, away]) chain.mine()
  away.mine([minted(0n), namesDid(0n, did)])
  // The same numbers on the other chain are other agents and identities.
  away.mine([namesAgent(identity, agentAt(0))])
  home.mine([minted(0n), namesAgent(identity, agent)])
  const changed = home.mine([ownerChanged(identity, BOB)]).header
  const store = temporaryStore()
  const abort = new AbortController()
  const running = runIndexer({
    store,
    modules,
    settings: noSettings,
    chains: [
      { spec: scriptedSpec, source: home.source },
      { spec: { ...scriptedSpec, chain: OTHER }, source: { ...away.source, chainNumber: async () => 8453n } },
    ],
    report: () => {},
    signal: abort.signal,
  })
  const { ask, answered } = asking(store)
  const heads = async (): Promise<unknown> => {
    const { data } = await answered<Status | null>('{ status { chains { chain head { number } } } }', {})
    return data?.status.chains.map(({ chain, head }) => [chain, head?.number])
  }
  try {
    const last = String(changed.number)
    const expected = [CHAIN, OTHER].map(chain => [chain, last])
    await until('both chains are indexed', async () => isDeepStrictEqual(await heads(), expected))
    const { between, agentLinks } = linksShown(ask)
    const before = { chain: CHAIN, block: String(changed.number - 1) }
    assert.deepEqual(
      [await between(agent, did, before), await between(agent, did), await agentLinks(agentAt(0))],
      [
        'VERIFIED: METADATA HELD | ATTRIBUTE HELD',
        'STALE: METADATA HELD | ATTRIBUTE STALE',
        [`${ethrDid(OTHER, identity)} CLAIMED: - | ATTRIBUTE HELD`],
      ],
    )
  } finally {
    abort.abort()
    await running
    await store.close()
  }
})
