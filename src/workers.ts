/**
 * The processes that answer, and the parent that watches over them. SQLite has no way to interrupt a statement and
 * JavaScript none to interrupt a loop, so what blocks a process is stopped from outside: one that is silent is killed and
 * replaced, as is one that dies of its memory. They are processes and no threads because a thread that does not come back
 * takes its process with it, and shares its memory; the indexer, in the parent, and the other readers never notice.
 */
import cluster, { type Worker } from 'node:cluster'
import { createServer } from 'node:net'
import { PortolanError } from './core/errors.ts'
import type { Described } from './progress.ts'

/** Between two looks at a worker, milliseconds; it makes itself heard as often. */
export const LOOK_MS = 1_000

/** Until a new worker must answer. */
const START_MS = 60_000

/** One that died so soon is replaced more slowly each time, up to the longest wait. */
const SOON_MS = 10_000
const FIRST_WAIT_MS = 100
const LONGEST_WAIT_MS = 10_000

/** So many that died before they answered, one after another, while none does, are the end. */
const BARREN = 5

export type ToWorker<Work> =
  | {
      readonly kind: 'begin'
      readonly work: Work
      readonly worker: number
      readonly host: string
      readonly port: number
    }
  | { readonly kind: 'end' }
export type FromWorker =
  /** What is sent before a program listens is lost, so it asks. */
  | { readonly kind: 'listening' }
  | { readonly kind: 'answering'; readonly url: string }
  | { readonly kind: 'alive' }
  | { readonly kind: 'failed'; readonly error: Described }

/** What there is to say of a worker: it answers, it blocks and is killed, it is lost and replaced after a while. */
export type WorkerEvent =
  | { readonly kind: 'answering'; readonly worker: number; readonly url: string; readonly process: number | undefined }
  | { readonly kind: 'silent'; readonly worker: number; readonly ms: number }
  | { readonly kind: 'lost'; readonly worker: number; readonly why: string; readonly againInMs: number }

export type WorkersOptions<Work> = {
  /** The program of a worker, which calls `beWorker`. */
  readonly entry: string
  /** What each is given to do: whatever can be cloned. */
  readonly work: Work
  readonly workers: number
  readonly host: string
  readonly port: number
  /** Megabytes of heap that one may use. */
  readonly heapMb: number
  /** Milliseconds after which a silent one is killed. */
  readonly silentMs: number
  /** Milliseconds that one is given to end. */
  readonly endMs: number
  readonly report: (event: WorkerEvent) => void
}

export type Workers = {
  /** Resolves with the URL once one of them answers. */
  readonly ready: Promise<string>
  /** Rejects when it makes no sense to go on. */
  readonly done: Promise<never>
  stop(): Promise<void>
}

/** Starts the workers; all share one port. */
export const startWorkers = async <Work>(options: WorkersOptions<Work>): Promise<Workers> => {
  const { entry, work, host, heapMb, silentMs, report } = options
  const port = options.port === 0 ? await freePort(host) : options.port
  // They take connections themselves: one that blocks takes none, and none is lost on its way to it.
  cluster.schedulingPolicy = cluster.SCHED_NONE
  cluster.setupPrimary({
    exec: entry,
    args: [],
    execArgv: [`--max-old-space-size=${heapMb}`],
    serialization: 'advanced',
  })
  const ready = Promise.withResolvers<string>()
  const done = Promise.withResolvers<never>()
  done.promise.catch(error => ready.reject(error))
  ready.promise.catch(() => {})
  const children = new Map<Worker, { answers: boolean }>()
  const waiting = new Set<NodeJS.Timeout>()
  let ending = false
  let everAnswered = false
  let barren = 0

  const start = (worker: number, quickDeaths: number): void => {
    const child = cluster.fork()
    const state = { answers: false }
    children.set(child, state)
    const begun = performance.now()
    let [silent, failure] = [0, undefined as Described | undefined]
    // Looks are counted, not time: a parent that slept itself must not blame its workers.
    const looking = setInterval(() => {
      silent += LOOK_MS
      if (silent <= (state.answers ? silentMs : START_MS)) return
      report({ kind: 'silent', worker, ms: silent })
      child.process.kill('SIGKILL')
    }, LOOK_MS)
    child.on('message', (message: FromWorker) => {
      silent = 0
      if (message.kind === 'failed') failure = message.error
      if (message.kind === 'listening')
        child.send({ kind: 'begin', work, worker, host, port } satisfies ToWorker<Work>, () => {})
      if (message.kind !== 'answering') return
      state.answers = everAnswered = true
      barren = 0
      report({ kind: 'answering', worker, url: message.url, process: child.process.pid })
      ready.resolve(message.url)
    })
    child.on('error', () => {})
    child.once('exit', (code, signal) => {
      clearInterval(looking)
      children.delete(child)
      if (ending) return
      if (!state.answers) barren += 1
      const end = endOf(failure)
      if (end) return done.reject(end)
      const quick = performance.now() - begun < SOON_MS ? quickDeaths + 1 : 0
      const againInMs = Math.min(FIRST_WAIT_MS * 2 ** quick, LONGEST_WAIT_MS)
      report({ kind: 'lost', worker, why: failure?.message ?? signal ?? `exit code ${code}`, againInMs })
      const timer = setTimeout(() => {
        waiting.delete(timer)
        start(worker, quick)
      }, againInMs)
      waiting.add(timer)
    })
  }

  /** Why it makes no sense to go on; undefined: it does. */
  const endOf = (failure: Described | undefined): unknown => {
    if (failure && !everAnswered) return failure
    if (barren < BARREN || [...children.values()].some(({ answers }) => answers)) return undefined
    const said = failure ? `; the last said ${failure.code}: ${failure.message}` : ''
    return new PortolanError('unanswerable', `${barren} processes one after another died before they answered${said}`, {
      hint: 'is there memory enough for `serving.heapMb`? the log of this node says more',
    })
  }

  for (let worker = 1; worker <= options.workers; worker += 1) start(worker, 0)
  return {
    ready: ready.promise,
    done: done.promise,
    stop: async () => {
      ending = true
      for (const timer of waiting) clearTimeout(timer)
      const living = [...children.keys()]
      const over = living.map(child => new Promise(resolve => child.once('exit', resolve)))
      for (const child of living) child.send({ kind: 'end' } satisfies ToWorker<Work>, () => {})
      const cut = setTimeout(() => {
        for (const child of children.keys()) child.process.kill('SIGKILL')
      }, options.endMs)
      await Promise.all(over)
      clearTimeout(cut)
    },
  }
}

/** A port that nobody has: those that share it must all ask for the same. */
const freePort = (host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, host, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
