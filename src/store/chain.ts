/** Where each chain stands: the stored tail, what is final, and who may write. */
import type { Head } from '../core/block.ts'
import { PortolanError } from '../core/errors.ts'
import { type Program, run } from './statement.ts'

export type ChainRow = {
  readonly chain: string
  readonly head_number: number
  readonly head_hash: string
  readonly head_time: number
  readonly final_number: number
  readonly final_hash: string
  readonly start_number: number
  readonly remote_number: number
  readonly epoch: number
  readonly seq: number
  readonly state: string
  readonly reason: string | null
  readonly hashes: Hashes
}

/** Whether the hashes of headers are recomputed. */
export type Hashes = 'untried' | 'recomputed' | 'not-recomputable'

/** The row of a chain, or undefined before it was ever opened. */
export function* chainRow(chain: string): Program<ChainRow | undefined> {
  return (yield* run<ChainRow>('select * from chain where chain = ?', [chain]))[0]
}

/** Said to a writer when a later one has taken over. */
export const fenced = (chain: string): PortolanError =>
  new PortolanError('fenced', `another indexer writes ${chain}`, { hint: 'stop one of the two' })

/** Takes over a chain as its only writer: makes its row if need be and raises the epoch, which fences the one before. */
export function* openChain(chain: string, start: number): Program<ChainRow> {
  const before = start - 1
  yield* run(
    `insert into chain (chain, head_number, head_hash, head_time, final_number, final_hash, start_number,
       remote_number, epoch, seq, state, reason)
     values (?, ?, '', 0, ?, '', ?, ?, 0, 0, 'backfill', null) on conflict do nothing`,
    [chain, before, before, start, before],
  )
  yield* run('update chain set epoch = epoch + 1 where chain = ?', [chain])
  const row = yield* chainRow(chain)
  if (!row) throw new Error(`the row of ${chain} was just written`)
  return row
}

/** Stops writing a chain and says why; reads go on. */
export function* haltChain(chain: string, reason: string): Program<void> {
  yield* run(`update chain set state = 'halted', reason = ? where chain = ?`, [reason, chain])
}

/** Notes why a chain does not move; what moves it, or `noteRemote`, takes that back. */
export function* noteStall(chain: string, epoch: number, reason: string): Program<void> {
  yield* run(`update chain set reason = ? where chain = ? and epoch = ? and state <> 'halted'`, [reason, chain, epoch])
}

/** Notes that a chain is followed and how far the RPC has come, where nothing else is to be written. */
export function* noteRemote(chain: string, epoch: number, remote: number): Program<void> {
  yield* run(
    `update chain set remote_number = ?, state = 'following', reason = null
      where chain = ? and epoch = ? and (remote_number <> ? or state <> 'following' or reason is not null)`,
    [remote, chain, epoch, remote],
  )
}

/** Notes whether the hashes of headers are recomputed. */
export function* noteHashes(chain: string, hashes: Hashes): Program<void> {
  yield* run('update chain set hashes = ? where chain = ?', [hashes, chain])
}

/** Moves the first block to read down. */
export function* lowerStart(chain: string, start: number): Program<void> {
  yield* run('update chain set start_number = ? where chain = ? and start_number > ?', [start, chain, start])
}

/** The stored header hash at a height, or null where it is not stored. */
export function* storedHash(chain: string, number: number): Program<string | null> {
  const [row] = yield* run<{ hash: string }>('select hash from block where chain = ? and number = ?', [chain, number])
  return row?.hash ?? null
}

/** The newest stored block at or below a height. */
export function* storedTail(chain: string, number: number): Program<Head | null> {
  const [row] = yield* run<Head>(
    'select number, hash from block where chain = ? and number <= ? order by number desc limit 1',
    [chain, number],
  )
  return row ?? null
}
