/**
 * An indexer in a process of its own, to be stopped, continued, killed and asked to end. It can be told to kill itself at
 * one step of the commit that undoes a branch: before a statement, by its number, before the commit itself, or after it.
 */
import { runIndexer } from '../../indexer/index.ts'
import { rpcSource } from '../../indexer/rpc.ts'
import { modules } from '../../src/modules/index.ts'
import { openStore, type Store } from '../../src/store/open.ts'
import type { Orders } from './children.ts'
import { noSettings } from './settings.ts'
import { scriptedSpec } from './world.ts'

const { place, rpc, spec, dieAt, clockBy = 0, list = false } = JSON.parse(process.argv[2] ?? '{}') as Orders

if (clockBy !== 0) {
  const honest = Date.now
  // An hour forward, an hour back, and again: whoever asks twice sees time run both ways.
  let times = 0
  Date.now = () => honest() + (times++ % 2 === 0 ? clockBy : -clockBy)
}

const step = (number: number, what: string): void => {
  if (list) process.send?.({ kind: 'step', step: number, what })
  if (number === dieAt) process.kill(process.pid, 'SIGKILL')
}

/** The second statement of a commit that undoes a branch: it asks what of the first table is to be undone. */
const UNDOES = /^select id from \w+ where chain = \? and bf > \?/

const mortal = (store: Store): Store => ({
  ...store,
  write: async program => {
    let number = 0
    let undoes = false
    const result = await store.write(function* () {
      number = 0
      const running = program()
      let next = running.next()
      while (!next.done) {
        number += 1
        undoes ||= number === 2 && UNDOES.test(next.value.sql)
        if (undoes) step(number, next.value.sql)
        next = running.next(yield next.value)
      }
      if (undoes) step(number + 1, 'before the commit')
      return next.value
    })
    if (undoes) step(number + 2, 'after the commit')
    return result
  },
})

const abort = new AbortController()
process.on('SIGTERM', () => abort.abort())
// Whoever started it is gone.
const orphaned = () => process.exit(1)
process.on('disconnect', orphaned)
const store = openStore(place)
try {
  await runIndexer({
    store: mortal(store),
    modules,
    settings: noSettings,
    chains: [{ spec: { ...scriptedSpec, ...spec }, source: rpcSource(rpc, { timeoutMs: 5_000 }) }],
    report: event => process.send?.('error' in event ? { ...event, error: String(event.error) } : event),
    signal: abort.signal,
  })
} finally {
  await store.close()
}
process.off('disconnect', orphaned)
process.disconnect()
