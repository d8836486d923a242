import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Hex, keccak256, toHex, zeroHash } from 'viem'
import { run } from '../../src/store/statement.ts'
import {
  ALICE,
  agentAt,
  BOB,
  CAROL,
  feedbackGiven,
  feedbackRevoked,
  minted,
  responseAppended,
} from '../support/facts.ts'
import { startNode } from '../support/node.ts'
import { addressOf, CHAIN, type Emitted } from '../support/scripted.ts'

const node = await startNode()
after(() => node.close())
const { ask, refused } = node
const REPUTATION = addressOf('TestReputationRegistry')

const mine = async (...events: Emitted[]) => {
  const { header } = node.mine(...events)
  await node.settle()
  return header
}
await mine(...Array.from({ length: 8 }, (_, i) => minted(BigInt(i))))

const COUNTS = `query ($id: ID!, $asOf: AsOf) {
  reputation(id: $id, asOf: $asOf) { agent score feedbackCount revokedCount reviewerCount }
}`
const counts = async (token: number, asOf: object | null = null) => {
  const { reputation } = await ask<{ reputation: Record<string, unknown> }>(COUNTS, { id: agentAt(token), asOf })
  const { feedbackCount, revokedCount, reviewerCount } = reputation
  return [feedbackCount, revokedCount, reviewerCount]
}
const FEEDBACK = `query ($id: ID!, $first: Int, $after: String, $asOf: AsOf) {
  reputation(id: $id, asOf: $asOf) {
    feedback(first: $first, after: $after) {
      edges { cursor }
      nodes {
        id registry clientAddress index value rawValue decimals tag1 tag2 endpoint uri hash revoked
        givenAt { block logIndex } revokedAt { block logIndex }
        responses { responder uri hash givenAt { block logIndex } }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
}`
type Page = {
  edges: { cursor: string }[]
  nodes: (Record<string, unknown> & { responses: unknown[] })[]
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
}
const feedback = async (token: number, variables: object = {}): Promise<Page> =>
  (await ask<{ reputation: { feedback: Page } }>(FEEDBACK, { id: agentAt(token), first: 20, ...variables })).reputation
    .feedback
const at = ({ number }: { number: number }, logIndex: number) => ({ block: String(number), logIndex: String(logIndex) })

test('the reputation of nobody is null, of a newcomer unknown, of what is no agent refused', async () => {
  assert.deepEqual(await ask(COUNTS, { id: agentAt(99) }), { reputation: null })
  assert.deepEqual(await ask(COUNTS, { id: agentAt(0) }), {
    reputation: { agent: agentAt(0), score: null, feedbackCount: 0, revokedCount: 0, reviewerCount: 0 },
  })
  assert.equal((await refused(COUNTS, { id: 'nobody' })).code, 'bad_input')
  assert.equal((await refused(FEEDBACK, { id: agentAt(0), first: 101 })).code, 'bad_input')
  assert.equal((await refused(FEEDBACK, { id: agentAt(0), first: 1, after: 'x' })).code, 'bad_input')
})

test('feedback, whole: exact values, the author, and every response, also to what was revoked', async () => {
  const hash = keccak256(toHex('file'))
  const more = {
    tag1: 'starred',
    tag2: 'a\0b',
    endpoint: 'https://a.example',
    feedbackURI: 'ipfs://f',
    feedbackHash: hash,
  }
  const given = await mine(
    feedbackGiven(1n, BOB, 1n, { value: -12_345n, valueDecimals: 3, ...more }),
    feedbackGiven(1n, CAROL, 1n),
  )
  const answered = await mine(
    responseAppended(1n, BOB, 1n, ALICE, 'ipfs://r1'),
    feedbackRevoked(1n, BOB, 1n),
    responseAppended(1n, BOB, 1n, ALICE, 'ipfs://r1'),
    responseAppended(1n, BOB, 1n, CAROL, 'ipfs://r2'),
  )
  const id = (client: Hex) => `${CHAIN}:${REPUTATION}/1/${client}/1`
  const response = (responder: Hex, uri: string, logIndex: number) => ({
    responder,
    uri,
    hash: zeroHash,
    givenAt: at(answered, logIndex),
  })
  const { nodes } = await feedback(1)
  assert.deepEqual(nodes, [
    {
      id: id(CAROL),
      registry: REPUTATION,
      clientAddress: CAROL,
      index: '1',
      value: '1',
      rawValue: '1',
      decimals: 0,
      tag1: '',
      tag2: '',
      endpoint: '',
      uri: '',
      hash: zeroHash,
      revoked: false,
      givenAt: at(given, 1),
      revokedAt: null,
      responses: [],
    },
    {
      id: id(BOB),
      registry: REPUTATION,
      clientAddress: BOB,
      index: '1',
      value: '-12.345',
      rawValue: '-12345',
      decimals: 3,
      tag1: 'starred',
      tag2: `\\x${Buffer.from('a\0b').toString('hex')}`,
      endpoint: 'https://a.example',
      uri: 'ipfs://f',
      hash,
      revoked: true,
      givenAt: at(given, 0),
      revokedAt: at(answered, 1),
      responses: [response(ALICE, 'ipfs://r1', 0), response(ALICE, 'ipfs://r1', 2), response(CAROL, 'ipfs://r2', 3)],
    },
  ])
  assert.deepEqual(await counts(1), [2, 1, 1])
  const asOf = { block: String(given.number) }
  assert.deepEqual(await counts(1, asOf), [2, 0, 2])
  assert.deepEqual(
    (await feedback(1, { asOf })).nodes.map(({ revoked, responses }) => [revoked, responses]),
    [
      [false, []],
      [false, []],
    ],
  )
})

const [HIGHEST, LOWEST] = [(1n << 127n) - 1n, -(1n << 127n)]
const values: readonly (readonly [value: bigint, decimals: number, shown: string])[] = [
  [0n, 0, '0'],
  [0n, 18, '0'],
  [1n, 18, '0.000000000000000001'],
  [-1n, 18, '-0.000000000000000001'],
  [-5n, 1, '-0.5'],
  [150n, 2, '1.5'],
  [10n ** 38n, 0, `1${'0'.repeat(38)}`],
  [-(10n ** 38n), 18, `-1${'0'.repeat(20)}`],
  [HIGHEST, 0, '170141183460469231731687303715884105727'],
  [HIGHEST, 18, '170141183460469231731.687303715884105727'],
  [LOWEST, 0, '-170141183460469231731687303715884105728'],
  [LOWEST, 18, '-170141183460469231731.687303715884105728'],
  [7n, 255, `0.${'0'.repeat(254)}7`],
]

test('a value survives whole, whatever its size, sign and decimals', async () => {
  await mine(
    ...values.map(([value, valueDecimals], i) => feedbackGiven(2n, BOB, BigInt(i + 1), { value, valueDecimals })),
  )
  const { nodes } = await feedback(2)
  assert.deepEqual(
    nodes.toReversed().map(({ rawValue, decimals, value }) => [rawValue, decimals, value]),
    values.map(([value, decimals, shown]) => [String(value), decimals, shown]),
  )
})

test('pages of any size are the list, newest first, and a cursor holds its place while feedback comes', async () => {
  const whole = await feedback(2, { first: 100 })
  for (const first of [1, 4, 13]) {
    const nodes: Page['nodes'] = []
    for (let after: string | null = null, more = true; more; ) {
      const page: Page = await feedback(2, { first, after })
      nodes.push(...page.nodes)
      after = page.pageInfo.endCursor
      more = page.pageInfo.hasNextPage
    }
    assert.deepEqual(nodes, whole.nodes)
  }
  const { pageInfo } = await feedback(2, { first: 3 })
  const second = await feedback(2, { first: 3, after: pageInfo.endCursor })
  await mine(feedbackGiven(2n, BOB, BigInt(values.length + 1)))
  assert.deepEqual(await feedback(2, { first: 3, after: pageInfo.endCursor }), second)
})

test('a first that is null is one that was not given', async () => {
  assert.equal((await feedback(2, { first: null })).nodes.length, values.length + 1)
})

test('a reviewer counts while anything of theirs stands', async () => {
  await mine(feedbackGiven(3n, BOB, 1n), feedbackGiven(3n, BOB, 2n), feedbackGiven(3n, CAROL, 1n))
  const steps: [Emitted, unknown[]][] = [
    [feedbackRevoked(3n, BOB, 1n), [3, 1, 2]],
    [feedbackRevoked(3n, BOB, 2n), [3, 2, 1]],
    [feedbackRevoked(3n, CAROL, 1n), [3, 3, 0]],
    [feedbackGiven(3n, BOB, 3n), [4, 3, 1]],
  ]
  for (const [event, expected] of steps) {
    await mine(event)
    assert.deepEqual(await counts(3), expected)
  }
})

test('an index that does not follow the one before is a gap; so is the revocation of what was not seen', async () => {
  await mine(
    feedbackGiven(4n, BOB, 2n),
    feedbackGiven(4n, BOB, 3n),
    feedbackGiven(4n, CAROL, 1n),
    feedbackRevoked(4n, CAROL, 9n),
  )
  const rows = await node.store.write(() => run('select kind, subject, detail, li from gap order by bf, li'))
  const [bob, carol] = [`${CHAIN}:${REPUTATION}/4/${BOB}/2`, `${CHAIN}:${REPUTATION}/4/${CAROL}/9`]
  assert.deepEqual(rows, [
    { kind: 'feedback_index', subject: bob, detail: 'the feedback of the index before was not seen', li: 0 },
    { kind: 'absent', subject: `feedback ${carol}`, detail: 'a change of revoked to a row that is not here', li: 3 },
  ])
  assert.deepEqual(await counts(4), [3, 0, 2])
})
