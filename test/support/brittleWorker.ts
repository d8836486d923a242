/** A worker that can be brought down by asking: it answers as a node does, and has paths that no node should have. */
import { api } from '../../src/api/server.ts'
import type { Module } from '../../src/core/module.ts'
import { modules } from '../../src/modules/index.ts'
import { openStore } from '../../src/store/open.ts'
import { beWorker } from '../../src/worker.ts'
import { noSettings } from './settings.ts'

const FOR_EVER = 'with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n'

const text = (body: string) => ({ status: 200, type: 'text/plain', body })

const brittle: Module = {
  ...(modules[0] as Module),
  name: 'brittle',
  facts: [],
  documents: {},
  resolvers: {},
  http: {
    '/pid': async () => text(String(process.pid)),
    '/statement': async (_, context) => {
      await (await context.at(null)).all({ sql: FOR_EVER, values: [] })
      return text('never')
    },
    '/loop': async () => {
      for (let turns = 0; turns >= 0; turns++) if (turns > 1_000) turns = 0
      return text('never')
    },
    '/memory': async () => {
      const kept: object[] = []
      for (;;) kept.push(Array.from({ length: 1_000 }, (_, i) => ({ i })))
    },
  },
}

beWorker<{ readonly path: string }>(async ({ path }, { worker, host, port }) => {
  const store = openStore(path, { readOnly: true })
  const options = { store, modules: [...modules, brittle], settings: noSettings, version: 'test', example: '', worker }
  const server = await api({ ...options, onFault: () => {} }).listen(port, host)
  return { url: server.url, close: () => server.close().then(() => store.close()) }
})
