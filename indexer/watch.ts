/** Reads the contracts that are read by topic, beside what is read whole. */
import type { Header, Log } from '../src/core/block.ts'
import type { LogAct } from '../src/core/change.ts'
import { position } from '../src/core/origin.ts'
import type { Store } from '../src/store/open.ts'
import { watchedAmong } from '../src/store/watched.ts'
import { halving, type Range } from './backfill.ts'
import { type ByTopic, filtersOf, kept, namedIn } from './byTopic.ts'
import type { Decoder } from './decode.ts'
import type { Endpoints } from './endpoints/endpoints.ts'
import type { LogFilter, Source } from './source.ts'
import { allServed, checkLogs } from './validate.ts'

/** Logs and what they mean, both in order. */
export type Meant = { readonly logs: readonly Log[]; readonly acts: readonly LogAct[] }

/**
 * Makes the reader of final ranges, to be given them in rising order without hole: adds to each the logs of the contracts
 * read by topic, and to `watched`, which holds what was watched before the first, what its own events make known.
 */
export const rangeReader =
  (endpoints: Endpoints, decoder: Decoder, watched: Map<string, string>, signal: AbortSignal) =>
  async (range: Range): Promise<Range & Meant> => {
    const acts = actsOf(decoder, range.logs, range.headers)
    learn(watched, acts)
    const named = await readNamed(endpoints, decoder.byTopic, watched, range, signal)
    const logs = [...range.logs, ...named.logs].sort(byPlace)
    const headers = [...new Map([...range.headers, ...named.headers].map(h => [h.number, h])).values()].sort(
      (a, b) => a.number - b.number,
    )
    return { ...named, headers, logs, acts: inOrder(acts, actsOf(decoder, named.logs, headers)) }
  }

/**
 * The logs of a range that are read by topic, with the headers of their blocks. `watched` holds all that is watched by
 * the end of the range; what of it is only watched later in the range, or after, adds nothing.
 */
export const readNamed = (
  endpoints: Endpoints,
  byTopic: ByTopic,
  watched: ReadonlyMap<string, string>,
  range: Range,
  signal: AbortSignal,
): Promise<Range> =>
  endpoints.on(source => fetchNamed(source, byTopic, watched, range, signal), {
    signal,
    from: range.from,
    to: range.to,
  })

const fetchNamed = async (
  source: Source,
  byTopic: ByTopic,
  watched: ReadonlyMap<string, string>,
  range: Range,
  signal: AbortSignal,
): Promise<Range> => {
  const headers = new Map(range.headers.map(header => [header.number, header]))
  let asked = range.asked
  const ask = async (filters: readonly LogFilter[]): Promise<Log[]> => {
    if (filters.length === 0) return []
    const answers = await Promise.all(
      filters.map(async filter => {
        const pieces = await halving(
          async (from, to) => ({ width: to - from + 1, logs: await source.logsInRange(filter, from, to, signal) }),
          range.from,
          range.to,
        )
        asked = Math.min(asked, ...pieces.map(({ width }) => width))
        return { filter, logs: pieces.flatMap(({ logs }) => logs) }
      }),
    )
    const logs = answers.flatMap(answer => answer.logs)
    const blocks = new Set(logs.map(({ block }) => block).filter(n => n >= range.from && n <= range.to))
    const missing = [...blocks].filter(number => !headers.has(number))
    for (const header of allServed(missing, await source.headers(missing, signal))) headers.set(header.number, header)
    for (const { filter, logs } of answers) checkLogs(logs, filter, headers)
    return distinct(logs)
  }
  const own = kept(byTopic, await ask(filtersOf(byTopic, [...watched.keys()], 'own')), watched)
  const beside = await ask(filtersOf(byTopic, namedIn(byTopic, own), 'alongside'))
  const logs = kept(byTopic, [...own, ...beside].sort(byPlace), watched)
  const blocks = new Set(logs.map(({ block }) => block))
  return { ...range, asked, headers: [...headers.values()].filter(({ number }) => blocks.has(number)), logs }
}

/**
 * What counts of all the logs of whole blocks on top of `ancestor`. At the tip every log of the contracts is asked for:
 * one request a block, however many addresses are watched.
 */
export const sift = async (
  store: Store,
  chain: string,
  decoder: Decoder,
  { headers, logs }: { readonly headers: readonly Header[]; readonly logs: readonly Log[] },
  ancestor: number,
): Promise<Meant> => {
  const { filter, byTopic } = decoder
  const [addresses, topics0] = [new Set(filter.addresses), new Set(filter.topics0)]
  const whole = logs.filter(({ address, topics }) => addresses.has(address) && topics0.has(topics[0] ?? ''))
  const acts = actsOf(decoder, whole, headers)
  const names = namedIn(byTopic, logs)
  const watched = new Map(names.length > 0 ? await store.write(() => watchedAmong(chain, names, ancestor)) : [])
  learn(watched, acts)
  const named = kept(byTopic, logs, watched)
  return { logs: [...whole, ...named].sort(byPlace), acts: inOrder(acts, actsOf(decoder, named, headers)) }
}

/** The first event that names an address is the one that counts. */
const learn = (watched: Map<string, string>, acts: readonly LogAct[]): void => {
  for (const { at, watches } of acts) {
    for (const address of watches) {
      if (!watched.has(address)) watched.set(address, position(at.block, at.logIndex))
    }
  }
}

const actsOf = (decoder: Decoder, logs: readonly Log[], headers: readonly Header[]): LogAct[] => {
  const byNumber = new Map(headers.map(header => [header.number, header]))
  return logs.flatMap(log => decoder.acts(log, byNumber.get(log.block) ?? { time: 0 }))
}

const byPlace = (a: Log, b: Log): number => a.block - b.block || a.logIndex - b.logIndex

const inOrder = (some: readonly LogAct[], others: readonly LogAct[]): LogAct[] =>
  [...some, ...others].sort(({ at: a }, { at: b }) => a.block - b.block || a.logIndex - b.logIndex)

/** Each log once: one that names two watched addresses is found by each. */
const distinct = (logs: readonly Log[]): Log[] =>
  [...new Map(logs.map(log => [position(log.block, log.logIndex), log])).values()].sort(byPlace)
