import assert from 'node:assert/strict'
import { createHash, ECDH } from 'node:crypto'
import { test } from 'node:test'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { base58btc } from 'multiformats/bases/base58'
import { publicKeyToAddress } from 'viem/accounts'
import { parseDid } from '../../src/core/did.ts'
import { assertionKey, keysEver } from '../../src/modules/identity/keys.ts'
import { isSignedBy } from '../../src/modules/offers/signature.ts'
import { byReference } from '../support/reference.ts'
import { base64url, edwardsKey, koblitzKey, p256Key } from '../support/tokens.ts'

const [koblitz, p256, edwards] = [koblitzKey('a'), p256Key('a'), edwardsKey('a')]
const longer = (hex: string, curve: string, form: 'uncompressed' | 'hybrid' = 'uncompressed') =>
  ECDH.convertKey(hex, curve, 'hex', 'hex', form) as string
const x = (hex: string) => hex.slice(2)
/** A point whose number no curve of ours has. */
const nowhere = `02${'f'.repeat(64)}`

const asMultikey = (hex: string) =>
  assertionKey({ kind: 'attribute', name: 'did/pub/Multikey/veriKey', value: `0x${hex}` })
const asDidKey = (hex: string) => {
  const multibase = base58btc.encode(Buffer.from(hex, 'hex'))
  const did = parseDid(`did:key:${multibase}`)
  return (did && keysEver(did, multibase, { owners: [], entries: [] })[0]) ?? null
}
const asSecp256k1 = (hex: string) =>
  assertionKey({ kind: 'attribute', name: 'did/pub/Secp256k1/veriKey/hex', value: `0x${hex}` })

test('a Multikey is a compressed point under the prefix of its curve', () => {
  const none = {
    'P-256 under the bare number of its codec': `1200${p256.publicKey}`,
    'P-256 under the prefix of P-384': `8124${p256.publicKey}`,
    'P-256 under the prefix of Ed25519': `ed01${p256.publicKey}`,
    'P-256 without a prefix': p256.publicKey,
    'P-256, uncompressed': `8024${longer(p256.publicKey, 'prime256v1')}`,
    'P-256, both forms at once': `8024${longer(p256.publicKey, 'prime256v1', 'hybrid')}`,
    'P-256, its x alone': `8024${x(p256.publicKey)}`,
    'P-256, a byte more': `8024${p256.publicKey}00`,
    'P-256, of no form': `802405${x(p256.publicKey)}`,
    'P-256, at infinity': '802400',
    'P-256, nowhere': `8024${nowhere}`,
    'secp256k1, uncompressed': `e701${longer(koblitz.publicKey, 'secp256k1')}`,
    'secp256k1, its x alone': `e701${x(koblitz.publicKey)}`,
    'secp256k1, nowhere': `e701${nowhere}`,
    'secp256k1 under one byte of the prefix': `e7${koblitz.publicKey}`,
    'Ed25519 under one byte of the prefix': `ed${edwards.publicKey}`,
    X25519: `ec01${edwards.publicKey}`,
    'a private key': `8126${x(koblitz.publicKey)}`,
    nothing: '',
  }
  const found = Object.entries(none).map(([why, hex]) => [why, asMultikey(hex), asDidKey(hex)])
  assert.deepEqual(
    found,
    Object.keys(none).map(why => [why, null, null]),
  )
  const keys = {
    [`8024${p256.publicKey}`]: `p256:${p256.publicKey}`,
    [`e701${koblitz.publicKey}`]: `secp256k1:${koblitz.publicKey}`,
    [`ed01${edwards.publicKey}`]: `ed25519:${edwards.publicKey}`,
  }
  assert.deepEqual(
    Object.keys(keys).map(hex => [asMultikey(hex), asDidKey(hex)]),
    Object.values(keys).map(key => [key, key]),
  )
})

test('a Secp256k1 attribute is a point in one of two forms, and 32 bytes are none', () => {
  const key = `secp256k1:${koblitz.publicKey}`
  const values = {
    [koblitz.publicKey]: key,
    [longer(koblitz.publicKey, 'secp256k1')]: key,
    [longer(koblitz.publicKey, 'secp256k1', 'hybrid')]: null,
    [x(koblitz.publicKey)]: null,
    [edwards.publicKey]: null,
    [`00${x(koblitz.publicKey)}`]: null,
    [longer(koblitz.publicKey, 'secp256k1').slice(2)]: null,
    [`${longer(koblitz.publicKey, 'secp256k1').slice(0, -2)}00`]: null,
    [nowhere]: null,
    '': null,
  }
  assert.deepEqual(Object.fromEntries(Object.keys(values).map(value => [value, asSecp256k1(value)])), values)
})

const FIELD = 0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2fn
const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n
const bytes = (number: bigint) => number.toString(16).padStart(64, '0')

/** A key that nobody has, made to fit a signature whose point lies beyond the order of the curve. */
const fitted = (input: Uint8Array) => {
  const { Point } = secp256k1
  const inverse = (n: bigint) => Point.Fn.inv(n)
  const hash = BigInt(`0x${createHash('sha256').update(input).digest('hex')}`)
  for (let r = 1n; r + ORDER < FIELD; r++) {
    try {
      const nonce = Point.fromHex(`02${bytes(r + ORDER)}`)
      const key = nonce
        .multiply(5n)
        .add(Point.BASE.multiply(hash % ORDER).negate())
        .multiply(inverse(r))
      return { key, signature: Buffer.from(bytes(r) + bytes(5n), 'hex') }
    } catch {
      // No point has this x.
    }
  }
  throw new Error('no point lies beyond the order')
}

test('a point beyond the order of the curve is found by its key, and by its address by neither', async () => {
  const input = Buffer.from(
    [{ alg: 'ES256K', kid: 'did:x:a#1' }, { iss: 'did:x:a' }].map(p => base64url(JSON.stringify(p))).join('.'),
  )
  const { key, signature } = fitted(input)
  const address = publicKeyToAddress(`0x${key.toHex(false)}`).toLowerCase()
  const verdicts = [`secp256k1:${key.toHex()}`, `address:${address}`].map(async key => [
    isSignedBy({ input, signature }, key, 'ES256K'),
    await byReference({ input, signature }, key),
  ])
  assert.deepEqual(await Promise.all(verdicts), [
    [true, true],
    [false, false],
  ])
})
