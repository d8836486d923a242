/** Where a store can be, engine by engine, for stories in which several processes open one. */
import { type Engine, newDatabase, newFile, type StorePlace } from './engines.ts'

/** `make` gives a new, empty place. */
export const places: readonly { readonly name: Engine['name']; make(): Promise<StorePlace> }[] = [
  { name: 'SQLite', make: async () => newFile() },
  { name: 'PostgreSQL', make: newDatabase },
]
