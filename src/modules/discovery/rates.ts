/** What one token is worth in the reference currency, from indexed rounds, and how that is known. */

import type { Stored } from '../../core/asOf.ts'
import { normalAsset } from '../../core/ids.ts'
import { divide, multiply, ONE, type Rational, rational, tenTo } from '../../core/rational.ts'
import type { Feed, Settings } from '../../core/settings.ts'
import type { RateRow } from '../rates/tables.ts'

/** A feed and its round. */
export type Round = { readonly feed: Feed; readonly row: Stored<RateRow> }

/** `peg`: the asset whose worth the buyer has fixed, where that is how it is known. */
export type Priced = { readonly rate: Rational; readonly rounds: readonly Round[]; readonly peg?: string }
export type Unpriced = { readonly reason: 'RATE_MISSING' | 'RATE_STALE'; readonly detail: string }

/** Prices assets by the rounds of a moment. Asked twice for the same asset, it answers the same. */
export type Pricer = (asset: string) => Priced | Unpriced

export type PricerOptions = {
  readonly settings: Pick<Settings, 'feeds'>
  /** The rounds at the moment, by `chain:contract`. */
  readonly rounds: ReadonlyMap<string, Stored<RateRow>>
  /** Unix seconds. */
  readonly now: number
  /** ISO 4217. */
  readonly reference: string
  /** The oldest round that may be used, seconds; null: as the feed's heartbeat allows. */
  readonly maxAge: number | null
  /** Assets whose worth the buyer has fixed, by normal asset. */
  readonly pegs: ReadonlyMap<string, Rational>
}

/**
 * The peg of the buyer, the feed of the asset in the reference currency, or by way of one more feed between the two currencies. A currency is
 * never assumed to be worth another, nor a token its peg.
 */
export const pricer = (options: PricerOptions): Pricer => {
  const known = new Map<string, Priced | Unpriced>()
  return asset => {
    const key = normalAsset(asset)
    const priced = known.get(key) ?? price(key, options)
    known.set(key, priced)
    return priced
  }
}

const price = (asset: string, options: PricerOptions): Priced | Unpriced => {
  const { reference, pegs } = options
  const peg = pegs.get(asset)
  if (peg) return { rate: peg, rounds: [], peg: asset }
  if (asset === reference) return { rate: ONE, rounds: [] }
  // A currency may have a feed of the other only.
  const currency = /^[A-Z]{3}$/.test(asset) ? cross(asset, options) : null
  if (currency) return currency
  const missing: Unpriced = { reason: 'RATE_MISSING', detail: `no feed leads from ${asset} to ${reference}` }
  let failure: Unpriced | undefined
  for (const feed of options.settings.feeds.filter(feed => normalAsset(feed.base) === asset)) {
    const own = usable(feed, options)
    const rest = 'reason' in own ? own : cross(feed.quote, options)
    if (rest && !('reason' in own) && !('reason' in rest)) {
      return { rate: multiply(own.rate, rest.rate), rounds: [...own.rounds, ...rest.rounds] }
    }
    if (rest && 'reason' in rest) failure ??= rest
  }
  return failure ?? missing
}

/** From one currency to the reference: nothing to do, a feed of it, or a feed of the reference the other way round. */
const cross = (currency: string, options: PricerOptions): Priced | Unpriced | null => {
  const { reference, settings } = options
  if (currency === reference) return { rate: ONE, rounds: [] }
  const there = settings.feeds.find(({ base, quote }) => base === currency && quote === reference)
  if (there) return usable(there, options)
  const back = settings.feeds.find(({ base, quote }) => base === reference && quote === currency)
  if (!back) return null
  const priced = usable(back, options)
  return 'reason' in priced ? priced : { ...priced, rate: divide(ONE, priced.rate) }
}

const usable = (feed: Feed, { rounds, now, maxAge }: PricerOptions): Priced | Unpriced => {
  const name = `${feed.base}/${feed.quote}`
  const row = rounds.get(`${feed.chain}:${feed.contract}`)
  if (!row) return { reason: 'RATE_MISSING', detail: `the feed ${name} has no round` }
  const answer = BigInt(row.answer)
  if (answer <= 0n) return { reason: 'RATE_MISSING', detail: `the feed ${name} answers ${answer}` }
  const age = now - row.updated_at
  // It would never grow old.
  if (age < 0) return { reason: 'RATE_MISSING', detail: `the feed ${name} says it is from the future` }
  // One and a half heartbeats, without a fraction.
  if (2 * age > 3 * feed.heartbeat || (maxAge !== null && age > maxAge)) {
    return { reason: 'RATE_STALE', detail: `the feed ${name} is ${age} s old` }
  }
  return { rate: multiply(rational(answer), tenTo(-feed.decimals)), rounds: [{ feed, row }] }
}
