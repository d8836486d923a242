/**
 * Whether a key made a signature. The platform judges, with each key decoded once. did-jwt is the reference of the tests:
 * the verdict is the same but for Ed25519, where the platform is stricter (RFC 8032, not ZIP-215).
 */
import { createHash, createPublicKey, type JsonWebKey, type KeyObject, verify } from 'node:crypto'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { publicKeyToAddress } from 'viem/accounts'
import { decompress } from '../../core/did.ts'
import { recent } from '../../core/recent.ts'
import type { Key } from '../identity/keys.ts'

/** What a signature of a compact JWS is about (its header and payload as they are spelt), and its 64 bytes. */
export type Signed = { readonly input: Uint8Array; readonly signature: Uint8Array }

/** Algorithm -> the kinds of key that it is for. */
const ALGORITHMS: ReadonlyMap<unknown, readonly string[]> = new Map([
  ['ES256K', ['address', 'secp256k1']],
  ['EdDSA', ['ed25519']],
  ['ES256', ['p256']],
])

/** Whether signatures of this algorithm are judged at all. */
export const isAlgorithm = (alg: unknown): alg is string => ALGORITHMS.has(alg)

/** The bytes of a signature as a JWS spells it; null where they are not 64, or there is another spelling of them. */
export const signatureBytes = (base64: string): Uint8Array | null => {
  const bytes = Buffer.from(base64, 'base64url')
  return bytes.length === 64 && bytes.toString('base64url') === base64 ? bytes : null
}

/** Whether this key made the signature with this algorithm. */
export const isSignedBy = (signed: Signed, key: Key, alg: string): boolean =>
  ALGORITHMS.get(alg)?.includes(kindOf(key)) === true && isMadeBy(signed, key)

/** The kind of a key, and its digits. */
export const kindOf = (key: Key): string => key.slice(0, key.indexOf(':'))
export const hexOf = (key: Key): string => key.slice(key.indexOf(':') + 1)

/** Whether it is a signature of this key by the algorithm of its kind. */
export const isMadeBy = (signed: Signed, key: Key): boolean => {
  const publicKey = decoded.get(key) ?? decode(key, signed)
  if (publicKey === null) return false
  return verify(kindOf(key) === 'ed25519' ? null : 'sha256', signed.input, publicKey, signed.signature)
}

type Decoded = { readonly key: KeyObject; readonly dsaEncoding: 'ieee-p1363' }

const decoded = recent<Decoded>(4_096)

const decode = (key: Key, signed: Signed): Decoded | null => {
  const jwk = kindOf(key) === 'address' ? recovered(hexOf(key), signed) : jwkOf(kindOf(key), hexOf(key))
  const publicKey = jwk && keyObject(jwk)
  if (publicKey === null) return null
  const known = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const
  decoded.set(key, known)
  return known
}

const keyObject = (jwk: JsonWebKey): KeyObject | null => {
  try {
    return createPublicKey({ key: jwk, format: 'jwk' })
  } catch {
    return null
  }
}

/** The key behind an address, which no other has: of the two that the signature could be of, the one that hashes to it. */
const recovered = (address: string, { input, signature }: Signed) => {
  const hash = createHash('sha256').update(input).digest()
  for (const bit of [0, 1]) {
    try {
      const point = secp256k1.Signature.fromBytes(signature, 'compact').addRecoveryBit(bit).recoverPublicKey(hash)
      const hex = point.toHex(false)
      if (publicKeyToAddress(`0x${hex}`).toLowerCase() === address) return jwkOf('secp256k1', hex)
    } catch {
      // No point has these numbers: nobody's signature.
    }
  }
  return null
}

/** The public key of a kind as a JWK; null: no point of its curve. */
export const jwkOf = (kind: string, hex: string) => {
  const base64url = (part: string) => Buffer.from(part, 'hex').toString('base64url')
  if (kind === 'ed25519') return { kty: 'OKP', crv: 'Ed25519', x: base64url(hex) }
  const point = decompress(kind === 'p256' ? 'prime256v1' : 'secp256k1', hex)
  if (point === null) return null
  const crv = kind === 'p256' ? 'P-256' : 'secp256k1'
  return { kty: 'EC', crv, x: base64url(point.slice(2, 66)), y: base64url(point.slice(66)) }
}
