/** The finalised part of a chain: ranges of logs, several in flight, handed over strictly in order. */
import type { Header, Log } from '../src/core/block.ts'
import { PortolanError } from '../src/core/errors.ts'
import type { Endpoints } from './endpoints/endpoints.ts'
import type { LogFilter, Source } from './source.ts'
import { allServed, checkLogs } from './validate.ts'

/** A range of final blocks with every matching log in it and the headers of the blocks that have one, and of its last. */
export type Range = {
  readonly from: number
  readonly to: number
  readonly headers: readonly Header[]
  readonly logs: readonly Log[]
  /** The fewest blocks it was asked for at once: less than it has where the endpoint refused more. */
  readonly asked: number
}

export type BackfillOptions = {
  readonly maxRange: number
  /** Ranges asked for at the same time. */
  readonly inFlight?: number
  readonly signal: AbortSignal
}

/** As many logs as one answer and one transaction hold comfortably: ranges widen below it and narrow above. */
const LOGS_WANTED = 2_000

/** Reads the ranges from `from` to `to` whole: each with every log that the filter asks for. */
export const backfill = (
  endpoints: Endpoints,
  filter: LogFilter,
  from: number,
  to: number,
  options: BackfillOptions,
): AsyncGenerator<Range> =>
  ranges(wholeReader(endpoints, filter, options.signal), async range => range, from, to, options)

/** Reads a range, or the parts of it where the endpoint will not answer the whole. */
export type RangeReader = (from: number, to: number) => Promise<Range[]>

/**
 * Yields the ranges from `from` to `to`, without hole or overlap, as `finish` makes them of what was read: it is called
 * for one after the other, strictly in order, and may take its time. The width follows what the endpoint can answer.
 */
export async function* ranges<R extends Range>(
  read: RangeReader,
  finish: (range: Range) => Promise<R>,
  from: number,
  to: number,
  { maxRange, inFlight = 4 }: Omit<BackfillOptions, 'signal'>,
): AsyncGenerator<R> {
  let width = Math.min(1_000, maxRange)
  let next = from
  let before: Promise<unknown> = Promise.resolve()
  const running: Promise<R[]>[] = []
  const launch = () => {
    const [low, high] = [next, Math.min(next + width - 1, to)]
    next = high + 1
    const begun = Promise.all([read(low, high), before]).then(([read]) => ({ finished: Promise.all(read.map(finish)) }))
    before = begun
    const task = begun.then(({ finished }) => finished)
    // Handled where it is awaited; without this a failure behind a slower range would end the process.
    task.catch(() => {})
    running.push(task)
  }
  while (next <= to || running.length > 0) {
    while (next <= to && running.length < inFlight) launch()
    const read = (await running.shift()) ?? []
    for (const range of read) {
      yield range
      const full = range.logs.length > LOGS_WANTED
      if (read.length > 1 || range.asked <= range.to - range.from || full)
        width = Math.max(1, Math.min(width, range.asked) >> (full ? 1 : 0))
      else if (range.logs.length < LOGS_WANTED / 4) width = Math.min(maxRange, width * 2)
    }
  }
}

/** Reads ranges with every log that the filter asks for. */
export const wholeReader =
  (endpoints: Endpoints, filter: LogFilter, signal: AbortSignal): RangeReader =>
  (from, to) =>
    halving(
      (low, high) =>
        endpoints.on(source => fetchRange(source, filter, low, high, signal), { signal, from: low, to: high }),
      from,
      to,
    )

/** What is read of a range, in one piece or in halves of halves where the endpoint will not answer the whole. */
export const halving = async <R>(
  read: (from: number, to: number) => Promise<R>,
  from: number,
  to: number,
): Promise<R[]> => {
  try {
    return [await read(from, to)]
  } catch (error) {
    if (!(error instanceof PortolanError) || error.code !== 'rpc_refused' || from === to) throw error
    const middle = from + ((to - from) >> 1)
    const lower = await halving(read, from, middle)
    return [...lower, ...(await halving(read, middle + 1, to))]
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
  return { from, to, headers, logs, asked: to - from + 1 }
}
