/** Rows as they leave the house: integers that no JSON number holds are decimal text, everything else is as it is stored. */
import { csvHead, csvLine } from '../core/csv.ts'
import { int128FromText, uint256FromText } from '../core/uint256.ts'
import type { Column, ListedTable } from './catalogue.ts'
import type { Record_ } from './statement.ts'

export const FORMATS = ['ndjson', 'csv'] as const
export type Format = (typeof FORMATS)[number]

/** Prints rows of one table: what comes before them, and the line of each. */
export type Printer = { readonly head: string; readonly line: (row: Record_) => string }

/** The printer of a table in a format. */
export const printer = (table: ListedTable, format: Format): Printer => {
  const shown = shownRow(table)
  if (format === 'ndjson') return { head: '', line: row => `${JSON.stringify(shown(row))}\n` }
  const names = table.columns.map(({ name }) => name)
  const isText = table.columns.map(({ type }) => type === 'text')
  return {
    head: csvHead(names),
    line: row => {
      const cells = shown(row)
      return csvLine(
        names.map(name => cells[name] ?? null),
        isText,
      )
    },
  }
}

/** Makes rows that hold the columns of a table, and these alone, fit to be shown. */
export const shownRow = ({ columns }: Pick<ListedTable, 'columns'>): ((row: Record_) => Record_) => {
  const wide = columns.flatMap(({ name, type }) => (READ[type] ? [[name, READ[type]] as const] : []))
  if (wide.length === 0) return row => row
  return row => {
    const cells = { ...row }
    for (const [name, read] of wide) {
      const text = cells[name]
      if (typeof text === 'string') cells[name] = `${read(text)}`
    }
    return cells
  }
}

const READ: { readonly [T in Column['type']]?: (text: string) => bigint } = {
  uint256: uint256FromText,
  int128: int128FromText,
}

/** A row without its origin: two that are equal in it say the same. */
export const factIn = ({ columns }: Pick<ListedTable, 'columns'>, row: Record_): string =>
  JSON.stringify(columns.flatMap(({ name }) => (name === 'bf' || name === 'li' ? [] : [row[name]])))
