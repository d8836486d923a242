import assert from 'node:assert/strict'
import { ECDH } from 'node:crypto'
import { after, test } from 'node:test'
import { ES256KSigner } from 'did-jwt'
import { type Hex, hexToBytes, stringToHex } from 'viem'
import { publicKeyToAddress } from 'viem/accounts'
import { ethrDid } from '../../src/core/did.ts'
import { type OfferSigner, signOffer } from '../../src/modules/offers/sign.ts'
import { run } from '../../src/store/statement.ts'
import { startNode } from '../support/node.ts'
import { offerOf, person, termsOf } from '../support/offers.ts'
import { didRegistry, offerBoard } from '../support/registry.ts'
import { CHAIN } from '../support/scripted.ts'
import { type BareKey, edwardsKey, koblitzKey, p256Key, SMALL_ORDER, smallOrderKey } from '../support/tokens.ts'

const node = await startNode()
after(() => node.close())
const registry = didRegistry(node.chain.head)
const announce = offerBoard()

const terms = termsOf('Lot 7')
const by = (did: string, name: string, signer: OfferSigner) =>
  signOffer(offerOf({ ...person('nobody'), did }, terms, { sub: `${did}#${name}` }), signer)
const under = (did: string, fragment: string, { alg, signer }: Pick<BareKey, 'alg' | 'signer'>): OfferSigner => ({
  kid: `${did}#${fragment}`,
  alg,
  signer,
})

/** Announces the offers and gives, by name, what became of each: its status, or why there is nothing. */
const announced = async (offers: Record<string, Promise<Awaited<ReturnType<typeof by>>>>) => {
  const names = Object.keys(offers)
  const signed = await Promise.all(Object.values(offers))
  node.mine(...signed.map(offer => announce(offer)))
  await node.settle()
  const stood = await Promise.all(
    signed.map(({ id }) => node.ask<{ offer: { status: string } | null }>(STATUS, { id })),
  )
  const refused = await node.store.write(() =>
    run<{ uri: string; verdict: string }>('select uri, verdict from document'),
  )
  const verdicts = new Map(refused.map(({ uri, verdict }) => [uri, verdict]))
  return Object.fromEntries(
    names.map((name, i) => [name, stood[i]?.offer?.status ?? verdicts.get(signed[i]?.uri ?? '')]),
  )
}
const STATUS = 'query ($id: ID!) { offer(id: $id) { status } }'

test('keys that need no registry: did:key on three curves, did:pkh, and an identity that spells its key', async () => {
  const [edwards, p256, koblitz] = [edwardsKey('edwards'), p256Key('p256'), koblitzKey('koblitz')]
  const alice = person('alice')
  const pkh = `did:pkh:${CHAIN}:${alice.address}`
  const spelt = `did:ethr:0x7a69:0x${koblitz.publicKey}`
  const other = under(spelt, 'controllerKey', koblitzKey('another'))
  const small = SMALL_ORDER.map(smallOrderKey)
  assert.deepEqual(
    await announced({
      'Ed25519 as did:key': by(edwards.did, 'offer', edwards),
      'P-256 as did:key': by(p256.did, 'offer', p256),
      'secp256k1 as did:key': by(koblitz.did, 'offer', koblitz),
      'did:key by another name': by(edwards.did, 'other', under(edwards.did, 'key-1', edwards)),
      'did:pkh': by(pkh, 'offer', under(pkh, 'blockchainAccountId', alice.signer)),
      'did:pkh by another name': by(pkh, 'other', under(pkh, 'controller', alice.signer)),
      'did:pkh of somebody else': by(pkh, 'theirs', under(pkh, 'blockchainAccountId', person('bob').signer)),
      'public key, #controllerKey': by(spelt, 'key', under(spelt, 'controllerKey', koblitz)),
      'public key, #controller': by(spelt, 'address', under(spelt, 'controller', koblitz)),
      'public key, of somebody else': by(spelt, 'theirs', other),
      ...Object.fromEntries(small.map((key, i) => [`Ed25519 of small order ${i}`, by(key.did, 'offer', key)])),
    }),
    {
      'Ed25519 as did:key': 'IN_FORCE',
      'P-256 as did:key': 'IN_FORCE',
      'secp256k1 as did:key': 'IN_FORCE',
      'did:key by another name': 'key_unknown',
      'did:pkh': 'IN_FORCE',
      'did:pkh by another name': 'key_unknown',
      'did:pkh of somebody else': 'bad_signature',
      'public key, #controllerKey': 'IN_FORCE',
      'public key, #controller': 'IN_FORCE',
      'public key, of somebody else': 'bad_signature',
      ...Object.fromEntries(small.map((_, i) => [`Ed25519 of small order ${i}`, 'key_unknown'])),
    },
  )
})

test('delegates and attributes of an identity sign under the number of their event', async () => {
  const { address, did } = person('machine')
  const [bob, carol, dave] = [person('bob'), person('carol'), person('dave')]
  const [edwards, p256, koblitz] = [edwardsKey('machine'), p256Key('machine'), koblitzKey('machine')]
  const hex = (digits: string): Hex => `0x${digits}`
  const uncompressed = ECDH.convertKey(koblitz.publicKey, 'secp256k1', 'hex', 'hex', 'uncompressed') as string
  const published = person('published')
  // The value that a resolver may take for a private key: everybody can sign with it.
  const leaked = { alg: 'ES256K' as const, signer: ES256KSigner(hexToBytes(published.key)) }
  const small = smallOrderKey(SMALL_ORDER[0] ?? '')
  node.mine(
    registry.delegate(address, 'veriKey', bob.address),
    registry.delegate(address, 'sigAuth', carol.address),
    registry.delegate(address, 'enc', dave.address),
    registry.attribute(address, 'did/pub/Ed25519/veriKey/base64', hex(edwards.publicKey)),
    registry.attribute(address, 'did/pub/Secp256k1/veriKey/hex', hex(koblitz.publicKey)),
    registry.attribute(address, 'did/pub/Secp256k1/sigAuth/hex', hex(uncompressed)),
    registry.attribute(address, 'did/pub/Secp256k1/veriKey', published.key),
  )
  node.mine(
    registry.attribute(address, 'did/pub/Secp256k1/enc/hex', hex(koblitz.publicKey)),
    registry.attribute(address, 'did/pub/Multikey/veriKey', hex(p256.multicodec)),
    registry.attribute(address, 'did/pub/Multikey', hex(edwards.multicodec)),
    registry.attribute(address, 'did/pub/Ed25519', hex(edwards.publicKey.slice(2))),
    registry.attribute(address, 'did/pub/Ed25519/veriKey', hex(small.publicKey)),
    registry.attribute(address, 'did/pub/Secp256k1/veriKey/hex', hex(`02${'f'.repeat(64)}`)),
    registry.attribute(address, 'did/pub/X25519/enc/base64', hex(edwards.publicKey)),
    registry.attribute(address, 'did/pub/', hex(edwards.publicKey)),
    registry.attribute(address, 'did/svc/Hub', stringToHex('https://hub.example')),
    registry.attribute(address, 'other', hex(edwards.publicKey)),
    registry.attribute(address, 'did/pub/Multikey/sigAuth', hex(koblitz.multicodec)),
    registry.attribute(address, 'did/pub/Ed25519/sigAuth', hex(edwards.publicKey)),
  )
  const delegate = (n: number, key: Pick<BareKey, 'alg' | 'signer'>) =>
    by(did, `offer-${n}`, under(did, `delegate-${n}`, key))
  assert.deepEqual(
    await announced({
      '1 veriKey': delegate(1, bob.signer),
      '2 sigAuth': delegate(2, carol.signer),
      '3 a delegate for encryption': delegate(3, dave.signer),
      '4 Ed25519': delegate(4, edwards),
      '5 Secp256k1 of 33 bytes': delegate(5, koblitz),
      '6 Secp256k1 of 65 bytes': delegate(6, koblitz),
      '7 Secp256k1 of 32 bytes': delegate(7, leaked),
      '8 Secp256k1 for encryption': delegate(8, koblitz),
      '9 Multikey on P-256': delegate(9, p256),
      '10 Multikey on Ed25519': delegate(10, edwards),
      '11 Ed25519 of 31 bytes': delegate(11, edwards),
      '12 Ed25519 of small order': delegate(12, small),
      '13 Secp256k1 off its curve': delegate(13, koblitz),
      '14 X25519': delegate(14, edwards),
      '15 a key without a kind': delegate(15, edwards),
      '16 Multikey on secp256k1': delegate(16, koblitz),
      '17 Ed25519 that may sign in': delegate(17, edwards),
      '18 is not yet': delegate(18, edwards),
      'a service': by(did, 'svc', under(did, 'service-1', edwards)),
      'the wrong one of two keys': by(did, 'swapped', under(did, 'delegate-1', carol.signer)),
      'controllerKey of an address': by(did, 'key', under(did, 'controllerKey', koblitz)),
    }),
    {
      '1 veriKey': 'IN_FORCE',
      '2 sigAuth': 'IN_FORCE',
      '3 a delegate for encryption': 'key_unknown',
      '4 Ed25519': 'IN_FORCE',
      '5 Secp256k1 of 33 bytes': 'IN_FORCE',
      '6 Secp256k1 of 65 bytes': 'IN_FORCE',
      '7 Secp256k1 of 32 bytes': 'key_unknown',
      '8 Secp256k1 for encryption': 'key_unknown',
      '9 Multikey on P-256': 'IN_FORCE',
      '10 Multikey on Ed25519': 'IN_FORCE',
      '11 Ed25519 of 31 bytes': 'key_unknown',
      '12 Ed25519 of small order': 'key_unknown',
      '13 Secp256k1 off its curve': 'key_unknown',
      '14 X25519': 'key_unknown',
      '15 a key without a kind': 'key_unknown',
      '16 Multikey on secp256k1': 'IN_FORCE',
      '17 Ed25519 that may sign in': 'IN_FORCE',
      '18 is not yet': 'key_unknown',
      'a service': 'key_unknown',
      'the wrong one of two keys': 'bad_signature',
      'controllerKey of an address': 'key_unknown',
    },
  )
})

test('an identity that spells its key is the identity of its address', async () => {
  const key = koblitzKey('owned')
  const point = ECDH.convertKey(key.publicKey, 'secp256k1', 'hex', 'hex', 'uncompressed') as string
  const address = publicKeyToAddress(`0x${point}`).toLowerCase()
  const spelt = `did:ethr:0x7a69:0x${key.publicKey}`
  const heir = person('heir')
  node.mine(registry.owner(address, heir.address))
  assert.deepEqual(
    await announced({
      'the key, no longer': by(spelt, 'a', under(spelt, 'controllerKey', key)),
      'the address, no longer': by(spelt, 'b', under(spelt, 'controller', key)),
      'the heir': by(spelt, 'c', under(spelt, 'controller', heir.signer)),
      'the heir, by the address': by(
        ethrDid(CHAIN, address),
        'c',
        under(ethrDid(CHAIN, address), 'controller', heir.signer),
      ),
      'on a chain that nobody reads': by(
        `did:ethr:0x1:${address}`,
        'd',
        under(`did:ethr:0x1:${address}`, 'controller', key),
      ),
    }),
    {
      'the key, no longer': 'ok',
      'the address, no longer': 'ok',
      'the heir': 'IN_FORCE',
      'the heir, by the address': 'IN_FORCE',
      'on a chain that nobody reads': 'IN_FORCE',
    },
  )
})

test('nothing was missed on the way', async () => {
  assert.deepEqual(await node.ask('{ status { chains { gaps rejected } } }'), {
    status: { chains: [{ gaps: 0, rejected: 0 }] },
  })
  assert.deepEqual(node.faults, [])
})
