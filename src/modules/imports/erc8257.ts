/** The manifest of a tool (ERC-8257, sections 2 and 3): what one invocation costs, by ways to pay. */
import { isChain, parseAsset } from '../../core/ids.ts'
import type { Document, ReadContext, Reading } from '../../core/module.ts'
import { perCall } from '../../core/x402.ts'
import { type Listing, type Refused, readPrices, type Stated } from './reading.ts'
import { isAmount, isPayee } from './requirements.ts'

const PRICING_MAX = 64

/** Reads the `pricing` of a manifest. */
export const readManifest = (document: Document, context: ReadContext): Reading =>
  readPrices('erc8257', document, context, listing)

/** A manifest speaks for tools of the origin that serves it alone (section 2). */
const listing = ({ endpoint, pricing }: Record<string, unknown>, uri: string): Listing => {
  if (typeof endpoint !== 'string' || URL.parse(endpoint)?.origin !== new URL(uri).origin) {
    return { verdict: 'wrong-origin', reason: 'the endpoint is not of the origin that serves the manifest' }
  }
  if (!Array.isArray(pricing) || pricing.length === 0) return { verdict: 'no-prices', reason: 'pricing is not a list' }
  if (pricing.length > PRICING_MAX)
    return { verdict: 'too-many', reason: `pricing has more than ${PRICING_MAX} entries` }
  return { entries: pricing.map(entry => ({ entry, resource: endpoint, read: readPricing })) }
}

const PROTOCOL = /^[a-z0-9-]{2,32}$/

/** The protocol is named and its scheme is not, so the rail is one of its own: `erc8257/<protocol>`. */
const readPricing = ({ amount, asset, recipient, protocol }: Record<string, unknown>): Stated | Refused => {
  if (typeof amount !== 'string' || !isAmount(amount)) return { refused: 'amount is not a uint256 as text' }
  const parts = typeof asset === 'string' ? parseAsset(asset) : null
  if (typeof asset !== 'string' || !parts) return { refused: 'asset is not a CAIP-19 id' }
  if (typeof protocol !== 'string' || !PROTOCOL.test(protocol)) return { refused: 'protocol is not the name of one' }
  const [network, payee] = typeof recipient === 'string' ? accountOf(recipient) : ['', '']
  if (!isChain(network) || !isPayee(network, payee)) return { refused: 'recipient is not a CAIP-10 account' }
  if (network !== parts.chain) return { refused: 'recipient and asset are not of one chain' }
  const pay = [{ via: `erc8257/${protocol}`, asset, dec: 0, cur: asset, to: payee }]
  return { network, payee, ceiling: false, price: { tariff: [perCall(asset, amount)], pay } }
}

const accountOf = (recipient: string): [network: string, account: string] => {
  const end = recipient.lastIndexOf(':')
  return [recipient.slice(0, end), recipient.slice(end + 1)]
}
