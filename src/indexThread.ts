/** The indexer in a thread of its own, so that a large commit never keeps an answer waiting. */
import { fileURLToPath } from 'node:url'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import type { Progress, Report } from '../indexer/chain.ts'
import type { Config } from './config.ts'
import { index } from './node.ts'
import { type Described, described } from './progress.ts'

const ROLE = 'portolan indexer'

type FromThread = { readonly progress: Progress } | { readonly failed: Described }

export type IndexThread = {
  /** Resolves once the tables stand. */
  readonly ready: Promise<void>
  /** Rejects when the indexer fails; resolves when it was stopped. */
  readonly done: Promise<void>
  stop(): Promise<void>
}

/** Starts indexing. */
export const startIndexThread = (config: Config, report: Report): IndexThread => {
  const thread = new Worker(fileURLToPath(import.meta.url), { workerData: { role: ROLE, config } })
  const ready = Promise.withResolvers<void>()
  const done = Promise.withResolvers<void>()
  thread.on('message', (message: FromThread) => {
    if ('failed' in message) return done.reject(message.failed)
    // Whoever stands by leaves the tables to the one that indexes, and answers meanwhile.
    if (message.progress.kind === 'ready' || message.progress.kind === 'standby') ready.resolve()
    report(message.progress)
  })
  thread.on('error', error => done.reject(error))
  thread.on('exit', () => done.resolve())
  done.promise.catch(error => ready.reject(error))
  ready.promise.catch(() => {})
  return {
    ready: ready.promise,
    done: done.promise,
    stop: async () => {
      thread.postMessage('stop')
      await done.promise.catch(() => {})
    },
  }
}

if (!isMainThread && workerData?.role === ROLE && parentPort) {
  const port = parentPort
  const abort = new AbortController()
  port.on('message', () => abort.abort())
  const report: Report = event =>
    port.postMessage({ progress: 'error' in event ? { ...event, error: described(event.error) } : event })
  await index(workerData.config, report, abort.signal).catch(error => port.postMessage({ failed: described(error) }))
  port.close()
}
