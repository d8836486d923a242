/** A store is read, and written by what reads documents, only by the rules that its tables were made by. */
import { PortolanError } from '../core/errors.ts'
import type { Module } from '../core/module.ts'
import { factRules } from './migrate.ts'
import type { Store } from './open.ts'
import { drive, type Program, run } from './statement.ts'

/** Throws `other_rules` where the tables were made by other rules than these. */
export function* checkRules(rules: string): Program<void> {
  const [made] = yield* run<{ fingerprint: string }>(`select fingerprint from rules where name = 'modules'`)
  if (!made || made.fingerprint === rules) return
  throw new PortolanError('other_rules', 'the tables are of other rules than this process', {
    hint: 'run the version that indexes, or wait until the tables of this one have taken their place',
  })
}

/** The store, its reads refused with `other_rules` while the tables are of other rules than those of the modules. */
export const ofRules = (store: Store, modules: readonly Module[]): Store => {
  const rules = factRules(modules)
  return {
    ...store,
    read: async () => {
      const reader = await store.read()
      try {
        await drive(checkRules(rules), reader.all)
        return reader
      } catch (error) {
        reader.release()
        throw error
      }
    },
  }
}
