import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { ed25519 } from '@noble/curves/ed25519.js'
import fc from 'fast-check'
import { base58btc } from 'multiformats/bases/base58'
import { parseDid } from '../../src/core/did.ts'
import { assertionKey, keysEver } from '../../src/modules/identity/keys.ts'
import { isMadeBy, isSignedBy } from '../../src/modules/offers/signature.ts'
import { byReference } from '../support/reference.ts'
import { base64url, edwardsKey, SMALL_ORDER } from '../support/tokens.ts'

const P = (1n << 255n) - 19n
const ORDER = 0x1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3edn
const { Point } = ed25519

const little = (number: bigint): string =>
  Buffer.from(number.toString(16).padStart(64, '0'), 'hex').reverse().toString('hex')
const numberOf = (hex: string): bigint => BigInt(`0x${Buffer.from(hex, 'hex').reverse().toString('hex')}`)

/** The other spellings of these points that a lenient reader takes: y beyond the prime, and a sign for an x of zero. */
const RESPELT = [1n, P - 1n, P, P + 1n].flatMap(y => [y, y | (1n << 255n)]).map(little)
const SPELLINGS = [...new Set([...SMALL_ORDER, ...RESPELT])]

/** The keys that an identity gets from these bytes: as its own did:key, as an attribute, and as a Multikey. */
const keysOf = (hex: string): readonly (string | undefined)[] => {
  const multibase = base58btc.encode(Buffer.from(`ed01${hex}`, 'hex'))
  const did = parseDid(`did:key:${multibase}`)
  const attribute = (name: string, value: string) =>
    assertionKey({ kind: 'attribute', name, value: `0x${value}` }) ?? undefined
  return [
    did ? keysEver(did, multibase, { owners: [], entries: [] })[0] : undefined,
    attribute('did/pub/Ed25519/veriKey/hex', hex),
    attribute('did/pub/Multikey/veriKey', `ed01${hex}`),
  ]
}

const input = (text: string) =>
  Buffer.from(
    [
      { alg: 'EdDSA', kid: 'did:x:a#1' },
      { iss: 'did:x:a', text },
    ]
      .map(p => base64url(JSON.stringify(p)))
      .join('.'),
  )

test('a key of small order, however it is spelt, is no key; did-jwt would take one signature for every message', async () => {
  assert.equal(SPELLINGS.length, 14)
  const taken = await Promise.all(
    SPELLINGS.map(async hex => {
      const signature = Buffer.from(`01${'00'.repeat(63)}`, 'hex')
      const messages = ['free', 'for all'].map(text => ({ input: input(text), signature }))
      const judged = (by: typeof isMadeBy | typeof byReference) =>
        Promise.all(messages.map(signed => by(signed, `ed25519:${hex}`)))
      return [keysOf(hex), await judged(byReference), await judged(isMadeBy)]
    }),
  )
  const none = [undefined, undefined, undefined]
  assert.deepEqual(
    taken,
    SPELLINGS.map(() => [none, [true, true], [false, false]]),
  )
})

/** RFC 8032, 5.1.3, over plain integers: whether these bytes are a point. */
const decodes = (hex: string): boolean => {
  const n = numberOf(hex)
  const [y, sign] = [n & ((1n << 255n) - 1n), n >> 255n]
  if (y >= P) return false
  const u = (y * y - 1n + P) % P
  const v = (D * y * y + 1n) % P
  const x2 = (u * power(v, P - 2n)) % P
  return x2 === 0n ? sign === 0n : power(x2, (P - 1n) / 2n) === 1n
}
const power = (base: bigint, exponent: bigint): bigint => {
  let result = 1n
  for (let [b, e] = [base % P, exponent]; e > 0n; e >>= 1n, b = (b * b) % P) if (e & 1n) result = (result * b) % P
  return result
}
const D = ((P - 121665n) * power(121666n, P - 2n)) % P

test('any other point is a key, and what is no point is none', () => {
  const near = fc.bigInt(P - 40n, P + 18n).chain(y => fc.constantFrom(y, y | (1n << 255n)))
  const small = fc.bigInt(0n, 200n).chain(y => fc.constantFrom(y, y | (1n << 255n)))
  const any = fc.bigInt(0n, (1n << 256n) - 1n)
  const seen = { key: 0, none: 0 }
  fc.assert(
    fc.property(fc.oneof(near, small, any).map(little), hex => {
      const key = decodes(hex) && !SPELLINGS.includes(hex) ? `ed25519:${hex}` : undefined
      assert.deepEqual(keysOf(hex), [key, key, key])
      seen[key ? 'key' : 'none'] += 1
    }),
    { numRuns: 400 },
  )
  assert.ok(Math.min(seen.key, seen.none) > 40, JSON.stringify(seen))
  const lengths = [31, 33, 64].map(length => keysOf('11'.repeat(length)))
  assert.deepEqual(lengths.flat(), Array(9).fill(undefined))
})

/** A signature by numbers that one chooses, under a key and with a nonce that have a part of small order. */
const crafted = (a: bigint, keyPart: number, r: bigint, noncePart: number, text: string) => {
  const part = (i: number) => Point.fromHex(SMALL_ORDER[i] ?? '')
  const key = Point.BASE.multiply(a).add(part(keyPart)).toHex()
  const nonce = Point.BASE.multiply(r).add(part(noncePart)).toHex()
  const message = input(text)
  const hash = createHash('sha512')
    .update(Buffer.from(nonce + key, 'hex'))
    .update(message)
    .digest('hex')
  const s = (r + (numberOf(hash) % ORDER) * a) % ORDER
  return { key: `ed25519:${key}`, signed: { input: message, signature: Buffer.from(nonce + little(s), 'hex') } }
}

test('what counts under the stricter rule counts for did-jwt too; what did-jwt alone takes counts for nothing', async () => {
  const scalar = fc.bigInt(1n, ORDER - 1n)
  const part = fc.nat(SMALL_ORDER.length - 1)
  const seen: Record<string, number> = {}
  await fc.assert(
    fc.asyncProperty(scalar, part, scalar, part, fc.string(), async (a, keyPart, r, noncePart, text) => {
      const { key, signed } = crafted(a, keyPart, r, noncePart, text)
      const [strict, lenient] = [isSignedBy(signed, key, 'EdDSA'), await byReference(signed, key)]
      assert.ok(lenient || !strict, `${key} ${Buffer.from(signed.signature).toString('hex')}`)
      const verdict = `${keyPart === 0 && noncePart === 0 ? 'plain' : 'crafted'}: ${strict} ${lenient}`
      seen[verdict] = (seen[verdict] ?? 0) + 1
    }),
    { numRuns: 600, examples: [[5n, 0, 7n, 0, 'plain']] },
  )
  assert.deepEqual(Object.keys(seen).sort(), ['crafted: false true', 'crafted: true true', 'plain: true true'])
})

test('a signature has one s: adding the order of the curve makes no other', async () => {
  const { publicKey, signer } = edwardsKey('one s')
  const message = input('once')
  const signature = Buffer.from(`${await signer(message.toString())}`, 'base64url')
  const verdicts = [0n, 1n, 2n, 7n].map(async times => {
    const s = numberOf(signature.subarray(32).toString('hex')) + times * ORDER
    const signed = {
      input: message,
      signature: Buffer.from(signature.subarray(0, 32).toString('hex') + little(s), 'hex'),
    }
    return [isMadeBy(signed, `ed25519:${publicKey}`), await byReference(signed, `ed25519:${publicKey}`)]
  })
  assert.deepEqual(await Promise.all(verdicts), [[true, true], ...Array(3).fill([false, false])])
})
