/** What an offer must mean, beyond its JSON Schema. Each rule has its verdict; the first that is broken is told. */
import { evmChainNumber, normalAsset, parseAsset } from '../../core/ids.ts'
import { FIXED, type Offer, type PayEntry, type TariffLine } from '../../core/offer.ts'
import { compare, decimal } from '../../core/rational.ts'
import type { Token } from '../../core/settings.ts'
import { commensurable, parseUnit } from '../../core/unit.ts'
import { areaProblem } from './area.ts'

export type Broken = { readonly verdict: string; readonly reason: string }

const DAY = 86_400
const LONGEST_LIFE = 400 * DAY

/** The first rule that the offer breaks, or null. `tokens`: what is known of assets from their chains. */
export const brokenRule = (offer: Offer, tokens: readonly Token[]): Broken | null => {
  for (const rule of RULES) {
    const broken = rule(offer, tokens)
    if (broken) return broken
  }
  return null
}

type Rule = (offer: Offer, tokens: readonly Token[]) => Broken | null

const RULES: readonly Rule[] = [
  ({ iat, nbf = iat, exp }) => {
    if (exp <= Math.max(iat, nbf)) return { verdict: 'bad_period', reason: 'exp is not after iat and nbf' }
    return exp - iat > LONGEST_LIFE ? { verdict: 'bad_period', reason: 'exp is more than 400 days after iat' } : null
  },
  ({ tariff }) => first(tariff, lineProblem),
  ({ tariff }) => {
    const twice = tariff.find(({ meter }, i) => tariff.findIndex(line => line.meter === meter) !== i)
    return twice ? { verdict: 'bad_tariff', reason: `meter ${twice.meter} has two lines` } : null
  },
  ({ tariff, pay }) =>
    first(pay, ({ cur }) => {
      const line = tariff.find(({ rates }) => rates.some(({ price }) => price[cur] === undefined))
      return line ? { verdict: 'unpriced_currency', reason: `meter ${line.meter} has no price in ${cur}` } : null
    }),
  ({ min, max }) => {
    const above = Object.keys(min ?? {}).find(
      cur => max?.[cur] !== undefined && compare(decimal(min?.[cur] ?? '0'), decimal(max[cur])) > 0,
    )
    return above ? { verdict: 'bad_tariff', reason: `min is above max in ${above}` } : null
  },
  offer => first(offer.pay, entry => payProblem(offer, entry)),
  ({ pay }, tokens) =>
    first(pay, ({ asset, dec }) => {
      const known = tokens.find(token => normalAsset(token.asset) === normalAsset(asset))
      if (!known || known.decimals === dec) return null
      return { verdict: 'wrong_decimals', reason: `${asset} has ${known.decimals} decimals, not ${dec}` }
    }),
  ({ spec }) =>
    first(Object.entries(spec ?? {}), ([key, value]) =>
      typeof value === 'string' || parseUnit(value.u)
        ? null
        : { verdict: 'bad_unit', reason: `spec ${key}: ${value.u} is not a unit we know` },
    ),
  ({ area }) => {
    const problem = area ? areaProblem(area) : null
    return problem ? { verdict: 'bad_area', reason: problem } : null
  },
]

const first = <T>(items: readonly T[], check: (item: T) => Broken | null): Broken | null => {
  for (const item of items) {
    const broken = check(item)
    if (broken) return broken
  }
  return null
}

const lineProblem = ({ meter, unit, per, step, lo, hi, rates }: TariffLine): Broken | null => {
  const bad = (reason: string): Broken => ({ verdict: 'bad_tariff', reason: `meter ${meter}: ${reason}` })
  if (!parseUnit(unit)) return { verdict: 'bad_unit', reason: `meter ${meter}: ${unit} is not a unit we know` }
  if (per !== undefined && decimal(per).numerator === 0n) return bad('per is zero')
  if (step !== undefined && decimal(step).numerator === 0n) return bad('step is zero')
  if (lo !== undefined && hi !== undefined && compare(decimal(lo), decimal(hi)) > 0) return bad('lo is above hi')
  const starts = rates.map(({ from }) => decimal(from ?? '0'))
  if (starts[0]?.numerator !== 0n) return bad('the first rate does not start at 0')
  const disordered = starts.some((from, i) => i > 0 && compare(starts[i - 1] ?? from, from) >= 0)
  return disordered ? bad('the rates do not start in ascending order') : null
}

const SECOND = parseUnit('s')

const payProblem = ({ tariff, min, max }: Offer, { via, asset, cur }: PayEntry): Broken | null => {
  const parts = parseAsset(asset)
  if (!parts) return { verdict: 'bad_asset', reason: `${asset} is not a CAIP-19 asset` }
  if (
    parts.namespace === 'erc20' &&
    (evmChainNumber(parts.chain) === null || !/^0x[0-9a-fA-F]{40}$/.test(parts.reference))
  ) {
    return { verdict: 'bad_asset', reason: `${asset} is not an ERC-20 of an EVM chain` }
  }
  if (via === 'x402/upto' || via === 'x402/auth-capture') {
    const bounded = max?.[cur] !== undefined || tariff.every(({ meter, hi }) => meter === FIXED || hi !== undefined)
    return bounded ? null : { verdict: 'no_ceiling', reason: `${via} needs max in ${cur}, or hi on every line` }
  }
  if (via === 'superfluid/cfa') {
    const [line, ...more] = tariff
    const unit = line ? parseUnit(line.unit) : null
    const streams =
      line &&
      more.length === 0 &&
      line.rates.length === 1 &&
      !line.step &&
      !min &&
      !max &&
      unit &&
      SECOND &&
      commensurable(unit, SECOND)
    return streams
      ? null
      : { verdict: 'not_streamable', reason: 'a stream needs one line per time, one rate, no step, min or max' }
  }
  return null
}
