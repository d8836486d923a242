/** `portolan offer draft`: flags -> complete claims, to be edited by hand. */
import { type Command, Option } from 'commander'
import { getAddress } from 'viem'
import { identityAddress, parseDid } from '../core/did.ts'
import { badInput } from '../core/errors.ts'
import { normalAsset } from '../core/ids.ts'
import { isObject } from '../core/json.ts'
import type { Measure, Offer, TariffLine } from '../core/offer.ts'
import { clockTime } from '../core/time.ts'
import { claimsProblem, KNOWN_TOKENS, type Refused } from '../write/offers.ts'
import { parseTime, parseValidity } from './input.ts'
import { collect, parsePrice, parseSequence } from './offerInput.ts'

export type DraftFlags = {
  readonly did?: string
  readonly name: string
  readonly title?: string
  readonly category?: readonly string[]
  readonly meter: readonly string[]
  readonly price?: readonly string[]
  readonly min?: string
  readonly max?: string
  readonly currency: string
  readonly asset?: string
  readonly decimals?: string
  readonly payTo?: string
  readonly rail: readonly string[]
  readonly ttl: string
  readonly extra?: string
  readonly url?: string
  readonly by: Offer['at']['by']
  readonly tool?: string
  readonly doc?: string
  readonly at?: string
  readonly spec?: readonly string[]
  readonly valid: string
  readonly nbf?: string
  readonly seq: string
}

/** Adds the flags of a draft. */
export const drafting = (command: Command): Command =>
  command
    .option('--did <did>', 'who promises')
    .option('--name <word>', 'what newer versions supersede: the subject is the DID, # and this', 'offer')
    .option('--title <text>', 'what people read (default: the name)')
    .option('--category <vocabulary:term>', 'what it is, such as osm:amenity=charging_station; repeatable', collect)
    .addOption(
      new Option('--meter <meter:unit>', 'what is measured, such as energy:kW.h; repeatable')
        .argParser(collectAnew())
        .default(['call:{call}']),
    )
    .option('--price <price>', '0.43, or energy=0.43 with several meters, or energy=0.39:EUR; repeatable', collect)
    .option('--min <price>', 'the least that a purchase costs')
    .option('--max <price>', 'the most that a purchase costs')
    .option('--currency <code>', 'what prices are in that name no currency, and what is paid', 'USD')
    .option('--asset <asset>', 'what is paid with (CAIP-19)')
    .option('--decimals <number>', 'its decimals (default: where every node knows them)')
    .option('--pay-to <payee>', 'who is paid (default: the account that the DID is)')
    .addOption(
      new Option('--rail <protocol/scheme>', 'how it is paid; repeatable')
        .argParser(collectAnew())
        .default(['x402/exact']),
    )
    .option('--ttl <seconds>', 'how long a buyer may take to pay', '60')
    .option('--extra <json>', 'what the rail needs besides: \'{"name":"USD Coin","version":"2"}\'')
    .option('--url <url>', 'where it is served')
    .addOption(new Option('--by <protocol>', 'how').choices(['http', 'mcp', 'a2a', 'onsite']).default('http'))
    .option('--tool <name>', 'the tool of an MCP server')
    .option('--doc <url>', 'where it is described')
    .option('--at <lon,lat>', 'where it is delivered (WGS 84)')
    .option('--spec <name=value[:unit]>', 'what makes it comparable, such as power=150:kW; repeatable', collect)
    .option('--valid <time>', 'for how long: 90d, 12h, 1y', '30d')
    .option('--nbf <time>', 'from when, where that is later: 2026-12-01T00:00:00Z')
    .option('--seq <number>', 'its version', '1')

/** Collects in place of the default, not behind it. */
const collectAnew = () => {
  let given: readonly string[] | undefined
  return (value: string): readonly string[] => {
    given = collect(value, given)
    return given
  }
}

/** Complete claims; refuses what a node would, by the flag that says it. */
export const draft = (flags: DraftFlags, now = clockTime()): Offer => {
  const did = needed('--did', flags.did)
  const asset = needed('--asset', flags.asset)
  const nbf = flags.nbf === undefined ? {} : { nbf: parseTime('--nbf', flags.nbf) }
  const extra = flags.extra === undefined ? {} : { extra: objectOf(flags.extra) }
  const payment = {
    asset,
    dec: decimalsOf(asset, flags.decimals),
    cur: flags.currency,
    to: flags.payTo ?? accountOf(did),
    ttl: whole('--ttl', flags.ttl),
    ...extra,
  }
  const claims: Offer = {
    iss: did,
    sub: `${did}#${flags.name}`,
    ver: 1,
    seq: parseSequence(flags.seq),
    iat: now,
    ...nbf,
    exp: Math.max(now, nbf.nbf ?? now) + Number(parseValidity(flags.valid)),
    name: flags.title ?? flags.name,
    cat: needed('--category', flags.category),
    at: { by: flags.by, url: needed('--url', flags.url), ...given('tool', flags.tool), ...given('doc', flags.doc) },
    ...(flags.at === undefined ? {} : { area: { type: 'Point', coordinates: placeOf(flags.at) } }),
    ...(flags.spec === undefined ? {} : { spec: Object.fromEntries(flags.spec.map(property)) }),
    tariff: tariffOf(flags),
    ...money('min', flags),
    ...money('max', flags),
    pay: flags.rail.map(via => ({ via, ...payment })),
  }
  const problem = claimsProblem(claims)
  if (problem) throw badInput(flagOf(problem), `${problem.verdict}: ${problem.reason}`)
  return claims
}

/** What a node complains of -> the flag that said it. */
const FLAGS: readonly (readonly [complaint: RegExp, flag: string])[] = [
  [/^schema: \/iss|^unsupported_did/, '--did'],
  [/^schema: \/sub/, '--name'],
  [/^schema: \/name/, '--title'],
  [/^schema: \/cat/, '--category'],
  [/^schema: \/at\/(tool|doc|url)/, '--url, --tool or --doc'],
  [/^schema: \/spec|^bad_unit: spec/, '--spec'],
  [/^schema: \/tariff\/\d+\/(meter|unit)|^bad_unit|^schema: \/tariff must|^bad_tariff: meter .* two lines/, '--meter'],
  [/^bad_tariff: min is above max|^schema: \/m(in|ax)/, '--min or --max'],
  [/^schema: \/(tariff.*price must match|pay\/\d+\/cur)|^unpriced_currency/, '--currency'],
  [/^schema: \/tariff|^bad_tariff/, '--price'],
  [/^schema: \/pay\/\d+\/asset|^bad_asset/, '--asset'],
  [/^schema: \/pay\/\d+\/dec|^wrong_decimals/, '--decimals'],
  [/^schema: \/pay\/\d+\/to/, '--pay-to'],
  [/^schema: \/pay\/\d+\/ttl/, '--ttl'],
  [/^no_ceiling/, '--max'],
  [/^schema: \/pay|^not_streamable/, '--rail'],
  [/^bad_area/, '--at'],
  [/^schema: \/(nbf|exp|iat)|^bad_period/, '--valid'],
]

const flagOf = ({ verdict, reason }: Refused): string =>
  FLAGS.find(([complaint]) => complaint.test(`${verdict}: ${reason}`))?.[1] ?? 'claims'

const needed = <T>(flag: string, value: T | undefined): T => {
  if (value === undefined) throw badInput(flag, 'is missing')
  return value
}

const given = (name: string, value: string | undefined) => (value === undefined ? {} : { [name]: value })

const whole = (flag: string, text: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw badInput(flag, `${text.slice(0, 80)} is not a number`)
  return Number(text)
}

const objectOf = (text: string): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(text)
    if (isObject(value)) return value
  } catch {}
  throw badInput('--extra', 'is not a JSON object')
}

/** Guessed decimals would be wrong by a factor of ten or more. */
const decimalsOf = (asset: string, text: string | undefined): number => {
  if (text !== undefined) return whole('--decimals', text)
  const known = KNOWN_TOKENS.find(token => normalAsset(token.asset) === normalAsset(asset))
  if (!known) throw badInput('--decimals', `is missing: not every node knows ${asset.slice(0, 160)}`)
  return known.decimals
}

const accountOf = (did: string): string => {
  const parsed = parseDid(did)
  if (parsed?.method === 'ethr') return getAddress(identityAddress(parsed))
  if (parsed?.method === 'pkh') return getAddress(parsed.address)
  throw badInput('--pay-to', `is missing: ${did.slice(0, 120)} is no account that could be paid`)
}

const placeOf = (text: string): readonly [number, number] => {
  const [, longitude, latitude] = /^(-?\d{1,3}(?:\.\d+)?),(-?\d{1,2}(?:\.\d+)?)$/.exec(text) ?? []
  if (longitude === undefined || latitude === undefined)
    throw badInput('--at', `${text.slice(0, 80)} is no place`, 'write longitude,latitude: 10.7522454,59.9138688')
  return [Number(longitude), Number(latitude)]
}

const property = (text: string): [string, string | Measure] => {
  const [, name, value = ''] = /^([^=]+)=(.+)$/.exec(text) ?? []
  if (name === undefined)
    throw badInput('--spec', `${text.slice(0, 80)} names no value`, 'write connector=CCS2 or power=150:kW')
  const [, v, u] = /^(\d[\d.]*):(.+)$/.exec(value) ?? []
  return [name, v === undefined || u === undefined ? value : { v, u }]
}

/** One line for each meter, with a price for each currency that one was given in. */
const tariffOf = ({ meter: meters, price = [], currency }: DraftFlags): TariffLine[] => {
  const prices = price.map(text => parsePrice('--price', text))
  const lines = meters.map(text => {
    const [, meter, unit] = /^([^:]+):(.+)$/.exec(text) ?? []
    if (meter === undefined || unit === undefined)
      throw badInput('--meter', `${text.slice(0, 80)} is no meter and its unit`, 'write energy:kW.h')
    const own = prices.filter(price => (price.meter ?? meter) === meter)
    if (own.length === 0) throw badInput('--price', `meter ${meter} has none`)
    return { meter, unit, rates: [{ price: Object.fromEntries(own.map(p => [p.currency ?? currency, p.amount])) }] }
  })
  const stray = prices.find(({ meter }) =>
    meter === null ? lines.length > 1 : lines.every(line => line.meter !== meter),
  )
  if (stray)
    throw badInput(
      '--price',
      stray.meter === null ? `${stray.amount} is of which meter?` : `there is no meter ${stray.meter}`,
      `write ${lines[0]?.meter}=${stray.amount}`,
    )
  return lines
}

const money = (bound: 'min' | 'max', flags: DraftFlags) => {
  const text = flags[bound]
  if (text === undefined) return {}
  const { amount, currency } = parsePrice(`--${bound}`, text)
  return { [bound]: { [currency ?? flags.currency]: amount } }
}
