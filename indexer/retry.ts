import { setTimeout as sleep } from 'node:timers/promises'
import { PortolanError } from '../src/core/errors.ts'

const FIRST_MS = 250
const LONGEST_MS = 30_000
/** Who contradicts itself is up: a few questions later it may be of one mind. */
const LONGEST_MIXED_MS = 2_000

const TRANSIENT = ['rpc_unavailable', 'rpc_inconsistent', 'rpc_refused', 'store_unavailable']

/** Whether an endpoint, or the store, may do better when asked again. */
export const isTransient = (error: unknown): boolean => error instanceof PortolanError && TRANSIENT.includes(error.code)

/**
 * Does the work again until it succeeds, waiting longer each time up to 30 s, or 2 s where an endpoint contradicts
 * itself. Work that gets on before it fails says so by `gotOn`: the next wait is then the first one again. Only what
 * `isTransient` is tried again; `onTrouble` hears of each failure. An aborted signal ends the wait.
 */
export const persist = async <R>(
  work: (gotOn: () => void) => Promise<R>,
  signal: AbortSignal,
  onTrouble: (error: unknown, retryInMs: number) => void,
): Promise<R> => {
  let next = FIRST_MS
  const gotOn = () => {
    next = FIRST_MS
  }
  for (;;) {
    try {
      return await work(gotOn)
    } catch (error) {
      if (signal.aborted || !isTransient(error)) throw error
      const isMixed = error instanceof PortolanError && error.code === 'rpc_inconsistent'
      const wait = Math.min(next, isMixed ? LONGEST_MIXED_MS : LONGEST_MS)
      onTrouble(error, wait)
      await sleep(wait, undefined, { signal })
      next = wait * 2
    }
  }
}
