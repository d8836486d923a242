/** Hears of the commits of every process, over a connection that is made again whenever it is lost. */
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { CHANNEL } from './transact.ts'

const [FIRST_MS, LONGEST_MS] = [100, 5_000]

export type Notices = {
  /** Calls `heard` after commits until the function that it gives is called. */
  listen(heard: () => void): () => void
  close(): Promise<void>
}

/** Notices over connections that `connect` makes. It is connected only while anybody listens. */
export const noticesOf = (connect: () => Promise<pg.Client>): Notices => {
  const listeners = new Set<() => void>()
  let running: { readonly abort: AbortController; readonly done: Promise<void> } | undefined

  const tell = () => {
    for (const heard of [...listeners]) heard()
  }
  const start = () => {
    const abort = new AbortController()
    running = { abort, done: follow(connect, tell, abort.signal) }
  }
  const stop = async () => {
    const before = running
    running = undefined
    before?.abort.abort()
    await before?.done
  }
  return {
    listen: heard => {
      // Each call is a listener of its own, even of one function.
      const listener = () => heard()
      listeners.add(listener)
      if (!running) start()
      return () => {
        if (listeners.delete(listener) && listeners.size === 0) void stop()
      }
    },
    close: async () => {
      listeners.clear()
      await stop()
    },
  }
}

const follow = async (connect: () => Promise<pg.Client>, tell: () => void, signal: AbortSignal): Promise<void> => {
  for (let wait = FIRST_MS; !signal.aborted; wait = Math.min(wait * 2, LONGEST_MS)) {
    let client: pg.Client | undefined
    try {
      client = await connect()
      const lost = lossOf(client, signal)
      client.on('notification', tell)
      await client.query(`listen ${CHANNEL}`)
      // What was committed while nobody listened was told to nobody.
      if (!signal.aborted) tell()
      wait = FIRST_MS
      await lost
    } catch {
      // Tried again below, for as long as anybody listens.
    } finally {
      await client?.end().catch(() => {})
    }
    if (!signal.aborted) await sleep(wait, undefined, { signal, ref: false }).catch(() => {})
  }
}

/** Resolves when the connection is lost or the signal is aborted. */
export const lossOf = (client: pg.Client, signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    client.once('end', resolve)
    client.once('error', () => resolve())
    signal.addEventListener('abort', () => resolve(), { once: true })
    if (signal.aborted) resolve()
  })
