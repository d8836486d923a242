/** Logs taken out of receipts that have the root in the header of their block: none can be missing. */
import type { Header, Log } from '../../src/core/block.ts'
import { PortolanError } from '../../src/core/errors.ts'
import { type LogFilter, type Source, topicOf } from '../source.ts'
import { allServed, checkLinks } from '../validate.ts'
import { provenLogs } from './receipts.ts'

/** Logs of blocks, proved of late: the same blocks are read for what is read whole and for what is read by topic. */
export type Proven = Map<string, readonly Log[]>

/** Blocks that are remembered, and whose receipts are asked for at a time. */
const [REMEMBERED, AT_ONCE] = [256, 4]

/**
 * A source whose logs are all proved. `everything` is the widest filter that it will be asked by; its headers must be
 * those of `hashedSource`. A range costs one request for each of its blocks.
 */
export const provenSource = (source: Source, everything: LogFilter, proven: Proven): Source => {
  const logsAt = async (header: Header, signal?: AbortSignal): Promise<readonly Log[]> => {
    const known = proven.get(header.hash)
    if (known) return known
    const logs = matching(await provenLogs(header, await receiptsOf(source, header, signal)), everything)
    const oldest = proven.size < REMEMBERED ? undefined : proven.keys().next().value
    if (oldest !== undefined) proven.delete(oldest)
    proven.set(header.hash, logs)
    return logs
  }
  return {
    ...source,
    logsInRange: async (filter, from, to, signal) => {
      const logs: Log[] = []
      let before: Header[] = []
      for (let low = from; low <= to; low += AT_ONCE) {
        const numbers = Array.from({ length: Math.min(AT_ONCE, to - low + 1) }, (_, i) => low + i)
        const headers = allServed(numbers, await source.headers(numbers, signal))
        checkLinks([...before, ...headers])
        before = headers.slice(-1)
        const found = await Promise.all(headers.map(header => logsAt(header, signal)))
        logs.push(...matching(found.flat(), filter))
      }
      return logs
    },
    logsOfBlock: async (filter, hash, signal) => {
      const header = await source.headerByHash(hash, signal)
      if (header?.hash !== hash) throw new PortolanError('rpc_inconsistent', `block ${hash} is not served any more`)
      return matching(await logsAt(header, signal), filter)
    },
  }
}

/** The receipts that an endpoint has of a block; throws `rpc_unavailable` where it has none. */
export const receiptsOf = async (source: Source, { number, hash }: Header, signal?: AbortSignal) => {
  const receipts = await source.receipts?.(hash, signal)
  if (receipts) return receipts
  throw new PortolanError('rpc_unavailable', `${source.name ?? 'the RPC'} serves no receipts of block ${number}`, {
    hint: 'use an endpoint that serves eth_getBlockReceipts, or the mode cross or fast',
  })
}

/** Those of the logs that a filter asks for. */
export const matching = (logs: readonly Log[], { addresses, topics0, named }: LogFilter): Log[] => {
  const values = named && new Set(named.addresses.map(topicOf))
  return logs.filter(
    ({ address, topics }) =>
      addresses.includes(address) &&
      topics0.includes(topics[0] ?? '') &&
      (!values || values.has(topics[named?.topic ?? 0] ?? '')),
  )
}
