/** A token taken apart without trust: what its announcement names, and what it says. Nothing here is verified. */
import { keccak256, stringToBytes } from 'viem'
import { badInput } from '../core/errors.ts'
import { isObject, parseJson } from '../core/json.ts'
import type { Offer, Withdrawal } from '../core/offer.ts'
import type { SignedOffer } from '../modules/offers/sign.ts'
import { TOKEN_MAX } from '../modules/offers/verify.ts'

/** A decoded token; its claims have the parts that make an announcement, and beyond that are what anybody wrote. */
export type Decoded = SignedOffer & {
  readonly header: Readonly<Record<string, unknown>>
  readonly claims: Offer | Withdrawal
}

const PREFIX = 'data:application/jwt,'
const MAX_DEPTH = 12

/** Reads a compact token, or a `data:` URI of it. */
export const decodeToken = (text: string): Decoded => {
  const jwt = text.startsWith(PREFIX) ? text.slice(PREFIX.length) : text
  if (jwt.length > TOKEN_MAX) throw badInput('token', `is longer than ${TOKEN_MAX} bytes`)
  const [header, claims, signature, ...more] = jwt.split('.')
  const parts = [header, claims].map(part => objectIn(part ?? ''))
  const [head, said] = parts
  if (!head || !said || !signature || more.length > 0)
    throw badInput(
      'token',
      'is not a compact JWS of two JSON objects',
      'give the token that `portolan offer sign` printed',
    )
  if (typeof said.sub !== 'string' || !Number.isSafeInteger(said.seq) || typeof said.iss !== 'string')
    throw badInput('token', 'is no offer: it lacks iss, sub or seq')
  return {
    id: keccak256(stringToBytes(jwt.slice(0, jwt.lastIndexOf('.')))),
    subject: keccak256(stringToBytes(said.sub)),
    seq: BigInt(said.seq as number),
    jwt,
    uri: `${PREFIX}${jwt}`,
    header: head,
    claims: said as unknown as Offer | Withdrawal,
  }
}

const objectIn = (base64: string): Record<string, unknown> | null => {
  const parsed = parseJson(Buffer.from(base64, 'base64url'), MAX_DEPTH)
  return parsed.verdict === 'ok' && isObject(parsed.value) ? parsed.value : null
}

/** The name of an offer: its subject behind the DID. */
export const nameIn = (subject: string): string => subject.slice(subject.indexOf('#') + 1)
