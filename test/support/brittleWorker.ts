/** A worker that can be brought down by asking: it answers as a node does, and has paths that no node should have. */
import { writeSync } from 'node:fs'
import { api } from '../../src/api/server.ts'
import type { Module } from '../../src/core/module.ts'
import { modules } from '../../src/modules/index.ts'
import { openStore } from '../../src/store/open.ts'
import { beWorker } from '../../src/worker.ts'
import { noSettings } from './settings.ts'

const FOR_EVER = 'with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n'

const text = (body: string) => ({ status: 200, type: 'text/plain', body })

const loop = () => {
  let turns = 0
  while (turns >= 0) turns = (turns + 1) % 1_000
  return text('never')
}

const brittle: Module['http'] = {
  '/pid': async () => text(String(process.pid)),
  '/statement': async (_, context) => {
    await (await context.at(null)).all({ sql: FOR_EVER, values: [] })
    return text('never')
  },
  '/loop': async () => loop(),
  '/told-loop': async () => {
    writeSync(1, 'it loops')
    return loop()
  },
  '/memory': async () => {
    const kept: object[] = []
    for (;;) kept.push(Array.from({ length: 1_000 }, (_, i) => ({ i })))
  },
}

/** The modules of a node, one of them with these paths. */
const withBrittle = modules.map((module, i) => (i === 0 ? { ...module, http: { ...module.http, ...brittle } } : module))

beWorker<{ readonly path: string }>(async ({ path }, { worker, host, port }) => {
  const store = openStore(path, { readOnly: true })
  const options = { store, modules: withBrittle, settings: noSettings, version: 'test', example: '', worker }
  const server = await api({ ...options, onFault: () => {} }).listen(port, host)
  return { url: server.url, close: () => server.close().then(() => store.close()) }
})
