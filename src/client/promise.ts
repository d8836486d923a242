/** What a signed offer promises to ask for a job: while it rules, no live 402 may be dearer. */
import { badInput } from '../core/errors.ts'
import { isAddress, isChain } from '../core/ids.ts'
import type { Offer } from '../core/offer.ts'
import { parseDecimal } from '../core/rational.ts'
import type { PaymentRequirements } from '../core/x402.ts'
import { toX402 } from '../modules/discovery/accepts.ts'
import { atomicOf, ceilingOf, charge, measure } from '../modules/discovery/charge.ts'
import { readQuantities } from '../modules/discovery/job.ts'

/** How much of a meter a job needs, as the question spells it: a plain decimal and a UCUM code. */
export type JobQuantity = { readonly meter: string; readonly value: string; readonly unit: string }

/**
 * The x402 requirements for one purchase of the job, one for each way to pay of the offer that is x402, in its order.
 * A seller serves them, a buyer holds them against what is served. `now`: Unix seconds. Throws `bad_input` where the
 * offer does not price the job.
 */
export const promised = (offer: Offer, quantities: readonly JobQuantity[], now: number): PaymentRequirements[] => {
  const measured = measure(offer, readQuantities(quantities.map(readValue)))
  if ('reason' in measured) throw badInput('quantities', `${measured.reason}: ${measured.detail}`)
  return offer.pay.flatMap(
    entry => toX402(offer, entry, atomicOf(charge(offer, measured, entry).sum, entry), now) ?? [],
  )
}

/** A way to pay, and the most that it may be asked to move; null: there is no bound, and `amount` says nothing. */
export type Bounded = { readonly way: PaymentRequirements; readonly most: bigint | null }

/** What an offer lets itself ask for a job, or, where that is not known, for any job that it takes. */
export const bounds = (offer: Offer, quantities: readonly JobQuantity[] | undefined, now: number): Bounded[] =>
  quantities
    ? promised(offer, quantities, now).map(way => ({ way, most: BigInt(way.amount) }))
    : offer.pay.flatMap(entry => {
        const ceiling = ceilingOf(offer, entry)
        const most = ceiling && atomicOf(ceiling, entry)
        const way = toX402(offer, entry, most ?? 0n, now)
        return way ? [{ way, most }] : []
      })

const readValue = ({ meter, value, unit }: JobQuantity) => {
  const read = parseDecimal(value)
  if (read === null) throw badInput(`quantities ${meter.slice(0, 24)}`, `${value.slice(0, 40)} is not a plain decimal`)
  return { meter, value: read, unit }
}

/** What a demand for payment says, whoever signed it. */
export type Terms = Pick<PaymentRequirements, 'scheme' | 'network' | 'asset' | 'payTo' | 'amount'>

const LONGEST = 512
/** An integer of at most 78 digits, which hold any uint256. */
const ATOMIC = /^(0|[1-9][0-9]{0,77})$/

/** Whether something from a stranger has the five fields that are compared. */
export const areTerms = (value: Record<string, unknown>): boolean =>
  [value.scheme, value.network, value.asset, value.payTo].every(
    text => typeof text === 'string' && text !== '' && text.length <= LONGEST,
  ) &&
  isChain(String(value.network)) &&
  typeof value.amount === 'string' &&
  ATOMIC.test(value.amount)

export type Difference = 'other_scheme' | 'other_network' | 'other_asset' | 'other_payee'

/** The first of the fields, in this order, in which a demand is not what was promised; null where only the amount may differ. */
export const difference = (live: Terms, promise: Terms): Difference | null => {
  const evm = promise.network.startsWith('eip155:')
  if (live.scheme !== promise.scheme) return 'other_scheme'
  if (live.network !== promise.network) return 'other_network'
  if (!isSame(live.asset, promise.asset, evm)) return 'other_asset'
  return isSame(live.payTo, promise.payTo, evm) ? null : 'other_payee'
}

/** EVM addresses have no significant case, other references do. */
const isSame = (a: string, b: string, evm: boolean): boolean =>
  evm && isAddress(a) && isAddress(b) ? a.toLowerCase() === b.toLowerCase() : a === b
