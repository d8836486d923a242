/** did-jwt as the reference for signatures. */
import { decodeJWT, verifyJWT } from 'did-jwt'
import type { Key } from '../../src/modules/identity/keys.ts'
import { hexOf, jwkOf, kindOf, type Signed } from '../../src/modules/offers/signature.ts'

/** By did-jwt's rule. One key, one call, with options of its own: it writes into them, and tries every key it is shown. */
export const byReference = async ({ input, signature }: Signed, key: Key): Promise<boolean> => {
  const method = verificationMethod(key)
  if (method === null) return false
  try {
    const jwt = `${Buffer.from(input).toString('latin1')}.${Buffer.from(signature).toString('base64url')}`
    const { header, payload } = decodeJWT(jwt, false)
    const { iss = '', iat = 0, nbf = 0 } = payload
    const kid = String(header.kid)
    const document = {
      id: iss,
      verificationMethod: [{ id: kid, controller: iss, ...method }],
      assertionMethod: [kid],
    }
    const { verified, issuer, signer } = await verifyJWT(jwt, {
      resolver: {
        resolve: async () => ({ didDocument: document, didDocumentMetadata: {}, didResolutionMetadata: {} }),
      },
      proofPurpose: 'assertionMethod',
      skewTime: 0,
      // Time is judged where the offer is used; here the token only has to agree with itself.
      policies: { now: Math.max(iat, nbf), exp: false },
    })
    return verified && issuer === iss && signer.id === kid
  } catch {
    return false
  }
}

const verificationMethod = (key: Key) => {
  // Of an account did-jwt compares the address alone.
  if (kindOf(key) === 'address')
    return { type: 'EcdsaSecp256k1RecoveryMethod2020', blockchainAccountId: `eip155:1:${hexOf(key)}` }
  const publicKeyJwk = jwkOf(kindOf(key), hexOf(key))
  return publicKeyJwk && { type: 'JsonWebKey2020', publicKeyJwk }
}
