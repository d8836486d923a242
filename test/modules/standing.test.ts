import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Offer, Withdrawal } from '../../src/core/offer.ts'
import { iso } from '../support/iso.ts'
import { startNode } from '../support/node.ts'
import { offerOf, type Person, person, signed, termsOf } from '../support/offers.ts'
import { didRegistry, offerBoard } from '../support/registry.ts'
import { ruledAt, ruling } from '../support/standings.ts'

const node = await startNode()
after(() => node.close())
const announce = offerBoard()
const registry = didRegistry(node.chain.head)

const subjectOf = ({ did }: Person) => `${did}#offer`
const offer = (who: Person, seq: number, more: Partial<Offer> = {}) =>
  signed(who, offerOf(who, termsOf('Lot 7'), { seq, ...more }))
const withdrawal = ({ did, signer }: Person, seq: number, iat: number) => {
  const claims: Withdrawal = { iss: did, sub: `${did}#offer`, ver: 1, seq, iat, void: true }
  return signed({ ...person('anybody'), did, signer }, claims)
}
/** Mines a block that announces these, and gives its number and time. */
const announced = async (...offers: ReturnType<typeof signed>[]) => {
  const { number, time } = node.mine(...(await Promise.all(offers)).map(offer => announce(offer))).header
  return { number, time }
}
const mined = (seconds = 12) => node.chain.mine([], seconds).header
const now = () => node.chain.head().time

test('of what was announced the highest number rules, in whatever order it came', async () => {
  const alice = person('alice')
  const before = mined().number
  const { number: second } = await announced(offer(alice, 2))
  const { number: first } = await announced(offer(alice, 1))
  const { number: both } = await announced(offer(alice, 7), offer(alice, 3))
  await node.settle()
  const moments = [before, second, first, both]
  assert.deepEqual(await ruledAt(node, subjectOf(alice), moments), [null, '2 IN_FORCE', '2 IN_FORCE', '7 IN_FORCE'])
})

test('a scheduled offer begins at its second and not before, and the one in force stays until then', async () => {
  const bob = person('bob')
  const start = now() + 100
  const scheduled = await announced(offer(bob, 2, { nbf: start }))
  const standing = await announced(offer(bob, 1))
  mined(200)
  await node.settle()
  const moments = [scheduled.number, standing.number, { time: start - 1 }, { time: start }, node.chain.head().number]
  assert.deepEqual(await ruledAt(node, subjectOf(bob), moments), [
    '2 SCHEDULED',
    '1 IN_FORCE',
    '1 IN_FORCE',
    '2 IN_FORCE',
    '2 IN_FORCE',
  ])
})

test('of several scheduled offers the one that begins first is shown', async () => {
  const sam = person('sam')
  const days = [1, 2, 3, 4, 5, 6]
  const { number } = await announced(...days.map(day => offer(sam, day, { nbf: now() + day * 86_400 })))
  await node.settle()
  assert.deepEqual(await ruledAt(node, subjectOf(sam), [number]), ['1 SCHEDULED'])
})

test('an expired offer rules on: the one before it never comes back', async () => {
  const carol = person('carol')
  const end = now() + 100
  await announced(offer(carol, 1))
  await announced(offer(carol, 2, { exp: end }))
  const late = mined(200)
  const { number: older } = await announced(offer(carol, 1, { name: 'the same number, another offer' }))
  const { number: newer } = await announced(offer(carol, 3))
  await node.settle()
  assert.deepEqual(
    await ruledAt(node, subjectOf(carol), [{ time: end - 1 }, { time: end }, late.number, older, newer]),
    ['2 IN_FORCE', '2 EXPIRED', '2 EXPIRED', '2 EXPIRED', '3 IN_FORCE'],
  )
  const listed =
    'query ($did: ID, $asOf: AsOf) { offers(filter: { issuer: $did }, asOf: $asOf) { nodes { sequence } } }'
  const inForce = (time: number) => node.ask(listed, { did: carol.did, asOf: { time: iso(time) } })
  assert.deepEqual(
    [await inForce(end - 1), await inForce(end)],
    [{ offers: { nodes: [{ sequence: '2' }] } }, { offers: { nodes: [] } }],
  )
})

test('a withdrawal ends the offer from its own second on; only a higher number sells again', async () => {
  const dan = person('dan')
  const { number: selling } = await announced(offer(dan, 4))
  const { number: low } = await announced(withdrawal(dan, 3, now()))
  const begins = now() + 60
  const { number: early } = await announced(withdrawal(dan, 5, begins))
  mined(100)
  const { number: lower } = await announced(offer(dan, 2))
  const { number: higher } = await announced(offer(dan, 6))
  await node.settle()
  const moments = [selling, low, early, { time: begins - 1 }, { time: begins }, lower, higher]
  assert.deepEqual(await ruledAt(node, subjectOf(dan), moments), [
    '4 IN_FORCE',
    '4 IN_FORCE',
    '4 IN_FORCE',
    '4 IN_FORCE',
    '5 WITHDRAWN',
    '5 WITHDRAWN',
    '6 IN_FORCE',
  ])
})

test('a withdrawal shows what it is and no terms', async () => {
  const erin = person('erin')
  const signedVoid = await withdrawal(erin, 2, now())
  await announced(offer(erin, 1), Promise.resolve(signedVoid))
  await node.settle()
  const answer = await node.ask(
    `query ($id: ID!) { offer(id: $id) { id subject sequence status name categories endpoint { url } area spec
      tariff { meter } min { amount } max { amount } pay { via } startsAt expiresAt kid token source } }`,
    { id: signedVoid.id },
  )
  assert.deepEqual(answer, {
    offer: {
      id: signedVoid.id,
      subject: subjectOf(erin),
      sequence: '2',
      status: 'WITHDRAWN',
      name: '',
      categories: [],
      endpoint: null,
      area: null,
      spec: null,
      tariff: [],
      min: [],
      max: [],
      pay: [],
      startsAt: iso(now() - 12),
      expiresAt: null,
      kid: erin.signer.kid,
      token: signedVoid.jwt,
      source: 'ANNOUNCED',
    },
  })
})

test('two different offers under one number: neither counts, until a higher one is announced', async () => {
  const fay = person('fay')
  const { number: old } = await announced(offer(fay, 1))
  const { number: one } = await announced(offer(fay, 5))
  const { number: same } = await announced(offer(fay, 5))
  const { number: two } = await announced(offer(fay, 5, { name: 'cheaper for some' }))
  const { number: healed } = await announced(offer(fay, 6))
  const { number: voided } = await announced(withdrawal(fay, 6, now()))
  await node.settle()
  assert.deepEqual(await ruledAt(node, subjectOf(fay), [old, one, same, two, healed, voided]), [
    '1 IN_FORCE',
    '5 IN_FORCE',
    '5 IN_FORCE',
    '5 EQUIVOCATED',
    '6 IN_FORCE',
    '6 EQUIVOCATED',
  ])
})

test('a rival that begins later makes them two only then', async () => {
  const gus = person('gus')
  const start = now() + 100
  await announced(offer(gus, 2), offer(gus, 2, { nbf: start }))
  mined(200)
  await node.settle()
  assert.deepEqual(await ruledAt(node, subjectOf(gus), [{ time: start - 1 }, { time: start }]), [
    '2 IN_FORCE',
    '2 EQUIVOCATED',
  ])
})

test('an offer that leaves a category is in it no more', async () => {
  const jan = person('jan')
  const { number } = await announced(offer(jan, 1, { cat: ['x:one', 'x:both'] }))
  await announced(offer(jan, 2, { cat: ['x:two', 'x:both'] }))
  await node.settle()
  const listed = (category: string, block?: number) =>
    node.ask<{ offers: { nodes: { sequence: string }[] } }>(
      'query ($category: String, $asOf: AsOf) { offers(filter: { category: $category }, asOf: $asOf) { nodes { sequence } } }',
      { category, asOf: block === undefined ? null : { block: `${block}` } },
    )
  const answers = [listed('x:one'), listed('x:two'), listed('x:both'), listed('x:one', number), listed('x:two', number)]
  assert.deepEqual(
    (await Promise.all(answers)).map(({ offers }) => offers.nodes.map(({ sequence }) => sequence)),
    [[], ['2'], ['2'], ['1'], []],
  )
})

test('what a node did not know yet it does not answer, where it is asked as of what it knew', async () => {
  const kay = person('kay')
  await announced(offer(kay, 1))
  await node.settle()
  const known = async (knownAt: string) =>
    node.ask('query ($id: ID!, $asOf: AsOf) { offer(id: $id, asOf: $asOf) { sequence } }', {
      id: subjectOf(kay),
      asOf: { knownAt },
    })
  assert.deepEqual(
    [await known('2001-01-01T00:00:00Z'), await known('2999-01-01T00:00:00Z')],
    [{ offer: null }, { offer: { sequence: '1' } }],
  )
})

/** A machine that was sold: the seller has kept its key, the buyer sells from it under its own. */
const sold = (name: string) => {
  const [machine, buyer] = [person(name), person(`${name}'s buyer`)]
  node.mine(registry.owner(machine.address, buyer.address))
  return { machine, buying: { ...machine, signer: { ...machine.signer, signer: buyer.signer.signer } } }
}

test('whoever has an old key buries nothing under high numbers', async () => {
  const { machine, buying } = sold('hal')
  await announced(offer(buying, 1))
  const { number } = await announced(...[2, 3, 4, 5, 6, 7].map(seq => offer(machine, seq)))
  await node.settle()
  assert.deepEqual(await ruledAt(node, subjectOf(machine), [number]), ['1 IN_FORCE'])
})

test('nor does it hide that the owner said two things', async () => {
  const machines = [1, 2, 3, 4, 5].map(spam => ({ spam, ...sold(`ida ${spam}`) }))
  for (const { spam, machine, buying } of machines) {
    await announced(offer(buying, 1), offer(buying, 1, { name: 'and another' }))
    await announced(...Array.from({ length: spam }, (_, i) => offer(machine, 2 + i)))
  }
  await node.settle()
  assert.deepEqual(
    await Promise.all(machines.map(({ machine }) => ruling(node, subjectOf(machine)))),
    machines.map(() => '1 EQUIVOCATED'),
  )
})
