/** Offers as their seller makes them: the claims are checked with the code of a node, then signed, then checked again. */
import tokens from '../../schema/tokens.json' with { type: 'json' }
import { badInput, PortolanError } from '../core/errors.ts'
import { isObject } from '../core/json.ts'
import type { Offer, Withdrawal } from '../core/offer.ts'
import type { Token } from '../core/settings.ts'
import { isoTime } from '../core/time.ts'
import { type Key, keysEver } from '../modules/identity/keys.ts'
import { signOffer } from '../modules/offers/sign.ts'
import { type FindKeys, type Refused, readClaims, type Verified, verifyToken } from '../modules/offers/verify.ts'
import type { MachineKey } from './key.ts'
import { type Decoded, decodeToken } from './offersToken.ts'

export type { Refused }

/** The tokens whose decimals every node knows. */
export const KNOWN_TOKENS: readonly Token[] = tokens

/** The first thing for which a node refuses these claims, whoever signs them; null: nothing. */
export const claimsProblem = (claims: unknown): Refused | null => {
  if (!isObject(claims)) return { verdict: 'malformed', reason: 'the claims are not a JSON object' }
  const read = readClaims(claims, KNOWN_TOKENS)
  return 'verdict' in read ? read : null
}

/** Claims that a node takes, but for their time. */
export const checkedClaims = (claims: unknown): Offer | Withdrawal => {
  const problem = claimsProblem(claims)
  if (problem) throw badInput('claims', `${problem.verdict}: ${problem.reason}`, HINTS[problem.verdict])
  return claims as Offer | Withdrawal
}

const HINTS: Readonly<Record<string, string>> = {
  schema: 'schema/json/offer.v1.json has every field; amounts are decimals written as text: "0.43"',
  bad_unit: 'units are UCUM codes, case and all: kW.h, min, GiBy, {call}',
  bad_sub: 'write iss, # and a name',
  unknown_version: 'write "ver": 1',
  no_ceiling: 'say what it costs at most',
}

/** Refuses an offer whose time is over at `now` (Unix seconds): nobody means to sign it, or to pay for announcing it. */
export const mustLast = (claims: Offer | Withdrawal, now: number): void => {
  if ('void' in claims || claims.exp > now) return
  throw badInput('claims', `expired at ${isoTime(claims.exp)}`, '`portolan offer update` gives it new times')
}

/**
 * Signs claims under `kid`: a DID URL of their issuer or its fragment with #. Without it the key must be the one that
 * the DID itself names; with it, which key a registry has under that name is for the registry to say.
 */
export const signClaims = async (claims: Offer | Withdrawal, key: MachineKey, kid?: string): Promise<Decoded> => {
  const named = kid?.startsWith('#') ? `${claims.iss}${kid}` : (kid ?? ownKid(claims.iss))
  const signed = await signOffer(claims, { kid: named, alg: key.alg, signer: key.signer })
  const trusted = kid === undefined ? keysWithoutRegistry : keysAsSaid(key)
  const result = await verifyToken(signed.jwt, trusted, KNOWN_TOKENS)
  if (!('verdict' in result)) return decodeToken(signed.jwt)
  if (result.verdict !== 'bad_signature' && result.verdict !== 'key_unknown')
    throw badInput(result.verdict === 'bad_kid' ? '--kid' : 'claims', `${result.verdict}: ${result.reason}`)
  throw badInput(
    'key',
    `is the key of ${key.address ?? key.did}, and no #${named.slice(named.indexOf('#') + 1)} of ${claims.iss}`,
    claims.iss.startsWith('did:ethr:')
      ? 'use the key of the DID; where its registry names this key, say under which --kid'
      : 'use the key of the DID: no registry gives it another',
  )
}

/** The name of the key that a DID begins with. */
const ownKid = (did: string): string => {
  if (did.startsWith('did:pkh:')) return `${did}#blockchainAccountId`
  return did.startsWith('did:key:') ? `${did}#${did.slice(8)}` : `${did}#controller`
}

const NO_FACTS = { owners: [], entries: [] }

/** The keys that need no registry to be known: of did:key and did:pkh all, of did:ethr the one that it began with. */
const keysWithoutRegistry: FindKeys = async (did, fragment) => {
  const keys = keysEver(did, fragment, NO_FACTS)
  return keys.length === 0 && did.method === 'ethr' ? null : keys
}

/** The keys of a DID if its registry names this one as its owner says. */
const keysAsSaid =
  ({ publicKey: { kind, bytes }, address }: MachineKey): FindKeys =>
  async (did, fragment) => {
    if (did.method !== 'ethr' || fragment === 'controllerKey') return keysEver(did, fragment, NO_FACTS)
    const keys: Key[] = address === null ? [] : [`address:${address.toLowerCase()}`]
    // The controller of an identity is an account, whatever kind of key it is asked with.
    return fragment === 'controller' ? keys : [...keys, `${kind}:${bytes.slice(2)}`]
  }

/** A token that is good, or refused; with the second, whether a registry may still say otherwise. */
export type Judged = Verified | (Refused & { readonly registryMayKnow: boolean })

/** What a node that reads no registry makes of a token. `ours`: a key that we know to sign for the issuer. */
export const judgeAlone = async (jwt: string, ours: MachineKey | null = null): Promise<Judged> => {
  let kid: string | null = null
  const result = await verifyToken(
    jwt,
    async (did, fragment) => {
      if (did.method === 'ethr') kid = `#${fragment}`
      const known = await keysWithoutRegistry(did, fragment)
      return ours === null ? known : [...(known ?? []), ...((await keysAsSaid(ours)(did, fragment)) ?? [])]
    },
    KNOWN_TOKENS,
  )
  if (!('verdict' in result)) return result
  if (kid === null) return { ...result, registryMayKnow: false }
  // Whoever was given the identity, and every key that was added to it, is known to the registry alone.
  const reason = `not signed by the key that iss began with; what ${kid} is now, its registry knows`
  return { verdict: 'key_unknown', reason, registryMayKnow: true }
}

/** Refuses a token that no node would take; passes those that only a registry can judge. */
export const mustBeTaken = async (jwt: string): Promise<void> => {
  const judged = await judgeAlone(jwt)
  if ('verdict' in judged && !judged.registryMayKnow) throw refused(judged)
}

/** The error that tells of a verdict. */
export const refused = ({ verdict, reason }: Refused, hint = HINTS[verdict]): PortolanError =>
  new PortolanError('offer_refused', `${verdict}: ${reason}`, hint === undefined ? {} : { hint })
