/** A parent of one brittle worker, to be killed: says the URL, and would kill nobody for a long time. */
import { fileURLToPath } from 'node:url'
import { startWorkers } from '../../src/workers.ts'

const { ready } = await startWorkers({
  entry: fileURLToPath(new URL('brittleWorker.ts', import.meta.url)),
  work: { path: process.argv[2] },
  workers: 1,
  host: '127.0.0.1',
  port: 0,
  heapMb: 160,
  silentMs: 600_000,
  endMs: 1_000,
  report: () => {},
})
process.send?.(await ready)
