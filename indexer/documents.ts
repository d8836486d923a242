/** Works off the queue of documents: fetches what is due, has each read by its module, keeps the outcome. */
import { setTimeout as sleep } from 'node:timers/promises'
import { keccak256 } from 'viem'
import { digest } from '../src/core/digest.ts'
import { messageOf } from '../src/core/errors.ts'
import type { DocumentKind, Module, Reading } from '../src/core/module.ts'
import type { Settings } from '../src/core/settings.ts'
import { bytesFromText } from '../src/core/text.ts'
import { clockTime } from '../src/core/time.ts'
import { type Outcome, type Pending, pending, settle, wantConfigured } from '../src/store/documents.ts'
import type { Store } from '../src/store/open.ts'
import type { Report } from './chain.ts'
import { openAgents } from './fetch/agents.ts'
import { type Fetched, type FetchOptions, fetchDocument } from './fetch/fetch.ts'
import { isStoreAway, patient, persist } from './retry.ts'

export type DocumentOptions = Pick<
  FetchOptions,
  'maxBytes' | 'timeoutMs' | 'gateways' | 'allowPrivate' | 'allowHttp'
> & {
  /** Seconds after which a document behind a mutable URI is fetched again. */
  readonly refreshSeconds: number
}

export type DocumentsRun = {
  readonly store: Store
  readonly modules: readonly Module[]
  readonly settings: Settings
  readonly options: DocumentOptions
  readonly report: Report
  readonly signal: AbortSignal
}

/** So many strangers at a time: each may hold a connection for as long as the timeout. */
const AT_ONCE = 8
const IDLE_MS = 250
const FIRST_RETRY_S = 60
const LONGEST_RETRY_S = 86_400

/** Fetches documents until the signal is aborted. */
export const runDocuments = async (given: DocumentsRun): Promise<void> => {
  const { modules, options, report, signal } = given
  const waiting = (error: unknown, retryInMs: number) =>
    report({ kind: 'trouble', chain: 'documents', error, retryInMs })
  const store = patient(given.store, signal, waiting)
  const run = { ...given, store }
  const kinds = new Map(modules.flatMap(module => Object.entries(module.documents)))
  const agents = openAgents({ allowPrivate: options.allowPrivate, connectTimeoutMs: options.timeoutMs })
  try {
    for (const [name, kind] of kinds) {
      if ('configured' in kind) await store.write(() => wantConfigured(name, kind.configured(run.settings)))
    }
    while (!signal.aborted) {
      const due = await store.write(() => pending(clockTime(), AT_ONCE))
      const outcomes = await Promise.all(
        due.map(document =>
          persist(() => work(document, kinds.get(document.kind), { ...run, agents }), signal, waiting),
        ),
      )
      for (const outcome of outcomes) await store.write(() => settle(outcome))
      if (due.length > 0) {
        const failed = outcomes.filter(({ verdict }) => verdict !== 'ok').length
        report({ kind: 'documents', fetched: outcomes.length - failed, failed })
      } else await sleep(IDLE_MS, undefined, { signal })
    }
  } catch (error) {
    if (!signal.aborted) throw error
  } finally {
    await agents.close()
  }
}

type Worker = DocumentsRun & { readonly agents: ReturnType<typeof openAgents> }

/** One document: fetched, unless its bytes are here and only unread, and read. */
const work = async (document: Pending, kind: DocumentKind | undefined, run: Worker): Promise<Outcome> => {
  const { kind: name, id, uri, tries } = document
  const { options, signal, agents } = run
  const stored = document.unread === 1 ? document.body : null
  const unpaid = kind !== undefined && 'unpaid' in kind && kind.unpaid
  const fetched = stored === null ? await fetchDocument(uri, { ...options, agents, signal, unpaid }) : here(stored)
  const fetchedAt = (stored === null ? null : document.fetched_at) ?? clockTime()
  const common = { kind: name, id, fetchedAt }
  const again = (after: number) => ({ due: clockTime() + after, tries: tries + 1 })

  if (fetched.verdict !== 'ok') {
    const { verdict, reason } = fetched
    const next = mayChange(fetched) ? again(backoff(tries)) : { due: null, tries }
    return { ...common, ...next, verdict, reason, content: null, rows: [] }
  }
  const { bytes, keccak256, mediaType } = fetched
  const sha256 = digest(bytes)
  const { verdict, reason = null, retry, rows } = await read(kind, { uri, bytes, sha256 }, fetchedAt, run)
  const refreshed = { due: fetched.immutable ? null : clockTime() + options.refreshSeconds, tries: 0 }
  const next = retry ? again(backoff(tries)) : stored === null ? refreshed : { due: document.due, tries: 0 }
  return { ...common, ...next, verdict, reason, content: { sha256, keccak256, bytes, mediaType }, rows }
}

/** Whether asking again may help: the content is not fixed by the URI, or is fixed and was not to be had. */
const mayChange = ({ verdict, immutable }: Fetched): boolean =>
  !immutable || ['unreachable', 'missing', 'hash-mismatch'].includes(verdict)

/** Bytes that are in the store already, as a fetch would give them. */
const here = (body: string): Fetched => {
  const bytes = bytesFromText(body)
  return { verdict: 'ok', bytes, mediaType: null, sha256: '', keccak256: keccak256(bytes), immutable: true }
}

const backoff = (tries: number): number => Math.min(LONGEST_RETRY_S, FIRST_RETRY_S * 2 ** Math.min(tries, 20))

/** A reader must survive whatever it is shown; should one fail, the document says so and the others go on. */
const read = async (
  kind: DocumentKind | undefined,
  document: { uri: string; bytes: Uint8Array; sha256: string },
  fetchedAt: number,
  { store, settings }: Worker,
): Promise<Reading> => {
  if (!kind) return { verdict: 'unread', reason: 'no module reads this kind of document', rows: [] }
  const reader = await store.read()
  try {
    return await kind.read(document, { reader, settings, now: clockTime(), fetchedAt })
  } catch (error) {
    if (isStoreAway(error)) throw error
    return { verdict: 'unreadable', reason: messageOf(error).slice(0, 200), rows: [] }
  } finally {
    reader.release()
  }
}
