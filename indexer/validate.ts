/** Is this answer about what it claims? Every response is checked against the headers it must agree with. */
import type { Header, Log } from '../src/core/block.ts'
import { PortolanError } from '../src/core/errors.ts'
import { EMPTY_BLOOM, hasBits } from './proof/bloom.ts'
import { type LogFilter, topicOf } from './source.ts'

const lie = (what: string): PortolanError =>
  new PortolanError('rpc_inconsistent', what, { hint: 'the endpoint may be behind or mixed; it will be asked again' })

/**
 * Checks logs against the filter they answer and the headers of their blocks (every block with a log must be among
 * them): each in its block by hash, in rising order, from a contract and topic that was asked for, naming an address that
 * was, and in the bloom of its header. Throws `rpc_inconsistent`.
 */
export const checkLogs = (logs: readonly Log[], filter: LogFilter, headers: ReadonlyMap<number, Header>): void => {
  const addresses = new Set(filter.addresses)
  const topics = new Set(filter.topics0)
  const named = filter.named && { topic: filter.named.topic, values: new Set(filter.named.addresses.map(topicOf)) }
  let before: Log | undefined
  for (const log of logs) {
    const name = `log ${log.logIndex} of block ${log.block}`
    const header = headers.get(log.block)
    if (!header) throw lie(`${name} is outside the range that was asked for`)
    if (header.hash !== log.blockHash) throw lie(`${name} names another block than the header at its height`)
    if (!addresses.has(log.address)) throw lie(`${name} is of ${log.address}, which was not asked for`)
    if (!topics.has(log.topics[0] ?? '')) throw lie(`${name} has a topic that was not asked for`)
    if (named && !named.values.has(log.topics[named.topic] ?? '')) throw lie(`${name} names no address asked for`)
    if (before && (before.block > log.block || (before.block === log.block && before.logIndex >= log.logIndex))) {
      throw lie(`${name} is out of order`)
    }
    if (!mayHold(header.bloom, log, named?.topic ?? 0)) throw lie(`${name} is not in the bloom of its block`)
    before = log
  }
}

/** Checks that headers follow one another, each naming the one before as its parent. Throws `rpc_inconsistent`. */
export const checkLinks = (headers: readonly Header[]): void => {
  for (const [i, header] of headers.entries()) {
    const parent = headers[i - 1]
    if (parent && (header.number !== parent.number + 1 || header.parent !== parent.hash)) {
      throw lie(`block ${header.number} does not follow block ${parent.number}`)
    }
  }
}

/** The headers at these heights, which must all be there: they lie below a head that the endpoint has shown. */
export const allServed = (numbers: readonly number[], headers: readonly (Header | null)[]): Header[] =>
  numbers.map((number, i) => {
    const header = headers[i]
    if (header?.number !== number) throw lie(`block ${number} is below the head and yet not served`)
    return header
  })

/** Whether a block's bloom has the bits of the log's address, its first topic and one more. */
const mayHold = (bloom: string | null, log: Log, topic: number): boolean =>
  bloom === null ||
  bloom === EMPTY_BLOOM ||
  [log.address, log.topics[0] ?? '0x', log.topics[topic] ?? '0x'].every(item => hasBits(bloom, item))
