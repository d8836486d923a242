/** Places where a store can be, to be opened by several processes. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type Place = {
  /** A path or a URL, for `openStore`. */
  readonly place: string
  remove(): Promise<void>
}

/** The engines, each with a way to make a new, empty place. */
export const places: readonly { readonly name: 'SQLite' | 'PostgreSQL'; make(): Promise<Place> }[] = [
  {
    name: 'SQLite',
    make: async () => {
      const folder = mkdtempSync(join(tmpdir(), 'portolan-faults-'))
      return {
        place: join(folder, 'test.db'),
        remove: async () => rmSync(folder, { recursive: true, force: true }),
      }
    },
  },
]
