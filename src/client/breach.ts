/**
 * Did a seller break the promise of its signed offer? Proved from what it signed, by anybody, without a chain, a node or
 * a witness: its offer, and the price that its server signed with a 402.
 */
import { badInput } from '../core/errors.ts'
import type { Offer } from '../core/offer.ts'
import { keysEver } from '../modules/identity/keys.ts'
import { type FindKeys, type Verified, verifyToken } from '../modules/offers/verify.ts'
import { bounds, difference, type JobQuantity } from './promise.ts'
import { addressOf, readX402Offer, type X402Offer, type X402Signature } from './x402Offer.ts'

export type Accusation = {
  /** Every token that is known of one subject, as text: a newer one ends the promise of the one before. */
  readonly offers: readonly string[]
  /** The x402 signed offer, as it came in `extensions["offer-receipt"].info.offers` of the 402. */
  readonly demand: unknown
  /**
   * The job that the 402 was asked for. It stands in neither document, so both sides must agree on it. Left out: what is
   * promised is the most that any job can cost, and the documents speak for themselves.
   */
  readonly quantities?: readonly JobQuantity[]
  /** The keys of the seller. Left out: those that its DID spells itself, which hold until its owner changes. */
  readonly findKeys?: FindKeys
}

export type Breach =
  | ({ readonly verdict: 'overcharge'; readonly asked: bigint; readonly promised: bigint } & Proof)
  | ({ readonly verdict: 'other_payee'; readonly asked: string; readonly promised: readonly string[] } & Proof)
  | { readonly verdict: 'none'; readonly why: Doubt; readonly reason: string }

/** What contradicts what: the offer that ruled, and the demand that stood until `until` (Unix seconds). */
export type Proof = {
  readonly offerId: string
  readonly subject: string
  readonly seq: number
  readonly demand: X402Offer
  /** While the offer ruled and no demand from before it can have stood: [from, to), Unix seconds. */
  readonly window: { readonly from: number; readonly to: number }
}

/** Why two documents prove nothing. */
export type Doubt =
  | 'demand_malformed'
  | 'offer_refused'
  | 'other_subject'
  | 'undated'
  | 'outside_reign'
  | 'equivocated'
  | 'other_signer'
  | 'other_resource'
  | 'other_way'
  | 'unbounded'
  | 'kept'

const MOST = 64

/**
 * Judges an accusation; what strangers wrote is never an error, but a doubt. Throws `bad_input` for no or too many offers,
 * or a job that the offer does not price.
 *
 * A demand says until when it stands and not since when. So its last moment must lie where the offer ruled, and later
 * than one could that was made before: by the time that the offer gives to pay (`ttl`), which is what stock servers sign.
 */
export const breach = async ({ offers, demand, quantities, findKeys = ownKeys }: Accusation): Promise<Breach> => {
  if (offers.length === 0 || offers.length > MOST) throw badInput('offers', `give 1 to ${MOST} tokens`)
  const read = await readX402Offer(demand)
  if (typeof read === 'string') return doubt('demand_malformed', read)
  const tokens: Verified[] = []
  for (const text of offers) {
    const token = await verifyToken(text, findKeys, [])
    if ('verdict' in token) return doubt('offer_refused', `${token.verdict}: ${token.reason}`)
    tokens.push(token)
  }
  const reign = ruling(tokens, read.offer.validUntil)
  if ('why' in reign) return reign
  if (!(await isSigner(read.signature, reign.token, findKeys)))
    return doubt('other_signer', 'the demand is not signed by a key of the seller')
  if (!isResource(reign.offer.at, read.offer.resourceUrl))
    return doubt('other_resource', 'the offer is not of the resource that the demand names')
  return contradiction(reign, read.offer, quantities)
}

/** What a demand says against the offer that ruled when it ended, both authentic and of one resource. */
const contradiction = (
  { token, offer, from: began, to }: Reign,
  demand: X402Offer,
  job: Accusation['quantities'],
): Breach => {
  const at = demand.validUntil
  const ways = bounds(offer, job, at).filter(({ way }) => [null, 'other_payee'].includes(difference(demand, way)))
  if (ways.length === 0) return doubt('other_way', 'the offer does not promise this scheme, network and asset')
  const from = began + Math.max(...ways.map(({ way }) => way.maxTimeoutSeconds))
  if (at < from) return doubt('outside_reign', `a demand until ${at} may be from before the offer ruled`)
  const proof: Proof = { offerId: token.id, subject: offer.sub, seq: offer.seq, demand, window: { from, to } }
  const own = ways.filter(({ way }) => difference(demand, way) === null)
  if (own.length === 0)
    return { verdict: 'other_payee', asked: demand.payTo, promised: ways.map(({ way }) => way.payTo), ...proof }
  // Of several prices of one way to pay the highest was promised too.
  let promised = 0n
  for (const { most } of own) {
    if (most === null) return doubt('unbounded', 'the offer sets no bound to what a job may cost')
    if (most > promised) promised = most
  }
  const asked = BigInt(demand.amount)
  if (asked <= promised) return doubt('kept', `${asked} is not above ${promised}`)
  return { verdict: 'overcharge', asked, promised, ...proof }
}

type None = Extract<Breach, { verdict: 'none' }>
const doubt = (why: Doubt, reason: string): None => ({ verdict: 'none', why, reason })

/** The keys that a DID spells itself. A did:ethr whose owner was changed has others; ask a resolver for those. */
export const ownKeys: FindKeys = async (did, fragment) => keysEver(did, fragment, { owners: [], entries: [] })

type Reign = { readonly token: Verified; readonly offer: Offer; readonly from: number; readonly to: number }

/** Which of the tokens ruled at a moment, and from when to when: the highest sequence number whose time has come. */
const ruling = (tokens: readonly Verified[], at: number): Reign | None => {
  if (new Set(tokens.map(({ claims }) => claims.sub)).size > 1)
    return doubt('other_subject', 'the tokens are of several subjects')
  if (at === 0) return doubt('undated', 'the demand does not say until when it stands')
  const begun = tokens.filter(token => startOf(token) <= at)
  const seq = Math.max(...begun.map(({ claims }) => claims.seq))
  const token = begun.find(({ claims }) => claims.seq === seq)
  if (!token || 'void' in token.claims) return doubt('outside_reign', `none of the offers ruled at ${at}`)
  if (tokens.some(({ id, claims }) => claims.seq === seq && id !== token.id))
    return doubt('equivocated', `two offers of sequence number ${seq} are known: neither counts`)
  const { claims: offer } = token
  const newer = tokens.filter(({ claims }) => claims.seq > seq)
  const to = Math.min(offer.exp, ...newer.map(startOf))
  return at < to
    ? { token, offer, from: startOf(token), to }
    : doubt('outside_reign', `the offer had expired at ${offer.exp}, before ${at}`)
}

const startOf = ({ claims }: Verified): number =>
  'void' in claims ? claims.iat : Math.max(claims.iat, claims.nbf ?? claims.iat)

/** Whether a demand is by the DID that made the offer: by the key that signed that, its controller, or the key it names. */
const isSigner = async (signature: X402Signature, { did, issuer, key }: Verified, findKeys: FindKeys) => {
  if ('address' in signature) {
    const keys = [key, ...((await findKeys(did, 'controller')) ?? [])]
    return keys.some(key => addressOf(key) === signature.address)
  }
  if (signature.did !== issuer) return false
  return ((await findKeys(did, signature.fragment)) ?? []).some(key => signature.isBy(key))
}

/**
 * Whether a paid URL is the endpoint of the offer: same origin and path, with every argument that the offer fixes. The
 * others are the job's. A tool of an MCP server or an agent has no URL of its own, so nothing is proved of those.
 */
const isResource = ({ by, url }: Offer['at'], resource: string): boolean => {
  if (by !== 'http' || !URL.canParse(url) || !URL.canParse(resource)) return false
  const [offered, paid] = [new URL(url), new URL(resource)]
  if (offered.origin === 'null' || offered.origin !== paid.origin || offered.pathname !== paid.pathname) return false
  return [...offered.searchParams].every(([name, value]) => paid.searchParams.getAll(name).includes(value))
}
