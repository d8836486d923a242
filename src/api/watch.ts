import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Store } from '../store/open.ts'

/** Tells whoever waits that something was committed. Listens to the store only while anybody is `watching`. */
export type Watch = {
  /** Commits heard of so far. */
  readonly heard: () => number
  /** Resolves once more than `heard` commits were heard of, or the signal is aborted. */
  readonly after: (heard: number, signal: AbortSignal) => Promise<void>
  /** Listens until the function that it gives is called. */
  readonly watching: () => () => void
}

/** One watch of a store, for all of a server's subscriptions. */
export const watchOf = (store: Pick<Store, 'onCommit'>): Watch => {
  const waiting = new Set<() => void>()
  let heard = 0
  let watchers = 0
  let silence = (): void => {}

  // One at a time, so that a thousand subscriptions do not keep a question waiting.
  const tell = async (): Promise<void> => {
    heard += 1
    for (const wake of [...waiting]) {
      wake()
      await nextTurn()
    }
  }

  return {
    heard: () => heard,
    after: (known, signal) =>
      new Promise(resolve => {
        if (heard > known || signal.aborted) return resolve()
        const wake = () => {
          waiting.delete(wake)
          signal.removeEventListener('abort', wake)
          resolve()
        }
        waiting.add(wake)
        signal.addEventListener('abort', wake)
      }),
    watching: () => {
      watchers += 1
      if (watchers === 1) silence = store.onCommit(() => void tell())
      return () => {
        watchers -= 1
        if (watchers === 0) silence()
      }
    },
  }
}
