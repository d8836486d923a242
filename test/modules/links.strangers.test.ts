/** Links of accounts and files, and what strangers cannot bring about. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Hex } from 'viem'
import { ethrDid } from '../../src/core/did.ts'
import {
  ALICE,
  account,
  agentAt,
  BOB,
  CAROL,
  minted,
  refreshed,
  registered,
  registration,
  transferred,
  uriUpdated,
  walletSet,
} from '../support/facts.ts'
import { burnt, fileNaming, linksShown, namesAgent, namesDid, revokesAgent } from '../support/links.ts'
import { startNode } from '../support/node.ts'
import { CHAIN, type Emitted } from '../support/scripted.ts'

const node = await startNode()
after(() => node.close())
const { agentLinks, didLinks, between } = linksShown(node.ask)

const mine = async (...events: Emitted[]) => {
  const { header } = node.mine(...events)
  await node.settle()
  return header
}
let used = 0
const pair = async (owner: Hex = ALICE) => {
  const token = BigInt(used++)
  const identity = account(0xd000 + used)
  await mine(...registration(token, '', owner))
  return { token, identity, agent: agentAt(token), did: ethrDid(CHAIN, identity) }
}
/** An account of its own, and its DID on a chain. */
const person = (n: number, chain = CHAIN) => ({ address: account(n), did: `did:pkh:${chain}:${account(n)}` })

test('the account of a did:pkh need not speak: it owns the agent, or proved to be its wallet', async () => {
  const [owner, wallet, buyer] = [person(0xe1), person(0xe2), person(0xe3)]
  const { token, agent } = await pair(owner.address)
  // Nobody names it: that it owns the agent is no link, since anybody may give it one.
  assert.deepEqual([await agentLinks(agent), await didLinks(owner.did)], [[], []])
  await mine(namesDid(token, owner.did))
  assert.equal(await between(agent, owner.did), 'VERIFIED: METADATA HELD | ACCOUNT HELD')
  const elsewhere = person(0xe1, 'eip155:1').did
  await mine(namesDid(token, elsewhere))
  assert.deepEqual(await agentLinks(agent), [`${elsewhere} CLAIMED: METADATA HELD | -`])
  await mine(namesDid(token, wallet.did))
  assert.equal(await between(agent, wallet.did), 'CLAIMED: METADATA HELD | -')
  await mine(walletSet(token, wallet.address))
  assert.equal(await between(agent, wallet.did), 'VERIFIED: METADATA HELD | ACCOUNT HELD')
  await mine(walletSet(token, '0x'))
  assert.equal(await between(agent, wallet.did), 'CLAIMED: METADATA HELD | -')
  await mine(walletSet(token, wallet.address))
  await mine(transferred(token, owner.address, buyer.address))
  assert.equal(await between(agent, wallet.did), 'STALE: METADATA STALE | -')
  await mine(namesDid(token, buyer.did))
  assert.deepEqual(await agentLinks(agent), [`${buyer.did} VERIFIED: METADATA HELD | ACCOUNT HELD`])
  await mine(burnt(token, buyer.address))
  assert.deepEqual(await agentLinks(agent), [])
})

test('the wallet that a registration writes by default is nobody who proved anything', async () => {
  const token = BigInt(used++)
  const [registrant, buyer] = [person(0xe4), person(0xe5)]
  await mine(minted(token, registrant.address))
  await mine(namesDid(token, registrant.did))
  assert.equal(await between(agentAt(token), registrant.did), 'VERIFIED: METADATA HELD | ACCOUNT HELD')
  await mine(transferred(token, registrant.address, buyer.address), namesDid(token, registrant.did))
  assert.equal(await between(agentAt(token), registrant.did), 'CLAIMED: METADATA HELD | -')
})

test('an agent that is pushed to an account says nothing for it', async () => {
  const victim = person(0xf1)
  const file = fileNaming(victim.did)
  const { token, agent } = await pair()
  await mine(uriUpdated(token, file), namesDid(token, victim.did), transferred(token, ALICE, victim.address))
  assert.equal(await between(agent, victim.did), 'STALE: METADATA STALE, REGISTRATION_FILE STALE | ACCOUNT HELD')

  // Passed on in the mint callback: the rest of the registration comes after the transfer.
  const pushed = BigInt(used++)
  await mine(
    minted(pushed, BOB),
    transferred(pushed, BOB, victim.address),
    refreshed(pushed),
    registered(pushed, file, BOB),
    walletSet(pushed, BOB),
    namesDid(pushed, victim.did),
  )
  const stale = 'STALE: METADATA STALE, REGISTRATION_FILE STALE | ACCOUNT HELD'
  assert.equal(await between(agentAt(pushed), victim.did), stale)
  await mine(namesDid(pushed, victim.did))
  assert.equal(
    await between(agentAt(pushed), victim.did),
    'VERIFIED: METADATA HELD, REGISTRATION_FILE STALE | ACCOUNT HELD',
  )
})

test('what a registration says in its own transaction is said by its owner', async () => {
  const { did, identity } = await pair()
  const token = BigInt(used++)
  await mine(...registration(token, fileNaming(did)), namesDid(token, did), namesAgent(identity, agentAt(token)))
  assert.equal(await between(agentAt(token), did), 'VERIFIED: METADATA HELD, REGISTRATION_FILE HELD | ATTRIBUTE HELD')
  // Sold and spoken for within the block of its registration.
  const sold = BigInt(used++)
  await mine(...registration(sold, ''), transferred(sold, ALICE, BOB), namesDid(sold, did))
  assert.equal(await between(agentAt(sold), did), 'CLAIMED: METADATA HELD | -')
})

test('a registration file speaks for the agent since its URI was set, whoever else may point at it', async () => {
  const { token, identity, agent, did } = await pair()
  const copy = await pair(BOB)
  const named = await mine(uriUpdated(token, fileNaming(did, did, 'did:ethr:x', 'did:web:a.example')))
  assert.deepEqual(await agentLinks(agent), [
    `${did} CLAIMED: REGISTRATION_FILE HELD | -`,
    'did:web:a.example CLAIMED: REGISTRATION_FILE HELD | -',
  ])
  await mine(namesAgent(identity, agent))
  const verified = 'VERIFIED: REGISTRATION_FILE HELD | ATTRIBUTE HELD'
  assert.equal(await between(agent, did), verified)
  await mine(uriUpdated(copy.token, fileNaming(did, did, 'did:ethr:x', 'did:web:a.example')))
  assert.deepEqual(await didLinks(did), [`${agent} ${verified}`, `${copy.agent} CLAIMED: REGISTRATION_FILE HELD | -`])
  await mine(transferred(token, ALICE, CAROL))
  assert.equal(await between(agent, did), 'STALE: REGISTRATION_FILE STALE | ATTRIBUTE HELD')
  await mine(namesDid(token, did))
  assert.equal(await between(agent, did), 'VERIFIED: METADATA HELD, REGISTRATION_FILE STALE | ATTRIBUTE HELD')
  const renamed = await mine(namesDid(token, ''), uriUpdated(token, fileNaming(did, 'did:ethr:other')))
  assert.equal(await between(agent, did), 'VERIFIED: METADATA ENDED, REGISTRATION_FILE HELD | ATTRIBUTE HELD')
  await mine(uriUpdated(token, fileNaming()))
  assert.equal(await between(agent, did), 'BROKEN: METADATA ENDED, REGISTRATION_FILE ENDED | ATTRIBUTE HELD')
  const query = 'query ($did: ID!) { identity(did: $did) { links { claims { carrier origin { block } } } } }'
  const { identity: seen } = await node.ask<{ identity: { links: { claims: object[] }[] } }>(query, { did })
  assert.deepEqual(seen.links[0]?.claims[1], {
    carrier: 'REGISTRATION_FILE',
    origin: { block: String(renamed.number) },
  })
  await mine(revokesAgent(identity, agent))
  assert.equal(await between(agent, did), null)
  assert.equal(await between(agent, did, { block: String(named.number) }), 'CLAIMED: REGISTRATION_FILE HELD | -')
  const { agent: shown } = await node.ask<{ agent: { links: { claims: unknown[] }[] } }>(
    `query ($id: ID!, $asOf: AsOf) {
      agent(id: $id, asOf: $asOf) { links { claims { origin { block logIndex } document { uri verdict } } } }
    }`,
    { id: agent, asOf: { block: String(named.number) } },
  )
  const uri = fileNaming(did, did, 'did:ethr:x', 'did:web:a.example')
  const claim = { origin: { block: String(named.number), logIndex: '0' }, document: { uri, verdict: 'ok' } }
  assert.deepEqual(shown.links, [{ claims: [claim] }, { claims: [claim] }])
})

test('the services of a file count by the name DID alone, in any case', async () => {
  const { token, agent, did } = await pair()
  const named = (name: string, endpoint: unknown) =>
    `data:application/json,${encodeURIComponent(JSON.stringify({ services: [{ name, endpoint }] }))}`
  for (const uri of [named('dids', did), named('DID', { did }), named('DID', `${did}#k`), named('web', did)]) {
    await mine(uriUpdated(token, uri))
    assert.deepEqual(await agentLinks(agent), [])
  }
  for (const name of ['DID', 'did', 'Did']) {
    await mine(uriUpdated(token, named(name, did)))
    assert.deepEqual(await agentLinks(agent), [`${did} CLAIMED: REGISTRATION_FILE HELD | -`])
  }
})

test('strangers who name a famous agent, DID or account are claims, and never hide what is verified', async () => {
  const famous = await pair()
  const held = person(0xf2)
  const own = await pair(held.address)
  const strangers = Array.from({ length: 120 }, (_, i) => account(0xbad00 + i))
  const agents = strangers.map(() => BigInt(used++))
  await mine(...strangers.map(stranger => namesAgent(stranger, famous.agent)))
  await mine(...agents.flatMap(token => [minted(token, BOB), namesDid(token, famous.did)]))
  assert.deepEqual(new Set((await agentLinks(famous.agent)).map(line => line.split(' ')[1])), new Set(['CLAIMED:']))
  await mine(namesDid(famous.token, famous.did), namesAgent(famous.identity, famous.agent))
  const shown = [await agentLinks(famous.agent), await didLinks(famous.did)]
  assert.deepEqual(
    shown.map(links => [
      links.length,
      links[0]?.split(' ').slice(1).join(' '),
      links.filter(l => l.includes('VERIFIED')).length,
    ]),
    shown.map(() => [100, 'VERIFIED: METADATA HELD | ATTRIBUTE HELD', 1]),
  )
  assert.deepEqual(await agentLinks(famous.agent), shown[0])

  // Half of them are given to the account they name, half of these by a callback of the mint.
  const born = (token: bigint) => [
    minted(token, BOB),
    transferred(token, BOB, held.address),
    registered(token, '', BOB),
  ]
  const pushed = strangers.map(() => BigInt(used++))
  await mine(
    ...agents.flatMap(token => [
      namesDid(token, held.did),
      uriUpdated(token, fileNaming(held.did)),
      transferred(token, BOB, held.address),
    ]),
  )
  await mine(
    ...pushed.flatMap(token => [...born(token), namesDid(token, held.did), uriUpdated(token, fileNaming(held.did))]),
  )
  await mine(namesDid(own.token, held.did))
  const verified = async () => {
    const links = await didLinks(held.did)
    assert.deepEqual([links.length, links.filter(link => link.includes('VERIFIED')).length], [100, 1])
    return links[0]
  }
  assert.equal(await verified(), `${own.agent} VERIFIED: METADATA HELD | ACCOUNT HELD`)
  await mine(namesDid(own.token, ''), uriUpdated(own.token, fileNaming(held.did, 'did:key:other')))
  const byFile = 'VERIFIED: METADATA ENDED, REGISTRATION_FILE HELD | ACCOUNT HELD'
  assert.equal(await verified(), `${own.agent} ${byFile}`)
})
