/**
 * An indexer in a process of its own, to be stopped, continued, killed and asked to end. It can be told to kill itself at
 * one step of its writes: before each statement of a program, before the commit, and after it, counted from one.
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

let steps = 0
const step = (what: string): void => {
  steps += 1
  if (list) process.send?.({ kind: 'step', step: steps, what })
  if (steps === dieAt) process.kill(process.pid, 'SIGKILL')
}

const mortal = (store: Store): Store => ({
  ...store,
  write: async program => {
    const result = await store.write(function* () {
      const running = program()
      let next = running.next()
      while (!next.done) {
        step(next.value.sql)
        next = running.next(yield next.value)
      }
      step('before the commit')
      return next.value
    })
    step('after the commit')
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
