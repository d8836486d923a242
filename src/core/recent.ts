/** So many entries at most, and half of them at least: those used last. What is forgotten is worked out again. */
export type Recent<V> = {
  readonly get: (key: string) => V | undefined
  readonly set: (key: string, value: V) => void
}

/**
 * An empty memory for so many entries. What was used since half of them came anew is in `young`, what was used before in
 * `old`, which is forgotten as a whole: no entry is ever moved within a map, whose first would be the longer to find.
 */
export const recent = <V>(most: number): Recent<V> => {
  const half = Math.max(1, most >> 1)
  let young = new Map<string, V>()
  let old = new Map<string, V>()
  const set = (key: string, value: V): void => {
    if (young.size >= half && !young.has(key)) {
      old = young
      young = new Map()
    }
    young.set(key, value)
    old.delete(key)
  }
  return {
    get: key => {
      const value = young.get(key)
      if (value !== undefined) return value
      const before = old.get(key)
      if (before !== undefined) set(key, before)
      return before
    },
    set,
  }
}

/** Work that is done once for all who ask for the same; what failed is tried again by the next. */
export const shared = <R>(memory: Recent<unknown>, key: string, work: () => Promise<R>): Promise<R> => {
  const known = memory.get(key) as Promise<R> | undefined
  if (known) return known
  const begun = work()
  memory.set(key, begun)
  begun.catch(() => memory.set(key, undefined))
  return begun
}
