import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { iso } from '../support/iso.ts'
import { startNode } from '../support/node.ts'
import { marketSettings, offerOf, person, signed, USD } from '../support/offers.ts'
import { by, hour, terms } from '../support/policies.ts'
import { didRegistry, offerBoard } from '../support/registry.ts'
import { CHAIN, GENESIS_TIME } from '../support/scripted.ts'

const PRICES = `query ($subject: ID!, $from: DateTime, $to: DateTime, $first: Int, $after: String) {
  priceHistory(subject: $subject, from: $from, to: $to, first: $first, after: $after) {
    nodes {
      offer { sequence tariff { rates { price { amount } } } } from to ending
      opened { kind at chain block origin { block logIndex transaction } } closed { kind at block origin { logIndex } }
    }
    pageInfo { hasNextPage endCursor } _meta { now }
  }
}`
type Event = { kind: string; at: string; block: string | null; origin: { logIndex: string } | null }
type Page = {
  readonly nodes: readonly {
    readonly offer: {
      readonly sequence: string
      readonly tariff: readonly { rates: readonly { price: readonly { amount: string }[] }[] }[]
    }
    readonly from: string
    readonly to: string | null
    readonly ending: string | null
    readonly opened: Event | null
    readonly closed: Event | null
  }[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}

const node = await startNode({ settings: marketSettings })
after(() => node.close())
const announce = offerBoard()
const registry = didRegistry(node.chain.head)
const { min: _, max: __, ...plain } = terms('history', { pay: [by('x402/exact', USD)] })
const claims = (name: string, seq: number, price: string, more: object = {}) =>
  offerOf(person(name), { ...plain, tariff: [{ ...hour, rates: [{ price: { USD: price } }] }] }, { seq, ...more })
const priced = (name: string, seq: number, price: string, more: object = {}) =>
  signed(person(name), claims(name, seq, price, more))
const withdrawn = (name: string, seq: number) =>
  signed(person(name), {
    iss: person(name).did,
    sub: `${person(name).did}#offer`,
    ver: 1,
    seq,
    iat: GENESIS_TIME,
    void: true,
  })

const history = async (name: string, more: object = {}): Promise<Page> =>
  (await node.ask<{ priceHistory: Page }>(PRICES, { subject: `${person(name).did}#offer`, ...more })).priceHistory

/** Each period on one line, its times as seconds since the first block. */
const told = ({ nodes }: Page) => {
  const since = (time: string | null) => (time === null ? null : Date.parse(time) / 1_000 - GENESIS_TIME)
  const said = (event: Event | null) =>
    event && [event.kind, since(event.at), event.block, event.origin?.logIndex ?? null].join(' ')
  return nodes.map(({ offer, from, to, ending, opened, closed }) => [
    offer.tariff[0]?.rates[0]?.price[0]?.amount,
    since(from),
    since(to),
    said(opened),
    said(closed),
    ending,
  ])
}

test('what is no subject, range or page is refused by its name', async () => {
  const cursor = (...values: unknown[]) => Buffer.from(JSON.stringify(values)).toString('base64url')
  const sound = { subject: `${person('ann').did}#offer` }
  const cases: readonly [string, object][] = [
    ...['', 'ann', person('ann').did, `0x${'1'.repeat(64)}`].map(
      subject => ['subject', { subject }] as [string, object],
    ),
    ['to', { from: iso(GENESIS_TIME + 10), to: iso(GENESIS_TIME + 9) }],
    ['from', { from: iso(GENESIS_TIME + 100_000) }],
    ['first', { first: -1 }],
    ['first', { first: 101 }],
    ...['', cursor(), cursor('x'), cursor('1', '2'), cursor('1.5')].map(
      after => ['after', { after }] as [string, object],
    ),
  ]
  for (const [argument, more] of cases) {
    const { code, message } = await node.refused(PRICES, { ...sound, ...more })
    assert.deepEqual([code, message.startsWith(`${argument}: `)], ['bad_input', true], message)
  }
  assert.deepEqual((await history('nobody')).nodes, [])
})

test('every way in which a price begins and ends', async () => {
  const heir = person('heir')
  const bob = person('bob')
  const twin = await priced('ann', 4, '5', { name: 'another' })
  // Block n is of second 12 (n + 1).
  node.mine(announce(await priced('ann', 1, '1')), announce(await priced('bob', 1, '7'))) // 1: 24
  node.mine(announce(await priced('ann', 2, '2', { nbf: GENESIS_TIME + 50 }))) // 2: 36, of second 50 on
  node.mine() // 3: 48
  node.mine() // 4: 60
  node.mine(announce(await priced('ann', 3, '3', { exp: GENESIS_TIME + 80 }))) // 5: 72, up to 80
  node.mine() // 6: 84
  node.mine(announce(await priced('ann', 4, '4'))) // 7: 96
  node.mine(announce(twin)) // 8: 108, equivocated
  node.mine(announce(await priced('ann', 5, '5'))) // 9: 120
  node.mine(announce(await withdrawn('ann', 6)), announce(await priced('bob', 2, '8'))) // 10: 132
  const carried = await priced('cat', 1, '9')
  node.mine(registry.offer(person('cat').address, carried.uri), registry.owner(bob.address, heir.address)) // 11: 144
  node.mine(registry.offer(person('cat').address, carried.uri, 0n)) // 12: 156, taken back
  const short = await priced('dan', 1, '6')
  node.mine(registry.offer(person('dan').address, short.uri, BigInt(GENESIS_TIME + 175))) // 13: 168, valid up to 175
  node.mine() // 14: 180
  // A key that is lent until the second 230.
  const [fay, lent] = [person('fay'), person('lent')]
  const key = { ...lent.signer, kid: `${fay.did}#delegate-1` }
  const hired = await signed({ ...fay, signer: key }, claims('fay', 1, '4'))
  node.mine(registry.delegate(fay.address, 'veriKey', lent.address, BigInt(GENESIS_TIME + 230)), announce(hired)) // 15: 192
  node.chain.mine([], 60) // 16: 252
  await node.settle()

  assert.deepEqual(told(await history('ann')), [
    ['1', 24, 50, 'OFFER 24 1 0', 'START 50  ', 'SUPERSEDED'],
    ['2', 50, 72, 'START 50  ', 'OFFER 72 5 0', 'SUPERSEDED'],
    ['3', 72, 80, 'OFFER 72 5 0', 'EXPIRY 80  ', 'EXPIRED'],
    ['4', 96, 108, 'OFFER 96 7 0', 'OFFER 108 8 0', 'EQUIVOCATED'],
    ['5', 120, 132, 'OFFER 120 9 0', 'OFFER 132 10 0', 'WITHDRAWN'],
  ])
  assert.deepEqual(told(await history('bob')), [
    ['7', 24, 132, 'OFFER 24 1 1', 'OFFER 132 10 1', 'SUPERSEDED'],
    ['8', 132, 144, 'OFFER 132 10 1', 'KEY 144 11 1', 'KEY_ENDED'],
  ])
  assert.deepEqual(told(await history('cat')), [['9', 144, 156, 'OFFER 144 11 0', 'OFFER 156 12 ', 'UNANNOUNCED']])
  assert.deepEqual(told(await history('dan')), [['6', 168, 175, 'OFFER 168 13 0', 'EXPIRY 175  ', 'UNANNOUNCED']])
  assert.deepEqual(told(await history('fay')), [['4', 192, 230, 'OFFER 192 15 1', 'EXPIRY 230  ', 'KEY_ENDED']])
  const [first] = (await history('ann')).nodes
  assert.deepEqual(first?.opened, {
    kind: 'OFFER',
    at: iso(GENESIS_TIME + 24),
    chain: CHAIN,
    block: '1',
    origin: { block: '1', logIndex: '0', transaction: node.chain.blocks()[1]?.logs[0]?.tx },
  })
})

test('a range shows what held in it, and pages show each period once', async () => {
  const at = (seconds: number) => iso(GENESIS_TIME + seconds)
  assert.deepEqual(told(await history('ann', { from: at(60), to: at(100) })), [
    ['2', 60, 72, null, 'OFFER 72 5 0', 'SUPERSEDED'],
    ['3', 72, 80, 'OFFER 72 5 0', 'EXPIRY 80  ', 'EXPIRED'],
    ['4', 96, null, 'OFFER 96 7 0', null, null],
  ])
  assert.deepEqual(told(await history('ann', { from: at(24), to: at(24) })), [['1', 24, null, null, null, null]])
  assert.deepEqual(told(await history('ann', { from: at(80), to: at(95) })), [])
  assert.deepEqual(told(await history('ann', { from: at(133), to: at(999_999) })), [])
  const whole = told(await history('ann'))
  for (const size of [1, 2, 4]) {
    const found: unknown[] = []
    let page = await history('ann', { first: size })
    for (; page.pageInfo.hasNextPage; page = await history('ann', { first: size, after: page.pageInfo.endCursor }))
      found.push(...told(page))
    assert.deepEqual([...found, ...told(page)], whole)
  }
})

test('after a reorg only what stands is history', async () => {
  const before = told(await history('cat'))
  node.chain.fork(6)
  // Blocks 11 to 16 are gone: what they said of cat, dan and the keys of bob never was.
  for (let i = 0; i < 7; i++) node.mine()
  await node.settle()
  assert.equal(before.length, 1)
  assert.deepEqual([told(await history('cat')), told(await history('dan'))], [[], []])
  assert.deepEqual(told(await history('bob')), [
    ['7', 24, 132, 'OFFER 24 1 1', 'OFFER 132 10 1', 'SUPERSEDED'],
    ['8', 132, null, 'OFFER 132 10 1', null, null],
  ])
})

test('more moments than one question looks at are refused, and a narrower range is not', async () => {
  const offer = await priced('eve', 1, '1')
  for (let i = 0; i < 6; i++) node.mine()
  for (let i = 0; i < 501; i++) node.mine(announce(offer))
  await node.settle()
  const { code, message, hint } = await node.refused(PRICES, { subject: `${person('eve').did}#offer` })
  assert.deepEqual(
    [code, message, hint],
    [
      'too_large',
      'the history has more than 500 moments at which something may have changed',
      'ask for a narrower range of time',
    ],
  )
  const from = node.chain.head().time - 1_200
  assert.equal((await history('eve', { from: iso(from) })).nodes.length, 1)
})
