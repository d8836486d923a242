/** A whole node over a scripted chain, without ports: mine, settle, ask. */
import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { type DocumentOptions, runDocuments } from '../../indexer/documents.ts'
import { api } from '../../src/api/server.ts'
import type { Serving } from '../../src/api/serving.ts'
import type { Module } from '../../src/core/module.ts'
import type { Settings } from '../../src/core/settings.ts'
import { modules as all } from '../../src/modules/index.ts'
import { pending } from '../../src/store/documents.ts'
import { patience } from './patience.ts'
import { type Emitted, scriptedChain } from './scripted.ts'
import { noSettings } from './settings.ts'
import { indexing, temporaryStore } from './world.ts'

const documentOptions: DocumentOptions = {
  maxBytes: 262_144,
  timeoutMs: 2_000,
  refreshSeconds: 3_600,
  gateways: [],
  allowPrivate: true,
  allowHttp: true,
  requestsPerHour: 100_000,
  bytesPerHour: 1_000_000_000,
  maxStoredBytes: 1_000_000_000,
}

export type Answer<R> = {
  readonly data: R
  readonly errors?: readonly { message: string; path?: unknown[]; extensions: Record<string, unknown> }[]
}

export type NodeOptions = {
  readonly settings?: Partial<Settings>
  readonly documents?: Partial<DocumentOptions>
  readonly modules?: readonly Module[]
  readonly serving?: Partial<Serving>
}

/** Starts a node. What it cannot do is in `faults`. */
export const startNode = async ({ settings: given, documents, modules = all, serving = {} }: NodeOptions = {}) => {
  const chain = scriptedChain()
  chain.mine()
  const store = temporaryStore()
  const settings = { ...noSettings, ...given }
  const indexer = indexing(store, chain.source, { settings, modules })
  const abort = new AbortController()
  await indexer.reach(chain.head())
  const reading = runDocuments({
    store,
    modules,
    settings,
    options: { ...documentOptions, ...documents },
    report: () => {},
    signal: abort.signal,
  })
  const faults: unknown[] = []
  const server = api({
    store,
    modules,
    settings,
    version: '0.0.0-test',
    example: '{ __typename }',
    serving: { ...patience, ...serving },
    onFault: fault => faults.push(fault),
  })

  const raw = (query: string, variables: object = {}): Promise<Response> =>
    server.fetch(
      new Request('http://node.test/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      }),
    )
  return {
    chain,
    store,
    server,
    faults,
    raw,
    /** Mines a block with these events. */
    settings,
    mine: (...events: Emitted[]) => chain.mine(events),
    /** Waits until the newest block is indexed and no document is waiting. */
    settle: async () => {
      await indexer.reach(chain.head())
      const due = () => store.write(() => pending(Math.floor(Date.now() / 1_000), 1))
      while ((await due()).length > 0) await sleep(5)
    },
    /** Asks, and fails where the answer is an error. */
    ask: async <R = Record<string, never>>(query: string, variables: object = {}): Promise<R> => {
      const answer = (await (await raw(query, variables)).json()) as Answer<R>
      assert.equal(answer.errors, undefined, JSON.stringify(answer.errors))
      return answer.data
    },
    /** Asks what must be refused, and gives the first error. */
    refused: async (query: string, variables: object = {}) => {
      const { errors = [] } = (await (await raw(query, variables)).json()) as Answer<unknown>
      const [error] = errors
      assert.ok(error, 'the question was answered')
      return { code: error.extensions.code, message: error.message, hint: error.extensions.hint }
    },
    close: async () => {
      await indexer.stop()
      abort.abort()
      await reading
      await store.close()
    },
  }
}

export type TestNode = Awaited<ReturnType<typeof startNode>>
