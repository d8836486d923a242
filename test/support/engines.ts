/** The engines that hold a store: every story about reliability is told on each. */
import type { Store } from '../../src/store/open.ts'
import { temporaryStore } from './world.ts'

/** `open` gives a new, empty store that removes itself when it is closed. */
export const engines: readonly { readonly name: 'SQLite' | 'PostgreSQL'; open(): Promise<Store> }[] = [
  { name: 'SQLite', open: async () => temporaryStore() },
]
