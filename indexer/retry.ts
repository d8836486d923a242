import { setTimeout as sleep } from 'node:timers/promises'
import { PortolanError } from '../src/core/errors.ts'
import type { Store } from '../src/store/open.ts'

const FIRST_MS = 250
const LONGEST_MS = 30_000
/** Who contradicts itself is up: a few questions later it may be of one mind. */
const LONGEST_MIXED_MS = 2_000

const TRANSIENT: ReadonlySet<string> = new Set([
  'rpc_unavailable',
  'rpc_inconsistent',
  'rpc_refused',
  'rpc_disputed',
  'store_unavailable',
  'stale',
])

/** Whether an endpoint or the database may do better when asked again, or the work when it is planned anew. */
export const isTransient = (error: unknown): boolean => error instanceof PortolanError && TRANSIENT.has(error.code)

/** Whether the database is away. */
export const isStoreAway = (error: unknown): boolean =>
  error instanceof PortolanError && error.code === 'store_unavailable'

/**
 * Does the work again until it succeeds, waiting longer each time up to 30 s, or 2 s where an endpoint contradicts
 * itself. Work that gets on before it fails says so by `gotOn`: the next wait is then the first one again. Only what
 * `mayPass` is tried again; `onTrouble` hears of each failure. An aborted signal ends the wait.
 */
export const persist = async <R>(
  work: (gotOn: () => void) => Promise<R>,
  signal: AbortSignal,
  onTrouble: (error: unknown, retryInMs: number) => unknown,
  mayPass: (error: unknown) => boolean = isTransient,
): Promise<R> => {
  let next = FIRST_MS
  const gotOn = () => {
    next = FIRST_MS
  }
  for (;;) {
    try {
      return await work(gotOn)
    } catch (error) {
      if (signal.aborted || !mayPass(error)) throw error
      const isMixed = error instanceof PortolanError && error.code === 'rpc_inconsistent'
      const wait = Math.min(next, isMixed ? LONGEST_MIXED_MS : LONGEST_MS)
      await onTrouble(error, wait)
      await sleep(wait, undefined, { signal })
      next = wait * 2
    }
  }
}

/** The store for who has nothing else to do: while the database is away it waits, and then goes on. */
export const patient = (
  store: Store,
  signal: AbortSignal,
  onTrouble: (error: unknown, retryInMs: number) => void,
): Store => {
  const insist = <R>(work: () => Promise<R>) => persist(work, signal, onTrouble, isStoreAway)
  return {
    ...store,
    write: program => insist(() => store.write(program)),
    read: () => insist(() => store.read()),
    lead: (until, onStandby) => insist(() => store.lead(until, onStandby)),
  }
}
