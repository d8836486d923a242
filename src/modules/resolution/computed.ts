/** Documents that need no registry: `did:key` (https://w3c-ccg.github.io/did-key-spec/) and `did:pkh` (its method draft). */
import { base58btc } from 'multiformats/bases/base58'
import type { Did } from '../../core/did.ts'
import { evmChainNumber } from '../../core/ids.ts'
import { signingCurve } from '../../core/multicodec.ts'
import { keyAt } from '../identity/keys.ts'
import { account, contextOf } from './methods.ts'
import { type DidDocument, failure, type Resolution, type VerificationMethod } from './result.ts'

/** The document of a DID that is its own key or account, or why it has none. */
export const computedDocument = (asked: string, did: Exclude<Did, { method: 'ethr' }>): DidDocument | Resolution => {
  if (did.method === 'pkh') {
    const chain = evmChainNumber(did.chain) ?? 0n
    return documentOf(asked, account(`${asked}#blockchainAccountId`, asked, chain, did.address), contextOf([]))
  }
  const fragment = did.multibase
  const method = { id: `${asked}#${fragment}`, type: 'Multikey', controller: asked, publicKeyMultibase: fragment }
  if (keyAt(did, fragment, { owners: [], entries: [] }, { block: 0, time: 0 }) !== null)
    return documentOf(asked, method, ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'])
  const bytes = Buffer.from(base58btc.decode(fragment)).toString('hex')
  return signingCurve(bytes) !== null
    ? failure('invalidDid', 'the bytes of the key are no key of its kind')
    : failure('unsupportedPublicKeyType', 'keys of did:key are read as Ed25519, secp256k1 or P-256')
}

const documentOf = (id: string, method: VerificationMethod, context: unknown[]): DidDocument => ({
  id,
  verificationMethod: [method],
  authentication: [method.id],
  assertionMethod: [method.id],
  '@context': context,
})
