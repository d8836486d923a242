/** Follows chains into the store: one loop per chain, each with its own cursor, transactions and trouble. */
import { PortolanError } from '../src/core/errors.ts'
import { evmChainNumber } from '../src/core/ids.ts'
import type { Module } from '../src/core/module.ts'
import type { Settings } from '../src/core/settings.ts'
import {
  type ChainRow,
  chainRow,
  fenced,
  haltChain,
  noteHashes,
  noteRemote,
  noteStall,
  openChain,
  storedTail,
} from '../src/store/chain.ts'
import { layoutOf, migrate } from '../src/store/migrate.ts'
import type { Store } from '../src/store/open.ts'
import { askAnother, openRepairs } from '../src/store/repairs.ts'
import { rewindHead } from '../src/store/rewind.ts'
import type { Program } from '../src/store/statement.ts'
import { allWatched } from '../src/store/watched.ts'
import { apply, localOf } from './apply.ts'
import { type Auditor, auditor } from './audit/audit.ts'
import { ranges, wholeReader } from './backfill.ts'
import type { BareRun, ChainRun, ChainSpec, Report } from './chain.ts'
import { decoder } from './decode.ts'
import { leftBy } from './elsewhere.ts'
import { type Endpoints, single } from './endpoints/endpoints.ts'
import { anotherChain } from './endpoints/vouch.ts'
import { newestFinal } from './finality.ts'
import { follower, STRETCH } from './follow.ts'
import { fillHoles } from './holes.ts'
import { assured, modeOf } from './proof/assured.ts'
import { headRecomputes } from './proof/hashes.ts'
import { hear, type Truths } from './proof/hear.ts'
import { witness } from './proof/witness.ts'
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
  const rebuild = (how?: { force: true; owns: true }) =>
    rebuildOutdated({ store, modules, settings, chains: bound, report, signal }, how)
  await rebuild()
  if (signal.aborted) return
  report({ kind: 'ready' })
  const layout = layoutOf(modules, settings)
  await Promise.all(
    bound.map(async ({ spec, endpoints, decoder }) => {
      const { epoch } = await store.write(() => openChain(spec.chain, spec.start))
      const known = settings.implementations
      const run = { spec, endpoints, decoder, store, layout, known, epoch, report, signal }
      await runChain(run, () => rebuild({ force: true, owns: true }), modules)
    }),
  )
}

/** Where the next try is so far off, the chain says why it does not move. */
const STALLED_MS = 1_000

const runChain = async (bare: BareRun, rebuild: () => Promise<void>, modules: readonly Module[]): Promise<void> => {
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
    const refold = async () => {
      await rebuild()
      if (await insist(() => fillHoles(run, 'watched'))) await rebuild()
    }
    // What two endpoints do not agree on is had from the one that has it; by roots it stays proved.
    const watching = auditor(run.mode === 'roots' ? run : bare, modules)
    audit = watching
    // A database that comes back without its newest commits is behind what was planned on them.
    await insist(async gotOn => {
      await backfillChain(run, gotOn)
      await followChain(run, insist, watching, refold)
    })
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
  throw anotherChain(served, chain)
}

/** The run with its chain read as well as its operator wants it, and as far as its headers let it. */
const assuredRun = async (run: BareRun): Promise<ChainRun> => {
  const { spec, endpoints, decoder, store, signal } = run
  const hashed = await headRecomputes(endpoints, signal)
  await store.write(() => noteHashes(spec.chain, hashed ? 'recomputed' : 'not-recomputable'))
  const mode = modeOf(spec.mode, endpoints)
  const maxRange = mode === 'roots' ? Math.min(spec.maxRange, WIDEST_PROVED) : spec.maxRange
  return { ...run, spec: { ...spec, maxRange }, mode, ...assured(endpoints, mode, hashed, decoder.everything) }
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
    const { by, theirs } = await endpoints.on(
      async source => ({ by: source.name ?? '', theirs: ours && (await source.headers([ours.number], signal))[0] }),
      { signal, from: ours?.number ?? number, to: number },
    )
    if (!ours || !theirs) throw new PortolanError('rpc_inconsistent', `block ${number} is final and yet not served`)
    if (ours.hash === theirs.hash && ours.number === row.head_number) break
    if (ours.hash === theirs.hash) {
      await store.write(() => rewindHead(layout, chain, ours.number))
      return (await store.write(() => chainRow(chain))) ?? row
    }
    if (ours.number <= row.final_number) throw await leftBy(endpoints, by, chain, ours, signal)
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
  const { spec, mode, crossed, decoder, store, epoch, report, signal } = run
  const { chain } = spec
  const truths: Truths = new Map()
  const look = follower(run, truths)
  const trouble = async (error: unknown, retryInMs: number) => report({ kind: 'trouble', chain, error, retryInMs })
  const asking = crossed && witness(crossed, decoder.everything, signal, trouble)
  let row = await stateOf(run)
  if (mode === 'cross') asking?.about(upTo(row.final_number, row.head_number))
  let pollMs = spec.pollMs ?? POLL_MS
  report({ kind: 'following', chain, at: row.head_number })
  using heads = waker(spec.ws, signal)
  while (!signal.aborted) {
    if (audit.look()) {
      await refold()
      row = await stateOf(run)
    }
    const testimony = asking?.heard(row.head_number)
    if (testimony) row = await hear(run, row, testimony, truths, refold)
    const { remote, advance } = await insist(async () => {
      // Asked for each time: a database that was away may have come back without its newest commits.
      row = { ...(await stateOf(run)), remote_number: row.remote_number }
      return look(localOf(row), signal)
    })
    const { head_number: before, head_time: time } = row
    // So far behind, ranges are quicker than blocks; what is not final yet is followed all the same.
    if (remote - row.head_number > STRETCH && remote - row.remote_number > STRETCH) {
      await insist(gotOn => backfillChain(run, gotOn))
      row = { ...(await stateOf(run)), remote_number: remote }
      continue
    }
    const last = advance?.headers.at(-1)
    if (!advance || !last) {
      await store.write(() => noteRemote(chain, epoch, remote))
      await heads.wait(pollMs)
      continue
    }
    const from = advance.headers[0]?.number ?? last.number
    row = await apply(run, row, { ...advance, from, to: last.number, remote, state: 'following' })
    truths.clear()
    asking?.about(mode === 'cross' ? upTo(from - 1, last.number) : advance.suspicious)
    if (advance.rewindTo !== undefined)
      report({ kind: 'reorg', chain, from: before, ancestor: advance.rewindTo, to: last.number })
    report({ kind: 'block', chain, at: last.number, events: advance.logs.length })
    if (spec.pollMs === null && time > 0) pollMs = paced(last.time - time, advance.headers.length)
  }
}

/** The numbers above one and up to another. */
const upTo = (low: number, high: number): number[] => Array.from({ length: high - low }, (_, i) => low + 1 + i)

/** How often to look before the pace of the chain is known, and the bounds for after. */
const POLL_MS = 1_000
const [QUICKEST_MS, SLOWEST_MS] = [250, 6_000]

/** Half a block time. */
const paced = (seconds: number, blocks: number): number =>
  Math.min(SLOWEST_MS, Math.max(QUICKEST_MS, (seconds * 1_000) / blocks / 2))

/** Where the chain stands. Throws `fenced` where it is another's by now. */
const stateOf = async ({ store, spec, epoch }: ChainRun): Promise<ChainRow> => {
  const row = await store.write(() => chainRow(spec.chain))
  if (!row) throw new Error(`${spec.chain} was never opened`)
  if (row.epoch !== epoch) throw fenced(spec.chain)
  return row
}
