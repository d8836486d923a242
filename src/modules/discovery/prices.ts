/** The highest price that wins: found exactly, by bisection on the outcome of the ranking. */
import type { Offer, PayEntry, TariffLine } from '../../core/offer.ts'
import { decimal, fromAtomic, multiply, rational, subtract, tenTo, toDecimal } from '../../core/rational.ts'
import { type Change, type Edit, type Loser, pointer, tried } from './changes.ts'
import { compareQuotes, evaluate } from './evaluate.ts'

/** Prices are looked for in the smallest step that a claim can say. */
const DIGITS = 18

/** A number of the claims that costs the buyer, in steps of 10^-18, and the offer at another number. */
type Knob = {
  readonly detail: string
  readonly from: bigint
  readonly at: (steps: bigint) => { readonly offer: Offer; readonly edits: readonly Edit[] }
  /** The way to pay whose price it is. */
  readonly entry: PayEntry
}

/**
 * For every meter, minimum and fee the highest price that wins over each way to pay. Of an offer that was left out, also
 * the highest that lets it in, where none wins.
 */
export const priceChanges = (loser: Loser): Change[] => {
  const found = new Map<string, Change>()
  for (const knob of knobsOf(loser.offer)) {
    const change = highest(loser, knob, 1) ?? ('reason' in loser.outcome ? highest(loser, knob, null) : null)
    if (!change) continue
    // Over several ways to pay in one currency: the one that asks for the least.
    const key = change.edits[0]?.path ?? ''
    const known = found.get(key)
    if (!known || (change.relative && known.relative && isLess(change.relative, known.relative))) found.set(key, change)
  }
  return [...found.values()]
}

const isLess = (a: NonNullable<Change['relative']>, b: NonNullable<Change['relative']>): boolean =>
  subtract(a, b).numerator < 0n

/** The highest number of steps below the present at which the offer has this rank or a better one; null: any rank. */
const highest = (loser: Loser, { detail, from, at, entry }: Knob, rank: 1 | null): Change | null => {
  const { others, ruling, job, policy, market } = loser
  const [first] = others
  const index = loser.offer.pay.indexOf(entry)
  // Lower prices never cost more, and one way to pay is too small for its rail below some price: in between it wins.
  const stateAt = (steps: bigint): 'low' | 'good' | 'high' => {
    const { offer } = at(steps)
    const pay = offer.pay.slice(index, index + 1)
    const outcome = evaluate(ruling, { ...offer, pay }, job, policy, market)
    if ('reason' in outcome) return outcome.reason === 'BELOW_RAIL_FLOOR' ? 'low' : 'high'
    return rank === null || !first || compareQuotes(outcome, first) < 0 ? 'good' : 'high'
  }
  if (from === 0n || stateAt(from) !== 'high' || stateAt(0n) === 'high') return null
  let [good, high] = [0n, from]
  while (high - good > 1n) {
    const middle = (good + high) / 2n
    if (stateAt(middle) === 'high') high = middle
    else good = middle
  }
  if (stateAt(good) !== 'good') return null
  const { offer, edits } = at(good)
  const change = tried(loser, { kind: 'PRICE', edits, detail, offer, relative: rational(from - good, from) })
  return change && (rank === null || change.rank <= rank) ? change : null
}

const stepsOf = (price: string): bigint => multiply(decimal(price), tenTo(DIGITS)).numerator
const priceOf = (steps: bigint): string => toDecimal(fromAtomic(steps, DIGITS))

const knobsOf = (offer: Offer): Knob[] =>
  offer.pay.flatMap((entry, i) => {
    const { cur, fee } = entry
    const lines = offer.tariff.flatMap((line, j) => lineKnob(offer, entry, line, j) ?? [])
    const least = offer.min?.[cur]
    const floor =
      least === undefined
        ? []
        : [
            {
              detail: `a minimum in ${cur}`,
              entry,
              from: stepsOf(least),
              at: (steps: bigint) => ({
                offer: { ...offer, min: { ...offer.min, [cur]: priceOf(steps) } },
                edits: [{ path: `/min/${pointer(cur)}`, from: least, to: priceOf(steps) }],
              }),
            },
          ]
    const surcharge =
      fee === undefined
        ? []
        : [
            {
              detail: `the fee of ${entry.via}`,
              entry,
              from: stepsOf(fee),
              at: (steps: bigint) => ({
                offer: { ...offer, pay: offer.pay.with(i, { ...entry, fee: priceOf(steps) }) },
                edits: [{ path: `/pay/${i}/fee`, from: fee, to: priceOf(steps) }],
              }),
            },
          ]
    return [...lines, ...floor, ...surcharge]
  })

/** The rates of a line in one currency, scaled together by their first that is not zero; each rounded down to a claim. */
const lineKnob = (offer: Offer, entry: PayEntry, line: TariffLine, index: number): Knob | null => {
  const { cur } = entry
  const prices = line.rates.map(({ price }) => stepsOf(price[cur] ?? '0'))
  const from = prices.find(price => price > 0n)
  if (from === undefined) return null
  return {
    detail: `the price of ${line.meter} in ${cur}`,
    entry,
    from,
    at: steps => {
      const scaled = prices.map(price => priceOf((price * steps) / from))
      const rates = line.rates.map((rate, i) => ({ ...rate, price: { ...rate.price, [cur]: scaled[i] ?? '0' } }))
      return {
        offer: { ...offer, tariff: offer.tariff.with(index, { ...line, rates }) },
        edits: line.rates.flatMap(({ price }, i) => {
          const [before, to] = [price[cur] ?? '0', scaled[i] ?? '0']
          return before === to ? [] : { path: `/tariff/${index}/rates/${i}/price/${pointer(cur)}`, from: before, to }
        }),
      }
    },
  }
}
