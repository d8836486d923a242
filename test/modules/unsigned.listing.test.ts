/** Prices that nobody signed, as they are listed, and which fetch of them counts. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { digest } from '../../src/core/digest.ts'
import { wantConfigured } from '../../src/store/documents.ts'
import { run } from '../../src/store/statement.ts'
import { asking } from '../support/asking.ts'
import { iso } from '../support/iso.ts'
import { PAY_TO, round, USD } from '../support/offers.ts'
import { CHAIN } from '../support/scripted.ts'
import { asking402, dollars, json } from '../support/shops.ts'
import {
  CEILING,
  job,
  LIST,
  LISTED,
  MAX_AGE,
  MERCHANT,
  type Page,
  RIVAL,
  type Shown,
  SOLANA,
  startUnsigned,
  WEB,
} from '../support/unsigned.ts'

const market = await startUnsigned()
after(() => market.close())
const { node, shops, source, settings, listed, outcome, refetch } = market

test('everything that was stated is listed with its source and how it stands', async () => {
  const { nodes } = await listed()
  const brief = nodes.map(({ source, resource, status, accepts }) => [
    source.kind,
    source.url.replace(shops.origin, ''),
    resource.replace(shops.origin, ''),
    'amount' in accepts ? accepts.amount : null,
    status,
  ])
  assert.deepEqual(brief.sort(), [
    ['BAZAAR', '/bazaar', RIVAL, '300', 'LISTED'],
    ['BAZAAR', '/bazaar', RIVAL, '5', 'UNKNOWN_ASSET'],
    ['ERC8257', '/tool.json', '/tool', '1', 'UNKNOWN_ASSET'],
    ['X402', '/bare', '/bare', '1', 'NO_CATEGORY'],
    ['X402', '/data', '/data', '200', 'LISTED'],
    ['X402', '/data', '/data', '90', 'CEILING_ONLY'],
    ['X402', '/points', '/points', '400', 'LISTED'],
  ])
  const one = nodes.find(({ status, resource }) => status === 'LISTED' && resource === RIVAL)
  assert.ok(one)
  const { id, source, ...rest } = one
  assert.ok(Math.abs(Date.parse(source.fetchedAt) - Date.now()) < 3_600_000)
  assert.deepEqual(rest, {
    status: 'LISTED',
    place: 0,
    resource: RIVAL,
    network: CHAIN,
    asset: USD,
    payTo: PAY_TO.toLowerCase(),
    accepts: dollars('300'),
    categories: ['x:data'],
    offer: { id },
  })
})

test('prices are found by what they are of, and paged', async () => {
  const count = async (filter: object) => (await listed({ filter })).nodes.length
  const counts = {
    category: await count({ category: 'x:data' }),
    nobody: await count({ category: 'x:nobody' }),
    resource: await count({ resource: LISTED }),
    network: await count({ network: SOLANA }),
    asset: await count({ asset: WEB }),
    checksummed: await count({ asset: USD.replace('0xd', '0xD').replace('d1', 'D1') }),
    payTo: await count({ payTo: PAY_TO }),
    merchant: await count({ payTo: MERCHANT, resource: LISTED }),
    other: await count({ payTo: MERCHANT.toLowerCase() }),
  }
  assert.deepEqual(counts, {
    category: 4,
    nobody: 0,
    resource: 2,
    network: 1,
    asset: 1,
    checksummed: 5,
    payTo: 6,
    merchant: 1,
    other: 0,
  })
  const all = (await listed()).nodes
  const paged: Shown[] = []
  for (let after: string | undefined; ; ) {
    const { nodes, pageInfo }: Page = await listed({ first: 2, after })
    paged.push(...nodes)
    if (!pageInfo.hasNextPage) break
    after = pageInfo.endCursor
  }
  assert.deepEqual(paged, all)
})

test('a filter that is none is refused by name', async () => {
  for (const [filter, message] of [
    [{ resource: 'rival' }, 'filter.resource: rival is not a URL'],
    [{ network: 'base' }, 'filter.network: base is not a CAIP-2 id'],
    [{ asset: 'USDC' }, 'filter.asset: USDC is not a CAIP-19 id'],
  ] as const) {
    assert.deepEqual((await node.refused(LIST, { filter })).message, message)
  }
})

test('a source that serves anything but a request for payment states nothing', async () => {
  const rows = await node.store.write(() => run('select id, verdict, reason from document where kind = ?', ['x402']))
  const told = new Map(rows.map(({ id, verdict, reason }) => [id, `${verdict}: ${reason}`]))
  assert.deepEqual(
    ['/free', '/nothing', '/data'].map(path => told.get(digest(shops.url(path)))),
    ['unpriced: The host answered with status 200.', 'no-prices: accepts is not a list', 'ok: null'],
  )
})

const ofData = async (more: object = {}) =>
  (await listed({ filter: { resource: shops.url('/data') }, ...more })).nodes.map(({ status, accepts, source }) => [
    status,
    'amount' in accepts ? accepts.amount : null,
    source.verdict,
  ])
const quoted = async (more: object = {}) =>
  (await outcome({ unsigned: true }, job(), more)).filter(line => line.startsWith('/data'))
const knownAt = () => ({ asOf: { knownAt: iso(Math.floor(Date.now() / 1_000)) } })

/** Unix seconds of the fetch that counts. */
const fetchedAt = async (): Promise<number> => {
  const [price] = (await listed({ filter: { resource: shops.url('/data') } })).nodes
  return Date.parse(price?.source.fetchedAt ?? '') / 1_000
}

test('only the newest fetch counts, and none where it failed; what was known before can be asked for', async () => {
  const past = { asOf: { time: iso((await fetchedAt()) - 1) } }
  const first = knownAt()
  shops.tell('/data', asking402([dollars('210')]))
  await refetch()
  assert.deepEqual([await ofData(), await quoted()], [[['LISTED', '210', 'ok']], ['/data 0.00021']])
  const second = knownAt()

  shops.tell('/data', json({ data: 'now for free' }))
  await refetch()
  const FAILED = 'NOT_IN_FORCE: the last fetch of the source failed: unpriced'
  assert.deepEqual([await ofData(), await quoted()], [[['SOURCE_FAILED', '210', 'unpriced']], [`/data ${FAILED}`]])

  shops.tell('/data', asking402([dollars('210')]))
  await refetch()
  assert.deepEqual(
    [await quoted(), await quoted(first), await quoted(second)],
    [['/data 0.00021'], ['/data 0.0002', `/data ${CEILING}`], ['/data 0.00021']],
  )
  assert.deepEqual((await ofData(first)).map(([status]) => status).sort(), ['CEILING_ONLY', 'LISTED'])
  assert.deepEqual([await quoted(past), await ofData(past)], [[], []])
})

test('what was last fetched too long ago is not quoted; a fetch that changes nothing keeps it fresh', async () => {
  const before = await fetchedAt()
  await refetch()
  const at = await fetchedAt()
  assert.ok(at > before)
  const last = at + MAX_AGE
  node.chain.mine([round(100_000_000n, 2n, last)], last - node.chain.head().time)
  await node.settle()
  assert.deepEqual(await quoted(), ['/data 0.00021'])
  node.chain.mine([], 1)
  await node.settle()
  const STALE = `NOT_IN_FORCE: the source was last fetched ${MAX_AGE + 1} s ago`
  assert.deepEqual([await ofData(), await quoted()], [[['STALE', '210', 'ok']], [`/data ${STALE}`]])
})

const PATHS = ['/bare', '/data', '/free', '/nothing', '/points']

test('a source that failed is tried again when the node starts, one that did not is not', async () => {
  const asked = () => ['/free', '/points'].map(path => shops.asked.filter(url => url === path).length)
  const [free = 0, points = 0] = asked()
  await node.store.write(() => wantConfigured('x402', PATHS.map(shops.url)))
  await node.settle()
  assert.deepEqual(asked(), [free + 1, points])
})

test('a source that is no longer configured is neither shown nor fetched', async () => {
  const { ask } = asking(node.store, { ...settings, imports: [source('bazaar', '/bazaar', { categories: [] })] })
  const { unsignedPrices } = await ask<{ unsignedPrices: Page }>(LIST)
  assert.deepEqual(
    unsignedPrices.nodes.map(({ status, resource }) => [status, resource]),
    [
      ['STALE', RIVAL],
      ['STALE', RIVAL],
    ],
  )
  const due = async () => {
    const rows = await node.store.write(() => run('select uri from document where kind = ? and due >= 0', ['x402']))
    return rows.map(({ uri }) => `${uri}`.replace(shops.origin, '')).sort()
  }
  const all = await due()
  await node.store.write(() => wantConfigured('x402', [shops.url('/bare')]))
  const one = await due()
  await node.store.write(() => wantConfigured('x402', PATHS.slice(0, 2).map(shops.url)))
  assert.deepEqual([all, one, await due(), node.faults], [PATHS, ['/bare'], ['/bare', '/data'], []])
})
