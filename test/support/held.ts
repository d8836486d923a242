/** What a store holds of the scripted chain, to be compared. */
import { reading, type Store } from '../../src/store/open.ts'
import { run } from '../../src/store/statement.ts'
import { CHAIN } from './scripted.ts'
import { factsOf } from './world.ts'

/** The head of the chain in a store, as any reader sees it; null before there is one. */
export const heldOf = async (store: Pick<Store, 'read'>): Promise<{ number: number; hash: string } | null> => {
  const sql = 'select head_number as number, head_hash as hash from chain where chain = ?'
  const [row] = await reading(store, reader => reader.all<{ number: number; hash: string }>({ sql, values: [CHAIN] }))
  return row ?? null
}

/** Everything that one step of the world moves together: facts and their history, raw logs, blocks, coverage, the cursor. */
export const standingOf = async (store: Store): Promise<Record<string, unknown>> => ({
  ...(await factsOf(store)),
  blocks: await store.write(() => run('select number, hash, parent, time from block order by number')),
  coverage: await store.write(() =>
    run('select contract, grade, min(from_block) as low, max(to_block) as high from coverage group by contract, grade'),
  ),
  cursor: await store.write(() =>
    run('select head_number, head_hash, head_time, final_number, final_hash from chain where chain = ?', [CHAIN]),
  ),
})
