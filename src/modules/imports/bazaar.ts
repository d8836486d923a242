/** A page of a Bazaar listing (x402 specification, extension bazaar, `GET /discovery/resources`). */
import { isObject } from '../../core/json.ts'
import type { Document, ReadContext, Reading } from '../../core/module.ts'
import { type Entry, type Listing, type Refused, readPrices } from './reading.ts'
import { readRequirements } from './requirements.ts'
import { ACCEPTS_MAX } from './x402.ts'

/** Reads one page of a listing. */
export const readBazaar = (document: Document, context: ReadContext): Reading =>
  readPrices('bazaar', document, context, listing)

const listing = ({ items, pagination }: Record<string, unknown>): Listing => {
  if (!Array.isArray(items)) return { verdict: 'no-prices', reason: 'items is not a list' }
  const note = noteOf(items.length, pagination)
  return { entries: items.flatMap(entriesOf), ...(note === null ? {} : { note }) }
}

/** The prices of an item; one refusal where the item is none. */
const entriesOf = (item: unknown): readonly (Entry | Refused)[] => {
  if (!isObject(item)) return [{ refused: 'the item is not an object' }]
  const { resource, type, x402Version: version, accepts } = item
  if (version !== 1 && version !== 2) return [{ refused: 'x402Version is neither 1 nor 2' }]
  if (type !== 'http' && type !== 'mcp') return [{ refused: 'type is neither http nor mcp' }]
  if (!Array.isArray(accepts)) return [{ refused: 'accepts is not a list' }]
  if (accepts.length > ACCEPTS_MAX) return [{ refused: `accepts has more than ${ACCEPTS_MAX} entries` }]
  return accepts.map(entry => ({ entry, resource, by: type, read: readRequirements(version) }))
}

/** One page is one source: others are named by the operator, so that no listing decides how much is fetched. */
const noteOf = (here: number, pagination: unknown): string | null => {
  const { total, offset } = isObject(pagination) ? pagination : {}
  const from = Number.isSafeInteger(offset) ? Number(offset) : 0
  return Number.isSafeInteger(total) && Number(total) > from + here
    ? `the listing goes on: this page ends at item ${from + here} of ${total}`
    : null
}
