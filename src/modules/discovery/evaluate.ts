/** One offer against one job and policy: its best way to pay with the landed cost, or the one reason why there is none. */
import type { PayEntry, Terms } from '../../core/offer.ts'
import {
  add,
  ceil,
  compare,
  decimal,
  divide,
  fromAtomic,
  multiply,
  type Rational,
  rational,
  tenTo,
  toDecimal,
  ZERO,
} from '../../core/rational.ts'
import type { Rail, Settings } from '../../core/settings.ts'
import { convert, parseUnit } from '../../core/unit.ts'
import type { ExclusionReason } from '../../generated/schema.ts'
import { metresFrom } from '../offers/area.ts'
import type { Ruling, Unsigned } from '../offers/tables.ts'
import { atomicOf, type ChargeLine, charge, type Measured, measure, type Problem } from './charge.ts'
import type { Constraint, Job, Policy } from './job.ts'
import type { Pricer, Round } from './rates.ts'
import type { Trusted, TrustOf } from './trusted.ts'
import { unsignedProblem } from './unsigned.ts'
import { openWay } from './ways.ts'

/** Wei per gas of a chain, and the block that says so. */
export type GasPrice = { readonly chain: string; readonly price: bigint; readonly block: number }

/** What the costs of a moment are computed from. */
export type Market = {
  readonly now: number
  readonly settings: Pick<Settings, 'rails' | 'coins' | 'tokens'>
  readonly price: Pricer
  readonly gas: ReadonlyMap<string, GasPrice>
  readonly trust: TrustOf
}

/** An offer by one of its ways to pay. */
export type Quoted = {
  readonly ruling: Ruling | Unsigned
  readonly offer: Terms
  readonly entry: PayEntry
  readonly lines: readonly ChargeLine[]
  /** For one purchase, in the smallest unit of the asset. */
  readonly atomic: bigint
  /** In the reference currency, unrounded. */
  readonly landed: Rational
  readonly settlement: { readonly gas: bigint; readonly gasPrice: GasPrice | null; readonly cost: Rational }
  readonly seconds: number
  /** Parts per million; null: unknown. */
  readonly trust: number | null
  /** What forging that trust costs, in millionths of a US dollar. */
  readonly forgeCost: bigint | null
  readonly metres: number | null
  /** What the way to the place costs for all purchases, in the reference currency; null: the policy does not say. */
  readonly travel: Rational | null
  readonly rounds: readonly Round[]
  /** The assets that were priced by a peg of the policy. */
  readonly pegs: readonly string[]
}

export type Excluded = { readonly ruling: Ruling | Unsigned } & Problem<ExclusionReason> & {
    /** Said of who offers it, where or what: others with the same tariff and ways to pay need not be left out. */
    readonly apart?: true
  }

/** The checks in their order: of the ways to pay, the one that got furthest tells the reason. */
const PAY_CHECKS: readonly ExclusionReason[] = [
  'RAIL_NOT_ALLOWED',
  'CHAIN_NOT_ALLOWED',
  'ASSET_NOT_ALLOWED',
  'RAIL_UNKNOWN',
  'RATE_MISSING',
  'RATE_STALE',
  'BELOW_RAIL_FLOOR',
  'GAS_UNKNOWN',
  'TOO_SLOW',
  'ESCROW_REQUIRED',
  'OVER_MAX_TOTAL',
  'OVER_BUDGET',
]

export const evaluate = (
  ruling: Ruling | Unsigned,
  offer: Terms,
  job: Job,
  policy: Policy,
  market: Market,
): Quoted | Excluded => {
  const problem = ruling.status === 'UNSIGNED' ? unsignedProblem(ruling, policy) : signedProblem(ruling, policy)
  if (problem) return { ruling, ...problem, apart: true }
  const place = distance(offer, job)
  if (place !== null && typeof place === 'object') return { ruling, ...place, apart: true }
  const unfit = specProblem(offer, job.spec)
  if (unfit) return { ruling, ...unfit, apart: true }
  const measured = measure(offer, job.quantities)
  if ('reason' in measured) return { ruling, ...measured }
  const { issuer } = ruling.token
  const trust = issuer === null ? null : market.trust(issuer)
  const gate = trustGate(trust, policy, market)
  if ('reason' in gate) return { ruling, ...gate, apart: true }

  const travel =
    policy.perKilometer && place !== null
      ? multiply(policy.perKilometer, rational(BigInt(place) * job.purchases, 1_000n))
      : null
  const known = { trust: trust?.lower ?? null, forgeCost: trust?.forgeCost ?? null }
  const common = { ruling, offer, ...known, metres: place, travel }
  let best: Quoted | undefined
  let furthest: Problem<ExclusionReason> = { reason: 'RAIL_NOT_ALLOWED', detail: 'there is no way to pay' }
  for (const entry of offer.pay) {
    const way = payBy(entry, offer, measured, travel, job, policy, market)
    if ('reason' in way) {
      if (PAY_CHECKS.indexOf(way.reason) > PAY_CHECKS.indexOf(furthest.reason) || entry === offer.pay[0]) furthest = way
      continue
    }
    const quoted: Quoted = { ...common, ...way, rounds: [...way.rounds, ...gate.rounds] }
    if (!best || compareQuotes(quoted, best) < 0) best = quoted
  }
  return best ?? { ruling, ...furthest }
}

/** The order of quotes: landed cost, seconds to settle, trust (unknown last), subject. Total, and blind to its input. */
export const compareQuotes = (a: Ranked, b: Ranked): number =>
  compare(a.landed, b.landed) ||
  a.seconds - b.seconds ||
  (b.trust ?? -1) - (a.trust ?? -1) ||
  (a.ruling.token.sub < b.ruling.token.sub ? -1 : a.ruling.token.sub > b.ruling.token.sub ? 1 : 0)

/** What the order looks at. */
export type Ranked = Pick<Quoted, 'landed' | 'seconds' | 'trust'> & {
  readonly ruling: { readonly token: { readonly sub: string } }
}

const signedProblem = (
  { status, token: { issuer } }: Ruling,
  { allow, deny }: Policy,
): Problem<ExclusionReason> | null => {
  if (status !== 'IN_FORCE') return { reason: 'NOT_IN_FORCE', detail: status.toLowerCase() }
  if (deny.includes(issuer)) return { reason: 'PROVIDER_DENIED', detail: `${issuer} is on the deny list` }
  if (allow && !allow.includes(issuer))
    return { reason: 'PROVIDER_NOT_ALLOWED', detail: `${issuer} is not on the allow list` }
  return null
}

/** What a gate of trust was decided by. */
type Passed = { readonly rounds: readonly Round[] }

/**
 * Unknown trust is never good, unless the policy says so; a known score has to reach what is asked for, and to cost so
 * many times more to forge than the buyer stands to lose.
 */
const trustGate = (trust: Trusted | null, policy: Policy, market: Market): Passed | Problem<ExclusionReason> => {
  const { minTrust, valueAtRisk, unknownTrust } = policy
  if (trust === null) {
    if ((minTrust === null && valueAtRisk === null) || unknownTrust) return { rounds: [] }
    return { reason: 'TRUST_UNKNOWN', detail: 'nothing is known of the trust in the provider' }
  }
  const { lower, forgeCost } = trust
  if (minTrust !== null && lower < minTrust) {
    return { reason: 'TRUST_TOO_LOW', detail: `${lower} parts per million, not ${minTrust}` }
  }
  const least = leastForgeCost(policy, market.price)
  if (least === null) return { rounds: [] }
  if ('reason' in least) return least
  if (forgeCost >= least.cost) return { rounds: least.rounds }
  return { reason: 'FORGEABLE', detail: `to forge it costs ${dollars(forgeCost)} USD, not ${dollars(least.cost)}` }
}

/** What forging the trust in a provider has to cost, in millionths of a US dollar; null: whatever it does. */
export const leastForgeCost = (
  { valueAtRisk, forgeMultiple }: Pick<Policy, 'valueAtRisk' | 'forgeMultiple'>,
  price: Pricer,
): (Passed & { readonly cost: bigint }) | Problem<ExclusionReason> | null => {
  if (valueAtRisk === null) return null
  const dollar = price('USD')
  if ('reason' in dollar) return dollar
  const least = divide(multiply(valueAtRisk, rational(forgeMultiple)), dollar.rate)
  return { cost: ceil(multiply(least, tenTo(6))), rounds: dollar.rounds }
}

/** Millionths of a US dollar as dollars. */
export const dollars = (millionths: bigint): string => toDecimal(fromAtomic(millionths, 6))

/** Metres from the job; null: the job names no place. */
const distance = ({ area }: Terms, { near }: Job): number | null | Problem<ExclusionReason> => {
  if (!near) return null
  if (!area) return { reason: 'PLACE_UNKNOWN', detail: 'the offer does not say where it is delivered' }
  const metres = metresFrom(area, near)
  if (metres === null) return { reason: 'TOO_FAR', detail: 'the place is outside the area of delivery' }
  return metres <= near.withinMeters ? metres : { reason: 'TOO_FAR', detail: `${metres} m away` }
}

const specProblem = ({ spec }: Terms, constraints: readonly Constraint[]): Problem<ExclusionReason> | null => {
  const problems = constraints.flatMap(constraint => constraintProblem(spec ?? {}, constraint) ?? [])
  return problems.find(({ reason }) => reason === 'SPEC_MISSING') ?? problems[0] ?? null
}

const constraintProblem = (
  spec: NonNullable<Terms['spec']>,
  constraint: Constraint,
): Problem<ExclusionReason> | null => {
  const { key } = constraint
  const value = Object.hasOwn(spec, key) ? spec[key] : undefined
  if (value === undefined) return { reason: 'SPEC_MISSING', detail: `the offer does not state ${key}` }
  const mismatch = (detail: string): Problem<ExclusionReason> => ({
    reason: 'SPEC_MISMATCH',
    detail: `${key} ${detail}`,
  })
  if ('equals' in constraint) return value === constraint.equals ? null : mismatch(`is not ${constraint.equals}`)
  const unit = typeof value === 'string' ? null : parseUnit(value.u)
  const measured = unit && typeof value === 'object' ? convert(decimal(value.v), unit, constraint.unit) : null
  if (!measured) return mismatch(`is not measured in ${constraint.code}`)
  const { min, max } = constraint
  const within = !(min && compare(measured, min) < 0) && !(max && compare(measured, max) > 0)
  return within ? null : mismatch(`of ${toDecimal(measured)} ${constraint.code} is out of bounds`)
}

type Paid = Omit<Quoted, 'ruling' | 'offer' | 'trust' | 'forgeCost' | 'metres' | 'travel'>

const payBy = (
  entry: PayEntry,
  offer: Terms,
  measured: readonly Measured[],
  travel: Rational | null,
  { purchases }: Job,
  policy: Policy,
  market: Market,
): Paid | Problem<ExclusionReason> => {
  const open = openWay(entry, purchases, policy, market)
  if ('reason' in open) return open
  const { rail, priced, settlement } = open
  const { lines, sum } = charge(offer, measured, entry)
  const atomic = atomicOf(sum, entry)
  if (atomic < rail.floor) {
    return {
      reason: 'BELOW_RAIL_FLOOR',
      detail: `${entry.via} moves no less than ${rail.floor} of the smallest unit, not ${atomic}`,
    }
  }
  if ('reason' in settlement) return settlement
  const price = multiply(fromAtomic(atomic * purchases, entry.dec), priced.rate)
  const paid = add(price, settlement.cost)
  const landed = add(paid, travel ?? ZERO)
  const beyond = limitProblem(policy, rail, paid, landed)
  if (beyond) return beyond
  return {
    entry,
    lines,
    atomic,
    landed,
    settlement,
    seconds: rail.seconds,
    rounds: [...priced.rounds, ...settlement.rounds],
    pegs: [priced.peg ?? [], settlement.peg ?? []].flat(),
  }
}

/** What is paid needs escrow and comes out of the budget; the total is that and the way there. */
const limitProblem = (
  policy: Policy,
  { seconds, escrow, via }: Rail,
  paid: Rational,
  landed: Rational,
): Problem<ExclusionReason> | null => {
  const { maxSeconds, escrowAbove, maxTotal, budgetLeft } = policy
  if (maxSeconds !== null && seconds > maxSeconds)
    return { reason: 'TOO_SLOW', detail: `${via} settles in ${seconds} s` }
  if (escrowAbove && !escrow && compare(paid, escrowAbove) > 0) {
    return {
      reason: 'ESCROW_REQUIRED',
      detail: `${toDecimal(paid)} is above ${toDecimal(escrowAbove)} and ${via} holds nothing back`,
    }
  }
  if (maxTotal && compare(landed, maxTotal) > 0) {
    return { reason: 'OVER_MAX_TOTAL', detail: `${toDecimal(landed)} is above ${toDecimal(maxTotal)}` }
  }
  if (budgetLeft && compare(paid, budgetLeft) > 0) {
    return { reason: 'OVER_BUDGET', detail: `${toDecimal(paid)} is above ${toDecimal(budgetLeft)}` }
  }
  return null
}
