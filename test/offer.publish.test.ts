/** Offers brought to a real chain by commands, by each carrier, and what a real node makes of them. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { type Hex, hexToString } from 'viem'
import { rpcSource } from '../indexer/rpc.ts'
import { isoTime } from '../src/core/time.ts'
import { createKey } from '../src/write/key.ts'
import { answer } from './support/commands.ts'
import { nodeOver } from './support/nodeOver.ts'
import { type Signed, startSelling } from './support/selling.ts'
import { scriptedSpec } from './support/world.ts'
import { LOCAL } from './support/writing.ts'

const chain = await startSelling()
const { board, env: rpc, folder, keyFile, offered, on, paid, payer, there, written } = chain
const kinds = { didRegistry: chain.registry, identityRegistry: chain.agents, offerBoard: board }
const contracts = Object.entries(kinds).map(([kind, contract]) => {
  const address = contract.address.toLowerCase()
  return { kind, address, subject: address }
})
const spec = { ...scriptedSpec, contracts, finality: { depth: 1_000 }, pollMs: 20 }
const node = await nodeOver(spec, rpcSource(chain.rpc))
after(async () => {
  await node.close()
  await chain.stop()
})

/** What the node says of a subject at the newest block: where it stands, at which price, and by which carriers. */
const stands = async (subject: string) => {
  await node.settled(Number(await chain.client.getBlockNumber()))
  const { offer } = await node.ask<{ offer: Standing | null }>(STANDING, { id: subject })
  if (offer === null) return null
  const [line] = offer.tariff
  return [
    offer.status,
    offer.sequence,
    line?.rates[0]?.price[0]?.amount ?? null,
    ...offer.announcements.map(a => a.carrier),
  ]
}
const STANDING = `query ($id: ID!) {
  offer(id: $id) { status sequence tariff { rates { price { amount } } } announcements { carrier } }
}`
type Standing = {
  status: string
  sequence: string
  tariff: { rates: { price: { amount: string }[] }[] }[]
  announcements: { carrier: string }[]
}

test('an offer comes in force by the board, is repriced and withdrawn, whoever carries it', async () => {
  const machine = createKey('ed25519')
  const first = await offered('board', machine)
  const { subject } = first
  const announced = await answer(['offer', 'publish', written('first', first), ...there], paid)
  const place = `${LOCAL}:${board.address.toLowerCase()}`
  assert.deepEqual([announced.offer, announced.announcement], [first.offer, `${place}/0`])
  assert.deepEqual(await stands(subject), ['IN_FORCE', '1', '0.43', 'BOARD'])

  const keyed = ['--key-file', join(folder, 'board.key')]
  const { url, close } = await node.listen()
  const second = await answer<Signed>(['offer', 'update', subject, '--node', url, '--price', 'energy=0.39', ...keyed])
  await close()
  const carried = await answer(['offer', 'publish', second.token, ...there], paid)
  assert.deepEqual([second.seq, carried.announcement], ['2', `${place}/1`])
  assert.deepEqual(await stands(subject), ['IN_FORCE', '2', '0.39', 'BOARD'])

  const payerKey = ['--payer-key-file', keyFile('payer', payer)]
  const gone = await answer(['offer', 'retire', second.token, ...keyed, ...there, ...payerKey], rpc)
  assert.equal(gone.announcement, `${place}/2`)
  assert.deepEqual(await stands(subject), ['WITHDRAWN', '3', null, 'BOARD'])
  // An older version never comes back.
  await answer(['offer', 'publish', second.token, ...there], paid)
  assert.deepEqual(await stands(subject), ['WITHDRAWN', '3', null, 'BOARD'])
})

test('an offer comes in force by its identity, which signs and pays nothing', async () => {
  const machine = await chain.person('0')
  const keyed = ['--key-file', keyFile('did.key', machine)]
  const first = await offered('did', machine)
  const { subject } = first
  /** Signed by the machine, sent by somebody else. */
  const sent = async (...command: string[]) => {
    const signed = await answer<Record<string, unknown>>(
      ['offer', ...command, '--did', ...on, ...keyed, '--sign-only'],
      rpc,
    )
    await answer(['did', 'send', written('act', signed), ...on], paid)
    return stands(subject)
  }
  assert.deepEqual(await sent('publish', first.token), ['IN_FORCE', '1', '0.43', 'DID'])
  const second = await answer<Signed>(['offer', 'update', first.uri, '--price', 'energy=0.50:USD', ...keyed])
  assert.deepEqual(await sent('publish', second.uri), ['IN_FORCE', '2', '0.50', 'DID'])
  assert.deepEqual(await sent('retire', second.token), ['WITHDRAWN', '3', null, 'DID'])

  // The announcement stands as long as the offer, or as is said; by any identity, of which this is the owner.
  const events = await chain.registry.getEvents.DIDAttributeChanged({ identity: machine.address }, { fromBlock: 0n })
  const { timestamp } = await chain.client.getBlock()
  const days = events.map(({ args: { validTo = 0n } }) => Math.round(Number(validTo - timestamp) / 86_400))
  assert.deepEqual(days, [30, 30, 365])
  const bay = await offered('bay', createKey('p256'))
  const host = await chain.person()
  const own = { ...rpc, PORTOLAN_KEY: host.privateKey }
  await answer(['offer', 'publish', bay.token, '--did', host.did, ...on, '--valid', '2d'], own)
  assert.deepEqual(await stands(bay.subject), ['IN_FORCE', '1', '0.43', 'DID'])
  await chain.anvil.increaseTime({ seconds: 3 * 86_400 })
  await chain.anvil.mine({ blocks: 1 })
  assert.deepEqual(await stands(bay.subject), ['UNANNOUNCED', '1', '0.43', 'DID'])
})

test('an offer comes in force by an agent, in whose metadata each version replaces the one before', async () => {
  const owner = await chain.person()
  const env = { ...rpc, PORTOLAN_KEY: owner.privateKey }
  const { agent = '' } = await answer(['agent', 'register', '--registry', chain.agents.address], env)
  const first = await offered('agent', owner)
  const { subject } = first
  const by = ['--agent', agent]
  await answer(['offer', 'publish', first.token, ...by], env)
  assert.deepEqual(await stands(subject), ['IN_FORCE', '1', '0.43', 'AGENT'])
  const second = await answer<Signed>(['offer', 'update', first.token, '--price', 'energy=0.40'], env)
  const published = await answer(['offer', 'publish', second.token, ...by], env)
  assert.equal(published.offer, second.offer)
  assert.deepEqual(await stands(subject), ['IN_FORCE', '2', '0.40', 'AGENT'])
  const kept = await chain.agents.read.getMetadata([BigInt(agent.split('/')[1] ?? ''), 'offer:agent'])
  assert.equal(hexToString(kept as Hex), second.uri)
  await answer(['offer', 'retire', second.token, ...by], env)
  assert.deepEqual(await stands(subject), ['WITHDRAWN', '3', null, 'AGENT'])
})

test('a price that is scheduled takes over at its time', async () => {
  const machine = await chain.person()
  const env = { ...rpc, PORTOLAN_KEY: machine.privateKey }
  const { timestamp } = await chain.client.getBlock()
  const first = await offered('scheduled', machine)
  await answer(['offer', 'publish', first.token, ...there], env)
  const at = isoTime(Number(timestamp) + 7_200)
  const second = await answer<Signed>(['offer', 'update', first.token, '--price', 'energy=0.10', '--nbf', at], env)
  await answer(['offer', 'publish', second.token, ...there], env)
  assert.deepEqual(await stands(first.subject), ['IN_FORCE', '1', '0.43', 'BOARD'])
  await chain.anvil.increaseTime({ seconds: 7_200 })
  await chain.anvil.mine({ blocks: 1 })
  assert.deepEqual(await stands(first.subject), ['IN_FORCE', '2', '0.10', 'BOARD'])
})
