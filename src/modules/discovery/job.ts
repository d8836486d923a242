/** The question, checked once at the edge: exact quantities, units that exist, lists in one spelling. */
import { normalDid, parseDid } from '../../core/did.ts'
import { badInput } from '../../core/errors.ts'
import { isChain, normalAsset, parseAsset } from '../../core/ids.ts'
import { compare, type Rational, toDecimal, ZERO } from '../../core/rational.ts'
import { parseUnit, type Unit } from '../../core/unit.ts'
import type { Job as JobInput, Policy as PolicyInput, SpecConstraint } from '../../generated/schema.ts'
import type { Quantities } from './charge.ts'

export type Job = {
  readonly category: string
  readonly quantities: Quantities
  readonly near: { readonly latitude: number; readonly longitude: number; readonly withinMeters: number } | null
  readonly spec: readonly Constraint[]
  readonly purchases: bigint
}

export type Constraint =
  | { readonly key: string; readonly equals: string }
  | {
      readonly key: string
      readonly min: Rational | null
      readonly max: Rational | null
      readonly unit: Unit
      readonly code: string
    }

export type Policy = {
  readonly reference: string
  readonly maxTotal: Rational | null
  readonly rails: readonly string[] | null
  readonly chains: readonly string[] | null
  readonly assets: readonly string[] | null
  readonly allow: readonly string[] | null
  readonly deny: readonly string[]
  readonly minTrust: number | null
  readonly maxSeconds: number | null
  readonly escrowAbove: Rational | null
  readonly maxRateAge: number | null
  readonly budgetLeft: Rational | null
  readonly valueAtRisk: Rational | null
  /** How many times the value at risk forging the trust in a provider has to cost. */
  readonly forgeMultiple: bigint
  readonly unknownTrust: boolean
  readonly perKilometer: Rational | null
  /** Asset, as `normalAsset` spells it -> what one whole unit counts as in the reference currency. */
  readonly pegs: ReadonlyMap<string, Rational>
  readonly unsigned: boolean
}

const LIST_MAX = 100
const METER = /^[a-z][a-z0-9.-]{0,23}$/
const CATEGORY = /^[a-z0-9]{1,12}:[A-Za-z0-9_./=:-]{1,96}$/
const RAIL = /^[a-z0-9]{2,16}\/([a-z0-9-]{2,32}|\*)$/
const CURRENCY = /^[A-Z]{3}$/
/** An account of a chain that is no EVM chain: it may be paid without being able to sign. */
const ACCOUNT = /^did:pkh:(?!eip155:)[-a-z0-9]{3,8}:[-_a-zA-Z0-9]{1,32}:[-.%a-zA-Z0-9]{1,128}$/

/** Reads a job and the policy it is asked under; throws `bad_input` that names what is wrong. */
export const readQuestion = (job: JobInput, policy: PolicyInput | null | undefined): { job: Job; policy: Policy } => {
  const read = { job: readJob(job), policy: readPolicy(policy) }
  if (read.policy.perKilometer && !read.job.near) {
    throw badInput('policy.perKilometer', 'the job names no place', 'give job.near')
  }
  return read
}

/** Reads a category; throws `bad_input` by the name of the argument. */
export const readCategory = (category: string, name: string): string => {
  if (CATEGORY.test(category)) return category
  throw badInput(
    name,
    `${category.slice(0, 100)} is not a category`,
    'write vocabulary:term, e.g. osm:amenity=charging_station',
  )
}

/** Reads a job; throws `bad_input` that names what is wrong. */
export const readJob = ({ category, quantities, near, spec, purchases }: JobInput): Job => {
  readCategory(category, 'job.category')
  if (!Number.isInteger(purchases ?? 1) || (purchases ?? 1) < 1)
    throw badInput('job.purchases', 'is not a positive number')
  return {
    category,
    quantities: readQuantities(quantities),
    near: near ? readNear(near, 'job.near') : null,
    spec: bounded(spec ?? [], 'job.spec').map(readConstraint),
    purchases: BigInt(purchases ?? 1),
  }
}

/** Quantities by meter, each given once and none below zero; throws `bad_input` that names what is wrong. */
export const readQuantities = (quantities: JobInput['quantities']): Quantities => {
  const read = new Map<string, { value: Rational; unit: Unit; code: string }>()
  for (const { meter, value, unit: code } of bounded(quantities, 'job.quantities')) {
    const name = `job.quantities ${meter.slice(0, 24)}`
    const unit = parseUnit(code)
    if (!METER.test(meter)) throw badInput(name, 'is not the name of a meter')
    if (read.has(meter)) throw badInput(name, 'is given twice')
    if (!unit)
      throw badInput(name, `${code.slice(0, 40)} is not a unit we know`, 'units are UCUM codes: kW.h, min, km2, {call}')
    if (compare(value, ZERO) < 0) throw badInput(name, `${toDecimal(value)} is below zero`)
    read.set(meter, { value, unit, code })
  }
  return read
}

/** Reads a place and how far from it; throws `bad_input` by the name of the argument. */
export const readNear = (
  { latitude, longitude, withinMeters }: NonNullable<JobInput['near']>,
  argument: string,
): NonNullable<Job['near']> => {
  const degrees = (value: Rational, bound: number, name: string): number => {
    // A place is a float: it orders nothing, and distances are rounded to metres before they are compared.
    const number = Number(toDecimal(value, 12))
    if (Math.abs(number) <= bound) return number
    throw badInput(`${argument}.${name}`, `${number} is off the globe`)
  }
  if (withinMeters < 0) throw badInput(`${argument}.withinMeters`, `${withinMeters} is below zero`)
  return { latitude: degrees(latitude, 90, 'latitude'), longitude: degrees(longitude, 180, 'longitude'), withinMeters }
}

const readConstraint = ({ key, equals, min, max, unit: code }: SpecConstraint): Constraint => {
  const name = `job.spec ${key.slice(0, 32)}`
  if (typeof equals === 'string') {
    if (min || max || code) throw badInput(name, 'give either equals, or min and max with a unit')
    return { key, equals }
  }
  const unit = code ? parseUnit(code) : null
  if (!code || !unit) throw badInput(name, 'min and max need a unit we know', 'units are UCUM codes: kW, cm, GiBy')
  if (!min && !max) throw badInput(name, 'give equals, min or max')
  return { key, min: min ?? null, max: max ?? null, unit, code }
}

/** Reads a policy; throws `bad_input` that names what is wrong. */
export const readPolicy = (policy: PolicyInput | null | undefined): Policy => {
  const given = policy ?? {}
  const reference = given.reference ?? 'USD'
  if (!CURRENCY.test(reference)) throw badInput('policy.reference', `${reference.slice(0, 20)} is not an ISO 4217 code`)
  const list = (
    name: 'rails' | 'chains' | 'assets' | 'allow' | 'deny',
    sound: (item: string) => boolean,
    normal = (item: string) => item,
  ) =>
    given[name]
      ? bounded(given[name], `policy.${name}`).map(item => {
          if (!sound(item)) throw badInput(`policy.${name}`, `${item.slice(0, 120)} is not one`)
          return normal(item)
        })
      : null
  return {
    reference,
    rails: list('rails', rail => RAIL.test(rail)),
    chains: list('chains', isChain),
    assets: list('assets', asset => parseAsset(asset) !== null, normalAsset),
    allow: list('allow', did => parseDid(did) !== null, normalDid),
    deny: list('deny', did => parseDid(did) !== null || ACCOUNT.test(did), normalDid) ?? [],
    minTrust: partsPerMillion(given.minTrust),
    maxTotal: amount(given.maxTotal, 'maxTotal'),
    escrowAbove: amount(given.escrowAbove, 'escrowAbove'),
    budgetLeft: amount(given.budgetLeft, 'budgetLeft'),
    valueAtRisk: amount(given.valueAtRisk, 'valueAtRisk'),
    forgeMultiple: multiple(given.forgeMultiple),
    maxSeconds: seconds(given.maxSeconds, 'maxSeconds'),
    maxRateAge: seconds(given.maxRateAge, 'maxRateAge'),
    unknownTrust: given.unknownTrust ?? false,
    perKilometer: amount(given.perKilometer, 'perKilometer'),
    pegs: readPegs(given.pegs ?? []),
    unsigned: given.unsigned ?? false,
  }
}

const readPegs = (pegs: NonNullable<PolicyInput['pegs']>): Policy['pegs'] => {
  const read = new Map<string, Rational>()
  for (const { asset, rate } of bounded(pegs, 'policy.pegs')) {
    const name = `policy.pegs ${asset.slice(0, 120)}`
    if (!parseAsset(asset)) throw badInput(name, 'is not a CAIP-19 asset')
    if (read.has(normalAsset(asset))) throw badInput(name, 'is given twice')
    if (compare(rate, ZERO) <= 0) throw badInput(name, `${toDecimal(rate)} is not above zero`)
    read.set(normalAsset(asset), rate)
  }
  return read
}

const bounded = <T>(items: readonly T[], name: string): readonly T[] => {
  if (items.length > LIST_MAX) throw badInput(name, `has more than ${LIST_MAX} entries`)
  return items
}

const amount = (value: Rational | null | undefined, name: string): Rational | null => {
  if (!value) return null
  if (compare(value, ZERO) < 0) throw badInput(`policy.${name}`, `${toDecimal(value)} is below zero`)
  return value
}

const seconds = (value: number | null | undefined, name: string): number | null => {
  if (value === null || value === undefined) return null
  if (value < 0) throw badInput(`policy.${name}`, `${value} is below zero`)
  return value
}

const multiple = (value: number | null | undefined): bigint => {
  const times = value ?? 10
  if (times >= 1 && times <= 1_000) return BigInt(times)
  throw badInput('policy.forgeMultiple', `${times} is not between 1 and 1000`)
}

const partsPerMillion = (value: number | null | undefined): number | null => {
  if (value === null || value === undefined) return null
  if (value < 0 || value > 1_000_000) throw badInput('policy.minTrust', `${value} is not between 0 and 1000000`)
  return value
}
