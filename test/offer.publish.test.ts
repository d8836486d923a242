/** Offers brought to a real chain by commands, by each carrier, and what a real node makes of them. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { getAddress, type Hex, hexToString } from 'viem'
import { rpcSource } from '../indexer/rpc.ts'
import { isoTime } from '../src/core/time.ts'
import { createKey, type MachineKey } from '../src/write/key.ts'
import { decodeToken } from '../src/write/offersToken.ts'
import { answer, run } from './support/commands.ts'
import { type NodeOver, nodeOver } from './support/nodeOver.ts'
import { scriptedSpec } from './support/world.ts'
import { LOCAL, startWriting } from './support/writing.ts'

const chain = await startWriting()
const board = await chain.deploy('OfferBoard')
const folder = mkdtempSync(join(tmpdir(), 'portolan-offer-'))
const kinds = { didRegistry: chain.registry, identityRegistry: chain.agents, offerBoard: board }
let node: NodeOver
before(async () => {
  const contracts = Object.entries(kinds).map(([kind, { address }]) => {
    const lower = address.toLowerCase()
    return { kind, address: lower, subject: lower }
  })
  const spec = { ...scriptedSpec, contracts, finality: { depth: 1_000 }, pollMs: 20 }
  node = await nodeOver(spec, rpcSource(chain.rpc))
})
after(async () => {
  rmSync(folder, { recursive: true })
  await node.close()
  await chain.stop()
})

const written = (name: string, content: object | string): string => {
  const file = join(folder, name)
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}
const keyFile = (name: string, { publicKey: { kind }, privateKey }: MachineKey) => written(name, { kind, privateKey })
const rpc = { PORTOLAN_RPC: chain.rpc }
const payer = await chain.person()
const paid = { ...rpc, PORTOLAN_KEY: payer.privateKey }

type Signed = { offer: Hex; subject: string; seq: string; uri: string; token: string }
const asset = `${LOCAL}/erc20:0x00000000000000000000000000000000000000d1`
const terms = ['--category', 'x:energy', '--meter', 'energy:kW.h', '--asset', asset, '--decimals', '6']
const more = ['--url', 'https://cpo.example', '--pay-to', payer.address]

/** An offer of this key, drafted and signed. */
const offered = async (name: string, key: MachineKey, ...flags: string[]): Promise<Signed> => {
  const draft = ['offer', 'draft', '--did', key.did, '--name', name, '--price', '0.43', ...terms, ...more, ...flags]
  const claims = written(`${name}.claims`, await answer(draft))
  return answer(['offer', 'sign', claims, '--key-file', keyFile(`${name}.key`, key)])
}

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

test('what no node would take, or no carrier, is refused before anybody pays', async () => {
  const [machine, thief] = [await chain.person(), await chain.person()]
  const device = createKey('ed25519')
  const good = written('good', await offered('good', machine))
  const ofDevice = await offered('device', device)
  const [header, claims] = ofDevice.token.split('.')
  const forged = `${header}.${claims}.${(await offered('other', device)).token.split('.')[2]}`
  const { agent } = await answer(['agent', 'register', '--registry', chain.agents.address], {
    ...rpc,
    PORTOLAN_KEY: machine.privateKey,
  })
  const old = decodeToken((await offered('old', machine)).token).claims
  const publish = (token: string, ...flags: string[]) => run(['offer', 'publish', token, ...flags], paid)
  const on = ['--registry', chain.registry.address]
  const there = ['--board', board.address]
  const count = await chain.client.getTransactionCount({ address: payer.address })
  const cases: readonly (readonly [Promise<{ said: readonly string[] }>, said: string, hint?: string])[] = [
    [publish(good), 'bad_input: carrier: is missing', 'give --board, --did, --agent or --node'],
    [publish(good, ...there, '--did'), 'bad_input: --did: goes with no --board', 'publish once for each carrier'],
    [
      publish(good, '--agent', 'x', '--node', 'y'),
      'bad_input: --node: goes with no --agent',
      'publish once for each carrier',
    ],
    [publish(good, ...there, '--valid', '1d'), 'bad_input: --valid: goes with --did alone'],
    [publish(good, ...there, '--sign-only'), 'bad_input: --sign-only: goes with --did alone'],
    [publish(good, '--did', '--chain', '1'), 'bad_input: --chain: goes with --board alone'],
    [
      publish(good, '--node', 'http://127.0.0.1:1', '--uri', 'https://x.example'),
      'bad_input: --uri: goes with no --node',
      'a node keeps the token',
    ],
    [
      publish(good, ...there, '--uri', 'http://x.example/offer'),
      'bad_input: --uri: http://x.example/offer is not where a node would look',
      'write https://.. or ipfs://..',
    ],
    [
      publish(good, '--did', '--uri', 'https://x.example/offer#1'),
      'bad_input: --uri: has a fragment, which is where the id of the offer goes',
    ],
    [publish(good, '--board'), `bad_input: board: no offerBoard is known on ${LOCAL}`, 'name its address with --board'],
    [
      publish(good, '--board', 'here'),
      'bad_input: --board: here is not an address',
      'check its length, and its upper-case letters',
    ],
    [publish(good, '--board', payer.address), `bad_input: to: ${payer.address} is no contract on ${LOCAL}`],
    [publish(good, '--board', chain.agents.address), 'bad_input: call: the contract refuses it, for no given reason'],
    [
      publish(good, ...there, '--chain', '1'),
      `wrong_chain: ${new URL(chain.rpc).host} serves ${LOCAL}, not eip155:1`,
      'give an RPC of eip155:1',
    ],
    [
      publish(join(folder, 'none'), ...there),
      `bad_input: token: ${join(folder, 'none')} cannot be read: ENOENT: no such file or directory, open '${join(folder, 'none')}'`,
    ],
    [publish(forged, ...there), `offer_refused: bad_signature: not signed by #${device.did.slice(8)}`],
    [
      run(['offer', 'publish', good, ...there], rpc),
      'bad_input: key: is missing',
      'set PORTOLAN_KEY or give --key-file; `portolan did create` makes one',
    ],
    [
      publish(ofDevice.token, '--did'),
      `bad_input: did: ${device.did} is kept by no registry that we know`,
      'write did:ethr:<chain number in hex, or its name>:<address or public key>',
    ],
    [
      publish(good, '--did', ...on),
      `bad_input: key: is the key of ${payer.address}, and ${machine.did} is owned by ${machine.address}`,
      'use the key of its owner',
    ],
    [publish(good, '--agent', `${LOCAL}:${chain.agents.address}/77`), 'not_found: there is no agent 77'],
    [
      publish(good, '--agent', agent ?? ''),
      `bad_input: key: ${payer.address} is neither owner nor operator of the agent`,
      'use the key of its owner',
    ],
    [
      run(['offer', 'retire', good, '--key-file', keyFile('thief', thief), ...there], paid),
      `bad_input: key: is the key of ${thief.address}, and no #controller of ${machine.did}`,
      'use the key of the DID; where its registry names this key, say under which --kid',
    ],
  ]
  for (const [ran, said, hint] of cases)
    assert.deepEqual(await ran, { printed: '', said: [said, ...(hint === undefined ? [] : [`hint: ${hint}`])] })
  assert.deepEqual(
    [await board.read.count(), await chain.client.getTransactionCount({ address: payer.address }), 'void' in old],
    [0n, count, false],
  )
})

test('a contract that takes anything is not taken for a board', async () => {
  const { token } = await offered('swallowed', createKey('p256'))
  const address = getAddress('0x00000000000000000000000000000000000000b0')
  // STOP: whatever is called succeeds, and nothing happens.
  await chain.anvil.setCode({ address, bytecode: '0x00' })
  const { printed, said } = await run(['offer', 'publish', token, '--board', address], paid)
  assert.deepEqual(
    [printed, said.map(line => line.replace(/0x\w{64}/, '0x..'))],
    [
      '',
      [
        `bad_input: board: ${address} took transaction 0x.. and announced nothing`,
        'hint: it is no OfferBoard: name another',
      ],
    ],
  )
})

test('an offer comes in force by the board, is repriced and withdrawn, whoever carries it', async () => {
  const machine = createKey('ed25519')
  const there = ['--board', board.address]
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
  const on = ['--registry', chain.registry.address]
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
  const there = ['--board', board.address]
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

test('a call is shown without a key, and its URI fixes its content where the carrier does not', async () => {
  const { token, offer, uri } = await offered('shown', await chain.person())
  const dry = async (...flags: string[]) => {
    const { data = '0x' } = await answer(['offer', 'publish', token, ...flags, '--dry-run'])
    const text = Buffer.from(data.slice(2), 'hex').toString('latin1')
    return /(data:|https:|ipfs:)[!-~]*/.exec(text)?.[0]
  }
  const https = ['--uri', 'https://cpo.example/offer.jwt']
  const there = ['--board', board.address, '--chain', '31337']
  const on = ['--did', '--registry', chain.registry.address]
  const agent = ['--agent', `${LOCAL}:${chain.agents.address}/0`]
  assert.deepEqual(
    await Promise.all([
      dry(...there),
      dry(...there, ...https),
      dry(...on, ...https),
      dry(...agent, '--uri', `${https[1]}#${offer}`),
      dry(...agent, '--uri', 'ipfs://bafkreigh2akiscaildc'),
    ]),
    [uri, https[1], `${https[1]}#${offer}`, `${https[1]}#${offer}`, 'ipfs://bafkreigh2akiscaildc'],
  )
})
