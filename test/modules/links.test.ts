import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { getAddress, type Hex, padHex, stringToHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { ethrDid } from '../../src/core/did.ts'
import { run } from '../../src/store/statement.ts'
import { ALICE, account, agentAt, BOB, CAROL, IDENTITY, metadataSet, minted, transferred } from '../support/facts.ts'
import { iso } from '../support/iso.ts'
import { burnt, deactivated, linksShown, namesAgent, namesDid, ownerChanged, revokesAgent } from '../support/links.ts'
import { startNode } from '../support/node.ts'
import { addressOf, CHAIN, type Emitted } from '../support/scripted.ts'

const node = await startNode()
after(() => node.close())
const { agentLinks, didLinks, between } = linksShown(node.ask)

const mine = async (...events: Emitted[]) => {
  const { header } = node.mine(...events)
  await node.settle()
  return header
}
/** An agent and an identity of its own, each story's alone. */
let used = 0
const pair = async (owner: Hex = ALICE) => {
  const token = BigInt(used++)
  const identity = account(0xd000 + used)
  await mine(minted(token, owner))
  return { token, identity, agent: agentAt(token), did: ethrDid(CHAIN, identity) }
}

const { publicKey, address } = privateKeyToAccount(padHex('0x07', { size: 32 }))
const compressed = `0x${Number.parseInt(publicKey.slice(-1), 16) % 2 === 0 ? '02' : '03'}${publicKey.slice(4, 68)}`

test('what is no DID names none', async () => {
  const { token, agent } = await pair()
  const values: Hex[] = [
    '0x',
    '0xff',
    ...['did', 'did:', 'did:ethr:', 'did:ethr:0x12', `did:ethr:0x7a69:0x02${'f'.repeat(64)}`].map(text =>
      stringToHex(text),
    ),
    stringToHex(`${ethrDid(CHAIN, BOB)}#controller`),
    stringToHex(` ${ethrDid(CHAIN, BOB)}`),
    stringToHex(`${ethrDid(CHAIN, BOB)}\0`),
    stringToHex(`did:web:${'a'.repeat(300)}`),
  ]
  for (const value of values) {
    await mine(metadataSet(token, 'did', value))
    assert.deepEqual([value, await agentLinks(agent)], [value, []])
  }
  for (const key of ['DID', 'did ', 'did\0', '', 'dids']) {
    await mine(metadataSet(token, key, stringToHex(ethrDid(CHAIN, BOB))))
    assert.deepEqual([key, await agentLinks(agent)], [key, []])
  }
})

test('what is no agent names none', async () => {
  const { identity, did, token } = await pair()
  for (const value of [
    '',
    String(token),
    IDENTITY,
    `${CHAIN}:${IDENTITY}`,
    `${CHAIN}:${IDENTITY}/`,
    `${CHAIN}:${IDENTITY}/-1`,
    `${CHAIN}:${IDENTITY}/01`,
    `${CHAIN}:${IDENTITY}:01`,
    `${CHAIN}:${IDENTITY}/1 `,
    `${CHAIN}:${IDENTITY}/${'9'.repeat(79)}`,
    `eip155:0:${IDENTITY}/1`,
    `solana:x:${IDENTITY}/1`,
    `${CHAIN}/erc20:${IDENTITY}/1`,
    `${CHAIN}:${IDENTITY.slice(0, -1)}/1`,
  ]) {
    await mine(namesAgent(identity, value))
    assert.deepEqual([value, await didLinks(did)], [value, []])
  }
  const other = namesAgent(identity, agentAt(token))
  for (const name of ['did/svc/Agent', 'did/svc/ERC8004x', 'did/svc/erc8004', 'ERC8004']) {
    await mine({ ...other, args: { ...other.args, name: stringToHex(name, { size: 32 }) } })
    assert.deepEqual([name, await didLinks(did)], [name, []])
  }
})

test('an agent and a DID meet however they spell each other', async () => {
  const seven = address.toLowerCase() as Hex
  for (const did of [
    ethrDid(CHAIN, seven),
    `did:ethr:0x7A69:${getAddress(seven)}`,
    `did:ethr:0x7a69:${compressed}`,
    `did:ethr:0x7a69:${compressed.toUpperCase().replace('0X', '0x')}`,
  ]) {
    for (const spelt of [
      (token: bigint) => `${CHAIN}:${IDENTITY}/${token}`,
      (token: bigint) => `${CHAIN}:${getAddress(IDENTITY)}/${token}`,
      (token: bigint) => `${CHAIN}/erc721:${IDENTITY}/${token}`,
      (token: bigint) => `${CHAIN}:${IDENTITY}:${token}`,
    ]) {
      const { token, agent } = await pair()
      await mine(namesDid(token, did), namesAgent(seven, spelt(token)))
      assert.equal(await between(agent, did), 'VERIFIED: METADATA HELD | ATTRIBUTE HELD')
      await mine(revokesAgent(seven, spelt(token)))
    }
  }
})

test('a link, whole, from either side', async () => {
  const { token, identity, agent, did } = await pair(BOB)
  const said = await mine(namesDid(token, did))
  const answered = await mine(minted(900n), namesAgent(identity, agent))
  const link = `links {
    agentId agent { id owner } did identity { did controller } state
    claims { by carrier standing origin { chain block logIndex contract } document { uri } }
  }`
  const origin = (block: number, logIndex: string, contract: string) => ({
    chain: CHAIN,
    block: String(block),
    logIndex,
    contract,
  })
  const links = [
    {
      agentId: agent,
      agent: { id: agent, owner: BOB },
      did,
      identity: { did, controller: identity },
      state: 'VERIFIED',
      claims: [
        {
          by: 'AGENT',
          carrier: 'METADATA',
          standing: 'HELD',
          origin: origin(said.number, '0', IDENTITY),
          document: null,
        },
        {
          by: 'DID',
          carrier: 'ATTRIBUTE',
          standing: 'HELD',
          origin: origin(answered.number, '1', addressOf('EthereumDIDRegistry')),
          document: null,
        },
      ],
    },
  ]
  assert.deepEqual(
    await node.ask(`query ($agent: ID!, $did: ID!) { agent(id: $agent) { ${link} } identity(did: $did) { ${link} } }`, {
      agent,
      did,
    }),
    { agent: { links }, identity: { links } },
  )
})

test('a link through its life, and as of every block of it', async () => {
  const { token, identity, agent, did } = await pair()
  const other = account(0xdead)
  const life: [step: Emitted[], link: string | null][] = [
    [[], null],
    [[namesDid(token, did)], 'CLAIMED: METADATA HELD | -'],
    [[namesAgent(identity, agent)], 'VERIFIED: METADATA HELD | ATTRIBUTE HELD'],
    [[transferred(token, ALICE, BOB)], 'STALE: METADATA STALE | ATTRIBUTE HELD'],
    [[namesAgent(identity, agent)], 'STALE: METADATA STALE | ATTRIBUTE HELD'],
    [[namesDid(token, did)], 'VERIFIED: METADATA HELD | ATTRIBUTE HELD'],
    [[ownerChanged(identity, CAROL)], 'STALE: METADATA HELD | ATTRIBUTE STALE'],
    [[namesDid(token, did)], 'STALE: METADATA HELD | ATTRIBUTE STALE'],
    [[transferred(token, BOB, CAROL)], 'STALE: METADATA STALE | ATTRIBUTE STALE'],
    [[namesAgent(identity, agent), namesDid(token, did)], 'VERIFIED: METADATA HELD | ATTRIBUTE HELD'],
    // To name the owner again, or to go back to an earlier one.
    [[ownerChanged(identity, CAROL)], 'VERIFIED: METADATA HELD | ATTRIBUTE HELD'],
    [[ownerChanged(identity, identity)], 'STALE: METADATA HELD | ATTRIBUTE STALE'],
    [[revokesAgent(identity, agent)], 'BROKEN: METADATA HELD | ATTRIBUTE ENDED'],
    [[namesAgent(identity, agent)], 'VERIFIED: METADATA HELD | ATTRIBUTE HELD'],
    [[namesDid(token, ethrDid(CHAIN, other))], 'BROKEN: METADATA ENDED | ATTRIBUTE HELD'],
    [[namesDid(token, did)], 'VERIFIED: METADATA HELD | ATTRIBUTE HELD'],
    [[metadataSet(token, 'did', '0x')], 'BROKEN: METADATA ENDED | ATTRIBUTE HELD'],
    [[namesDid(token, did)], 'VERIFIED: METADATA HELD | ATTRIBUTE HELD'],
    [[namesDid(token, 'no DID')], 'BROKEN: METADATA ENDED | ATTRIBUTE HELD'],
    [[transferred(token, CAROL, ALICE)], 'BROKEN: METADATA ENDED | ATTRIBUTE HELD'],
    [[revokesAgent(identity, agent)], null],
    [[namesDid(token, did)], 'BROKEN: METADATA HELD | ATTRIBUTE ENDED'],
    [[namesAgent(identity, agent), revokesAgent(identity, agent)], 'BROKEN: METADATA HELD | ATTRIBUTE ENDED'],
    [[revokesAgent(identity, agent), namesAgent(identity, agent)], 'VERIFIED: METADATA HELD | ATTRIBUTE HELD'],
    [[deactivated(identity)], 'BROKEN: METADATA HELD | ATTRIBUTE ENDED'],
    [[ownerChanged(identity, BOB), namesAgent(identity, agent)], 'BROKEN: METADATA HELD | ATTRIBUTE ENDED'],
    [[burnt(token, ALICE)], null],
  ]
  const blocks: number[] = []
  for (const [events, link] of life) {
    blocks.push((await mine(...events)).number)
    assert.equal(await between(agent, did), link)
  }
  assert.deepEqual(await agentLinks(agent), [])
  for (const [i, [, link]] of life.entries()) {
    assert.equal(await between(agent, did, { block: String(blocks[i]) }), link, `step ${i}`)
  }
})

test('a burnt agent leaves its DID alone with the claim', async () => {
  const { token, identity, agent, did } = await pair()
  await mine(namesDid(token, did), namesAgent(identity, agent))
  await mine(burnt(token, ALICE))
  assert.equal(await between(agent, did), 'BROKEN: METADATA ENDED | ATTRIBUTE HELD')
})

test('one side alone: what an earlier owner said is stale, what was withdrawn is no link', async () => {
  const { token, identity, agent, did } = await pair()
  await mine(namesDid(token, did))
  await mine(transferred(token, ALICE, BOB))
  assert.equal(await between(agent, did), 'STALE: METADATA STALE | -')
  await mine(namesDid(token, ''))
  assert.equal(await between(agent, did), null)
  assert.deepEqual(await node.store.write(() => run('select did from link_named where id = ?', [agent])), [])

  const lone = await pair()
  await mine(namesAgent(identity, lone.agent))
  assert.equal(await between(lone.agent, did), 'CLAIMED: - | ATTRIBUTE HELD')
  await mine(ownerChanged(identity, BOB))
  assert.equal(await between(lone.agent, did), 'STALE: - | ATTRIBUTE STALE')
  await mine(revokesAgent(identity, lone.agent))
  assert.equal(await between(lone.agent, did), null)
})

test('what was revoked before it was ever said was never said, and nothing is missing before it', async () => {
  const { token, identity, agent, did } = await pair()
  await mine(namesDid(token, did))
  const next = () => BigInt(node.chain.head().time + 12)
  for (const validTo of [() => 0n, () => next() - 1n, next]) await mine(namesAgent(identity, agent, validTo()))
  assert.equal(await between(agent, did), 'CLAIMED: METADATA HELD | -')
  assert.deepEqual(await node.store.write(() => run("select subject from gap where kind = 'absent'")), [])
})

test('the last word counts, in whatever spelling it is said', async () => {
  const { token, identity, agent, did } = await pair()
  await mine(namesDid(token, did), namesAgent(identity, agent), namesAgent(identity, agent.replace('/', ':')))
  await mine(revokesAgent(identity, agent.replace('/', ':')))
  assert.equal(await between(agent, did), 'BROKEN: METADATA HELD | ATTRIBUTE ENDED')
})

test('a claim ends at its time, without an event', async () => {
  const { token, identity, agent, did } = await pair()
  const until = node.chain.head().time + 60
  await mine(namesDid(token, did), namesAgent(identity, agent, BigInt(until)))
  const at = (time: number) => between(agent, did, { time: iso(time) })
  const [live, late] = ['VERIFIED: METADATA HELD | ATTRIBUTE HELD', 'BROKEN: METADATA HELD | ATTRIBUTE ENDED'] as const
  assert.deepEqual([await at(until - 1), await at(until), await at(until + 1)], [live, late, late])
  assert.equal(await between(agent, did), live)
  for (let i = 0; i < 5; i++) await mine()
  assert.equal(await between(agent, did), late)
  assert.equal(await at(until - 1), live)
})

test('a branch that is abandoned takes its claims with it', async () => {
  const { token, identity, agent, did } = await pair()
  await mine(namesDid(token, did), namesAgent(identity, agent))
  const verified = 'VERIFIED: METADATA HELD | ATTRIBUTE HELD'
  const branches: [lost: Emitted[], seen: string | null][] = [
    [[revokesAgent(identity, agent)], 'BROKEN: METADATA HELD | ATTRIBUTE ENDED'],
    [[namesDid(token, ethrDid(CHAIN, BOB))], 'BROKEN: METADATA ENDED | ATTRIBUTE HELD'],
    [[transferred(token, ALICE, BOB)], 'STALE: METADATA STALE | ATTRIBUTE HELD'],
    [[deactivated(identity)], 'BROKEN: METADATA HELD | ATTRIBUTE ENDED'],
  ]
  for (const [lost, seen] of branches) {
    await mine(...lost)
    assert.equal(await between(agent, did), seen)
    node.chain.fork(1)
    node.mine()
    await mine()
    assert.equal(await between(agent, did), verified)
  }
  const young = await pair()
  await mine(namesDid(young.token, young.did), namesAgent(young.identity, young.agent))
  node.chain.fork(1)
  node.mine()
  await mine()
  assert.equal(await between(young.agent, young.did), null)
  await mine(namesAgent(young.identity, young.agent))
  assert.equal(await between(young.agent, young.did), 'CLAIMED: - | ATTRIBUTE HELD')
})
