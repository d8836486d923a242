/** The parts of a node, joined: an indexer over the store, an API over the store. */
import type { Report } from '../indexer/chain.ts'
import { decoder } from '../indexer/decode.ts'
import { runDocuments } from '../indexer/documents.ts'
import { pool } from '../indexer/endpoints/pool.ts'
import { runIndexer } from '../indexer/index.ts'
import { rebuildOutdated } from '../indexer/replay.ts'
import { patient } from '../indexer/retry.ts'
import { rpcSource } from '../indexer/rpc.ts'
import packageJson from '../package.json' with { type: 'json' }
import { type Api, api } from './api/server.ts'
import type { Config } from './config.ts'
import { FIRST_QUESTION } from './demo/question.ts'
import { modules } from './modules/index.ts'
import { migrate } from './store/migrate.ts'
import { openStore, type Store } from './store/open.ts'

const VERSION: string = packageJson.version

/**
 * Indexes the configured chains and fetches their documents until the signal is aborted. Where another process does so
 * it stands by, and again where it has lost the store to one.
 */
export const index = async (config: Config, report: Report, signal: AbortSignal): Promise<void> => {
  const opened = openStore(config.store)
  const store = patient(opened, signal, (error, retryInMs) =>
    report({ kind: 'trouble', chain: 'every chain', error, retryInMs }),
  )
  try {
    // Whoever indexes now goes on until the tables of these rules take the place of its own, which fences it.
    await migrate(store)
    await rebuildOutdated({ store, modules, settings: config.settings, chains: decoded(config), report, signal })
    while (!signal.aborted) {
      const lease = await store.lead(signal, () => report({ kind: 'standby' }))
      if (!lease) return
      try {
        await lead(config, store, report, AbortSignal.any([signal, lease.lost]))
      } catch (error) {
        if (signal.aborted || (await lease.isHeld())) throw error
      } finally {
        await lease.release()
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error
  } finally {
    await opened.close()
  }
}

const lead = async (config: Config, store: Store, report: Report, signal: AbortSignal): Promise<void> => {
  const { settings, documents: options } = config
  const chains = config.chains.map(spec => {
    const sources = spec.rpc.map(url => rpcSource(url))
    return { spec, endpoints: pool(spec.chain, sources, report) }
  })
  // One part that fails ends the other.
  const failure = new AbortController()
  const until = AbortSignal.any([signal, failure.signal])
  const ending = (error: unknown) => {
    failure.abort()
    throw error
  }
  await Promise.all([
    runIndexer({ store, modules, settings, chains, report, signal: until }).catch(ending),
    runDocuments({ store, modules, settings, options, report, signal: until }).catch(ending),
  ])
}

/** Folds every fact table anew from the stored logs. */
export const replay = async (config: Config, report: Report): Promise<void> => {
  const store = openStore(config.store)
  try {
    await migrate(store)
    const { settings } = config
    await rebuildOutdated({ store, modules, settings, chains: decoded(config), report }, { force: true })
  } finally {
    await store.close()
  }
}

const decoded = ({ chains }: Config) =>
  chains.map(spec => ({ spec, decoder: decoder(spec.chain, spec.contracts, modules) }))

/** Answers over a store that an indexer fills, here or elsewhere. */
export const serve = (
  config: Config,
  onFault: (error: unknown) => void,
  worker?: number,
): { readonly api: Api; close(): Promise<void> } => {
  const { settings, serving } = config
  const store = openStore(config.store, { readOnly: true, statementTimeoutMs: serving.deadlineMs })
  const options = { store, modules, settings, serving, version: VERSION, example: FIRST_QUESTION, onFault }
  return { api: api(worker === undefined ? options : { ...options, worker }), close: () => store.close() }
}
