/** Folds the tables anew from the logs we keep, in one transaction: readers see the old tables until the new ones stand. */
import type { Module } from '../src/core/module.ts'
import type { Settings } from '../src/core/settings.ts'
import { chainRow } from '../src/store/chain.ts'
import type { Layout } from '../src/store/commit.ts'
import { deriveDays } from '../src/store/derive.ts'
import { want } from '../src/store/documents.ts'
import { fold } from '../src/store/fold.ts'
import { countLogs, logsAbove } from '../src/store/logs.ts'
import { factRules, fingerprints, layoutOf, outdated, remake } from '../src/store/migrate.ts'
import type { Store } from '../src/store/open.ts'
import { openRepairs } from '../src/store/repairs.ts'
import { type Basis, beginRoots, extendRoots } from '../src/store/roots.ts'
import { type Program, run } from '../src/store/statement.ts'
import { forgetNamed, watchedDigest } from '../src/store/watched.ts'
import type { ChainSpec, Report } from './chain.ts'
import type { Decoder } from './decode.ts'

type Bound = { readonly spec: ChainSpec; readonly decoder: Decoder }

export type Rebuild = {
  readonly store: Store
  readonly modules: readonly Module[]
  readonly settings: Settings
  readonly chains: readonly Bound[]
  readonly report: Report
}

const PAGE = 5_000

/** Rebuilds what was built under other rules; with `force`, the facts and what is derived of them in any case. */
export const rebuildOutdated = async (
  { store, modules, settings, chains, report }: Rebuild,
  force = false,
): Promise<void> => {
  const contracts = chains.flatMap(({ spec }) => contractsOf(spec).map(contract => `${spec.chain} ${contract}`))
  const expected = fingerprints(modules, contracts.sort(), settings)
  const layout = layoutOf(modules, settings)
  const old = await store.write(() => outdated(expected))
  if (old.claims) {
    await store.write(function* () {
      yield* remake(modules, 'claims', expected.claims)
      yield* run('update document set unread = 1 where content is not null')
    })
  }
  const isOld = old.facts || force
  if (!isOld && !old.derived) return
  await store.write(function* () {
    if (isOld) yield* refold(modules, layout, chains, expected.facts, report)
    yield* remake(modules, 'derived', expected.derived)
    for (const { spec } of chains) {
      const row = yield* chainRow(spec.chain)
      if (row && row.head_hash !== '') yield* deriveDays(layout, spec.chain, { time: row.head_time })
    }
  })
}

const contractsOf = ({ contracts }: ChainSpec): string[] =>
  contracts.map(({ kind, address, subject }) => `${kind} ${address} ${subject}`).sort()

function* refold(
  modules: readonly Module[],
  layout: Layout,
  chains: readonly Bound[],
  fingerprint: string,
  report: Report,
): Program<void> {
  const watched = new Map<string, string | null>()
  for (const { spec } of chains) watched.set(spec.chain, yield* watchedDigest(spec.chain))
  yield* remake(modules, 'facts', fingerprint)
  const rules = factRules(modules)
  yield* beginRoots(
    new Map(chains.map(({ spec }): [string, Basis] => [spec.chain, { contracts: contractsOf(spec), rules }])),
  )
  let of = 0
  for (const { spec } of chains) of += yield* countLogs(spec.chain)
  let done = 0
  for (const { spec, decoder } of chains) {
    for (let block = -1; ; ) {
      const logs = yield* logsAbove(spec.chain, block, PAGE)
      const last = logs.at(-1)
      if (!last) break
      const ours = logs.filter(log => decoder.everything.addresses.includes(log.address))
      const acts = ours.flatMap(log => decoder.acts(log, log))
      const written = yield* fold(layout.facts, spec.chain, acts)
      yield* extendRoots(layout.facts, spec.chain, { logs: ours, acts, written })
      yield* want(layout.documents, written)
      block = last.block
      done += logs.length
      report({ kind: 'replay', done, of })
    }
    yield* openRepairs(spec.chain, 0)
    // What was read by topic was read for other addresses, or since other moments: it is to be read again.
    if (watched.get(spec.chain) !== (yield* watchedDigest(spec.chain))) yield* forgetNamed(spec.chain)
  }
}
