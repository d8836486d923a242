/**
 * What an offer costs at least, in doubles: bounds that say which offers are worth looking at. Exact arithmetic decides.
 * Each bound errs on its own side by more than doubles do, so none is ever above (or below) what it bounds.
 */
import { normalAsset } from '../../core/ids.ts'
import { FIXED, type Offer, type PayEntry, type TariffLine } from '../../core/offer.ts'
import type { Rational } from '../../core/rational.ts'
import { parseUnit, type Unit } from '../../core/unit.ts'
import { hash53 } from './columns.ts'
import type { Way } from './ways.ts'

/** From `start` on a base unit costs `slope`; what comes before costs `floor` together. */
export type Piece = { readonly start: number; readonly end: number; readonly floor: number; readonly slope: number }

/** A line of a tariff, in base units of its dimension and whole tokens. */
export type LineBound = {
  /** The least price of a base unit, wherever in the tariff. */
  readonly slope: number
  readonly lo: number
  readonly hi: number
  /** 0: none. */
  readonly step: number
  readonly pieces: readonly Piece[]
}

/** One purchase by one way to pay, in whole tokens: at least `base` and the lines; `least` and at most `cap` bound it. */
export type Cost = {
  readonly base: number
  readonly least: number
  readonly cap: number
  readonly lines: readonly LineBound[]
}

export type Terms = { readonly shape: string; readonly ways: readonly Entry[] }

/** A way to pay; of entries with the same `terms` each costs what the other costs. */
export type Entry = { readonly way: Way; readonly cost: Cost; readonly terms: number }

/** Doubles beyond these are not relied on. */
const [SMALLEST, GREATEST] = [1e-290, 1e290]
const MARGIN = 1e-12

/** Somewhat below a double that is near to a number that is not below zero. */
export const low = (near: number): number => (near >= SMALLEST ? Math.min(near, GREATEST) * (1 - MARGIN) : 0)

/** Somewhat above. */
export const high = (near: number): number =>
  near <= GREATEST ? Math.max(near, SMALLEST) * (1 + MARGIN) : Number.POSITIVE_INFINITY

/** A double near to a fraction; infinite or 0 where it is beyond all that is relied on. */
export const near = ({ numerator, denominator }: Rational): number => {
  const [above, below] = [Number(numerator), Number(denominator)]
  if (Number.isFinite(above) && Number.isFinite(below)) return above / below
  const long = numerator > denominator ? numerator : denominator
  const excess = BigInt(Math.max(0, long.toString(2).length - 1_000))
  return Number(numerator >> excess) / Number(denominator >> excess)
}

/** What must be equal for an offer to fit a job: the meters, and what each measures. Flat prices are no matter of fit. */
export const shapeOf = (meters: Iterable<readonly [meter: string, unit: Unit]>): string =>
  JSON.stringify(
    [...meters]
      .filter(([meter]) => meter !== FIXED)
      .map(([meter, { dimensions }]) => [meter, [...dimensions].sort()])
      .sort(([a = ''], [b = '']) => (a < b ? -1 : 1)),
  )

/** The bounds of an offer, its lines in the order of their meters; null where a unit is none of ours. */
export const termsOf = (offer: Offer): Terms | null => {
  const metered: { meter: string; line: TariffLine; unit: Unit }[] = []
  for (const line of offer.tariff) {
    const unit = parseUnit(line.unit)
    if (!unit) return null
    metered.push({ meter: line.meter, line, unit })
  }
  metered.sort((a, b) => (a.meter < b.meter ? -1 : 1))
  return {
    shape: shapeOf(metered.map(({ meter, unit }) => [meter, unit] as const)),
    ways: offer.pay.map(entry => ({
      way: { via: entry.via, asset: normalAsset(entry.asset), dec: entry.dec },
      cost: costOf(offer, metered, entry),
      terms: pricing(offer, entry),
    })),
  }
}

/** A number for all that a cost depends on. */
export const pricing = ({ tariff, min, max }: Offer, { via, asset, dec, cur, fee }: PayEntry): number => {
  const lines = tariff.map(({ rates, meter, unit, per, step, lo, hi }) => [
    ...[meter, unit, per, step, lo, hi],
    rates.map(({ from, price }) => [from, price[cur]]),
  ])
  const inAsset = cur.includes('/')
  return hash53(JSON.stringify([lines, min?.[cur], max?.[cur], via, normalAsset(asset), dec, inAsset, fee]))
}

const costOf = (
  { min, max }: Offer,
  metered: readonly { meter: string; line: TariffLine; unit: Unit }[],
  { cur, dec, fee = '0' }: PayEntry,
): Cost => {
  // A price in an asset is in its smallest units.
  const token = cur.includes('/') ? 10 ** -dec : 1
  const money = (text: string) => Number(text) * token
  const surcharge = money(fee)
  let base = low(surcharge)
  const lines: LineBound[] = []
  for (const { meter, line, unit } of metered) {
    const bound = lineOf(line, near(unit.factor), cur, money)
    if (meter !== FIXED) lines.push(bound)
    // The unit of a flat price counts for nothing: its quantity is one of it.
    else base += atLeast(lineOf(line, 1, cur, money), 1)
  }
  const [least, cap] = [min?.[cur], max?.[cur]]
  return {
    base,
    least: least === undefined ? 0 : low(money(least) + surcharge),
    cap: cap === undefined ? Number.POSITIVE_INFINITY : low(money(cap) + surcharge),
    lines,
  }
}

const lineOf = (
  { per = '1', step, lo, hi, rates }: TariffLine,
  factor: number,
  cur: string,
  money: (text: string) => number,
): LineBound => {
  const base = (text: string) => Number(text) * factor
  const each = high(Number(per)) * high(factor)
  const pieces: Piece[] = []
  let floor = 0
  for (const [i, { from = '0', price }] of rates.entries()) {
    const next = rates[i + 1]?.from
    const start = i === 0 ? 0 : high(base(from))
    const end = next === undefined ? Number.POSITIVE_INFINITY : low(base(next))
    const slope = low(money(price[cur] ?? '0') / each)
    pieces.push({ start, end, floor, slope })
    floor = low(floor + Math.max(0, end - start) * slope)
  }
  return {
    slope: Math.min(...pieces.map(({ slope }) => slope)),
    lo: lo === undefined ? 0 : low(base(lo)),
    hi: hi === undefined ? Number.POSITIVE_INFINITY : high(base(hi)),
    step: step === undefined ? 0 : base(step),
    pieces,
  }
}

/** What a line charges at least for so much of its base unit, which is at least what is asked for. */
export const atLeast = ({ step, pieces }: Pick<LineBound, 'step' | 'pieces'>, quantity: number): number => {
  const billed = step > 0 ? Math.max(quantity, low(Math.ceil(quantity / high(step)) * low(step))) : quantity
  // The last piece that has begun says it all: the others are its floor.
  let last = 0
  while (last + 1 < pieces.length && (pieces[last + 1]?.start ?? 0) <= billed) last += 1
  const { start, end, floor, slope } = pieces[last] as Piece
  return start > billed ? 0 : low(floor + Math.max(0, Math.min(billed, end) - start) * slope)
}
