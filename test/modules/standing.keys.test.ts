import assert from 'node:assert/strict'
import { ECDH } from 'node:crypto'
import { after, test } from 'node:test'
import { publicKeyToAddress } from 'viem/accounts'
import type { Offer } from '../../src/core/offer.ts'
import type { SignedOffer } from '../../src/modules/offers/sign.ts'
import { startNode } from '../support/node.ts'
import { offerOf, type Person, person, signed, termsOf } from '../support/offers.ts'
import { didRegistry, mint, offerBoard, onAgent } from '../support/registry.ts'
import { ruledAt } from '../support/standings.ts'
import { koblitzKey } from '../support/tokens.ts'

const node = await startNode()
after(() => node.close())
const announce = offerBoard()
const registry = didRegistry(node.chain.head)

/** A machine whose offers somebody else signs, by the name of the key. */
const signedBy = (machine: Person, signer: Person, fragment: string): Person => ({
  ...machine,
  signer: { ...signer.signer, kid: `${machine.did}#${fragment}` },
})
const subjectOf = ({ did }: Pick<Person, 'did'>) => `${did}#offer`
const offer = (who: Person, seq: number, more: Partial<Offer> = {}): Promise<SignedOffer> =>
  signed(who, offerOf(who, termsOf('Lot 7'), { seq, ...more }))
/** Mines a block with these and gives its number. */
const mine = (...events: Parameters<typeof node.mine>) => node.mine(...events).header.number
const announced = async (...offers: Promise<SignedOffer>[]) =>
  mine(...(await Promise.all(offers)).map(offer => announce(offer)))
const nextTime = () => BigInt(node.chain.head().time + 12)

test('a revoked delegate takes its offers with it at that block, and none before it', async () => {
  const [machine, delegate] = [person('ann'), person("ann's delegate")]
  const first = signedBy(machine, delegate, 'delegate-1')
  mine(registry.delegate(machine.address, 'veriKey', delegate.address))
  const own = await announced(offer(machine, 1))
  const selling = await announced(offer(first, 2))
  const idle = mine()
  const revoked = mine(registry.delegate(machine.address, 'veriKey', delegate.address, nextTime()))
  const late = await announced(offer(first, 3))
  const again = mine(registry.delegate(machine.address, 'veriKey', delegate.address))
  const second = await announced(offer(signedBy(machine, delegate, 'delegate-3'), 4))
  await node.settle()
  assert.deepEqual(await ruledAt(node, subjectOf(machine), [own, selling, idle, revoked, late, again, second]), [
    '1 IN_FORCE',
    '2 IN_FORCE',
    '2 IN_FORCE',
    '2 KEY_ENDED',
    '2 KEY_ENDED',
    '2 KEY_ENDED',
    '4 IN_FORCE',
  ])
})

test('a revoked attribute key ends at its block too, and so does an offer that is announced in that very block', async () => {
  const machine = person('ben')
  const key = koblitzKey('ben')
  const by = { ...machine, signer: { ...machine.signer, kid: `${machine.did}#delegate-1`, signer: key.signer } }
  const name = 'did/pub/Secp256k1/veriKey/hex'
  const value = `0x${key.publicKey}` as const
  mine(registry.attribute(machine.address, name, value))
  const selling = await announced(offer(by, 1))
  const atOnce = await offer(by, 2)
  const revoked = mine(announce(atOnce), registry.attribute(machine.address, name, value, 0n))
  await node.settle()
  assert.deepEqual(await ruledAt(node, subjectOf(machine), [selling, revoked]), ['1 IN_FORCE', '1 KEY_ENDED'])
})

test('a key that expires ends at its second', async () => {
  const [machine, delegate] = [person('cid'), person("cid's delegate")]
  const end = nextTime() + 100n
  mine(registry.delegate(machine.address, 'sigAuth', delegate.address, end))
  await announced(offer(signedBy(machine, delegate, 'delegate-1'), 1))
  node.chain.mine([], 200)
  await node.settle()
  const moments = [{ time: Number(end) - 1 }, { time: Number(end) }, node.chain.head().number]
  assert.deepEqual(await ruledAt(node, subjectOf(machine), moments), ['1 IN_FORCE', '1 KEY_ENDED', '1 KEY_ENDED'])
})

test('a sale ends the offers of the seller, also where the machine comes back to it', async () => {
  const [machine, buyer] = [person('dot'), person("dot's buyer")]
  const owned = await announced(offer(machine, 1))
  const sold = mine(registry.owner(machine.address, buyer.address))
  const sellers = await announced(offer(machine, 2))
  const buyers = await announced(offer(signedBy(machine, buyer, 'controller'), 3))
  const back = mine(registry.owner(machine.address, machine.address))
  const oldAgain = await announced(offer(machine, 1), offer(machine, 2))
  const anew = await announced(offer(machine, 4))
  await node.settle()
  assert.deepEqual(await ruledAt(node, subjectOf(machine), [owned, sold, sellers, buyers, back, oldAgain, anew]), [
    '1 IN_FORCE',
    '1 KEY_ENDED',
    '1 KEY_ENDED',
    '3 IN_FORCE',
    '3 KEY_ENDED',
    '3 KEY_ENDED',
    '4 IN_FORCE',
  ])
})

test('an offer from before a sale does not wake up when the machine comes back', async () => {
  const machine = person('dee')
  const owned = await announced(offer(machine, 1))
  const away = mine(registry.owner(machine.address, person("dee's buyer").address))
  const back = mine(registry.owner(machine.address, machine.address))
  const anew = await announced(offer(machine, 2))
  await node.settle()
  assert.deepEqual(await ruledAt(node, subjectOf(machine), [owned, away, back, anew]), [
    '1 IN_FORCE',
    '1 KEY_ENDED',
    '1 KEY_ENDED',
    '2 IN_FORCE',
  ])
})

test('a delegate of the old owner may not sign after a sale, unless the new owner names it again', async () => {
  const [machine, delegate, buyer] = [person('eve'), person("eve's delegate"), person("eve's buyer")]
  const by = (fragment: string) => signedBy(machine, delegate, fragment)
  mine(registry.delegate(machine.address, 'veriKey', delegate.address))
  const before = await announced(offer(by('delegate-1'), 1))
  const sold = mine(registry.owner(machine.address, buyer.address))
  const after = await announced(offer(by('delegate-1'), 2))
  const buying = await announced(offer(signedBy(machine, buyer, 'controller'), 3))
  const named = mine(registry.delegate(machine.address, 'veriKey', delegate.address))
  const again = await announced(offer(by('delegate-2'), 4))
  await node.settle()
  assert.deepEqual(await ruledAt(node, subjectOf(machine), [before, sold, after, buying, named, again]), [
    '1 IN_FORCE',
    '1 KEY_ENDED',
    '1 KEY_ENDED',
    '3 IN_FORCE',
    '3 IN_FORCE',
    '4 IN_FORCE',
  ])
})

test('a deactivated identity sells nothing any more, whatever is said of it later', async () => {
  const [machine, other] = [person('flo'), person("flo's other")]
  const selling = await announced(offer(machine, 1))
  const ended = mine(registry.deactivated(machine.address))
  const revived = mine(
    registry.owner(machine.address, machine.address),
    registry.delegate(machine.address, 'veriKey', other.address),
  )
  const late = await announced(offer(machine, 2), offer(signedBy(machine, other, 'delegate-1'), 3))
  await node.settle()
  assert.deepEqual(await ruledAt(node, subjectOf(machine), [selling, ended, revived, late]), [
    '1 IN_FORCE',
    '1 KEY_ENDED',
    '1 KEY_ENDED',
    '1 KEY_ENDED',
  ])
})

test('an identity that spells its key gets that key back with its owner', async () => {
  const key = koblitzKey('gil')
  const point = ECDH.convertKey(key.publicKey, 'secp256k1', 'hex', 'hex', 'uncompressed') as string
  const address = publicKeyToAddress(`0x${point}`).toLowerCase()
  const did = `did:ethr:0x7a69:0x${key.publicKey}`
  const gil = person('gil')
  const by = { ...gil, did, signer: { ...gil.signer, kid: `${did}#controllerKey`, signer: key.signer } }
  const selling = await announced(offer(by, 1))
  const away = mine(registry.owner(address, person("gil's buyer").address))
  const meanwhile = await announced(offer(by, 2))
  mine(registry.owner(address, address))
  const back = await announced(offer(by, 3))
  await node.settle()
  assert.deepEqual(await ruledAt(node, subjectOf(by), [selling, away, meanwhile, back]), [
    '1 IN_FORCE',
    '1 KEY_ENDED',
    '1 KEY_ENDED',
    '3 IN_FORCE',
  ])
})

/** The three ways to say where an offer stands, each said twice in the same words. */
const carriers = {
  board: (_: Person, offer: SignedOffer) => [announce(offer)],
  // So far ahead that no table tells one end from the other.
  'DID attribute': ({ address }: Person, { uri }: SignedOffer) => [
    registry.offer(address, uri, (1n << 255n) + nextTime()),
  ],
  'agent metadata': (_: Person, { uri }: SignedOffer) => [onAgent(0n, uri)],
}
mine(mint(0n, person('hub').address))
for (const [carrier, say] of Object.entries(carriers)) {
  test(`announced by ${carrier} before its key existed an offer is nothing, until it is announced again`, async () => {
    const [machine, delegate] = [person(`hub ${carrier}`), person(`hub ${carrier}'s delegate`)]
    const early = await offer(signedBy(machine, delegate, 'delegate-1'), 1)
    const said = mine(...say(machine, early))
    await node.settle()
    const keyed = mine(registry.delegate(machine.address, 'veriKey', delegate.address))
    const again = mine(...say(machine, early))
    await node.settle()
    assert.deepEqual(await ruledAt(node, subjectOf(machine), [said, keyed, again]), [null, null, '1 IN_FORCE'])
  })
}

test('nothing was missed on the way', async () => {
  assert.deepEqual(await node.ask('{ status { chains { gaps rejected } } }'), {
    status: { chains: [{ gaps: 0, rejected: 0 }] },
  })
  assert.deepEqual(node.faults, [])
})
