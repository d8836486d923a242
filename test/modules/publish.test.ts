import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Offer } from '../../src/core/offer.ts'
import { run } from '../../src/store/statement.ts'
import { iso } from '../support/iso.ts'
import { startNode } from '../support/node.ts'
import { offerOf, type Person, person, signed, termsOf } from '../support/offers.ts'
import { publish, unpublished } from '../support/publishing.ts'
import { didRegistry, mint, offerBoard } from '../support/registry.ts'
import { GENESIS_TIME } from '../support/scripted.ts'
import { ruledAt, ruling } from '../support/standings.ts'
import { highTwin } from '../support/tokens.ts'

const node = await startNode()
after(() => node.close())
const announce = offerBoard()
const registry = didRegistry(node.chain.head)
const mine = (...events: Parameters<typeof node.mine>) => node.mine(...events).header.number
let agents = 0n
/** Somebody whom the chain knows. */
const present = (name: string): Person => {
  const who = person(name)
  mine(mint(agents++, who.address))
  return who
}

const subjectOf = ({ did }: Person) => `${did}#offer`
const offer = (who: Person, seq: number, more: Partial<Offer> = {}) =>
  signed(who, offerOf(who, termsOf('Lot 7'), { seq, ...more }))
const withdrawal = (who: Person, seq: number) =>
  signed(who, { iss: who.did, sub: subjectOf(who), ver: 1, seq, iat: GENESIS_TIME, void: true })
/** Another who signs in the name of somebody, as his first delegate. */
const signedBy = (who: Person, delegate: Person): Person => ({
  ...who,
  signer: { ...delegate.signer, kid: `${who.did}#delegate-1` },
})

const SOURCE = `query ($id: ID!, $asOf: AsOf) {
  offer(id: $id, asOf: $asOf) { id status source submission { number heads { number hash } } announcements { carrier stands } }
}`

test('what is no offer that can count is refused, with its reason, and the dry run says so before', async () => {
  const [alice, bob] = [present('alice'), present('bob')]
  const [early, late] = [await offer(alice, 4), await offer(alice, 5)]
  mine(announce(late), registry.delegate(bob.address, 'veriKey', person('clerk').address))
  const byClerk = await offer(signedBy(bob, person('clerk')), 1)
  mine(registry.delegate(bob.address, 'veriKey', person('clerk').address, 0n))
  await node.settle()
  const refused: Record<string, string> = {
    nothing: '',
    'a word': 'offer',
    'the signature of another': (await offer({ ...alice, signer: { ...bob.signer, kid: alice.signer.kid } }, 6)).jwt,
    'a key that never was': (await offer(signedBy(alice, bob), 6)).jwt,
    'a price as a number': (await offer(alice, 6, { min: { USD: 1 as never } })).jwt,
    'more than 16 kB': 'A'.repeat(16_385),
    'an offer that has run out': (await offer(alice, 6, { exp: GENESIS_TIME + 1 })).jwt,
    'an offer before the one that rules': early.jwt,
    'a key that was taken away': byClerk.jwt,
  }
  const said: Record<string, unknown> = {}
  for (const [what, token] of Object.entries(refused)) {
    const { code, message, foretold } = await unpublished(node, token)
    said[what] = [code, message.split(': ').slice(0, 2).join(': '), foretold]
  }
  assert.deepEqual(said, {
    nothing: ['bad_input', 'token: malformed', true],
    'a word': ['bad_input', 'token: malformed', true],
    'the signature of another': ['bad_input', 'token: bad_signature', true],
    'a key that never was': ['bad_input', 'token: key_unknown', true],
    'a price as a number': ['bad_input', 'token: schema', true],
    'more than 16 kB': ['too_large', 'token: too-large', true],
    'an offer that has run out': ['bad_input', 'token: expired', true],
    'an offer before the one that rules': ['bad_input', 'token: superseded', true],
    'a key that was taken away': ['bad_input', 'token: key_ended', true],
  })
  assert.deepEqual(await node.ask('{ submissions { nodes { number } } }'), { submissions: { nodes: [] } })
})

test('an offer that is handed in holds from the head it was checked against, and no block before', async () => {
  const carol = present('carol')
  const before = mine()
  // A block of the same second: its number tells it from the one before.
  const at = node.chain.mine([], 0).header.number
  await node.settle()
  const token = await offer(carol, 1)
  const { receivedAt, ...publication } = await publish(node, token.jwt)
  await node.settle()
  mine()
  await node.settle()
  assert.deepEqual(publication, { number: '1', offer: token.id, subject: subjectOf(carol), isNew: true })
  assert.deepEqual(await ruledAt(node, subjectOf(carol), [before, at, at + 1]), [null, '1 IN_FORCE', '1 IN_FORCE'])
  const { hash } = node.chain.blocks()[at]?.header ?? {}
  assert.deepEqual(await node.ask(SOURCE, { id: token.id }), {
    offer: {
      id: token.id,
      status: 'IN_FORCE',
      source: 'SUBMITTED',
      submission: { number: '1', heads: [{ number: String(at), hash }] },
      announcements: [],
    },
  })
  const known = (seconds: number) => ({
    id: token.id,
    asOf: { knownAt: iso(Date.parse(receivedAt) / 1_000 + seconds) },
  })
  assert.deepEqual(
    [await node.ask(SOURCE, known(-1)), (await node.ask<{ offer: object | null }>(SOURCE, known(60))).offer !== null],
    [{ offer: null }, true],
  )
})

test('the same offer again keeps its number, also under the other signature of its key, or superseded since', async () => {
  const dave = present('dave')
  await node.settle()
  const token = await offer(dave, 1)
  const first = await publish(node, token.jwt)
  const again = { ...first, isNew: false }
  assert.deepEqual([await publish(node, token.jwt), await publish(node, ` ${token.jwt}\n`)], [again, again])
  assert.deepEqual(await publish(node, highTwin(token.jwt)), again)
  const next = await publish(node, (await offer(dave, 2)).jwt)
  assert.equal(Number(next.number), Number(first.number) + 1)
  await node.settle()
  assert.deepEqual(await publish(node, token.jwt), again)
})

test('the highest sequence number rules, whoever carried it, and a withdrawal ends it', async () => {
  const erin = present('erin')
  const first = mine(announce(await offer(erin, 1)))
  mine()
  await node.settle()
  await publish(node, (await offer(erin, 2)).jwt)
  const submitted = mine()
  await node.settle()
  const announced = mine(announce(await offer(erin, 3)))
  await node.settle()
  await publish(node, (await withdrawal(erin, 4)).jwt)
  const withdrawn = mine()
  await node.settle()
  assert.deepEqual(await ruledAt(node, subjectOf(erin), [first, submitted, announced - 1, withdrawn]), [
    '1 IN_FORCE',
    '2 IN_FORCE',
    '2 IN_FORCE',
    '4 WITHDRAWN',
  ])
})

test('the source is the chain while an announcement there stands', async () => {
  const fay = present('fay')
  const token = await offer(fay, 1)
  const set = mine(registry.offer(fay.address, token.uri))
  await node.settle()
  const { receivedAt } = await publish(node, token.jwt)
  const revoked = mine(registry.offer(fay.address, token.uri, 0n))
  await node.settle()
  await node.store.write(() => run('update token set known_at = known_at - 60 where id = ?', [token.id]))
  const knownAt = iso(Date.parse(receivedAt) / 1_000 - 1)
  const { offer: unread } = await node.ask<{ offer: object }>(SOURCE, { id: token.id, asOf: { knownAt } })
  assert.deepEqual(unread, {
    id: token.id,
    status: 'UNANNOUNCED',
    source: 'ANNOUNCED',
    submission: null,
    announcements: [{ carrier: 'DID', stands: false }],
  })
  const asked = async (block: number) => {
    const { offer } = await node.ask<{ offer: Record<string, unknown> }>(SOURCE, {
      id: token.id,
      asOf: { block: String(block) },
    })
    return [offer.status, offer.source, offer.announcements]
  }
  assert.deepEqual(
    [await asked(set), await asked(revoked)],
    [
      ['IN_FORCE', 'ANNOUNCED', [{ carrier: 'DID', stands: true }]],
      ['IN_FORCE', 'SUBMITTED', [{ carrier: 'DID', stands: false }]],
    ],
  )
})

test('two offers under one seq by two carriers: neither counts, whichever came first', async () => {
  const [gil, hal] = [present('gil'), present('hal')]
  const rivals = (who: Person) => Promise.all([offer(who, 1), offer(who, 1, { name: 'Lot 8' })])
  const [[ga, gb], [ha, hb]] = [await rivals(gil), await rivals(hal)]
  mine(announce(ga))
  await node.settle()
  await Promise.all([publish(node, gb.jwt), publish(node, ha.jwt)])
  mine(announce(hb))
  await node.settle()
  for (const id of [ga, gb, ha, hb].map(({ id }) => id)) {
    const { offer } = await node.ask<{ offer: { status: string } }>(SOURCE, { id })
    assert.equal(offer.status, 'EQUIVOCATED')
  }
})

test('a key that is revoked, or an identity that is sold, takes a submission with it at that block', async () => {
  const [ida, jon, other] = [present('ida'), present('jon'), person('other')]
  mine(registry.delegate(ida.address, 'veriKey', other.address))
  await node.settle()
  await publish(node, (await offer(signedBy(ida, other), 1)).jwt)
  const again = await offer(jon, 1)
  await publish(node, again.jwt)
  const held = mine()
  const ended = mine(
    registry.delegate(ida.address, 'veriKey', other.address, 0n),
    registry.owner(jon.address, other.address),
  )
  const back = mine(registry.owner(jon.address, jon.address))
  await node.settle()
  const moments = [held, ended, back]
  assert.deepEqual(await ruledAt(node, subjectOf(ida), moments), ['1 IN_FORCE', '1 KEY_ENDED', '1 KEY_ENDED'])
  assert.deepEqual(await ruledAt(node, subjectOf(jon), moments), ['1 IN_FORCE', '1 KEY_ENDED', '1 KEY_ENDED'])
  assert.equal((await publish(node, again.jwt)).isNew, false)
  assert.equal(await ruling(node, subjectOf(jon)), '1 KEY_ENDED')
})

test('where the recorded head leaves the chain, the block of its height is what counts', async () => {
  const [kim, lou, other] = [present('kim'), present('lou'), person('other')]
  mine(registry.delegate(lou.address, 'veriKey', other.address))
  await node.settle()
  mine()
  await node.settle()
  await publish(node, (await offer(kim, 1)).jwt)
  await publish(node, (await offer(signedBy(lou, other), 1)).jwt)
  await node.settle()
  assert.deepEqual(
    [await ruling(node, subjectOf(kim)), await ruling(node, subjectOf(lou))],
    ['1 IN_FORCE', '1 IN_FORCE'],
  )
  node.chain.fork(1)
  // The other block of that height is earlier, and the chain as it stands has yet to reach the recorded time.
  const events = [registry.delegate(lou.address, 'veriKey', other.address, 0n)]
  node.chain.mine(events, 1)
  node.chain.mine([], 1)
  await node.settle()
  assert.deepEqual(await ruling(node, subjectOf(kim)), '1 IN_FORCE')
  const next = mine()
  await node.settle()
  assert.deepEqual(await ruledAt(node, subjectOf(kim), [next - 2, next - 1, next]), [null, null, '1 IN_FORCE'])
  assert.deepEqual([await ruling(node, subjectOf(kim)), await ruling(node, subjectOf(lou))], ['1 IN_FORCE', null])
})

test('the log is read from any number on, in order and whole', async () => {
  const FEED = `query ($first: Int, $after: String) {
    submissions(first: $first, after: $after) {
      nodes { number offer subject issuer token receivedAt heads { chain number hash time } } pageInfo { hasNextPage endCursor }
    }
  }`
  type Feed = {
    submissions: {
      nodes: { number: string; offer: string; heads: unknown[] }[]
      pageInfo: { hasNextPage: boolean; endCursor: string | null }
    }
  }
  const whole = (await node.ask<Feed>(FEED, { first: 100 })).submissions
  const paged: Feed['submissions']['nodes'] = []
  for (let after: string | null = null, more = true; more; ) {
    const page: Feed['submissions'] = (await node.ask<Feed>(FEED, { first: 2, after })).submissions
    paged.push(...page.nodes)
    after = page.pageInfo.endCursor
    more = page.pageInfo.hasNextPage
  }
  assert.deepEqual(paged, whole.nodes)
  assert.deepEqual(
    whole.nodes.map(({ number }) => Number(number)),
    whole.nodes.map((_, i) => i + 1),
  )
  const refused = await Promise.all(['x', 'WyJ4Il0', 'WyItMSJd'].map(after => node.refused(FEED, { after })))
  assert.deepEqual(
    [...new Set(refused.map(({ code, message }) => `${code} ${message}`))],
    ['bad_input after: not a cursor of this list'],
  )
  assert.deepEqual(node.faults, [])
})
