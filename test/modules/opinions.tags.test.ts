/** The values under each tag, asked of a node: exact sums whatever the integers, and tags of strangers. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { ALICE, account, agentAt, BOB, CAROL, feedbackGiven } from '../support/facts.ts'
import { opinionNode, revoked, tagged } from '../support/opinions.ts'

const node = await opinionNode()
after(() => node.close())
const { ask, refused, mine, rows } = node

const BY_TAG = `query ($id: ID!, $first: Int, $after: String, $asOf: AsOf) {
  reputation(id: $id, asOf: $asOf) {
    byTag(first: $first, after: $after) {
      nodes { tag unit facet count sum mean }
      pageInfo { hasNextPage endCursor }
    }
  }
}`
type Summary = {
  tag: string | null
  unit: string | null
  facet: string | null
  count: number
  sum: string
  mean: string
}
type Page = { nodes: Summary[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } }
const page = async (token: number, variables: object = {}): Promise<Page> =>
  (await ask<{ reputation: { byTag: Page } }>(BY_TAG, { id: agentAt(token), ...variables })).reputation.byTag
/** By tag: the order of the list is fixed, and nothing else. */
const byTag = async (token: number, variables: object = {}): Promise<Record<string, unknown>> =>
  Object.fromEntries((await page(token, variables)).nodes.map(({ tag, ...rest }) => [tag, Object.values(rest)]))

test('wrong questions are refused, and without feedback there are no tags', async () => {
  assert.deepEqual(await page(0), { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } })
  assert.equal((await refused(BY_TAG, { id: agentAt(0), first: 101 })).code, 'bad_input')
  assert.equal((await refused(BY_TAG, { id: agentAt(0), after: 'x' })).code, 'bad_input')
})

test('values are added up under their tag alone, whoever said them, however they are written', async () => {
  await mine(
    tagged(1, BOB, 1, 9_977, 'uptime', 2),
    tagged(1, BOB, 2, 100, 'uptime'),
    tagged(1, CAROL, 1, 5, 'starred'),
    tagged(1, CAROL, 2, -12, 'revenues', 1),
    tagged(1, CAROL, 3, 560, 'response-time'),
    tagged(1, CAROL, 4, 560, ' response-time'),
    tagged(1, CAROL, 5, 1, 'miner-vouch'),
    tagged(1, CAROL, 6, 1, 'x402-payment-amount'),
    tagged(1, CAROL, 7, 50, ''),
  )
  const { number } = await mine(tagged(1, ALICE, 1, 4, 'starred'), tagged(1, ALICE, 2, 5, 'starred'))
  const expected = {
    uptime: ['%', 'AVAILABILITY', 2, '199.77', '99.885'],
    // 14 / 3
    starred: [null, 'QUALITY', 3, '14', '4.666666666666666666'],
    revenues: ['USD', 'ECONOMICS', 1, '-1.2', '-1.2'],
    'response-time': ['ms', 'PERFORMANCE', 1, '560', '560'],
    ' response-time': ['ms', 'PERFORMANCE', 1, '560', '560'],
    'miner-vouch': [null, null, 1, '1', '1'],
    'x402-payment-amount': [null, null, 1, '1', '1'],
    '': [null, 'QUALITY', 1, '50', '50'],
  }
  assert.deepEqual(await byTag(1), expected)
  // What was revoked does not stand; who asks for the past sees it stand.
  await mine(revoked(1, ALICE, 1), revoked(1, CAROL, 5), revoked(1, BOB, 1))
  const { 'miner-vouch': _, ...others } = expected
  assert.deepEqual(await byTag(1), {
    ...others,
    starred: [null, 'QUALITY', 2, '10', '5'],
    uptime: ['%', 'AVAILABILITY', 1, '100', '100'],
  })
  assert.deepEqual(await byTag(1, { asOf: { block: String(number) } }), expected)
})

test('sums are exact to the ends of int128; means that never end are cut toward zero on both sides', async () => {
  const [highest, lowest] = [(1n << 127n) - 1n, -(1n << 127n)]
  const values: readonly (readonly [string, bigint, number])[] = [
    ['wide', highest, 0],
    ['wide', highest, 0],
    ['wide', 1n, 18],
    ['none', highest, 0],
    ['none', lowest, 0],
    ['none', 1n, 0],
    ['below', -1n, 0],
    ['below', -1n, 0],
    ['below', 0n, 0],
    ['dust', 1n, 18],
    ['dust', 0n, 18],
    ['dust', 0n, 18],
    // No registry admits it.
    ['dust', 7n, 19],
    ['void', 7n, 255],
  ]
  await mine(
    ...values.map(([tag1, value, valueDecimals], i) =>
      feedbackGiven(2n, BOB, BigInt(i + 1), { value, valueDecimals, tag1 }),
    ),
  )
  // The thirds of `wide` make a whole: two of them and a third of the last place.
  const row = (count: number, sum: string, mean: string) => [null, null, count, sum, mean]
  assert.deepEqual(await byTag(2), {
    wide: row(3, `${2n * highest}.000000000000000001`, `${(2n * highest) / 3n}.666666666666666667`),
    none: row(3, '0', '0'),
    below: row(3, '-2', '-0.666666666666666666'),
    dust: row(3, '0.000000000000000001', '0'),
  })
})

test('tags of strangers: a megabyte, other scripts, NUL, what looks like hex: each is kept and counted by itself', async () => {
  const tags = [
    'a'.repeat(1 << 20),
    `${'a'.repeat(1 << 20)}b`,
    'أداء',
    '性能',
    '👍🏽',
    'a\0b',
    '\\x61',
    "'; drop table agent; --",
    'e\u0301',
    '\u00e9',
  ]
  await mine(...tags.map((tag1, i) => feedbackGiven(3n, BOB, BigInt(i + 1), { value: BigInt(i), tag1 })))
  const kept = tags.map(tag =>
    tag.includes('\0') || tag.startsWith('\\x') ? `\\x${Buffer.from(tag).toString('hex')}` : tag,
  )
  assert.deepEqual(await byTag(3), Object.fromEntries(kept.map((tag, i) => [tag, [null, null, 1, `${i}`, `${i}`]])))
  const [longest] = await rows('select max(length(id)) as id, max(length(example)) as example from tag_summary')
  assert.ok(Number(longest?.id) < 200 && Number(longest?.example) < 200)
})

test('pages of any size are the list', async () => {
  const whole = await page(3, { first: 100 })
  for (const first of [1, 3, 10]) {
    const nodes: Summary[] = []
    for (let after: string | null = null, more = true; more; ) {
      const next = await page(3, { first, after })
      nodes.push(...next.nodes)
      after = next.pageInfo.endCursor
      more = next.pageInfo.hasNextPage
    }
    assert.deepEqual(nodes, whole.nodes)
  }
})

test('a tag keeps its name where a registry that was emptied has put other words in the place of its example', async () => {
  const other = account(0x0e5e7)
  await mine(tagged(4, other, 1, 1, 'first'), tagged(4, other, 2, 2, 'first'))
  await mine(tagged(4, other, 1, 7, 'second'))
  assert.deepEqual(await byTag(4), { first: [null, null, 1, '2', '2'], second: [null, null, 1, '7', '7'] })
  // In one block the first words were never there to be read.
  await mine(tagged(5, other, 1, 1, 'first'), tagged(5, other, 2, 2, 'first'), tagged(5, other, 1, 7, 'second'))
  assert.deepEqual(await byTag(5), { null: [null, null, 1, '2', '2'], second: [null, null, 1, '7', '7'] })
})
