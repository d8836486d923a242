/** A request for payment: the answer 402 of a resource (x402 specification v2, section 5.1; version 1 in its body). */
import type { Document, ReadContext, Reading } from '../../core/module.ts'
import { type Listing, readPrices } from './reading.ts'
import { readRequirements } from './requirements.ts'

/** So many ways to pay for one resource at most. */
export const ACCEPTS_MAX = 64

/** Reads what a resource asks of one who has not paid. */
export const readRequest = (document: Document, context: ReadContext): Reading =>
  readPrices('x402', document, context, listing)

/** What is sold is what was asked for, whatever the answer calls it: nobody prices the resource of another. */
const listing = ({ x402Version, accepts }: Record<string, unknown>, uri: string): Listing => {
  if (x402Version !== 1 && x402Version !== 2) {
    return { verdict: 'unknown_version', reason: 'x402Version is neither 1 nor 2' }
  }
  if (!Array.isArray(accepts) || accepts.length === 0) return { verdict: 'no-prices', reason: 'accepts is not a list' }
  if (accepts.length > ACCEPTS_MAX)
    return { verdict: 'too-many', reason: `accepts has more than ${ACCEPTS_MAX} entries` }
  const read = readRequirements(x402Version)
  return { entries: accepts.map(entry => ({ entry, resource: uri, read })) }
}
