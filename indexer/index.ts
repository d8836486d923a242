/** Follows chains into the store: one loop per chain, each with its own cursor, transactions and trouble. */
import { PortolanError } from '../src/core/errors.ts'
import { evmChainNumber } from '../src/core/ids.ts'
import type { Module } from '../src/core/module.ts'
import type { Settings } from '../src/core/settings.ts'
import {
  type ChainRow,
  chainRow,
  haltChain,
  noteHashes,
  noteRemote,
  noteStall,
  openChain,
  storedTail,
} from '../src/store/chain.ts'
import { commit, type Step } from '../src/store/commit.ts'
import { layoutOf, migrate } from '../src/store/migrate.ts'
import type { Store } from '../src/store/open.ts'
import { askAnother, openRepairs } from '../src/store/repairs.ts'
import { rewindHead } from '../src/store/rewind.ts'
import type { Program } from '../src/store/statement.ts'
import { allWatched } from '../src/store/watched.ts'
import { type Auditor, auditor } from './audit/audit.ts'
import { ranges, wholeReader } from './backfill.ts'
import type { ChainRun, ChainSpec, Report } from './chain.ts'
import { decoder } from './decode.ts'
import { type Endpoints, single } from './endpoints/endpoints.ts'
import { newestFinal } from './finality.ts'
import { deepReorg, follower, type Local } from './follow.ts'
import { fillHoles } from './holes.ts'
import { assured, GRADES, modeOf } from './proof/assured.ts'
import { headRecomputes } from './proof/hashes.ts'
import { rebuildOutdated } from './replay.ts'
import { patient, persist } from './retry.ts'
import type { Source } from './source.ts'
import { waker } from './wake.ts'
import { rangeReader } from './watch.ts'

export type IndexerOptions = {
  readonly store: Store
  readonly modules: readonly Module[]
  readonly settings: Settings
  readonly chains: readonly Chain[]
  readonly report: Report
  readonly signal: AbortSignal
}

/** A chain to index, over one endpoint or several. */
export type Chain = { readonly spec: ChainSpec } & ({ readonly source: Source } | { readonly endpoints: Endpoints })

/**
 * Indexes until the signal is aborted. Tables whose rules have changed are first folded anew from the stored logs.
 * Rejects where another indexer took the store over (`fenced`); any other failure halts only its chain.
 */
export const runIndexer = async ({
  store: given,
  modules,
  settings,
  chains,
  report,
  signal,
}: IndexerOptions): Promise<void> => {
  const waiting = (chain: string) => (error: unknown, retryInMs: number) =>
    report({ kind: 'trouble', chain, error, retryInMs })
  const store = patient(given, signal, waiting(chains.map(({ spec }) => spec.chain).join(', ')))
  const bound = chains.map(({ spec, ...over }) => ({
    spec,
    endpoints: 'endpoints' in over ? over.endpoints : single(over.source),
    decoder: decoder(spec.chain, spec.contracts, modules),
  }))
  await migrate(store)
  const rebuild = (force: boolean) => rebuildOutdated({ store, modules, settings, chains: bound, report }, force)
  await rebuild(false)
  report({ kind: 'ready' })
  const layout = layoutOf(modules, settings)
  await Promise.all(
    bound.map(async ({ spec, endpoints, decoder }) => {
      const { epoch } = await store.write(() => openChain(spec.chain, spec.start))
      const run = { spec, endpoints, decoder, store, layout, epoch, report, signal }
      await runChain(run, () => rebuild(true), modules)
    }),
  )
}

/** Where the next try is so far off, the chain says why it does not move. */
const STALLED_MS = 1_000

const runChain = async (
  bare: Omit<ChainRun, 'mode'>,
  rebuild: () => Promise<void>,
  modules: readonly Module[],
): Promise<void> => {
  const { spec, endpoints, store, epoch, report, signal } = bare
  let audit: Auditor | undefined
  const trouble = async (error: unknown, retryInMs: number): Promise<void> => {
    report({ kind: 'trouble', chain: spec.chain, error, retryInMs })
    if (retryInMs >= STALLED_MS && error instanceof PortolanError)
      await store.write(() => noteStall(spec.chain, epoch, `${error.code}: ${error.message}`))
  }
  const insist: Insist = work => persist(work, signal, trouble)
  try {
    await insist(() => endpoints.on(source => checkChain(source, spec, signal), { signal }))
    const run = await insist(() => assuredRun(bare))
    await store.write(() => knownGaps(spec.chain, endpoints.names))
    // What is watched is known only once everything that is read whole is folded.
    if (await insist(() => fillHoles(run, 'whole'))) await rebuild()
    if (await insist(() => fillHoles(run, 'watched'))) await rebuild()
    await insist(gotOn => backfillChain(run, gotOn))
    const refold = async () => {
      await rebuild()
      if (await insist(() => fillHoles(run, 'watched'))) await rebuild()
    }
    audit = auditor(run, modules)
    await followChain(run, insist, audit, refold)
  } catch (error) {
    if (signal.aborted) return
    if (error instanceof PortolanError && error.code === 'fenced') throw error
    const reason =
      error instanceof PortolanError ? `${error.code}: ${error.message}` : `a fault in the indexer: ${error}`
    await store.write(() => haltChain(spec.chain, reason))
    report({ kind: 'halted', chain: spec.chain, error })
  } finally {
    await audit?.ended()
  }
}

/** What an earlier run left to be looked for, and where endpoints have come since. */
function* knownGaps(chain: string, names: readonly string[]): Program<void> {
  yield* openRepairs(chain, 0)
  for (const name of names) yield* askAnother(chain, name)
}

/** Does a work again and again, where it fails for a reason that passes: see `persist`. */
type Insist = <R>(work: (gotOn: () => void) => Promise<R>) => Promise<R>

/** Throws `wrong_chain` where the endpoint serves another chain than the one configured. */
const checkChain = async (source: Source, { chain }: ChainSpec, signal: AbortSignal): Promise<void> => {
  const served = await source.chainNumber(signal)
  if (served === evmChainNumber(chain)) return
  throw new PortolanError('wrong_chain', `the RPC serves eip155:${served}, not ${chain}`, {
    hint: 'correct the RPC URL or the chain in the configuration',
  })
}

/** The run with its chain read as well as its operator wants it, and as far as its headers let it. */
const assuredRun = async (run: Omit<ChainRun, 'mode'>): Promise<ChainRun> => {
  const { spec, endpoints, decoder, store, signal } = run
  const hashed = await headRecomputes(endpoints, signal)
  await store.write(() => noteHashes(spec.chain, hashed ? 'recomputed' : 'not-recomputable'))
  const mode = modeOf(spec.mode, endpoints)
  const maxRange = mode === 'roots' ? Math.min(spec.maxRange, WIDEST_PROVED) : spec.maxRange
  return { ...run, spec: { ...spec, maxRange }, mode, endpoints: assured(endpoints, mode, hashed, decoder.everything) }
}

/** Where each block is one request more, so many make a step. */
const WIDEST_PROVED = 64

/** Reads everything that is final. Ends when the store has it. */
const backfillChain = async (run: ChainRun, gotOn: () => void): Promise<void> => {
  const { spec, endpoints, decoder, store, report, signal } = run
  for (let row = await stateOf(run); ; ) {
    const { tip, to } = await endpoints.on(
      async source => {
        const tip = await source.head(signal)
        return { tip, to: (await newestFinal(source, spec.finality, tip, signal)).number }
      },
      { signal },
    )
    const from = row.head_number + 1
    if (from > to) return
    row = await onFinalChain(run, row)
    if (row.head_number + 1 < from) continue
    let events = 0
    const watched = new Map(await store.write(() => allWatched(spec.chain)))
    const finish = rangeReader(endpoints, decoder, watched, signal)
    const options = { maxRange: spec.maxRange, signal }
    for await (const range of ranges(wholeReader(endpoints, decoder.filter, signal), finish, from, to, options)) {
      const last = range.headers.at(-1)
      if (!last) throw new Error('a range comes with the header of its last block')
      row = await apply(run, row, { ...range, final: last, remote: tip.number, state: 'backfill' })
      gotOn()
      events += range.logs.length
      report({ kind: 'backfill', chain: spec.chain, from, to, at: range.to, events })
    }
  }
}

/**
 * The remote chain is final beyond our head, so our newest blocks are either part of it or never will be: drops those
 * that are not. They were followed before a restart and abandoned in the meantime.
 */
const onFinalChain = async ({ spec, endpoints, store, layout, signal }: ChainRun, row: ChainRow): Promise<ChainRow> => {
  const { chain } = spec
  for (let number = row.head_number; row.head_hash !== ''; ) {
    const ours = await store.write(() => storedTail(chain, number))
    const [theirs] = ours
      ? await endpoints.on(source => source.headers([ours.number], signal), { signal, from: ours.number, to: number })
      : []
    if (!ours || !theirs) throw new PortolanError('rpc_inconsistent', `block ${number} is final and yet not served`)
    if (ours.hash === theirs.hash && ours.number === row.head_number) break
    if (ours.hash === theirs.hash) {
      await store.write(() => rewindHead(layout, chain, ours.number))
      return (await store.write(() => chainRow(chain))) ?? row
    }
    if (ours.number <= row.final_number) throw deepReorg(chain, ours.number)
    number = ours.number - 1
  }
  return row
}

/** Follows the tip until the signal is aborted. */
const followChain = async (
  run: ChainRun,
  insist: Insist,
  audit: Auditor,
  refold: () => Promise<void>,
): Promise<void> => {
  const { spec, endpoints, decoder, store, epoch, report, signal } = run
  const { chain } = spec
  const look = follower(endpoints, decoder, store, chain, spec.finality)
  let row = await stateOf(run)
  let pollMs = spec.pollMs ?? POLL_MS
  report({ kind: 'following', chain, at: row.head_number })
  using heads = waker(spec.ws, signal)
  while (!signal.aborted) {
    if (audit.look()) {
      await refold()
      row = await stateOf(run)
    }
    const { head_number: before, head_time: time } = row
    const { remote, advance } = await insist(() => look(localOf(row), signal))
    const last = advance?.headers.at(-1)
    if (!advance || !last) {
      await store.write(() => noteRemote(chain, epoch, remote))
      await heads.wait(pollMs)
      continue
    }
    const from = advance.headers[0]?.number ?? last.number
    row = await apply(run, row, { ...advance, from, to: last.number, remote, state: 'following' })
    if (advance.rewindTo !== undefined)
      report({ kind: 'reorg', chain, from: before, ancestor: advance.rewindTo, to: last.number })
    report({ kind: 'block', chain, at: last.number, events: advance.logs.length })
    if (spec.pollMs === null && time > 0) pollMs = paced(last.time - time, advance.headers.length)
  }
}

/** How often to look before the pace of the chain is known, and the bounds for after. */
const POLL_MS = 1_000
const [QUICKEST_MS, SLOWEST_MS] = [250, 6_000]

/** Half a block time. */
const paced = (seconds: number, blocks: number): number =>
  Math.min(SLOWEST_MS, Math.max(QUICKEST_MS, (seconds * 1_000) / blocks / 2))

const localOf = (row: ChainRow): Local => ({
  head: { number: row.head_number, hash: row.head_hash },
  final: { number: row.final_number, hash: row.final_hash },
})

const stateOf = async ({ store, spec }: ChainRun): Promise<ChainRow> => {
  const row = await store.write(() => chainRow(spec.chain))
  if (!row) throw new Error(`${spec.chain} was never opened`)
  return row
}

type Stretch = Pick<Step, 'rewindTo' | 'headers' | 'logs' | 'acts' | 'final' | 'remote' | 'state'> & {
  readonly from: number
  readonly to: number
}

/** Commits a stretch of blocks on top of the row. */
const apply = async (
  { spec, mode, decoder, store, layout, epoch }: ChainRun,
  row: ChainRow,
  stretch: Stretch,
): Promise<ChainRow> => {
  const { from, to, ...rest } = stretch
  // The head waits for no second endpoint: it is asked after.
  const grade = mode === 'cross' && rest.state === 'following' ? 'fetched' : GRADES[mode]
  const coverage = { contracts: decoder.filter.addresses, byTopic: decoder.byTopic.addresses, from, to, grade }
  const step = { ...rest, chain: spec.chain, epoch, expect: localOf(row).head, coverage }
  return await store.write(() => commit(layout, step))
}
