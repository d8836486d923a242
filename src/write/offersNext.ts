/** The version that follows an offer: at other prices, for another time, or its withdrawal. Pure. */
import { badInput } from '../core/errors.ts'
import type { Offer, TariffLine, Withdrawal } from '../core/offer.ts'

/** A price to be changed: of a meter, in a currency or in the only one that it has. */
export type Repricing = { readonly meter: string; readonly amount: string; readonly currency: string | null }

export type Next = {
  /** Unix seconds. */
  readonly now: number
  readonly seq: number
  /** From when it holds, where that is later. */
  readonly nbf?: number | undefined
  /** For how long, in seconds; by default as long as the present one. */
  readonly seconds?: number | undefined
  readonly prices?: readonly Repricing[]
}

/** The next version of an offer. */
export const nextVersion = (offer: Offer, { now, seq, nbf, seconds, prices = [] }: Next): Offer => {
  mustFollow(offer.seq, seq)
  const { nbf: before, ...kept } = offer
  const starts = Math.max(now, nbf ?? now)
  const tariff = prices.reduce<readonly TariffLine[]>(repriced, offer.tariff)
  const scheduled = nbf === undefined ? {} : { nbf }
  const exp = starts + (seconds ?? offer.exp - Math.max(offer.iat, before ?? 0))
  return { ...kept, seq, iat: now, ...scheduled, exp, tariff }
}

/** What ends an offer: after it nothing rules the subject until a higher number does. */
export const withdrawalOf = ({ iss, sub }: Pick<Offer, 'iss' | 'sub'>, seq: number, now: number): Withdrawal => ({
  iss,
  sub,
  ver: 1,
  seq,
  iat: now,
  void: true,
})

/** Two tokens under one number cancel each other, and a lower one is never looked at. */
export const mustFollow = (present: number, seq: number): void => {
  if (seq <= present) throw badInput('--seq', `${seq} does not follow ${present}`, 'give a higher number')
  if (!Number.isSafeInteger(seq)) throw badInput('--seq', 'there is no number after the last', 'use another name')
}

const repriced = (tariff: readonly TariffLine[], { meter, amount, currency }: Repricing): TariffLine[] => {
  const line = tariff.find(line => line.meter === meter)
  if (!line) throw badInput('--price', `there is no meter ${meter}`, `meters: ${tariff.map(l => l.meter).join(', ')}`)
  const [rate, ...more] = line.rates
  if (!rate || more.length > 0)
    throw badInput('--price', `meter ${meter} has ${line.rates.length} rates`, 'edit the claims by hand')
  const priced = Object.keys(rate.price)
  const [only, ...others] = priced
  const named = currency ?? (others.length === 0 ? only : undefined)
  if (named === undefined || rate.price[named] === undefined) {
    const problem = named === undefined ? 'has several prices' : `has no price in ${named}`
    throw badInput('--price', `meter ${meter} ${problem}`, `name one of its currencies: ${priced.join(', ')}`)
  }
  const rates = [{ ...rate, price: { ...rate.price, [named]: amount } }]
  return tariff.map(other => (other === line ? { ...line, rates } : other))
}
