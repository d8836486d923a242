import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ES256KSigner, verifyJWT } from 'did-jwt'
import { hexToBytes } from 'viem'
import { implicitKeys, tokenOf, verdictOn } from '../support/forgeries.ts'
import { person } from '../support/offers.ts'
import { byReference } from '../support/reference.ts'
import { CHAIN, GENESIS_TIME } from '../support/scripted.ts'
import { edwardsKey, highTwin, koblitzKey, p256Key } from '../support/tokens.ts'

const [alice, mallory] = [person('alice'), person('mallory')]
const [edwards, koblitz, p256] = [edwardsKey('forged'), koblitzKey('forged'), p256Key('forged')]
const { did } = alice
const mallorys = mallory.signer
const recoverable = { alg: 'ES256K-R', signer: ES256KSigner(hexToBytes(alice.key), true) }
const good = tokenOf(did, 'controller', alice.signer)
const told = `address:${alice.address}`

const fragmentOf = (kid: string): string => kid.slice(kid.indexOf('#') + 1)

/** A test that everybody who reads these tokens comes to these verdicts. */
const forged = (defect: string, tokens: Record<string, readonly [verdict: string, token: Promise<string>]>) =>
  test(`forged: ${defect}`, async () => {
    const verdicts = Object.entries(tokens).map(async ([why, [, token]]) => [why, await verdictOn(await token)])
    assert.deepEqual(
      Object.fromEntries(await Promise.all(verdicts)),
      Object.fromEntries(Object.entries(tokens).map(([why, [verdict]]) => [why, verdict])),
    )
  })

test('forged: the options of one verification are used for the next issuer', async () => {
  const [mine, theirs] = [tokenOf(mallory.did, 'controller', mallorys), tokenOf(did, 'controller', mallorys)]
  const read = async (...tokens: Promise<string>[]) => {
    const verdicts: string[] = []
    for (const token of tokens) verdicts.push(await verdictOn(await token))
    return verdicts
  }
  const own = `address:${mallory.address}`
  assert.deepEqual(await read(mine, theirs, mine, theirs, good, theirs), [
    own,
    'bad_signature',
    own,
    'bad_signature',
    told,
    'bad_signature',
  ])
  // What did-jwt makes of the same two with one object: the second is believed.
  const options = { resolver: { resolve: async (did: string) => documentOf(did) }, policies: { now: GENESIS_TIME } }
  await verifyJWT(await mine, options)
  const { verified, payload } = await verifyJWT(await theirs, options)
  assert.deepEqual([verified, payload.iss], [true, did])
})

const documentOf = (did: string) => ({
  didDocument: {
    id: did,
    verificationMethod: [
      {
        id: `${did}#controller`,
        type: 'EcdsaSecp256k1RecoveryMethod2020',
        controller: did,
        blockchainAccountId: `${CHAIN}:${did.slice(-42)}`,
      },
    ],
  },
  didDocumentMetadata: {},
  didResolutionMetadata: {},
})

forged('meant for another audience', {
  'somebody else': ['schema', tokenOf(did, 'controller', alice.signer, { aud: 'did:web:elsewhere.example' })],
  nobody: ['schema', tokenOf(did, 'controller', alice.signer, { aud: '' })],
  anybody: ['schema', tokenOf(did, 'controller', alice.signer, { aud: [] })],
})

forged('without an end', {
  'no exp': ['schema', tokenOf(did, 'controller', alice.signer, { exp: undefined })],
  'an exp of nothing': ['schema', tokenOf(did, 'controller', alice.signer, { exp: null })],
  'an exp of zero': ['bad_period', tokenOf(did, 'controller', alice.signer, { exp: 0 })],
  'an exp that no calendar has': ['schema', tokenOf(did, 'controller', alice.signer, { exp: 2 ** 47 })],
})

forged('made far in the future, in force from long ago', {
  'after its end': [
    'bad_period',
    tokenOf(did, 'controller', alice.signer, { iat: GENESIS_TIME + 10 ** 8, nbf: GENESIS_TIME }),
  ],
})

forged('a header that changes what the token is', {
  'a token inside': ['bad_header', good.then(jwt => tokenOf(did, 'controller', mallorys, { jwt }, { cty: 'JWT' }))],
  'a key from elsewhere': ['bad_header', tokenOf(did, 'controller', mallorys, {}, { x5u: 'https://keys.example' })],
  'a key of its own': ['bad_header', tokenOf(did, 'controller', mallorys, {}, { jwk: { kty: 'EC' } })],
  compressed: ['bad_header', tokenOf(did, 'controller', alice.signer, {}, { zip: 'DEF' })],
  'a payload that is not encoded': ['bad_header', tokenOf(did, 'controller', alice.signer, {}, { b64: false })],
  'a rule of its own': ['bad_header', tokenOf(did, 'controller', alice.signer, {}, { crit: ['iss'], iss: did })],
  'an issuer of its own': ['bad_header', tokenOf(did, 'controller', alice.signer, {}, { iss: mallory.did })],
  'nothing new': [told, good],
})

forged('a kid that is not the key of the issuer', {
  'of whoever signed': ['bad_kid', tokenOf(did, 'controller', mallorys, {}, { kid: `${mallory.did}#controller` })],
  'of the issuer spelt otherwise': [
    'bad_kid',
    tokenOf(did, 'controller', alice.signer, {}, { kid: `${did.replace('0x7a69', '0x07A69')}#controller` }),
  ],
  'of the issuer in capitals': [
    'bad_kid',
    tokenOf(
      did,
      'controller',
      alice.signer,
      {},
      { kid: `${did.slice(0, -40)}${did.slice(-40).toUpperCase()}#controller` },
    ),
  ],
  'at a version': [
    'bad_kid',
    tokenOf(did, 'controller', alice.signer, {}, { kid: `${did}?versionTime=2020-01-01T00:00:00Z#controller` }),
  ],
  'with parameters': ['bad_kid', tokenOf(did, 'controller', alice.signer, {}, { kid: `${did};service=x#controller` })],
  'by a path': ['bad_kid', tokenOf(did, 'controller', alice.signer, {}, { kid: `${did}/a#controller` })],
  'two fragments': ['bad_kid', tokenOf(did, 'controller#controller', alice.signer)],
  'a list': ['bad_kid', tokenOf(did, 'controller', alice.signer, {}, { kid: [`${did}#controller`] })],
})

const self = { sub: `${mallory.did}#offer`, did: mallory.did, client_id: mallory.did, sub_jwk: {} }

forged('issued to itself', {
  'by version 2': ['schema', tokenOf(did, 'controller', mallorys, { ...self, iss: 'https://self-issued.me/v2' })],
  'by version 0.1': ['schema', tokenOf(did, 'controller', mallorys, { ...self, iss: 'https://self-issued.me' })],
  'by a client id': ['schema', tokenOf(did, 'controller', mallorys, { ...self, iss: undefined })],
  'for a scope': [
    'schema',
    tokenOf(did, 'controller', mallorys, { ...self, iss: undefined, scope: 'openid', redirect_uri: 'x' }),
  ],
})

forged('an issuer that is more than a DID', {
  'a key of it': ['schema', tokenOf(did, 'controller', alice.signer, { iss: `${did}#controller` })],
  'at a version': ['schema', tokenOf(did, 'controller', alice.signer, { iss: `${did}?versionId=1` })],
  'at a time': ['schema', tokenOf(did, 'controller', alice.signer, { iss: `${did}?versionTime=2020-01-01T00:00:00Z` })],
  'with parameters': ['schema', tokenOf(did, 'controller', alice.signer, { iss: `${did};a=b` })],
  'by a path': ['schema', tokenOf(did, 'controller', alice.signer, { iss: `${did}/a` })],
})

forged('signed by one algorithm and said to be by another', {
  'EdDSA, said to be ES256K': [
    'bad_signature',
    tokenOf(edwards.did, fragmentOf(edwards.kid), { ...edwards, alg: 'ES256K' }),
  ],
  'ES256, said to be ES256K': ['bad_signature', tokenOf(p256.did, fragmentOf(p256.kid), { ...p256, alg: 'ES256K' })],
  'ES256K, said to be ES256': [
    'bad_signature',
    tokenOf(koblitz.did, fragmentOf(koblitz.kid), { ...koblitz, alg: 'ES256' }),
  ],
  'ES256K, said to be EdDSA': ['bad_signature', tokenOf(did, 'controller', { ...alice.signer, alg: 'EdDSA' })],
  'recoverable, and says so': ['bad_alg', tokenOf(did, 'controller', recoverable)],
  'recoverable, and does not': ['bad_signature', tokenOf(did, 'controller', { ...recoverable, alg: 'ES256K' })],
  'by the public key as a secret': [
    'bad_alg',
    tokenOf(did, 'controller', { alg: 'HS256', signer: async () => 'AAAA' }),
  ],
  'by nobody': ['bad_alg', tokenOf(did, 'controller', { alg: 'none', signer: async () => 'AAAA' })],
  'Ed25519 by its other name': [
    'bad_alg',
    tokenOf(edwards.did, fragmentOf(edwards.kid), { ...edwards, alg: 'Ed25519' }),
  ],
})

test('forged: a malformed key before the good one hides it not, and signs nothing', async () => {
  const [jwt, other] = [await tokenOf(edwards.did, fragmentOf(edwards.kid), edwards), await good]
  const malformed = [
    'ed25519:',
    'ed25519:zz',
    `ed25519:${'00'.repeat(31)}`,
    'secp256k1:02',
    'x:',
    '',
    'ed25519',
    'address:',
  ]
  const keys = (key: string) => async () => [...malformed, key, ...malformed]
  const verdicts = [jwt, other].map(async token => [
    await verdictOn(token, keys(`ed25519:${edwards.publicKey}`)),
    await verdictOn(token, keys(told)),
    await verdictOn(token, keys('address:0x0000000000000000000000000000000000000000')),
  ])
  assert.deepEqual(await Promise.all(verdicts), [
    [`ed25519:${edwards.publicKey}`, 'bad_signature', 'bad_signature'],
    ['bad_signature', told, 'bad_signature'],
  ])
})

test('forged: the key of another chain, and of an account by another method', async () => {
  const elsewhere = `did:ethr:0x1:${alice.address}`
  const pkh = `did:pkh:${CHAIN}:${alice.address}`
  const onlyHere = async (...args: Parameters<typeof implicitKeys>) => {
    const [did] = args
    return did.method === 'ethr' && did.chain !== CHAIN ? [] : implicitKeys(...args)
  }
  const [there, here, renamed] = [
    await tokenOf(elsewhere, 'controller', alice.signer),
    await tokenOf(did, 'controller', alice.signer, {}, { kid: `${elsewhere}#controller` }),
    await tokenOf(pkh, 'controller', alice.signer),
  ]
  const verdicts = [there, here, renamed].map(jwt => verdictOn(jwt, onlyHere))
  assert.deepEqual(await Promise.all(verdicts), ['key_unknown', 'bad_kid', 'key_unknown'])
  // did-jwt compares no chain: whoever shows it the document of another is believed.
  const input = Buffer.from(there.slice(0, there.lastIndexOf('.')))
  const signature = Buffer.from(there.slice(there.lastIndexOf('.') + 1), 'base64url')
  assert.equal(await byReference({ input, signature }, told), true)
})

test('forged: the twin of a signature is the same offer and nobody else’s', async () => {
  const [jwt, stolen] = [await good, await tokenOf(did, 'controller', mallorys)]
  assert.deepEqual([await verdictOn(highTwin(jwt)), await verdictOn(highTwin(stolen))], [told, 'bad_signature'])
})

test('forged: spelt in another base64, of the same bytes', async () => {
  const [header = '', payload = '', signature = ''] = (await good).split('.')
  const padded = [`${header}.${payload}=.${signature}`, `${header}.${payload}.${signature}=`]
  const texts = [...padded, `${header}.${payload}\n.${signature}`, `${header}%2E${payload}.${signature}`]
  assert.deepEqual(await Promise.all(texts.map(text => verdictOn(text))), Array(4).fill('malformed'))
  // The bits behind the last byte say nothing: a reader that drops them sees the same offer in another text.
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const verdicts: string[] = []
  for (const name of ['a', 'ab', 'abc']) {
    const [head = '', body = ''] = (await tokenOf(did, 'controller', alice.signer, { name })).split('.')
    if (body.length % 4 === 0) continue
    const input = `${head}.${body.slice(0, -1)}${alphabet[alphabet.indexOf(body.at(-1) ?? '') + 1]}`
    assert.deepEqual(Buffer.from(input.slice(head.length + 1), 'base64url'), Buffer.from(body, 'base64url'))
    verdicts.push(await verdictOn(`${input}.${await alice.signer.signer(input)}`))
  }
  assert.deepEqual(verdicts, ['malformed', 'malformed'])
})
