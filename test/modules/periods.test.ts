/** Histories of identities as periods. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { stringToHex } from 'viem'
import { encodeCursor } from '../../src/core/page.ts'
import { ALICE, account, BOB, CAROL } from '../support/facts.ts'
import { didOf, startFleets } from '../support/fleets.ts'
import { iso } from '../support/iso.ts'

const node = await startFleets()
after(() => node.close())
const { ask, refused, registry, said } = node

const HISTORY = `query ($did: ID!, $kinds: [PeriodKind!], $first: Int, $after: String, $asOf: AsOf) {
  identity(did: $did, asOf: $asOf) {
    history(kinds: $kinds, first: $first, after: $after) {
      nodes {
        kind name id value ending endsAt
        from { block logIndex } to { block logIndex } inheritedFrom { block logIndex }
      }
      pageInfo { hasNextPage hasPreviousPage endCursor }
    }
  }
}`
type Place = { block: string; logIndex: string } | null
type Period = {
  kind: string
  name: string | null
  id: string | null
  value: string
  ending: string | null
  endsAt: string | null
  from: Place
  to: Place
  inheritedFrom: Place
}
type Page = {
  nodes: Period[]
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string | null }
}
const page = async (did: string, variables: object = {}): Promise<Page> =>
  (await ask<{ identity: { history: Page } }>(HISTORY, { did, ...variables })).identity.history
const history = async (did: string, variables: object = {}) => (await page(did, { first: 100, ...variables })).nodes

let identities = 0x400000
const identity = () => account(identities++)
const at = ({ number }: { number: number }, log = 0): Place => ({ block: String(number), logIndex: String(log) })
const asOf = ({ number }: { number: number }) => ({ asOf: { block: String(number) } })
const next = () => BigInt(node.chain.head().time + 12)

const FAR = iso(1_900_000_000)
const lasting = { to: null, ending: null, inheritedFrom: null }
const owner = (value: string, from: Place, more: Partial<Period> = {}): Period => ({
  kind: 'OWNER',
  name: null,
  id: null,
  value,
  from,
  endsAt: null,
  ...lasting,
  ...more,
})
const entry = (id: string, name: string, value: string, from: Place, more: Partial<Period> = {}): Period => ({
  kind: id.includes('#delegate-') ? 'KEY' : 'SERVICE',
  name,
  id,
  value,
  from,
  endsAt: FAR,
  ...lasting,
  ...more,
})

test('a page or cursor of elsewhere is refused, and so is a kind that is none', async () => {
  const did = didOf(ALICE)
  for (const first of [-1, 101]) {
    assert.equal((await refused(HISTORY, { did, first })).message, `first: ${first} is not between 0 and 100`)
  }
  for (const after of ['', 'x', encodeCursor(['a']), encodeCursor(['a', 'b', 'c'])]) {
    const { code, message } = await refused(HISTORY, { did, after })
    assert.deepEqual([code, message], ['bad_input', 'after: not a cursor of this list'])
  }
  assert.match((await refused(HISTORY, { did, kinds: ['NAME'] })).message, /"NAME" does not exist in "PeriodKind"/)
})

test('one that no registry spoke of has ruled itself since ever; a method without a registry has no more to say', async () => {
  assert.deepEqual(await history(didOf(ALICE)), [owner(ALICE, null)])
  assert.deepEqual(await history(`did:pkh:eip155:1:${BOB}`), [owner(BOB, null)])
  assert.deepEqual(await history('did:web:a.example'), [])
  assert.deepEqual(await history('did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK'), [])
})

test('owners follow each other; naming the owner again begins nothing; two within a block are two', async () => {
  const it = identity()
  const did = didOf(it)
  const sold = await said(registry.owner(it, ALICE))
  await said(registry.owner(it, ALICE))
  const twice = await said(registry.owner(it, BOB), registry.owner(it, it))
  const gone = await said(registry.deactivated(it))
  await said(registry.owner(it, CAROL))
  const first = owner(it, null, { to: at(sold), ending: 'REPLACED' })
  const alice = owner(ALICE, at(sold), { to: at(twice), ending: 'REPLACED' })
  const bob = owner(BOB, at(twice, 0), { to: at(twice, 1), ending: 'REPLACED' })
  assert.deepEqual(await history(did), [
    first,
    alice,
    bob,
    owner(it, at(twice, 1), { to: at(gone), ending: 'DEACTIVATED' }),
  ])
  assert.deepEqual(await history(did, asOf(twice)), [first, alice, bob, owner(it, at(twice, 1))])
  assert.deepEqual(await history(did, asOf(sold)), [first, owner(ALICE, at(sold))])
  assert.deepEqual(await history(did, { asOf: { block: String(sold.number - 1) } }), [owner(it, null)])
  assert.deepEqual(await history(did, { kinds: ['KEY', 'WALLET', 'URI'] }), [])
  assert.deepEqual(await history(did, { kinds: [] }), [])
})

test('a key is set, set again, revoked, set once more, and runs out', async () => {
  const it = identity()
  const did = didOf(it)
  const name = 'did/pub/Ed25519/veriKey'
  const set = await said(registry.attribute(it, name, '0x01'), registry.delegate(it, 'veriKey', BOB))
  const again = await said(registry.attribute(it, name, '0x01'), registry.attribute(it, name, '0x02'))
  const revoked = await said(registry.attribute(it, name, '0x01', 0n), registry.delegate(it, 'veriKey', CAROL, 0n))
  const until = next() + 20n
  const late = await said(registry.attribute(it, name, '0x01', until))
  await said()
  const kinds = ['KEY']
  const before = [
    entry(`${did}#delegate-1`, name, '0x01', at(set), { to: at(again), ending: 'REPLACED' }),
    entry(`${did}#delegate-2`, 'veriKey', BOB, at(set, 1)),
    entry(`${did}#delegate-3`, name, '0x01', at(again), { to: at(revoked), ending: 'REVOKED' }),
    entry(`${did}#delegate-4`, name, '0x02', at(again, 1)),
  ]
  const last = entry(`${did}#delegate-7`, name, '0x01', at(late), { endsAt: iso(until) })
  assert.deepEqual(await history(did, { kinds }), [...before, last])
  assert.deepEqual(await history(did, { kinds, asOf: { time: iso(until - 1n) } }), [...before, last])
  const out = [...before, { ...last, ending: 'EXPIRED' }]
  assert.deepEqual(await history(did, { kinds, asOf: { time: iso(until) } }), out)
  // What comes after its time neither revokes nor replaces it.
  await said(registry.attribute(it, name, '0x01', 0n))
  assert.deepEqual(await history(did, { kinds }), out)
  const back = await said(registry.attribute(it, name, '0x01'))
  assert.deepEqual(await history(did, { kinds }), [...out, entry(`${did}#delegate-9`, name, '0x01', at(back))])
  const [first] = before
  assert.deepEqual(await history(did, { kinds, ...asOf(set) }), [{ ...first, to: null, ending: null }, before[1]])
})

test('services and delegates of any type have periods, what is neither has none; set and revoked within a block', async () => {
  const it = identity()
  const did = didOf(it)
  const [hub, url] = ['did/svc/Hub', stringToHex('https://a.example')]
  const block = await said(
    registry.attribute(it, hub, url),
    registry.attribute(it, 'name', url),
    registry.attribute(it, hub, url, 0n),
    registry.delegate(it, 'worker', BOB),
    registry.attribute(it, hub, url, (1n << 256n) - 1n),
  )
  const gone = await said(registry.deactivated(it), registry.delegate(it, 'worker', CAROL))
  const ended = { to: at(gone), ending: 'DEACTIVATED' }
  assert.deepEqual(await history(did), [
    owner(it, null, ended),
    entry(`${did}#service-1`, hub, url, at(block), { to: at(block, 2), ending: 'REVOKED' }),
    entry(`${did}#delegate-1`, 'worker', BOB, at(block, 3), ended),
    entry(`${did}#service-3`, hub, url, at(block, 4), { endsAt: null, ...ended }),
  ])
})

test('a key outlives a change of owner as an inheritance, from the first change that it met', async () => {
  const it = identity()
  const did = didOf(it)
  const until = next() + 15n
  const set = await said(
    registry.delegate(it, 'veriKey', BOB),
    registry.delegate(it, 'sigAuth', BOB),
    registry.delegate(it, 'short', BOB, until),
    registry.delegate(it, 'gone', BOB),
  )
  const revoked = await said(registry.delegate(it, 'gone', BOB, 0n))
  const sold = await said(registry.owner(it, ALICE))
  const again = await said(registry.owner(it, CAROL), registry.delegate(it, 'sigAuth', BOB))
  const inherited = { inheritedFrom: at(sold) }
  assert.deepEqual(await history(did, { kinds: ['KEY'] }), [
    entry(`${did}#delegate-1`, 'veriKey', BOB, at(set), inherited),
    entry(`${did}#delegate-2`, 'sigAuth', BOB, at(set, 1), { ...inherited, to: at(again, 1), ending: 'REPLACED' }),
    entry(`${did}#delegate-3`, 'short', BOB, at(set, 2), { endsAt: iso(until), ending: 'EXPIRED' }),
    entry(`${did}#delegate-4`, 'gone', BOB, at(set, 3), { to: at(revoked), ending: 'REVOKED' }),
    entry(`${did}#delegate-6`, 'sigAuth', BOB, at(again, 1)),
  ])
})

test('pages are the history, each period once, and of long ones too', async () => {
  const it = identity()
  const did = didOf(it)
  for (let i = 0; i < 5; i += 1) {
    await said(
      ...Array.from({ length: 50 }, (_, n) => registry.delegate(it, 'veriKey', account(1 + ((i * 50 + n) % 70)))),
    )
  }
  const { number } = node.chain.head()
  for (const [kinds, length] of [
    [null, 251],
    [['KEY'], 250],
  ] as const) {
    for (const first of [100, 33, 1]) {
      if (first === 1 && kinds) continue
      const found: Period[] = []
      for (let after: string | null = null, more = true; more; ) {
        const { nodes, pageInfo }: Page = await page(did, { kinds, first, after })
        assert.equal(pageInfo.hasPreviousPage, after !== null)
        found.push(...nodes)
        after = pageInfo.endCursor
        more = pageInfo.hasNextPage
      }
      const ids = found.flatMap(({ id }) => id ?? [])
      assert.equal(found.length, length)
      assert.deepEqual(
        ids,
        Array.from({ length: 250 }, (_, i) => `${did}#delegate-${i + 1}`),
      )
      assert.equal(found.filter(({ to }) => to === null).length, length === 251 ? 71 : 70)
    }
  }
  await said(registry.delegate(it, 'veriKey', BOB))
  assert.equal((await history(did, { asOf: { block: String(number) } })).length, 100)
})
