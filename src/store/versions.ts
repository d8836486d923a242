/** Versions of fact rows, read by when they began and ended. The numbers are those of `versionAt`. */
import type { Reader } from '../core/snapshot.ts'
import { compareText } from '../core/text.ts'
import type { FactListed } from './catalogue.ts'
import type { Record_ } from './statement.ts'

/** Whole versions above one number and up to another. */
export type Span = { readonly above: number; readonly upTo: number }

/** Rows of a chain as they held at a version number, by id; ids without a row are left out. */
export const rowsAt = async (
  reader: Reader,
  { name, columns }: FactListed,
  chain: string,
  ids: readonly string[],
  version: number,
): Promise<ReadonlyMap<string, Record_>> => {
  const rows = new Map<string, Record_>()
  const list = columns.map(column => column.name).join(', ')
  // All at once: a database further away answers them on one way there and back.
  const held = await Promise.all(
    ids.map(async id => {
      const values = [chain, id, version]
      const sql = `select ${list} from ${name} where chain = ? and id = ? and bf <= ?`
      const [row] = await reader.all<Record_>({ sql, values })
      const past = `select ${list} from ${name}_h where chain = ? and id = ? and bf <= ? and bt > ?`
      return row ?? (await reader.all<Record_>({ sql: past, values: [...values, version] }))[0]
    }),
  )
  for (const [i, id] of ids.entries()) {
    const row = held[i]
    if (row) rows.set(id, row)
  }
  return rows
}

/** The numbers at which rows began or ended in a span, the lowest `limit` of them in order, each as often as it happened. */
export const turnsIn = async (
  reader: Reader,
  { name }: FactListed,
  chain: string,
  { above, upTo }: Span,
  limit: number,
): Promise<number[]> => {
  const all: number[] = []
  for (const [table, column] of [
    [name, 'bf'],
    [`${name}_h`, 'bf'],
    [`${name}_h`, 'bt'],
  ] as const) {
    const sql = `select ${column} as n from ${table} where chain = ? and ${column} > ? and ${column} <= ? order by ${column} limit ?`
    for (const { n } of await reader.all<{ n: number }>({ sql, values: [chain, above, upTo, limit] })) all.push(n)
  }
  return all.sort((a, b) => a - b).slice(0, limit)
}

/**
 * Where to cut a span so that about `limit` of the turns, which are its lowest, lie below: between two numbers, behind the
 * first one at the earliest.
 */
export const cutOf = (turns: readonly number[], upTo: number, limit: number): number => {
  const beyond = turns[limit]
  if (beyond === undefined) return upTo
  const last = turns.findLast(n => n < beyond)
  return last ?? beyond
}

/** A row that began to hold a value, or (`row` null) ended without another to follow. */
export type Turn = { readonly at: number; readonly id: string; readonly row: Record_ | null }

/** What became of the rows of a chain in a span, in the order of number and id. The caller has cut the span. */
export const turned = async (
  reader: Reader,
  { name, columns }: FactListed,
  chain: string,
  { above, upTo }: Span,
): Promise<Turn[]> => {
  const list = columns.map(column => column.name).join(', ')
  const puts: Turn[] = []
  for (const table of [name, `${name}_h`]) {
    const sql = `select ${list} from ${table} where chain = ? and bf > ? and bf <= ?`
    for (const row of await reader.all<Record_>({ sql, values: [chain, above, upTo] })) {
      puts.push({ at: row.bf as number, id: row.id as string, row })
    }
  }
  const replaced = new Set(puts.map(({ at, id }) => `${at} ${id}`))
  const ended = await reader.all<{ id: string; bt: number }>({
    sql: `select id, bt from ${name}_h where chain = ? and bt > ? and bt <= ?`,
    values: [chain, above, upTo],
  })
  const drops = ended
    .filter(({ id, bt }) => !replaced.has(`${bt} ${id}`))
    .map(({ id, bt }): Turn => ({ at: bt, id, row: null }))
  return [...puts, ...drops].sort((a, b) => a.at - b.at || compareText(a.id, b.id))
}
