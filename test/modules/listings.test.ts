import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { keccak256, toHex } from 'viem'
import type { Offer } from '../../src/core/offer.ts'
import { run } from '../../src/store/statement.ts'
import { startHost } from '../support/host.ts'
import { startNode } from '../support/node.ts'
import { offerOf, type Person, person, signed, termsOf } from '../support/offers.ts'
import { listings, publish, stages } from '../support/publishing.ts'
import { didRegistry, mint, offerBoard, onAgent } from '../support/registry.ts'
import { addressOf, CHAIN, GENESIS_TIME } from '../support/scripted.ts'
import { carrying } from '../support/tokens.ts'

const node = await startNode()
const host = await startHost()
after(async () => {
  await node.close()
  host.close()
})
const announce = offerBoard()
const registry = didRegistry(node.chain.head)
const mine = (...events: Parameters<typeof node.mine>) => node.mine(...events).header.number
const BOARD = `${CHAIN}:${addressOf('OfferBoard')}`

const offer = (who: Person, seq: number, more: Partial<Offer> = {}) =>
  signed(who, offerOf(who, termsOf('Lot 7'), { seq, ...more }))
const withdrawal = (who: Person, seq: number) =>
  signed(who, { iss: who.did, sub: `${who.did}#offer`, ver: 1, seq, iat: GENESIS_TIME, void: true })
const signedBy = (who: Person, delegate: Person): Person => ({
  ...who,
  signer: { ...delegate.signer, kid: `${who.did}#delegate-1` },
})
const of = ({ did }: Person) => ({ issuer: did })

const LISTINGS = 'query ($filter: ListingFilter!) { listings(filter: $filter) { nodes { stage } } }'

test('a filter names something, and nothing malformed', async () => {
  const wrong = [
    {},
    { issuer: 'alice' },
    { issuer: 'did:web:a.example' },
    { subject: person('alice').did },
    { subject: 'did:web:a.example#a' },
    { offer: '0x12' },
    { announcer: '0x12' },
  ]
  const said = await Promise.all(wrong.map(filter => node.refused(LISTINGS, { filter })))
  assert.deepEqual(
    said.map(({ code, message }) => `${code} ${message.split(': ')[0]}`),
    ['', '.issuer', '.issuer', '.subject', '.subject', '.offer', '.announcer'].map(field => `bad_input filter${field}`),
  )
})

test('each stage has its reason, and advice that says what to do', async () => {
  const [alice, other] = [person('alice'), person('other')]
  const sub = (name: string) => ({ sub: `${alice.did}#${name}` })
  const forged = { ...alice, signer: { ...other.signer, kid: alice.signer.kid } }
  const good = await offer(alice, 1, sub('good'))
  const cases: Record<string, [Parameters<typeof announce>[0], object?]> = {
    'BOARD IN_FORCE': [good],
    'BOARD VERIFIED scheduled': [await offer(alice, 1, { ...sub('later'), nbf: GENESIS_TIME + 86_400 })],
    'BOARD VERIFIED expired': [await offer(alice, 1, { ...sub('over'), exp: GENESIS_TIME + 1 })],
    'BOARD ANNOUNCED unsupported': [{ ...good, uri: 'ftp://a.example/offer' }],
    'BOARD ANNOUNCED refused': [{ ...good, uri: 'https://user:pass@a.example/offer' }],
    'BOARD FETCHED malformed': [carrying(good, 'offer')],
    'BOARD FETCHED bad_signature': [await offer(forged, 1, sub('forged'))],
    'BOARD FETCHED key_unknown': [await offer(signedBy(alice, other), 1, sub('keyless'))],
    'BOARD FETCHED wrong_offer': [good, { offerId: keccak256(toHex('another')) }],
  }
  const got: Record<string, string> = {}
  const silent: string[] = []
  for (const [expected, [token, more]] of Object.entries(cases)) {
    mine(announce(token, { by: alice.address, ...more }))
    await node.settle()
    const [listing] = (await listings(node, { announcer: alice.address }, { first: 1 })).nodes
    got[expected] = [listing?.carrier, listing?.stage, listing?.code ?? []].flat().join(' ')
    if (listing?.code && !(listing.reason && listing.hint)) silent.push(expected)
  }
  assert.deepEqual([got, silent], [Object.fromEntries(Object.keys(cases).map(key => [key, key])), []])
})

test('a board that says otherwise than the offer announces another', async () => {
  const jon = person('jon')
  mine(announce(await offer(jon, 1), { seq: 2n }))
  await node.settle()
  assert.deepEqual(await stages(node, of(jon)), ['BOARD FETCHED wrong_offer'])
})

test('what was announced and not yet fetched is waiting', async () => {
  const bob = person('bob')
  const token = await offer(bob, 1)
  mine(announce(token))
  await node.settle()
  await node.store.write(function* () {
    yield* run('delete from document_fetch where id = (select uri_id from announcement where offer_id = ?)', [token.id])
    yield* run('delete from token_document where token = ?', [token.id])
  })
  assert.deepEqual(await stages(node, { offer: token.id }), ['BOARD ANNOUNCED waiting'])
})

test('a body that changed after it was announced is seen as that, and neither the new nor the old comes into force by it', async () => {
  const [carol, dan] = [person('carol'), person('dan')]
  const [old, next] = [await offer(carol, 1), await offer(carol, 2)]
  host.body = old.jwt
  // Announced is the next version, and the host still serves the one before.
  mine(announce({ ...next, uri: `${host.url}?1` }))
  await node.settle()
  const [stale] = (await listings(node, { offer: next.id })).nodes
  assert.deepEqual(
    [stale?.stage, stale?.code, stale?.offer, stale?.serves, stale?.document],
    ['FETCHED', 'wrong_offer', next.id, old.id, { verdict: 'ok' }],
  )
  assert.match(String(stale?.reason), new RegExp(`serves ${old.id}.*${next.id} was announced`))
  assert.deepEqual(await node.ask(`{ offer(id: "${old.id}") { status } }`), { offer: null })
  // By whom an announcement is shows through what was found behind it, too.
  assert.deepEqual(await stages(node, of(carol)), ['BOARD FETCHED wrong_offer'])

  // The announced version was seen, and then the body changed: it stays in force, the new one does not come.
  const [dans, cheaper] = [await offer(dan, 1), await offer(dan, 2)]
  host.body = dans.jwt
  mine(registry.offer(dan.address, `${host.url}?2#${dans.id}`), registry.offer(dan.address, `${host.url}?3`))
  await node.settle()
  assert.deepEqual(await stages(node, of(dan)), ['DID VERIFIED unpinned', 'DID IN_FORCE'])
  const again = () =>
    node.store.write(() => run(`update document set due = 0 where uri like '%?2#%' or uri like '%?3'`))
  host.body = cheaper.jwt
  await again()
  await node.settle()
  const changed = (await listings(node, of(dan))).nodes.map(({ stage, code, offer, serves }) => [
    stage,
    code,
    offer,
    serves,
  ])
  assert.deepEqual(changed, [
    ['VERIFIED', 'unpinned', cheaper.id, cheaper.id],
    ['IN_FORCE', 'wrong_offer', dans.id, cheaper.id],
  ])
  assert.deepEqual(await node.ask(`{ offer(id: "${cheaper.id}") { id } }`), { offer: { id: dans.id } })
  host.body = null
  await again()
  await node.settle()
  const [, held] = (await listings(node, of(dan))).nodes
  assert.deepEqual([held?.stage, held?.code, held?.document.verdict], ['IN_FORCE', null, 'unreachable'])
})

test('versions of one subject: superseded, withdrawn, equivocated, ended, by whatever carrier', async () => {
  const [erin, fay, gil] = [person('erin'), person('fay'), person('gil')]
  mine(mint(0n, erin.address), mint(1n, fay.address), mint(2n, gil.address))
  await node.settle()
  const [one, two] = [await offer(erin, 1), await offer(erin, 2)]
  mine(announce(one))
  await node.settle()
  await publish(node, two.jwt)
  const before = mine()
  await node.settle()
  assert.deepEqual(await stages(node, of(erin)), ['NODE IN_FORCE', 'BOARD VERIFIED superseded'])
  mine(announce(await withdrawal(erin, 3)))
  await node.settle()
  assert.deepEqual(await stages(node, of(erin)), [
    'NODE VERIFIED withdrawn',
    'BOARD IN_FORCE',
    'BOARD VERIFIED withdrawn',
  ])
  assert.deepEqual(await stages(node, of(erin), { block: String(before) }), [
    'NODE IN_FORCE',
    'BOARD VERIFIED superseded',
  ])
  assert.deepEqual(await stages(node, of(erin), { block: String(before - 2) }), [])

  const [fays, rival] = [await offer(fay, 1), await offer(fay, 1, { name: 'Lot 8' })]
  mine(registry.offer(fay.address, fays.uri))
  await node.settle()
  await publish(node, rival.jwt)
  await node.settle()
  assert.deepEqual(await stages(node, of(fay)), ['NODE VERIFIED equivocated', 'DID VERIFIED equivocated'])

  const gils = await offer(gil, 1)
  mine(onAgent(2n, gils.uri), registry.offer(gil.address, gils.uri))
  await node.settle()
  assert.deepEqual(await stages(node, of(gil)), ['DID IN_FORCE', 'AGENT IN_FORCE'])
  const standing = node.chain.head().number
  mine(onAgent(2n, ''))
  await node.settle()
  assert.deepEqual(await stages(node, of(gil)), ['DID IN_FORCE', 'AGENT IN_FORCE ended'])
  assert.deepEqual(await stages(node, of(gil), { block: String(standing) }), ['DID IN_FORCE', 'AGENT IN_FORCE'])
  mine(registry.offer(gil.address, gils.uri, 0n))
  await node.settle()
  assert.deepEqual(await stages(node, of(gil)), ['DID VERIFIED ended', 'AGENT VERIFIED ended'])
})

test('a key that is taken away is told at each of its listings', async () => {
  const [hal, clerk] = [person('hal'), person('clerk')]
  const token = await offer(signedBy(hal, clerk), 1)
  mine(announce(token))
  mine(registry.delegate(hal.address, 'veriKey', clerk.address))
  await node.settle()
  await node.store.write(() => run(`update document set due = 0 where verdict = 'key_unknown'`))
  await node.settle()
  assert.deepEqual(await stages(node, of(hal)), ['BOARD VERIFIED key_ended'])
  await publish(node, token.jwt)
  await node.settle()
  assert.deepEqual(await stages(node, of(hal)), ['NODE IN_FORCE', 'BOARD IN_FORCE key_ended'])
  mine(registry.delegate(hal.address, 'veriKey', clerk.address, 0n))
  await node.settle()
  assert.deepEqual(await stages(node, of(hal)), ['NODE VERIFIED key_ended', 'BOARD VERIFIED key_ended'])
})

test('a list is the same in pages of any size, by each thing that it may be found by', async () => {
  const [ida, carrier] = [person('ida'), person('carrier')]
  mine(mint(3n, ida.address))
  await node.settle()
  const sub = { sub: `${ida.did}#many` }
  const tokens = await Promise.all(Array.from({ length: 7 }, (_, i) => offer(ida, i + 1, sub)))
  for (const token of tokens.slice(0, 5))
    mine(announce(token, { by: carrier.address }), registry.offer(ida.address, token.uri))
  await node.settle()
  for (const token of tokens.slice(5)) await publish(node, token.jwt)
  await node.settle()
  const last = tokens.at(-1)?.id
  const filters: [object, number][] = [
    [{ issuer: ida.did }, 12],
    [{ subject: sub.sub }, 12],
    [{ announcer: carrier.address.toUpperCase().replace('0X', '0x') }, 5],
    [{ place: ida.did.toUpperCase().replace('DID:ETHR:0X7A69:0X', 'did:ethr:0x7a69:0x') }, 5],
    [{ place: BOARD, issuer: ida.did }, 5],
    [{ offer: last }, 1],
    [{ offer: tokens[0]?.id }, 2],
    [{ issuer: ida.did, subject: `${ida.did}#none` }, 0],
  ]
  for (const [filter, count] of filters) {
    const whole = (await listings(node, filter, { first: 100 })).nodes
    assert.equal(whole.length, count, JSON.stringify(filter))
    for (const first of [1, 2, 5]) {
      const paged: unknown[] = []
      for (let after: string | null = null, more = true; more; ) {
        const page: Awaited<ReturnType<typeof listings>> = await listings(node, filter, { first, after })
        paged.push(...page.nodes)
        after = page.pageInfo.endCursor
        more = page.pageInfo.hasNextPage && paged.length <= count
      }
      assert.deepEqual(paged, whole)
    }
  }
  assert.deepEqual(node.faults, [])
})
