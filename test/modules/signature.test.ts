import assert from 'node:assert/strict'
import { test } from 'node:test'
import canonicalize from 'canonicalize'
import { ES256KSigner, verifyJWS } from 'did-jwt'
import fc from 'fast-check'
import { hexToBytes } from 'viem'
import { parseDid } from '../../src/core/did.ts'
import { keysEver } from '../../src/modules/identity/keys.ts'
import { isSignedBy, type Signed, signatureBytes } from '../../src/modules/offers/signature.ts'
import { verifyToken } from '../../src/modules/offers/verify.ts'
import { offerOf, person, signed, termsOf } from '../support/offers.ts'
import { byReference } from '../support/reference.ts'
import { type BareKey, base64url, edwardsKey, highTwin, jws, koblitzKey, p256Key } from '../support/tokens.ts'

const NAMES = ['a', 'b', 'c']
const ALGORITHMS = ['ES256K', 'ES256', 'EdDSA'] as const

/** A key with what signs for it. */
type Pair = { readonly key: string; readonly alg: (typeof ALGORITHMS)[number]; readonly signer: BareKey['signer'] }

const bare = (kind: string, make: (name: string) => BareKey): Pair[] =>
  NAMES.map(name => make(name)).map(({ publicKey, alg, signer }) => ({ key: `${kind}:${publicKey}`, alg, signer }))

const PAIRS: readonly Pair[] = [
  ...NAMES.map(person).map(({ address, signer }) => ({
    key: `address:${address}`,
    alg: 'ES256K' as const,
    signer: signer.signer,
  })),
  ...bare('secp256k1', koblitzKey),
  ...bare('p256', p256Key),
  ...bare('ed25519', edwardsKey),
]

const ORDERS = {
  ES256K: 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n,
  ES256: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
  EdDSA: 0x1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3edn,
}

const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
const bytesOf = (number: bigint): Buffer => Buffer.from(number.toString(16).padStart(64, '0').slice(-64), 'hex')
const littleOf = (number: bigint): Buffer => bytesOf(number).reverse()

/** What may become of a good signature, given the order of its curve and any number. */
const CHANGES: Readonly<Record<string, (signature: Buffer, alg: Pair['alg'], n: number) => Uint8Array>> = {
  nothing: signature => signature,
  'a bit': (signature, _, n) => {
    const changed = Buffer.from(signature)
    changed[(n >> 3) % 64] = (changed[(n >> 3) % 64] ?? 0) ^ (1 << (n & 7))
    return changed
  },
  'the other s': (signature, alg) => {
    if (alg === 'EdDSA') {
      const s = numberOf(Buffer.from(signature.subarray(32)).reverse()) + ORDERS.EdDSA
      return Buffer.concat([signature.subarray(0, 32), littleOf(s)])
    }
    return Buffer.concat([signature.subarray(0, 32), bytesOf(ORDERS[alg] - numberOf(signature.subarray(32)))])
  },
  'r is zero': signature => Buffer.concat([Buffer.alloc(32), signature.subarray(32)]),
  's is zero': signature => Buffer.concat([signature.subarray(0, 32), Buffer.alloc(32)]),
  's is the order': (signature, alg) => Buffer.concat([signature.subarray(0, 32), bytesOf(ORDERS[alg])]),
  'r is beyond the order': (signature, alg) =>
    Buffer.concat([bytesOf(numberOf(signature.subarray(0, 32)) + ORDERS[alg]), signature.subarray(32)]),
  'r and s in each other’s place': signature => Buffer.concat([signature.subarray(32), signature.subarray(0, 32)]),
  constant: (_, __, n) => Buffer.alloc(64, n),
}

const seldom = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(null) }, { weight: 1, arbitrary })

const scenario = fc.record({
  signer: fc.constantFrom(...PAIRS),
  other: fc.constantFrom(...PAIRS),
  isKeySwapped: seldom(fc.constant(true)),
  swappedAlg: seldom(fc.constantFrom(...ALGORITHMS)),
  change: fc.constantFrom('nothing', 'the other s', ...Object.keys(CHANGES)),
  said: fc.nat(),
  heard: seldom(fc.nat()),
  n: fc.nat(),
})

const signatureOf = async (signer: Pair['signer'], input: string): Promise<Buffer> =>
  Buffer.from(`${await signer(input)}`, 'base64url')

const inputOf = (alg: string, said: number): string =>
  [
    { typ: 'offer+jwt', alg, kid: 'did:x:a#1' },
    { iss: 'did:x:a', iat: said },
  ]
    .map(part => base64url(canonicalize(part) ?? ''))
    .join('.')

test('of thousands of signatures, good and bad, the bulk path says what did-jwt says', async () => {
  const seen: Record<string, number> = {}
  await fc.assert(
    fc.asyncProperty(scenario, async ({ signer, other, isKeySwapped, swappedAlg, change, said, heard, n }) => {
      const alg = swappedAlg ?? signer.alg
      const good = await signatureOf(signer.signer, inputOf(alg, said))
      const signature = CHANGES[change]?.(good, signer.alg, n) ?? good
      const token: Signed = { input: Buffer.from(inputOf(alg, heard ?? said)), signature }
      const { key } = isKeySwapped ? other : signer
      const [ours, reference] = [isSignedBy(token, key, alg), await byReference(token, key)]
      assert.equal(ours, reference, `${key} ${alg} ${change}`)
      const verdict = `${key.split(':')[0]} ${ours}`
      seen[verdict] = (seen[verdict] ?? 0) + 1
    }),
    { numRuns: 2_000 },
  )
  const kinds = ['address', 'ed25519', 'p256', 'secp256k1'].flatMap(kind => [`${kind} false`, `${kind} true`])
  assert.deepEqual(Object.keys(seen).sort(), kinds)
  assert.ok(Math.min(...Object.values(seen)) > 30, JSON.stringify(seen))
})

test('the other s of a curve with two is as good, in both, and of Edwards none is', async () => {
  const verdicts = PAIRS.map(async ({ key, alg, signer }) => {
    const input = inputOf(alg, 1)
    const good = await signatureOf(signer, input)
    const token = { input: Buffer.from(input), signature: CHANGES['the other s']?.(good, alg, 0) ?? good }
    return [key, isSignedBy(token, key, alg), await byReference(token, key)]
  })
  const expected = PAIRS.map(({ key, alg }) => [key, alg !== 'EdDSA', alg !== 'EdDSA'])
  assert.deepEqual(await Promise.all(verdicts), expected)
})

test('an account is known by its address before and after it was first seen', async () => {
  const { address, signer } = person('seen later')
  const key = `address:${address}`
  const told = async (said: number, by = signer.signer) => {
    const input = inputOf('ES256K', said)
    return { input: Buffer.from(input), signature: await signatureOf(by, input) }
  }
  const forged = await told(1, person('somebody else').signer.signer)
  const verdicts: boolean[] = []
  for (const token of [forged, await told(1), forged, await told(2), { ...(await told(2)), input: forged.input }])
    verdicts.push(isSignedBy(token, key, 'ES256K'))
  assert.deepEqual(verdicts, [false, true, false, true, false])
})

test('an algorithm is for its kinds of key alone, and a key of no kind signs nothing', async () => {
  const fits: string[] = []
  for (const { key, alg, signer } of PAIRS.filter((_, i) => i % NAMES.length === 0)) {
    const input = inputOf(alg, 1)
    const token = { input: Buffer.from(input), signature: await signatureOf(signer, input) }
    for (const said of [...ALGORITHMS, 'ES256K-R', 'Ed25519', 'none', 'constructor', '__proto__', ''])
      if (isSignedBy(token, key, said)) fits.push(`${key.split(':')[0]} ${said}`)
    for (const broken of [
      '',
      key.split(':')[0] ?? '',
      `${key.split(':')[0]}:`,
      `${key}00`,
      key.slice(0, -2),
      `x${key}`,
    ])
      assert.equal(isSignedBy(token, broken, alg), false, broken)
  }
  assert.deepEqual(fits, ['address ES256K', 'secp256k1 ES256K', 'p256 ES256', 'ed25519 EdDSA'])
})

test('a signature is 64 bytes in one spelling', async () => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const good = base64url(Buffer.alloc(64, 0xa5))
  const spellings = [...alphabet].map(last => good.slice(0, -1) + last)
  assert.deepEqual(
    spellings.filter(spelling => signatureBytes(spelling)),
    spellings.filter((_, i) => i % 16 === 0),
  )
  const wrong = [0, 1, 32, 63, 65, 66, 128].map(length => base64url(Buffer.alloc(length, 1)))
  const spelt = [`${good}=`, `${good}==`, good.replaceAll('-', '+'), ` ${good}`, `${good}\n`, good.replaceAll('p', '.')]
  assert.deepEqual(
    [...wrong, ...spelt.filter(text => text !== good)].map(signatureBytes).filter(bytes => bytes !== null),
    [],
  )

  const alice = person('alice')
  const offer = await signed(alice, offerOf(alice, termsOf('Lot 7')))
  const input = offer.jwt.slice(0, offer.jwt.lastIndexOf('.'))
  const recoverable = await ES256KSigner(hexToBytes(alice.key), true)(input)
  const signature = offer.jwt.slice(input.length + 1)
  // Four bits behind the last byte say nothing, so that each signature has sixteen spellings.
  const respelt = [...alphabet].filter(last => last !== signature.at(-1)).map(last => signature.slice(0, -1) + last)
  const texts = { recoverable, short: signature.slice(0, -2), respelt: respelt.find(isAlike(signature)) ?? '' }
  const reference = Object.values(texts).map(text => acceptedByReference(`${input}.${text}`, alice.address))
  const ours = Object.values(texts).map(text => verdictOn(`${input}.${text}`))
  assert.deepEqual([await Promise.all(ours), reference], [Array(3).fill('bad_signature'), [false, false, false]])
})

const isAlike = (signature: string) => (text: string) =>
  Buffer.from(text, 'base64url').equals(Buffer.from(signature, 'base64url'))

const acceptedByReference = (jwt: string, address: string): boolean => {
  try {
    verifyJWS(jwt, [
      { id: 'k', type: 'EcdsaSecp256k1RecoveryMethod2020', controller: '', blockchainAccountId: `eip155:1:${address}` },
    ])
    return true
  } catch {
    return false
  }
}

const verdictOn = async (jwt: string): Promise<string> => {
  const verified = await verifyToken(
    jwt,
    async (did, fragment) => keysEver(did, fragment, { owners: [], entries: [] }),
    [],
  )
  return 'verdict' in verified ? verified.verdict : verified.id
}

test('the twin of a signature makes the same offer, on each curve that has twins', async () => {
  const alice = person('alice')
  const [koblitz, p256] = [koblitzKey('twin'), p256Key('twin')]
  const offer = await signed(alice, offerOf(alice, termsOf('Lot 7')))
  assert.deepEqual([await verdictOn(offer.jwt), await verdictOn(highTwin(offer.jwt))], [offer.id, offer.id])
  for (const { did, kid, alg, signer } of [koblitz, p256]) {
    const claims = { ...offerOf(alice, termsOf('Lot 7')), iss: did, sub: `${did}#offer` }
    const jwt = await jws({ typ: 'offer+jwt', alg, kid }, claims, signer)
    const end = jwt.lastIndexOf('.') + 1
    const twin = CHANGES['the other s']?.(Buffer.from(jwt.slice(end), 'base64url'), alg, 0) ?? Buffer.alloc(0)
    const ids = [await verdictOn(jwt), await verdictOn(jwt.slice(0, end) + base64url(twin))]
    assert.match(ids[0] ?? '', /^0x[0-9a-f]{64}$/)
    assert.equal(ids[1], ids[0])
    assert.ok(parseDid(did))
  }
})
