import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import canonicalize from 'canonicalize'
import type { Signer } from 'did-jwt'
import type { Settings } from '../../src/core/settings.ts'
import { readOffer } from '../../src/modules/offers/document.ts'
import { verifyToken } from '../../src/modules/offers/verify.ts'
import { run } from '../../src/store/statement.ts'
import { startNode } from '../support/node.ts'
import { offerOf, onBoard, person, signed, termsOf } from '../support/offers.ts'
import { CHAIN } from '../support/scripted.ts'
import { noSettings } from '../support/settings.ts'
import { base64url, carrying, highTwin, jws, type Part } from '../support/tokens.ts'

const [alice, bob] = [person('alice'), person('bob')]
const claims = offerOf(alice, termsOf('Bay 4'))
const good = { typ: 'offer+jwt', alg: 'ES256K', kid: `${alice.did}#controller` }
const text = canonicalize(claims) ?? ''

/** A token of these parts that Alice, or somebody, has signed. */
const token = (payload: Part, header: Part = good, sign: Signer = alice.signer.signer) => jws(header, payload, sign)
const nested = (depth: number): string => '[['.repeat(depth / 2) + ']]'.repeat(depth / 2)
const signatureOf = async (jwt: Promise<string>) => (await jwt).split('.')[2] ?? ''
const lastChanged = (text: string): string => text.slice(0, -3) + (text.at(-3) === 'A' ? 'B' : 'A') + text.slice(-2)
/** A signature of so many bytes, all alike. */
const constant =
  (byte: number, length = 64): Signer =>
  async () =>
    base64url(Buffer.alloc(length, byte))

/** What a node without any keys but the implicit ones makes of these bytes. */
const read = async (bytes: string | Uint8Array, settings: Settings = noSettings) => {
  const context = { reader: { all: async () => [] }, settings, now: 0, fetchedAt: 0 }
  const { verdict, rows } = await readOffer({ uri: '', bytes: Buffer.from(bytes), sha256: '' }, context)
  return { verdict, rows: rows.map(({ table }) => table) }
}

type Row = readonly [why: string, make: () => string | Uint8Array | Promise<string>, verdict: string]

const envelope: readonly Row[] = [
  ['nothing', () => '', 'malformed'],
  ['dots alone', () => '..', 'malformed'],
  ['an unsigned pair', async () => (await token(claims)).split('.').slice(0, 2).join('.'), 'malformed'],
  ['an empty signature', () => token(claims, good, async () => ''), 'malformed'],
  ['four parts', async () => `${await token(claims)}.AAAA`, 'malformed'],
  ['an encrypted token of five parts', async () => `${await token(claims)}.AAAA.AAAA`, 'malformed'],
  ['the offer itself, unsigned', () => text, 'malformed'],
  ['a JSON serialisation', () => JSON.stringify({ payload: base64url(text), signatures: [] }), 'malformed'],
  ['binary', () => Uint8Array.from({ length: 600 }, (_, i) => i % 256), 'malformed'],
  ['base64 that is not base64url', async () => (await token(claims)).replace('.', '=.'), 'malformed'],
  ['a space inside', async () => (await token(claims)).replace('.', ' .'), 'malformed'],
  ['a payload that is not JSON', () => token('{"iss":'), 'malformed'],
  ['a payload that is not UTF-8', () => token(Buffer.from([0x7b, 0xff, 0x7d])), 'malformed'],
  ['an array', () => token('[]'), 'malformed'],
  ['null', () => token('null'), 'malformed'],
  ['a number', () => token('1'), 'malformed'],
  ['a header that is an array', () => token(claims, '["ES256K"]'), 'malformed'],
  ['a header that is not JSON', () => token(claims, 'ES256K'), 'malformed'],
  ['a payload nested 10,000 deep', () => token(nested(5_000)), 'malformed'],
  ['a header nested 10,000 deep', () => token(claims, nested(5_000)), 'malformed'],
  ['an extension nested too deep', () => token(`{"x":${nested(12)}}`), 'malformed'],
  ['20 kB', () => token({ ...claims, name: 'x'.repeat(15_000) }), 'too-large'],
  ['20 kB of anything', () => Buffer.alloc(20_480, 0x61), 'too-large'],
  ['spaces up to 20 kB', async () => (await token(claims)).padEnd(20_480), 'too-large'],
]

const header = (more: object): Part => ({ ...good, ...more })

const headers: readonly Row[] = [
  ['no type', () => token(claims, { alg: good.alg, kid: good.kid }), 'bad_typ'],
  ['the type of any JWT', () => token(claims, header({ typ: 'JWT' })), 'bad_typ'],
  ['a link token', () => token(claims, header({ typ: 'link+jwt' })), 'bad_typ'],
  ['a type that is no text', () => token(claims, header({ typ: ['offer+jwt'] })), 'bad_typ'],
  ['alg none', () => token(claims, header({ alg: 'none' })), 'bad_alg'],
  ['alg HS256', () => token(claims, header({ alg: 'HS256' })), 'bad_alg'],
  ['alg ES256K-R', () => token(claims, header({ alg: 'ES256K-R' })), 'bad_alg'],
  ['alg Ed25519', () => token(claims, header({ alg: 'Ed25519' })), 'bad_alg'],
  ['alg in lower case', () => token(claims, header({ alg: 'es256k' })), 'bad_alg'],
  ['alg constructor', () => token(claims, header({ alg: 'constructor' })), 'bad_alg'],
  ['alg __proto__', () => token(claims, header({ alg: '__proto__' })), 'bad_alg'],
  ['alg toString', () => token(claims, header({ alg: 'toString' })), 'bad_alg'],
  ['alg a list', () => token(claims, header({ alg: ['ES256K'] })), 'bad_alg'],
  ['no alg', () => token(claims, { typ: good.typ, kid: good.kid }), 'bad_alg'],
  ['no kid', () => token(claims, { typ: good.typ, alg: good.alg }), 'bad_kid'],
  ['a kid that is no text', () => token(claims, header({ kid: 1 })), 'bad_kid'],
  ['a kid without a fragment', () => token(claims, header({ kid: alice.did })), 'bad_kid'],
  ['a kid that is a fragment only', () => token(claims, header({ kid: '#controller' })), 'bad_kid'],
  ['a kid at a version', () => token(claims, header({ kid: `${alice.did}?versionId=1#controller` })), 'bad_kid'],
  ['a kid of another DID', () => token(claims, header({ kid: bob.signer.kid }), bob.signer.signer), 'bad_kid'],
  ['a kid that never was', () => token(claims, header({ kid: `${alice.did}#delegate-1` })), 'key_unknown'],
  ['controllerKey of an address', () => token(claims, header({ kid: `${alice.did}#controllerKey` })), 'key_unknown'],
  ['crit', () => token(claims, header({ crit: ['exp'], exp: 1 })), 'bad_header'],
  ['b64', () => token(claims, header({ b64: false })), 'bad_header'],
  ['jwk', () => token(claims, header({ jwk: { kty: 'oct', k: 'AA' } })), 'bad_header'],
  ['jku', () => token(claims, header({ jku: 'https://keys.example' })), 'bad_header'],
  ['x5c', () => token(claims, header({ x5c: [] })), 'bad_header'],
]

const rewritten = (from: string, to: string): string => {
  assert.ok(text.includes(from))
  return text.replace(from, to)
}

const twoKids = `{"alg":"ES256K","kid":"${bob.signer.kid}","kid":"${good.kid}","typ":"offer+jwt"}`

const contents: readonly Row[] = [
  ['a claim given twice', () => token(rewritten('"seq":1', '"seq":2,"seq":1')), 'not_canonical'],
  ['a price given twice', () => token(rewritten('{"EUR":"0.50"', '{"EUR":"0.10","EUR":"0.50"')), 'not_canonical'],
  ['spaces', () => token(JSON.stringify(JSON.parse(text), null, 1)), 'not_canonical'],
  ['a line break at the end', () => token(`${text}\n`), 'not_canonical'],
  ['a byte order mark', () => token(`\ufeff${text}`), 'not_canonical'],
  ['claims in another order', () => token(JSON.stringify(claims)), 'not_canonical'],
  ['an escape that need not be', () => token(rewritten('CCS2', '\\u0043CS2')), 'not_canonical'],
  ['a number in another form', () => token(rewritten('"ver":1', '"ver":1.0')), 'not_canonical'],
  ['half a character', () => token(rewritten('CCS2', '\\ud800')), 'not_canonical'],
  ['a kid given twice', () => token(claims, twoKids), 'not_canonical'],
  ['a header in another order', () => token(claims, JSON.stringify(good)), 'not_canonical'],
  ['no version', () => token({ ...claims, ver: undefined }), 'unknown_version'],
  ['a version to come', () => token({ ...claims, ver: 2 }), 'unknown_version'],
  ['a version in words', () => token({ ...claims, ver: '1' }), 'unknown_version'],
]

const signatures: readonly Row[] = [
  ['another key', () => token(claims, good, bob.signer.signer), 'bad_signature'],
  ['a digit changed', async () => lastChanged(await token(claims)), 'bad_signature'],
  [
    'the signature of another offer',
    () => token(claims, good, () => signatureOf(token({ ...claims, seq: 2 }))),
    'bad_signature',
  ],
  [
    'a price changed after it was signed',
    async () => (await token(claims)).replace(base64url(text), base64url(rewritten('0.39', '0.09'))),
    'bad_signature',
  ],
  ['zeros', () => token(claims, good, constant(0)), 'bad_signature'],
  ['the greatest numbers', () => token(claims, good, constant(255)), 'bad_signature'],
  ['one byte', () => token(claims, good, constant(1, 1)), 'bad_signature'],
  ['a recovery byte behind it', async () => `${await token(claims)}AA`, 'bad_signature'],
  ['another algorithm than the key has', () => token(claims, header({ alg: 'EdDSA' })), 'bad_signature'],
  ['a curve that the key is not on', () => token(claims, header({ alg: 'ES256' })), 'bad_signature'],
]

for (const [kind, rows] of Object.entries({ envelope, headers, contents, signatures })) {
  for (const [why, make, verdict] of rows) {
    test(`${kind}: ${why} is ${verdict}`, async () => {
      assert.deepEqual(await read(await make()), { verdict, rows: [] })
    })
  }
}

test('a token that breaks no rule is read, with space around it or without', async () => {
  const tables = ['token', 'token_category', 'token_category', 'token_document']
  const jwt = await token(claims)
  for (const written of [jwt, `${jwt}\n`, `  ${jwt} `]) {
    assert.deepEqual(await read(written), { verdict: 'ok', rows: tables })
  }
})

test('16 kB are read, and not a byte more', async () => {
  const sized = async (room: number) => {
    const padded = (pad: number) => ({
      ...claims,
      pay: claims.pay.map(entry => ({ ...entry, extra: { pad: 'x'.repeat(pad) } })),
    })
    const spare = Math.floor((room * 3) / 4) - (canonicalize(padded(0)) ?? '').length
    // Two ways to pay share the room.
    return token(padded(Math.floor(spare / 2)))
  }
  const around = (await token(claims)).split('.').reduce((sum, part, i) => sum + (i === 1 ? 0 : part.length), 2)
  const [fits, exceeds] = [await sized(16_384 - around), await sized(16_388 - around)]
  assert.deepEqual([fits.length <= 16_384, fits.length > 16_380, exceeds.length > 16_384], [true, true, true])
  const verdicts = [fits, fits.padEnd(16_384), fits.padEnd(16_385), exceeds].map(
    async text => (await read(text)).verdict,
  )
  assert.deepEqual(await Promise.all(verdicts), ['ok', 'ok', 'too-large', 'too-large'])
  assert.deepEqual(await verifyToken(exceeds, async () => [], []), {
    verdict: 'too-large',
    reason: 'longer than 16384 bytes',
  })
})

test('a DID of a chain whose registry is not read here is not judged', async () => {
  const unread = { ...noSettings, unreadDidChains: [CHAIN] }
  assert.deepEqual(await read(await token(claims), unread), { verdict: 'key_unknown', rows: [] })
})

const node = await startNode()
after(() => node.close())

test('the verdict on a token arrives in the store, and nothing of it in an answer', async () => {
  const offer = await signed(alice, claims)
  const bad = {
    bad_alg: await token(claims, header({ alg: 'none' })),
    bad_signature: await token(claims, good, bob.signer.signer),
    malformed: await token(`{"x":${nested(5_000)}}`),
    not_canonical: await token(JSON.stringify(claims)),
    'too-large': 'x'.repeat(20_480),
  }
  const announced = Object.values(bad).map(jwt => carrying(offer, jwt))
  node.mine(...announced.map((offer, i) => onBoard(offer, i)))
  await node.settle()
  const verdicts = await node.store.write(() => run('select uri, verdict from document order by verdict'))
  assert.deepEqual(
    verdicts,
    Object.keys(bad).map((verdict, i) => ({ uri: announced[i]?.uri, verdict })),
  )
  assert.deepEqual(await node.ask('query ($id: ID!) { offer(id: $id) { id } }', { id: claims.sub }), { offer: null })
})

test('the other signature that a key could have given makes no other offer', async () => {
  const offer = await signed(bob, offerOf(bob, termsOf('Bay 4')))
  const twin = carrying(offer, highTwin(offer.jwt))
  node.mine(onBoard(twin, 5))
  node.mine(onBoard(offer, 6))
  await node.settle()
  const answer = await node.ask('query ($id: ID!) { offer(id: $id) { id status announcements { uri stands } } }', {
    id: `${bob.did}#offer`,
  })
  const announcements = [
    { uri: twin.uri, stands: true },
    { uri: offer.uri, stands: true },
  ]
  assert.deepEqual(answer, { offer: { id: offer.id, status: 'IN_FORCE', announcements } })
})
