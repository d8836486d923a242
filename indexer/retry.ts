import { setTimeout as sleep } from 'node:timers/promises'
import { PortolanError } from '../src/core/errors.ts'

const FIRST_MS = 250
const LONGEST_MS = 30_000

const TRANSIENT: ReadonlySet<string> = new Set(['rpc_unavailable', 'rpc_inconsistent', 'rpc_refused', 'rpc_disputed'])

/** Whether an endpoint may do better when asked again. */
export const isTransient = (error: unknown): boolean => error instanceof PortolanError && TRANSIENT.has(error.code)

/**
 * Does the work again until it succeeds, waiting longer each time up to 30 s. Only what `isTransient` is tried again;
 * `onTrouble` hears of each failure. An aborted signal ends the wait.
 */
export const persist = async <R>(
  work: () => Promise<R>,
  signal: AbortSignal,
  onTrouble: (error: unknown, retryInMs: number) => Promise<void>,
): Promise<R> => {
  for (let wait = FIRST_MS; ; wait = Math.min(wait * 2, LONGEST_MS)) {
    try {
      return await work()
    } catch (error) {
      if (signal.aborted || !isTransient(error)) throw error
      await onTrouble(error, wait)
      await sleep(wait, undefined, { signal })
    }
  }
}
