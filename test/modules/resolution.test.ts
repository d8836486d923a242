import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { base58btc } from 'multiformats/bases/base58'
import { getAddress, type Hex, padHex, toHex, zeroAddress } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { ALICE, account, BOB, CAROL } from '../support/facts.ts'
import { iso } from '../support/iso.ts'
import { startNode } from '../support/node.ts'
import { didRegistry } from '../support/registry.ts'
import { CHAIN, type Emitted } from '../support/scripted.ts'

const node = await startNode({ settings: { unreadDidChains: ['eip155:137'], networks: { dev: CHAIN } } })
after(() => node.close())
const { owner, delegate, attribute } = didRegistry(node.chain.head)

const mine = async (...events: Emitted[]) => {
  const { header } = node.mine(...events)
  await node.settle()
  return header
}
const next = () => node.chain.head().time + 12

type Document = Record<string, unknown> & { verificationMethod: Record<string, unknown>[]; assertionMethod: string[] }
type Resolved = {
  didDocument: Document | null
  didDocumentMetadata: Record<string, unknown>
  didResolutionMetadata: Record<string, unknown>
}
const RESOLVE = `query ($did: ID!, $accept: String, $versionId: String, $versionTime: String, $profile: DidProfile, $asOf: AsOf) {
  resolve(did: $did, accept: $accept, versionId: $versionId, versionTime: $versionTime, profile: $profile, asOf: $asOf) {
    didDocument didDocumentMetadata didResolutionMetadata
  }
}`
const resolve = async (did: string, options: object = {}): Promise<Resolved> =>
  (await node.ask<{ resolve: Resolved }>(RESOLVE, { did, ...options })).resolve
const maySign = async (kid: string, asOf: object | null = null): Promise<boolean> =>
  (
    await node.ask<{ maySign: boolean }>('query ($kid: ID!, $asOf: AsOf) { maySign(kid: $kid, asOf: $asOf) }', {
      kid,
      asOf,
    })
  ).maySign

const ethr = (identity: Hex): string => `did:ethr:0x7a69:${identity}`
const recovery = (did: string, fragment: string, address: Hex) => ({
  id: `${did}#${fragment}`,
  type: 'EcdsaSecp256k1RecoveryMethod2020',
  controller: did,
  blockchainAccountId: `${CHAIN}:${getAddress(address)}`,
})

const SEVEN = privateKeyToAccount(padHex('0x07', { size: 32 }))
const compressed = (key: Hex): Hex => `0x0${2 + (Number.parseInt(key.slice(-1), 16) % 2)}${key.slice(4, 68)}`
const KEY = compressed(SEVEN.publicKey)

const wrong: Record<string, readonly [did: string, error: string, options?: object]> = {
  nothing: ['', 'invalidDid'],
  'a word': ['alice', 'invalidDid'],
  'a short address': ['did:ethr:0x1234', 'invalidDid'],
  'a key that is off the curve': [`did:ethr:0x7a69:0x02${'f'.repeat(64)}`, 'invalidDid'],
  'a fragment': [`${ethr(ALICE)}#controller`, 'invalidDid'],
  'a path': [`${ethr(ALICE)}/a`, 'invalidDid'],
  'two queries': [`${ethr(ALICE)}?versionId=1?versionId=2`, 'invalidDid'],
  'a did:key that is no multibase': ['did:key:abc', 'invalidDid'],
  'a did:key of a wrong length': [
    `did:key:${base58btc.encode(Buffer.from(`ed01${'09'.repeat(31)}`, 'hex'))}`,
    'invalidDid',
  ],
  'a did:key of another kind': ['did:key:z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc', 'unsupportedPublicKeyType'],
  'a method that is not known': ['did:ion:abc', 'methodNotSupported'],
  'a did:pkh of another chain': [
    'did:pkh:solana:4sGjMW1sUnHzSxGspuhpqLDx6wiyjNtZ:CKg5d12Jhpej1JqtmxLJgaFqqeYjxgPqToJ4LBdvG9Ev',
    'methodNotSupported',
  ],
  'a did:web without a host': ['did:web:', 'invalidDid'],
  'a did:web of an address': ['did:web:127.0.0.1', 'invalidDid'],
  'a did:web that nobody named': ['did:web:a.example', 'notFound'],
  'a version of a did:web': ['did:web:a.example?versionId=1', 'invalidOptions'],
  'a network that is not known': [`did:ethr:nowhere:${ALICE}`, 'notFound'],
  'a network that is not known, as the resolver has it': [
    `did:ethr:nowhere:${ALICE}`,
    'internalError',
    { profile: 'ETHR' },
  ],
  'a chain whose registry is not read': [`did:ethr:polygon:${ALICE}`, 'notFound'],
  'another representation': [ethr(ALICE), 'representationNotSupported', { accept: 'application/cbor' }],
  'both versions': [`${ethr(ALICE)}?versionId=1&versionTime=1700000000`, 'invalidOptions'],
  'both versions, one beside the DID': [`${ethr(ALICE)}?versionId=1`, 'invalidOptions', { versionTime: '1700000000' }],
  'a version twice': [`${ethr(ALICE)}?versionId=1`, 'invalidOptions', { versionId: '1' }],
  'a parameter that is not of resolution': [`${ethr(ALICE)}?service=hub`, 'invalidOptions'],
  'an offset in place of UTC': [`${ethr(ALICE)}?versionTime=2026-01-01T00:00:00+00:00`, 'invalidOptions'],
  'an offset whose plus became a space': [`${ethr(ALICE)}?versionTime=2026-01-01T00:00:00%2000:00`, 'invalidOptions'],
  'the 30th of February': [ethr(ALICE), 'invalidOptions', { versionTime: '2026-02-30T00:00:00Z' }],
  'a date alone': [ethr(ALICE), 'invalidOptions', { versionTime: '2026-02-03' }],
  'a time before all': [ethr(ALICE), 'invalidOptions', { versionTime: '1969-12-31T23:59:59Z' }],
  'a time of nothing': [`${ethr(ALICE)}?versionTime=`, 'invalidOptions'],
  'a block in hexadecimal': [ethr(ALICE), 'invalidOptions', { versionId: '0x10' }],
  'a block below 0': [ethr(ALICE), 'invalidOptions', { versionId: '-1' }],
  'a block with a fraction': [ethr(ALICE), 'invalidOptions', { versionId: '1.5' }],
  'a block beyond all numbers': [ethr(ALICE), 'invalidOptions', { versionId: '9007199254740993' }],
  'a block beyond the head': [ethr(ALICE), 'notFound', { versionId: '1000000' }],
  'a time beyond the head': [ethr(ALICE), 'notFound', { versionTime: '2199-01-01T00:00:00Z' }],
  'a version of a key': [
    'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK',
    'invalidOptions',
    { versionId: '1' },
  ],
  'a version of an account': [`did:pkh:${CHAIN}:${ALICE}?versionTime=1`, 'invalidOptions'],
}
for (const [what, [did, error, options]] of Object.entries(wrong)) {
  test(`${what}: ${error}, no document, and why`, async () => {
    const { didDocument, didDocumentMetadata, didResolutionMetadata } = await resolve(did, options)
    const { error: said, message, ...rest } = didResolutionMetadata
    assert.deepEqual([didDocument, didDocumentMetadata, said, rest], [null, {}, error, {}])
    assert.ok(typeof message === 'string' && message.length > 10, 'there is no message')
  })
}

test('an identity of which nothing was ever said rules itself, in every spelling and in both representations', async () => {
  const spellings: [string, Hex][] = [
    [ethr(CAROL), CAROL],
    [`did:ethr:0x7A69:${getAddress(CAROL)}`, CAROL],
    [`did:ethr:dev:${CAROL}`, CAROL],
  ]
  for (const [did, address] of spellings) {
    const document = {
      id: did,
      verificationMethod: [recovery(did, 'controller', address)],
      authentication: [`${did}#controller`],
      assertionMethod: [`${did}#controller`],
    }
    const context = ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/suites/secp256k1recovery-2020/v2']
    assert.deepEqual(await resolve(did), {
      didDocument: { ...document, '@context': context },
      didDocumentMetadata: {},
      didResolutionMetadata: { contentType: 'application/did+ld+json' },
    })
    assert.deepEqual(await resolve(did, { accept: 'application/did+json' }), {
      didDocument: document,
      didDocumentMetadata: {},
      didResolutionMetadata: { contentType: 'application/did+json' },
    })
  }
  const did = `did:ethr:0x7a69:${KEY}`
  const { didDocument } = await resolve(did)
  const point = Buffer.from(SEVEN.publicKey.slice(4), 'hex')
  const publicKeyJwk = {
    kty: 'EC',
    crv: 'secp256k1',
    x: point.subarray(0, 32).toString('base64url'),
    y: point.subarray(32).toString('base64url'),
  }
  assert.deepEqual(didDocument?.verificationMethod, [
    recovery(did, 'controller', SEVEN.address),
    { id: `${did}#controllerKey`, type: 'EcdsaSecp256k1VerificationKey2019', controller: did, publicKeyJwk },
  ])
})

test('the parts of a document come and go with what is said, and each version says what comes after it', async () => {
  const who = account(0xd1)
  const did = ethr(who)
  const service = toHex('{"uri":"https://a.example"}')
  const first = await mine(delegate(who, 'sigAuth', BOB), attribute(who, 'did/svc/Hub', service))
  const second = await mine(attribute(who, 'did/pub/X25519/enc/base64', `0x${'09'.repeat(32)}`, BigInt(next() + 30)))
  const third = await mine(owner(who, zeroAddress), delegate(who, 'veriKey', CAROL))
  await mine()
  const shape = async (options: object) => {
    const { didDocument, didDocumentMetadata } = await resolve(did, options)
    const document: Partial<Document> = didDocument ?? {}
    const { verificationMethod, assertionMethod, authentication, service, keyAgreement } = document
    const ids = [verificationMethod?.map(({ id }) => id), authentication, assertionMethod, keyAgreement].map(list =>
      (list as string[] | undefined)?.map(id => id.slice(did.length)).join(' '),
    )
    return { ids, service, metadata: didDocumentMetadata }
  }
  const at = ({ number, time }: typeof first) => ({ versionId: `${number}`, updated: iso(time) })
  const before = ({ number, time }: typeof first) => ({ nextVersionId: `${number}`, nextUpdate: iso(time) })
  const hub = [{ id: `${did}#service-1`, type: 'Hub', serviceEndpoint: { uri: 'https://a.example' } }]
  const [own, both, three] = ['#controller', '#controller #delegate-1', '#controller #delegate-1 #delegate-2']
  const ended = { ids: ['', '', '', undefined], service: undefined, metadata: { deactivated: true, ...at(third) } }
  assert.deepEqual(
    await Promise.all([
      shape({ versionId: `${first.number - 1}` }),
      shape({ versionId: `${first.number}` }),
      shape({ versionTime: iso(second.time - 1) }),
      shape({ versionTime: iso(second.time) }),
      shape({ versionTime: `${second.time}`, profile: 'ETHR' }),
      shape({ versionId: `${third.number}` }),
      shape({ versionId: 'latest' }),
      shape({ asOf: { block: `${second.number}` } }),
    ]),
    [
      { ids: [own, own, own, undefined], service: undefined, metadata: before(first) },
      { ids: [both, both, both, undefined], service: hub, metadata: { ...at(first), ...before(second) } },
      { ids: [both, both, both, undefined], service: hub, metadata: { ...at(first), ...before(second) } },
      { ids: [three, both, both, '#delegate-2'], service: hub, metadata: { ...at(second), ...before(third) } },
      { ids: [three, both, both, '#delegate-2'], service: hub, metadata: { ...at(second), ...before(third) } },
      ended,
      ended,
      { ids: [three, both, both, '#delegate-2'], service: hub, metadata: at(second) },
    ],
  )
})

test('a key ends with its validity, though nothing is said; what was computed before is not given again', async () => {
  const who = account(0xd2)
  const kid = `${ethr(who)}#delegate-1`
  const end = next() + 24
  await mine(delegate(who, 'veriKey', BOB, BigInt(end)))
  const methods = async (options = {}) => (await resolve(ethr(who), options)).didDocument?.assertionMethod.length
  assert.deepEqual([await methods(), await methods(), await maySign(kid)], [2, 2, true])
  await mine()
  assert.deepEqual([await methods(), await maySign(kid)], [2, true])
  const { time } = await mine()
  assert.equal(time, end)
  assert.deepEqual([await methods(), await methods({ profile: 'ETHR' }), await maySign(kid)], [1, 2, false])
  await mine()
  assert.deepEqual([await methods(), await methods({ profile: 'ETHR' }), await maySign(kid)], [1, 1, false])
})

test('a fork that takes back what was said takes it out of the document', async () => {
  const who = account(0xd3)
  const before = await resolve(ethr(who))
  await mine(delegate(who, 'veriKey', BOB))
  assert.equal((await resolve(ethr(who))).didDocument?.assertionMethod.length, 2)
  node.chain.fork(1)
  const { header } = node.mine(delegate(who, 'veriKey', CAROL))
  node.mine()
  await node.settle()
  const { didDocument } = await resolve(ethr(who))
  assert.deepEqual(didDocument?.verificationMethod[1], recovery(ethr(who), 'delegate-1', CAROL))
  assert.deepEqual(await resolve(ethr(who), { versionId: `${header.number - 1}` }), {
    ...before,
    didDocumentMetadata: { nextVersionId: `${header.number}`, nextUpdate: iso(header.time) },
  })
})
