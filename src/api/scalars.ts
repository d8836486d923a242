/** Scalars: numbers that survive JSON whole, times that people can read. */
import { GraphQLScalarType, Kind, type ValueNode } from 'graphql'
import { badInput } from '../core/errors.ts'
import { parseDecimal, type Rational, toDecimal } from '../core/rational.ts'
import { isoTime, secondsOf } from '../core/time.ts'

const literal = (node: ValueNode): unknown => {
  if (node.kind === Kind.STRING) return node.value
  return node.kind === Kind.INT || node.kind === Kind.FLOAT ? node.value : null
}

/** Text or an integer literal in, text out. */
const BigIntScalar = new GraphQLScalarType({
  name: 'BigInt',
  serialize: value => String(value),
  parseValue: value => parseBigInt(value),
  parseLiteral: node => parseBigInt(literal(node)),
})

const parseBigInt = (value: unknown): bigint => {
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value
  if (typeof text === 'string' && /^-?[0-9]{1,78}$/.test(text)) return BigInt(text)
  throw badInput('BigInt', `${show(value)} is not an integer`, 'write it as text: "12345678901234567890"')
}

/** Text in, exactly; a JSON number is refused, for it has been through a float. */
const DecimalScalar = new GraphQLScalarType({
  name: 'Decimal',
  serialize: value => (typeof value === 'string' ? value : toDecimal(value as Rational)),
  parseValue: value => parseExact(value),
  parseLiteral: node => parseExact(literal(node)),
})

const parseExact = (value: unknown): Rational => {
  const parsed = typeof value === 'string' ? parseDecimal(value) : null
  if (parsed) return parsed
  throw badInput('Decimal', `${show(value)} is not a decimal`, 'write plain digits as text: "0.0001"')
}

/** ISO 8601 in UTC; Unix seconds inside. */
const DateTimeScalar = new GraphQLScalarType({
  name: 'DateTime',
  serialize: value => isoTime(value as number),
  parseValue: value => parseTime(value),
  parseLiteral: node => parseTime(literal(node)),
})

const parseTime = (value: unknown): number => {
  const seconds = typeof value === 'string' ? secondsOf(value) : null
  if (seconds !== null) return seconds
  throw badInput('DateTime', `${show(value)} is not a time`, 'write it in UTC: "2026-11-22T09:00:00Z"')
}

const JSONScalar = new GraphQLScalarType({ name: 'JSON' })

const show = (value: unknown): string => JSON.stringify(value)?.slice(0, 80) ?? String(value)

export const scalars = { BigInt: BigIntScalar, Decimal: DecimalScalar, DateTime: DateTimeScalar, JSON: JSONScalar }
