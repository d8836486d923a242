/**
 * The document of a `did:ethr`: a pure function of the events of its identity and a point to look from
 * (https://github.com/decentralized-identity/ethr-did-resolver, doc/did-method-spec.md; profile `ethr` is its release
 * 14.1.2 to the byte). The profile `strict` differs where that release endangers who relies on it:
 * - a key counts while its validity lies strictly ahead, as the contract has it, so a revocation holds at its own block;
 * - bytes that are no public key are none: 32 bytes under Secp256k1 are not taken for a private key;
 * - keys that an earlier owner left behind are gone;
 * - the key of a public-key DID is back as soon as the identity rules itself again.
 * In both an owner of 0x0 is final.
 */
import { getAddress, type Hex, zeroAddress } from 'viem'
import { signingCurve } from '../../core/multicodec.ts'
import { decodeUtf8 } from '../../core/text.ts'
import { assertionKey } from '../identity/keys.ts'
import { account, contextOf, publicKeyMethod, SECP256K1, secp256k1Jwk } from './methods.ts'
import type { DidDocument, VerificationMethod } from './result.ts'

export type Profile = 'ethr' | 'strict'

/** One event of ERC-1056 about the identity; `name` is text, `value` 0x hex. */
export type Said = {
  readonly kind: 'owner' | 'delegate' | 'attribute'
  readonly name: string
  readonly value: string
  /** Unix seconds, at most 2^53 - 1. */
  readonly validTo: number
  readonly block: number
  readonly time: number
}

/** Whose document: the DID as it was asked for, its EIP-155 chain, its address, and its key where it spells one. */
export type Subject = {
  readonly did: string
  readonly chain: bigint
  readonly address: string
  readonly publicKey: string | null
}

/** From where to look: up to a block (null: the newest), at a time (Unix seconds). */
export type Point = { readonly block: number | null; readonly now: number }

export type Moment = { readonly block: number; readonly time: number }

export type Folded = {
  readonly document: DidDocument
  readonly deactivated: boolean
  /** The last event that counts, and the first that does not yet. */
  readonly version: Moment | null
  readonly next: Moment | null
  /** The time from which the document is another one, though nothing happens. */
  readonly until: number
}

const ATTRIBUTE = /^did\/(pub|svc)\/(\w+)(?:\/(\w+))?(?:\/(\w+))?$/

/** Folds the events, oldest first, into the document as seen from a point. */
export const fold = (subject: Subject, history: readonly Said[], point: Point, profile: Profile): Folded => {
  const strict = profile === 'strict'
  const { did, address, chain } = subject
  const methods = new Map<string, VerificationMethod>()
  const authentication = new Map<string, string>()
  const assertion = new Map<string, string>()
  const agreement = new Map<string, string>()
  const services = new Map<string, { id: string; type: string; serviceEndpoint: unknown }>()
  const forget = (key: string) => {
    for (const section of [methods, authentication, assertion, agreement]) section.delete(key)
  }
  // The release compares a checksummed address with one in lower case: to it a controller that ever changed is another.
  const itself = strict ? address : getAddress(address as Hex)
  let controller = itself
  let deactivated = false
  let version: Moment | null = null
  let next: Moment | null = null
  let until = Number.POSITIVE_INFINITY
  let keyCount = 0
  let serviceCount = 0

  for (const event of history) {
    const { kind, name, value, block, time } = event
    if ((point.block !== null && block > point.block) || time > point.now) {
      if (next === null || block < next.block) next = { block, time }
      continue
    }
    if (version === null || block > version.block) version = { block, time }
    if (kind === 'owner') {
      if (strict && value !== controller) for (const key of [...methods.keys()]) forget(key)
      controller = value
      deactivated = value === zeroAddress
      if (deactivated) break
      continue
    }
    const end = strict ? event.validTo : event.validTo + 1
    const live = end > point.now
    if (live) until = Math.min(until, end)
    const key = `${kind} ${name} ${value}`
    if (kind === 'delegate') {
      keyCount += 1
      if (!live) forget(key)
      else if (name === 'sigAuth' || name === 'veriKey') {
        const id = `${did}#delegate-${keyCount}`
        methods.set(key, account(id, did, chain, value))
        assertion.set(key, id)
        if (name === 'sigAuth') authentication.set(key, id)
      }
      continue
    }
    if (name.startsWith('did/pub/')) keyCount += 1
    else if (name.startsWith('did/svc/')) serviceCount += 1
    const [, section, type = '', purpose, encoding] = ATTRIBUTE.exec(name) ?? []
    if (section === 'svc') {
      const text = decodeUtf8(Buffer.from(value.slice(2), 'hex'))
      if (text === null) continue
      if (live) services.set(key, { id: `${did}#service-${serviceCount}`, type, serviceEndpoint: jsonOr(text) })
      else services.delete(key)
    } else if (section === 'pub') {
      if (!live) {
        forget(key)
        continue
      }
      if (strict && !isSound(type, value)) continue
      const method = publicKeyMethod(`${did}#delegate-${keyCount}`, did, type, encoding, value)
      if (method === null) continue
      methods.set(key, method)
      if (purpose === 'enc') agreement.set(key, method.id)
      else assertion.set(key, method.id)
      if (purpose === 'sigAuth') authentication.set(key, method.id)
    }
  }

  const own = deactivated ? [] : ownMethods(subject, controller, controller === itself)
  const ownIds = own.map(({ id }) => id)
  const listed = <V>(section: ReadonlyMap<string, V>): V[] => (deactivated ? [] : [...section.values()])
  const document: DidDocument = {
    id: did,
    verificationMethod: [...own, ...listed(methods)],
    authentication: [...ownIds, ...listed(authentication)],
    assertionMethod: [...ownIds, ...listed(assertion)],
    ...(listed(services).length > 0 ? { service: listed(services) } : {}),
    ...(listed(agreement).length > 0 ? { keyAgreement: listed(agreement) } : {}),
  }
  return {
    document: { ...document, '@context': contextOf(document.verificationMethod ?? []) },
    deactivated,
    version,
    next,
    until: deactivated ? Number.POSITIVE_INFINITY : until,
  }
}

/** The methods of the controller; the key of a public-key DID beside it, while the identity rules itself. */
const ownMethods = ({ did, chain, publicKey }: Subject, controller: string, rulesItself: boolean) => {
  const method = account(`${did}#controller`, did, chain, controller)
  const jwk = rulesItself && publicKey !== null ? secp256k1Jwk(publicKey.slice(2)) : null
  return jwk === null
    ? [method]
    : [method, { id: `${did}#controllerKey`, type: SECP256K1, controller: did, publicKeyJwk: jwk }]
}

/** Whether the bytes of an attribute are the key that its name says. */
const isSound = (algorithm: string, value: string): boolean => {
  if (algorithm === 'X25519') return value.length === 66
  const isKnown =
    algorithm === 'Secp256k1' ||
    algorithm === 'Ed25519' ||
    (algorithm === 'Multikey' && signingCurve(value.slice(2)) !== null)
  return !isKnown || assertionKey({ kind: 'attribute', name: `did/pub/${algorithm}`, value }) !== null
}
const jsonOr = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
