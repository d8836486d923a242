/** What differs between two moments: rows whose value is another, each once, in the order of table, chain and last change. */
import type { ChainHead, Reader } from '../core/snapshot.ts'
import { compareText } from '../core/text.ts'
import { type FactListed, versionAt } from './catalogue.ts'
import { factIn, shownRow } from './cells.ts'
import type { Record_ } from './statement.ts'
import { cutOf, rowsAt, turned, turnsIn } from './versions.ts'

export type Difference = {
  readonly table: string
  readonly chain: string
  readonly id: string
  /** Null: there was no such row. */
  readonly before: Record_ | null
  /** Null: there is none any more. */
  readonly after: Record_ | null
}

/** A place in a diff: behind the row of this id whose last change has this version number. */
export type DiffPlace = { readonly table: string; readonly chain: string; readonly at: number; readonly id: string }

export type Found = { readonly place: DiffPlace; readonly difference: Difference }

/** Changes that are looked at for one page, beyond which it may be short. */
const LOOKED_AT = 10_000

/**
 * Up to `first` differences behind a place, and where to go on; null: there are no more. `to` is not before `from`. A chain
 * that one of them does not name held nothing then.
 */
export const differences = async (
  reader: Reader,
  tables: readonly FactListed[],
  from: readonly ChainHead[],
  to: readonly ChainHead[],
  first: number,
  after: DiffPlace | null,
): Promise<{ readonly found: readonly Found[]; readonly next: DiffPlace | null }> => {
  const found: Found[] = []
  const window = 50 + 2 * first
  let looked = 0
  for (const table of tables) {
    for (const head of to.toSorted((a, b) => (a.chain < b.chain ? -1 : 1))) {
      const { chain } = head
      const order = after ? tables.findIndex(({ name }) => name === after.table) - tables.indexOf(table) : -1
      if (order > 0 || (order === 0 && chain < (after?.chain ?? ''))) continue
      const behind = order === 0 && chain === after?.chain ? after : null
      const base = from.find(head => head.chain === chain)
      const [v1, v2] = [base ? versionAt(table, base) : -1, versionAt(table, head)]
      for (let above = behind ? behind.at - 1 : v1; above < v2; ) {
        const turns = await turnsIn(reader, table, chain, { above, upTo: v2 }, window + 1)
        const upTo = cutOf(turns, v2, window)
        for (const one of await changed(reader, table, chain, { v1, v2, above, upTo })) {
          if (behind && !isBehind(one.place, behind)) continue
          found.push(one)
          if (found.length === first) return { found, next: one.place }
        }
        looked += turns.length
        above = upTo
        if (looked >= LOOKED_AT) return { found, next: { table: table.name, chain, at: above, id: LAST } }
      }
    }
  }
  return { found, next: null }
}

/** Behind every id: no text that is stored holds it. */
const LAST = '\u{10ffff}'

const isBehind = ({ at, id }: DiffPlace, after: DiffPlace): boolean =>
  at > after.at || (at === after.at && compareText(id, after.id) > 0)

type Stretch = { readonly v1: number; readonly v2: number; readonly above: number; readonly upTo: number }

/** The rows that differ and changed for the last time in a span. */
const changed = async (
  reader: Reader,
  table: FactListed,
  chain: string,
  { v1, v2, above, upTo }: Stretch,
): Promise<Found[]> => {
  const turns = await turned(reader, table, chain, { above, upTo })
  const last = new Map(turns.map(({ id, at }) => [id, at]))
  const ids = [...last.keys()]
  const [befores, afters] = [await rowsAt(reader, table, chain, ids, v1), await rowsAt(reader, table, chain, ids, v2)]
  const later = await endedAfter(
    reader,
    table,
    chain,
    ids.filter(id => !afters.has(id)),
    upTo,
    v2,
  )
  const shown = shownRow(table)
  const found: Found[] = []
  for (const [id, at] of last) {
    const [before, after] = [befores.get(id), afters.get(id)]
    if ((after ? (after.bf as number) > upTo : later.has(id)) || (!before && !after)) continue
    if (before && after && factIn(table, before) === factIn(table, after)) continue
    const difference = {
      chain,
      id,
      table: table.name,
      before: before ? shown(before) : null,
      after: after ? shown(after) : null,
    }
    found.push({ place: { table: table.name, chain, at, id }, difference })
  }
  return found.sort((a, b) => a.place.at - b.place.at || compareText(a.place.id, b.place.id))
}

/** Which of these rows, none of which holds at `to`, ended once more above a number. */
const endedAfter = async (
  reader: Reader,
  { name }: FactListed,
  chain: string,
  ids: readonly string[],
  above: number,
  to: number,
): Promise<ReadonlySet<string>> => {
  const sql = `select id from ${name}_h where chain = ? and id = ? and bt > ? and bt <= ? limit 1`
  const found = await Promise.all(ids.map(id => reader.all<{ id: string }>({ sql, values: [chain, id, above, to] })))
  return new Set(found.flat().map(({ id }) => id))
}
