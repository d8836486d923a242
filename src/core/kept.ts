/** What a server keeps as long as it runs, by name: made on first use, never forgotten. */
export type Kept = <T>(name: string, make: () => T) => T

/** A server that has kept nothing yet. */
export const keeping = (): Kept => {
  const places = new Map<string, unknown>()
  return <T>(name: string, make: () => T): T => {
    if (!places.has(name)) places.set(name, make())
    return places.get(name) as T
  }
}
