/**
 * Whether a key made a signature. did-jwt is the reference; in bulk the platform judges, with each key decoded once,
 * which comes to the same verdict but for Ed25519, where it is stricter and so decides (RFC 8032, not ZIP-215).
 */
import { createHash, createPublicKey, type JsonWebKey, type KeyObject, verify } from 'node:crypto'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { decodeJWT, verifyJWT } from 'did-jwt'
import { publicKeyToAddress } from 'viem/accounts'
import { decompress } from '../../core/did.ts'
import { recent } from '../../core/recent.ts'
import type { Key } from '../identity/keys.ts'

/** What a signature of a compact JWS is about (its header and payload as they are spelt), and its 64 bytes. */
export type Signed = { readonly input: Uint8Array; readonly signature: Uint8Array }

/** A rule by which a signature of a fitting algorithm counts. */
export type Verifier = (signed: Signed, key: Key) => boolean | Promise<boolean>

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
export const isSignedBy = async (signed: Signed, key: Key, alg: string, by: Verifier = inBulk): Promise<boolean> =>
  ALGORITHMS.get(alg)?.includes(kindOf(key)) === true && by(signed, key)

const kindOf = (key: Key): string => key.slice(0, key.indexOf(':'))
const hexOf = (key: Key): string => key.slice(key.indexOf(':') + 1)

/** By the platform's rule. */
export const inBulk: Verifier = (signed, key) => {
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

const jwkOf = (kind: string, hex: string) => {
  const base64url = (part: string) => Buffer.from(part, 'hex').toString('base64url')
  if (kind === 'ed25519') return { kty: 'OKP', crv: 'Ed25519', x: base64url(hex) }
  const point = decompress(kind === 'p256' ? 'prime256v1' : 'secp256k1', hex)
  if (point === null) return null
  const crv = kind === 'p256' ? 'P-256' : 'secp256k1'
  return { kty: 'EC', crv, x: base64url(point.slice(2, 66)), y: base64url(point.slice(66)) }
}

/** By did-jwt's rule. One key, one call, with options of its own: it writes into them, and tries every key it is shown. */
export const byReference: Verifier = async ({ input, signature }, key) => {
  const method = verificationMethod(key)
  if (method === null) return false
  try {
    const jwt = `${Buffer.from(input).toString('latin1')}.${Buffer.from(signature).toString('base64url')}`
    const { header, payload } = decodeJWT(jwt, false)
    const { iss = '', iat = 0, nbf = 0 } = payload
    const kid = String(header.kid)
    const document = {
      id: iss,
      verificationMethod: [{ id: kid, controller: iss, ...method }],
      assertionMethod: [kid],
    }
    const { verified, issuer, signer } = await verifyJWT(jwt, {
      resolver: {
        resolve: async () => ({ didDocument: document, didDocumentMetadata: {}, didResolutionMetadata: {} }),
      },
      proofPurpose: 'assertionMethod',
      skewTime: 0,
      // Time is judged where the offer is used; here the token only has to agree with itself.
      policies: { now: Math.max(iat, nbf), exp: false },
    })
    return verified && issuer === iss && signer.id === kid
  } catch {
    return false
  }
}

const verificationMethod = (key: Key) => {
  // Of an account did-jwt compares the address alone.
  if (kindOf(key) === 'address')
    return { type: 'EcdsaSecp256k1RecoveryMethod2020', blockchainAccountId: `eip155:1:${hexOf(key)}` }
  const publicKeyJwk = jwkOf(kindOf(key), hexOf(key))
  return publicKeyJwk && { type: 'JsonWebKey2020', publicKeyJwk }
}
