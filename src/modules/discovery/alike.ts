/**
 * Ways to pay of the same terms cost the same: of many, the first tells what the others come to. An offer is behind if
 * each of its ways is.
 */

import type { Offer } from '../../core/offer.ts'
import { compare } from '../../core/rational.ts'
import type { Book } from './book.ts'
import { pricing } from './bookTerms.ts'
import type { Excluded, Quoted } from './evaluate.ts'

/** What a way to pay comes to: that quote or one behind it; null: none. */
type Known = { readonly quoted: Quoted | null; sign: number; against: Quoted | undefined }

export type Alike = {
  readonly learn: (offer: Offer, outcome: Quoted | Excluded) => void
  /** Whether a row is known to come behind a quote, or to be no quote at all. */
  readonly isBehind: (row: number, terms: number, last: Quoted | undefined) => boolean
}

/** Nothing learnt yet, about one job under one policy. */
export const alikeIn = ({ rows: { trusts, orders }, orderOf }: Book): Alike => {
  const known = new Map<number, Known>()
  return {
    learn: (offer, outcome) => {
      const excluded = 'reason' in outcome
      if (excluded && outcome.apart) return
      for (const entry of offer.pay) {
        const terms = pricing(offer, entry)
        // By the other ways it costs no less than by its best: so much is known of them, until they are the best of another.
        if (!excluded && entry !== outcome.entry && known.has(terms)) continue
        known.set(terms, { quoted: excluded ? null : outcome, sign: 0, against: undefined })
      }
    },
    isBehind: (row, terms, last) => {
      const same = known.get(terms)
      if (!same?.quoted) return same !== undefined
      if (!last) return false
      if (same.against !== last) {
        same.against = last
        same.sign = compare(same.quoted.landed, last.landed) || same.quoted.seconds - last.seconds
      }
      if (same.sign !== 0) return same.sign > 0
      const trust = trusts.values[row] as number
      if (trust !== (last.trust ?? -1)) return trust < (last.trust ?? -1)
      return (orders.values[row] as number) > orderOf(last.ruling.token.sub)
    },
  }
}

/** Nothing is alike where the way there is part of the cost. */
export const noneAlike: Alike = { learn: () => {}, isBehind: () => false }
