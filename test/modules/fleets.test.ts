import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { getAddress } from 'viem'
import { encodeCursor } from '../../src/core/page.ts'
import { ALICE, account, BOB, CAROL } from '../support/facts.ts'
import { didOf, FLEET, startFleets } from '../support/fleets.ts'
import { iso } from '../support/iso.ts'
import { CHAIN } from '../support/scripted.ts'

const node = await startFleets()
after(() => node.close())
const { ask, refused, registry, said, fleet, page } = node

const machine = (n: number) => account(0x100000 + n)
const machines = (n: number, from = 0) => Array.from({ length: n }, (_, i) => machine(from + i))

test('a filter that says nothing that could be is refused, and so are pages and cursors of elsewhere', async () => {
  const filters: [filter: object, message: string][] = [
    [{ chain: '' }, 'filter.chain:  is no chain'],
    [{ chain: 'base' }, 'filter.chain: base is no chain'],
    [{ controller: '' }, 'filter.controller:  is no controller'],
    [{ controller: `${ALICE}0` }, `filter.controller: ${ALICE}0 is no controller`],
    [{ controller: didOf(ALICE) }, `filter.controller: ${didOf(ALICE)} is no controller`],
    ...[
      '',
      '0x',
      'alice',
      ALICE.slice(2),
      `0x${'00'.repeat(32)}`,
      `0x02${'ff'.repeat(32)}`,
      `0x8024${'00'.repeat(33)}`,
      `0x04${'11'.repeat(64)}`,
      `0x${'0'.repeat(100_000)}`,
    ].map((signer): [object, string] => [
      { signer },
      `filter.signer: ${signer.slice(0, 160)} is neither an address nor a public key`,
    ]),
  ]
  for (const [filter, message] of filters) {
    const said = await refused(FLEET, { filter })
    assert.deepEqual([said.code, said.message], ['bad_input', message])
  }
  const forged = [[1, 2], { length: 2 }, [null, null], ['a', ['b']]].map(value =>
    Buffer.from(JSON.stringify(value)).toString('base64url'),
  )
  const cursors = ['', '!', encodeCursor([]), encodeCursor(['a']), encodeCursor(['a', 'b', 'c']), ...forged]
  for (const after of cursors) {
    assert.deepEqual(await refused(FLEET, { after }), {
      code: 'bad_input',
      message: 'after: not a cursor of this list',
      hint: 'pass the endCursor of the page before, with the same orderBy',
    })
    const within =
      'query ($did: ID!, $after: String) { identity(did: $did) { controls(after: $after) { nodes { did } } } }'
    for (const did of [didOf(ALICE), 'did:web:a.example']) {
      assert.equal((await refused(within, { did, after })).message, 'after: not a cursor of this list')
    }
  }
  for (const first of [-1, 101]) {
    assert.equal((await refused(FLEET, { first })).message, `first: ${first} is not between 0 and 100`)
  }
})

test('before a registry speaks there is no fleet', async () => {
  assert.deepEqual(await fleet({}), [])
  assert.deepEqual(await fleet({ controller: ALICE }), [])
})

test('a fleet is sold: the machines move from one list to the other, and as of before they are where they were', async () => {
  const sold = machines(7)
  const born = await said(...sold.map(it => registry.owner(it, ALICE)))
  const kept = sold.slice(0, 2)
  await said()
  const sale = await said(...sold.slice(2).map(it => registry.owner(it, BOB)))
  await said()
  const of = async (controller: string, asOf: object | null = null) => fleet({ controller }, { asOf })
  assert.deepEqual([await of(ALICE), await of(BOB)], [kept, sold.slice(2)])
  assert.deepEqual(await of(getAddress(ALICE)), kept)
  for (const asOf of [{ block: String(born.number) }, { time: iso(sale.time - 1) }, { hash: born.hash }]) {
    assert.deepEqual([await of(ALICE, asOf), await of(BOB, asOf)], [sold, []])
  }
  assert.deepEqual(await of(ALICE, { block: String(born.number - 1) }), [])
  assert.deepEqual(await of(BOB, { block: String(sale.number) }), sold.slice(2))
  assert.deepEqual(await fleet({ controller: ALICE, chain: CHAIN, deactivated: false }), kept)
  assert.deepEqual(await fleet({ controller: ALICE, chain: 'eip155:1' }), [])
  assert.deepEqual(await fleet({ controller: null, chain: null, signer: null, deactivated: null }), sold)
})

test('one that is sold twice within a block has its last owner; one that comes back is back', async () => {
  const [it] = machines(1, 50) as [string]
  await said(registry.owner(it, CAROL), registry.owner(it, BOB), registry.owner(it, account(0xe1)))
  assert.deepEqual([await fleet({ controller: account(0xe1) }), await fleet({ controller: CAROL })], [[it], []])
  await said(registry.owner(it, it))
  assert.deepEqual([await fleet({ controller: account(0xe1) }), await fleet({ controller: it })], [[], [it]])
})

test('the deactivated are ruled by nobody, and stay listed as such', async () => {
  const [gone, other] = machines(2, 60) as [string, string]
  const owner = account(0xe2)
  const before = await said(registry.owner(gone, owner), registry.owner(other, owner))
  await said(registry.deactivated(gone))
  await said(registry.owner(gone, owner))
  assert.deepEqual(await fleet({ controller: owner }), [other])
  assert.deepEqual(await fleet({ deactivated: true }), [gone])
  assert.deepEqual(await fleet({ controller: `0x${'0'.repeat(40)}` }), [])
  assert.equal((await fleet({ deactivated: false })).includes(gone), false)
  assert.deepEqual(await fleet({ deactivated: true }, { asOf: { block: String(before.number) } }), [])
})

test('a thousand machines of one owner are each on one page, in either order, also as of before they were sold', async () => {
  const owner = account(0xe3)
  const many = machines(1_000, 1_000)
  const { number } = await said(...many.map(it => registry.owner(it, owner)))
  await said(...many.slice(0, 500).map(it => registry.owner(it, CAROL)))
  const asked: [filter: object, asOf: object | null, expected: string[]][] = [
    [{ controller: owner }, { block: String(number) }, many],
    [{ controller: owner }, null, many.slice(500)],
    [{ controller: CAROL }, null, many.slice(0, 500)],
  ]
  for (const [filter, asOf, expected] of asked) {
    for (const first of [100, 97, 33]) {
      assert.deepEqual(await fleet(filter, { asOf, first }), expected)
      assert.deepEqual(await fleet(filter, { asOf, first, orderBy: 'ID_DESC' }), expected.toReversed())
    }
  }
})

test('a page says what is before and behind it, and of which moment it is', async () => {
  const [a, b, c] = machines(3, 1_500).map(didOf)
  const filter = { controller: account(0xe3) }
  const first = await page({ filter, first: 2 })
  assert.deepEqual(first, {
    edges: [
      { cursor: encodeCursor([CHAIN, a ?? '']), node: { did: a } },
      { cursor: encodeCursor([CHAIN, b ?? '']), node: { did: b } },
    ],
    nodes: [{ did: a }, { did: b }],
    pageInfo: {
      hasNextPage: true,
      hasPreviousPage: false,
      startCursor: encodeCursor([CHAIN, a ?? '']),
      endCursor: encodeCursor([CHAIN, b ?? '']),
    },
    _meta: { heads: [{ number: String(node.chain.head().number) }] },
  })
  const second = await page({ filter, first: 1, after: first.pageInfo.endCursor })
  assert.deepEqual([second.nodes, second.pageInfo.hasPreviousPage], [[{ did: c }], true])
  assert.deepEqual((await page({ filter, first: 0 })).pageInfo, {
    hasNextPage: true,
    hasPreviousPage: false,
    startCursor: null,
    endCursor: null,
  })
})

test('a fork that undoes a sale answers as a chain that never had it', async () => {
  const [it] = machines(1, 3_000) as [string]
  const owner = account(0xe4)
  const buyer = account(0xe5)
  await said(registry.owner(it, owner))
  const question = () =>
    ask(
      `query ($a: String, $b: String, $did: ID!) {
        a: identities(filter: { controller: $a }) { nodes { did controller } }
        b: identities(filter: { controller: $b }) { nodes { did controller } }
        identity(did: $did) {
          controller events updatedAt { block }
          history { nodes { kind value from { block } to { block } ending } }
        }
      }`,
      { a: owner, b: buyer, did: didOf(it) },
    )
  const never = await question()
  await said(registry.owner(it, buyer))
  assert.notDeepEqual(await question(), never)
  node.chain.fork(1)
  await said()
  await said()
  assert.deepEqual(await question(), never)
})
