/** The engines that a store can be in, each with a way to a new, empty store that removes itself when it is closed. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore, type Store } from '../../src/store/open.ts'
import type { Server } from './postgres.ts'

export type Engine = { readonly name: 'SQLite' | 'PostgreSQL'; open(): Promise<Store> }

/** A place for a store, a file or a database: what `--store` takes. */
export type StorePlace = { readonly place: string; remove(): Promise<void> }

/** A path in a folder of its own. */
export const newFile = (): StorePlace => {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-'))
  return { place: join(folder, 'test.db'), remove: async () => rmSync(folder, { recursive: true, force: true }) }
}

let server: Promise<Pick<Server, 'database' | 'drop' | 'query'>> | undefined

/** The server of this process, or the one that all test processes of a run share. */
export const theServer = (): Promise<Pick<Server, 'database' | 'drop' | 'query'>> => {
  server ??= import('./postgres.ts').then(({ startPostgres, inServer }) => {
    const shared = process.env.TEST_POSTGRES
    return shared === undefined ? startPostgres() : inServer(() => shared)
  })
  return server
}

/** The name of a database in which a run of tests has made the tables once for all. */
export const PREPARED = 'prepared'

/** A database, empty or a copy. */
export const newDatabase = async (template?: string): Promise<StorePlace> => {
  const of = await theServer()
  const place = await of.database(template)
  return { place, remove: () => of.drop(place) }
}

/** The store at a place, which is removed when the store is closed. */
const leaving = ({ place, remove }: StorePlace): Store => {
  const store = openStore(place)
  return {
    ...store,
    close: async () => {
      await store.close()
      await remove()
    },
  }
}

export const openSqlite = (): Store => leaving(newFile())
export const openPostgres = async (): Promise<Store> => leaving(await newDatabase())

export const engines: readonly Engine[] = [
  { name: 'SQLite', open: async () => openSqlite() },
  { name: 'PostgreSQL', open: openPostgres },
]

/** A store in PostgreSQL that opens when it is first used: a copy of the one that a run of tests has prepared, if any. */
export const lazyPostgres = (): Store => {
  let opened: Promise<Store> | undefined
  const store = () => {
    opened ??= newDatabase(process.env.TEST_POSTGRES && PREPARED).then(leaving)
    return opened
  }
  return {
    write: async program => (await store()).write(program),
    submit: async (submission, limits) => (await store()).submit(submission, limits),
    read: async () => (await store()).read(),
    onCommit: heard => {
      const listening = store().then(({ onCommit }) => onCommit(heard))
      return () => void listening.then(silence => silence())
    },
    lead: async (signal, onStandby) => (await store()).lead(signal, onStandby),
    close: async () => {
      if (opened) await (await opened).close()
    },
  }
}
