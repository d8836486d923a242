/** Agents, links, and everything that keeps a call from a chain: said before it is paid for. */
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import { type Hex, hexToString, zeroAddress } from 'viem'
import { agentId } from '../src/core/ids.ts'
import { didCall, setAttribute } from '../src/write/acts.ts'
import { linkToDid, registerAgent, registeredAgent, setAgentMetadata, setAgentUri } from '../src/write/agents.ts'
import { agentAttribute, attributeValue, serviceAttribute } from '../src/write/attributes.ts'
import { chainOf, send, sendAct, signNext } from '../src/write/send.ts'
import { LOCAL, logged, refusal, startWriting } from './support/writing.ts'

const chain = await startWriting()
after(() => chain.stop())

const hub = setAttribute(serviceAttribute('Hub', 'https://hub.example'), 86_400n)
const AGENTS = chain.agents.address

test('an agent is registered, described and moved, by its owner alone', async () => {
  const [owner, thief] = [await chain.person(), await chain.person()]
  const does = (call: Parameters<typeof send>[0]) => send(call, owner.sending)
  const registered = async (uri?: string) => {
    const call = registerAgent(LOCAL, AGENTS, uri)
    return registeredAgent(call, (await does(call)).logs)
  }
  const id = (token: bigint) => agentId(LOCAL, AGENTS.toLowerCase(), token)
  assert.deepEqual(
    [await registered(), await registered('ipfs://file'), await registered('')],
    [id(0n), id(1n), id(2n)],
  )
  await does(setAgentUri(id(0n), 'https://agent.example/file.json'))
  await does(setAgentMetadata(id(1n), 'offer', attributeValue('data:,offer')))
  await does(setAgentMetadata(`${LOCAL}/erc721:${AGENTS}/1`, 'raw', '0x00ff'))
  const { tokenURI, ownerOf, getMetadata } = chain.agents.read
  assert.deepEqual(
    {
      owners: await Promise.all([0n, 1n, 2n].map(token => ownerOf([token]))),
      uris: await Promise.all([0n, 1n, 2n].map(token => tokenURI([token]))),
      metadata: await Promise.all(['offer', 'raw', 'did'].map(key => getMetadata([1n, key]))),
    },
    {
      owners: Array(3).fill(owner.address),
      uris: ['https://agent.example/file.json', 'ipfs://file', ''],
      metadata: [attributeValue('data:,offer'), '0x00ff', '0x'],
    },
  )
  const refused = {
    'by somebody else': await refusal(send(setAgentUri(id(0n), 'https://thief.example'), thief.sending)),
    'that there is not': await refusal(does(setAgentUri(id(9n), 'x'))),
    'of a token that cannot be': await refusal(() => setAgentUri(`${LOCAL}:${AGENTS}/${2n ** 256n}`, 'x')),
    'its wallet': await refusal(() => setAgentMetadata(id(0n), 'agentWallet', '0x')),
    'a DID that is none': await refusal(() => linkToDid(id(0n), 'did:ethr:0x7a69:0x12')),
    'an act that registers nothing': registeredAgent(
      registerAgent(LOCAL, AGENTS),
      (await sendAct(owner.identity, hub, owner.sending)).logs,
    ),
    'an agent of another registry': registeredAgent(
      registerAgent(LOCAL, chain.registry.address),
      (await does(registerAgent(LOCAL, AGENTS))).logs,
    ),
  }
  assert.deepEqual(refused, {
    'by somebody else': `bad_input: key: ${thief.address} is neither owner nor operator of the agent`,
    'that there is not': 'not_found: there is no agent 9',
    'of a token that cannot be': `bad_input: id: ${`${LOCAL}:${AGENTS}/${2n ** 256n}`.slice(0, 120)} has a token id that no registry can hold`,
    'its wallet': 'bad_input: key: agentWallet is not set as metadata',
    'a DID that is none': 'bad_input: did: did:ethr:0x7a69:0x12 is not a DID',
    'an act that registers nothing': null,
    'an agent of another registry': null,
  })
})

test('a link is two claims, each made by its own side', async () => {
  const [machine, keeper] = [await chain.person(), await chain.person()]
  const call = registerAgent(LOCAL, AGENTS, 'ipfs://file')
  const agent = registeredAgent(call, (await send(call, keeper.sending)).logs) ?? ''
  const sent = await sendAct(machine.identity, setAttribute(agentAttribute(agent), 86_400n), machine.sending)
  await send(linkToDid(agent, machine.did), keeper.sending)
  const { timestamp } = await chain.client.getBlock({ blockNumber: sent.block })
  const token = BigInt(agent.split('/')[1] ?? '')
  assert.deepEqual(
    {
      'the DID says': logged(sent, timestamp),
      'the agent says': hexToString(await chain.agents.read.getMetadata([token, 'did'])),
    },
    {
      'the DID says': [
        [
          'DIDAttributeChanged',
          { identity: machine.address, name: 'did/svc/ERC8004', value: attributeValue(agent), validTo: 86_400n },
        ],
      ],
      'the agent says': machine.did,
    },
  )
})

/** An RPC that answers in its own way, passes on what is `undefined`, and is down where it is `null`. */
const answering = async (answer: (method: string, said: Said) => Said | null | undefined) => {
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const { id, method } = JSON.parse(body)
    const passed = await fetch(chain.rpc, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    const said: Said = await passed.json()
    const own = answer(method, said)
    if (own === null) response.writeHead(503).end('no')
    else response.end(JSON.stringify({ jsonrpc: '2.0', id, ...(own ?? said) }))
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  after(() => server.close())
  const { port } = server.address() as AddressInfo
  return `http://127.0.0.1:${port}/v3/secret`
}
type Said = { readonly result?: unknown; readonly error?: object }

test('what would fail is not sent, and the error says what to do', async () => {
  const [machine, poor, thief] = [await chain.person(), await chain.person('0'), await chain.person()]
  const call = didCall(machine.identity, hub)
  const { sending, identity } = machine
  const elsewhere = await answering(() => ({ result: '0x1' }))
  const down = await answering(() => null)
  const nonsense = await answering(method => (method === 'eth_chainId' ? { result: '0x7a69' } : { result: '0xno' }))
  const evil = await answering(method =>
    method === 'eth_chainId' ? { result: '0x7a69' } : { error: { code: -32000, message: '\u001b[2Jpay\nme' } },
  )
  const refused = {
    'another chain': await refusal(send(call, { ...sending, rpc: elsewhere })),
    'another chain, to sign': await refusal(signNext(identity, hub, { ...sending, rpc: elsewhere })),
    'an RPC that is down': await refusal(send(call, { ...sending, rpc: down })),
    'an RPC that is not there': await refusal(chainOf('http://127.0.0.1:1/secret')),
    'an RPC that is no URL': await refusal(chainOf('localhost:8545')),
    'an RPC that draws on the terminal': await refusal(send(call, { ...sending, rpc: evil })),
    'an RPC that answers nonsense': await refusal(send(call, { ...sending, rpc: nonsense })),
    'no coin': await refusal(sendAct(poor.identity, hub, poor.sending)),
    'somebody else': await refusal(send(call, thief.sending)),
    'no registry there': await refusal(sendAct({ ...identity, registry: machine.address }, hub, sending)),
    'no agents there': await refusal(send(registerAgent(LOCAL, zeroAddress), sending)),
    'a registry of another kind': await refusal(sendAct({ ...identity, registry: AGENTS }, hub, sending)),
    'a key that is none': await refusal(send(call, { ...sending, key: `${machine.privateKey}00` })),
  }
  const short = refused['no coin'].replace(/\d+ wei/, 'N wei')
  assert.deepEqual(
    { ...refused, 'no coin': short },
    {
      'another chain': `wrong_chain: ${new URL(elsewhere).host} serves eip155:1, not ${LOCAL}`,
      'another chain, to sign': `wrong_chain: ${new URL(elsewhere).host} serves eip155:1, not ${LOCAL}`,
      'an RPC that is down': `rpc_unavailable: ${new URL(down).host} does not answer`,
      'an RPC that is not there': 'rpc_unavailable: 127.0.0.1:1 does not answer',
      'an RPC that is no URL': 'bad_input: rpc: is not a URL',
      'an RPC that draws on the terminal': `rpc_refused: ${new URL(evil).host} refuses: ?[2Jpay?me`,
      'no coin': `bad_input: key: ${poor.address} has 0 of the N wei that this may cost`,
      'somebody else': `bad_input: key: ${thief.address} is not the owner of the identity`,
      'no registry there': `bad_input: registry: ${machine.address} is no contract on ${LOCAL}`,
      'no agents there': `bad_input: to: ${zeroAddress} is no contract on ${LOCAL}`,
      'a registry of another kind': 'bad_input: call: the contract refuses it, for no given reason',
      'an RPC that answers nonsense': `rpc_inconsistent: ${new URL(nonsense).host} answers what nobody can read`,
      'a key that is none': 'bad_input: key: is not a private key of kind secp256k1',
    },
  )
})

test('what was sent and went wrong is named, so that nobody sends it twice in the dark', async () => {
  const machine = await chain.person()
  const call = didCall(machine.identity, hub)
  const silent = await answering(method => (method === 'eth_sendRawTransaction' ? null : undefined))
  const failed = await answering((method, { result }) =>
    method === 'eth_getTransactionReceipt' && result ? { result: { ...result, status: '0x0' } } : undefined,
  )
  const told = []
  for (const rpc of [silent, failed]) {
    const said = await refusal(send(call, { rpc, key: machine.privateKey }))
    const [hash = ''] = /0x[0-9a-f]{64}/.exec(said) ?? []
    const { from, nonce } = await chain.client.getTransaction({ hash: hash as Hex })
    told.push([said.replace(hash, 'HASH'), from === machine.address.toLowerCase(), nonce])
  }
  assert.deepEqual(told, [
    [`rpc_unavailable: transaction HASH: ${new URL(silent).host} did not say whether it took it`, true, 0],
    ['bad_input: call: transaction HASH was mined and failed', true, 1],
  ])
})
