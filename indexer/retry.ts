import { setTimeout as sleep } from 'node:timers/promises'
import { PortolanError } from '../src/core/errors.ts'
import type { Store } from '../src/store/open.ts'

const FIRST_MS = 250
const LONGEST_MS = 30_000

const TRANSIENT: ReadonlySet<string> = new Set([
  'rpc_unavailable',
  'rpc_inconsistent',
  'rpc_refused',
  'rpc_disputed',
  'store_unavailable',
])

/** Whether an endpoint or the database may do better when asked again. */
export const isTransient = (error: unknown): boolean => error instanceof PortolanError && TRANSIENT.has(error.code)

/** Whether the database is away. */
export const isStoreAway = (error: unknown): boolean =>
  error instanceof PortolanError && error.code === 'store_unavailable'

/**
 * Does the work again until it succeeds, waiting longer each time up to 30 s. Only what `isTransient` is tried again;
 * `onTrouble` hears of each failure. An aborted signal ends the wait.
 */
export const persist = async <R>(
  work: () => Promise<R>,
  signal: AbortSignal,
  onTrouble: (error: unknown, retryInMs: number) => unknown,
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

/** The store for who has nothing else to do: while the database is away it waits, and then goes on. */
export const patient = (
  store: Store,
  signal: AbortSignal,
  onTrouble: (error: unknown, retryInMs: number) => void,
): Store => {
  const insist = <R>(work: () => Promise<R>) => persist(work, signal, onTrouble)
  return {
    ...store,
    write: program => insist(() => store.write(program)),
    read: () => insist(() => store.read()),
    lead: (until, onStandby) => insist(() => store.lead(until, onStandby)),
  }
}
