import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { getAddress, type Hex, padHex, stringToHex, zeroAddress } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { ethrDid } from '../../src/core/did.ts'
import { run } from '../../src/store/statement.ts'
import { ALICE, account, BOB, CAROL } from '../support/facts.ts'
import { iso } from '../support/iso.ts'
import { startNode } from '../support/node.ts'
import { CHAIN, type Emitted } from '../support/scripted.ts'

const node = await startNode({ settings: { unreadDidChains: ['eip155:137'] } })
after(() => node.close())
const { ask, refused } = node

const FOR_EVER = (1n << 256n) - 1n
const name32 = (text: string): Hex => stringToHex(text, { size: 32 })

/** The registry as it speaks: every event names the block of the one before it. */
const changed = new Map<Hex, number>()
const said = (event: string, identity: Hex, args: Record<string, unknown>): Emitted => {
  const previousChange = BigInt(changed.get(identity) ?? 0)
  changed.set(identity, node.chain.head().number + 1)
  return { by: 'EthereumDIDRegistry', event, args: { identity, previousChange, ...args } }
}
const owner = (identity: Hex, owner: Hex) => said('DIDOwnerChanged', identity, { owner })
const delegate = (identity: Hex, delegateType: Hex, delegate: Hex, validTo = FOR_EVER) =>
  said('DIDDelegateChanged', identity, { delegateType, delegate, validTo })
const attribute = (identity: Hex, name: Hex, value: Hex, validTo = FOR_EVER) =>
  said('DIDAttributeChanged', identity, { name, value, validTo })

const mine = async (...events: Emitted[]) => {
  const { header } = node.mine(...events)
  await node.settle()
  return header
}
/** When the next block will be. */
const next = (): bigint => BigInt(node.chain.head().time + 12)

const IDENTITY = `query ($did: ID!, $asOf: AsOf) {
  identity(did: $did, asOf: $asOf) {
    did method chain controller deactivated registered
    keys { id kind name value validTo inherited updatedAt { block logIndex } }
    services { id type value text validTo updatedAt { block logIndex } }
  }
}`
const bare = { deactivated: false, registered: false, keys: [], services: [] }

const SHORT = '0x1234'
const OFF_CURVE = `0x02${'f'.repeat(64)}`
for (const did of [
  '',
  'did:',
  'did:ethr:',
  'did:ETHR:x',
  `did:ethr:${SHORT}`,
  `did:ethr:0x7a69:${ALICE}0`,
  `did:ethr:0x7a69:${ALICE.slice(0, -1)}g`,
  `did:ethr:0x7a69:${OFF_CURVE}`,
  `did:ethr:0x7a69:${ALICE}#controller`,
  `did:pkh:${CHAIN}:${SHORT}`,
  `did:pkh:eip155:0:${ALICE}`,
  'did:key:',
  'did:key:abc',
]) {
  test(`what is no DID is refused: "${did.slice(0, 60)}"`, async () => {
    const { code, message } = await refused(IDENTITY, { did })
    assert.deepEqual([code, message], ['bad_input', `did: ${did} is not a DID`])
  })
}

test('a DID that this node cannot judge is null', async () => {
  const solana = 'did:pkh:solana:4sGjMW1sUnHzSxGspuhpqLDx6wiyjNtZ:CKg5d12Jhpej1JqtmxLJgaFqqeYjxgPqToJ4LBdvG9Ev'
  for (const did of ['did:ion:abc', solana, `did:ethr:nowhere:${ALICE}`, `did:ethr:polygon:${ALICE}`]) {
    assert.deepEqual(await ask(IDENTITY, { did }), { identity: null })
  }
})

const { publicKey } = privateKeyToAccount(padHex('0x07', { size: 32 }))
const compressed = `0x${Number.parseInt(publicKey.slice(-1), 16) % 2 === 0 ? '02' : '03'}${publicKey.slice(4, 68)}`
const SEVEN = privateKeyToAccount(padHex('0x07', { size: 32 })).address.toLowerCase() as Hex

test('an identity that no registry spoke of rules itself, in every spelling', async () => {
  const ethr = (did: string, chain: string, controller: string) => ({ did, method: 'ethr', chain, controller, ...bare })
  const known = [
    ethr(`did:ethr:0x7a69:${ALICE}`, CHAIN, ALICE),
    ethr(`did:ethr:0x7A69:${getAddress(ALICE)}`, CHAIN, ALICE),
    ethr(`did:ethr:0x7a69:${compressed}`, CHAIN, SEVEN),
    ethr(`did:ethr:0x7a69:${compressed.toUpperCase().replace('0X', '0x')}`, CHAIN, SEVEN),
    ethr(`did:ethr:${ALICE}`, 'eip155:1', ALICE),
    ethr(`did:ethr:mainnet:${ALICE}`, 'eip155:1', ALICE),
    ethr(`did:ethr:sepolia:${ALICE}`, 'eip155:11155111', ALICE),
    ethr(`did:ethr:0x2105:${ALICE}`, 'eip155:8453', ALICE),
    {
      did: `did:pkh:eip155:8453:${getAddress(ALICE)}`,
      method: 'pkh',
      chain: 'eip155:8453',
      controller: ALICE,
      ...bare,
    },
    {
      did: 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK',
      method: 'key',
      chain: null,
      controller: null,
      ...bare,
    },
    { did: 'did:web:a.example', method: 'web', chain: null, controller: null, ...bare },
  ]
  for (const identity of known) assert.deepEqual(await ask(IDENTITY, { did: identity.did }), { identity })
})

test('what the registry says is said of an identity however its DID is spelt', async () => {
  await mine(owner(SEVEN, BOB), delegate(SEVEN, name32('veriKey'), CAROL))
  const block = String(node.chain.head().number)
  for (const did of [ethrDid(CHAIN, SEVEN), `did:ethr:0x7A69:${getAddress(SEVEN)}`, `did:ethr:0x7a69:${compressed}`]) {
    const key = { kind: 'delegate', name: 'veriKey', value: CAROL, validTo: null, inherited: false }
    assert.deepEqual(await ask(IDENTITY, { did }), {
      identity: {
        did,
        method: 'ethr',
        chain: CHAIN,
        controller: BOB,
        deactivated: false,
        registered: true,
        keys: [{ id: `${did}#delegate-1`, ...key, updatedAt: { block, logIndex: '1' } }],
        services: [],
      },
    })
  }
  const elsewhere = `did:ethr:0x2105:${SEVEN}`
  assert.deepEqual(await ask(IDENTITY, { did: elsewhere }), {
    identity: { did: elsewhere, method: 'ethr', chain: 'eip155:8453', controller: SEVEN, ...bare },
  })
})

type Shown = {
  controller: string | null
  deactivated: boolean
  keys: { id: string; name: string; value: string; validTo: string | null; inherited: boolean }[]
  services: { id: string; type: string; value: string; text: string | null; validTo: string | null }[]
}
/** An identity, shortly: who rules it, and its fragments with their names. */
const shown = async (identity: Hex, asOf: object | null = null) => {
  const answer = await ask<{ identity: Shown }>(IDENTITY, { did: ethrDid(CHAIN, identity), asOf })
  const { controller, deactivated, keys, services } = answer.identity
  const fragment = ({ id }: { id: string }) => id.split('#')[1]
  return {
    controller,
    deactivated,
    keys: keys.map(key => `${fragment(key)} ${key.name}${key.inherited ? ' inherited' : ''}`),
    services: services.map(service => `${fragment(service)} ${service.type}`),
  }
}

test('deactivation is final: what is said later changes nothing, what was said before is still seen as of then', async () => {
  const it = account(0xd1)
  await mine(delegate(it, name32('veriKey'), CAROL), attribute(it, name32('did/svc/Hub'), '0x61'))
  const { number } = await mine(owner(it, BOB))
  const then = await shown(it)
  assert.deepEqual(then, {
    controller: BOB,
    deactivated: false,
    keys: ['delegate-1 veriKey inherited'],
    services: ['service-1 Hub'],
  })
  const gone = { controller: null, deactivated: true, keys: [], services: [] }
  await mine(owner(it, zeroAddress))
  assert.deepEqual(await shown(it), gone)
  await mine(owner(it, ALICE), delegate(it, name32('sigAuth'), ALICE), attribute(it, name32('did/svc/Hub'), '0x62'))
  assert.deepEqual(await shown(it), gone)
  assert.deepEqual(await shown(it, { block: String(number) }), then)
})

test('a key set under an earlier owner is inherited until the new one sets it again', async () => {
  const it = account(0xd2)
  await mine(delegate(it, name32('veriKey'), BOB), delegate(it, name32('veriKey'), CAROL), owner(it, BOB))
  await mine(delegate(it, name32('veriKey'), CAROL))
  assert.deepEqual((await shown(it)).keys, ['delegate-1 veriKey inherited', 'delegate-3 veriKey'])
  // To name the owner again is no new reign; to come back to an earlier owner is one.
  await mine(owner(it, BOB))
  assert.deepEqual((await shown(it)).keys, ['delegate-1 veriKey inherited', 'delegate-3 veriKey'])
  await mine(owner(it, it))
  assert.deepEqual((await shown(it)).keys, ['delegate-1 veriKey inherited', 'delegate-3 veriKey inherited'])
})

const raw32 = (bytes: Hex): Hex => padHex(bytes, { size: 32, dir: 'right' })
const counted: Record<string, [events: (it: Hex) => Emitted[], key: number, service: number]> = {
  nothing: [() => [], 1, 1],
  'a delegate': [it => [delegate(it, name32('veriKey'), BOB)], 2, 1],
  'a delegate of no type': [it => [delegate(it, raw32('0x'), BOB)], 2, 1],
  'a delegate that was revoked': [it => [delegate(it, name32('veriKey'), BOB, 0n)], 2, 1],
  'a delegate set and revoked': [
    it => [delegate(it, name32('veriKey'), BOB), delegate(it, name32('veriKey'), BOB, next())],
    3,
    1,
  ],
  'the same delegate twice': [it => [delegate(it, name32('sigAuth'), BOB), delegate(it, name32('sigAuth'), BOB)], 3, 1],
  'a key': [it => [attribute(it, name32('did/pub/Ed25519/veriKey/hex'), '0x01')], 2, 1],
  'a key that was revoked': [it => [attribute(it, name32('did/pub/Ed25519/veriKey/hex'), '0x01', 0n)], 2, 1],
  'a key that had expired': [it => [attribute(it, name32('did/pub/Ed25519'), '0x01', 1n)], 2, 1],
  'a key whose name has too many parts': [it => [attribute(it, name32('did/pub/a/b/c/d'), '0x01')], 2, 1],
  'a key whose name ends early': [it => [attribute(it, name32('did/pub/'), '0x01')], 2, 1],
  'a key whose name has odd letters': [it => [attribute(it, name32('did/pub/é !'), '0x01')], 2, 1],
  'a key whose name holds a NUL': [it => [attribute(it, name32('did/pub/a\0b'), '0x01')], 2, 1],
  'a service': [it => [attribute(it, name32('did/svc/Hub'), '0x01')], 1, 2],
  'a service that was revoked': [it => [attribute(it, name32('did/svc/Hub'), '0x01', 0n)], 1, 2],
  'a service whose name ends early': [it => [attribute(it, name32('did/svc/'), '0x01')], 1, 2],
  'an attribute of another sort': [it => [attribute(it, name32('name'), '0x01')], 1, 1],
  'a name that is only nearly one': [it => [attribute(it, name32('did/pub'), '0x01')], 1, 1],
  'a delegate whose type is no UTF-8': [it => [delegate(it, raw32('0xff'), BOB)], 1, 1],
  'a key whose name is no UTF-8': [it => [attribute(it, raw32(`${stringToHex('did/pub/')}ff`), '0x01')], 1, 1],
  'a service whose name is no UTF-8': [it => [attribute(it, raw32(`${stringToHex('did/svc/')}c0af`), '0x01')], 1, 1],
  'a delegate whose type begins with \\x': [it => [delegate(it, name32('\\xff'), BOB)], 2, 1],
  'a delegate whose type holds a NUL': [it => [delegate(it, name32('a\0b'), BOB)], 2, 1],
  'an owner': [it => [owner(it, BOB)], 1, 1],
}
for (const [i, [what, [events, key, service]]] of Object.entries(counted).entries()) {
  test(`after ${what}, the next key is delegate-${key} and the next service service-${service}`, async () => {
    const it = account(0x1000 + i)
    await mine(...events(it))
    await mine(delegate(it, name32('last'), CAROL), attribute(it, name32('did/svc/Last'), '0x01'))
    const { keys, services } = await shown(it)
    assert.deepEqual([keys.at(-1), services.at(-1)], [`delegate-${key} last`, `service-${service} Last`])
  })
}

test('an entry holds until its time, not at it; a revocation holds from its own block on', async () => {
  const it = account(0xd3)
  const until = next() + 30n
  const set = await mine(
    delegate(it, name32('veriKey'), BOB, until),
    attribute(it, name32('did/pub/X25519/enc/hex'), '0x02'),
    attribute(it, name32('did/svc/Hub'), stringToHex('{"a":1}'), until),
  )
  const keys = ['delegate-1 veriKey', 'delegate-2 did/pub/X25519/enc/hex']
  const at = async (time: bigint) => {
    const { keys, services } = await shown(it, { time: iso(time) })
    return [keys, services]
  }
  const [live, late] = [
    [keys, ['service-1 Hub']],
    [keys.slice(1), []],
  ]
  await mine()
  assert.deepEqual([await at(until - 1n), await at(until), await at(until + 1n)], [live, late, late])
  const revoked = await mine(
    delegate(it, name32('veriKey'), BOB, next()),
    attribute(it, name32('did/pub/X25519/enc/hex'), '0x02', 0n),
    attribute(it, name32('did/svc/Hub'), stringToHex('{"a":1}'), 0n),
  )
  assert.deepEqual((await shown(it)).keys, [])
  assert.deepEqual(await shown(it, { block: String(revoked.number) }), {
    controller: it,
    deactivated: false,
    keys: [],
    services: [],
  })
  assert.deepEqual((await shown(it, { block: String(set.number) })).keys, keys)
  await mine(delegate(it, name32('veriKey'), BOB), attribute(it, name32('did/svc/Hub'), stringToHex('{"a":1}')))
  assert.deepEqual(await shown(it), {
    controller: it,
    deactivated: false,
    keys: ['delegate-5 veriKey'],
    services: ['service-3 Hub'],
  })
})

test('a change that does not follow the one we saw is a gap, and stops nothing', async () => {
  const it = account(0xd4)
  const { number } = await mine(owner(it, BOB), owner(it, CAROL))
  changed.set(it, 1)
  await mine(owner(it, ALICE))
  changed.delete(it)
  await mine(delegate(it, name32('veriKey'), BOB))
  const fresh = account(0xd5)
  changed.set(fresh, 3)
  await mine(owner(fresh, BOB))
  const rows = await node.store.write(() =>
    run("select subject, detail from gap where kind = 'previous_change' order by bf"),
  )
  assert.deepEqual(rows, [
    { subject: ethrDid(CHAIN, it), detail: `previousChange is 1, the last event seen is of block ${number}` },
    { subject: ethrDid(CHAIN, it), detail: `previousChange is 0, the last event seen is of block ${number + 1}` },
    { subject: ethrDid(CHAIN, fresh), detail: 'previousChange is 3, the last event seen is of block 0' },
  ])
  assert.deepEqual(await shown(it), {
    controller: ALICE,
    deactivated: false,
    keys: ['delegate-1 veriKey'],
    services: [],
  })
  assert.equal((await shown(fresh)).controller, BOB)
})
