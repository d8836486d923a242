/**
 * Folds the tables anew beside the live ones, which others go on to read and write: what is final in bounded transactions,
 * each of which remembers how far it came, and what is not in the one that lets the new tables take the place of the old.
 */
import type { Module } from '../src/core/module.ts'
import type { Settings } from '../src/core/settings.ts'
import { chainRow } from '../src/store/chain.ts'
import type { Layout } from '../src/store/commit.ts'
import { deriveDays } from '../src/store/derive.ts'
import { want } from '../src/store/documents.ts'
import { fold } from '../src/store/fold.ts'
import { countLogs, logsAbove, type TimedLog } from '../src/store/logs.ts'
import { type Fingerprints, layoutOf, outdated } from '../src/store/migrate.ts'
import type { Store } from '../src/store/open.ts'
import {
  foldedUpTo,
  type Making,
  makeInPlace,
  noteFolded,
  outdateRefold,
  refoldingTo,
  takePlace,
} from '../src/store/refold.ts'
import { type Basis, extendRoots } from '../src/store/roots.ts'
import type { Program } from '../src/store/statement.ts'
import type { ChainSpec, Report } from './chain.ts'
import type { Decoder } from './decode.ts'

export type Refold = {
  readonly store: Store
  readonly modules: readonly Module[]
  readonly settings: Settings
  readonly chains: readonly { readonly spec: ChainSpec; readonly decoder: Decoder }[]
  readonly report: Report
  /** Stops it between two transactions; it goes on when it is begun again. */
  readonly signal?: AbortSignal
  /** About so many logs are folded in one transaction. */
  readonly page?: number
}

/** Why it is done. `force`: even by the rules of the live tables; `owns`: by the one that writes the chains. */
export type Cause = { readonly expected: Fingerprints; readonly force: boolean; readonly owns: boolean }

/** So many logs are folded in one transaction; where there are no more, the live tables are folded anew in that one. */
export const PAGE = 5_000

/**
 * Folds everything anew. Goes on where an earlier run was interrupted; ends when the new tables are the live ones. What fits
 * into one transaction is folded in place: as quickly as new tables would be swapped in.
 */
export const refold = async (given: Refold, roots: ReadonlyMap<string, Basis>, cause: Cause): Promise<void> => {
  const { store, modules, settings, chains, report, signal, page = PAGE } = given
  const { expected, force, owns } = cause
  const making = { modules, expected, chains: [...roots.keys()], owns }
  const layouts = new Map<string, Layout>()
  const layoutFor = (suffix: string): Layout => {
    const layout = layouts.get(suffix) ?? layoutOf(modules, settings, suffix)
    layouts.set(suffix, layout)
    return layout
  }
  const step = function* (): Program<{ readonly done: boolean; readonly folded: number }> {
    // Another process may have done it in the meantime.
    if (!force && !(yield* outdated(expected)).facts) return { done: true, folded: 0 }
    if (of <= page) return { done: true, folded: yield* foldInPlace(making, roots, given) }
    const suffix = yield* refoldingTo(modules, expected.derived, roots)
    const layout = layoutFor(suffix)
    for (const { spec, decoder } of chains) {
      const at = yield* foldedUpTo(spec.chain)
      if (at === null) {
        yield* outdateRefold()
        return { done: false, folded: 0 }
      }
      const row = yield* chainRow(spec.chain)
      const final = Math.min(row?.final_number ?? -1, row?.head_number ?? -1)
      const logs = (yield* logsAbove(spec.chain, at?.number ?? -1, page)).filter(({ block }) => block <= final)
      const last = logs.at(-1)
      if (!last) continue
      yield* foldLogs(layout, spec.chain, decoder, logs)
      yield* noteFolded(spec.chain, { number: last.block, hash: last.blockHash })
      return { done: false, folded: logs.length }
    }
    let folded = 0
    for (const { spec, decoder } of chains) {
      const after = (yield* foldedUpTo(spec.chain))?.number ?? -1
      folded += yield* foldRest(layout, spec.chain, decoder, after, page)
    }
    yield* takePlace(making, suffix)
    return { done: true, folded }
  }

  const of = await store.write(() => total(chains, () => EVERY))
  let count = await store.write(function* () {
    const folded = new Map<string, number>()
    for (const { spec } of chains) folded.set(spec.chain, (yield* foldedUpTo(spec.chain))?.number ?? -1)
    return yield* total(chains, chain => folded.get(chain) ?? -1)
  })
  for (let done = false; !done && !signal?.aborted; ) {
    const stepped = await store.write(step)
    done = stepped.done
    count += stepped.folded
    report({ kind: 'replay', done: count, of: Math.max(of, count) })
  }
}

/** Every block. */
const EVERY = Number.MAX_SAFE_INTEGER

function* foldInPlace(
  making: Making,
  roots: ReadonlyMap<string, Basis>,
  { settings, chains }: Refold,
): Program<number> {
  const layout = layoutOf(making.modules, settings)
  let folded = 0
  yield* makeInPlace(making, roots, function* () {
    for (const { spec, decoder } of chains) folded += yield* foldRest(layout, spec.chain, decoder, -1)
  })
  return folded
}

/** How many logs chains have, each up to a block. */
export function* total(chains: Refold['chains'], upTo: (chain: string) => number): Program<number> {
  let logs = 0
  for (const { spec } of chains) logs += yield* countLogs(spec.chain, upTo(spec.chain))
  return logs
}

function* foldLogs(layout: Layout, chain: string, decoder: Decoder, logs: readonly TimedLog[]): Program<void> {
  const last = logs.at(-1)
  if (!last) return
  const ours = logs.filter(log => decoder.everything.addresses.includes(log.address))
  const acts = ours.flatMap(log => decoder.acts(log, log))
  const written = yield* fold(layout.facts, chain, acts)
  yield* extendRoots(layout, chain, { logs: ours, acts, written })
  yield* want(layout.documents, written)
  yield* deriveDays(layout, chain, last)
}

/** Folds the logs of a chain above a block, and gives how many they were. */
export function* foldRest(
  layout: Layout,
  chain: string,
  decoder: Decoder,
  after: number,
  page = PAGE,
): Program<number> {
  let folded = 0
  for (let block = after; ; ) {
    const logs = yield* logsAbove(chain, block, page)
    const last = logs.at(-1)
    if (!last) break
    yield* foldLogs(layout, chain, decoder, logs)
    block = last.block
    folded += logs.length
  }
  const row = yield* chainRow(chain)
  if (row && row.head_hash !== '') yield* deriveDays(layout, chain, { time: row.head_time })
  return folded
}
