/** Does a live 402 keep what its seller signed? Asked before anything is signed in return. */
import { canonicalOf } from '../core/canonical.ts'
import { isObject } from '../core/json.ts'
import type { Offer } from '../core/offer.ts'
import type { PaymentRequirements } from '../core/x402.ts'
import { areTerms, type Difference, difference, type JobQuantity, promised, type Terms } from './promise.ts'

export type Live402 = {
  /** The claims of a token that was verified: `verifyToken`. */
  readonly offer: Offer
  /** The job, as the question had it. */
  readonly quantities: readonly JobQuantity[]
  /** `accepts` of the 402, as it came. */
  readonly accepts: unknown
  /** The way to pay that was picked; left out: any that the offer has. */
  readonly way?: Terms
  /** Unix seconds. */
  readonly now: number
}

/** The verdict; of several that fail, on the entry of the 402 that came nearest to the promise. Amounts are atomic. */
export type Honoured =
  | {
      /** `ok`: this may be paid. `overcharge`: it is the promised way, for more than was promised. */
      readonly verdict: 'ok' | 'overcharge'
      readonly live: PaymentRequirements
      readonly asked: bigint
      readonly promised: bigint
    }
  | {
      /** `other_terms`: `extra` lacks or changes what the offer fixes in it. The others name the field that differs. */
      readonly verdict: Difference | 'other_terms'
      readonly live: PaymentRequirements
      readonly promise: PaymentRequirements
    }
  /** `malformed`: the 402 is not readable. `missing`: it, or the offer, has no such way to pay. */
  | { readonly verdict: 'malformed' | 'missing' | 'not_in_force'; readonly reason: string }

/** So many ways to pay are read from a 402. */
const MOST = 64

/**
 * Holds a 402 against an offer field by field; where something stands in a list counts for nothing. The first promised
 * way that is kept is `ok`, at the least amount that the 402 asks for it. Throws `bad_input` where the offer does not
 * price the job.
 */
export const honours = ({ offer, quantities, accepts, way, now }: Live402): Honoured => {
  if (now < Math.max(offer.iat, offer.nbf ?? 0) || now >= offer.exp)
    return { verdict: 'not_in_force', reason: `the offer holds from ${offer.nbf ?? offer.iat} to ${offer.exp}` }
  if (!Array.isArray(accepts) || accepts.length > MOST || !accepts.every(isRequirements))
    return { verdict: 'malformed', reason: `accepts is not a list of at most ${MOST} payment requirements` }
  const promises = promised(offer, quantities, now).filter(promise => !way || difference(way, promise) === null)
  if (promises.length === 0) return { verdict: 'missing', reason: 'the offer has no such way to pay' }
  const judged = promises.flatMap(promise => accepts.map((live: PaymentRequirements) => judge(live, promise)))
  const nearest = NEAREST.find(verdict => judged.some(one => one.verdict === verdict))
  const [first, ...others] = judged.filter(({ verdict }) => verdict === nearest)
  if (!first) return { verdict: 'missing', reason: 'the 402 has no way to pay' }
  return others.reduce((best, next) => (isLess(next, best) ? next : best), first)
}

/** From the promise that is kept to the one that is missed by most. */
const NEAREST: readonly Honoured['verdict'][] = [
  'ok',
  'overcharge',
  'other_terms',
  'other_payee',
  'other_asset',
  'other_network',
  'other_scheme',
]

/** Amounts of one way to pay can be compared; those of two ways cannot. */
const isLess = (a: Honoured, b: Honoured): boolean =>
  'asked' in a && 'asked' in b && difference(a.live, b.live) === null && a.asked < b.asked

const judge = (live: PaymentRequirements, promise: PaymentRequirements): Honoured => {
  const differs = difference(live, promise) ?? (keepsTerms(live, promise) ? null : 'other_terms')
  if (differs) return { verdict: differs, live, promise }
  const [asked, most] = [BigInt(live.amount), BigInt(promise.amount)]
  return { verdict: asked <= most ? 'ok' : 'overcharge', live, asked, promised: most }
}

/** Deadlines are set by the clock of the seller, which may be as far from ours as there is time to pay. */
const DEADLINES: readonly string[] = ['captureDeadline', 'refundDeadline']

/** A live `extra` may say more than the promised one, and nothing else. */
const keepsTerms = (live: PaymentRequirements, promise: PaymentRequirements): boolean =>
  Object.entries(promise.extra ?? {}).every(([name, value]) => {
    const told = live.extra?.[name]
    if (DEADLINES.includes(name) && typeof value === 'number' && typeof told === 'number')
      return Math.abs(told - value) <= promise.maxTimeoutSeconds
    return told !== undefined && canonicalOf(told) === canonicalOf(value)
  })

const isRequirements = (value: unknown): value is PaymentRequirements =>
  isObject(value) && areTerms(value) && (value.extra === undefined || value.extra === null || isObject(value.extra))
