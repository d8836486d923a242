/** What a step made known of the code of contracts. */
import type { ImplementationRow } from '../core/chainTables.ts'
import { type Program, run } from './statement.ts'

/** The code of a contract, and the block that brought it. */
export type Upgrade = ImplementationRow & { readonly bf: number }

/** The contracts of a chain whose code is since a block of a range what it is. */
export function* upgradesIn(chain: string, from: number, to: number): Program<Upgrade[]> {
  return yield* run<Upgrade>(
    'select id, kind, address, bf from implementation where chain = ? and bf between ? and ? order by id',
    [chain, from, to],
  )
}
