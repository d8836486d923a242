/** What strangers serve: every kind of document that a node reads, offers and requests for payment. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { proven } from '../../indexer/fetch/unixfs.ts'
import { parseUri } from '../../indexer/fetch/uri.ts'
import { readX402Offer } from '../../src/client/x402Offer.ts'
import { digest } from '../../src/core/digest.ts'
import type { Reader } from '../../src/core/snapshot.ts'
import { modules } from '../../src/modules/index.ts'
import { areaProblem, metresFrom } from '../../src/modules/offers/area.ts'
import { readClaims, verifyToken } from '../../src/modules/offers/verify.ts'
import { bytesLike, fuzz, jsonLike, seeds, textLike, unstorable } from '../support/fuzz.ts'
import { offerOf, person, signed } from '../support/offers.ts'
import { noSettings } from '../support/settings.ts'

const ALICE = person('alice')
const ADDRESS = '0xf3beac30c498d9e26865f34fcaa57dbb935b0d74'
const square = [
  [
    [0, 0],
    [0, 1],
    [1, 1],
    [0, 0],
  ],
]
const offer = offerOf(ALICE, {
  area: { type: 'Polygon', coordinates: square as never },
  spec: { accuracy: { v: '2.5', u: 'm' }, kind: 'rtk' },
})
const token = (await signed(ALICE, offer)).jwt

const registration = {
  type: 'https://eips.ethereum.org/EIPS/eip-8004#registration-v1',
  name: 'Alice',
  services: [{ name: 'DID', endpoint: 'did:web:a.example', version: 'v1', skills: ['a'] }],
  registrations: [{ agentId: 7, agentRegistry: `eip155:1:${ADDRESS}` }],
  supportedTrust: ['reputation'],
  x402: { enabled: true },
}
const feedback = {
  proofOfPayment: { fromAddress: ADDRESS, toAddress: ADDRESS, chainId: '1', txHash: `0x${'1'.repeat(64)}` },
}
const didWeb = {
  id: 'did:web:a.example',
  alsoKnownAs: [`eip155:1:${ADDRESS}/7`],
  service: [{ type: ['ERC8004'], serviceEndpoint: `eip155:1:${ADDRESS}:7` }],
}
const requirements = {
  scheme: 'exact',
  network: 'eip155:1',
  asset: ADDRESS,
  payTo: ADDRESS,
  amount: '10',
  maxTimeoutSeconds: 60,
}
const demanded = { x402Version: 2, resource: { url: 'https://a.example/' }, accepts: [requirements] }
const samples = [
  registration,
  feedback,
  didWeb,
  demanded,
  { x402Version: 2, items: [{ ...demanded, resource: 'https://a.example/' }] },
  offer,
]

const readers = modules.flatMap(module => Object.entries(module.documents))
const reader = { all: async () => [] } as unknown as Reader
const uris = ['https://a.example/.well-known/did.json', 'data:,']

/** The verdict of each kind of document on these bytes; what would be stored must be storable. */
const verdicts = async (bytes: Uint8Array): Promise<Record<string, string>> => {
  const found: Record<string, string> = {}
  for (const [kind, { read }] of readers) {
    for (const uri of uris) {
      const document = { uri, bytes, sha256: digest(bytes) }
      const {
        verdict,
        reason = '',
        rows,
      } = await read(document, { reader, settings: noSettings, now: 1, fetchedAt: 1 })
      for (const { table, row } of rows)
        assert.equal(unstorable(row), null, `${table} of ${kind}: ${JSON.stringify(row)}`)
      assert.ok(reason.length <= 1_000 && reason.isWellFormed() && !reason.includes('\0'), `${kind}: ${reason}`)
      found[kind] ??= verdict
    }
  }
  return found
}

test('the kept documents come out as they did', async () => {
  const kept = seeds('documents')
  const found: unknown[] = []
  for (const { in: text } of kept) found.push(await verdicts(Buffer.from(String(text))))
  assert.deepEqual(
    found,
    kept.map(({ out }) => out),
  )
})

test('any bytes have a verdict of each reader', () =>
  fuzz(
    bytesLike(...[...samples.map(one => JSON.stringify(one)), token].map(text => Buffer.from(text))),
    async bytes => {
      await verdicts(bytes)
    },
  ))

test('any JSON has a verdict of each reader', () =>
  fuzz(jsonLike(...samples), async value => {
    await verdicts(Buffer.from(JSON.stringify(value) ?? ''))
  }))

test('any claims are an offer or have a verdict, and the area of an offer can be measured', () =>
  fuzz(
    fc.tuple(
      jsonLike(offer),
      fc.double({ min: -180, max: 180, noNaN: true }),
      fc.double({ min: -90, max: 90, noNaN: true }),
    ),
    ([value, longitude, latitude]) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return
      const read = readClaims(value as Record<string, unknown>, [])
      if ('verdict' in read) return assert.ok(read.reason.length <= 300)
      const area = 'void' in read.claims ? undefined : read.claims.area
      const metres = area ? metresFrom(area, { longitude, latitude }) : null
      assert.ok(metres === null || (Number.isSafeInteger(metres) && metres >= 0))
    },
  ))

test('any token is refused or verified, and none by a changed letter', () =>
  fuzz(textLike(token), async text => {
    const read = await verifyToken(text, async () => [`secp256k1:${'02'.repeat(33)}` as never], [])
    assert.ok('verdict' in read)
  }))

test('any coordinates are an area or not', () =>
  fuzz(
    fc.tuple(fc.constantFrom('Point', 'Polygon', 'MultiPolygon'), jsonLike(square, [square], [1, 2])),
    ([type, coordinates]) => {
      const problem = areaProblem({ type, coordinates })
      assert.ok(problem === null || problem.length > 0)
      if (problem === null)
        assert.notEqual(metresFrom({ type, coordinates } as never, { longitude: 0.5, latitude: 0.5 }), undefined)
    },
  ))

test('any signed x402 offer is read or told what it is not', () => {
  const payload = {
    version: 1,
    resourceUrl: 'https://a.example/',
    scheme: 'exact',
    network: 'eip155:1',
    asset: ADDRESS,
    payTo: ADDRESS,
    amount: '10',
    validUntil: 0,
  }
  const typed = { format: 'eip712', payload, signature: `0x${'1'.repeat(128)}1b` }
  return fuzz(jsonLike(typed, { format: 'jws', signature: token }), async value => {
    const read = await readX402Offer(value)
    assert.ok(typeof read === 'string' || read.offer.validUntil >= 0)
  })
})

test('any answer of a gateway proves its file or nothing', () => {
  const file = parseUri('ipfs://bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku')
  if (file.form !== 'ipfs') throw new Error('not a CID')
  // The header of a CAR with one root, and a block behind it (IPLD CARv1).
  const car = Buffer.from(
    '3aa265726f6f747381d82a58250001551220e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b8556776657273696f6e01' +
      '2401551220e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    'hex',
  )
  return fuzz(bytesLike(car), async bytes => {
    const read = await proven(bytes, file, 1_000)
    assert.ok(read.verdict !== 'ok' || read.bytes.length === 0)
  })
})
