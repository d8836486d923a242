/** Keys of machines: made here or read back, each with the DID it stands for and ready to sign offers. */
import { createECDH, createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { EdDSASigner, ES256KSigner, ES256Signer, type Signer } from 'did-jwt'
import { type Address, type Hex, hexToBytes } from 'viem'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import { ethrDid } from '../core/did.ts'
import { badInput } from '../core/errors.ts'
import { evmChainNumber } from '../core/ids.ts'
import { type KeyKind, multibase, type PublicKey } from './publicKey.ts'

/** A private key and what follows from it; `kid`, `alg` and `signer` are what `signOffer` takes. */
export type MachineKey = {
  readonly privateKey: Hex
  readonly publicKey: PublicKey
  /** The account of a secp256k1 key; null for other kinds, which own nothing on an EVM chain. */
  readonly address: Address | null
  readonly did: string
  readonly kid: string
  readonly alg: 'ES256K' | 'EdDSA' | 'ES256'
  readonly signer: Signer
}

/** Makes a key from the randomness of the system. On a chain (CAIP-2) it is a did:ethr, on none a did:key. */
export const createKey = (kind: KeyKind, chain?: string): MachineKey => readKey(kind, randomKey(kind), chain)

/** The same key again, from its 32 private bytes. */
export const readKey = (kind: KeyKind, privateKey: Hex, chain?: string): MachineKey => {
  const publicKey: PublicKey = { kind, bytes: publicBytes(kind, privateKey) }
  const address = kind === 'secp256k1' ? privateKeyToAccount(privateKey).address : null
  const bytes = hexToBytes(privateKey)
  return { privateKey, publicKey, address, ...nameOf(publicKey, address, chain), ...SIGNING[kind](bytes) }
}

/** The account of a secp256k1 key, which signs and pays. */
export const accountOf = (privateKey: Hex): PrivateKeyAccount => {
  publicBytes('secp256k1', privateKey)
  return privateKeyToAccount(privateKey)
}

const nameOf = (key: PublicKey, address: Address | null, chain: string | undefined): { did: string; kid: string } => {
  if (chain === undefined) {
    const fragment = multibase(key)
    return { did: `did:key:${fragment}`, kid: `did:key:${fragment}#${fragment}` }
  }
  if (address === null)
    throw badInput(
      'chain',
      `a key of kind ${key.kind} is no account on a chain`,
      'leave the chain out: the key is a did:key',
    )
  if (evmChainNumber(chain) === null) throw badInput('chain', `${chain.slice(0, 80)} is no EVM chain`)
  const did = ethrDid(chain, address)
  return { did, kid: `${did}#controller` }
}

const SIGNING = {
  secp256k1: (bytes: Uint8Array) => ({ alg: 'ES256K', signer: ES256KSigner(bytes) }) as const,
  ed25519: (bytes: Uint8Array) => ({ alg: 'EdDSA', signer: EdDSASigner(bytes) }) as const,
  p256: (bytes: Uint8Array) => ({ alg: 'ES256', signer: ES256Signer(bytes) }) as const,
}

const CURVES = { secp256k1: 'secp256k1', p256: 'prime256v1' } as const

const randomKey = (kind: KeyKind): Hex => {
  const { privateKey } =
    kind === 'ed25519' ? generateKeyPairSync(kind) : generateKeyPairSync('ec', { namedCurve: CURVES[kind] })
  return `0x${Buffer.from(privateKey.export({ format: 'jwk' }).d ?? '', 'base64url').toString('hex')}`
}

/** The DER of an Ed25519 private key before its 32 bytes (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')

/** What is wrong with a private key is never quoted: messages end up in logs. */
const publicBytes = (kind: KeyKind, privateKey: Hex): Hex => {
  try {
    if (!/^0x[0-9a-f]{64}$/i.test(privateKey)) throw new Error('not 32 bytes')
    const bytes = Buffer.from(privateKey.slice(2), 'hex')
    if (kind === 'ed25519') {
      const key = createPrivateKey({ key: Buffer.concat([PKCS8, bytes]), format: 'der', type: 'pkcs8' })
      const { x = '' } = createPublicKey(key).export({ format: 'jwk' })
      return `0x${Buffer.from(x, 'base64url').toString('hex')}`
    }
    const ecdh = createECDH(CURVES[kind])
    ecdh.setPrivateKey(bytes)
    return `0x${ecdh.getPublicKey('hex', 'compressed')}`
  } catch {
    throw badInput('key', `is not a private key of kind ${kind}`, 'give its 32 bytes as 0x and 64 hex digits')
  }
}
