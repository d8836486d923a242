/** Works off the queue of documents: fetches what is due, has each read by its module, keeps the outcome. */
import { setTimeout as sleep } from 'node:timers/promises'
import { keccak256 } from 'viem'
import { digest } from '../src/core/digest.ts'
import { messageOf } from '../src/core/errors.ts'
import type { DocumentKind, Module, Reading } from '../src/core/module.ts'
import type { Settings } from '../src/core/settings.ts'
import { bytesFromText } from '../src/core/text.ts'
import { clockTime } from '../src/core/time.ts'
import { type Busy, type Outcome, type Pending, pending, settle, wantConfigured } from '../src/store/documents.ts'
import { type FetchLimits, GATEWAYS } from '../src/store/fetchAccounts.ts'
import { ADMITTED, admit } from '../src/store/fetchLine.ts'
import { factRules } from '../src/store/migrate.ts'
import { checkRules } from '../src/store/ofRules.ts'
import type { Store } from '../src/store/open.ts'
import type { Report } from './chain.ts'
import { openAgents } from './fetch/agents.ts'
import { type Fetched, type FetchOptions, fetchDocument } from './fetch/fetch.ts'
import { isStoreAway, patient, persist } from './retry.ts'

export type DocumentOptions = Pick<FetchOptions, 'maxBytes' | 'timeoutMs' | 'gateways' | 'allowPrivate' | 'allowHttp'> &
  FetchLimits & {
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
const AT_ONCE = 16
/** Of them so many of one host, and of one announcer. */
const SHARE = 4
/** Gateways are asked for whatever many people have put into IPFS. */
const GATEWAY_SHARE = 8
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
  const rules = factRules(modules)
  const kinds = new Map(modules.flatMap(module => Object.entries(module.documents)))
  const agents = openAgents({ allowPrivate: options.allowPrivate, connectTimeoutMs: options.timeoutMs })
  const underWay = new Map<Pending, Promise<void>>()
  const seen = { fetched: 0, failed: 0 }
  const begin = (document: Pending): void => {
    const task = persist(() => work(document, kinds.get(document.kind), { ...run, agents }), signal, waiting)
      .then(outcome => {
        seen[outcome.verdict === 'ok' ? 'fetched' : 'failed']++
        return store.write(function* () {
          // Another process may have made the tables for documents read by its rules.
          yield* checkRules(rules)
          yield* settle(outcome)
        })
      })
      .then(() => void underWay.delete(document))
    underWay.set(document, task)
    // One that failed stays under way, so that the loop below comes upon it.
    task.catch(() => {})
  }
  try {
    for (const [name, kind] of kinds) {
      if ('configured' in kind) await store.write(() => wantConfigured(name, kind.configured(run.settings)))
    }
    while (!signal.aborted) {
      while ((await store.write(() => admit(clockTime()))) === ADMITTED);
      const before = underWay.size
      for (const document of await nextOf(store, [...underWay.keys()])) begin(document)
      if (underWay.size > before && underWay.size < AT_ONCE) continue
      await Promise.race([...underWay.values(), sleep(IDLE_MS, undefined, { signal })])
      if (seen.fetched + seen.failed > 0) report({ kind: 'documents', ...seen })
      Object.assign(seen, { fetched: 0, failed: 0 })
    }
  } catch (error) {
    if (!signal.aborted) throw error
  } finally {
    await agents.close()
    await Promise.allSettled(underWay.values())
  }
}

/** What may begin beside what is under way: no host and no announcer has more than its share of the places. */
const nextOf = async (store: Store, underWay: readonly Pending[]): Promise<Pending[]> => {
  const most = AT_ONCE + underWay.length
  const found = await store.write(() => pending(clockTime(), most, busyIn(underWay)))
  const all = [...underWay]
  for (const document of found) {
    const { hosts, announcers } = busyIn(all)
    const isUnderWay = all.some(({ kind, id }) => kind === document.kind && id === document.id)
    const isBusy = hosts.includes(document.host ?? '') || announcers.includes(document.announcer ?? '')
    if (!isUnderWay && !isBusy && all.length < AT_ONCE) all.push(document)
  }
  return all.slice(underWay.length)
}

const busyIn = (underWay: readonly Pending[]): Busy => ({
  hosts: full(
    underWay.flatMap(({ host }) => host ?? []),
    host => (host === GATEWAYS ? GATEWAY_SHARE : SHARE),
  ),
  announcers: full(
    underWay.flatMap(({ announcer }) => announcer ?? []),
    () => SHARE,
  ),
})

/** The names that occur as often as they may. */
const full = (names: readonly string[], share: (name: string) => number): string[] =>
  [...Map.groupBy(names, name => name)].filter(([name, all]) => all.length >= share(name)).map(([name]) => name)

type Worker = DocumentsRun & { readonly agents: ReturnType<typeof openAgents> }

/** One document: fetched, unless its bytes are here and only unread, and read. */
const work = async (document: Pending, kind: DocumentKind | undefined, run: Worker): Promise<Outcome> => {
  const { kind: name, id, uri, tries } = document
  const { options, signal, agents } = run
  const stored = document.unread === 1 ? document.body : null
  const unpaid = kind !== undefined && 'unpaid' in kind && kind.unpaid
  const fetched = stored === null ? await fetchDocument(uri, { ...options, agents, signal, unpaid }) : here(stored)
  const fetchedAt = (stored === null ? null : document.fetched_at) ?? clockTime()
  const { host, announcer } = document
  const spent = stored === null ? { host, announcer, bytes: bytesOf(fetched, options), limits: options } : null
  const common = { kind: name, id, fetchedAt, spent }
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

/** The bytes that a fetch has cost, as far as its outcome tells. */
const bytesOf = (fetched: Fetched, { maxBytes }: DocumentOptions): number => {
  if (fetched.verdict === 'ok') return fetched.bytes.length
  return fetched.verdict === 'too-large' ? maxBytes : 0
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
