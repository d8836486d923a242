/** Is this token an offer, and did its issuer sign it? Cheap checks first; did-jwt judges the signature. */
import { createPublicKey, verify as verifySignature } from 'node:crypto'
import { Ajv2020 } from 'ajv/dist/2020.js'
import canonicalizeJson from 'canonicalize'
import { verifyJWT } from 'did-jwt'
import { keccak256, stringToBytes } from 'viem'
import schema from '../../../schema/json/offer.v1.json' with { type: 'json' }
import { type Did, decompress, normalDid, parseDid, parseDidUrl } from '../../core/did.ts'
import { evmChainNumber } from '../../core/ids.ts'
import { isObject, parseJson } from '../../core/json.ts'
import type { Offer, Withdrawal } from '../../core/offer.ts'
import type { Token } from '../../core/settings.ts'
import type { Key } from '../identity/keys.ts'
import { brokenRule } from './rules.ts'

/** The longest token, in bytes. */
export const TOKEN_MAX = 16_384

export type Verified = {
  readonly id: string
  readonly did: Did
  /** The DID in our spelling. */
  readonly issuer: string
  readonly kid: string
  /** The key that the signature is good for. */
  readonly key: Key
  readonly claims: Offer | Withdrawal
  readonly payload: string
}

export type Refused = { readonly verdict: string; readonly reason: string; readonly retry?: boolean }

/** The keys that a fragment of a DID ever named; null where the chain of the DID is not indexed here. */
export type FindKeys = (did: Did, fragment: string) => Promise<readonly Key[] | null>

/**
 * Checks a token completely but for time: whether its key held when it was announced, and still does, and whether it is
 * in force, is asked of each moment anew. Sources: RFC 7515, RFC 8725 3.11 (explicit typing), RFC 8785 (canonical JSON).
 */
export const verifyToken = async (
  text: string,
  findKeys: FindKeys,
  tokens: readonly Token[],
): Promise<Verified | Refused> => {
  if (text.length > TOKEN_MAX) return refuse('too-large', `longer than ${TOKEN_MAX} bytes`)
  const [header64 = '', payload64 = '', signature64 = '', ...more] = text.split('.')
  const header = part(header64)
  const payload = part(payload64)
  if (more.length > 0 || !header || !payload || !BASE64URL.test(signature64)) {
    return refuse('malformed', 'not a compact JWS of two JSON objects and a signature')
  }
  const signer = readHeader(header.value)
  if ('verdict' in signer) return signer

  // Duplicate keys, spare spaces and the like would let two readers see two offers under one signature.
  if (canonical(header.value) !== header.text || canonical(payload.value) !== payload.text)
    return refuse('not_canonical', 'the payload is not canonical JSON (RFC 8785)')
  if (payload.value.ver !== 1) return refuse('unknown_version', 'ver is not 1')
  if (!validate(payload.value)) return refuse('schema', schemaProblem())
  const claims = payload.value as unknown as Offer | Withdrawal

  if (signer.did !== claims.iss) return refuse('bad_kid', 'kid is not a key of iss')
  if (!claims.sub.startsWith(`${claims.iss}#`)) return refuse('bad_sub', 'sub does not begin with iss and #')
  const did = parseDid(claims.iss)
  if (!did) return refuse('unsupported_did', 'iss is not a did:ethr, did:pkh or did:key')
  const broken = 'void' in claims ? null : brokenRule(claims, tokens)
  if (broken) return refuse(broken.verdict, broken.reason)

  const keys = await findKeys(did, signer.fragment)
  if (keys === null) return { ...refuse('key_unknown', 'the chain of iss is not indexed here'), retry: true }
  if (keys.length === 0)
    return { ...refuse('key_unknown', `iss never had a key named #${signer.fragment}`), retry: true }
  for (const key of keys) {
    if (await isSignedBy(text, key, signer, claims, did)) {
      const id = keccak256(stringToBytes(`${header64}.${payload64}`))
      return { id, did, issuer: normalDid(claims.iss), kid: signer.kid, key, claims, payload: payload.text }
    }
  }
  return { ...refuse('bad_signature', `not signed by #${signer.fragment}`), retry: true }
}

const refuse = (verdict: string, reason: string): Refused => ({ verdict, reason })

const BASE64URL = /^[A-Za-z0-9_-]+$/
const MAX_DEPTH = 12

const part = (base64: string): { text: string; value: Record<string, unknown> } | null => {
  if (!BASE64URL.test(base64)) return null
  const bytes = Buffer.from(base64, 'base64url')
  const parsed = parseJson(bytes, MAX_DEPTH)
  if (parsed.verdict !== 'ok' || !isObject(parsed.value)) return null
  return { text: bytes.toString('utf8'), value: parsed.value }
}

const canonical = (value: object): string | null => {
  try {
    return canonicalizeJson(value) ?? null
  } catch {
    return null
  }
}

const ALGORITHMS: Readonly<Record<string, readonly string[]>> = {
  ES256K: ['address', 'secp256k1'],
  EdDSA: ['ed25519'],
  ES256: ['p256'],
}

/** Only these members, so that nothing that changes the meaning of a JWS (`crit`, `b64`, `jwk`, ...) slips by. */
type Signer = { readonly kid: string; readonly did: string; readonly fragment: string; readonly alg: string }

const readHeader = (header: Record<string, unknown>): Signer | Refused => {
  const { alg, typ, kid, ...rest } = header
  if (typ !== 'offer+jwt') return refuse('bad_typ', 'typ is not offer+jwt')
  if (typeof alg !== 'string' || !Object.hasOwn(ALGORITHMS, alg))
    return refuse('bad_alg', 'alg is not ES256K, EdDSA or ES256')
  const url = typeof kid === 'string' ? parseDidUrl(kid) : null
  if (!url || typeof kid !== 'string') return refuse('bad_kid', 'kid is not a DID URL with a fragment')
  const [extra] = Object.keys(rest)
  return extra === undefined ? { kid, alg, ...url } : refuse('bad_header', `${extra} has no place in the header`)
}

const validate = new Ajv2020({ strict: true }).compile(schema)
const schemaProblem = (): string => {
  const [error] = validate.errors ?? []
  return `${error?.instancePath || 'the offer'} ${error?.message ?? 'does not match the schema'}`.slice(0, 200)
}

/** One key, one call, with options of its own: did-jwt writes into them, and tries every method it is shown. */
const isSignedBy = async (
  jwt: string,
  key: Key,
  { kid, alg }: Signer,
  claims: Offer | Withdrawal,
  did: Did,
): Promise<boolean> => {
  if (!ALGORITHMS[alg]?.includes(key.split(':')[0] ?? '')) return false
  const document = {
    id: claims.iss,
    verificationMethod: [{ id: kid, controller: claims.iss, ...verificationMethod(key, did) }],
    assertionMethod: [kid],
  }
  try {
    const verified = await verifyJWT(jwt, {
      resolver: {
        resolve: async () => ({ didDocument: document, didDocumentMetadata: {}, didResolutionMetadata: {} }),
      },
      proofPurpose: 'assertionMethod',
      skewTime: 0,
      // Time is judged where the offer is used; here the token only has to agree with itself.
      policies: { now: Math.max(claims.iat, 'nbf' in claims ? (claims.nbf ?? 0) : 0), exp: false },
    })
    return (
      verified.verified &&
      verified.issuer === claims.iss &&
      verified.signer.id === kid &&
      (alg !== 'EdDSA' || isStrictlySigned(jwt, key))
    )
  } catch {
    return false
  }
}

const verificationMethod = (key: Key, did: Did) => {
  const [kind = '', hex = ''] = key.split(':')
  if (kind === 'address') {
    const chain = did.method === 'key' ? 1n : (evmChainNumber(did.chain) ?? 1n)
    return { type: 'EcdsaSecp256k1RecoveryMethod2020', blockchainAccountId: `eip155:${chain}:${hex}` }
  }
  return { type: 'JsonWebKey2020', publicKeyJwk: jwk(kind, hex) }
}

const jwk = (kind: string, hex: string) => {
  const base64url = (part: string) => Buffer.from(part, 'hex').toString('base64url')
  if (kind === 'ed25519') return { kty: 'OKP', crv: 'Ed25519', x: base64url(hex) }
  const point = decompress(kind === 'p256' ? 'prime256v1' : 'secp256k1', hex) ?? ''
  return {
    kty: 'EC',
    crv: kind === 'p256' ? 'P-256' : 'secp256k1',
    x: base64url(point.slice(2, 66)),
    y: base64url(point.slice(66)),
  }
}

/** did-jwt follows ZIP-215, under which a small-order key has one signature for every message; RFC 8032 refuses it. */
const isStrictlySigned = (jwt: string, key: Key): boolean => {
  const [header, payload, signature = ''] = jwt.split('.')
  const publicKey = createPublicKey({ key: jwk('ed25519', key.split(':')[1] ?? ''), format: 'jwk' })
  return verifySignature(null, Buffer.from(`${header}.${payload}`), publicKey, Buffer.from(signature, 'base64url'))
}
