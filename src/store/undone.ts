/** The journal of what was taken back: by a reorg, or because tables were made anew. Mirrors are told by it. */
import type { Reader } from '../core/snapshot.ts'
import type { Sort } from './migrate.ts'
import { insert, type Program, run } from './statement.ts'

/** Rows of the journal that are kept. A mirror that slept through more begins again. */
const KEPT = 200_000

/** Notes the rows of a fact table that have changed above a version number, before they are taken back. */
export function* noteUndone(table: string, chain: string, version: number): Program<void> {
  const rows = yield* run<{ id: string }>(
    `select id from ${table} where chain = ? and bf > ? union select id from ${table}_h where chain = ? and bt > ?
       order by id`,
    [chain, version, chain, version],
  )
  if (rows.length === 0) return
  const last = yield* newest()
  yield* insert(
    'undone',
    ['number', 'chain', 'name', 'id'],
    rows.map(({ id }, i) => [last + 1 + i, chain, table, id]),
  )
  yield* run(`delete from undone where number <= ? and chain <> ''`, [last + rows.length - KEPT])
}

/** Notes that all tables of a sort are made anew; `id` names this making and no other, of whatever store. */
export function* noteRemade(sort: Sort, id: string): Program<void> {
  yield* run(`delete from undone where chain = '' and name = ?`, [sort])
  yield* insert('undone', ['number', 'chain', 'name', 'id'], [[(yield* newest()) + 1, '', sort, id]])
}

function* newest(): Program<number> {
  const [row] = yield* run<{ number: number | null }>('select max(number) as number from undone')
  return row?.number ?? 0
}

/** What names the present making of the tables of a sort, of facts with all that is derived of them; '' : never made. */
export const makingOf = async (reader: Reader, sort: 'facts' | 'claims'): Promise<string> => {
  const sorts = sort === 'facts' ? ['facts', 'derived'] : ['claims', 'claims']
  const sql = `select id from undone where chain = '' and name in (?, ?) order by name`
  return (await reader.all<{ id: string }>({ sql, values: sorts })).map(({ id }) => id).join('/')
}

/** The last number of the journal, and the last that has been forgotten: who stands before it was not told everything. */
export const journalOf = async (reader: Reader): Promise<{ readonly last: number; readonly forgotten: number }> => {
  const sql = 'select coalesce(max(number), 0) as last from undone'
  const last = (await reader.all<{ last: number }>({ sql, values: [] }))[0]?.last ?? 0
  return { last, forgotten: last - KEPT }
}

/** Rows of a chain that were taken back after a number of the journal, in its order. */
export const undoneAfter = (
  reader: Reader,
  chain: string,
  number: number,
  limit: number,
): Promise<{ number: number; name: string; id: string }[]> =>
  reader.all<{ number: number; name: string; id: string }>({
    sql: 'select number, name, id from undone where chain = ? and number > ? order by number limit ?',
    values: [chain, number, limit],
  })
