/** Ranges that are read by two endpoints: what one of them leaves out, the other does not. */
import type { Header, Log } from '../../src/core/block.ts'
import { messageOf, PortolanError } from '../../src/core/errors.ts'
import { halving } from '../backfill.ts'
import { type Endpoints, onlyOf } from '../endpoints/endpoints.ts'
import { isTransient } from '../retry.ts'
import type { LogFilter, Source } from '../source.ts'
import { allServed } from '../validate.ts'
import { fullness, hasBits } from './bloom.ts'
import { digestOf } from './digest.ts'
import { provenLogs } from './receipts.ts'
import { matching, receiptsOf } from './roots.ts'

export type Crossing = {
  readonly endpoints: Endpoints
  /** Whether the hashes of headers are recomputed: only then do receipts decide. */
  readonly hashed: boolean
}

/**
 * A source of which every range of logs is read by another endpoint also. Where the two differ, the range is halved down
 * to the block in which they do, and that is decided; where it cannot be, throws `rpc_disputed`: neither is believed.
 */
export const crossedSource = (source: Source, crossing: Crossing): Source => {
  const { endpoints } = crossing
  const first = source.name ?? ''
  const agreed = async (filter: LogFilter, from: number, to: number, signal?: AbortSignal): Promise<Log[]> => {
    const theirs = witnessed(endpoints, first, from, to, signal, other => wide(other, filter, from, to, signal))
    // Handled where it is awaited; without this a failure while the first answers would end the process.
    theirs.catch(() => {})
    const ours = await source.logsInRange(filter, from, to, signal)
    const { name: second, found } = await theirs
    if (digestOf(ours) === digestOf(found)) return ours
    if (from === to) return await decided(source, crossing, from, filter, [ours, found], second, signal)
    const middle = from + ((to - from) >> 1)
    const lower = await agreed(filter, from, middle, signal)
    return [...lower, ...(await agreed(filter, middle + 1, to, signal))]
  }
  return { ...source, logsInRange: agreed }
}

/** What another endpoint than `first` says, and which. Throws `rpc_disputed` where none says anything. */
export const witnessed = async <R>(
  endpoints: Endpoints,
  first: string,
  from: number,
  to: number,
  signal: AbortSignal | undefined,
  work: (other: Source) => Promise<R>,
): Promise<{ readonly name: string; readonly found: R }> => {
  try {
    return await endpoints.on(async other => ({ name: other.name ?? '', found: await work(other) }), {
      ...(signal && { signal }),
      not: [first],
      from,
      to,
    })
  } catch (error) {
    if (!isTransient(error)) throw error
    throw disputed(`no other endpoint than ${first} reads blocks ${from} to ${to}: ${messageOf(error)}`)
  }
}

/** The error of what is not known because nobody, or no two, say it. */
const disputed = (what: string): PortolanError =>
  new PortolanError('rpc_disputed', what, { hint: 'configure one more endpoint, or one that serves receipts' })

/** The logs of a range however narrow an endpoint wants to be asked. */
const wide = async (source: Source, filter: LogFilter, from: number, to: number, signal?: AbortSignal) =>
  (await halving((low, high) => source.logsInRange(filter, low, high, signal), from, to)).flat()

/** What there is in a block of which two endpoints say different things: by its receipts, else by a third endpoint. */
const decided = async (
  source: Source,
  { endpoints, hashed }: Crossing,
  number: number,
  filter: LogFilter,
  [ours, theirs]: readonly [Log[], Log[]],
  second: string,
  signal?: AbortSignal,
): Promise<Log[]> => {
  const first = source.name ?? ''
  const [header] = allServed([number], await source.headers([number], signal))
  const others = endpoints.names.filter(name => name !== first && name !== second)
  const onEach = async <R>(names: readonly string[], work: (source: Source) => Promise<R>): Promise<R | null> => {
    for (const name of names) {
      try {
        return await onlyOf(endpoints, name).on(work, { ...(signal && { signal }), from: number, to: number })
      } catch (error) {
        if (!(error instanceof PortolanError)) throw error
      }
    }
    return null
  }
  const hashes = await Promise.all(
    endpoints.names.map(name => onEach([name], async each => (await each.headers([number], signal))[0]?.hash ?? null)),
  )
  const votes = (hash: string) => hashes.filter(other => other === hash).length
  const foreign = hashes.filter(hash => hash !== null && hash !== header?.hash) as string[]
  const against = Math.max(0, ...foreign.map(votes))
  if (against > votes(header?.hash ?? ''))
    throw new PortolanError('rpc_inconsistent', `${first} serves another block ${number} than the other endpoints`)
  if (against > 0 && against === votes(header?.hash ?? ''))
    throw disputed(`the endpoints serve different blocks at the height ${number}`)
  if (header && hashed) {
    const proven = await onEach([first, second, ...others], async each =>
      provenLogs(header, await receiptsOf(each, header, signal)),
    )
    if (proven) return matching(proven, filter)
  }
  const third = await onEach(others, each => each.logsInRange(filter, number, number, signal))
  if (third && header) {
    const [believed, left] = digestOf(third) === digestOf(ours) ? [ours, theirs] : [theirs, ours]
    // That a log is there can be seen in the bloom; that none is, two endpoints may both have failed to see.
    if (digestOf(third) === digestOf(believed) && !showsMore(header, left, believed)) return believed
  }
  const said = `${first} has ${ours.length} logs, ${second} ${theirs.length}${third ? `, a third ${third.length}` : ''}`
  throw disputed(`block ${number}: ${said}, and no endpoint serves receipts that decide`)
}

/** So rarely may a bloom hold by chance what it is taken as a sign of. */
export const BY_CHANCE = 1 / 1_000

/** Whether the bloom of a block holds logs that are not among these, and hardly by chance. */
const showsMore = ({ hash, bloom }: Header, logs: readonly Log[], among: readonly Log[]): boolean => {
  const known = new Set(among.map(log => digestOf([log])))
  return logs.some(log => {
    if (bloom === null || log.blockHash !== hash || known.has(digestOf([log]))) return false
    const items = [log.address, ...log.topics]
    return items.every(item => hasBits(bloom, item)) && fullness(bloom) ** (3 * items.length) < BY_CHANCE
  })
}
