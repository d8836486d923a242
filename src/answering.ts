/** The processes that answer for `start` and `serve`: what the parent calls, and what each of them runs. */
import cluster from 'node:cluster'
import { fileURLToPath } from 'node:url'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import { openLog } from './log.ts'
import { described } from './progress.ts'
import { beWorker } from './worker.ts'
import { startWorkers, type WorkerEvent, type Workers } from './workers.ts'

/** A process may go on so much longer than a question before it counts as blocked, milliseconds. */
const BLOCKED_MS = 5_000

/** A process may take so much longer to end than its questions. */
const END_MS = 2_000

/** Starts the processes that answer over the configured store, which must stand. */
export const startAnswering = (config: Config, log: Logger): Promise<Workers> => {
  const { workers, heapMb, deadlineMs, graceMs } = config.serving
  return startWorkers({
    entry: fileURLToPath(import.meta.url),
    work: config,
    workers,
    heapMb,
    host: config.host,
    port: config.port,
    silentMs: deadlineMs + BLOCKED_MS,
    endMs: graceMs + END_MS,
    report: ({ kind, ...details }) => log[kind === 'answering' ? 'info' : 'warn'](details, SAID[kind]),
  })
}

const SAID: { readonly [K in WorkerEvent['kind']]: string } = {
  answering: 'answering',
  silent: 'a process does not react and is killed',
  lost: 'a process that answered is gone and will be replaced',
}

if (cluster.isWorker) {
  beWorker<Config>(async (config, { worker, host, port }) => {
    const log = openLog(config.logLevel, process.stderr.isTTY === true)
    const { serve } = await import('./node.ts')
    const node = serve(config, error => log.error(described(error), 'a fault in an answer'), worker)
    const server = await node.api.listen(port, host)
    const close = async () => {
      await server.close()
      await node.close()
    }
    return { url: `${server.url}/graphql`, close }
  })
}
