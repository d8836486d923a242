/** The rows that may be the best by their bounds: so many of them, and where the others begin. */
export type Frontier = {
  /** No row whose bound is above this is taken any more; nor was one that is not among the rows below it. */
  readonly cut: () => number
  readonly offer: (row: number, bound: number, terms: number) => void
  /** The rows with their bounds, least first. */
  readonly sorted: () => readonly { readonly row: number; readonly bound: number; readonly terms: number }[]
}

/** A frontier of so many rows with bounds of at most `most`. `before`: which of two rows of equal bounds comes first. */
export const frontier = (room: number, most: number, before: (a: number, b: number) => boolean): Frontier => {
  const entries: { row: number; bound: number; terms: number }[] = []
  type Entry = (typeof entries)[number]
  let cut = most
  const worse = (a: Entry, b: Entry) => a.bound > b.bound || (a.bound === b.bound && before(b.row, a.row))
  /** A heap with the worst on top. */
  const sink = (i: number): void => {
    for (let at = i; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2]
      let worst = at
      for (const child of [left, right]) {
        const [a, b] = [entries[child], entries[worst]]
        if (a && b && worse(a, b)) worst = child
      }
      if (worst === at) return
      swap(at, worst)
      at = worst
    }
  }
  const rise = (i: number): void => {
    for (let at = i; at > 0; ) {
      const parent = (at - 1) >> 1
      const [a, b] = [entries[at], entries[parent]]
      if (!a || !b || !worse(a, b)) return
      swap(at, parent)
      at = parent
    }
  }
  const swap = (i: number, j: number) => {
    const [a, b] = [entries[i], entries[j]]
    if (a && b) [entries[i], entries[j]] = [b, a]
  }
  return {
    cut: () => cut,
    offer: (row, bound, terms) => {
      if (bound > cut) return
      const entry = { row, bound, terms }
      if (entries.length < room) {
        entries.push(entry)
        rise(entries.length - 1)
      } else if (entries[0] && worse(entries[0], entry)) {
        entries[0] = entry
        sink(0)
      }
      if (entries.length === room) cut = Math.min(cut, entries[0]?.bound ?? cut)
    },
    sorted: () => entries.toSorted((a, b) => (worse(a, b) ? 1 : -1)),
  }
}
