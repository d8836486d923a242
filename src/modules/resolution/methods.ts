/** Verification methods as `did:ethr` documents write them, and the JSON-LD context that explains them. */
import { createECDH } from 'node:crypto'
import { base58btc } from 'multiformats/bases/base58'
import { getAddress, type Hex } from 'viem'
import { decompress } from '../../core/did.ts'
import { MULTICODEC } from '../../core/multicodec.ts'
import type { VerificationMethod } from './result.ts'

const RECOVERY = 'EcdsaSecp256k1RecoveryMethod2020'
export const SECP256K1 = 'EcdsaSecp256k1VerificationKey2019'
const ED25519 = 'Ed25519VerificationKey2020'
const X25519 = 'X25519KeyAgreementKey2020'
const MULTIKEY = 'Multikey'

/** An account that signs, by its address (CAIP-10). */
export const account = (id: string, controller: string, chain: bigint, address: string): VerificationMethod => ({
  id,
  type: RECOVERY,
  controller,
  blockchainAccountId: `eip155:${chain}:${getAddress(address as Hex)}`,
})

/** A key of an attribute `did/pub/<algorithm>/<purpose>/<encoding>`; null: bytes that are no key of that algorithm. */
export const publicKeyMethod = (
  id: string,
  controller: string,
  algorithm: string,
  encoding: string | undefined,
  value: string,
): VerificationMethod | null => {
  const hex = value.slice(2)
  const method = (type: string, key: object): VerificationMethod => ({ id, type, controller, ...key })
  switch (algorithm) {
    case 'Secp256k1': {
      const publicKeyJwk = secp256k1Jwk(hex)
      return publicKeyJwk && method(SECP256K1, { publicKeyJwk })
    }
    case 'Ed25519':
      return method(ED25519, { publicKeyMultibase: multibase(MULTICODEC.ed25519 + hex) })
    case 'X25519':
      return method(X25519, { publicKeyMultibase: multibase(MULTICODEC.x25519 + hex) })
    case 'Multikey':
      return method(MULTIKEY, { publicKeyMultibase: multibase(hex) })
    default:
      return method(algorithm, encoded(hex, encoding))
  }
}

const encoded = (hex: string, encoding = 'hex'): object => {
  const bytes = Buffer.from(hex, 'hex')
  if (encoding === 'hex') return { publicKeyHex: hex }
  if (encoding === 'base64') return { publicKeyBase64: bytes.toString('base64') }
  return encoding === 'base58' ? { publicKeyBase58: base58btc.baseEncode(bytes) } : { value: hex }
}

const multibase = (hex: string): string => base58btc.encode(Buffer.from(hex, 'hex'))

/** A secp256k1 key as a JWK: a point of 33 or 65 bytes, or of 64 without its prefix. 32 bytes are read as a private key. */
export const secp256k1Jwk = (hex: string): object | null => {
  const point = pointOf(hex)
  if (point === null) return null
  const coordinate = (at: number) => Buffer.from(point.slice(at, at + 64), 'hex').toString('base64url')
  return { kty: 'EC', crv: 'secp256k1', x: coordinate(2), y: coordinate(66) }
}

const pointOf = (hex: string): string | null => {
  if (hex.length === 64) return publicOf(hex)
  if (hex.length === 128) return decompress('secp256k1', `04${hex}`)
  const isPoint = (hex.length === 66 && /^0[23]/.test(hex)) || (hex.length === 130 && hex.startsWith('04'))
  return isPoint ? decompress('secp256k1', hex) : null
}

const publicOf = (privateKey: string): string | null => {
  try {
    const pair = createECDH('secp256k1')
    pair.setPrivateKey(privateKey, 'hex')
    return pair.getPublicKey('hex')
  } catch {
    return null
  }
}

const CONTEXT = ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/suites/secp256k1recovery-2020/v2']

/** The context that names every member of these methods, and none that they have not. */
export const contextOf = (methods: readonly VerificationMethod[]): unknown[] => {
  const has = (member: string) => methods.some(method => member in method)
  const is = (type: string) => methods.some(method => method.type === type)
  const terms = {
    ...(has('publicKeyHex') ? { publicKeyHex: 'https://w3id.org/security#publicKeyHex' } : {}),
    ...(has('publicKeyJwk')
      ? { publicKeyJwk: { '@id': 'https://w3id.org/security#publicKeyJwk', '@type': '@json' } }
      : {}),
    ...(has('publicKeyBase64') ? { publicKeyBase64: 'https://w3id.org/security#publicKeyBase64' } : {}),
  }
  return [
    ...CONTEXT,
    ...(is(SECP256K1) || has('publicKeyBase58') ? ['https://w3id.org/security/v2'] : []),
    ...(is(ED25519) ? ['https://w3id.org/security/suites/ed25519-2020/v1'] : []),
    ...(is(X25519) ? ['https://w3id.org/security/suites/x25519-2020/v1'] : []),
    ...(is(MULTIKEY) ? ['https://w3id.org/security/multikey/v1'] : []),
    ...(Object.keys(terms).length > 0 ? [terms] : []),
  ]
}
