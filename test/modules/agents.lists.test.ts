import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { getAddress } from 'viem'
import { encodeCursor } from '../../src/core/page.ts'
import {
  ALICE,
  account,
  approved,
  BOB,
  CAROL,
  IDENTITY,
  minted,
  transferred,
  uriUpdated,
  walletSet,
} from '../support/facts.ts'
import { startNode } from '../support/node.ts'
import { CHAIN } from '../support/scripted.ts'

const node = await startNode()
after(() => node.close())
const { ask, refused } = node

const OWNERS = [ALICE, BOB, ALICE, CAROL, BOB, ALICE, ALICE, BOB, CAROL, ALICE, ALICE, BOB, ALICE]
for (let token = 0; token < OWNERS.length; token += 3) {
  node.mine(...OWNERS.slice(token, token + 3).map((owner, i) => minted(BigInt(token + i), owner)))
}
node.mine(transferred(4n, BOB, CAROL), walletSet(5n, account(5)), approved(6n, BOB), uriUpdated(7n, 'data:,'))
await node.settle()

type Page = {
  edges: { cursor: string; node: { tokenId: string } }[]
  nodes: { tokenId: string }[]
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null }
}
const LIST = `query ($filter: AgentFilter, $orderBy: AgentOrder, $first: Int, $after: String, $asOf: AsOf) {
  agents(filter: $filter, orderBy: $orderBy, first: $first, after: $after, asOf: $asOf) {
    edges { cursor node { tokenId } }
    nodes { tokenId }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`
const list = async (variables: object = {}): Promise<Page> => (await ask<{ agents: Page }>(LIST, variables)).agents
const tokens = ({ nodes }: Page): number[] => nodes.map(({ tokenId }) => Number(tokenId))
const all = OWNERS.map((_, i) => i)

test('a page that is too large or less than nothing, or a cursor of elsewhere, is refused', async () => {
  for (const first of [-1, 101, 1_000_000, 2_147_483_647]) {
    assert.deepEqual(await refused(LIST, { first }), {
      code: 'bad_input',
      message: `first: ${first} is not between 0 and 100`,
      hint: 'ask for more pages with `after`',
    })
  }
  const [ours] = (await list({ first: 1 })).edges
  const cursors = ['', 'x', '!!!', 'null', encodeCursor([]), encodeCursor(['a']), encodeCursor(['a', 'b', 'c', 'd'])]
  const forged = [[1, 2], { length: 3 }, 'abc', [null, null, null], [['a'], 'b', 'c'], [true, 'b', 'c']]
  for (const after of [
    ...cursors,
    ...forged.map(value => Buffer.from(JSON.stringify(value)).toString('base64url')),
    ours?.cursor.slice(0, -8),
    'A'.repeat(50_000),
  ]) {
    assert.deepEqual(await refused(LIST, { after }), {
      code: 'bad_input',
      message: 'after: not a cursor of this list',
      hint: 'pass the endCursor of the page before, with the same orderBy',
    })
  }
})

test('newest first unless asked otherwise; an argument that is null is one that was not given', async () => {
  assert.deepEqual(tokens(await list()), all.toReversed())
  assert.deepEqual(tokens(await list({ orderBy: 'MINTED_ASC' })), all)
  assert.deepEqual(tokens(await list({ orderBy: 'MINTED_DESC' })), all.toReversed())
  const nothing = { filter: null, orderBy: null, first: null, after: null, asOf: null }
  assert.deepEqual(tokens(await list(nothing)), all.toReversed())
})

test('pages of any size are the list, each row once, and say what is before and behind them', async () => {
  for (const orderBy of ['MINTED_ASC', 'MINTED_DESC']) {
    const whole = await list({ orderBy, first: 100 })
    for (const first of [1, 2, 5, 12, 13, 14]) {
      const edges: Page['edges'] = []
      for (let after: string | null = null, hasNext = true; hasNext; ) {
        const page: Page = await list({ orderBy, first, after })
        const { pageInfo } = page
        edges.push(...page.edges)
        assert.deepEqual(pageInfo, {
          hasNextPage: edges.length < all.length,
          hasPreviousPage: after !== null,
          startCursor: page.edges[0]?.cursor,
          endCursor: page.edges.at(-1)?.cursor,
        })
        assert.deepEqual(
          page.nodes,
          page.edges.map(edge => edge.node),
        )
        after = pageInfo.endCursor
        hasNext = pageInfo.hasNextPage
      }
      assert.deepEqual(edges, whole.edges)
    }
  }
})

test('an empty page says whether there is anything at all', async () => {
  const none = { edges: [], nodes: [] }
  const blank = { hasPreviousPage: false, startCursor: null, endCursor: null }
  assert.deepEqual(await list({ first: 0 }), { ...none, pageInfo: { ...blank, hasNextPage: true } })
  assert.deepEqual(await list({ first: 0, filter: { owner: account(1) } }), {
    ...none,
    pageInfo: { ...blank, hasNextPage: false },
  })
})

test('a cursor holds its place while agents come', async () => {
  const { pageInfo } = await list({ first: 5 })
  const [next] = [await list({ first: 3, after: pageInfo.endCursor })]
  node.mine(minted(BigInt(OWNERS.length), account(77)))
  await node.settle()
  assert.deepEqual(await list({ first: 3, after: pageInfo.endCursor }), next)
  assert.deepEqual(tokens(await list({ first: 2 })), [OWNERS.length, OWNERS.length - 1])
})

test('filters by what the chain says: exact, in any spelling of an address, all of them at once', async () => {
  const of = (owner: string) => all.filter(token => (token === 4 ? CAROL : OWNERS[token]) === owner)
  const asked: [filter: object, found: number[]][] = [
    [{ owner: ALICE }, of(ALICE)],
    [{ owner: getAddress(CAROL) }, of(CAROL)],
    [{ owner: BOB.toUpperCase().replace('0X', '0x') }, of(BOB)],
    [{ owner: '' }, []],
    [{ owner: 'nobody' }, []],
    [{ wallet: account(5) }, [5]],
    [{ wallet: ALICE }, of(ALICE).filter(token => token !== 5)],
    [{ wallet: BOB }, of(BOB)],
    [{ wallet: ALICE, owner: BOB }, []],
    [{ owner: account(77) }, [13]],
    [{ registry: getAddress(IDENTITY), chain: CHAIN, owner: CAROL }, of(CAROL)],
    [{ registry: account(9) }, []],
    [{ chain: 'eip155:1' }, []],
    [{ chain: '' }, []],
    [{ owner: null, wallet: account(5), name: null, active: null }, [5]],
  ]
  for (const [filter, found] of asked) {
    assert.deepEqual([filter, tokens(await list({ filter, orderBy: 'MINTED_ASC' }))], [filter, found])
  }
})

test('a filter as of a block is about what held then, page by page', async () => {
  const { number } = node.chain.head()
  const asOf = { block: String(number - 2) }
  assert.deepEqual(tokens(await list({ filter: { owner: BOB }, orderBy: 'MINTED_ASC', asOf })), [1, 4, 7, 11])
  assert.deepEqual(tokens(await list({ filter: { wallet: account(5) }, asOf })), [])
  const first = await list({ filter: { wallet: BOB }, first: 2, asOf })
  const second = await list({ filter: { wallet: BOB }, first: 2, after: first.pageInfo.endCursor, asOf })
  assert.deepEqual([tokens(first), tokens(second), second.pageInfo.hasNextPage], [[11, 7], [4, 1], false])
})
