/** One transaction is one step of the world: raw logs, blocks, facts, history, coverage and the cursor move together. */

import type { Head, Header, Log } from '../core/block.ts'
import type { LogAct } from '../core/change.ts'
import { PortolanError } from '../core/errors.ts'
import { uint256ToText } from '../core/uint256.ts'
import { type ChainRow, chainRow, fenced } from './chain.ts'
import { type BlockRange, uncovered } from './coverage.ts'
import { type Derived, deriveDays } from './derive.ts'
import { type DocumentColumn, want } from './documents.ts'
import { type FactTable, fold } from './fold.ts'
import { openRepairs } from './repairs.ts'
import { rewind } from './rewind.ts'
import { extendRoots } from './roots.ts'
import { forEachIn, insert, type Program, run } from './statement.ts'

/** What the store knows of the modules: their fact tables and which columns name documents. */
export type Layout = Derived & {
  readonly facts: ReadonlyMap<string, FactTable>
  /** What the stored names of the tables end in: '' where they are the live ones. */
  readonly suffix: string
  readonly documents: readonly DocumentColumn[]
}

/** Contracts that were read over a range of blocks. */
export type Coverage = { readonly contracts: readonly string[]; readonly from: number; readonly to: number }

/** How much of a contract that was: every log, or those that name a watched address. */
export type Reach = 'whole' | 'watched'

/** How well that is known: by one endpoint, by two, or by the roots in the headers of the blocks. */
export type Grade = 'fetched' | 'cross-checked' | 'proved'

/** A step of one chain, planned on top of `expect`. */
export type Step = {
  readonly chain: string
  /** The writer's number: a store that has seen a higher one refuses it. */
  readonly epoch: number
  /** The head that the step was planned on. */
  readonly expect: Head
  /** Undo everything above this block first. */
  readonly rewindTo?: number
  /** Headers to keep, ascending. The last one is the new head. */
  readonly headers: readonly Header[]
  readonly logs: readonly Log[]
  /** The meaning of the logs, in order. */
  readonly acts: readonly LogAct[]
  readonly final: Head
  /** The newest block that the RPC has shown. */
  readonly remote: number
  readonly coverage: Coverage & { readonly byTopic?: readonly string[]; readonly grade?: Grade }
  readonly state: 'backfill' | 'following'
}

/** Writes a step, or throws `fenced` or `stale` and writes nothing. Gives the new state of the chain. */
export function* commit(layout: Layout, step: Step): Program<ChainRow> {
  const { chain, epoch, expect, headers, logs, acts } = step
  const before = yield* chainRow(chain)
  if (before?.epoch !== epoch) {
    throw fenced(chain)
  }
  if (before.head_hash !== expect.hash || before.head_number !== expect.number) {
    throw new PortolanError('stale', `${chain} is at block ${before.head_number}, not at ${expect.number}`)
  }
  if (step.rewindTo !== undefined) yield* rewind(layout, chain, step.rewindTo)

  yield* insertHeaders(chain, headers)
  yield* insertLogs(chain, logs)
  const written = yield* fold(layout.facts, chain, acts)
  yield* extendRoots(layout, chain, { logs, acts, written })
  yield* want(layout.documents, written)
  if (written.some(({ table }) => table === 'gap')) yield* openRepairs(chain, headers[0]?.number ?? 0)
  const { byTopic = [], grade = 'fetched' } = step.coverage
  yield* cover(chain, step.coverage, 'whole', grade)
  yield* cover(chain, { ...step.coverage, contracts: byTopic }, 'watched', grade)

  const head = headers.at(-1) ?? { ...expect, time: before.head_time }
  yield* deriveDays(layout, chain, head)
  yield* run(
    `update chain set head_number = ?, head_hash = ?, head_time = ?, final_number = ?, final_hash = ?,
       remote_number = ?, seq = seq + 1, state = ?, reason = null where chain = ?`,
    [head.number, head.hash, head.time, step.final.number, step.final.hash, step.remote, step.state, chain],
  )
  return {
    ...before,
    head_number: head.number,
    head_hash: head.hash,
    head_time: head.time,
    final_number: step.final.number,
    final_hash: step.final.hash,
    remote_number: step.remote,
    seq: before.seq + 1,
    state: step.state,
    reason: null,
  }
}

/** Keeps headers; one that is kept already stays. */
export function* insertHeaders(chain: string, headers: readonly Header[]): Program<void> {
  yield* insert(
    'block',
    ['chain', 'number', 'hash', 'parent', 'time', 'base_fee'],
    headers.map(h => [chain, h.number, h.hash, h.parent, h.time, h.baseFee === null ? null : uint256ToText(h.baseFee)]),
    'on conflict do nothing',
  )
}

/** Keeps raw logs; one that is kept already stays. */
export function* insertLogs(chain: string, logs: readonly Log[]): Program<void> {
  yield* insert(
    'log',
    ['chain', 'block', 'log_index', 'tx', 'tx_index', 'address', 'topics', 'data'],
    logs.map(l => [chain, l.block, l.logIndex, l.tx, l.txIndex, l.address, l.topics.join(' '), l.data]),
    'on conflict do nothing',
  )
}

/** Drops what is kept of a contract over a range. */
export function* dropLogs(chain: string, { contracts, from, to }: Coverage): Program<void> {
  yield* forEachIn(
    contracts,
    [chain, from, to],
    list => `delete from log where chain = ? and block between ? and ? and address in (${list})`,
  )
}

/** Notes that the contracts have been read over a range; adjacent ranges of one reach and grade become one. */
export function* cover(chain: string, { contracts, from, to }: Coverage, reach: Reach, grade: Grade): Program<void> {
  for (const contract of contracts) {
    const joined = yield* run<{ from_block: number }>(
      `update coverage set to_block = ? where chain = ? and contract = ? and reach = ? and grade = ?
         and to_block >= ? and to_block < ? returning from_block`,
      [to, chain, contract, reach, grade, from - 1, to],
    )
    if (joined.length > 0) continue
    yield* run(
      `insert into coverage (chain, contract, from_block, to_block, reach, grade) values (?, ?, ?, ?, ?, ?)
         on conflict do nothing`,
      [chain, contract, from, to, reach, grade],
    )
  }
}

/** The ranges of [from, to] in which a contract has not been read. */
export function* holes(chain: string, contract: string, from: number, to: number): Program<BlockRange[]> {
  const covered = yield* run<BlockRange>(
    'select from_block as "from", to_block as "to" from coverage where chain = ? and contract = ?',
    [chain, contract],
  )
  return uncovered(covered, from, to)
}
