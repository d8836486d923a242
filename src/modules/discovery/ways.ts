/** Whether an asset can be paid over a rail under a policy, and what that costs beside the price. */
import { normalAsset, parseAsset } from '../../core/ids.ts'
import type { PayEntry } from '../../core/offer.ts'
import { multiply, rational, tenTo, ZERO } from '../../core/rational.ts'
import type { Rail, Token } from '../../core/settings.ts'
import type { ExclusionReason } from '../../generated/schema.ts'
import type { Problem } from './charge.ts'
import type { Market, Quoted } from './evaluate.ts'
import type { Policy } from './job.ts'
import type { Priced } from './rates.ts'

/** What of an entry says whether it can be paid by, whatever it costs. */
export type Way = Pick<PayEntry, 'via' | 'asset' | 'dec'>

type Open = { readonly rail: Rail; readonly priced: Priced; readonly settlement: Settled | Problem<ExclusionReason> }

/** Whether so many purchases can be paid for this way at all, and what that costs beside the price. */
export const openWay = (
  way: Way,
  purchases: bigint,
  policy: Policy,
  market: Market,
): Open | Problem<ExclusionReason> => {
  const chain = parseAsset(way.asset)?.chain ?? ''
  const forbidden = forbiddenBy(policy, way, chain)
  if (forbidden) return forbidden
  const rail = railOf(market.settings.rails, way.via, chain)
  if (!rail) return { reason: 'RAIL_UNKNOWN', detail: `no profile of ${way.via} on ${chain}` }
  const priced = market.price(way.asset)
  if ('reason' in priced) return priced
  const unknown = decimalsProblem(way, market.settings.tokens)
  if (unknown) return unknown
  return { rail, priced, settlement: settle(rail, chain, purchases, market) }
}

/** Whoever names the decimals names the price: the seller's word is not enough. */
const decimalsProblem = ({ asset, dec }: Way, tokens: readonly Token[]): Problem<ExclusionReason> | null => {
  const known = tokens.find(token => normalAsset(token.asset) === normalAsset(asset))
  if (known?.decimals === dec) return null
  const detail = known
    ? `${asset} has ${known.decimals} decimals, not ${dec}`
    : `the decimals of ${asset} are not known`
  return { reason: 'RATE_MISSING', detail }
}

/** The first profile of a rail for a chain, or for all chains of its namespace. */
export const railOf = (rails: readonly Rail[], via: string, chain: string): Rail | undefined =>
  rails.find(rail => rail.via === via && (rail.chain === chain || rail.chain === `${chain.split(':')[0]}:*`))

const forbiddenBy = (
  { rails, chains, assets }: Policy,
  { via, asset }: Way,
  chain: string,
): Problem<ExclusionReason> | null => {
  const [protocol] = via.split('/')
  if (rails && !rails.includes(via) && !rails.includes(`${protocol}/*`))
    return { reason: 'RAIL_NOT_ALLOWED', detail: via }
  if (chains && !chains.includes(chain)) return { reason: 'CHAIN_NOT_ALLOWED', detail: chain }
  if (assets && !assets.includes(normalAsset(asset))) return { reason: 'ASSET_NOT_ALLOWED', detail: asset }
  return null
}

type Settled = Quoted['settlement'] & Omit<Priced, 'rate'>

/** What paying costs the buyer beside the price: gas of the rail, at the base fee, in the coin of the chain. */
const settle = (
  { setupGas, gas: perPurchase }: Rail,
  chain: string,
  purchases: bigint,
  { gas: prices, price, settings }: Market,
): Settled | Problem<ExclusionReason> => {
  const gas = setupGas + perPurchase * purchases
  if (gas === 0n) return { gas, gasPrice: null, cost: ZERO, rounds: [] }
  const gasPrice = prices.get(chain)
  const coin = settings.coins[chain]
  if (!gasPrice || coin === undefined)
    return { reason: 'GAS_UNKNOWN', detail: `the price of gas on ${chain} is not known` }
  const priced = price(coin)
  if ('reason' in priced) return priced
  const coins = multiply(rational(gas * gasPrice.price), tenTo(-18))
  const { rate, ...known } = priced
  return { gas, gasPrice, cost: multiply(coins, rate), ...known }
}
