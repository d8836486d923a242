/** What one purchase costs under a tariff: rationals all the way, one rounding up to atomic units at the end. */
import { FIXED, type Offer, type PayEntry, type TariffLine } from '../../core/offer.ts'
import {
  add,
  ceil,
  compare,
  decimal,
  divide,
  max,
  min,
  multiply,
  ONE,
  type Rational,
  rational,
  subtract,
  tenTo,
  toDecimal,
  ZERO,
} from '../../core/rational.ts'
import { convert, parseUnit, type Unit } from '../../core/unit.ts'

/** Quantities of the job by meter. */
export type Quantities = ReadonlyMap<string, { readonly value: Rational; readonly unit: Unit; readonly code: string }>

/** One line of the arithmetic, in the currency of the price. */
export type ChargeLine = {
  readonly meter: string
  /** In the unit of the tariff, rounded up to its step; null for minimum, maximum and fee. */
  readonly quantity: Rational | null
  readonly unit: string | null
  readonly amount: Rational
}

export type QuantityProblem =
  | 'METER_UNKNOWN'
  | 'QUANTITY_MISSING'
  | 'INCOMMENSURABLE'
  | 'BELOW_MINIMUM'
  | 'ABOVE_MAXIMUM'

export type Problem<R extends string = QuantityProblem> = { readonly reason: R; readonly detail: string }

/** A tariff line and how much of its unit the job needs. */
export type Measured = { readonly line: TariffLine; readonly quantity: Rational }

/** The checks of quantities in their order. */
const QUANTITY_CHECKS: readonly QuantityProblem[] = [
  'METER_UNKNOWN',
  'QUANTITY_MISSING',
  'INCOMMENSURABLE',
  'BELOW_MINIMUM',
  'ABOVE_MAXIMUM',
]

/** Binds the quantities of a job to the lines of a tariff, in the units of the tariff; or the first check that fails. */
export const measure = ({ tariff }: Pick<Offer, 'tariff'>, quantities: Quantities): readonly Measured[] | Problem => {
  const problems: Problem[] = [...quantities.keys()]
    .filter(meter => !tariff.some(line => line.meter === meter))
    .map(meter => ({ reason: 'METER_UNKNOWN', detail: `${meter} has no price` }))
  const measured: Measured[] = []
  for (const line of tariff) {
    const quantity = line.meter === FIXED ? ONE : inUnitOf(line, quantities)
    const problem = 'reason' in quantity ? quantity : boundProblem(line, quantity)
    if (problem) problems.push(problem)
    else if (!('reason' in quantity)) measured.push({ line, quantity: billed(line, quantity) })
  }
  const order = ({ reason }: Problem) => QUANTITY_CHECKS.indexOf(reason)
  const [first] = problems.sort((a, b) => order(a) - order(b))
  return first ?? measured
}

const boundProblem = ({ meter, unit, lo, hi }: TariffLine, quantity: Rational): Problem | null => {
  if (lo !== undefined && compare(quantity, decimal(lo)) < 0) {
    return { reason: 'BELOW_MINIMUM', detail: `${meter} of ${toDecimal(quantity)} is below ${lo} ${unit}` }
  }
  if (hi !== undefined && compare(quantity, decimal(hi)) > 0) {
    return { reason: 'ABOVE_MAXIMUM', detail: `${meter} of ${toDecimal(quantity)} is above ${hi} ${unit}` }
  }
  return null
}

/** The quantity rounded up to the billing step of the line, if it has one. */
const billed = ({ step }: TariffLine, quantity: Rational): Rational =>
  step === undefined ? quantity : multiply(rational(ceil(divide(quantity, decimal(step)))), decimal(step))

const inUnitOf = ({ meter, unit }: TariffLine, quantities: Quantities): Rational | Problem => {
  const asked = quantities.get(meter)
  if (!asked)
    return { reason: 'QUANTITY_MISSING', detail: `${meter} is priced and the job does not name it: say 0 if none` }
  const priced = parseUnit(unit)
  const quantity = priced && convert(asked.value, asked.unit, priced)
  return quantity ?? { reason: 'INCOMMENSURABLE', detail: `${meter} is priced per ${unit}, not per ${asked.code}` }
}

/** The lines that add up to the price of one purchase in a currency, and their sum: within min and max, fee included. */
export const charge = (
  { min: least, max: most }: Pick<Offer, 'min' | 'max'>,
  measured: readonly Measured[],
  { cur, fee }: Pick<PayEntry, 'cur' | 'fee'>,
): { readonly lines: readonly ChargeLine[]; readonly sum: Rational } => {
  const lines: ChargeLine[] = measured.map(({ line, quantity }) => ({
    meter: line.meter,
    quantity,
    unit: line.unit,
    amount: graduated(line, quantity, cur),
  }))
  let sum = lines.reduce((total, { amount }) => add(total, amount), ZERO)
  const adjust = (meter: string, to: Rational) => {
    if (compare(to, sum) === 0) return
    lines.push({ meter, quantity: null, unit: null, amount: subtract(to, sum) })
    sum = to
  }
  if (least?.[cur] !== undefined) adjust('minimum', max(sum, decimal(least[cur])))
  if (most?.[cur] !== undefined) adjust('maximum', min(sum, decimal(most[cur])))
  if (fee !== undefined) adjust('fee', add(sum, decimal(fee)))
  return { lines, sum }
}

/** Graduated rates: each price holds for the part of the quantity between its start and the next. */
const graduated = ({ rates, per }: TariffLine, quantity: Rational, currency: string): Rational => {
  const starts = rates.map(({ from }) => decimal(from ?? '0'))
  const amounts = rates.map(({ price }, i) => {
    const next = starts[i + 1]
    const part = max(ZERO, subtract(next ? min(quantity, next) : quantity, starts[i] ?? ZERO))
    return multiply(part, decimal(price[currency] ?? '0'))
  })
  return divide(amounts.reduce(add, ZERO), per === undefined ? ONE : decimal(per))
}

/**
 * What is paid for one purchase in the smallest unit of the asset, rounded up. A price in a currency is a price in whole
 * tokens; a price in an asset (CAIP-19) is in its atomic units already.
 */
export const atomicOf = (sum: Rational, { cur, dec }: Pick<PayEntry, 'cur' | 'dec'>): bigint =>
  ceil(cur.includes('/') ? sum : multiply(sum, tenTo(dec)))

/** The most that one purchase can cost: `max`, or every line at its `hi`. Null: there is no bound. */
export const ceilingOf = (
  offer: Pick<Offer, 'tariff' | 'min' | 'max'>,
  entry: Pick<PayEntry, 'cur' | 'fee'>,
): Rational | null => {
  const cap = offer.max?.[entry.cur]
  if (cap !== undefined) return add(decimal(cap), decimal(entry.fee ?? '0'))
  const full: Measured[] = []
  for (const line of offer.tariff) {
    if (line.meter !== FIXED && line.hi === undefined) return null
    full.push({ line, quantity: billed(line, line.meter === FIXED ? ONE : decimal(line.hi ?? '0')) })
  }
  return charge(offer, full, entry).sum
}
