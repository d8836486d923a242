/** Short texts that strangers write: units, numbers, names, URIs, cursors. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { decodeDataUri } from '../../indexer/fetch/dataUri.ts'
import { requestForPayment } from '../../indexer/fetch/unpaid.ts'
import { parseUri } from '../../indexer/fetch/uri.ts'
import { scalars } from '../../src/api/scalars.ts'
import { canonicalOf, isCanonical } from '../../src/core/canonical.ts'
import { isMalformedDid, normalDid, parseDid, parseDidUrl } from '../../src/core/did.ts'
import { evmChainNumber, isChain, normalAsset, parseAgentId, parseAsset } from '../../src/core/ids.ts'
import { parseJson } from '../../src/core/json.ts'
import { namedAgent } from '../../src/core/namedAgent.ts'
import { namedDid, webDid } from '../../src/core/namedDid.ts'
import { encodeCursor, pageRequest } from '../../src/core/page.ts'
import { compare, parseDecimal, toDecimal, ZERO } from '../../src/core/rational.ts'
import { bytesFromText, compareText, printable, textFromBytes } from '../../src/core/text.ts'
import { commensurable, convert, parseUnit } from '../../src/core/unit.ts'
import { decodeFeedCursor, encodeFeedCursor } from '../../src/store/feedCursor.ts'
import { hostOf } from '../../src/store/fetchLine.ts'
import { bytesLike, fuzz, jsonLike, outcome, seeds, textLike } from '../support/fuzz.ts'

const ADDRESS = '0xf3beac30c498d9e26865f34fcaa57dbb935b0d74'
const CID = 'QmdfTbBqBPQ7VNxZEYEj14VmRuZBkqFbiwReogJgS1zR1n'

/** The parsers by name, as the seeds call them: none throws but an error of ours. */
const parsers: Record<string, (text: string) => unknown> = {
  unit: text => {
    const unit = parseUnit(text)
    return unit && [toDecimal(unit.factor), Object.fromEntries(unit.dimensions)]
  },
  decimal: text => {
    const value = parseDecimal(text)
    return value && toDecimal(value)
  },
  did: text => (parseDid(text) ? normalDid(text) : isMalformedDid(text) ? 'malformed' : 'other'),
  namedDid,
  webDid: text => webDid(text)?.url ?? null,
  didUrl: parseDidUrl,
  agentId: text => outcome(() => parseAgentId(text)),
  namedAgent,
  asset: parseAsset,
  uri: text => {
    const { form, ...rest } = parseUri(text)
    return 'url' in rest ? `${form} ${rest.url.href}` : 'reason' in rest ? rest.verdict : form
  },
  host: hostOf,
  dataUri: text => {
    const read = decodeDataUri(text, { maxBytes: 100 })
    return read.verdict === 'ok' ? Buffer.from(read.bytes).toString('latin1') : read.verdict
  },
  payment: text => {
    const read = requestForPayment(text, 100)
    return read.verdict === 'ok' ? Buffer.from(read.bytes).toString('latin1') : read.verdict
  },
  cursor: text => outcome(() => pageRequest(1, text, 2).after),
  feedCursor: decodeFeedCursor,
  json: text => {
    const read = parseJson(Buffer.from(text), 4)
    return read.verdict === 'ok' ? JSON.stringify(read.value) : read.verdict
  },
  dateTime: text => outcome(() => scalars.DateTime.parseValue(text)),
  bigInt: text => outcome(() => String(scalars.BigInt.parseValue(text))),
}

test('the kept texts come out as they did', () => {
  const kept = seeds('texts').map(({ in: given, out }) => [given, out])
  const found = kept.map(([given]) => {
    const [parser, text] = given as [string, string]
    return [given, JSON.parse(JSON.stringify(parsers[parser]?.(text) ?? null))]
  })
  assert.deepEqual(found, kept)
})

const SAMPLES = [
  ...['kW.h', 'g/W.h', '1000.{token}', '/s', '[mi_i]', 'm-2', '{call}', '1', '12.5', '-0.1', '9'.repeat(78), '1.0000'],
  ...['did:ethr:0x1:', 'did:pkh:eip155:1:', 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK'],
  ...['did:web:a.example%3A443:b', `did:ethr:base:${ADDRESS}#controller`, `eip155:1:${ADDRESS}/7`, ADDRESS],
  ...[`eip155:1/erc721:${ADDRESS}/7`, `eip155:8453/erc20:${ADDRESS}`, 'solana:mainnet/token:abc', 'eip155:1/slip44:60'],
  ...[
    'https://a.example/b?c#d',
    'http://0x7f.1/',
    `ipfs://${CID}/a%20b`,
    CID,
    `https://x.example/ipfs/${CID}`,
    '{"a":1}',
  ],
  ...[
    'data:application/json,{}',
    'data:;base64,e30=',
    'data:application/json;enc=gzip;base64,H4sIAAAAAAAAA6uuBQBDv6ajAgAAAA==',
  ],
  ...[encodeCursor(['a', 'b']), encodeFeedCursor({ facts: 'f', tables: ['agent'], places: [] })],
  ...[
    '2026-11-22T09:00:00Z',
    '2026-02-30T00:00:00Z',
    '-12',
    'eyJ4NDAyVmVyc2lvbiI6Mn0=',
    '[[[[[1]]]]]',
    '{"a":1,"a":2}',
  ],
]

test('no text makes a parser throw', () =>
  fuzz(textLike(...SAMPLES), text => {
    for (const parse of Object.values(parsers)) parse(text)
    assert.ok(/^[ -~]*$/.test(printable(text)))
    isChain(text)
    evmChainNumber(text)
  }))

test('what was read and is printed reads the same', () =>
  fuzz(textLike(...SAMPLES), text => {
    const value = parseDecimal(text)
    if (value) assert.deepEqual(parseDecimal(toDecimal(value)), value)
    assert.equal(normalDid(normalDid(text)), normalDid(text))
    const [did, agent] = [namedDid(text), namedAgent(text)]
    if (did !== null) assert.equal(namedDid(did), did)
    if (agent !== null) assert.deepEqual([namedAgent(agent), parseAgentId(agent)], [agent, agent])
    if (parseAsset(text)) assert.ok(parseAsset(normalAsset(text)))
    const unit = parseUnit(text)
    if (unit) {
      assert.ok(compare(unit.factor, ZERO) > 0 && commensurable(unit, unit))
      assert.deepEqual(convert(unit.factor, unit, unit), unit.factor)
    }
    const time = outcome(() => scalars.DateTime.parseValue(text))
    if (typeof time === 'number' && !text.includes('T24'))
      assert.equal(scalars.DateTime.serialize(time), text.replace(/\.\d+/, ''))
  }))

test('a document is never longer than is allowed, whatever its URI holds', () =>
  fuzz(fc.tuple(textLike(...SAMPLES.filter(text => text.startsWith('data:'))), fc.nat(50)), ([text, more]) => {
    const read = decodeDataUri(text, { maxBytes: 1 + more })
    assert.ok(read.verdict !== 'ok' || read.bytes.length <= 1 + more)
  }))

test('cursors come back as they were given, and no other text becomes one that a database refuses', () =>
  fuzz(
    fc.tuple(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 3 }), jsonLike(['a', 'b'], ['\0'])),
    ([values, json]) => {
      const clean = values.map(value => value.replaceAll('\0', ''))
      assert.deepEqual(pageRequest(1, encodeCursor(clean), clean.length).after, clean)
      const text = Buffer.from(JSON.stringify(json) ?? '').toString('base64url')
      const read = outcome(() => pageRequest(1, text, 2).after)
      if (Array.isArray(read)) assert.ok(read.every(value => value.isWellFormed() && !value.includes('\0')))
      const places = [{ chain: 'c', points: [[1, 'h'] as const], part: null, told: 2, undoing: true }]
      const cursor = { facts: clean[0] ?? '', tables: clean, places }
      assert.deepEqual(decodeFeedCursor(encodeFeedCursor(cursor)), cursor)
      const feed = decodeFeedCursor(text)
      if (feed) assert.deepEqual(decodeFeedCursor(encodeFeedCursor(feed)), feed)
    },
  ))

test('bytes are kept as text without loss, and in their order', () =>
  fuzz(fc.tuple(bytesLike(Buffer.from('\\x00'), Buffer.from('é😀\ufeff')), fc.uint8Array()), ([a, b]) => {
    const [x, y] = [textFromBytes(a), textFromBytes(b)]
    assert.deepEqual([...bytesFromText(x)], [...a])
    assert.ok(!x.includes('\0') && x.isWellFormed())
    assert.equal(x === y, Buffer.compare(a, b) === 0)
    assert.equal(Math.sign(compareText(x, y)), Buffer.compare(Buffer.from(x), Buffer.from(y)))
  }))

test('JSON is bounded, and what is canonical is so once', () =>
  fuzz(jsonLike({ a: [1, { b: null }] }, [1e21, -0, '\u2028']), value => {
    const text = canonicalOf(value)
    if (text !== null) {
      assert.ok(isCanonical(text, JSON.parse(text)))
      assert.equal(canonicalOf(JSON.parse(text)), text)
    }
    const read = parseJson(Buffer.from(JSON.stringify(value) ?? ''), 6)
    if (read.verdict === 'ok') assert.deepEqual(JSON.stringify(read.value), JSON.stringify(value))
    assert.equal(({} as { a?: unknown }).a, undefined)
  }))

test('numbers of GraphQL stay exact or are refused', () =>
  fuzz(fc.oneof(fc.bigInt(), fc.double(), fc.string(), jsonLike('1', 1)), value => {
    const given = typeof value === 'bigint' ? String(value) : value
    const integer = outcome(() => scalars.BigInt.parseValue(given))
    if (typeof integer === 'bigint') assert.equal(integer, BigInt(given as string))
    const decimal = outcome(() => scalars.Decimal.parseValue(given))
    if (typeof decimal === 'object' && decimal !== null && 'numerator' in decimal)
      assert.equal(compare(decimal, parseDecimal(String(given)) ?? ZERO), 0)
  }))
