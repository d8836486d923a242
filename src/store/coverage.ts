/** Which blocks of a contract have been read: a run of ranges, and what lies between them. */

/** A range of blocks, both ends included. */
export type BlockRange = { readonly from: number; readonly to: number }

/** The ranges of [from, to] that none of these covers; they may overlap and come in any order. None: there is no hole. */
export const uncovered = (covered: readonly BlockRange[], from: number, to: number): BlockRange[] => {
  const found: BlockRange[] = []
  let next = from
  for (const range of covered.toSorted((a, b) => a.from - b.from)) {
    if (range.from > next) found.push({ from: next, to: Math.min(range.from - 1, to) })
    next = Math.max(next, range.to + 1)
  }
  if (next <= to) found.push({ from: next, to })
  return found.filter(range => range.from <= range.to)
}
