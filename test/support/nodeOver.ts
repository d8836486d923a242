/** A whole node over a source of any kind, without ports. */
import assert from 'node:assert/strict'
import { EventEmitter, once } from 'node:events'
import type { ChainSpec, Progress } from '../../indexer/chain.ts'
import { type DocumentOptions, runDocuments } from '../../indexer/documents.ts'
import { runIndexer } from '../../indexer/index.ts'
import type { Source } from '../../indexer/source.ts'
import { api } from '../../src/api/server.ts'
import type { Settings } from '../../src/core/settings.ts'
import { modules } from '../../src/modules/index.ts'
import { migrate } from '../../src/store/migrate.ts'
import type { Answer } from './node.ts'
import { patience } from './patience.ts'
import { noSettings } from './settings.ts'
import { temporaryStore } from './world.ts'

/** As the product has them, but nobody to ask for a CID. */
const documentOptions: DocumentOptions = {
  maxBytes: 262_144,
  timeoutMs: 10_000,
  refreshSeconds: 3_600,
  gateways: [],
  allowPrivate: false,
  allowHttp: false,
  requestsPerHour: 100_000,
  bytesPerHour: 1_000_000_000,
  maxStoredBytes: 1_000_000_000,
}

/** A source that has failed so often that the next try is this far off will not do better. */
const LASTING_MS = 4_000

export type NodeOver = Awaited<ReturnType<typeof nodeOver>>

/** Starts a node that indexes the source into a store of its own. */
export const nodeOver = async (
  spec: ChainSpec,
  source: Source,
  documents: Partial<DocumentOptions> = {},
  settings: Settings = noSettings,
) => {
  const store = temporaryStore()
  const abort = new AbortController()
  const { signal } = abort
  const progress = new EventEmitter()
  let lasting: unknown
  const report = (event: Progress) => {
    if (event.kind === 'trouble' && event.retryInMs >= LASTING_MS) lasting = event.error
    progress.emit('heard')
  }
  const options = { ...documentOptions, ...documents }
  await migrate(store)
  const ready = once(progress, 'heard')
  const running = Promise.all([
    runIndexer({ store, modules, settings, chains: [{ spec, source }], report, signal }),
    runDocuments({ store, modules, settings, options, report, signal }),
  ])
  await Promise.race([ready, running])
  const faults: unknown[] = []
  const server = api({
    store,
    modules,
    settings,
    version: '0.0.0-test',
    example: '{ __typename }',
    serving: patience,
    onFault: fault => faults.push(fault),
  })

  /** Asks, and fails where the answer is an error. */
  const ask = async <R>(query: string, variables: object = {}): Promise<R> => {
    const request = new Request('http://node.test/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    })
    const { data, errors } = (await (await server.fetch(request)).json()) as Answer<R>
    assert.deepEqual([errors, faults], [undefined, []])
    return data
  }

  const hasSettledAt = async (block: number): Promise<boolean> => {
    if (lasting) throw lasting
    const { chains, documents } = (await ask<{ status: Status }>(STATUS)).status
    const [chain] = chains
    if (chain?.state === 'HALTED') throw new Error(`halted: ${chain.reason}`)
    return Number(chain?.head?.number ?? -1) >= block && documents.waiting === 0
  }
  return {
    server,
    ask,
    /** Answers on a port of its own. */
    listen: () => server.listen(0, '127.0.0.1'),
    /** Waits until this block is indexed and no document is waiting. Fails where the source lets us down again and again. */
    settled: async (block: number): Promise<void> => {
      for (;;) {
        const next = once(progress, 'heard')
        if (await hasSettledAt(block)) return
        await Promise.race([next, running])
      }
    },
    close: async () => {
      abort.abort()
      await running
      await store.close()
    },
  }
}

const STATUS = '{ status { chains { state reason head { number } } documents { waiting } } }'
type Status = {
  readonly chains: readonly { state: string; reason: string | null; head: { number: string } | null }[]
  readonly documents: { readonly waiting: number }
}
