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
  const ceiling = scheme === 'upto' ? ceilingOf(offer, entry) : null
  const { esc } = entry
  const extra = {
    ...entry.extra,
    ...(esc ? { captureDeadline: now + esc.capture } : {}),
    ...(esc?.refund === undefined ? {} : { refundDeadline: now + esc.refund }),
  }
  return {
    scheme,
    network: asset.chain,
    amount: String(ceiling ? atomicOf(ceiling, entry) : atomic),
    asset: asset.namespace === 'slip44' ? 'native' : asset.reference,
    payTo: entry.to,
    maxTimeoutSeconds: ttl,
    ...(entry.extra || esc ? { extra } : {}),
  }
}
