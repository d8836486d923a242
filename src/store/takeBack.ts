/** An operator's way out of a halt: undoes blocks below what counted as final, where the chain has left them. */
import type { Head } from '../core/block.ts'
import { PortolanError } from '../core/errors.ts'
import { type ChainRow, chainRow, storedTail } from './chain.ts'
import type { Derived } from './derive.ts'
import type { FactTable } from './fold.ts'
import { rewind } from './rewind.ts'
import { type Program, run } from './statement.ts'

type Tables = Pick<Derived, 'derived'> & { readonly facts: ReadonlyMap<string, FactTable> }

/** What goes when a chain is taken back to a block. */
export type Loss = {
  /** The newest stored block at or below the one that was named: the new head; null: there is none. */
  readonly to: Head | null
  readonly row: ChainRow
  /** Of those that are stored. */
  readonly blocks: number
  readonly logs: number
  /** Rows that began above it. */
  readonly rows: number
}

/** Says what would go; throws `not_found` where the chain is not in the store. */
export function* lossOf({ facts }: Tables, chain: string, block: number): Program<Loss> {
  const row = yield* chainRow(chain)
  if (!row) throw new PortolanError('not_found', `${chain} is not in this store`, { hint: 'name one that is indexed' })
  const to = block < row.start_number ? null : yield* storedTail(chain, block)
  const above = to?.number ?? -1
  const count = function* (table: string, column: string): Program<number> {
    const [row] = yield* run<{ n: number }>(`select count(*) as n from ${table} where chain = ? and ${column} > ?`, [
      chain,
      above,
    ])
    return row?.n ?? 0
  }
  let rows = 0
  for (const name of facts.keys()) rows += (yield* count(name, 'bf')) + (yield* count(`${name}_h`, 'bf'))
  return { to, row, blocks: yield* count('block', 'number'), logs: yield* count('log', 'block'), rows }
}

/** Takes the chain back, fences whoever writes it, and has it read again from there. Gives what went. */
export function* takeBack(tables: Tables, chain: string, block: number): Program<Loss> {
  const loss = yield* lossOf(tables, chain, block)
  const { to, row } = loss
  yield* rewind(tables, chain, to?.number ?? -1)
  const [head] = to
    ? yield* run<{ time: number }>('select time from block where chain = ? and number = ?', [chain, to.number])
    : []
  const before = row.start_number - 1
  const final = to && row.final_number <= to.number ? { number: row.final_number, hash: row.final_hash } : to
  yield* run(
    `update chain set head_number = ?, head_hash = ?, head_time = ?, final_number = ?, final_hash = ?,
       epoch = epoch + 1, seq = seq + 1, state = 'backfill', reason = null where chain = ?`,
    [to?.number ?? before, to?.hash ?? '', head?.time ?? 0, final?.number ?? before, final?.hash ?? '', chain],
  )
  return loss
}
