/**
 * Which key a `kid` names, and when. The strict profile: a key counts while its validity lies strictly ahead, keys of an
 * earlier owner do not count, an owner of 0x0 ends everything for good, malformed keys are no keys.
 */
import { ECDH } from 'node:crypto'
import { ed25519 } from '@noble/curves/ed25519.js'
import { base58btc } from 'multiformats/bases/base58'
import type { Version } from '../../core/asOf.ts'
import { type Did, identityAddress } from '../../core/did.ts'
import { signingCurve } from '../../core/multicodec.ts'
import { recent } from '../../core/recent.ts'
import type { DidEntryRow, DidRow } from './tables.ts'

/** A verification key as text: `address:0x..`, `secp256k1:<compressed>`, `p256:<compressed>` or `ed25519:<raw>`, hex. */
export type Key = string

/** What the index holds of one identity and what its fragments named: every version, or those of one moment. */
export type KeyFacts = { readonly owners: readonly Reign[]; readonly entries: readonly Entry[] }

/** Who ruled an identity over the blocks [bf, bt). */
export type Reign = Pick<Version<DidRow>, 'id' | 'identity' | 'owner' | 'epoch' | 'deactivated' | 'bf' | 'bt'>

/** What a fragment named over the blocks [bf, bt). */
export type Entry = Pick<
  Version<DidEntryRow>,
  'did' | 'fragment' | 'kind' | 'name' | 'value' | 'valid_to' | 'epoch' | 'bf' | 'bt'
>

/** A moment on the chain of the identity. */
export type Moment = { readonly block: number; readonly time: number }

/** The key that a fragment names at a moment and that may make assertions then; null: none. */
export const keyAt = (did: Did, fragment: string, facts: KeyFacts, { block, time }: Moment): Key | null => {
  if (did.method !== 'ethr') return computedKey(did, fragment)
  const holds = ({ bf, bt }: { bf: number; bt: number | null }) => bf <= block && (bt === null || bt > block)
  const row = facts.owners.find(holds)
  if (row?.deactivated) return null
  if (fragment === 'controller') return `address:${row?.owner ?? identityAddress(did)}`
  if (fragment === 'controllerKey') {
    const owned = row === undefined || row.owner === row.identity
    return owned && 'publicKey' in did.identity ? pointKey('secp256k1', did.identity.publicKey.slice(2)) : null
  }
  const entry = facts.entries.find(entry => entry.fragment === fragment && holds(entry))
  return entry && entry.valid_to > time && entry.epoch === row?.epoch ? assertionKey(entry) : null
}

/** Every key that a fragment ever named, whatever became of it since. */
export const keysEver = (did: Did, fragment: string, facts: KeyFacts): Key[] => {
  if (did.method !== 'ethr') return [computedKey(did, fragment)].filter(key => key !== null)
  if (fragment === 'controller')
    return [...new Set([identityAddress(did), ...facts.owners.map(row => row.owner)])].map(a => `address:${a}`)
  if (fragment === 'controllerKey') {
    return 'publicKey' in did.identity
      ? [pointKey('secp256k1', did.identity.publicKey.slice(2))].filter(key => key !== null)
      : []
  }
  const named = facts.entries.filter(entry => entry.fragment === fragment).map(assertionKey)
  return [...new Set(named.filter(key => key !== null))]
}

/** did:pkh names an account, did:key names its key: both need no registry and never change. */
const computedKey = (did: Exclude<Did, { method: 'ethr' }>, fragment: string): Key | null => {
  if (did.method === 'pkh') return fragment === 'blockchainAccountId' ? `address:${did.address}` : null
  return fragment === did.multibase
    ? once(did.multibase, multibase => multicodecKey(base58btc.decode(multibase)))
    : null
}

/** The name of an attribute that is a public key: its algorithm, and what it is for. */
export const PUBLIC_KEY = /^did\/pub\/(\w+)(?:\/(\w+))?(?:\/\w+)?$/

/** The key of a delegate or attribute, where it may make assertions. */
export const assertionKey = ({ kind, name, value }: Pick<DidEntryRow, 'kind' | 'name' | 'value'>): Key | null => {
  if (kind === 'delegate') return name === 'veriKey' || name === 'sigAuth' ? `address:${value}` : null
  const [, algorithm, purpose] = PUBLIC_KEY.exec(name) ?? []
  const hex = value.slice(2)
  // An encryption key asserts nothing.
  if (purpose === 'enc') return null
  if (algorithm === 'Secp256k1') return pointKey('secp256k1', hex)
  if (algorithm === 'Ed25519') return edwardsKey(hex)
  return algorithm === 'Multikey' ? multicodecKey(Buffer.from(hex, 'hex')) : null
}

/** A key behind its multicodec prefix; points are compressed. */
const multicodecKey = (bytes: Uint8Array): Key | null => {
  const hex = Buffer.from(bytes).toString('hex')
  const curve = signingCurve(hex)
  if (curve === 'ed25519') return edwardsKey(hex.slice(4))
  return curve !== null && hex.length === 70 ? pointKey(curve, hex.slice(4)) : null
}

/** A point as RFC 8032 (5.1.3) writes it. One of small order has signatures that are good for every message. */
const edwardsKey = (hex: string): Key | null =>
  /^[0-9a-f]{64}$/.test(hex) ? once(`ed25519:${hex}`, key => (isLargeOrder(hex) ? key : null)) : null

const isLargeOrder = (hex: string): boolean => {
  try {
    return !ed25519.Point.fromHex(hex, false).isSmallOrder()
  } catch {
    return false
  }
}

const CURVES = { secp256k1: 'secp256k1', p256: 'prime256v1' } as const

/** A point of 33 or 65 bytes that is on the curve. 32 bytes, which a resolver might take for a private key, are no key. */
const pointKey = (curve: keyof typeof CURVES, hex: string): Key | null => {
  if (!/^(0[23][0-9a-f]{64}|04[0-9a-f]{128})$/.test(hex)) return null
  return once(`${curve}:${hex}`, () => {
    try {
      return `${curve}:${ECDH.convertKey(hex, CURVES[curve], 'hex', 'hex', 'compressed')}`
    } catch {
      return null
    }
  })
}

/** What a spelling of a key comes to, for ever: the curve is asked once. */
const once = (spelling: string, decode: (spelling: string) => Key | null): Key | null => {
  const known = decoded.get(spelling)
  if (known !== undefined) return known
  const key = decode(spelling)
  decoded.set(spelling, key)
  return key
}

const decoded = recent<Key | null>(4_096)
