/** So many entries at most, those used last: what is forgotten is worked out again. */
export type Recent<V> = {
  readonly get: (key: string) => V | undefined
  readonly set: (key: string, value: V) => void
}

/** An empty memory for so many entries. */
export const recent = <V>(most: number): Recent<V> => {
  const entries = new Map<string, V>()
  const set = (key: string, value: V): void => {
    entries.delete(key)
    entries.set(key, value)
    const [oldest] = entries.size > most ? entries.keys() : []
    if (oldest !== undefined) entries.delete(oldest)
  }
  return {
    get: key => {
      const value = entries.get(key)
      if (value !== undefined) set(key, value)
      return value
    },
    set,
  }
}
