/** Has a process not outlive its parent, even where it is blocked: a thread of its own looks. */
import { fileURLToPath } from 'node:url'
import { isMainThread, Worker, workerData } from 'node:worker_threads'

const ROLE = 'portolan orphan'
const LOOK_MS = 1_000

/** Ends this process at the latest a second after the one that started it is gone. Call it while that is surely there. */
export const endWithParent = (): void => {
  const thread = new Worker(fileURLToPath(import.meta.url), {
    workerData: { role: ROLE, parent: process.ppid },
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 2 },
  })
  thread.unref()
}

if (!isMainThread && workerData?.role === ROLE) {
  setInterval(() => {
    if (process.ppid !== workerData.parent) process.kill(process.pid, 'SIGKILL')
  }, LOOK_MS)
}
