/** The file that says by which rules, and from whose custom, trust is computed. */
import schema from '../schema/json/trust-policy.v1.json' with { type: 'json' }
import { bad } from './configError.ts'
import { normalAsset, parseAgentId, parseAsset } from './core/ids.ts'
import {
  BOUNDS,
  MONEY_MAX,
  PARAMETERS,
  type TrustParameters,
  type TrustPolicy,
  trustPolicy,
} from './core/trustPolicy.ts'
import { fileReader } from './jsonFile.ts'

/** A whole number, or the same as text. */
type Integer = number | string

/** What a policy file says, as `schema/json/trust-policy.v1.json` admits it. */
type TrustFile = {
  seeds: string[]
  assets: { asset: string; unitsPerMicroUsd: string }[]
  validators?: { address: string; credit: Integer }[]
  strict?: boolean
  parameters?: Partial<Record<keyof TrustParameters, Integer>>
}

const readFile = fileReader<TrustFile>(schema, 'trust-policy.v1.json')

/** Reads a policy file; throws `bad_config` for the first thing that is wrong with it. */
export const readTrustPolicy = (path: string): TrustPolicy => {
  const { seeds, assets, validators = [], strict = false, parameters = {} } = readFile(path)
  return trustPolicy({
    strict,
    parameters: parametersOf(path, parameters),
    seeds: distinct(
      `${path} seeds`,
      seeds.map((seed, i) => seedOf(`${path} seeds.${i}`, seed)),
    ),
    assets: assets.map((given, i) => assetOf(`${path} assets.${i}`, given, assets.slice(0, i))),
    validators: validators.map(({ address, credit }, i) => {
      if (validators.slice(0, i).some(other => other.address.toLowerCase() === address.toLowerCase()))
        throw twice(`${path} validators.${i}`, address)
      return {
        address: address.toLowerCase(),
        credit: within(`${path} validators.${i}.credit`, credit, [1n, MONEY_MAX]),
      }
    }),
  })
}

const parametersOf = (path: string, given: NonNullable<TrustFile['parameters']>): TrustParameters => {
  const read = Object.entries(given).map(([name, value]) => {
    const key = name as keyof TrustParameters
    const number = within(`${path} parameters.${name}`, value, BOUNDS[key])
    return [name, key === 'halfLife' ? Number(number) : number]
  })
  return { ...PARAMETERS, ...Object.fromEntries(read) }
}

const within = (key: string, value: Integer, [least, most]: readonly [bigint, bigint]): bigint => {
  const number = BigInt(value)
  if (number >= least && number <= most) return number
  throw bad(key, `${number} is out of bounds`, `write a whole number from ${least} to ${most}`)
}

const seedOf = (key: string, text: string): string => {
  try {
    return parseAgentId(text)
  } catch {
    throw bad(key, `${text} is not an agent id`, 'write eip155:<chain>:<registry address>/<token id>')
  }
}

const distinct = (key: string, items: readonly string[]): readonly string[] => {
  const again = items.find((item, i) => items.indexOf(item) !== i)
  if (again !== undefined) throw twice(key, again)
  return items
}

const assetOf = (
  key: string,
  { asset, unitsPerMicroUsd }: TrustFile['assets'][number],
  before: TrustFile['assets'],
): TrustPolicy['assets'][number] => {
  const parsed = parseAsset(asset)
  if (parsed?.namespace !== 'erc20' || !/^eip155:/.test(asset) || !/^0x[0-9a-fA-F]{40}$/.test(parsed.reference))
    throw bad(`${key}.asset`, `${asset} is not an ERC-20 token`, 'write eip155:<chain>/erc20:<address>')
  if (before.some(other => normalAsset(other.asset) === normalAsset(asset))) throw twice(key, asset)
  const rate = BigInt(unitsPerMicroUsd)
  if (rate === 0n) throw bad(`${key}.unitsPerMicroUsd`, 'is 0', 'write how many of its units are 0.000001 US dollars')
  return { asset: normalAsset(asset), unitsPerMicroUsd: rate }
}

const twice = (key: string, what: string) => bad(key, `${what} is given twice`, 'give it once')
