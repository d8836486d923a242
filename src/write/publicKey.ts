/** Public keys of the three kinds that sign offers, and the did:key that each of them is. */
import { base58btc } from 'multiformats/bases/base58'
import type { Hex } from 'viem'
import { decompress } from '../core/did.ts'
import { badInput } from '../core/errors.ts'
import { MULTICODEC, signingCurve } from '../core/multicodec.ts'

export const KEY_KINDS = ['secp256k1', 'ed25519', 'p256'] as const
export type KeyKind = (typeof KEY_KINDS)[number]

export type PublicKey = {
  readonly kind: KeyKind
  /** 33 bytes of a point, or the 32 of an Ed25519 key. */
  readonly bytes: Hex
}

/** A key with its multicodec prefix. */
export const multicodec = ({ kind, bytes }: PublicKey): Hex => `0x${MULTICODEC[kind]}${bytes.slice(2)}`

/** The part of a did:key that is the key; also the fragment that names it there. */
export const multibase = (key: PublicKey): string => base58btc.encode(Buffer.from(multicodec(key).slice(2), 'hex'))

/** Reads `did:key:z..` or `<kind>:<hex>`; points may be 33 or 65 bytes and must be on their curve. */
export const parsePublicKey = (text: string): PublicKey => {
  const [, kind, digits = ''] = /^(\w+):(?:0x)?([0-9a-fA-F]{1,130})$/.exec(text) ?? []
  const named = text.startsWith('did:key:') ? ofDidKey(text.slice(8)) : { kind, digits: digits.toLowerCase() }
  const bytes = named && isKeyKind(named.kind) ? wholeKey(named.kind, named.digits) : null
  if (!named || !isKeyKind(named.kind) || bytes === null) {
    throw badInput(
      'key',
      `${text.slice(0, 120)} is not a public key`,
      `write did:key:z.. or <kind>:<hex>; kinds: ${KEY_KINDS.join(', ')}`,
    )
  }
  return { kind: named.kind, bytes }
}

export const isKeyKind = (text: string | undefined): text is KeyKind => KEY_KINDS.some(kind => kind === text)

const ofDidKey = (encoded: string): { kind: KeyKind; digits: string } | null => {
  if (encoded.length > 200) return null
  try {
    const hex = Buffer.from(base58btc.decode(encoded)).toString('hex')
    const kind = signingCurve(hex)
    return kind === null ? null : { kind, digits: hex.slice(4) }
  } catch {
    return null
  }
}

const CURVES = { secp256k1: 'secp256k1', p256: 'prime256v1' } as const

/** The key as it is kept; null: no key of that kind. 32 bytes of a point are refused: readers disagree what they are. */
const wholeKey = (kind: KeyKind, digits: string): Hex | null => {
  if (kind === 'ed25519') return digits.length === 64 ? `0x${digits}` : null
  if (!/^(0[23][0-9a-f]{64}|04[0-9a-f]{128})$/.test(digits)) return null
  const point = decompress(CURVES[kind], digits)
  if (point === null) return null
  const isOdd = Number.parseInt(point.slice(-1), 16) % 2 === 1
  return `0x${isOdd ? '03' : '02'}${point.slice(2, 66)}`
}
