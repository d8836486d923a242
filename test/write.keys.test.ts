/** Keys made here, put on chain, and believed by a node: the offers they sign are in force. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, test } from 'node:test'
import { rpcSource } from '../indexer/rpc.ts'
import type { Offer } from '../src/core/offer.ts'
import { type SignedOffer, signOffer } from '../src/modules/offers/sign.ts'
import { type Act, addDelegate, revokeAttribute, setAttribute } from '../src/write/acts.ts'
import { keyAttribute, offerAttribute } from '../src/write/attributes.ts'
import { createKey, type MachineKey, readKey } from '../src/write/key.ts'
import { KEY_KINDS, parsePublicKey } from '../src/write/publicKey.ts'
import { sendAct } from '../src/write/send.ts'
import { nodeOver } from './support/nodeOver.ts'
import { termsOf } from './support/offers.ts'
import { edwardsKey, koblitzKey, p256Key } from './support/tokens.ts'
import { scriptedSpec } from './support/world.ts'
import { LOCAL, refusal, startWriting } from './support/writing.ts'

const chain = await startWriting()
after(() => chain.stop())

/** The keys that the tests of signatures use, of the same private bytes. */
const KNOWN = { secp256k1: koblitzKey, ed25519: edwardsKey, p256: p256Key }

test('what is no key is refused, and its bytes are not repeated', async () => {
  const secret = 'ab'.repeat(31)
  const order = 'fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141'
  const given: Record<string, () => unknown> = {
    '31 bytes': () => readKey('secp256k1', `0x${secret}`),
    '33 bytes': () => readKey('ed25519', `0x${secret}0000`),
    'no hex': () => readKey('p256', `0x${secret}zz`),
    zero: () => readKey('p256', `0x${'00'.repeat(32)}`),
    'the order of its curve': () => readKey('secp256k1', `0x${order}`),
    'a P-256 key as an account': () => createKey('p256', LOCAL),
    'a chain that is none': () => createKey('secp256k1', 'bip122:000000000019d6689c085ae165831e93'),
    'a public key of 32 bytes': () => parsePublicKey(`secp256k1:${'11'.repeat(32)}`),
    'a public key off its curve': () => parsePublicKey(`p256:02${'ff'.repeat(32)}`),
    'a public key of no kind': () => parsePublicKey(`rsa:${'11'.repeat(32)}`),
    'a did:key that is none': () => parsePublicKey('did:key:z6Mk0'),
    'a did:key of a kind that signs nothing': () =>
      parsePublicKey('did:key:z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc'),
  }
  const told = await Promise.all(Object.entries(given).map(async ([name, make]) => [name, await refusal(make)]))
  const noPublicKey = (text: string) => `bad_input: key: ${text} is not a public key`
  assert.deepEqual(Object.fromEntries(told), {
    '31 bytes': 'bad_input: key: is not a private key of kind secp256k1',
    '33 bytes': 'bad_input: key: is not a private key of kind ed25519',
    'no hex': 'bad_input: key: is not a private key of kind p256',
    zero: 'bad_input: key: is not a private key of kind p256',
    'the order of its curve': 'bad_input: key: is not a private key of kind secp256k1',
    'a P-256 key as an account': 'bad_input: chain: a key of kind p256 is no account on a chain',
    'a chain that is none': 'bad_input: chain: bip122:000000000019d6689c085ae165831e93 is no EVM chain',
    'a public key of 32 bytes': noPublicKey(`secp256k1:${'11'.repeat(32)}`),
    'a public key off its curve': noPublicKey(`p256:02${'ff'.repeat(32)}`),
    'a public key of no kind': noPublicKey(`rsa:${'11'.repeat(32)}`),
    'a did:key that is none': noPublicKey('did:key:z6Mk0'),
    'a did:key of a kind that signs nothing': noPublicKey('did:key:z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc'),
  })
})

test('a key is the same to every reader, and every key made is another', () => {
  for (const kind of KEY_KINDS) {
    for (const name of ['one', 'two', 'three']) {
      const { alg, publicKey, did, kid } = KNOWN[kind](name)
      const read = readKey(kind, `0x${createHash('sha256').update(name).digest('hex')}`)
      assert.deepEqual(
        { alg: read.alg, publicKey: read.publicKey.bytes.slice(2), did: read.did, kid: read.kid },
        { alg, publicKey, did, kid },
      )
      assert.deepEqual(parsePublicKey(read.did), read.publicKey)
      assert.deepEqual(parsePublicKey(`${kind}:${publicKey}`), read.publicKey)
    }
    const made = Array.from({ length: 20 }, () => createKey(kind))
    assert.equal(new Set(made.map(({ privateKey }) => privateKey)).size, 20)
    for (const { privateKey, did } of made) assert.equal(readKey(kind, privateKey).did, did)
  }
  // RFC 8032, 7.1, test 1; and the account of the smallest secp256k1 key, whose first 31 bytes are zero.
  assert.equal(
    readKey('ed25519', '0x9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60').publicKey.bytes,
    '0xd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
  )
  const { address, did, kid } = readKey('secp256k1', `0x${'00'.repeat(31)}01`, LOCAL)
  assert.deepEqual(
    { address, did, kid },
    {
      address: '0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf',
      did: 'did:ethr:0x7a69:0x7e5f4552091a69125d5dfcb7b8c2659029395bdf',
      kid: 'did:ethr:0x7a69:0x7e5f4552091a69125d5dfcb7b8c2659029395bdf#controller',
    },
  )
})

test('the offers of a key are believed once it is on chain, and no longer than it is', async () => {
  const machine = await chain.person()
  const device = createKey('secp256k1', LOCAL)
  const keys = KEY_KINDS.map(kind => createKey(kind))
  const { timestamp } = await chain.client.getBlock()
  const iat = Number(timestamp)
  const offer = (name: string, kid: string, { alg, signer }: Pick<MachineKey, 'alg' | 'signer'>, iss = machine.did) => {
    const claims = { iss, sub: `${iss}#${name}`, ver: 1, seq: 1, iat, exp: iat + 86_400, ...termsOf('Lot 7') } as Offer
    return signOffer(claims, { kid, alg, signer })
  }
  const does = (act: Act) => sendAct(machine.identity, act, machine.sending)
  const announced = new Map<string, SignedOffer>()
  const announce = async (name: string, signed: SignedOffer) => {
    announced.set(name, signed)
    await does(setAttribute(offerAttribute(signed.uri), 86_400n))
  }

  await announce('of the machine', await offer('own', machine.kid, machine))
  for (const key of [...keys, device])
    await announce(`of its own, ${key.alg} ${key.did.slice(0, 8)}`, await offer('own', key.kid, key, key.did))
  // Delegates are counted from 1 in the order they were set.
  await does(addDelegate('veriKey', device.address ?? '', 86_400n))
  for (const { publicKey } of keys) await does(setAttribute(keyAttribute(publicKey), 86_400n))
  for (const [i, key] of [device, ...keys].entries())
    await announce(`delegate ${i + 1}, ${key.alg}`, await offer(`d${i + 1}`, `${machine.did}#delegate-${i + 1}`, key))
  await announce('a key that is not there yet', await offer('d5', `${machine.did}#delegate-5`, keys[1] as MachineKey))
  await announce(
    'a key under the number of another',
    await offer('d6', `${machine.did}#delegate-3`, keys[2] as MachineKey),
  )
  const revoked = parsePublicKey(keys[2]?.did ?? '')

  const address = chain.registry.address.toLowerCase()
  const contracts = [{ kind: 'didRegistry', address, subject: address }]
  const spec = { ...scriptedSpec, contracts, finality: { depth: 1_000 }, pollMs: 20 }
  const node = await nodeOver(spec, rpcSource(chain.rpc))
  const stood = async () => {
    await node.settled(Number(await chain.client.getBlockNumber()))
    const told = [...announced].map(async ([name, { id }]) => {
      const { offer } = await node.ask<{ offer: { status: string } | null }>(STATUS, { id })
      return [name, offer?.status ?? null]
    })
    return Object.fromEntries(await Promise.all(told))
  }
  try {
    const all = {
      'of the machine': 'IN_FORCE',
      'of its own, ES256K did:key:': 'IN_FORCE',
      'of its own, EdDSA did:key:': 'IN_FORCE',
      'of its own, ES256 did:key:': 'IN_FORCE',
      'of its own, ES256K did:ethr': 'IN_FORCE',
      'delegate 1, ES256K': 'IN_FORCE',
      'delegate 2, ES256K': 'IN_FORCE',
      'delegate 3, EdDSA': 'IN_FORCE',
      'delegate 4, ES256': 'IN_FORCE',
      'a key that is not there yet': null,
      'a key under the number of another': null,
    }
    assert.deepEqual(await stood(), all)
    await does(revokeAttribute(keyAttribute(revoked)))
    assert.deepEqual(await stood(), { ...all, 'delegate 4, ES256': 'KEY_ENDED' })
  } finally {
    await node.close()
  }
})
const STATUS = 'query ($id: ID!) { offer(id: $id) { status } }'
