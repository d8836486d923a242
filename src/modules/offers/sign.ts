/** Signs offers: what a provider needs beside its key. */
import { createJWT, type Signer } from 'did-jwt'
import { keccak256, stringToBytes } from 'viem'
import type { Offer, Withdrawal } from '../../core/offer.ts'

export type SignedOffer = {
  /** keccak-256 of the signing input: what announcements name. */
  readonly id: `0x${string}`
  /** keccak-256 of `sub`. */
  readonly subject: `0x${string}`
  readonly seq: bigint
  readonly jwt: string
  /** The whole offer as a URI that needs no host. */
  readonly uri: string
}

export type OfferSigner = {
  /** The DID URL of the key. */
  readonly kid: string
  readonly alg: 'ES256K' | 'EdDSA' | 'ES256'
  /** did-jwt's signer of that algorithm: `ES256KSigner(key)`, `EdDSASigner(key)`, `ES256Signer(key)`, or a device. */
  readonly signer: Signer
}

/** Signs an offer or its withdrawal as a token of type offer+jwt, its payload canonical JSON (RFC 8785). */
export const signOffer = async (
  claims: Offer | Withdrawal,
  { kid, alg, signer }: OfferSigner,
): Promise<SignedOffer> => {
  // did-jwt's types know no other typ than JWT; it writes whatever it is given.
  const header = { typ: 'offer+jwt' as 'JWT', alg, kid }
  const jwt = await createJWT({ ...claims }, { issuer: claims.iss, signer, canonicalize: true }, header)
  return {
    id: keccak256(stringToBytes(jwt.slice(0, jwt.lastIndexOf('.')))),
    subject: keccak256(stringToBytes(claims.sub)),
    seq: BigInt(claims.seq),
    jwt,
    uri: `data:application/jwt,${jwt}`,
  }
}
