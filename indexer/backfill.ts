/** The finalised part of a chain: ranges of logs, several in flight, handed over strictly in order. */
import type { Header, Log } from '../src/core/block.ts'
import { PortolanError } from '../src/core/errors.ts'
import type { LogFilter, Source } from './source.ts'
import { allServed, checkLogs } from './validate.ts'

/** A range of final blocks with every matching log in it and the headers of the blocks that have one, and of its last. */
export type Range = {
  readonly from: number
  readonly to: number
  readonly headers: readonly Header[]
  readonly logs: readonly Log[]
}

export type BackfillOptions = {
  readonly maxRange: number
  /** Ranges asked for at the same time. */
  readonly inFlight?: number
  readonly signal: AbortSignal
}

/** As many logs as one answer and one transaction hold comfortably: ranges widen below it and narrow above. */
const LOGS_WANTED = 2_000

/** Yields the ranges from `from` to `to`, without hole or overlap. The width follows what the endpoint can answer. */
export async function* backfill(
  source: Source,
  filter: LogFilter,
  from: number,
  to: number,
  { maxRange, inFlight = 4, signal }: BackfillOptions,
): AsyncGenerator<Range> {
  let width = Math.min(1_000, maxRange)
  let next = from
  const running: Promise<Range[]>[] = []
  const launch = () => {
    const [low, high] = [next, Math.min(next + width - 1, to)]
    next = high + 1
    const task = splitting(source, filter, low, high, signal)
    // Handled where it is awaited; without this a failure behind a slower range would end the process.
    task.catch(() => {})
    running.push(task)
  }
  while (next <= to || running.length > 0) {
    while (next <= to && running.length < inFlight) launch()
    const ranges = (await running.shift()) ?? []
    for (const range of ranges) {
      yield range
      const full = range.logs.length > LOGS_WANTED
      if (ranges.length > 1 || full) width = Math.max(1, Math.min(width, range.to - range.from + 1) >> (full ? 1 : 0))
      else if (range.logs.length < LOGS_WANTED / 4) width = Math.min(maxRange, width * 2)
    }
  }
}

/** One range, or the two halves of it where the endpoint will not answer the whole. */
const splitting = async (
  source: Source,
  filter: LogFilter,
  from: number,
  to: number,
  signal: AbortSignal,
): Promise<Range[]> => {
  try {
    return [await fetchRange(source, filter, from, to, signal)]
  } catch (error) {
    if (!(error instanceof PortolanError) || error.code !== 'rpc_refused' || from === to) throw error
    const middle = from + ((to - from) >> 1)
    const lower = await splitting(source, filter, from, middle, signal)
    return [...lower, ...(await splitting(source, filter, middle + 1, to, signal))]
  }
}

const fetchRange = async (
  source: Source,
  filter: LogFilter,
  from: number,
  to: number,
  signal: AbortSignal,
): Promise<Range> => {
  const logs = await source.logsInRange(filter, from, to, signal)
  const inRange = logs.filter(log => log.block >= from && log.block <= to).map(log => log.block)
  const numbers = [...new Set([...inRange, to])].sort((a, b) => a - b)
  const headers = allServed(numbers, await source.headers(numbers, signal))
  checkLogs(logs, filter, new Map(headers.map(header => [header.number, header])))
  return { from, to, headers, logs }
}
