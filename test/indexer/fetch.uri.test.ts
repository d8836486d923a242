import assert from 'node:assert/strict'
import type { LookupAddress } from 'node:dns'
import { test } from 'node:test'
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import fc from 'fast-check'
import { decodeDataUri } from '../../indexer/fetch/dataUri.ts'
import { fetchDocument } from '../../indexer/fetch/fetch.ts'
import { AddressRefused, guardedLookup, isPublicAddress } from '../../indexer/fetch/guard.ts'
import { parseUri } from '../../indexer/fetch/uri.ts'

const v0 = 'QmRkM7e5AeKBe6BvKgTw2ktmMxH9p8X7k8dPSFwvyaKptG'
const v1 = 'bafkreidky4zbb4jya5cysj5iljpjjqa3xehrz3otwz3i2itqe4bw5rx3ji'

/** A parsed URI as one line. */
const line = (text: string): string => {
  const uri = parseUri(text)
  const file = (ipfs: { cid: unknown; path: readonly string[] }) => `${ipfs.cid} ${JSON.stringify(ipfs.path)}`
  if (uri.form === 'unsupported') return `${uri.verdict}: ${uri.reason}`
  if (uri.form === 'ipfs') return `ipfs ${file(uri)}`
  if (uri.form === 'https' || uri.form === 'http') return `${uri.form} ${uri.ipfs === null ? uri.url : file(uri.ipfs)}`
  return 'text' in uri ? `${uri.form} ${uri.text}` : uri.form
}

const forms: [text: string, line: string][] = [
  // wrong ones first
  ['cd', 'unsupported: The text is not a URI.'],
  ['/ipfs/x', 'unsupported: The text is not a URI.'],
  ['ar://x', 'unsupported: The scheme ar is not supported.'],
  ['ipns://example.org', 'unsupported: The scheme ipns is not supported.'],
  ['javascript:alert(1)', 'unsupported: The scheme javascript is not supported.'],
  ['file:///etc/passwd', 'unsupported: The scheme file is not supported.'],
  ['https://', 'unsupported: The URL cannot be parsed.'],
  ['https://[::1', 'unsupported: The URL cannot be parsed.'],
  ['https://user@host.example/', 'refused: The URL carries a user name or password.'],
  ['https://:secret@host.example/', 'refused: The URL carries a user name or password.'],
  [`https://h.example/${'x'.repeat(8000)}`, 'unsupported: The URI is longer than 8000 characters.'],
  ['ipfs://', 'unsupported: The ipfs URI names no file by a valid CID.'],
  ['ipfs://name.example/x', 'unsupported: The ipfs URI names no file by a valid CID.'],
  [`ipfs://${v0.slice(1)}`, 'unsupported: The ipfs URI names no file by a valid CID.'],
  [`ipfs://${v1}/../x`, 'unsupported: The ipfs URI names no file by a valid CID.'],
  [`ipfs://${v1}/%2e%2e/x`, 'unsupported: The ipfs URI names no file by a valid CID.'],
  ['', 'empty'],
  [' \t\r\n\f', 'empty'],
  ['\u00a0', 'unsupported: The text is not a URI.'],
  // then what works
  [' {"a":1}\n', 'json {"a":1}'],
  ['[]', 'json []'],
  ['DATA:,x', 'data DATA:,x'],
  [v0, `ipfs ${v0} []`],
  [` ${v1}\n`, `ipfs ${v1} []`],
  [`ipfs://${v0}`, `ipfs ${v0} []`],
  [`IPFS://ipfs/${v1}`, `ipfs ${v1} []`],
  [`ipfs://${v1}/a%20b//c/?x=1#y`, `ipfs ${v1} ["a b","c"]`],
  [`ipfs://${v1}/100%.json`, `ipfs ${v1} ["100%.json"]`],
  ['https://agent.example/card.json#0xabc', 'https https://agent.example/card.json#0xabc'],
  ['HTTP://Agent.example', 'http http://agent.example/'],
  [`https://ipfs.io/ipfs/${v0}`, `https ${v0} []`],
  [`http://gateway.example:8080/ipfs/${v1}/a.json?x`, `http ${v1} ["a.json"]`],
  [`https://${v1}.ipfs.dweb.link/a.json`, `https ${v1} ["a.json"]`],
  ['https://name.ipfs.example/a', 'https https://name.ipfs.example/a'],
  [`https://${v1}.ipfs/a`, `https https://${v1}.ipfs/a`],
  ['https://ipfs.io/ipfs/nothing', 'https https://ipfs.io/ipfs/nothing'],
]

test('each form of URI is told apart', () => {
  assert.deepEqual(
    forms.map(([text]) => [text, line(text)]),
    forms,
  )
})

test('a megabyte of anything is parsed at once', () => {
  for (const unit of ['Q', 'b', ' ', '/', '%', '{', 'a:', '\ud800']) {
    for (const lead of ['', 'x', 'https://h/', 'ipfs://', `ipfs://${v1}/`, 'data:', 'data:;base64,']) {
      const text = `${lead}${unit.repeat(1_000_000 / unit.length)}!`
      const started = performance.now()
      parseUri(text)
      decodeDataUri(text, { maxBytes: 1_000 })
      assert.ok(performance.now() - started < 5_000, `${lead}${unit}...`)
    }
  }
})

test('long text in the place of a CID costs nothing', () => {
  const started = performance.now()
  for (let round = 0; round < 100; round++) parseUri('k'.padEnd(7_990, 'z'))
  assert.ok(performance.now() - started < 2_000)
})

test('no text makes the parsers throw', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.webUrl({ withFragments: true, withQueryParameters: true }),
    fc.tuple(
      fc.constantFrom('data:', 'data:;base64,', 'data:;enc=gzip;base64,', 'data:;enc=br,', 'ipfs://', 'https://', v1),
      fc.oneof(fc.string({ unit: 'binary' }), fc.base64String()),
    ),
  )
  fc.assert(
    fc.property(texts, parts => {
      const text = [parts].flat().join('')
      const uri = parseUri(text)
      if (uri.form === 'unsupported') assert.ok(uri.reason.length <= 200)
      const outcome = decodeDataUri(text, { maxBytes: 10 })
      if (outcome.verdict === 'ok') assert.ok(outcome.bytes.length <= 10)
    }),
    { numRuns: 2_000 },
  )
})

const json = '{"name":"Zoë ~~~???"}'
const base64 = Buffer.from(json).toString('base64')
assert.match(base64, /[+/].*=$/)
const compressed = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
const tooLarge = 'too-large: The content is larger than 100 bytes.'

const dataUris: [uri: string, line: string][] = [
  ['data:application/json', 'malformed: The data URI has no comma.'],
  [`data:${';'.repeat(2_000)},`, 'malformed: The data URI describes itself in over 1024 characters.'],
  ['data:;base64,!!!!', 'malformed: The data URI says base64 and is not.'],
  ['data:;base64,AAAAA', 'malformed: The data URI says base64 and is not.'],
  ['data:;base64,AA=A', 'malformed: The data URI says base64 and is not.'],
  ['data:;enc=lzma;base64,AAAA', 'unsupported: The data URI is compressed in a way that is not supported.'],
  ['data:;enc=gzip;base64,AAAA', 'malformed: The data URI says gzip and is not.'],
  [`data:;enc=gzip;base64,${compressed(gzipSync(json)).slice(0, 20)}`, 'malformed: The data URI says gzip and is not.'],
  [`data:,${'x'.repeat(101)}`, tooLarge],
  [`data:;enc=gzip;base64,${compressed(gzipSync(Buffer.alloc(101)))}`, tooLarge],
  [`data:,${'%41'.repeat(100)}`, `text/plain ${'A'.repeat(100)}`],
  ['data:,', 'text/plain '],
  ['data:nonsense,x', 'text/plain x'],
  [`data:application/json;base64,${base64}`, `application/json ${json}`],
  [`data:application/json;charset=utf-8;base64,${base64}`, `application/json ${json}`],
  [`data:application/json;base64;charset=utf-8,${base64}`, `application/json ${json}`],
  [`Data:Application/JSON; BASE64,${base64}`, `application/json ${json}`],
  [`data:application/json;base64,${base64.replaceAll('=', '')}`, `application/json ${json}`],
  [`data:application/json;base64,${base64.replaceAll('=', '%3D')}`, `application/json ${json}`],
  [`data:application/json;base64,${Buffer.from(json).toString('base64url')}`, `application/json ${json}`],
  [`data:application/json;base64,${base64.replace(/(.{8})/g, '$1\n')}`, `application/json ${json}`],
  [`data:application/json;base64,${json}`, `application/json ${json}`],
  [`data:application/json,${encodeURIComponent(json)}`, `application/json ${json}`],
  [`data:application/json,${json}`, `application/json ${json}`],
  ['data:application/json,{"at":"100%","is":"#1"}', 'application/json {"at":"100%","is":"#1"}'],
  [`data:application/json;enc=gzip;level=6;base64,${compressed(gzipSync(json))}`, `application/json ${json}`],
  [`data:application/json;enc=br;base64,${compressed(brotliCompressSync(json))}`, `application/json ${json}`],
  [`data:application/json;enc=zlib;base64,${compressed(deflateSync(json))}`, `application/json ${json}`],
  [`data:application/json;enc=zstd;base64,${compressed(zstdCompressSync(json))}`, `application/json ${json}`],
]

test('data URIs are read as they occur on mainnet', () => {
  const read = (uri: string): string => {
    const outcome = decodeDataUri(uri, { maxBytes: 100 })
    return outcome.verdict === 'ok'
      ? `${outcome.mediaType} ${Buffer.from(outcome.bytes)}`
      : `${outcome.verdict}: ${outcome.reason}`
  }
  assert.deepEqual(
    dataUris.map(([uri]) => [uri, read(uri)]),
    dataUris,
  )
})

test('a bomb is not inflated, whatever it is made of', () => {
  const zeros = Buffer.alloc(1 << 28)
  const bombs = { gzip: gzipSync(zeros), zstd: zstdCompressSync(zeros) }
  for (const [encoding, bomb] of Object.entries(bombs)) {
    const before = process.memoryUsage().arrayBuffers
    const outcome = decodeDataUri(`data:;enc=${encoding};base64,${compressed(bomb)}`, { maxBytes: 262_144 })
    assert.equal(outcome.verdict, 'too-large')
    assert.ok(process.memoryUsage().arrayBuffers - before < 50_000_000)
  }
})

test('what needs no network is judged without one', async () => {
  const judged = async (uri: string): Promise<string> => {
    const fetched = await fetchDocument(uri, { maxBytes: 10 })
    return `${fetched.verdict} ${fetched.immutable} ${fetched.verdict === 'ok' ? fetched.mediaType : fetched.reason}`
  }
  const uris = ['', ' [1] ', `{"${'é'.repeat(5)}`, 'ar://x', 'https://u@h/', 'data:x', 'data:,x']
  assert.deepEqual(await Promise.all(uris.map(judged)), [
    'empty true The URI is empty.',
    'ok true application/json',
    'too-large true The content is larger than 10 bytes.',
    'unsupported false The scheme ar is not supported.',
    'refused false The URL carries a user name or password.',
    'malformed true The data URI has no comma.',
    'ok true text/plain',
  ])
})

test('only global unicast addresses are public', () => {
  const refused = `0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1 172.31.255.255
    192.0.0.1 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 240.0.0.1 255.255.255.255
    :: ::1 ::8.8.8.8 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:a00:1 ::ffff:0:8.8.8.8 64:ff9b::127.0.0.1 64:ff9b::a00:1
    64:ff9b:1::8.8.8.8 100::1 2001::1 2001:db8::1 2002:7f00:1:: 2002:808:808:: 3fff::1 5f00::1 fc00::1 fd12::1 fe80::1
    fe80::1%lo fec0::1 ff02::1 2606:4700::1111%eth0 4000::1
    localhost 127.1 0177.0.0.1 0x7f.1 2130706433 1 8.8.8 [2606:4700::1111] 8.8.8.8/8`
  const open = '1.1.1.1 8.8.8.8 172.32.0.1 2606:4700::1111 2a00:1450::1 ::ffff:8.8.8.8 ::ffff:808:808 64:ff9b::808:808'
  assert.deepEqual(refused.split(/\s+/).filter(isPublicAddress), [])
  assert.equal(open.split(' ').filter(isPublicAddress).join(' '), open)
})

test('a name is resolved once per connection, and every address of it must be public', async () => {
  const answers = [['8.8.8.8'], ['127.0.0.1'], ['8.8.8.8', '10.0.0.1'], ['8.8.8.8', '::ffff:10.0.0.1'], []]
  let asked = 0
  const lookup = guardedLookup(false, (_host, _options, callback) => {
    const addresses = answers[asked++] ?? []
    callback(
      null,
      addresses.map(address => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  })
  const resolved = (all: boolean) =>
    new Promise<string | LookupAddress[]>((resolve, reject) =>
      lookup('rebinding.example', { all }, (error, address) => (error === null ? resolve(address) : reject(error))),
    )
  assert.equal(await resolved(false), '8.8.8.8')
  assert.equal(asked, 1)
  for (const all of [true, false, true]) await assert.rejects(resolved(all), AddressRefused)
  await assert.rejects(resolved(true), /the name has no address/)
})
