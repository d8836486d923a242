/** Ranges of logs answered whole, however little the endpoint gives at once. */
import type { Log } from '../../src/core/block.ts'
import { PortolanError } from '../../src/core/errors.ts'
import type { LogFilter, Source } from '../source.ts'
import { EndpointError, kindOf } from './failure.ts'
import { widths } from './widths.ts'

/** Parts of one range that are asked for at the same time. */
const AT_ONCE = 4

/** Round numbers of logs that endpoints cut their answers off at without a word. */
const CAPS = new Set([256, 1_000, 2_000, 5_000, 10_000, 20_000])

/**
 * A source that asks for logs in as many parts as its endpoint wants: in narrower ranges where it refuses, in wider ones
 * again with time, and in halves once more where an answer has exactly as many logs as endpoints cut off at. With
 * `boldly` a refusal in unknown words is met with narrower ranges too. One block that is refused is an error.
 */
export const splitting = (source: Source, boldly = true, widthOf = widths()): Source => {
  const isTooMuch = (error: unknown): boolean => {
    const kind = kindOf(error)
    return kind === 'range_too_wide' || kind === 'too_many_results' || (boldly && kind === 'unknown')
  }

  /** The logs of the blocks `from` to `to`, at most `most` of them asked for at once. */
  const range = async (
    filter: LogFilter,
    from: number,
    to: number,
    most: number,
    signal?: AbortSignal,
  ): Promise<Log[]> => {
    const width = widthOf(filter)
    const asked = to - from + 1
    const step = Math.min(width.now(), most)
    if (asked > step) {
      const lows = Array.from({ length: Math.ceil(asked / step) }, (_, i) => from + i * step)
      return await inTurn(lows, low => range(filter, low, Math.min(low + step - 1, to), step, signal))
    }
    let logs: Log[]
    try {
      logs = await source.logsInRange(filter, from, to, signal)
    } catch (error) {
      if (from === to || !isTooMuch(error)) throw error
      const named = error instanceof EndpointError && 'width' in error.failure ? error.failure.width : null
      return await range(filter, from, to, width.refused(asked, named), signal)
    }
    width.passed(asked)
    const middle = from + ((to - from) >> 1)
    const parts =
      from < to
        ? [() => range(filter, from, middle, most, signal), () => range(filter, middle + 1, to, most, signal)]
        : halvesOf(filter).map(half => () => range(half, from, to, most, signal))
    const all = await uncut(logs, parts)
    if (all.length > logs.length) width.refused(asked, null)
    return all
  }

  const block = async (filter: LogFilter, hash: string, signal?: AbortSignal): Promise<Log[]> =>
    await uncut(
      await source.logsOfBlock(filter, hash, signal),
      halvesOf(filter).map(half => () => block(half, hash, signal)),
    )

  return {
    ...source,
    logsInRange: (filter, from, to, signal) => range(filter, from, to, Number.POSITIVE_INFINITY, signal),
    logsOfBlock: block,
  }
}

/** The logs, or those of the parts where the whole was cut off: then the parts have more. */
const uncut = async (logs: Log[], parts: readonly (() => Promise<Log[]>)[]): Promise<Log[]> => {
  if (!CAPS.has(logs.length) || parts.length === 0) return logs
  const again = (await Promise.all(parts.map(part => part()))).flat()
  if (again.length < logs.length) {
    throw new PortolanError('rpc_inconsistent', `${logs.length} logs are only ${again.length} when asked for in parts`)
  }
  return again.sort((a, b) => a.block - b.block || a.logIndex - b.logIndex)
}

/** Two filters for what one finds; none where it cannot be parted. */
const halvesOf = (filter: LogFilter): LogFilter[] => {
  const { addresses, topics0, named } = filter
  if (addresses.length > 1) return halved(addresses).map(half => ({ ...filter, addresses: half }))
  if (topics0.length > 1) return halved(topics0).map(half => ({ ...filter, topics0: half }))
  if (!named || named.addresses.length < 2) return []
  return halved(named.addresses).map(half => ({ ...filter, named: { ...named, addresses: half } }))
}

const halved = <T>(list: readonly T[]): (readonly T[])[] => {
  const middle = list.length >> 1
  return [list.slice(0, middle), list.slice(middle)]
}

/** What the parts give, in their order; none is begun after one has failed. */
const inTurn = async (lows: readonly number[], read: (low: number) => Promise<Log[]>): Promise<Log[]> => {
  const found: Log[][] = []
  let next = 0
  const worker = async () => {
    while (next < lows.length) {
      const i = next++
      found[i] = await read(lows[i] ?? 0).catch(error => {
        next = lows.length
        throw error
      })
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return found.flat()
}
