/** What is made of documents that state prices which nobody signed: the wrong ones first. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keccak256, stringToBytes } from 'viem'
import { digest } from '../../src/core/digest.ts'
import type { Document, Reading } from '../../src/core/module.ts'
import { imports } from '../../src/modules/imports/index.ts'
import type { UnsignedPriceRow } from '../../src/modules/imports/tables.ts'
import { PAY_TO } from '../support/offers.ts'
import { CHAIN } from '../support/scripted.ts'
import { noSettings } from '../support/settings.ts'
import { DOLLAR, dollars, fetched, item, ofVersion1 } from '../support/shops.ts'

const FETCHED = 1_795_300_777
const context = { reader: { all: async () => [] }, settings: noSettings, now: FETCHED + 1, fetchedAt: FETCHED }

const read = async (kind: string, document: Document): Promise<Reading> => {
  const reader = imports.documents[kind]
  assert.ok(reader)
  return reader.read(document, context)
}
const prices = ({ rows }: Reading) =>
  rows.filter(({ table }) => table === 'unsigned_price').map(({ row }) => row as UnsignedPriceRow)

/** The verdict on a document, its reason, and how many prices were read. */
const told = async (kind: string, content: unknown, uri?: string): Promise<string> => {
  const reading = await read(kind, fetched(content, uri))
  assert.equal(reading.rows.length > 0, reading.verdict === 'ok')
  return `${reading.verdict}: ${reading.reason ?? ''} (${prices(reading).length})`
}

const request = (accepts: unknown, more: object = {}) => ({ x402Version: 2, accepts, ...more })
const many = <T>(count: number, of: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => of(i))
const deep = '['.repeat(30) + ']'.repeat(30)

test('a request for payment that is none is not read', async () => {
  const said: [content: unknown, expected: string][] = [
    ['<!doctype html>', 'not-json: the text is not JSON (0)'],
    [`{"x402Version":2,"accepts":${deep}}`, 'too-deep: nested deeper than 24 (0)'],
    [[request([dollars('1')])], 'not-an-object: the document is JSON but not an object (0)'],
    [{}, 'unknown_version: x402Version is neither 1 nor 2 (0)'],
    [request([dollars('1')], { x402Version: 3 }), 'unknown_version: x402Version is neither 1 nor 2 (0)'],
    [request([dollars('1')], { x402Version: '2' }), 'unknown_version: x402Version is neither 1 nor 2 (0)'],
    [request([]), 'no-prices: accepts is not a list (0)'],
    [request({ 0: dollars('1') }), 'no-prices: accepts is not a list (0)'],
    [request(many(65, i => dollars(`${i + 1}`))), 'too-many: accepts has more than 64 entries (0)'],
    [request(many(10_000, () => ({}))), 'too-many: accepts has more than 64 entries (0)'],
  ]
  for (const [content, expected] of said) assert.equal(await told('x402', content), expected)
})

const AMOUNT = 'amount is not a whole number of atomic units, as text'
const NOT_PAYEE = 'payTo is not an account'
const NOT_SECONDS = 'maxTimeoutSeconds is not a number of seconds'
const ENTRIES: readonly (readonly [entry: unknown, why: string])[] = [
  [null, 'it is not an object'],
  [[], 'it is not an object'],
  [{}, 'scheme is not the name of one'],
  [dollars('1', { scheme: 'Exact' }), 'scheme is not the name of one'],
  ...['base', '8453', 'eip155', 'EIP155:1', `eip155:${'1'.repeat(33)}`, ''].map(
    network => [dollars('1', { network }), 'network is not a CAIP-2 id'] as const,
  ),
  ...[100, 1e30, -1, null, ['100'], {}].map(amount => [{ ...dollars('1'), amount }, AMOUNT] as const),
  ...['-1', '1e30', '0x64', '1.5', '01', ' 1', '', '1'.repeat(79), `${2n ** 256n}`].map(
    amount => [dollars(amount), AMOUNT] as const,
  ),
  [dollars('0'), 'amount is 0, which asks for no payment'],
  [{ ...dollars('1'), maxAmountRequired: '2' }, 'amount and maxAmountRequired are not the same'],
  [dollars('1', { asset: 'a/b' }), 'asset is not the name of one'],
  [dollars('1', { payTo: `0x${'1'.repeat(10_240)}` }), 'it is longer than 8192 bytes'],
  [dollars('1', { payTo: `0x${'1'.repeat(600)}` }), NOT_PAYEE],
  [dollars('1', { payTo: `0x${'0'.repeat(40)}` }), NOT_PAYEE],
  [dollars('1', { payTo: 'merchant' }), NOT_PAYEE],
  [dollars('1', { network: 'solana:x', payTo: 'a b' }), NOT_PAYEE],
  [dollars('1', { network: 'solana:x', payTo: 'x'.repeat(513) }), NOT_PAYEE],
  ...[0, -1, 1.5, 31_536_001].map(maxTimeoutSeconds => [dollars('1', { maxTimeoutSeconds }), NOT_SECONDS] as const),
  [{ ...dollars('1'), maxTimeoutSeconds: '60' }, NOT_SECONDS],
  [{ ...dollars('1'), extra: [] }, 'extra is not an object'],
  [{ ...dollars('1'), extra: { note: '\ud800' } }, 'it has no canonical form'],
]

test('an entry that is none is left out, with its reason, and hides no other', async () => {
  for (const [entry, why] of ENTRIES) {
    assert.equal(await told('x402', request([entry])), `no-prices: 1 of 1 entries are left out; entry 0: ${why} (0)`)
    const among = request([dollars('5'), entry])
    assert.equal(await told('x402', among), `ok: 1 of 2 entries are left out; entry 1: ${why} (1)`)
  }
})

test('version 1 counts where its network and amount are unambiguous', async () => {
  const version1 = (entry: object) => request([entry], { x402Version: 1, error: 'X-PAYMENT header is required' })
  const networks = async (entry: object) => prices(await read('x402', fetched(version1(entry)))).map(p => p.network)
  assert.deepEqual(
    [
      await networks(ofVersion1('base')),
      await networks(ofVersion1(CHAIN)),
      await networks(ofVersion1('base-mainnet')),
      // The amount of version 2 says nothing in version 1, nor the other way round.
      await networks(dollars('100')),
      prices(await read('x402', fetched(request([ofVersion1(CHAIN)])))).length,
      await networks({ ...ofVersion1('base'), maxAmountRequired: 100 }),
      await networks({ ...ofVersion1('base'), amount: '99' }),
    ],
    [['eip155:8453'], [CHAIN], [], [], 0, [], []],
  )
})

test('a price is kept with its source, the entry as it stands, and its projection', async () => {
  const uri = 'https://shop.example/data?day=1'
  const stranger = { url: 'https://rival.example/', description: 'another' }
  const entry = { ...dollars('100'), unknown: 1 }
  const document = fetched(request([entry, entry], { resource: stranger }), uri)
  const canonical = `{"entry":{"amount":"100","asset":"${DOLLAR}","extra":{"name":"Test Dollar","version":"2"},"maxTimeoutSeconds":60,"network":"${CHAIN}","payTo":"${PAY_TO}","scheme":"exact","unknown":1},"resource":"${uri}","source":{"kind":"x402","url":"${uri}"}}`
  const id = keccak256(stringToBytes(canonical))
  const asset = `${CHAIN}/erc20:${DOLLAR}`
  const pay = { asset, dec: 0, cur: asset, to: PAY_TO, ttl: 60, extra: entry.extra }
  const line = { meter: 'call', unit: '{call}', lo: '1', hi: '1', rates: [{ price: { [asset]: '100' } }] }
  const terms = {
    name: 'shop.example',
    at: { by: 'http', url: uri },
    tariff: [line],
    pay: [{ via: 'x402/exact', ...pay }],
  }
  const place = { kind: 'x402', uri_id: digest(uri), content: document.sha256 }
  const row = {
    ...place,
    place: 0,
    id,
    sub: `${uri}#${id}`,
    resource: uri,
    network: CHAIN,
    asset,
    payee: PAY_TO.toLowerCase(),
    ceiling: 0,
    accepts: JSON.stringify(entry),
    terms: JSON.stringify(terms),
  }
  assert.deepEqual(await read('x402', document), {
    verdict: 'ok',
    rows: [
      { table: 'unsigned_price', row },
      {
        table: 'price_fetch',
        row: { kind: 'x402', uri_id: digest(uri), fetched_at: FETCHED, content: document.sha256 },
      },
    ],
  })
})

test('only exact names a price; an asset without a name is kept as it stands', async () => {
  const accepts = [
    ...['exact', 'upto', 'batch-settlement', 'auth-capture', 'later'].map(scheme => dollars('7', { scheme })),
    dollars('7', { network: 'sepa:eu', asset: 'EUR', payTo: 'merchant' }),
    dollars('7', { network: 'aptos:1', asset: 'native', payTo: '0xabc' }),
    dollars('7', { asset: 'USDC' }),
    dollars('7', { asset: 'native' }),
  ]
  const found = prices(await read('x402', fetched(request(accepts))))
  assert.deepEqual(
    found.map(({ ceiling, asset, terms }) => [ceiling, asset, terms !== null]),
    [
      [0, `${CHAIN}/erc20:${DOLLAR}`, true],
      ...many(4, () => [1, `${CHAIN}/erc20:${DOLLAR}`, true]),
      [0, null, false],
      [0, null, false],
      [0, null, false],
      [0, `${CHAIN}/slip44:60`, true],
    ],
  )
})

const page = (items: unknown, more: object = {}) => ({ x402Version: 2, items, ...more })

test('a listing: a bad item hides no other, and is never taken for another', async () => {
  const good = item('https://a.example/x', [dollars('1')])
  const left = (why: string) => `ok: 1 of 2 entries are left out; entry 0: ${why} (1)`
  const URL = 'the resource is not a web address'
  const said: [content: unknown, expected: string][] = [
    [{}, 'no-prices: items is not a list (0)'],
    [page([]), 'ok:  (0)'],
    [page(['x', good]), left('the item is not an object')],
    [
      page([item('https://a.example/x', [dollars('1')], { x402Version: undefined }), good]),
      left('x402Version is neither 1 nor 2'),
    ],
    [page([item('https://a.example/x', [dollars('1')], { type: 'ftp' }), good]), left('type is neither http nor mcp')],
    [page([item('https://a.example/x', null), good]), left('accepts is not a list')],
    [
      page([
        item(
          'https://a.example/x',
          many(65, i => dollars(`${i + 1}`)),
        ),
        good,
      ]),
      left('accepts has more than 64 entries'),
    ],
    ...[
      '',
      'a.example',
      'javascript:alert(1)',
      'ipfs://x',
      'https://a:b@a.example/',
      `https://a.example/${'x'.repeat(2_048)}`,
      7,
    ].map((resource): [unknown, string] => [page([item(resource, [dollars('1')]), good]), left(URL)]),
    [
      page(many(1_001, i => item(`https://a.example/${i}`, [dollars('1')]))),
      'too-many: the document states more than 1000 prices (0)',
    ],
    [page(many(1_000, i => item(`https://a.example/${i}`, [dollars('1')]))), 'ok:  (1000)'],
    [page([good], { pagination: { limit: 1, offset: 0, total: 1 } }), 'ok:  (1)'],
    [
      page([good], { pagination: { limit: 1, offset: 41, total: 5_000 } }),
      'ok: the listing goes on: this page ends at item 42 of 5000 (1)',
    ],
    [page([good], { pagination: { limit: 1, offset: 41, total: 42 } }), 'ok:  (1)'],
    [page([good], { pagination: { limit: 1, offset: 1e300, total: '5000' } }), 'ok:  (1)'],
    [page([good], { pagination: null }), 'ok:  (1)'],
  ]
  for (const [content, expected] of said) assert.equal(await told('bazaar', content), expected)
})

test('one item may be priced in several ways; the same said twice is one price', async () => {
  const accepts = [dollars('1'), dollars('2'), dollars('1')]
  const found = prices(
    await read('bazaar', fetched(page([item('https://A.example/x#frag', accepts, { type: 'mcp' })]))),
  )
  assert.deepEqual(
    found.map(({ place, resource, terms }) => [place, resource, JSON.parse(terms ?? '').at]),
    [0, 1].map(place => [place, 'https://a.example/x', { by: 'mcp', url: 'https://a.example/x' }]),
  )
  assert.equal(new Set(found.map(({ sub }) => sub)).size, 2)
})

const USDC = `${CHAIN}/erc20:${DOLLAR}`
const pricing = (more: object = {}) => ({
  amount: '20000',
  asset: USDC,
  recipient: `${CHAIN}:${PAY_TO.toLowerCase()}`,
  protocol: 'x402',
  ...more,
})
const manifest = (pricing: unknown, endpoint: unknown = 'https://tools.example/oracle') => ({ endpoint, pricing })

test('the pricing of a manifest is read by the rules of ERC-8257, and for tools of its own origin alone', async () => {
  const uri = 'https://tools.example/.well-known/ai-tool/oracle.json'
  const left = (why: string) => `no-prices: 1 of 1 entries are left out; entry 0: ${why} (0)`
  const ORIGIN = 'wrong-origin: the endpoint is not of the origin that serves the manifest (0)'
  const said: [content: unknown, expected: string][] = [
    [manifest([pricing()], 'https://rival.example/oracle'), ORIGIN],
    [manifest([pricing()], 'http://tools.example/oracle'), ORIGIN],
    [manifest([pricing()], 7), ORIGIN],
    [manifest(null), 'no-prices: pricing is not a list (0)'],
    [manifest([]), 'no-prices: pricing is not a list (0)'],
    [manifest(many(65, () => pricing())), 'too-many: pricing has more than 64 entries (0)'],
    ...[20000, '1.5', '-1', '0x1', `${2n ** 256n}`].map((amount): [unknown, string] => [
      manifest([pricing({ amount })]),
      left('amount is not a uint256 as text'),
    ]),
    ...['USDC', 'eip155:1', 7].map((asset): [unknown, string] => [
      manifest([pricing({ asset })]),
      left('asset is not a CAIP-19 id'),
    ]),
    ...['', 'X402', 'a b', 7].map((protocol): [unknown, string] => [
      manifest([pricing({ protocol })]),
      left('protocol is not the name of one'),
    ]),
    ...[PAY_TO, `${CHAIN}:0x${'0'.repeat(40)}`, `${CHAIN}:`, 7].map((recipient): [unknown, string] => [
      manifest([pricing({ recipient })]),
      left('recipient is not a CAIP-10 account'),
    ]),
    [manifest([pricing({ recipient: `eip155:1:${PAY_TO}` })]), left('recipient and asset are not of one chain')],
    // The one price of nothing that its standard gives a meaning.
    [manifest([pricing({ amount: '0' }), pricing()]), 'ok:  (2)'],
  ]
  for (const [content, expected] of said) assert.equal(await told('erc8257', content, uri), expected)
  const [price] = prices(await read('erc8257', fetched(manifest([pricing()]), uri)))
  assert.deepEqual(JSON.parse(price?.terms ?? ''), {
    name: 'tools.example',
    at: { by: 'http', url: 'https://tools.example/oracle' },
    tariff: [{ meter: 'call', unit: '{call}', lo: '1', hi: '1', rates: [{ price: { [USDC]: '20000' } }] }],
    pay: [{ via: 'erc8257/x402', asset: USDC, dec: 0, cur: USDC, to: PAY_TO.toLowerCase() }],
  })
})
