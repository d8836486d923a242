/** What is known to be missing, and how far the search for it has come. */
import type { Log } from '../core/block.ts'
import { forEachIn, type Program, run } from './statement.ts'

export type RepairState = 'open' | 'repaired' | 'confirmed'

/** A stretch of a contract in which logs are missing. */
export type RepairRow = {
  readonly chain: string
  readonly id: string
  readonly contract: string
  readonly from_block: number | null
  readonly to_block: number
  readonly state: RepairState
  readonly tries: number
  readonly due: number
  readonly asked: string
  readonly found: number
  readonly detail: string | null
}

/** Opens a task for every gap at or above a block; again, where it was held to be repaired and the gap still stands. */
export function* openRepairs(chain: string, from: number): Program<void> {
  yield* run(
    `insert into repair (chain, id, contract, from_block, to_block, state, tries, due, asked, found, detail)
     select g.chain, g.id, l.address, null, g.bf, 'open', 0, 0, '[]', 0, null
       from gap g join log l on l.chain = g.chain and l.block = g.bf and l.log_index = g.li
      where g.chain = ? and g.bf >= ?
     on conflict (chain, id) do update set state = 'open', due = 0 where repair.state = 'repaired'`,
    [chain, from],
  )
}

/** Opens a task for what a contract says otherwise than we hold; one that is open or confirmed already stays. */
export function* openDifference(
  chain: string,
  id: string,
  { contract, from, to, detail }: { contract: string; from: number | null; to: number; detail: string },
): Program<void> {
  yield* run(
    `insert into repair (chain, id, contract, from_block, to_block, state, tries, due, asked, found, detail)
     values (?, ?, ?, ?, ?, 'open', 0, 0, '[]', 0, ?)
     on conflict (chain, id) do update set from_block = excluded.from_block, to_block = excluded.to_block,
       state = 'open', tries = 0, due = 0, asked = '[]', detail = excluded.detail
      where repair.state = 'repaired' or repair.detail <> excluded.detail`,
    [chain, id, contract, from, to, detail],
  )
}

/** Closes the task of a difference that is none any more. */
export function* closeDifferences(chain: string, ids: readonly string[]): Program<void> {
  yield* forEachIn(
    ids,
    [chain],
    list => `update repair set state = 'repaired' where chain = ? and state <> 'repaired' and id in (${list})`,
  )
}

/** The open tasks of a chain that are due and lie below what is final, the longest due first. */
export const dueRepairs = (chain: string, now: number, final: number, limit: number) =>
  run<RepairRow>(
    `select * from repair where chain = ? and state = 'open' and due <= ? and to_block <= ? order by due, id limit ?`,
    [chain, now, final, limit],
  )

/** Notes what became of a try. */
export function* noteRepair(
  { chain, id }: Pick<RepairRow, 'chain' | 'id'>,
  note: Pick<RepairRow, 'from_block' | 'to_block' | 'state' | 'tries' | 'due' | 'asked' | 'found' | 'detail'>,
): Program<void> {
  const { from_block, to_block, state, tries, due, asked, found, detail } = note
  yield* run(
    `update repair set from_block = ?, to_block = ?, state = ?, tries = ?, due = ?, asked = ?, found = ?, detail = ?
      where chain = ? and id = ?`,
    [from_block, to_block, state, tries, due, asked, found, detail, chain, id],
  )
}

/** Opens again what was confirmed before this endpoint could be asked. */
export function* askAnother(chain: string, endpoint: string): Program<void> {
  const confirmed = yield* run<{ id: string; asked: string }>(
    `select id, asked from repair where chain = ? and state = 'confirmed'`,
    [chain],
  )
  const unasked = confirmed.filter(({ asked }) => !(JSON.parse(asked) as string[]).includes(endpoint))
  yield* forEachIn(
    unasked.map(({ id }) => id),
    [chain],
    list => `update repair set state = 'open', due = 0 where chain = ? and id in (${list})`,
  )
}

/** Those of the logs that are not stored. */
export function* unknownLogs(chain: string, logs: readonly Log[]): Program<Log[]> {
  const known = yield* forEachIn<{ block: number; log_index: number }>(
    [...new Set(logs.map(({ block }) => block))],
    [chain],
    list => `select block, log_index from log where chain = ? and block in (${list})`,
  )
  const places = new Set(known.map(({ block, log_index }) => `${block} ${log_index}`))
  return logs.filter(({ block, logIndex }) => !places.has(`${block} ${logIndex}`))
}
