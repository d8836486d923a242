/** What a key or delegate may be used for, as its name and its bytes say. */
import { decompress } from '../../core/did.ts'
import { badInput } from '../../core/errors.ts'
import { isAddress } from '../../core/ids.ts'
import { MULTICODEC } from '../../core/multicodec.ts'
import type { KeyCurve, KeyPurpose } from '../../generated/schema.ts'
import { assertionKey, type Key, PUBLIC_KEY } from './keys.ts'
import type { DidEntryRow } from './tables.ts'

type Entry = Pick<DidEntryRow, 'kind' | 'name' | 'value'>

/** What the name of an entry says it is for: the relationships that the specification of did:ethr gives it. */
export const purposesOf = ({ kind, name }: Entry): KeyPurpose[] => {
  const said = kind === 'delegate' ? /^(sigAuth|veriKey)$/.exec(name) : PUBLIC_KEY.exec(name)
  if (!said) return []
  const purpose = kind === 'delegate' ? name : said[2]
  if (purpose === 'sigAuth') return ['ASSERTION', 'AUTHENTICATION']
  return purpose === 'enc' ? ['KEY_AGREEMENT'] : ['ASSERTION']
}

/** The curve of the key that the bytes of an entry are; null: unknown, or no key of the curve they are said to be of. */
export const curveOf = ({ kind, name, value }: Entry): KeyCurve | null => {
  if (kind === 'delegate') return 'SECP256K1'
  const [, algorithm = ''] = PUBLIC_KEY.exec(name) ?? []
  if (algorithm === 'X25519' && value.length === 66) return 'X25519'
  if (algorithm === 'Multikey' && value.startsWith(`0x${MULTICODEC.x25519}`) && value.length === 70) return 'X25519'
  // A key for encryption is of the same curve as one that may assert.
  const key = assertionKey({ kind, name: `did/pub/${algorithm}`, value })
  return key === null ? null : (CURVES[key.slice(0, key.indexOf(':'))] ?? null)
}

const CURVES: { readonly [sort: string]: KeyCurve } = { secp256k1: 'SECP256K1', ed25519: 'ED25519', p256: 'P256' }

/** The keys that an address or the bytes of a public key may stand for: a bare point may lie on two curves. */
export const signersOf = (text: string): Key[] => {
  const hex = text.toLowerCase()
  if (isAddress(hex)) return [`address:${hex}`]
  const found = (/^0x([0-9a-f]{2}){32,67}$/.test(hex) ? spellings(hex) : []).flatMap(
    ([algorithm, value]) => assertionKey({ kind: 'attribute', name: `did/pub/${algorithm}`, value }) ?? [],
  )
  if (found.length > 0) return found
  const hint = 'write an address, or the bytes of a secp256k1, P-256 or Ed25519 key in hex'
  throw badInput('filter.signer', `${text.slice(0, 160)} is neither an address nor a public key`, hint)
}

/** The attributes that bytes would be a key in. */
const spellings = (hex: string): (readonly [algorithm: string, value: string])[] => {
  const sealed = decompress('prime256v1', hex.slice(2))
  const p256 =
    sealed &&
    `0x${MULTICODEC.p256}${Number.parseInt(sealed.slice(-1), 16) % 2 === 0 ? '02' : '03'}${sealed.slice(2, 66)}`
  return [['Secp256k1', hex], ['Ed25519', hex], ['Multikey', hex], ...(p256 ? [['Multikey', p256] as const] : [])]
}
