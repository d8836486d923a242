/** Reads CSV as RFC 4180 writes it: cells as they stand, null where a cell is empty and not quoted. */
export const parseCsv = (text: string): (string | null)[][] => {
  const lines: (string | null)[][] = []
  let cells: (string | null)[] = []
  for (let i = 0; i < text.length; ) {
    if (text[i] === '"') {
      let cell = ''
      for (i += 1; text[i] !== '"' || text[i + 1] === '"'; i += text[i] === '"' ? 2 : 1) {
        if (i >= text.length) throw new Error('a quote is not closed')
        cell += text[i]
      }
      i += 1
      cells.push(cell)
    } else {
      const end = text.slice(i).search(/[,"\r\n]/)
      if (end < 0) throw new Error('the last line has no end')
      cells.push(end === 0 ? null : text.slice(i, i + end))
      i += end
    }
    if (text[i] === ',') {
      i += 1
      if (text.startsWith('\r\n', i)) cells.push(null)
    } else if (!text.startsWith('\r\n', i)) throw new Error(`neither a comma nor the end of a line at ${i}`)
    if (text.startsWith('\r\n', i)) {
      lines.push(cells)
      cells = []
      i += 2
    }
  }
  return lines
}

/** Text as it was before it was guarded against spreadsheets. */
export const unguarded = (cell: string | null): string | null => (cell?.startsWith("'") ? cell.slice(1) : cell)
