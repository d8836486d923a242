/** What a client asks of `/export/<table>.<format>`: read from the address, every part checked once. */

import type { Value } from '../core/change.ts'
import type { AsOfInput } from '../core/context.ts'
import { badInput, PortolanError } from '../core/errors.ts'
import { secondsOf } from '../core/time.ts'
import type { Catalogue, ListedTable } from '../store/catalogue.ts'
import { FORMATS, type Format } from '../store/cells.ts'
import { decodePin, type Pin } from '../store/pin.ts'

export type ExportRequest = {
  readonly table: ListedTable
  readonly format: Format
  /** The moment, as a client names it or as an answer before gave it. */
  readonly moment: { readonly asOf: AsOfInput } | { readonly pin: Pin }
  readonly after: readonly Value[] | null
  readonly limit: number | null
}

const KNOWN = ['chain', 'block', 'time', 'moment', 'after', 'limit']

/** Reads the part of a path behind `/export/` and its query. Throws `not_found` or `bad_input`. */
export const exportRequest = (name: string, query: URLSearchParams, catalogue: Catalogue): ExportRequest => {
  const [, base = '', ending = ''] = /^([a-z_]+)\.([a-z]+)$/.exec(name) ?? []
  const table = catalogue.get(base)
  const format = FORMATS.find(format => format === ending)
  if (!table || !format) {
    throw new PortolanError('not_found', `there is no export ${name.slice(0, 80)}`, {
      hint: 'GET /export lists what there is',
    })
  }
  checkNames(query, KNOWN)
  const [moment, after] = [query.get('moment'), query.get('after')]
  if (after !== null && moment === null) {
    throw badInput('after', 'is of no moment', 'give the moment of the answer that it goes on from')
  }
  return {
    table,
    format,
    moment: moment === null ? { asOf: asOfIn(query) } : { pin: pinIn(moment, query) },
    after: after === null ? null : keyIn(table, after),
    limit: countIn(query, 'limit'),
  }
}

/** Throws where a query has a parameter that means nothing, or one twice. */
export const checkNames = (query: URLSearchParams, known: readonly string[]): void => {
  for (const name of query.keys()) {
    if (!known.includes(name)) throw badInput(name.slice(0, 80), 'means nothing here', `known: ${known.join(', ')}`)
    if (query.getAll(name).length > 1) throw badInput(name, 'is given twice')
  }
}

/** A whole number of at least 1 in a query; null where it is not given. */
export const countIn = (query: URLSearchParams, name: string): number | null => {
  const text = query.get(name)
  if (text === null) return null
  if (!/^[1-9]\d{0,14}$/.test(text))
    throw badInput(name, `${text.slice(0, 80)} is not a number of rows`, 'write 1 or more')
  return Number(text)
}

const asOfIn = (query: URLSearchParams): AsOfInput => {
  const [chain, block, time] = [query.get('chain'), query.get('block'), query.get('time')]
  if (chain !== null && block === null) throw badInput('chain', 'names no block', 'give its block as well, or a time')
  if (block !== null && !/^\d{1,15}$/.test(block))
    throw badInput('block', `${block.slice(0, 80)} is not a block number`)
  const seconds = time === null ? null : secondsIn(time)
  return { chain, block: block === null ? null : BigInt(block), time: seconds }
}

const secondsIn = (text: string): number => {
  const seconds = secondsOf(text)
  if (seconds !== null) return seconds
  throw badInput('time', `${text.slice(0, 80)} is not a time`, 'write it in UTC: 2026-11-22T09:00:00Z')
}

const pinIn = (text: string, query: URLSearchParams): Pin => {
  const other = ['chain', 'block', 'time'].find(name => query.has(name))
  if (other) throw badInput(other, 'and moment are both given', 'give one of them')
  const pin = decodePin(text)
  if (pin) return pin
  throw badInput('moment', 'is none of this node', 'pass the moment of an answer as it came')
}

/** The key columns of a row, as a JSON array. */
const keyIn = ({ key, columns }: ListedTable, text: string): Value[] => {
  const values = parsed(text)
  const types = key.map(name =>
    columns.find(column => column.name === name)?.type === 'integer' ? 'number' : 'string',
  )
  const sound =
    Array.isArray(values) && values.length === key.length && values.every((value, i) => typeof value === types[i])
  if (sound) return values
  throw badInput('after', 'is not the key of a row', `write a JSON array of its ${key.join(', ')}`)
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
