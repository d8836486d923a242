/** Tokens that somebody would like to be believed, and the verdict of whoever reads them. */
import type { Signer } from 'did-jwt'
import { keysEver } from '../../src/modules/identity/keys.ts'
import { type FindKeys, verifyToken } from '../../src/modules/offers/verify.ts'
import { offerOf, person, termsOf } from './offers.ts'
import { jws } from './tokens.ts'

/** Keys of a DID that no registry ever spoke of. */
export const implicitKeys: FindKeys = async (did, fragment) => keysEver(did, fragment, { owners: [], entries: [] })

/** The verdict on a token; of a good one the key that signed it. */
export const verdictOn = async (jwt: string, findKeys: FindKeys = implicitKeys): Promise<string> => {
  const verified = await verifyToken(jwt, findKeys, [])
  return 'verdict' in verified ? verified.verdict : verified.key
}

/** How somebody signs. */
export type By = { readonly alg: string; readonly signer: Signer }

/** A complete offer of a DID under a fragment of it, with other claims and members of the header where they are given. */
export const tokenOf = (
  did: string,
  fragment: string,
  { alg, signer }: By,
  claims: object = {},
  header: object = {},
): Promise<string> =>
  jws(
    { typ: 'offer+jwt', alg, kid: `${did}#${fragment}`, ...header },
    { ...offerOf({ ...person(''), did }, termsOf('Lot 7')), ...claims },
    signer,
  )
