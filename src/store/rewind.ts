/** Undoes everything above a block. The history rows are the undo log: what ended above the block stands again. */
import type { FactTable } from './fold.ts'
import { type Program, run } from './statement.ts'
import { noteUndone } from './undone.ts'

/** Takes one chain back to the state after `block`. The caller sets the head. */
export function* rewind(tables: Iterable<FactTable>, chain: string, block: number): Program<void> {
  for (const { name, columns } of tables) {
    const list = columns.join(', ')
    yield* noteUndone(name, chain, block)
    yield* run(`delete from ${name} where chain = ? and bf > ?`, [chain, block])
    yield* run(`insert into ${name} (${list}) select ${list} from ${name}_h where chain = ? and bt > ? and bf <= ?`, [
      chain,
      block,
      block,
    ])
    yield* run(`delete from ${name}_h where chain = ? and bt > ?`, [chain, block])
  }
  yield* run('delete from log where chain = ? and block > ?', [chain, block])
  yield* run('delete from block where chain = ? and number > ?', [chain, block])
  yield* run('delete from coverage where chain = ? and from_block > ?', [chain, block])
  yield* run('update coverage set to_block = ? where chain = ? and to_block > ?', [block, chain, block])
}

/** `rewind`, and the head moved to the newest stored block at or below. */
export function* rewindHead(tables: Iterable<FactTable>, chain: string, block: number): Program<void> {
  yield* rewind(tables, chain, block)
  yield* run(
    `update chain set (head_number, head_hash, head_time) =
       (select number, hash, time from block where chain = ? order by number desc limit 1)
      where chain = ? and exists (select 1 from block where chain = ?)`,
    [chain, chain, chain],
  )
}
