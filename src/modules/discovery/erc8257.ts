/** An offer as the `pricing` of a tool manifest (ERC-8257, section 3). */
import { normalAsset, parseAsset } from '../../core/ids.ts'
import { CALL, type Terms } from '../../core/offer.ts'
import { ONE } from '../../core/rational.ts'
import { parseUnit } from '../../core/unit.ts'
import type { OfferResolvers } from '../../generated/schema.ts'
import { atomicOf, charge, measure, type Quantities } from './charge.ts'

/** One way to pay for one invocation. */
export type Pricing = {
  /** Atomic units. */
  readonly amount: string
  /** CAIP-19 */
  readonly asset: string
  /** CAIP-10 */
  readonly recipient: string
  readonly protocol: string
}

const unit = parseUnit(CALL.unit)
const ONE_CALL: Quantities = new Map(unit ? [[CALL.name, { value: ONE, unit, code: CALL.unit }]] : [])
const ACCOUNT = /^[-.%a-zA-Z0-9]{1,128}$/

/**
 * What one call costs by each way to pay whose payee is an account (CAIP-10); the schemes of a protocol that cost the same
 * are one entry. Null where the tariff prices anything but the call itself.
 */
export const toErc8257 = (offer: Pick<Terms, 'tariff' | 'min' | 'max' | 'pay'>): readonly Pricing[] | null => {
  const measured = measure(offer, offer.tariff.some(({ meter }) => meter === CALL.name) ? ONE_CALL : new Map())
  if ('reason' in measured) return null
  const entries = offer.pay.flatMap(entry => {
    const chain = parseAsset(entry.asset)?.chain ?? ''
    if (!ACCOUNT.test(entry.to)) return []
    const pricing: Pricing = {
      amount: String(atomicOf(charge(offer, measured, entry).sum, entry)),
      asset: normalAsset(entry.asset),
      recipient: normalAsset(`${chain}:${entry.to}`),
      protocol: entry.via.split('/')[0] ?? '',
    }
    return [pricing]
  })
  return [...new Map(entries.map(entry => [JSON.stringify(entry), entry])).values()]
}

const Offer: Pick<OfferResolvers, 'erc8257'> = {
  erc8257: ({ token }) => (token.void || token.jwt === null ? null : toErc8257(JSON.parse(token.payload))),
}

export const resolvers = { Offer }
