/** What is not published: refused before anybody pays, or seen to have failed; and what would be, without doing it. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { getAddress } from 'viem'
import { createKey } from '../src/write/key.ts'
import { answer, run } from './support/commands.ts'
import { offerOf, person, signed, termsOf } from './support/offers.ts'
import { startSelling } from './support/selling.ts'
import { LOCAL } from './support/writing.ts'

const chain = await startSelling()
const { board, env: rpc, folder, keyFile, offered, on, paid, payer, there, written } = chain
after(() => chain.stop())

test('what no node would take, or no carrier, is refused before anybody pays', async () => {
  const [machine, thief] = [await chain.person(), await chain.person()]
  const device = createKey('ed25519')
  const good = written('good', await offered('good', machine))
  const ofDevice = await offered('device', device)
  const [header, claims] = ofDevice.token.split('.')
  const forged = `${header}.${claims}.${(await offered('other', device)).token.split('.')[2]}`
  const expired = await signed(person('alice'), offerOf(person('alice'), termsOf('Bay 4'), { iat: 1, exp: 2 }))
  const { agent } = await answer(['agent', 'register', '--registry', chain.agents.address], {
    ...rpc,
    PORTOLAN_KEY: machine.privateKey,
  })
  const publish = (token: string, ...flags: string[]) => run(['offer', 'publish', token, ...flags], paid)
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
    [
      publish(expired.jwt, ...there),
      'bad_input: claims: expired at 1970-01-01T00:00:02Z',
      '`portolan offer update` gives it new times',
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
    [await board.read.count(), await chain.client.getTransactionCount({ address: payer.address })],
    [0n, count],
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

test('a call is shown without a key, and its URI fixes its content where the carrier does not', async () => {
  const { token, offer, uri } = await offered('shown', await chain.person())
  const dry = async (...flags: string[]) => {
    const { data = '0x' } = await answer(['offer', 'publish', token, ...flags, '--dry-run'])
    const text = Buffer.from(data.slice(2), 'hex').toString('latin1')
    return /(data:|https:|ipfs:)[!-~]*/.exec(text)?.[0]
  }
  const https = ['--uri', 'https://cpo.example/offer.jwt']
  const agent = ['--agent', `${LOCAL}:${chain.agents.address}/0`]
  assert.deepEqual(
    await Promise.all([
      dry(...there, '--chain', '31337'),
      dry(...there, '--chain', '31337', ...https),
      dry('--did', ...on, ...https),
      dry(...agent, '--uri', `${https[1]}#${offer}`),
      dry(...agent, '--uri', 'ipfs://bafkreigh2akiscaildc'),
    ]),
    [uri, https[1], `${https[1]}#${offer}`, `${https[1]}#${offer}`, 'ipfs://bafkreigh2akiscaildc'],
  )
})
