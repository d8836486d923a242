/**
 * What x402 servers sign with each 402: its price, for a resource, until a time (x402 extension "offer-receipt", 0.6).
 * It is a snapshot of one way to pay; the offer that it is held against is ours.
 */
import { type Hex, recoverTypedDataAddress } from 'viem'
import { publicKeyToAddress } from 'viem/accounts'
import { isCanonical } from '../core/canonical.ts'
import { decompress, normalDid, parseDidUrl } from '../core/did.ts'
import { isObject, parseJson } from '../core/json.ts'
import type { Key } from '../modules/identity/keys.ts'
import { isAlgorithm, isSignedBy, signatureBytes } from '../modules/offers/signature.ts'
import { areTerms, type Terms } from './promise.ts'

/** Its fields, read. `validUntil`: Unix seconds, 0 where it never ends. */
export type X402Offer = Terms & { readonly resourceUrl: string; readonly validUntil: number }

/** Who made it: an address was recovered from it (EIP-712), or a key of a DID is named and must be tried (JWS). */
export type X402Signature =
  | { readonly address: string }
  | { readonly did: string; readonly fragment: string; isBy(key: Key): boolean }

export type ReadX402Offer = { readonly offer: X402Offer; readonly signature: X402Signature }

const LONGEST = 16_384
const LONGEST_URL = 2_048
const MAX_DEPTH = 4
const FIELDS = ['version', 'resourceUrl', 'scheme', 'network', 'asset', 'payTo', 'amount', 'validUntil']

/** Reads an x402 signed offer of either format; a text says why it is none. Who may sign is for the caller to judge. */
export const readX402Offer = async (value: unknown): Promise<ReadX402Offer | string> => {
  if (!isObject(value)) return 'not an object'
  if (value.format === 'eip712') return readTyped(value)
  return value.format === 'jws' ? readJws(value) : 'format is neither eip712 nor jws'
}

/** EIP-712, of a domain that is one on purpose for all chains. Absent numbers are signed as 0. */
const readTyped = async ({ payload, signature }: Record<string, unknown>): Promise<ReadX402Offer | string> => {
  const offer = readPayload(payload)
  if (typeof offer === 'string') return offer
  if (typeof signature !== 'string' || !/^0x[0-9a-fA-F]{130}$/.test(signature)) return 'the signature is not 65 bytes'
  const message = { version: 1n, ...offer, validUntil: BigInt(offer.validUntil) }
  try {
    const typed = { domain: DOMAIN, types: TYPES, primaryType: 'Offer', message, signature: signature as Hex } as const
    return { offer, signature: { address: (await recoverTypedDataAddress(typed)).toLowerCase() } }
  } catch {
    return 'the signature is of no key'
  }
}

const DOMAIN = { name: 'x402 offer', version: '1', chainId: 1 } as const
const TYPES = {
  Offer: [
    { name: 'version', type: 'uint256' },
    { name: 'resourceUrl', type: 'string' },
    { name: 'scheme', type: 'string' },
    { name: 'network', type: 'string' },
    { name: 'asset', type: 'string' },
    { name: 'payTo', type: 'string' },
    { name: 'amount', type: 'string' },
    { name: 'validUntil', type: 'uint256' },
  ],
} as const

/** A compact JWS (RFC 7515) of canonical JSON, its key named by a DID URL. */
const readJws = ({ signature: jws }: Record<string, unknown>): ReadX402Offer | string => {
  if (typeof jws !== 'string' || jws.length > LONGEST) return `the signature is not text of at most ${LONGEST} bytes`
  const [header64 = '', payload64 = '', signature64 = '', ...more] = jws.split('.')
  const header = part(header64)
  const payload = part(payload64)
  const signature = signatureBytes(signature64)
  if (more.length > 0 || !header || !payload || !signature) return 'not a compact JWS of two JSON objects and 64 bytes'
  const { alg, kid, ...rest } = header.value
  const url = typeof kid === 'string' ? parseDidUrl(kid) : null
  if (!isAlgorithm(alg)) return 'alg is not ES256K, EdDSA or ES256'
  if (!url) return 'kid is not a DID URL with a fragment'
  // A header that changes what is signed (`b64`, `crit`) must not slip by.
  if (Object.keys(rest).some(name => name !== 'typ')) return 'the header says more than alg, kid and typ'
  // Of a name that is given twice, two readers might each see another value.
  if (!isCanonical(payload.text, payload.value)) return 'the payload is not canonical JSON (RFC 8785)'
  const offer = readPayload(payload.value)
  if (typeof offer === 'string') return offer
  const input = Buffer.from(`${header64}.${payload64}`)
  return {
    offer,
    signature: { ...url, did: normalDid(url.did), isBy: key => isSignedBy({ input, signature }, key, alg) },
  }
}

const part = (base64: string): { readonly text: string; readonly value: Record<string, unknown> } | null => {
  const bytes = Buffer.from(base64, 'base64url')
  const parsed = parseJson(bytes, MAX_DEPTH)
  if (bytes.toString('base64url') !== base64 || parsed.verdict !== 'ok' || !isObject(parsed.value)) return null
  return { text: bytes.toString('utf8'), value: parsed.value }
}

const readPayload = (value: unknown): X402Offer | string => {
  if (!isObject(value) || !areTerms(value)) return 'the payload is not the terms of a payment'
  const { version, resourceUrl, scheme, network, asset, payTo, amount, validUntil = 0 } = value
  // A field that is not known may change what the others mean, and in EIP-712 nobody signed it.
  const unknown = Object.keys(value).find(name => !FIELDS.includes(name))
  if (unknown !== undefined) return `${unknown.slice(0, 40)} is no field of it`
  if (version !== 1) return 'version is not 1'
  if (typeof resourceUrl !== 'string' || resourceUrl.length > LONGEST_URL) return 'resourceUrl is not a URL'
  if (!Number.isSafeInteger(validUntil) || Number(validUntil) < 0) return 'validUntil is not a time'
  return { resourceUrl, scheme, network, asset, payTo, amount, validUntil } as X402Offer
}

/** The address of a key; null where it is no account. */
export const addressOf = (key: Key): string | null => {
  const [kind, hex = ''] = key.split(':')
  if (kind === 'address') return hex
  const point = kind === 'secp256k1' ? decompress('secp256k1', hex) : null
  return point && publicKeyToAddress(`0x${point}`).toLowerCase()
}
