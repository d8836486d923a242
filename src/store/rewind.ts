/** Undoes everything above a block. The history rows are the undo log: what ended above the block stands again. */
import { dayOf } from '../core/day.ts'
import { type Derived, forgetDays } from './derive.ts'
import type { FactTable } from './fold.ts'
import { rewindRoots } from './roots.ts'
import { type Program, run } from './statement.ts'
import { noteUndone } from './undone.ts'

type Tables = Pick<Derived, 'derived'> & { readonly facts: ReadonlyMap<string, FactTable> }

/** Takes one chain back to the state after `block`. The caller sets the head. */
export function* rewind({ facts, derived }: Tables, chain: string, block: number): Program<void> {
  for (const table of facts.values()) yield* undo(table, chain, block)
  const [last] = yield* run<{ time: number }>(
    'select time from block where chain = ? and number <= ? order by number desc limit 1',
    [chain, block],
  )
  const time = last?.time ?? 0
  for (const table of derived.values()) yield* undo(table, chain, dayOf(time))
  yield* forgetDays(chain, time)
  yield* rewindRoots(chain, block)
  yield* run('delete from log where chain = ? and block > ?', [chain, block])
  yield* run('delete from block where chain = ? and number > ?', [chain, block])
  yield* run('delete from repair where chain = ? and to_block > ?', [chain, block])
  yield* run('delete from coverage where chain = ? and from_block > ?', [chain, block])
  yield* run('update coverage set to_block = ? where chain = ? and to_block > ?', [block, chain, block])
}

/** Takes a table back to what held after a block, or a day. */
function* undo({ name, columns }: FactTable, chain: string, last: number): Program<void> {
  const list = columns.join(', ')
  yield* noteUndone(name, chain, last)
  yield* run(`delete from ${name} where chain = ? and bf > ?`, [chain, last])
  yield* run(`insert into ${name} (${list}) select ${list} from ${name}_h where chain = ? and bt > ? and bf <= ?`, [
    chain,
    last,
    last,
  ])
  yield* run(`delete from ${name}_h where chain = ? and bt > ?`, [chain, last])
}

/** `rewind`, and the head moved to the newest stored block at or below. */
export function* rewindHead(tables: Tables, chain: string, block: number): Program<void> {
  yield* rewind(tables, chain, block)
  yield* run(
    `update chain set (head_number, head_hash, head_time) =
       (select number, hash, time from block where chain = ? order by number desc limit 1)
      where chain = ? and exists (select 1 from block where chain = ?)`,
    [chain, chain, chain],
  )
}
