/** Prometheus metrics of one server: how far the chains are, how the API does. */
import type { Plugin } from 'graphql-yoga'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { OpenReader, Store } from '../store/open.ts'
import { chains, countDocuments } from './queries.ts'

/** Collects on demand: what the store says is read at each scrape. `worker`: which of several processes this is. */
export const metrics = (store: Store, version: string, subscriptions: () => number, worker?: number) => {
  const registry = new Registry()
  registry.setDefaultLabels({ version, ...(worker === undefined ? {} : { worker: String(worker) }) })
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name, help, labelNames, registers })
  const head = gauge('portolan_head_block', 'Newest indexed block', ['chain'])
  const remote = gauge('portolan_remote_block', 'Newest block the RPC has shown', ['chain'])
  const final = gauge('portolan_final_block', 'Newest final block', ['chain'])
  const age = gauge('portolan_head_age_seconds', 'Age of the newest indexed block', ['chain'])
  const halted = gauge('portolan_halted', '1 where indexing has stopped', ['chain'])
  const stalled = gauge('portolan_stalled', '1 where no endpoint lets a chain move', ['chain'])
  const commits = gauge('portolan_commits', 'Commits so far', ['chain'])
  const known = gauge('portolan_documents', 'Documents known')
  const waiting = gauge('portolan_documents_waiting', 'Documents not fetched yet')
  const following = gauge('portolan_subscriptions', 'Open subscriptions')
  const rejections = new Counter({
    name: 'portolan_rejections_total',
    help: 'Requests that were turned away or broken off',
    labelNames: ['code'],
    registers,
  })
  const seconds = new Histogram({
    name: 'portolan_graphql_seconds',
    help: 'Time of GraphQL executions',
    labelNames: ['outcome'],
    buckets: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10],
    registers,
  })

  const refresh = async (reader: OpenReader): Promise<void> => {
    for (const row of await chains(reader)) {
      const { chain } = row
      head.set({ chain }, row.head_number)
      remote.set({ chain }, row.remote_number)
      final.set({ chain }, row.final_number)
      age.set({ chain }, row.head_time === 0 ? 0 : Date.now() / 1_000 - row.head_time)
      halted.set({ chain }, row.state === 'halted' ? 1 : 0)
      stalled.set({ chain }, row.state !== 'halted' && row.reason !== null ? 1 : 0)
      commits.set({ chain }, row.seq)
    }
    const documents = await countDocuments(reader)
    known.set(documents.known)
    waiting.set(documents.waiting)
    following.set(subscriptions())
  }

  const plugin: Plugin = {
    onExecute: () => {
      const stop = seconds.startTimer()
      return {
        onExecuteDone: ({ result }) => {
          const failed = 'errors' in result && (result.errors?.length ?? 0) > 0
          stop({ outcome: failed ? 'error' : 'ok' })
        },
      }
    },
  }

  return {
    plugin,
    /** Counts a request that was turned away or broken off, by the code of its error. */
    rejected: (code: string): void => rejections.inc({ code }),
    contentType: registry.contentType,
    text: async (): Promise<string> => {
      const reader = await store.read()
      try {
        await refresh(reader)
      } finally {
        reader.release()
      }
      return registry.metrics()
    },
  }
}
