/** Is this token an offer, and did its issuer sign it? Cheap checks first, the curve last. */
import { Ajv2020 } from 'ajv/dist/2020.js'
import { createKeccak } from 'hash-wasm'
import schema from '../../../schema/json/offer.v1.json' with { type: 'json' }
import { isCanonical } from '../../core/canonical.ts'
import { type Did, normalDid, parseDid, parseDidUrl } from '../../core/did.ts'
import { isObject, parseJson } from '../../core/json.ts'
import type { Offer, Withdrawal } from '../../core/offer.ts'
import { recent } from '../../core/recent.ts'
import type { Token } from '../../core/settings.ts'
import type { Key } from '../identity/keys.ts'
import { brokenRule } from './rules.ts'
import { isAlgorithm, isSignedBy, signatureBytes } from './signature.ts'

/** The platform has no keccak-256, and in script it would cost a good part of the curve. */
const keccak = await createKeccak(256)

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
  const signer = signers.get(header64) ?? readHeader(header64)
  const payload = part(payload64)
  if (more.length > 0 || !signer || !payload || !BASE64URL.test(signature64)) {
    return refuse('malformed', 'not a compact JWS of two JSON objects and a signature')
  }
  if ('verdict' in signer) return signer
  const signature = signatureBytes(signature64)
  if (!signature) return refuse('bad_signature', 'the signature is not 64 bytes in base64url')

  // Duplicate keys, spare spaces and the like would let two readers see two offers under one signature.
  if (!isCanonical(payload.text, payload.value)) {
    return refuse('not_canonical', 'the payload is not canonical JSON (RFC 8785)')
  }
  const read = readClaims(payload.value, tokens, signer.did)
  if ('verdict' in read) return read
  const { claims, did } = read

  const keys = await findKeys(did, signer.fragment)
  if (keys === null) return { ...refuse('key_unknown', 'the chain of iss is not indexed here'), retry: true }
  if (keys.length === 0)
    return { ...refuse('key_unknown', `iss never had a key named #${signer.fragment}`), retry: true }
  const input = Buffer.from(text.slice(0, text.lastIndexOf('.')))
  for (const key of keys) {
    if (isSignedBy({ input, signature }, key, signer.alg)) {
      // Over what was signed: the other signature that the key could have given makes no other offer.
      const id = `0x${keccak.init().update(input).digest('hex')}`
      return { id, did, issuer: normalDid(claims.iss), kid: signer.kid, key, claims, payload: payload.text }
    }
  }
  return { ...refuse('bad_signature', `not signed by #${signer.fragment}`), retry: true }
}

/** Claims that any key may sign, or the first thing that is wrong with them; `signer`: the DID that did sign them. */
export const readClaims = (
  value: Record<string, unknown>,
  tokens: readonly Token[],
  signer: string | null = null,
): Read | Refused => {
  if (value.ver !== 1) return refuse('unknown_version', 'ver is not 1')
  if (!matchesSchema(value)) return refuse('schema', schemaProblem())
  const claims = value as unknown as Offer | Withdrawal
  if (signer !== null && signer !== claims.iss) return refuse('bad_kid', 'kid is not a key of iss')
  if (!claims.sub.startsWith(`${claims.iss}#`)) return refuse('bad_sub', 'sub does not begin with iss and #')
  const did = parseDid(claims.iss)
  if (!did) return refuse('unsupported_did', 'iss is not a did:ethr, did:pkh or did:key')
  const broken = 'void' in claims ? null : brokenRule(claims, tokens)
  return broken ? refuse(broken.verdict, broken.reason) : { claims, did }
}
type Read = { readonly claims: Offer | Withdrawal; readonly did: Did }

const refuse = (verdict: string, reason: string): Refused => ({ verdict, reason })

const BASE64URL = /^[A-Za-z0-9_-]+$/
const MAX_DEPTH = 12

const part = (base64: string): { text: string; value: Record<string, unknown> } | null => {
  const bytes = Buffer.from(base64, 'base64url')
  if (bytes.toString('base64url') !== base64) return null
  const parsed = parseJson(bytes, MAX_DEPTH)
  if (parsed.verdict !== 'ok' || !isObject(parsed.value)) return null
  return { text: bytes.toString('utf8'), value: parsed.value }
}

/** Only these members, so that nothing that changes the meaning of a JWS (`crit`, `b64`, `jwk`, ...) slips by. */
type Signer = { readonly kid: string; readonly did: string; readonly fragment: string; readonly alg: string }

/** The header of all tokens of a key is one text, which is read once. */
const signers = recent<Signer>(4_096)

const readHeader = (base64: string): Signer | Refused | null => {
  const header = part(base64)
  if (!header) return null
  const { alg, typ, kid, ...rest } = header.value
  if (typ !== 'offer+jwt') return refuse('bad_typ', 'typ is not offer+jwt')
  if (!isAlgorithm(alg)) return refuse('bad_alg', 'alg is not ES256K, EdDSA or ES256')
  const url = typeof kid === 'string' ? parseDidUrl(kid) : null
  if (!url || typeof kid !== 'string') return refuse('bad_kid', 'kid is not a DID URL with a fragment')
  const [extra] = Object.keys(rest)
  if (extra !== undefined) return refuse('bad_header', `${extra} has no place in the header`)
  if (!isCanonical(header.text, header.value))
    return refuse('not_canonical', 'the header is not canonical JSON (RFC 8785)')
  const signer = { kid, alg, ...url }
  signers.set(base64, signer)
  return signer
}

/** Whether claims are of the shape that `schema/json/offer.v1.json` asks for. What they mean is for `rules.ts`. */
const matchesSchema = new Ajv2020({ strict: true }).compile(schema)
const schemaProblem = (): string => {
  const [error] = matchesSchema.errors ?? []
  return `${error?.instancePath || 'the offer'} ${error?.message ?? 'does not match the schema'}`.slice(0, 200)
}
