/** An offer paid by the second: what a Superfluid constant flow agreement needs to be opened. */
import { parseAsset } from '../../core/ids.ts'
import type { Offer, PayEntry } from '../../core/offer.ts'
import { ceil, decimal, divide, multiply, ONE, tenTo } from '../../core/rational.ts'
import { convert, parseUnit } from '../../core/unit.ts'

export type Stream = { readonly token: string; readonly receiver: string; readonly flowRate: bigint }

const SECOND = parseUnit('s')

/**
 * The stream of a pay entry, or null where its rail is no stream. The rate is in the smallest unit of the token per second,
 * rounded up, so that what flows over any time is never less than the tariff. The rules of offers see to it that a stream
 * has one line, priced per time, and one rate.
 */
export const toStream = ({ tariff }: Pick<Offer, 'tariff'>, { via, asset, cur, dec, to }: PayEntry): Stream | null => {
  const [line] = tariff
  const price = line?.rates[0]?.price[cur]
  const token = parseAsset(asset)
  const unit = line && parseUnit(line.unit)
  if (via !== 'superfluid/cfa' || price === undefined || !token || !unit || !SECOND) return null
  const seconds = convert(line.per === undefined ? ONE : decimal(line.per), unit, SECOND)
  // A price in an asset is in its smallest unit already.
  const atomic = multiply(decimal(price), tenTo(cur.includes('/') ? 0 : dec))
  return seconds && { token: token.reference, receiver: to, flowRate: ceil(divide(atomic, seconds)) }
}
