/** Payment requirements of x402 (specification v2, section 5) as terms of an offer, without loss. */
import { isAddress } from './ids.ts'
import { CALL, type Terms } from './offer.ts'

export type PaymentRequirements = {
  readonly scheme: string
  readonly network: string
  readonly amount: string
  readonly asset: string
  readonly payTo: string
  readonly maxTimeoutSeconds: number
  readonly extra?: { readonly [key: string]: unknown }
}

export type Price = Pick<Terms, 'tariff' | 'pay'>

/**
 * The price of one request, in atomic units of its asset, so that nobody's word on decimals is needed. Null where the
 * asset has no CAIP-19 name that we know.
 */
export const fromX402 = ({
  scheme,
  network,
  amount,
  asset: reference,
  payTo,
  maxTimeoutSeconds,
  extra,
}: PaymentRequirements): Price | null => {
  const asset = assetOf(network, reference)
  if (asset === null) return null
  const entry = { asset, dec: 0, cur: asset, to: payTo, ttl: maxTimeoutSeconds, ...(extra ? { extra } : {}) }
  return { tariff: [perCall(asset, amount)], pay: [{ via: `x402/${scheme}`, ...entry }] }
}

/** One request at this many atomic units of an asset: no more and no less than one is sold at a time. */
export const perCall = (asset: string, amount: string): Terms['tariff'][number] => ({
  meter: CALL.name,
  unit: CALL.unit,
  lo: '1',
  hi: '1',
  rates: [{ price: { [asset]: amount } }],
})

const COINS: { readonly [namespace: string]: string } = { eip155: 'slip44:60', solana: 'slip44:501' }
const BASE58 = /^[1-9A-HJ-NP-Za-km-z]{32,44}$/

/** The CAIP-19 name of what x402 calls an asset on a network; the case of the reference is kept. */
const assetOf = (network: string, reference: string): string | null => {
  const [namespace = ''] = network.split(':')
  const coin = COINS[namespace]
  if (reference === 'native') return coin === undefined ? null : `${network}/${coin}`
  if (namespace === 'eip155') return isAddress(reference) ? `${network}/erc20:${reference}` : null
  return namespace === 'solana' && BASE58.test(reference) ? `${network}/token:${reference}` : null
}
