/** Tokens as reading them would have left them in a store, without the work of signing: for markets of many offers. */
import canonicalize from 'canonicalize'
import { keccak256, stringToBytes } from 'viem'
import { parseDid } from '../../src/core/did.ts'
import { digest } from '../../src/core/digest.ts'
import type { Reading } from '../../src/core/module.ts'
import type { Offer, Withdrawal } from '../../src/core/offer.ts'
import { rowsOf } from '../../src/modules/offers/document.ts'
import { settle } from '../../src/store/documents.ts'
import type { Store } from '../../src/store/open.ts'
import { onBoard } from './offers.ts'
import type { Emitted } from './scripted.ts'

/** A token of a did:ethr, said to be signed by the key of its address. */
export type Unsigned = {
  readonly claims: Offer | Withdrawal
  readonly id: `0x${string}`
  readonly uri: string
  readonly rows: Reading['rows']
}

/** The token of these claims. */
export const unsigned = (claims: Offer | Withdrawal, known = 0): Unsigned => {
  const did = parseDid(claims.iss)
  if (did?.method !== 'ethr' || !('address' in did.identity)) throw new Error(`${claims.iss} is no did:ethr`)
  const payload = canonicalize(claims) ?? ''
  const id = `0x${digest(payload)}` as const
  const uri = `https://offers.example/offer#${id}`
  const key = `address:${did.identity.address}`
  const verified = { id, did, issuer: claims.iss, kid: `${claims.iss}#controller`, key, claims, payload }
  const jwt = `e30.${Buffer.from(payload).toString('base64url')}.${'A'.repeat(86)}`
  return { claims, id, uri, rows: rowsOf(verified, { uri, jwt, now: known }) }
}

/** The board event that announces it. */
export const announcing = ({ claims, id, uri }: Unsigned, index: number): Emitted =>
  onBoard({ id, uri, jwt: '', seq: BigInt(claims.seq), subject: keccak256(stringToBytes(claims.sub)) }, index)

/** Lets a store know a token, as if it had been fetched. */
export const learn = (store: Store, { uri, rows }: Unsigned): Promise<void> =>
  store.write(() =>
    settle({
      kind: 'offer',
      id: digest(uri),
      spent: null,
      verdict: 'ok',
      reason: null,
      content: null,
      fetchedAt: 0,
      due: null,
      tries: 0,
      rows,
    }),
  )
