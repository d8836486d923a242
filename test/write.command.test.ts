/** The commands that write, as a person or a program runs them: against a real chain, and with everything that is wrong. */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'
import { Command } from 'commander'
import { hexToString, stringToHex } from 'viem'
import { writingCommands } from '../src/commands/index.ts'
import type { PortolanError } from '../src/core/errors.ts'
import { LOCAL, startWriting } from './support/writing.ts'

const chain = await startWriting()
const folder = mkdtempSync(join(tmpdir(), 'portolan-write-'))
after(async () => {
  rmSync(folder, { recursive: true })
  await chain.stop()
})
const MAIN = resolve(import.meta.dirname, '../src/main.ts')
const file = (name: string) => join(folder, name)

/** Everything that commands printed, but for keys that they were asked to make. */
let printed = ''

type Ran = { readonly exit?: number; readonly said?: readonly string[]; readonly answer?: Record<string, string> }

/** Runs `portolan ...` as a program does, and gives what it printed, or what it said instead. */
const portolan = (args: readonly string[], env: Record<string, string> = {}, input = ''): Promise<Ran> =>
  new Promise(done => {
    const PATH = process.env.PATH ?? ''
    const child = execFile(process.execPath, [MAIN, ...args], { env: { PATH, ...env } }, (error, stdout, stderr) => {
      printed += args[1] === 'create' ? stderr : stdout + stderr
      done(error ? { exit: Number(error.code), said: stderr.trim().split('\n') } : { answer: JSON.parse(stdout) })
    })
    child.stdin?.end(input)
  })

/** The same without a process of its own, which takes most of the time. */
const within = async (args: readonly string[], env: Record<string, string> = {}): Promise<Ran> => {
  try {
    const written = await writtenBy(args, { env, isTTY: false })
    printed += written
    return { answer: JSON.parse(written) }
  } catch (error) {
    const { code, message, hint } = error as PortolanError
    printed += message + hint
    return { exit: 1, said: [`${code}: ${message}`, ...(hint === undefined ? [] : [`hint: ${hint}`])] }
  }
}

const writtenBy = async (args: readonly string[], { env, isTTY }: { env: NodeJS.ProcessEnv; isTTY: boolean }) => {
  const written: string[] = []
  const program = new Command('portolan')
  const stdout = { isTTY, write: (text: string) => written.push(text) }
  for (const command of writingCommands({ env, stdout })) program.addCommand(command)
  await program.parseAsync(args, { from: 'user' })
  return written.join('')
}

const rpc = { PORTOLAN_RPC: chain.rpc }
const on = ['--registry', chain.registry.address]
const machine = await chain.person('0')
const payer = await chain.person()

type Case = [args: string[], env: Record<string, string>, said: string, hint: string]

test('what is wrong is said, with what to do, and nothing is done', async () => {
  const key = { ...rpc, PORTOLAN_KEY: machine.privateKey }
  writeFileSync(file('json'), '{"privateKey": "0x12"')
  writeFileSync(file('p256'), JSON.stringify({ kind: 'p256', privateKey: payer.privateKey }))
  const { did } = machine
  const hub = ['did', 'service', did, 'Hub', 'https://hub.example', ...on]
  const cases: Record<string, Case> = {
    'no DID': [
      ['did', 'owner', 'did:ethr:0x7a69:0x12', payer.address, ...on],
      key,
      'bad_input: did: did:ethr:0x7a69:0x12 is not a DID',
      'write did:ethr:<chain number in hex, or its name>:<address or public key>',
    ],
    'a chain without a known registry': [
      ['did', 'owner', did, payer.address],
      key,
      `bad_input: registry: no didRegistry is known on ${LOCAL}`,
      'name its address with --registry',
    ],
    'a name that is too long': [
      ['did', 'set', did, 'n'.repeat(33), 'x', ...on],
      key,
      `bad_input: name: ${'n'.repeat(33)} has 33 bytes, the registry keeps 32`,
      'use a shorter one',
    ],
    'a month': [
      [...hub, '--valid', '6m'],
      key,
      'bad_input: --valid: 6m is no length of time',
      'write 3600s, 30min, 12h, 90d, 4w or 1y',
    ],
    'no RPC': [
      hub,
      { PORTOLAN_KEY: machine.privateKey },
      'bad_input: rpc: is missing',
      'give --rpc or set PORTOLAN_RPC',
    ],
    'no key': [
      hub,
      rpc,
      'bad_input: key: is missing',
      'set PORTOLAN_KEY or give --key-file; `portolan did create` makes one',
    ],
    'half a key': [
      hub,
      { ...rpc, PORTOLAN_KEY: machine.privateKey.slice(0, 40) },
      'bad_input: key: is not a private key of kind secp256k1',
      'give its 32 bytes as 0x and 64 hex digits',
    ],
    'a key file that is broken': [
      [...hub, '--key-file', file('json')],
      rpc,
      'bad_input: --key-file: is neither a key nor JSON',
      '',
    ],
    'a key file of another kind': [
      [...hub, '--key-file', file('p256')],
      rpc,
      `bad_input: --key-file: ${file('p256')} holds no secp256k1 key`,
      'only such a key owns and pays on an EVM chain',
    ],
    'another chain': [
      ['did', 'owner', `did:ethr:0x1:${machine.address}`, payer.address],
      key,
      `wrong_chain: ${new URL(chain.rpc).host} serves ${LOCAL}, not eip155:1`,
      'give an RPC of eip155:1',
    ],
    'another owner': [
      [...hub, '--key-file', file('payer')],
      rpc,
      `bad_input: key: is the key of ${payer.address}, and ${did} is owned by ${machine.address}`,
      'use the key of its owner',
    ],
    'no coin': [
      hub,
      key,
      `bad_input: key: ${machine.address} has 0 of the N wei that this may cost`,
      'give the account coins of the chain; an act on a DID can instead be signed with --sign-only and sent by anybody',
    ],
    'a misspelt variable': [
      hub,
      { ...key, PORTOLAN_KEYS: 'x' },
      'bad_config: PORTOLAN_KEYS: is not a variable we know',
      'known: PORTOLAN_CONFIG, PORTOLAN_STORE, PORTOLAN_CHAIN, PORTOLAN_RPC, PORTOLAN_KEY, PORTOLAN_DATA, PORTOLAN_TRUST, PORTOLAN_TOKENS, DATABASE_URL, HOST, PORT, LOG_LEVEL',
    ],
    'a number where nothing is signed': [
      [...hub, '--nonce', '1'],
      key,
      'bad_input: --nonce: goes with --sign-only alone',
      '',
    ],
    'an agent that is none': [
      ['agent', 'set', 'eip155:1:0x12/1', 'k', 'v'],
      key,
      'bad_input: id: eip155:1:0x12/1 is not an agent id',
      'write eip155:<chain>:<registry address>/<token id>',
    ],
    'a signed act that is none': [
      ['did', 'send', file('json')],
      key,
      'bad_input: signed act: is not a JSON object',
      'take it as --sign-only prints it',
    ],
    'a key over another': [
      ['did', 'create', '--key-file', file('json')],
      {},
      `bad_input: --key-file: ${file('json')} cannot be made: EEXIST: file already exists, open '${file('json')}'`,
      'name a file that is not there yet',
    ],
  }
  const IN_A_PROCESS = ['no DID', 'a name that is too long', 'a month', 'no key', 'another chain']
  writeFileSync(file('payer'), payer.privateKey)
  const judge = async ([name, [args, env, said, hint]]: [string, Case]) => {
    const ran = await (IN_A_PROCESS.includes(name) ? portolan : within)(args, env)
    const lines = ran.said?.map(line => line.replace(/\d+ wei/, 'N wei'))
    assert.deepEqual(
      { ...ran, said: lines },
      { exit: 1, said: [said, ...(hint === '' ? [] : [`hint: ${hint}`])] },
      name,
    )
  }
  await Promise.all(Object.entries(cases).map(judge))
  assert.equal(await chain.registry.read.changed([machine.address]), 0n)
})

test('a machine without coins makes a key, signs, and another brings it to the chain', async () => {
  const { answer: made } = await within(['did', 'create', '--chain', '31337', '--key-file', file('machine.key')])
  const { privateKey, ...kept } = JSON.parse(readFileSync(file('machine.key'), 'utf8'))
  assert.deepEqual(made, kept)
  assert.equal(statSync(file('machine.key')).mode & 0o777, 0o600)
  const { did = '', address = '' } = made ?? {}
  const { answer: device } = await within(['did', 'create', '--kind', 'p256'])

  const own = ['--key-file', file('machine.key'), ...on]
  const addKey = ['did', 'add-key', did, device?.did ?? '', '--valid', '30d', ...own]
  const { answer: signed } = await within([...addKey, '--sign-only'], rpc)
  // The number can be given where there is no RPC at all; the signature is the same.
  assert.deepEqual((await within([...addKey, '--sign-only', '--nonce', '0'])).answer, signed)
  const { answer: call } = await portolan(['did', 'send', '-', '--dry-run', ...on], {}, JSON.stringify(signed))
  assert.deepEqual([call?.chain, call?.to], [LOCAL, chain.registry.address])

  writeFileSync(file('signed.json'), JSON.stringify(signed))
  const payers = { ...rpc, PORTOLAN_KEY: payer.privateKey }
  const sent = await within(['did', 'send', file('signed.json'), ...on], payers)
  const [log] = await chain.registry.getEvents.DIDAttributeChanged({ identity: address as `0x${string}` })
  assert.deepEqual(
    { hash: log?.transactionHash, name: hexToString(log?.args.name ?? '0x', { size: 32 }), value: log?.args.value },
    { hash: sent.answer?.hash, name: 'did/pub/Multikey/veriKey', value: `0x8024${device?.publicKey?.slice(2)}` },
  )
  assert.deepEqual(await within(['did', 'send', file('signed.json'), ...on], payers), {
    exit: 1,
    said: [
      'bad_input: signed act: has number 0, and 1 is next',
      'hint: it was sent already, or another was: sign it anew',
    ],
  })
  printed += JSON.stringify(signed)
  assert.ok(!printed.includes(privateKey.slice(2)))
})

test('a link is made on both sides, delegates come and go, and the identity is given away', async () => {
  const [owner, heir] = [await chain.person(), await chain.person()]
  const env = { ...rpc, PORTOLAN_KEY: owner.privateKey }
  const done = async (...args: string[]) => (await within(args, env)).answer ?? assert.fail(args.join(' '))
  const { agent = '' } = await done('agent', 'register', 'ipfs://file', '--registry', chain.agents.address)
  assert.equal(agent, `${LOCAL}:${chain.agents.address.toLowerCase()}/0`)
  await done('agent', 'link', agent, owner.did)
  await done('agent', 'set', agent, 'raw', '0x00ff')
  await done('agent', 'uri', agent, 'ipfs://other')
  await done('did', 'link', owner.did, agent, ...on)
  await done('did', 'add-delegate', owner.did, heir.address, ...on)
  const veriKey = stringToHex('veriKey', { size: 32 })
  const delegated = [await chain.registry.read.validDelegate([owner.address, veriKey, heir.address])]
  await done('did', 'revoke-delegate', owner.did, heir.address, ...on)
  delegated.push(await chain.registry.read.validDelegate([owner.address, veriKey, heir.address]))
  await done('did', 'set', owner.did, 'did/svc/Hub', 'https://hub.example', ...on)
  await done('did', 'revoke', owner.did, 'did/svc/Hub', 'https://hub.example', ...on)
  await done('did', 'owner', owner.did, heir.address, ...on)
  const events = await chain.registry.getEvents.DIDAttributeChanged({ identity: owner.address }, { fromBlock: 0n })
  const { tokenURI, getMetadata } = chain.agents.read
  assert.deepEqual(
    {
      delegated,
      owner: await chain.registry.read.identityOwner([owner.address]),
      attributes: events.map(({ args: { name = '0x', value = '0x', validTo } }) => [
        hexToString(name, { size: 32 }),
        hexToString(value),
        validTo === 0n,
      ]),
      agent: await Promise.all([tokenURI([0n]), getMetadata([0n, 'did']), getMetadata([0n, 'raw'])]),
    },
    {
      delegated: [true, false],
      owner: heir.address,
      attributes: [
        ['did/svc/ERC8004', agent, false],
        ['did/svc/Hub', 'https://hub.example', false],
        ['did/svc/Hub', 'https://hub.example', true],
      ],
      agent: ['ipfs://other', stringToHex(owner.did), '0x00ff'],
    },
  )
  assert.ok(!printed.includes(owner.privateKey.slice(2)))
})

test('a call can be looked at before it is sent, without a key or an RPC', async () => {
  const { answer } = await within(['did', 'deactivate', `did:ethr:sepolia:${machine.address}`, '--dry-run'])
  assert.deepEqual(answer, {
    chain: 'eip155:11155111',
    to: '0x03d5003bf0e79C5F5223588F347ebA39AfbC3818',
    data: `0xf00d4b5d${machine.address.slice(2).toLowerCase().padStart(64, '0')}${'0'.repeat(64)}`,
  })
})

test('a terminal gets lines', async () => {
  const written = await writtenBy(['did', 'create', '--kind', 'ed25519'], { env: {}, isTTY: true })
  assert.deepEqual(
    written.split('\n').map(line => line.replace(/ {2}\S+$/, '')),
    ['kind      ', 'did       ', 'kid       ', 'alg       ', 'publicKey ', 'privateKey', ''],
  )
})

test('no private key was printed by any of these', () => {
  for (const { privateKey } of [machine, payer]) assert.ok(!printed.includes(privateKey.slice(2, 40)))
})
