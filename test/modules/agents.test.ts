import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { stringToHex } from 'viem'
import { run } from '../../src/store/statement.ts'
import {
  ALICE,
  account,
  agentAt,
  approved,
  approvedForAll,
  BOB,
  CAROL,
  IDENTITY,
  metadataSet,
  minted,
  refreshed,
  registered,
  registration,
  transferred,
  uriUpdated,
  walletSet,
} from '../support/facts.ts'
import { startNode } from '../support/node.ts'
import { CHAIN, type Emitted } from '../support/scripted.ts'

const node = await startNode()
after(() => node.close())
const { ask, refused } = node

const mine = async (...events: Emitted[]) => {
  const block = node.mine(...events)
  await node.settle()
  return block
}
const WHOLE = `query ($id: ID!) {
  agent(id: $id) {
    id chain registry tokenId owner wallet walletProvenance approved operators uri
    metadata { key value text updatedAt { block logIndex } }
    mintedAt { chain block blockHash time transaction logIndex contract }
    updatedAt { block logIndex }
  }
}`

test('what is not an agent id is refused with the form that is; an agent that is not there is null', async () => {
  const short = IDENTITY.slice(0, -1)
  const ids = ['', '7', CHAIN, `${CHAIN}:${IDENTITY}`, `${CHAIN}:${IDENTITY}/`, `${CHAIN}:${IDENTITY}/-1`]
  const more = [`${CHAIN}:${IDENTITY}/007`, `${CHAIN}:${IDENTITY}/0x7`, `${CHAIN}:${short}/7`, `eip155:0:${IDENTITY}/7`]
  for (const id of [...ids, ...more, `solana:1:${IDENTITY}/7`, `${CHAIN}/erc20:${IDENTITY}/7`, 'x'.repeat(10_000)]) {
    assert.deepEqual(await refused(WHOLE, { id }), {
      code: 'bad_input',
      message: `id: ${id.slice(0, 120)} is not an agent id`,
      hint: 'write eip155:<chain>:<registry address>/<token id>',
    })
  }
  const absent = [agentAt(9), agentAt((1n << 256n) - 1n), `eip155:1:${IDENTITY}/0`]
  for (const id of absent) assert.deepEqual(await ask(WHOLE, { id }), { agent: null })
})

test('an agent, whole: who owns it, who may act for it, what it says of itself, and where each was said', async () => {
  const { header, logs } = await mine(...registration(0n, ''))
  const next = await mine(
    metadataSet(0n, 'did', stringToHex('did:example:1')),
    metadataSet(0n, 'AgentWallet', '0xff'),
    metadataSet(0n, '', '0x'),
    walletSet(0n, CAROL),
    approved(0n, BOB),
    approvedForAll(ALICE, CAROL, true),
    approvedForAll(ALICE, BOB, true),
    approvedForAll(ALICE, account(9), true),
    approvedForAll(ALICE, account(9), false),
    approvedForAll(BOB, account(9), true),
  )
  const { number } = next.header
  const said = (logIndex: number) => ({ updatedAt: { block: String(number), logIndex: String(logIndex) } })
  const agent = {
    id: agentAt(0),
    chain: CHAIN,
    registry: IDENTITY,
    tokenId: '0',
    owner: ALICE,
    wallet: CAROL,
    walletProvenance: 'PROVEN',
    approved: BOB,
    operators: [BOB, CAROL],
    uri: '',
    metadata: [
      { key: '', value: '0x', text: '', ...said(2) },
      { key: 'AgentWallet', value: '0xff', text: null, ...said(1) },
      { key: 'did', value: stringToHex('did:example:1'), text: 'did:example:1', ...said(0) },
    ],
    mintedAt: {
      chain: CHAIN,
      block: String(header.number),
      blockHash: header.hash,
      time: new Date(header.time * 1_000).toISOString().replace('.000', ''),
      transaction: logs[0]?.tx,
      logIndex: '0',
      contract: IDENTITY,
    },
    ...said(4),
  }
  const spellings = [agentAt(0), `${CHAIN}/erc721:${IDENTITY}/0`, agentAt(0).replace('a', 'A')]
  for (const id of spellings) assert.deepEqual(await ask(WHOLE, { id }), { agent })
})

test('a transfer takes the approval and the wallet along, and the operators are those of the new owner', async () => {
  await mine(walletSet(0n, '0x'), transferred(0n, ALICE, BOB))
  const AFTER = 'query ($id: ID!) { agent(id: $id) { owner wallet walletProvenance approved operators } }'
  assert.deepEqual(await ask(AFTER, { id: agentAt(0) }), {
    agent: { owner: BOB, wallet: null, walletProvenance: 'CLEARED', approved: null, operators: [account(9)] },
  })
})

test('metadata is text where its bytes are UTF-8, whatever text that is', async () => {
  const texts = ['a', 'é\u{1f6a2}', 'a\0b', '\\x41', '\\x', '\uFEFFa']
  await mine(...texts.map((text, i) => metadataSet(0n, `text:${i}`, stringToHex(text))))
  const { agent } = await ask<{ agent: { metadata: { key: string; text: string }[] } }>(
    'query ($id: ID!) { agent(id: $id) { metadata { key text } } }',
    { id: agentAt(0) },
  )
  assert.deepEqual(
    agent.metadata.filter(({ key }) => key.startsWith('text:')),
    texts.map((text, i) => ({ key: `text:${i}`, text })),
  )
})

test('rules of replay: owner by transfers alone, a URI only where it was written, the repeated wallet ignored', async () => {
  const id = 1n
  await mine(
    // Registered names the registrant, who gave the agent away in the meantime.
    ...[minted(id), walletSet(id, '0x'), transferred(id, ALICE, BOB), registered(id, ''), walletSet(id, ALICE)],
    // A URI set in the callback of a registration without one.
    ...[minted(2n), refreshed(2n), uriUpdated(2n, 'data:,inner'), registered(2n, ''), walletSet(2n, ALICE)],
    // The same with an outer URI, an empty one among them.
    ...[minted(3n), refreshed(3n), uriUpdated(3n, 'data:,inner'), refreshed(3n), registered(3n, 'data:,outer')],
    ...[walletSet(3n, ALICE), minted(4n), refreshed(4n), uriUpdated(4n, 'data:,inner'), refreshed(4n)],
    ...[registered(4n, ''), walletSet(4n, ALICE)],
    // A registry that announces the wallet before Registered.
    ...[minted(5n), walletSet(5n, ALICE), registered(5n, 'data:,x')],
    // A wallet that was proven in the callback.
    ...[minted(6n), walletSet(6n, CAROL), registered(6n, ''), walletSet(6n, ALICE)],
    // Another agent registered in the middle.
    ...[
      minted(7n),
      minted(8n, BOB),
      registered(8n, '', BOB),
      walletSet(8n, BOB),
      registered(7n, ''),
      walletSet(7n, ALICE),
    ],
  )
  const { agents } = await ask<{ agents: { nodes: unknown[] } }>(
    '{ agents(first: 8) { nodes { tokenId owner wallet walletProvenance uri } } }',
  )
  const agent = (
    tokenId: string,
    owner: string,
    wallet: string | null,
    walletProvenance: string,
    uri: string | null,
  ) => ({
    tokenId,
    owner,
    wallet,
    walletProvenance,
    uri,
  })
  assert.deepEqual(agents.nodes, [
    agent('8', BOB, BOB, 'DEFAULT_OWNER', null),
    agent('7', ALICE, ALICE, 'DEFAULT_OWNER', null),
    agent('6', ALICE, CAROL, 'PROVEN', null),
    agent('5', ALICE, ALICE, 'DEFAULT_OWNER', 'data:,x'),
    agent('4', ALICE, ALICE, 'DEFAULT_OWNER', ''),
    agent('3', ALICE, ALICE, 'DEFAULT_OWNER', 'data:,outer'),
    agent('2', ALICE, ALICE, 'DEFAULT_OWNER', 'data:,inner'),
    agent('1', BOB, null, 'CLEARED', null),
  ])
})

test('what was missed before an event is a gap, and stops nothing', async () => {
  const before = await node.store.write(() => run<{ n: number }>('select count(*) as n from gap'))
  const { header } = await mine(
    minted(30n),
    approved(40n, BOB),
    uriUpdated(41n, 'data:,'),
    transferred(42n, ALICE, BOB),
    approvedForAll(CAROL, BOB, false),
    registered(43n, ''),
    minted(31n),
  )
  const rows = await node.store.write(() => run('select kind, subject, detail, li from gap order by li'))
  const absent = (columns: string) => `a change of ${columns} to a row that is not here`
  assert.deepEqual(
    [before, rows],
    [
      [{ n: 0 }],
      [
        { kind: 'agent_id', subject: agentAt(30), detail: 'the agent minted just before it was not seen', li: 0 },
        { kind: 'absent', subject: `agent ${agentAt(40)}`, detail: absent('approved'), li: 1 },
        { kind: 'absent', subject: `agent ${agentAt(41)}`, detail: absent('uri, uri_id, uri_at'), li: 2 },
        {
          kind: 'absent',
          subject: `agent ${agentAt(42)}`,
          detail: absent('owner, owner_at, approved, wallet, wallet_provenance, wallet_at'),
          li: 3,
        },
        { kind: 'absent', subject: `agent ${agentAt(43)}`, detail: absent('registered, refreshed'), li: 5 },
      ],
    ],
  )
  const { status, agent } = await ask<{ status: { chains: unknown[] }; agent: unknown }>(
    'query ($id: ID!) { status { chains { state head { number } gaps rejected } } agent(id: $id) { owner } }',
    { id: agentAt(31) },
  )
  const chain = { state: 'FOLLOWING', head: { number: String(header.number) }, gaps: 5, rejected: 0 }
  assert.deepEqual({ status, agent }, { status: { chains: [chain] }, agent: { owner: ALICE } })
})
