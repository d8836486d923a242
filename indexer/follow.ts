/** The tip of a chain: polls the head and yields what has to be undone and applied, each branch with all its logs. */
import type { Head, Header, Log } from '../src/core/block.ts'
import { PortolanError } from '../src/core/errors.ts'
import { storedHash, storedTail } from '../src/store/chain.ts'
import type { Store } from '../src/store/open.ts'
import type { ChainRun, Finality } from './chain.ts'
import { hashElsewhere, leftBy } from './elsewhere.ts'
import { newestFinal } from './finality.ts'
import type { Truths } from './proof/hear.ts'
import { isSuspicious } from './proof/witness.ts'
import { type Branch, reconcile } from './reconcile.ts'
import type { LogFilter, Source } from './source.ts'
import { allServed, checkLinks, checkLogs } from './validate.ts'
import { type Meant, sift } from './watch.ts'

/** A stretch of blocks that extends what is stored, after undoing everything above `rewindTo` if that is given. */
export type Advance = Meant & {
  readonly rewindTo?: number
  readonly headers: readonly Header[]
  readonly final: Head
  /** Blocks that have in their bloom a contract of which no log was served. */
  readonly suspicious: readonly number[]
}

/** The most blocks that one advance holds, and that one branch may be walked down before it counts as too deep. */
export const STRETCH = 64

export type Local = { readonly head: Head; readonly final: Head }

/** Looks once. Throws `deep_reorg` where the chain changed below what is final. */
export type Look = (local: Local, signal: AbortSignal) => Promise<Seen>

/** How far the RPC has come, and what that means for us; null: nothing. */
export type Seen = { readonly remote: number; readonly advance: Advance | null }

/** Makes the eye of one follower; it remembers how often our head was disowned. */
export const follower = ({ endpoints, decoder, store, spec }: ChainRun, truths: Truths): Look => {
  const { chain, finality } = spec
  let disowned = { hash: '', times: 0 }

  const elsewhere = (source: Source, number: number, signal: AbortSignal) =>
    hashElsewhere(endpoints, source.name ?? '', number, signal)
  const deep = (source: Source, final: Head, signal: AbortSignal): Promise<PortolanError> =>
    leftBy(endpoints, source.name ?? '', chain, final, signal)

  const lookAt = async (source: Source, local: Local, signal: AbortSignal): Promise<Seen> => {
    const tip = await source.head(signal)
    const target = await nearest(source, local.head.number + STRETCH, tip, signal)
    const branch = await branchTo(source, store, chain, local, target, signal)
    let verdict = reconcile(local, branch, disowned.hash === local.head.hash && disowned.times >= 2)
    if (verdict.kind === 'contest') {
      const known = await source.headerByHash(local.head.hash, signal)
      disowned = known
        ? { hash: '', times: 0 }
        : { hash: local.head.hash, times: disowned.hash === local.head.hash ? disowned.times + 1 : 1 }
      const tip = branch.headers.at(-1)
      const isConfirmed = tip !== undefined && !known && (await elsewhere(source, tip.number, signal)) === tip.hash
      verdict = reconcile(local, branch, disowned.times >= 2 || isConfirmed)
    }
    const remote = tip.number
    if (verdict.kind === 'same' || verdict.kind === 'contest') return { remote, advance: null }
    if (verdict.kind === 'deep') throw await deep(source, local.final, signal)
    const { headers } = verdict
    const logs = await logsOf(source, decoder.everything, headers, truths, signal)
    const meant = await sift(store, chain, decoder, { headers, logs }, branch.ancestor.number)
    const final = await finalAt(source, store, chain, finality, local, tip, headers, signal)
    if (final === 'conflict') throw await deep(source, local.final, signal)
    const suspicious = headers.filter(header => isSuspicious(header, logs, decoder.everything))
    const advance = { headers, ...meant, final, suspicious: suspicious.map(({ number }) => number) }
    return { remote, advance: verdict.kind === 'reorg' ? { ...advance, rewindTo: verdict.ancestor } : advance }
  }
  return (local, signal) =>
    endpoints.on(source => lookAt(source, local, signal), { signal, from: Math.max(0, local.head.number) })
}

/** The tip, or the header at a height below it. */
const nearest = async (source: Source, number: number, tip: Header, signal: AbortSignal): Promise<Header> =>
  number < tip.number ? ((await between(source, number - 1, number + 1, signal))[0] ?? tip) : tip

/** The headers between the chain we hold and the tip, walked down by hash to a block that we hold. */
const branchTo = async (
  source: Source,
  store: Store,
  chain: string,
  local: Local,
  tip: Header,
  signal: AbortSignal,
): Promise<Branch> => {
  const held = (number: number) => store.write(() => storedHash(chain, number))
  const nothingNew: Branch = { ancestor: local.head, headers: [] }
  const isFirst = local.head.hash === ''
  if (tip.number <= local.head.number) {
    const ours = await held(tip.number)
    // Of a final stretch only the headers of blocks with logs are kept: where none is, there is nothing to contradict.
    if (isFirst || ours === tip.hash || (ours === null && tip.number <= local.final.number)) return nothingNew
  }

  const headers = [...(await between(source, local.head.number, tip.number, signal)), tip]
  checkLinks(headers)
  for (let lowest = headers[0] ?? tip; ; ) {
    const below = lowest.number - 1
    if (isFirst || (await held(below)) === lowest.parent) {
      return { ancestor: isFirst ? local.head : { number: below, hash: lowest.parent }, headers }
    }
    if (below <= local.final.number) return { ancestor: { number: below - 1, hash: '' }, headers }
    const parent = await source.headerByHash(lowest.parent, signal)
    if (parent?.hash !== lowest.parent || parent.number !== below) {
      throw new PortolanError('rpc_inconsistent', `the parent of block ${lowest.number} is not served`)
    }
    headers.unshift(parent)
    lowest = parent
  }
}

/** The headers above one height and below another. */
const between = async (source: Source, low: number, high: number, signal: AbortSignal): Promise<Header[]> => {
  const numbers = Array.from({ length: Math.max(0, high - low - 1) }, (_, i) => low + 1 + i)
  return allServed(numbers, await source.headers(numbers, signal))
}

const logsOf = async (
  source: Source,
  filter: LogFilter,
  headers: readonly Header[],
  truths: Truths,
  signal: AbortSignal,
): Promise<Log[]> => {
  const perBlock = await Promise.all(
    headers.map(({ hash }) => truths.get(hash) ?? source.logsOfBlock(filter, hash, signal)),
  )
  const logs = perBlock.flat()
  checkLogs(logs, filter, new Map(headers.map(header => [header.number, header])))
  return logs
}

/** The newest block that will not change: never below the one we have, never above the blocks we are about to hold. */
const finalAt = async (
  source: Source,
  store: Store,
  chain: string,
  finality: Finality,
  local: Local,
  tip: Header,
  headers: readonly Header[],
  signal: AbortSignal,
): Promise<Head | 'conflict'> => {
  const wanted = await newestFinal(source, finality, tip, signal)
  const number = Math.min(wanted.number, headers.at(-1)?.number ?? 0)
  // Final is final: what is said of a block below ours must be what we hold.
  const below = wanted.number <= local.final.number && wanted.hash !== null
  const kept = below ? await store.write(() => storedHash(chain, wanted.number)) : null
  if (kept !== null && kept !== wanted.hash) return 'conflict'
  if (number <= local.final.number) return local.final
  const ours = headers.find(header => header.number === number) ?? (await store.write(() => storedTail(chain, number)))
  if (!ours || ours.number <= local.final.number) return local.final
  if (wanted.hash !== null && wanted.number === ours.number && wanted.hash !== ours.hash) return 'conflict'
  return { number: ours.number, hash: ours.hash }
}
