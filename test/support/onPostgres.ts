/** Runs test files with their stores in PostgreSQL, over one server for all of them: `npm run test:postgres [files]`. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { decoder } from '../../indexer/decode.ts'
import { rebuildOutdated } from '../../indexer/replay.ts'
import { modules } from '../../src/modules/index.ts'
import { migrate } from '../../src/store/migrate.ts'
import { openStore } from '../../src/store/open.ts'
import { PREPARED } from './engines.ts'
import { startPostgres } from './postgres.ts'
import { noSettings } from './settings.ts'
import { scriptedSpec } from './world.ts'

/** What tells of a store. The other tests have none, or say themselves which engines they run on. */
const TELLING = [
  'test/{modules,api,export,indexer}/*.test.ts',
  'test/{history,walked,client,client.breach,client.honours,auditor,paying,offer.node,offer.handed}.test.ts',
]

const server = await startPostgres()
const admin = await server.database()

// Tables of the usual modules and contracts are made once and copied.
await server.query(admin, `create database ${PREPARED}`)
const prepared = new URL(admin)
prepared.pathname = `/${PREPARED}`
const store = openStore(prepared.href)
const { chain, contracts } = scriptedSpec
const chains = [{ spec: scriptedSpec, decoder: decoder(chain, contracts, modules) }]
await migrate(store)
await rebuildOutdated({ store, modules, settings: noSettings, chains, report: () => {} })
await store.close()

const files = process.argv.slice(2)
const run = spawn(
  process.execPath,
  ['--test', '--test-concurrency=3', '--test-timeout=120000', ...(files.length > 0 ? files : TELLING)],
  { stdio: 'inherit', env: { HISTORY_RUNS: '10', ...process.env, TEST_ENGINE: 'postgres', TEST_POSTGRES: admin } },
)
const [code] = await once(run, 'exit')
await server.stop()
process.exitCode = code ?? 1
