/** Verifying the offers of a few sellers, their keys at hand: against the curve alone, and against did-jwt. */
import assert from 'node:assert/strict'
import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { verifyJWT } from 'did-jwt'
import type { DIDDocument } from 'did-resolver'
import { privateKeyToAccount } from 'viem/accounts'
import { keysEver } from '../../src/modules/identity/keys.ts'
import { type OfferSigner, signOffer } from '../../src/modules/offers/sign.ts'
import { type FindKeys, verifyToken } from '../../src/modules/offers/verify.ts'
import { marketSettings, offerOf, person, termsOf } from '../support/offers.ts'
import { GENESIS_TIME } from '../support/scripted.ts'
import { edwardsKey } from '../support/tokens.ts'
import type { Measured } from './main.ts'

/** A seller with its public key: as the platform wants it, and as its DID document shows it. */
type Seller = {
  readonly did: string
  readonly signer: OfferSigner
  readonly publicKey: KeyObject
  readonly method: object
}

const base64url = (hex: string): string => Buffer.from(hex, 'hex').toString('base64url')

const SELLERS: Readonly<Record<'ES256K' | 'EdDSA', (name: string) => Seller>> = {
  ES256K: name => {
    const { did, signer, key, address } = person(name)
    const point = privateKeyToAccount(key).publicKey.slice(4)
    const jwk = { kty: 'EC', crv: 'secp256k1', x: base64url(point.slice(0, 64)), y: base64url(point.slice(64)) }
    return {
      did,
      signer,
      publicKey: createPublicKey({ key: jwk, format: 'jwk' }),
      method: { type: 'EcdsaSecp256k1RecoveryMethod2020', blockchainAccountId: `eip155:31337:${address}` },
    }
  },
  EdDSA: name => {
    const { did, kid, alg, signer, publicKey } = edwardsKey(name)
    const publicKeyJwk = { kty: 'OKP', crv: 'Ed25519', x: base64url(publicKey) }
    return {
      did,
      signer: { kid, alg, signer },
      publicKey: createPublicKey({ key: publicKeyJwk, format: 'jwk' }),
      method: { type: 'JsonWebKey2020', publicKeyJwk },
    }
  },
}

const TERMS = ['Fjord Weather', 'Bay 4', 'Edge AMS', 'Roof 41', 'Tasking', 'Oversett', 'Lot 7', 'Bridge'].map(termsOf)
const TOKENS = marketSettings.tokens ?? []
const findKeys: FindKeys = async (did, fragment) => keysEver(did, fragment, { owners: [], entries: [] })

/** Offers verified per second, of four sellers with so many offers each: against the bare curve, and against did-jwt. */
export const benchVerify = async (
  alg: keyof typeof SELLERS,
  each: number,
): Promise<{ readonly curve: Measured; readonly peer: Measured }> => {
  const sellers = ['a', 'b', 'c', 'd'].map(SELLERS[alg])
  const offers: { readonly jwt: string; readonly seller: Seller }[] = []
  for (let i = 0; i < each * sellers.length; i++) {
    const seller = sellers[i % sellers.length] as Seller
    const terms = TERMS[i % TERMS.length] as (typeof TERMS)[number]
    const claims = offerOf({ ...person(''), did: seller.did }, terms, { seq: i + 1 })
    offers.push({ jwt: (await signOffer(claims, seller.signer)).jwt, seller })
  }

  const bare = offers.map(({ jwt, seller }) => {
    const end = jwt.lastIndexOf('.')
    const signature = Buffer.from(jwt.slice(end + 1), 'base64url')
    return { data: Buffer.from(jwt.slice(0, end)), signature, key: seller.publicKey }
  })
  const documents = new Map(sellers.map(seller => [seller.did, documentOf(seller)]))
  const resolve = async (did: string) => ({
    didDocument: documents.get(did) ?? null,
    didDocumentMetadata: {},
    didResolutionMetadata: {},
  })
  const [ours = 0, curve = 0, peer = 0] = await perSecond(offers.length, [
    async i => 'id' in (await verifyToken(offers[i]?.jwt ?? '', findKeys, TOKENS)),
    i => {
      const { data, signature, key } = bare[i] as (typeof bare)[number]
      if (alg === 'EdDSA') return verify(null, data, key, signature)
      return verify('sha256', data, { key, dsaEncoding: 'ieee-p1363' }, signature)
    },
    async i => {
      const policies = { now: GENESIS_TIME, exp: false }
      const options = { resolver: { resolve }, proofPurpose: 'assertionMethod' as const, policies }
      return (await verifyJWT(offers[i]?.jwt ?? '', options)).verified
    },
  ])
  return { curve: { ours, limit: curve }, peer: { ours, limit: peer } }
}

const documentOf = ({ did, signer: { kid }, method }: Seller): DIDDocument => ({
  id: did,
  verificationMethod: [{ id: kid, controller: did, type: '', ...method }],
  assertionMethod: [kid],
})

type Judge = (i: number) => boolean | Promise<boolean>

const ROUNDS = 20
const BATCH = 40

/**
 * How many of so many items each judges in a second: in turns, batch by batch, of each batch the quickest round. The
 * items of a batch are begun together, so that checks of a kind run one after the other.
 */
const perSecond = async (items: number, judges: readonly Judge[]): Promise<number[]> => {
  const quickest = judges.map(() => new Map<number, number>())
  for (let round = 0; round < ROUNDS; round++) {
    for (let from = 0; from < items; from += BATCH) {
      for (const [j, judge] of judges.entries()) {
        const begin = performance.now()
        const verdicts = Array.from({ length: Math.min(BATCH, items - from) }, (_, i) => judge(from + i))
        assert.ok((await Promise.all(verdicts)).every(verdict => verdict))
        const took = performance.now() - begin
        quickest[j]?.set(from, Math.min(took, quickest[j]?.get(from) ?? took))
      }
    }
  }
  return quickest.map(batches => (items * 1_000) / [...batches.values()].reduce((sum, took) => sum + took, 0))
}
