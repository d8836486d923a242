/**
 * Lines of CSV (RFC 4180). Nothing is an empty cell, empty text is `""`. Text that a spreadsheet would run as a formula
 * is led by an apostrophe, and so is text that begins with one: whoever reads takes one away from each text, and no
 * text has become another.
 */
import type { Value } from './change.ts'

/** A line of the cells, CR and LF included. `isText` says of each column whether strangers may write in it. */
export const csvLine = (cells: readonly Value[], isText: readonly boolean[]): string =>
  `${cells.map((cell, i) => (typeof cell === 'string' && isText[i] ? csvText(cell) : plain(cell))).join(',')}\r\n`

/** The names of the columns. */
export const csvHead = (names: readonly string[]): string => `${names.join(',')}\r\n`

const plain = (cell: Value): string => (cell === null ? '' : `${cell}`)

const csvText = (text: string): string => {
  const guarded = RUNS.test(text) ? `'${text}` : text
  return guarded === '' || QUOTED.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded
}

/** What spreadsheets take for the beginning of a formula, in either width; white space before it they skip. */
const RUNS = /^(?:'|\s*[=+\-@\uff0b\uff0d\uff1d\uff20]|[\t\r\n])/
// biome-ignore lint/suspicious/noControlCharactersInRegex: a cell with one of them is quoted
const QUOTED = /[",\u0000-\u001f\u007f]|^\s|\s$/
