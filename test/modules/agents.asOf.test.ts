import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { keccak256 } from 'viem'
import { digest } from '../../src/core/digest.ts'
import { readRegistration } from '../../src/modules/identity/document.ts'
import { type Outcome, settle } from '../../src/store/documents.ts'
import { asking } from '../support/asking.ts'
import { ALICE, agentAt, BOB, CAROL, minted, registration, transferred, uriUpdated } from '../support/facts.ts'
import { indexed } from '../support/indexed.ts'
import { iso } from '../support/iso.ts'
import { startNode } from '../support/node.ts'
import { CHAIN, scriptedChain } from '../support/scripted.ts'

const node = await startNode()
after(() => node.close())
const { ask, refused } = node

const born = node.mine(minted(0n, ALICE)).header
node.mine()
const sold = node.mine(transferred(0n, ALICE, BOB), minted(1n, CAROL)).header
const named = node.mine(uriUpdated(0n, 'data:application/json,{}')).header
const head = node.mine(transferred(0n, BOB, CAROL)).header
await node.settle()

const AT = `query ($asOf: AsOf) {
  agents(orderBy: MINTED_ASC, asOf: $asOf) {
    nodes { tokenId owner wallet uri updatedAt { block } }
    _meta { now heads { chain number hash time } }
  }
}`
type Block = { number: number; hash: string; time: number }
const held = (block: Block | null, now: number, ...nodes: unknown[]) => ({
  agents: {
    nodes,
    _meta: {
      now: iso(now),
      heads: block ? [{ chain: CHAIN, number: String(block.number), hash: block.hash, time: iso(block.time) }] : [],
    },
  },
})
const agent = (tokenId: string, owner: string, wallet: string | null, uri: string | null, { number }: Block) => ({
  tokenId,
  owner,
  wallet,
  uri,
  updatedAt: { block: String(number) },
})
const other = agent('1', CAROL, CAROL, null, sold)
const before = [agent('0', ALICE, ALICE, null, born)]
const between = [agent('0', BOB, null, null, sold), other]
const now = [agent('0', CAROL, null, 'data:application/json,{}', head), other]

test('a moment that is said in two ways, or not at all well, is refused', async () => {
  const asked: [asOf: object, message: RegExp][] = [
    [{ block: '1', hash: born.hash }, /^asOf: give one of block, hash, time and heads$/],
    [{ block: '1', time: iso(born.time) }, /^asOf: give one of/],
    [{ hash: born.hash, heads: [] }, /^asOf: give one of/],
    [{ chain: 'eip155:1', block: '1' }, /^asOf: eip155:1 is not indexed here$/],
    [{ heads: [{ chain: 'eip155:1', number: '1' }] }, /^asOf: eip155:1 is not indexed here$/],
    [{ block: 1.5 }, /BigInt: 1.5 is not an integer/],
    [{ block: 'latest' }, /BigInt: "latest" is not an integer/],
    [{ time: '2026-11-22' }, /DateTime: "2026-11-22" is not a time/],
    [{ time: '2026-11-22T09:00:00+00:00' }, /is not a time/],
    [{ time: '2026-13-45T09:00:00Z' }, /is not a time/],
    [{ time: 1_795_300_000 }, /is not a time/],
    [{ height: 1 }, /Field "height" is not defined by type "AsOf"/],
  ]
  for (const [asOf, expected] of asked) {
    const { code, message } = await refused(AT, { asOf })
    assert.equal(code, 'bad_input', JSON.stringify(asOf))
    assert.match(String(message), expected)
  }
})

test('as of a block: what held after it, by number, by hash in any case, as text or as a number', async () => {
  const answers = [held(born, born.time, ...before), held(sold, sold.time, ...between), held(head, head.time, ...now)]
  for (const [i, block] of [born, sold, head].entries()) {
    const ways = [
      { block: String(block.number) },
      { block: block.number },
      { chain: CHAIN, block: String(block.number) },
    ]
    for (const asOf of [...ways, { hash: block.hash }, { hash: block.hash.toUpperCase().replace('0X', '0x') }]) {
      assert.deepEqual(await ask(AT, { asOf }), answers[i])
    }
  }
  assert.deepEqual(
    await ask(AT, { asOf: { block: '0' } }),
    held(node.chain.blocks()[0]?.header ?? null, born.time - 12),
  )
  assert.deepEqual(await ask(AT), answers[2])
})

test('as of a time: the last block at or before it, and the time asked for is now', async () => {
  const at = (time: number) => ask(AT, { asOf: { time: iso(time) } })
  assert.deepEqual(await at(sold.time), held(sold, sold.time, ...between))
  assert.deepEqual(await at(sold.time + 11), held(sold, sold.time + 11, ...between))
  const quiet = node.chain.blocks()[sold.number - 1]?.header ?? null
  assert.deepEqual(await at(sold.time - 1), held(quiet, sold.time - 1, ...before))
  assert.deepEqual(await at(head.time + 1_000_000), held(head, head.time + 1_000_000, ...now))
  assert.deepEqual(await at(0), held(null, 0))
})

test('as of the heads of an earlier answer: the same answer again', async () => {
  for (const { number, hash } of [born, sold, named, head]) {
    const earlier = await ask(AT, { asOf: { block: String(number) } })
    for (const heads of [[{ chain: CHAIN, number: String(number), hash }], [{ chain: CHAIN, number }]]) {
      assert.deepEqual(await ask(AT, { asOf: { heads } }), earlier)
    }
  }
  assert.deepEqual(await ask(AT, { asOf: { heads: [] } }), held(null, 0))
})

test('one question about several moments gets each its own answer', async () => {
  const owners = await ask(
    'query ($id: ID!, $a: AsOf, $b: AsOf) { a: agent(id: $id, asOf: $a) { owner } b: agent(id: $id, asOf: $b) { owner } c: agent(id: $id) { owner } }',
    { id: agentAt(0), a: { block: String(born.number) }, b: { hash: sold.hash } },
  )
  assert.deepEqual(owners, { a: { owner: ALICE }, b: { owner: BOB }, c: { owner: CAROL } })
})

test('a block that is not there yet is unknown; one that left the chain, or never was on it, is reorged', async () => {
  const later = {
    code: 'block_unknown',
    message: `${CHAIN} is indexed up to block ${head.number}`,
    hint: 'ask again later',
  }
  for (const block of [String(head.number + 1), '9'.repeat(70)])
    assert.deepEqual(await refused(AT, { asOf: { block } }), later)
  const gone = (hash: string) => ({
    code: 'reorged',
    message: `block ${hash} is not on ${CHAIN} as we hold it`,
    hint: 'ask again as of a block of the present chain',
  })
  const never = `0x${'1'.repeat(64)}`
  assert.deepEqual(await refused(AT, { asOf: { hash: never } }), gone(never))
  assert.deepEqual(await refused(AT, { asOf: { hash: 'x' } }), gone('x'))

  const earlier = (await ask<{ agents: { _meta: { heads: { number: string; hash: string }[] } } }>(AT)).agents._meta
    .heads
  node.chain.fork(1)
  node.mine()
  node.mine()
  await node.settle()
  assert.deepEqual(await refused(AT, { asOf: { hash: head.hash } }), gone(head.hash))
  const heads = earlier.map(({ number, hash }) => ({ chain: CHAIN, number, hash }))
  assert.deepEqual(await refused(AT, { asOf: { heads } }), gone(head.hash))
  const still = [agent('0', BOB, null, 'data:application/json,{}', named), other]
  const end = node.chain.head()
  assert.deepEqual(await ask(AT), held(end, end.time, ...still))
})

test('a block whose header was not kept names those beside it', async () => {
  const chain = scriptedChain()
  for (let i = 0; i < 40; i += 1) chain.mine(i === 5 ? [minted(0n, ALICE)] : [])
  const said = await indexed(
    chain,
    store =>
      Promise.all(
        ['5', '6', '20', '22', '3', '-1'].map(async block => {
          const { errors } = await asking(store).answered(AT, { asOf: { block } })
          const [error] = errors ?? []
          return error ? [error.extensions.code, error.message, error.extensions.hint] : 'answered'
        }),
      ),
    { start: 2, maxRange: 20 },
  )
  const unknown = (block: string, beside: string) => [
    'block_unknown',
    `the header of block ${block} of ${CHAIN} is not stored`,
    `ask as of a time, or of a stored block: ${beside}`,
  ]
  assert.deepEqual(said, [
    'answered',
    unknown('6', '5 or 21'),
    unknown('20', '5 or 21'),
    unknown('22', '21 or 31'),
    unknown('3', '5'),
    unknown('-1', '5'),
  ])
})

/** The outcome of a fetch at a time: this content, or none. */
const outcome = (uri: string, fetchedAt: number, content: string | null): Outcome => {
  const fetch = { kind: 'registration', id: digest(uri), fetchedAt, spent: null, due: null, tries: 0, reason: null }
  if (content === null) return { ...fetch, verdict: 'unreachable', rows: [], content: null }
  const bytes = Buffer.from(content)
  const sha256 = digest(bytes)
  const { rows } = readRegistration({ uri, bytes, sha256 })
  return { ...fetch, verdict: 'ok', rows, content: { sha256, keccak256: keccak256(bytes), bytes, mediaType: null } }
}

test('as of what was known at a time: the file that had been fetched by then, the last good one', async () => {
  const uri = 'https://a.example/agent.json'
  const chain = scriptedChain()
  chain.mine(registration(1n, uri))
  const KNOWN = `query ($id: ID!, $asOf: AsOf) {
    agent(id: $id, asOf: $asOf) { uri registration { name } document { verdict sha256 } }
  }`
  const contents = ['{"name":"first"}', '{"name":"second"}', null]
  const asked = [null, ...[999, 1_000, 1_999, 2_000, 3_000].map(at => ({ knownAt: iso(at) }))]
  const answers = await indexed(chain, async store => {
    for (const [i, content] of contents.entries())
      await store.write(() => settle(outcome(uri, 1_000 * (i + 1), content)))
    return Promise.all(asked.map(asOf => asking(store).ask(KNOWN, { id: agentAt(1), asOf })))
  })
  const [first, second] = contents.map(content => digest(content ?? ''))
  const known = (name: string | null, verdict: string | null, sha256: string | null = null) => ({
    agent: { uri, registration: name === null ? null : { name }, document: { verdict, sha256 } },
  })
  assert.deepEqual(answers, [
    known('second', 'unreachable', second),
    known(null, null),
    known('first', 'ok', first),
    known('first', 'ok', first),
    known('second', 'ok', second),
    known('second', 'unreachable', second),
  ])
})
