/** An offer as x402 payment requirements (x402 specification v2, section 5): what an unmodified client can pay. */
import { parseAsset } from '../../core/ids.ts'
import type { PayEntry, Terms } from '../../core/offer.ts'
import type { PaymentRequirements } from '../../core/x402.ts'
import { atomicOf, ceilingOf } from './charge.ts'

/**
 * The requirements for one purchase of `atomic`, or null where the rail is not x402. `upto` asks for its ceiling, of
 * which the amount is what the purchase will use; relative escrow times become absolute at `now` (Unix seconds).
 */
export const toX402 = (
  offer: Pick<Terms, 'tariff' | 'min' | 'max'>,
  entry: PayEntry,
  atomic: bigint,
  now: number,
): PaymentRequirements | null => {
  const asset = parseAsset(entry.asset)
  const { ttl } = entry
  if (!entry.via.startsWith('x402/') || !asset || ttl === undefined) return null
  const scheme = entry.via.slice('x402/'.length)
  const { esc } = entry
  const extra = {
    ...entry.extra,
    ...(esc ? { captureDeadline: now + esc.capture } : {}),
    ...(esc?.refund === undefined ? {} : { refundDeadline: now + esc.refund }),
  }
  return {
    scheme,
    network: asset.chain,
    amount: String(mostAsked(offer, entry, atomic)),
    asset: asset.namespace === 'slip44' ? 'native' : asset.reference,
    payTo: entry.to,
    maxTimeoutSeconds: ttl,
    ...(entry.extra || esc ? { extra } : {}),
  }
}

/** The most that a live 402 may ask for a purchase of `atomic`: what the offer projects to, which `upto` makes its ceiling. */
export const mostAsked = (offer: Pick<Terms, 'tariff' | 'min' | 'max'>, entry: PayEntry, atomic: bigint): bigint => {
  const ceiling = entry.via === 'x402/upto' ? ceilingOf(offer, entry) : null
  return ceiling ? atomicOf(ceiling, entry) : atomic
}
