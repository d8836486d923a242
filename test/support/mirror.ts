/** A copy of the fact tables that knows nothing but what the feed says. */
import { modules } from '../../src/modules/index.ts'
import { catalogueOf } from '../../src/store/catalogue.ts'
import { shownRow } from '../../src/store/cells.ts'
import type { Store } from '../../src/store/open.ts'
import { run } from '../../src/store/statement.ts'

export type Heard = {
  readonly kind: 'PUT' | 'DROP' | 'REWIND'
  readonly chain: string
  readonly table: string | null
  readonly id: string | null
  readonly row: object | null
}

/** The rows of a copy, by table, chain and id. */
export type Rows = Map<string, object>

/** Does as the feed says. Nothing is done for REWIND. */
export const apply = (rows: Rows, heard: readonly Heard[]): void => {
  for (const { kind, chain, table, id, row } of heard) {
    if (kind === 'PUT' && row) rows.set(`${table} ${chain} ${id}`, row)
    if (kind === 'DROP') rows.delete(`${table} ${chain} ${id}`)
  }
}

const facts = [...catalogueOf(modules).values()].filter(({ sort }) => sort === 'fact')

/** The current rows of a store, as a copy should hold them. */
export const currentRows = async (store: Store): Promise<Rows> => {
  const rows: Rows = new Map()
  for (const table of facts) {
    const shown = shownRow(table)
    for (const row of await store.write(() => run(`select * from ${table.name}`))) {
      rows.set(`${table.name} ${row.chain} ${row.id}`, shown(row))
    }
  }
  return rows
}

/** A copy as a value that can be compared. */
export const sorted = (rows: Rows): [string, object][] => [...rows].sort(([a], [b]) => (a < b ? -1 : 1))
