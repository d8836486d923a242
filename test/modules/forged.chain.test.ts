import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { ES256KSigner } from 'did-jwt'
import { type Hex, hexToBytes } from 'viem'
import type { Offer } from '../../src/core/offer.ts'
import { type OfferSigner, type SignedOffer, signOffer } from '../../src/modules/offers/sign.ts'
import { run } from '../../src/store/statement.ts'
import { startNode } from '../support/node.ts'
import { offerOf, type Person, person, termsOf } from '../support/offers.ts'
import { didRegistry, offerBoard } from '../support/registry.ts'
import { addressOf, GENESIS_TIME } from '../support/scripted.ts'
import { ruledAt, ruling } from '../support/standings.ts'
import {
  type BareKey,
  carrying,
  edwardsKey,
  koblitzKey,
  p256Key,
  SMALL_ORDER,
  smallOrderKey,
} from '../support/tokens.ts'

const node = await startNode()
after(() => node.close())
const announce = offerBoard()
const registry = didRegistry(node.chain.head)

type Signs = Pick<BareKey, 'alg' | 'signer'>
const mine = (...events: Parameters<typeof node.mine>) => node.mine(...events).header.number
const nextTime = () => node.chain.head().time + 12
const hex = (digits: string): Hex => `0x${digits}`

/** The offer of a machine under a fragment of it, by whoever signs; each has a subject of its own. */
const offer = ({ did }: Person, fragment: string, by: Signs, more: Partial<Offer> = {}): Promise<SignedOffer> => {
  const signer: OfferSigner = { kid: `${did}#${fragment}`, alg: by.alg, signer: by.signer }
  const claims = offerOf({ ...person(''), did }, termsOf('Lot 7'), { sub: `${did}#${fragment}`, ...more })
  return signOffer(claims, signer)
}
const subjectOf = ({ did }: Person, fragment: string) => `${did}#${fragment}`

/** What the node made of each of these when it read them, and what rules their subjects. */
const fates = async (offers: Record<string, Promise<SignedOffer>>) => {
  const signed = await Promise.all(Object.values(offers))
  mine(...signed.map(offer => announce(offer)))
  await node.settle()
  const read = await node.store.write(() => run<{ uri: string; verdict: string }>('select uri, verdict from document'))
  const verdicts = new Map(read.map(({ uri, verdict }) => [uri, verdict]))
  const told = signed.map(async ({ id, uri }) => {
    const verdict = verdicts.get(uri) ?? ''
    return verdict === 'ok' ? ((await ruling(node, id)) ?? 'not authentic') : verdict
  })
  const fates = await Promise.all(told)
  return Object.fromEntries(Object.keys(offers).map((why, i) => [why, fates[i]]))
}

test('forged: a key in force at the very second at which it ends', async () => {
  const [machine, delegate] = [person('ada'), person("ada's delegate").signer]
  const end = nextTime() + 12
  mine(registry.delegate(machine.address, 'veriKey', person("ada's delegate").address, BigInt(end)))
  const late = await offer(machine, 'delegate-1', delegate)
  const atEnd = mine(announce(late))
  assert.equal(node.chain.head().time, end)
  await node.settle()
  assert.deepEqual(await ruledAt(node, subjectOf(machine, 'delegate-1'), [atEnd, { time: end - 1 }]), [null, null])

  mine(registry.delegate(machine.address, 'veriKey', person("ada's delegate").address, BigInt(nextTime() + 13)))
  const inTime = mine(announce(await offer(machine, 'delegate-2', delegate)))
  await node.settle()
  assert.deepEqual(await ruledAt(node, subjectOf(machine, 'delegate-2'), [inTime]), ['1 IN_FORCE'])
})

test('forged: by a delegate in the block that revokes it, though the registry would name its own time as the end', async () => {
  const [machine, delegate] = [person('bea'), person("bea's delegate")]
  mine(registry.delegate(machine.address, 'veriKey', delegate.address))
  const token = await offer(machine, 'delegate-1', delegate.signer)
  const early = await offer(machine, 'delegate-1', delegate.signer, { sub: `${machine.did}#early` })
  const before = mine(announce(early))
  const revoked = mine(
    announce(token),
    registry.delegate(machine.address, 'veriKey', delegate.address, BigInt(nextTime())),
  )
  await node.settle()
  const moments = [before, revoked, { time: node.chain.head().time }]
  assert.deepEqual(
    [
      await ruledAt(node, `${machine.did}#early`, moments),
      await ruledAt(node, subjectOf(machine, 'delegate-1'), moments),
    ],
    [
      ['1 IN_FORCE', '1 KEY_ENDED', '1 KEY_ENDED'],
      [null, null, null],
    ],
  )
})

test('forged: under the old name of a key that is revoked and set again in one block', async () => {
  const [machine, key] = [person('cleo'), edwardsKey('cleo')]
  const set = (validTo?: bigint) =>
    registry.attribute(machine.address, 'did/pub/Ed25519/veriKey/base64', hex(key.publicKey), validTo)
  mine(set())
  const [old, anew] = [await offer(machine, 'delegate-1', key), await offer(machine, 'delegate-3', key)]
  const standing = await offer(machine, 'delegate-1', key, { sub: `${machine.did}#standing` })
  mine(announce(standing))
  const again = mine(set(BigInt(nextTime())), set(), announce(old), announce(anew))
  await node.settle()
  const rulings = [`${machine.did}#standing`, subjectOf(machine, 'delegate-1'), subjectOf(machine, 'delegate-3')].map(
    async subject => (await ruledAt(node, subject, [again]))[0],
  )
  assert.deepEqual(await Promise.all(rulings), ['1 KEY_ENDED', null, '1 IN_FORCE'])
})

test('forged: by the attribute keys of the machine after it was sold, until its buyer sets them', async () => {
  const [machine, buyer, key] = [person('dora'), person("dora's buyer"), p256Key('dora')]
  const set = () => registry.attribute(machine.address, 'did/pub/Multikey/veriKey', hex(key.multicodec))
  mine(set())
  mine(registry.owner(machine.address, buyer.address))
  const inherited = await offer(machine, 'delegate-1', key)
  const sold = mine(announce(inherited))
  mine(set())
  const own = mine(announce(inherited), announce(await offer(machine, 'delegate-2', key)))
  await node.settle()
  assert.deepEqual(
    [
      await ruledAt(node, subjectOf(machine, 'delegate-1'), [sold, own]),
      await ruledAt(node, subjectOf(machine, 'delegate-2'), [sold, own]),
    ],
    [
      [null, null],
      [null, '1 IN_FORCE'],
    ],
  )
})

test('forged: by whom the chain makes owner, or delegate, of an identity that was given up', async () => {
  const [machine, thief] = [person('elsa'), person('thief of elsa')]
  const first = await offer(machine, 'controller', machine.signer)
  const selling = mine(announce(first))
  mine(registry.deactivated(machine.address))
  mine(registry.owner(machine.address, thief.address), registry.delegate(machine.address, 'veriKey', thief.address))
  const theirs = await fates({
    'as its owner': offer(machine, 'controller', thief.signer, { seq: 2 }),
    'as its delegate': offer(machine, 'delegate-1', thief.signer),
    'as before': offer(machine, 'controller', machine.signer, { seq: 3 }),
  })
  assert.deepEqual(theirs, {
    'as its owner': 'bad_signature',
    'as its delegate': 'key_unknown',
    'as before': '1 KEY_ENDED',
  })
  assert.deepEqual(await ruledAt(node, subjectOf(machine, 'controller'), [selling]), ['1 IN_FORCE'])
})

test('forged: for a contract that owns a machine and cannot sign', async () => {
  const [machine, maker, agent] = [person('fern'), person('who deployed it'), person('named by the contract')]
  mine(registry.owner(machine.address, addressOf('OfferBoard')))
  mine(registry.delegate(machine.address, 'veriKey', agent.address))
  assert.deepEqual(
    await fates({
      'by whoever deployed it': offer(machine, 'controller', maker.signer, { sub: `${machine.did}#a` }),
      'by the key of the machine': offer(machine, 'controller', machine.signer, { sub: `${machine.did}#b` }),
      'by the delegate it named': offer(machine, 'delegate-1', agent.signer),
    }),
    {
      'by whoever deployed it': 'bad_signature',
      'by the key of the machine': 'not authentic',
      'by the delegate it named': '1 IN_FORCE',
    },
  )
})

test('forged: by a key of another identity under the same number', async () => {
  const [machine, other] = [person('gwen'), person('not gwen')]
  const [own, theirs] = [koblitzKey('gwen'), koblitzKey('not gwen')]
  const name = 'did/pub/Secp256k1/veriKey/hex'
  mine(
    registry.attribute(machine.address, name, hex(own.publicKey)),
    registry.attribute(other.address, name, hex(theirs.publicKey)),
  )
  const kid = `${other.did}#delegate-1`
  const borrowed = offerOf({ ...machine }, termsOf('Lot 7'), { sub: `${machine.did}#borrowed` })
  assert.deepEqual(
    await fates({
      'under our number': offer(machine, 'delegate-1', theirs, { sub: `${machine.did}#wrong` }),
      'under their number': signOffer(borrowed, { kid, alg: 'ES256K', signer: theirs.signer }),
      'by our key': offer(machine, 'delegate-1', own),
      'by their key': offer(other, 'delegate-1', theirs),
    }),
    {
      'under our number': 'bad_signature',
      'under their number': 'bad_kid',
      'by our key': '1 IN_FORCE',
      'by their key': '1 IN_FORCE',
    },
  )
})

test('forged: with keys that are none, set before the one that is', async () => {
  const machine = person('hedy')
  const [edwards, p256, koblitz] = [edwardsKey('hedy'), p256Key('hedy'), koblitzKey('hedy')]
  const published = person('published by hedy')
  const leaked: Signs = { alg: 'ES256K', signer: ES256KSigner(hexToBytes(published.key)) }
  const values: readonly (readonly [name: string, value: string, by: Signs])[] = [
    ['did/pub/Ed25519/veriKey', edwards.publicKey.slice(2), edwards],
    ['did/pub/Ed25519/veriKey', 'f'.repeat(64), edwards],
    ['did/pub/Multikey/veriKey', `e701${published.key.slice(2)}`, leaked],
    ['did/pub/Secp256k1/sigAuth/hex', published.key.slice(2), leaked],
    ['did/pub/Secp256k1/veriKey/hex', edwards.publicKey, edwards],
    ['did/pub/Multikey/veriKey', `1200${p256.publicKey}`, p256],
    ['did/pub/Multikey/veriKey', p256.publicKey, p256],
    ['did/pub/Multikey/veriKey', `ed01${p256.publicKey.slice(2)}00`, p256],
    ['did/pub/Multikey/veriKey', `8024${koblitz.publicKey}`, { ...koblitz, alg: 'ES256' }],
    ['did/pub/Multikey/enc', edwards.multicodec, edwards],
    ['did/pub/Multikey/veriKey', edwards.multicodec, edwards],
  ]
  mine(...values.map(([name, value]) => registry.attribute(machine.address, name, hex(value))))
  const offers = values.map(([, , by], i) => [i + 1, offer(machine, `delegate-${i + 1}`, by)])
  const got = Object.values(await fates(Object.fromEntries(offers)))
  // Some numbers are points of two curves; what signs for one does not sign for the other.
  const none = got.slice(0, -1).filter(fate => fate === 'key_unknown' || fate === 'bad_signature')
  assert.deepEqual(
    [none.length, got.at(-1), got.slice(0, 7)],
    [values.length - 1, '1 IN_FORCE', Array(7).fill('key_unknown')],
  )
})

test('forged: with the one signature of a key of small order, under each spelling of it', async () => {
  const machine = person('iris')
  const prime = (1n << 255n) - 19n
  const little = (n: bigint) => Buffer.from(n.toString(16).padStart(64, '0'), 'hex').reverse().toString('hex')
  const respelt = [1n, prime - 1n, prime, prime + 1n].flatMap(y => [y, y | (1n << 255n)]).map(little)
  const keys = [...new Set([...SMALL_ORDER, ...respelt])].map(smallOrderKey)
  mine(...keys.map(key => registry.attribute(machine.address, 'did/pub/Ed25519/veriKey', hex(key.publicKey))))
  const forged = keys.map((key, i) => [`${i + 1}`, offer(machine, `delegate-${i + 1}`, key)])
  const got = await fates(Object.fromEntries(forged))
  assert.deepEqual(got, Object.fromEntries(keys.map((_, i) => [`${i + 1}`, 'key_unknown'])))
})

test('forged: made far in the future and said to be in force from long ago', async () => {
  const machine = person('joan')
  const [iat, nbf] = [GENESIS_TIME + 30 * 86_400, GENESIS_TIME - 86_400]
  const early = offer(machine, 'controller', machine.signer, { iat, nbf, exp: iat + 86_400 })
  assert.deepEqual(await fates({ early }), { early: '1 SCHEDULED' })
})

test('forged: the words of one offer over the signature of another', async () => {
  const machine = person('kate')
  const [cheap, dear] = [
    await offer(machine, 'controller', machine.signer, { name: 'cheap' }),
    await offer(machine, 'controller', machine.signer, { name: 'dear', seq: 2 }),
  ]
  const [head = '', body = ''] = cheap.jwt.split('.')
  const mixed = carrying(cheap, `${head}.${body}.${dear.jwt.split('.')[2]}`)
  assert.deepEqual(await fates({ mixed: Promise.resolve(mixed) }), { mixed: 'bad_signature' })
})

test('nothing was missed on the way', async () => {
  assert.deepEqual(await node.ask('{ status { chains { gaps rejected } } }'), {
    status: { chains: [{ gaps: 0, rejected: 0 }] },
  })
  assert.deepEqual(node.faults, [])
})
