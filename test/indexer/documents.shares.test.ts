/** Nobody has more than a share of what a node fetches and keeps, and nobody is held up by the others' shares. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { type Hex, keccak256, pad, toHex } from 'viem'
import { digest } from '../../src/core/digest.ts'
import { type Outcome, type Pending, pending, settle } from '../../src/store/documents.ts'
import type { FetchLimits } from '../../src/store/fetchAccounts.ts'
import { ADMITTED, admit } from '../../src/store/fetchLine.ts'
import type { Store } from '../../src/store/open.ts'
import { run } from '../../src/store/statement.ts'
import { asking } from '../support/asking.ts'
import { startNode } from '../support/node.ts'
import { addressOf, type Emitted, scriptedChain } from '../support/scripted.ts'
import { until } from '../support/until.ts'
import { indexing, temporaryStore } from '../support/world.ts'

const [MALLORY, ALICE, BOB] = [0xbad, 0xa11ce, 0xb0b].map(n => pad(toHex(n), { size: 20 })) as [Hex, Hex, Hex]
/** 12:59:59 of some day. */
const NOW = 1_795_352_399
const HOUR = 3_600

let index = 0n
const announced = (by: Hex, uri: string): Emitted => {
  index += 1n
  const [subject, offerId] = [0, 1].map(n => keccak256(toHex(`${index} ${n}`))) as [Hex, Hex]
  return { by: 'OfferBoard', event: 'OfferAnnounced', args: { index, subject, offerId, seq: 1n, uri, by } }
}

/** A store in which these blocks are indexed, and nothing is fetched yet. */
const announcing = async (t: TestContext, ...blocks: readonly Emitted[][]): Promise<Store> => {
  const chain = scriptedChain()
  const store = temporaryStore()
  for (const events of blocks) chain.mine(events)
  const indexer = indexing(store, chain.source)
  t.after(async () => {
    await indexer.stop()
    await store.close()
  })
  await indexer.reach(chain.head())
  return store
}

/** What is fetched next at a time: URIs in order. */
const line = async (store: Store, now: number, most = 1_000): Promise<string[]> => {
  while ((await store.write(() => admit(now))) === ADMITTED);
  return (await store.write(() => pending(now, most))).map(({ uri }) => uri)
}

const plenty: FetchLimits = { requestsPerHour: 1_000, bytesPerHour: 1_000_000, maxStoredBytes: 1_000_000 }

/** Has the first in line fetched at a time, with this content: the store keeps it or says why not. */
const fetchNext = async (store: Store, now: number, content: string, limits = plenty): Promise<Pending> => {
  const [next] = await store.write(() => pending(now, 1))
  assert.ok(next, 'nothing is in line')
  const bytes = Buffer.from(content)
  const { kind, id, host, announcer, tries } = next
  const outcome: Outcome = {
    ...{ kind, id, tries, verdict: 'ok', reason: null, fetchedAt: now, due: now + 10, rows: [] },
    spent: { host, announcer, bytes: bytes.length, limits },
    content: { sha256: digest(bytes), keccak256: keccak256(bytes), bytes, mediaType: null },
  }
  await store.write(() => settle(outcome))
  return next
}

const uris = (host: string, count: number) => Array.from({ length: count }, (_, i) => `https://${host}/${i}`)

test('thousands of documents of one announcer come after the one of another', async t => {
  const flood = uris('flood.example', 2_000).map(uri => announced(MALLORY, uri))
  const early = 'https://alice.example/early'
  const store = await announcing(t, [announced(MALLORY, early), ...flood], [announced(ALICE, early)])
  const first = await line(store, NOW, 2)
  assert.ok(first.includes(early), `named by both, it is fetched on the account that is served sooner: ${first}`)
})

test('a host that has had its share of an hour is left alone until the next, and its documents say so', async t => {
  const store = await announcing(
    t,
    uris('busy.example', 5).map((uri, i) => announced(pad(toHex(i + 1), { size: 20 }), uri)),
  )
  const limits = { ...plenty, requestsPerHour: 2 }
  await line(store, NOW)
  for (const _ of [1, 2]) await fetchNext(store, NOW, '{}', limits)
  assert.deepEqual(await line(store, NOW), [])

  const reason = 'deferred: the host busy.example has had its share of this hour'
  const LISTINGS =
    'query ($place: String) { listings(filter: { place: $place }) { nodes { document { verdict reason } } } }'
  type Listings = { listings: { nodes: { document: unknown }[] } }
  const { listings } = await asking(store).ask<Listings>(LISTINGS, { place: `eip155:31337:${addressOf('OfferBoard')}` })
  const documents = listings.nodes.map(({ document }) => JSON.stringify(document)).sort()
  const [deferred, ok] = [
    { verdict: 'deferred', reason },
    { verdict: 'ok', reason: null },
  ].map(document => JSON.stringify(document))
  assert.deepEqual(documents, [deferred, deferred, deferred, ok, ok])

  const next = NOW - (NOW % HOUR) + HOUR
  assert.deepEqual(await line(store, next - 1), [])
  assert.equal((await line(store, next)).length, 3)
})

test('so is an announcer, wherever its documents are, but for what it put on chain whole', async t => {
  const data = 'data:application/json,{}'
  const elsewhere = [
    'https://a.example/',
    'https://b.example/',
    'ipfs://QmdfTbBqBPQ7VNxZEYEj14VmRuZBkqFbiwReogJgS1zR1n',
  ]
  const store = await announcing(
    t,
    [...elsewhere, data].map(uri => announced(MALLORY, uri)),
    [announced(ALICE, 'https://b.example/alice')],
  )
  assert.equal((await line(store, NOW)).length, 5)
  const limits = { ...plenty, bytesPerHour: 10 }
  let next: Pending
  do next = await fetchNext(store, NOW, 'ten bytes!', limits)
  while (next.uri.startsWith('data:') || next.uri.includes('alice'))
  const left = (await line(store, NOW)).filter(uri => uri !== data && !uri.includes('alice'))
  assert.deepEqual(left, [])
})

test('a store has room for so many bytes, and one host or announcer an eighth of it', async t => {
  const own = (n: number, uri: string) => announced(pad(toHex(n), { size: 20 }), uri)
  const store = await announcing(t, [
    announced(MALLORY, 'https://a.example/1'),
    announced(MALLORY, 'https://b.example/1'),
    ...Array.from({ length: 9 }, (_, i) => own(i + 1, `https://host-${i}.example/`)),
    own(50, 'data:application/json,{}'),
  ])
  const limits = { ...plenty, maxStoredBytes: 80 }
  await line(store, NOW)
  for (let i = 0; i < 12; i += 1) {
    // Each content is new, and takes ten bytes: a whole share.
    await fetchNext(store, NOW, `content ${i.toString(36)}.`, limits)
  }
  const rows = await store.write(() =>
    run<{ uri: string; verdict: string; reason: string | null }>(
      'select uri, verdict, reason from document order by uri',
    ),
  )
  const count = (verdict: string, reason: RegExp) =>
    rows.filter(row => row.verdict === verdict && reason.test(row.reason ?? '')).length
  assert.equal(count('over-quota', /^the documents of the announcer fill its share of 10 bytes$/), 1)
  assert.equal(count('over-quota', /^the documents of all fill the 80 bytes there are for them$/), 2)
  assert.equal(count('ok', /^$/), 9)
  assert.equal(rows.find(({ uri }) => uri.startsWith('data:'))?.verdict, 'ok')

  // What is there already costs nothing more, whoever serves it; a day later what found no room is tried again.
  const known = await fetchNext(store, NOW + 10, 'content 0.', limits).catch(() => null)
  await line(store, NOW + 86_400)
  const again = await store.write(() => run<{ turn: number }>(`select turn from document where verdict = 'over-quota'`))
  assert.deepEqual([known !== null, again.every(({ turn }) => turn !== null), again.length], [true, true, 3])
})

test('a host that never answers takes its share of the places, and the others are served', async t => {
  const waiting: ServerResponse[] = []
  const server = createServer((request, response) => {
    if (request.headers.host?.startsWith('127.')) waiting.push(response)
    else response.end('{}')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const node = await startNode({ documents: { timeoutMs: 30_000 } })
  t.after(async () => {
    for (const response of waiting) response.end('{}')
    await node.close()
    server.close().closeAllConnections()
  })
  // Each of them is another's, so that only the host tells them apart from the rest.
  node.mine(
    ...Array.from({ length: 40 }, (_, i) =>
      announced(pad(toHex(i + 1), { size: 20 }), `http://127.0.0.1:${port}/${i}`),
    ),
  )
  node.mine(announced(ALICE, `http://localhost:${port}/alice`), announced(BOB, `http://localhost:${port}/bob`))
  const fetched = () =>
    node.store.write(() => run<{ uri: string }>('select uri from document where fetched_at is not null order by uri'))
  await until('both are fetched', async () => (await fetched()).length === 2)
  assert.deepEqual(
    (await fetched()).map(({ uri }) => new URL(uri).pathname),
    ['/alice', '/bob'],
  )
  assert.equal(waiting.length, 4)
})
