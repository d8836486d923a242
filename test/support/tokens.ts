/** Tokens that no honest library would make, and keys of every kind to sign them with. */
import { createECDH, createHash, createPrivateKey, createPublicKey } from 'node:crypto'
import canonicalize from 'canonicalize'
import { EdDSASigner, ES256KSigner, ES256Signer, type Signer } from 'did-jwt'
import { base58btc } from 'multiformats/bases/base58'
import type { SignedOffer } from '../../src/modules/offers/sign.ts'

/** Bytes or text as base64url. */
export const base64url = (content: string | Uint8Array): string => Buffer.from(content).toString('base64url')

/** A header or payload: an object is written as canonical JSON, text and bytes as they are. */
export type Part = object | string

const encoded = (part: Part): string =>
  base64url(typeof part === 'string' || part instanceof Uint8Array ? part : (canonicalize(part) ?? ''))

/** A compact JWS of any header and payload, signed over exactly those bytes. */
export const jws = async (header: Part, payload: Part, sign: Signer): Promise<string> => {
  const input = `${encoded(header)}.${encoded(payload)}`
  return `${input}.${await sign(input)}`
}

const seedOf = (name: string): Uint8Array => createHash('sha256').update(name).digest()

/** A key that is no account: how it signs, its raw public form (hex) and its did:key. */
export type BareKey = {
  readonly alg: 'ES256K' | 'EdDSA' | 'ES256'
  readonly signer: Signer
  /** Hex; of a point, its compressed form. */
  readonly publicKey: string
  /** The multicodec prefix and the key, hex. */
  readonly multicodec: string
  readonly did: string
  /** The DID URL of the key under its own did:key. */
  readonly kid: string
}

const bareKey = (alg: BareKey['alg'], signer: Signer, publicKey: string, prefix: string): BareKey => {
  const multicodec = prefix + publicKey
  const multibase = base58btc.encode(Buffer.from(multicodec, 'hex'))
  const did = `did:key:${multibase}`
  return { alg, signer, publicKey, multicodec, did, kid: `${did}#${multibase}` }
}

/** An Ed25519 key. */
export const edwardsKey = (name: string): BareKey => {
  const seed = seedOf(name)
  const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed])
  const spki = createPublicKey(createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })).export({
    format: 'der',
    type: 'spki',
  })
  return bareKey('EdDSA', EdDSASigner(seed), spki.subarray(-32).toString('hex'), 'ed01')
}

/** A P-256 key, as secure elements and passkeys hold. */
export const p256Key = (name: string): BareKey =>
  bareKey('ES256', ES256Signer(seedOf(name)), pointOf('prime256v1', name), '8024')

/** A secp256k1 key that is no account. */
export const koblitzKey = (name: string): BareKey =>
  bareKey('ES256K', ES256KSigner(seedOf(name)), pointOf('secp256k1', name), 'e701')

const pointOf = (curve: string, name: string): string => {
  const ecdh = createECDH(curve)
  ecdh.setPrivateKey(seedOf(name))
  return ecdh.getPublicKey('hex', 'compressed')
}

/** The points of small order on Ed25519, as keys are written. */
export const SMALL_ORDER: readonly string[] = [
  `01${'00'.repeat(31)}`,
  `ec${'ff'.repeat(30)}7f`,
  '00'.repeat(32),
  `${'00'.repeat(31)}80`,
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
]

/** A key of small order with the one signature that a lenient verifier takes for every message. */
export const smallOrderKey = (publicKey: string): BareKey => {
  const forever = Buffer.from(`01${'00'.repeat(63)}`, 'hex')
  return bareKey('EdDSA', async () => base64url(forever), publicKey, 'ed01')
}

const SECP256K1_ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n

/** The same token with the other signature that its key could have given: anybody can make it. */
export const highTwin = (jwt: string): string => {
  const end = jwt.lastIndexOf('.') + 1
  const signature = Buffer.from(jwt.slice(end), 'base64url').toString('hex')
  const s = SECP256K1_ORDER - BigInt(`0x${signature.slice(64)}`)
  const twin = signature.slice(0, 64) + s.toString(16).padStart(64, '0')
  return jwt.slice(0, end) + base64url(Buffer.from(twin, 'hex'))
}

/** A signed offer with other bytes in the place of its token. */
export const carrying = (offer: SignedOffer, jwt: string): SignedOffer => ({
  ...offer,
  jwt,
  uri: `data:application/jwt,${jwt}`,
})
