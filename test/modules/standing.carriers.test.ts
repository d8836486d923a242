import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import { keccak256, toHex } from 'viem'
import type { Offer } from '../../src/core/offer.ts'
import { startNode, type TestNode } from '../support/node.ts'
import { offerOf, type Person, person, signed, termsOf } from '../support/offers.ts'
import { didRegistry, mint, offerBoard, onAgent } from '../support/registry.ts'
import { addressOf, CHAIN } from '../support/scripted.ts'
import { ruledAt, ruling } from '../support/standings.ts'

const node = await startNode()
after(() => node.close())
const announce = offerBoard()
const registry = didRegistry(node.chain.head)
const mine = (...events: Parameters<typeof node.mine>) => node.mine(...events).header.number

const subjectOf = ({ did }: Person) => `${did}#offer`
const offer = (who: Person, seq: number, more: Partial<Offer> = {}) =>
  signed(who, offerOf(who, termsOf('Lot 7'), { seq, ...more }))

const AGENT = `${CHAIN}:${addressOf('TestIdentityRegistry')}/0`
const ANNOUNCEMENTS = `query ($id: ID!, $asOf: AsOf) {
  offer(id: $id, asOf: $asOf) { status announcements { carrier place stands announcedAt { block logIndex } } }
}`

test('a board that says otherwise than the offer announces nothing', async () => {
  const alice = person('alice')
  const token = await offer(alice, 5)
  const wrong = keccak256(toHex('another'))
  mine(announce(token, { subject: wrong }), announce(token, { seq: 6n }), announce(token, { seq: (1n << 64n) - 1n }))
  const contradicted = mine(announce(token, { offerId: wrong }))
  const agreed = mine(announce(token))
  await node.settle()
  assert.deepEqual(await ruledAt(node, subjectOf(alice), [contradicted, agreed]), [null, '5 IN_FORCE'])
})

test('anybody may carry an offer, and it stands while one announcement does', async () => {
  const [bob, carrier] = [person('bob'), person('carrier')]
  const token = await offer(bob, 1)
  const board = mine(announce(token, { by: carrier.address }))
  const attribute = mine(registry.offer(carrier.address, token.uri))
  const agent = mine(mint(0n, carrier.address), onAgent(0n, token.uri, 'offer:night'))
  const revoked = mine(registry.offer(carrier.address, token.uri, 0n))
  await node.settle()
  const on = (carrier: string, place: string, block: number, stands = true, logIndex = 0) => ({
    carrier,
    place,
    stands,
    announcedAt: { block: `${block}`, logIndex: `${logIndex}` },
  })
  const byBoard = on('BOARD', `${CHAIN}:${addressOf('OfferBoard')}`, board)
  const byAgent = on('AGENT', AGENT, agent, true, 1)
  const byDid = (stands: boolean) => on('DID', carrier.did, attribute, stands)
  const asked = (block: number) => node.ask(ANNOUNCEMENTS, { id: token.id, asOf: { block: `${block}` } })
  const standing = (...announcements: object[]) => ({ offer: { status: 'IN_FORCE', announcements } })
  assert.deepEqual(
    [await asked(board), await asked(attribute), await asked(agent), await asked(revoked)],
    [
      standing(byBoard),
      standing(byBoard, byDid(true)),
      standing(byBoard, byDid(true), byAgent),
      standing(byBoard, byDid(false), byAgent),
    ],
  )
})

test('an attribute that is revoked, or has run out, announces no longer, until it is set again', async () => {
  const carol = person('carol')
  const { uri } = await offer(carol, 1)
  const end = BigInt(node.chain.head().time + 300)
  const set = mine(registry.offer(carol.address, uri))
  const revoked = mine(registry.offer(carol.address, uri, 0n))
  const briefly = mine(registry.offer(carol.address, uri, end))
  node.chain.mine([], 600)
  const ran = node.chain.head().number
  const again = mine(registry.offer(carol.address, uri))
  await node.settle()
  assert.deepEqual(
    await ruledAt(node, subjectOf(carol), [
      set,
      revoked,
      briefly,
      { time: Number(end) - 1 },
      { time: Number(end) },
      ran,
      again,
    ]),
    ['1 IN_FORCE', '1 UNANNOUNCED', '1 IN_FORCE', '1 IN_FORCE', '1 UNANNOUNCED', '1 UNANNOUNCED', '1 IN_FORCE'],
  )
})

test('metadata that is overwritten or emptied announces no longer; each key is a place of its own', async () => {
  const [dan, erin] = [person('dan'), person('erin')]
  const [dans, erins] = [await offer(dan, 1), await offer(erin, 1)]
  const day = mine(onAgent(0n, dans.uri))
  await node.settle()
  const unrelated = mine(onAgent(0n, erins.uri, 'offers'), onAgent(0n, erins.uri, 'did'))
  const overwritten = mine(onAgent(0n, erins.uri))
  await node.settle()
  const second = mine(onAgent(0n, dans.uri, 'offer:day'))
  const emptied = mine(onAgent(0n, ''), onAgent(0n, '', 'offer:day'))
  await node.settle()
  const moments = [day, unrelated, overwritten, second, emptied]
  assert.deepEqual(
    [await ruledAt(node, subjectOf(dan), moments), await ruledAt(node, subjectOf(erin), moments)],
    [
      ['1 IN_FORCE', '1 IN_FORCE', '1 UNANNOUNCED', '1 IN_FORCE', '1 UNANNOUNCED'],
      [null, null, '1 IN_FORCE', '1 IN_FORCE', '1 UNANNOUNCED'],
    ],
  )
})

test('an announcement that came and went before anybody looked is part of the past all the same', async () => {
  const fay = person('fay')
  const { uri } = await offer(fay, 1)
  const set = mine(registry.offer(fay.address, uri))
  const revoked = mine(registry.offer(fay.address, uri, 0n))
  await node.settle()
  const past = await ruledAt(node, subjectOf(fay), [set, revoked])
  node.chain.fork(1)
  mine()
  mine()
  await node.settle()
  assert.deepEqual([past, await ruling(node, subjectOf(fay))], [['1 IN_FORCE', '1 UNANNOUNCED'], '1 IN_FORCE'])
})

test('a fork takes an announcement with it, and brings it back where the chain says it again', async () => {
  const gil = person('gil')
  const token = await offer(gil, 1)
  const cheaper = await offer(gil, 2)
  mine(announce(token))
  mine(announce(cheaper))
  await node.settle()
  assert.equal(await ruling(node, subjectOf(gil)), '2 IN_FORCE')
  node.chain.fork(1)
  mine()
  mine()
  await node.settle()
  assert.equal(await ruling(node, subjectOf(gil)), '1 IN_FORCE')
  node.chain.fork(3)
  for (let i = 0; i < 4; i++) mine()
  await node.settle()
  assert.equal(await ruling(node, subjectOf(gil)), null)
  mine(announce(cheaper))
  await node.settle()
  assert.equal(await ruling(node, subjectOf(gil)), '2 IN_FORCE')
})

test('a fork takes a revocation, a sale and a withdrawal of an announcement with it', async () => {
  const [ida, delegate] = [person('ida'), person("ida's delegate")]
  const [jon, kim] = [person('jon'), person('kim')]
  const forged = { ...ida, signer: { ...delegate.signer, kid: `${ida.did}#delegate-1` } }
  const kims = await offer(kim, 1)
  mine(registry.delegate(ida.address, 'veriKey', delegate.address))
  mine(announce(await offer(forged, 1)), announce(await offer(jon, 1)), registry.offer(kim.address, kims.uri))
  await node.settle()
  mine(
    registry.delegate(ida.address, 'veriKey', delegate.address, 0n),
    registry.owner(jon.address, delegate.address),
    registry.offer(kim.address, kims.uri, 0n),
  )
  await node.settle()
  const rulings = () => Promise.all([ida, jon, kim].map(who => ruling(node, subjectOf(who))))
  assert.deepEqual(await rulings(), ['1 KEY_ENDED', '1 KEY_ENDED', '1 UNANNOUNCED'])
  node.chain.fork(1)
  mine()
  mine()
  await node.settle()
  assert.deepEqual(await rulings(), ['1 IN_FORCE', '1 IN_FORCE', '1 IN_FORCE'])
})

/** A host on this machine that serves whatever `body` is, and tells of each request. */
const host = async () => {
  const served = { body: '', url: '', close: () => {}, requests: 0, asked: async (_: number) => {} }
  const server = createServer((_, response) => {
    served.requests += 1
    response.end(served.body, () => server.emit('served'))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  served.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/offer`
  served.close = () => server.close()
  served.asked = async times => {
    while (served.requests < times) await once(server, 'served')
  }
  return served
}

test('behind a URI that can change only the offer that was announced is believed', async () => {
  const [fay, gus, ida] = [person('fay'), person('gus'), person('ida')]
  const served = await host()
  const patient = await startNode({ documents: { refreshSeconds: 1 } })
  try {
    const dids = didRegistry(patient.chain.head)
    const board = offerBoard()
    const [first, cheaper] = [await offer(fay, 1), await offer(fay, 2)]
    const place = (name: string, id = '') => `${served.url}?${name}${id === '' ? '' : `#${id}`}`
    served.body = first.jwt
    patient.mine(
      dids.offer(fay.address, place('pinned', first.id)),
      dids.offer(gus.address, place('unpinned')),
      dids.offer(gus.address, place('another', keccak256(toHex('another')))),
    )
    await patient.settle()
    assert.equal(await ruling(patient, subjectOf(fay)), '1 IN_FORCE')

    served.body = cheaper.jwt
    // Each URI is fetched twice by then, and one of them a third time: none is before its second has been read.
    await served.asked(9)
    await patient.settle()
    assert.deepEqual(await carried(patient, cheaper.id), [first.id, [place('pinned', first.id)]])

    const second = await offer(ida, 1)
    served.body = second.jwt
    patient.mine(board({ ...second, uri: place('board') }))
    await patient.settle()
    assert.deepEqual(await carried(patient, second.id), [second.id, [place('board')]])
  } finally {
    await patient.close()
    served.close()
  }
})

/** The offer that rules the subject of this one, and where it is announced. */
const carried = async (node: TestNode, id: string) => {
  const { offer } = await node.ask<{ offer: { id: string; announcements: { uri: string }[] } | null }>(
    'query ($id: ID!) { offer(id: $id) { id announcements { uri } } }',
    { id },
  )
  return offer && [offer.id, offer.announcements.map(({ uri }) => uri)]
}
