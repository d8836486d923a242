/** One offer over quantities of one meter: what it costs unrounded, and every quantity at which that may turn. */
import { PortolanError } from '../../core/errors.ts'
import { parseAsset } from '../../core/ids.ts'
import type { Offer, PayEntry } from '../../core/offer.ts'
import {
  add,
  ceil,
  compare,
  decimal,
  divide,
  multiply,
  negate,
  ONE,
  type Rational,
  rational,
  subtract,
  tenTo,
  ZERO,
} from '../../core/rational.ts'
import { convert, parseUnit } from '../../core/unit.ts'
import type { ExclusionReason } from '../../generated/schema.ts'
import type { Ruling } from '../offers/tables.ts'
import { charge, measure } from './charge.ts'
import { evaluate, type Market, type Quoted } from './evaluate.ts'
import type { Job, Policy } from './job.ts'
import { railOf } from './ways.ts'

/** An offer, and a job in which one quantity is open. */
export type Open = {
  readonly ruling: Ruling
  readonly offer: Offer
  readonly job: Job
  readonly meter: string
  readonly policy: Policy
  readonly market: Market
}

export type Range = { readonly from: Rational; readonly to: Rational }

/** The cost of the cheapest way to pay before any purchase is rounded up, or why there is none. */
export type Cost = { readonly cost: Rational } | { readonly reason: ExclusionReason }

/** The job with so much of the meter. */
export const jobAt = ({ job, meter }: Pick<Open, 'job' | 'meter'>, value: Rational): Job => {
  const asked = job.quantities.get(meter)
  return asked ? { ...job, quantities: new Map(job.quantities).set(meter, { ...asked, value }) } : job
}

/** What a quote says at a quantity. */
export const outcomeAt = (open: Open, value: Rational) =>
  evaluate(open.ruling, open.offer, jobAt(open, value), open.policy, open.market)

/** The unrounded cost by each way to pay that a quantity passes with. */
export const waysAt = (open: Open, value: Rational): ReadonlyMap<PayEntry, Rational> => {
  const { ruling, offer, policy, market } = open
  const job = jobAt(open, value)
  const ways = new Map<PayEntry, Rational>()
  for (const entry of offer.pay) {
    const outcome = evaluate(ruling, { ...offer, pay: [entry] }, job, policy, market)
    if (!('reason' in outcome)) ways.set(entry, unrounded(outcome, open))
  }
  return ways
}

/** The cheapest of these ways; of none the reason is that of the quote. */
export const costAt = (open: Open, value: Rational): Cost => {
  const costs = [...waysAt(open, value).values()]
  if (costs.length > 0) return { cost: costs.reduce((a, b) => (compare(a, b) <= 0 ? a : b)) }
  const outcome = outcomeAt(open, value)
  if ('reason' in outcome) return { reason: outcome.reason }
  throw new Error('an offer passes by none of its ways to pay')
}

const unrounded = (quoted: Quoted, open: Pick<Open, 'job' | 'market'>): Rational => {
  const { lines, entry, settlement, travel } = quoted
  const sum = lines.reduce((total, { amount }) => add(total, amount), ZERO)
  return add(add(multiply(sum, worthOf(entry, open)), settlement.cost), travel ?? ZERO)
}

/** What one unit of the price counts as for all purchases, in the reference currency. */
const worthOf = (entry: PayEntry, { job, market }: Pick<Open, 'job' | 'market'>): Rational => {
  const priced = market.price(entry.asset)
  if ('reason' in priced) throw new Error(`${entry.asset} was quoted without a rate`)
  return multiply(multiply(priced.rate, rational(job.purchases)), divide(atomicIn(entry), tenTo(entry.dec)))
}

/** How many of the smallest unit of the asset one unit of the price is. */
const atomicIn = ({ cur, dec }: PayEntry): Rational => (cur.includes('/') ? ONE : tenTo(dec))

/** The most quantities at which bounds, tiers and billing steps of one offer may lie. */
const MOST_TURNS = 256

/**
 * Quantities inside the range between which every way to pay costs a linear function of the quantity, or is left out all
 * along. Some of them may turn nothing.
 */
export const turnsOf = (open: Open, range: Range): Rational[] => {
  const bounds = boundsOf(open, range)
  const kinks = between([range.from, ...bounds, range.to]).flatMap(piece => kinksOf(open, piece))
  return inside(range, [...bounds, ...kinks])
}

/** These quantities in order, each once, without the ends of the range and what lies beyond. */
export const inside = ({ from, to }: Range, values: readonly Rational[]): Rational[] => {
  const kept = values.filter(value => compare(value, from) > 0 && compare(value, to) < 0).sort(compare)
  return kept.filter((value, i) => i === 0 || compare(value, kept[i - 1] ?? value) !== 0)
}

/** The pieces between quantities in order. */
export const between = (values: readonly Rational[]): Range[] =>
  values.slice(1).flatMap((to, i) => {
    const from = values[i]
    return from && compare(from, to) < 0 ? [{ from, to }] : []
  })

/** One and two thirds of the way through a piece: where linear functions are looked at. */
export const thirds = ({ from, to }: Range): readonly [Rational, Rational] => {
  const third = multiply(subtract(to, from), rational(1n, 3n))
  return [add(from, third), subtract(to, third)]
}

/** Where two linear functions meet inside a piece, given by how much they differ at its thirds; null: one is not there. */
export const meeting = (piece: Range, at: Rational | null, then: Rational | null): Rational[] => {
  if (!at || !then || compare(at, then) === 0) return []
  const [x, y] = thirds(piece)
  return inside(piece, [subtract(x, multiply(at, divide(subtract(y, x), subtract(then, at))))])
}

const boundsOf = ({ offer, job, meter }: Open, range: Range): Rational[] => {
  const line = offer.tariff.find(line => line.meter === meter)
  const unit = line && parseUnit(line.unit)
  const asked = job.quantities.get(meter)
  const factor = unit && asked && convert(ONE, unit, asked.unit)
  if (!line || !factor) return []
  const { lo, hi, step, rates } = line
  const marks = [lo, hi, ...rates.map(({ from }) => from)].flatMap(mark => (mark === undefined ? [] : decimal(mark)))
  const steps = step === undefined ? [] : multiples(multiply(decimal(step), factor), capped(range, hi, factor))
  return inside(range, [...marks.map(mark => multiply(mark, factor)), ...steps])
}

/** Above its `hi` an offer is left out: its billing steps are of no interest. */
const capped = ({ from, to }: Range, hi: string | undefined, factor: Rational): Range => {
  const most = hi === undefined ? to : multiply(decimal(hi), factor)
  return { from, to: compare(most, to) < 0 ? most : to }
}

const multiples = (step: Rational, { from, to }: Range): Rational[] => {
  const first = ceil(divide(from, step))
  const count = -ceil(negate(divide(to, step))) - first + 1n
  if (count > BigInt(MOST_TURNS)) {
    throw new PortolanError(
      'too_large',
      `the range holds ${count} billing steps, of which ${MOST_TURNS} are compared`,
      {
        hint: 'compare over a narrower range',
      },
    )
  }
  return Array.from({ length: Math.max(0, Number(count)) }, (_, i) => multiply(step, rational(first + BigInt(i))))
}

/** Where a way to pay meets a minimum, a maximum, the floor of its rail or a limit of the policy, inside a piece. */
const kinksOf = (open: Open, piece: Range): Rational[] => {
  const { offer } = open
  const [one, other] = thirds(piece).map(value => measure(offer, jobAt(open, value).quantities))
  if (!one || !other || 'reason' in one || 'reason' in other) return []
  return offer.pay.flatMap(entry => {
    const [at, then] = [one, other].map(measured => charge({}, measured, { cur: entry.cur }).sum)
    if (!at || !then) return []
    return levelsOf(open, entry, thirds(piece)[0]).flatMap(level =>
      meeting(piece, subtract(at, level), subtract(then, level)),
    )
  })
}

/** The sums of the meters at which a way to pay turns. Rounding up passes a limit exactly where the sum passes a whole. */
const levelsOf = (open: Open, entry: PayEntry, sample: Rational): Rational[] => {
  const { ruling, offer, policy, market } = open
  const { rails } = market.settings
  const free = {
    policy: { ...policy, maxTotal: null, escrowAbove: null, budgetLeft: null },
    market: { ...market, settings: { ...market.settings, rails: rails.map(rail => ({ ...rail, floor: 0n })) } },
  }
  const quoted = evaluate(ruling, { ...offer, pay: [entry] }, jobAt(open, sample), free.policy, free.market)
  if ('reason' in quoted) return []
  const { settlement, travel } = quoted
  const worth = divide(worthOf(entry, open), atomicIn(entry))
  const within = (limit: Rational | null, beside: Rational): bigint[] => {
    const left = limit && subtract(limit, beside)
    return left && left.numerator >= 0n && worth.numerator > 0n ? [-ceil(negate(divide(left, worth)))] : []
  }
  const floor = railOf(rails, entry.via, parseAsset(entry.asset)?.chain ?? '')?.floor ?? 0n
  const wholes = [
    floor - 1n,
    ...within(policy.escrowAbove, settlement.cost),
    ...within(policy.budgetLeft, settlement.cost),
    ...within(policy.maxTotal, add(settlement.cost, travel ?? ZERO)),
  ]
  const fee = decimal(entry.fee ?? '0')
  const clamps = [offer.min?.[entry.cur], offer.max?.[entry.cur]].flatMap(clamp =>
    clamp === undefined ? [] : decimal(clamp),
  )
  return [...clamps, ...wholes.map(whole => subtract(divide(rational(whole), atomicIn(entry)), fee))]
}
