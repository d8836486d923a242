/** Subscriptions of one server: so many at once, each with a snapshot of its own for each event and none in between. */
import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { GraphQLError } from 'graphql'
import { isAsyncIterable, type Plugin, type YogaInitialContext } from 'graphql-yoga'
import type { Context } from '../core/context.ts'
import type { Store } from '../store/open.ts'
import type { Asker } from './asker.ts'
import type { RequestContext } from './context.ts'
import { LIMITS } from './limits.ts'
import { trail } from './trail.ts'
import { type Watch, watchOf } from './watch.ts'

/** How often a client that has not taken the last event is looked at. */
const TAKEN_MS = 100

/** How long streams are given to say that they are complete when the server closes. */
const GRACE_MS = 1_000

/** What an HTTP request adds to the context; `res` is missing where there is no port. */
type Asked = RequestContext & YogaInitialContext & { readonly res?: ServerResponse }

export type Subscriptions = {
  readonly plugin: Plugin<RequestContext>
  readonly open: () => number
  /** Completes every stream; resolves once they are written, or it has taken too long. */
  readonly end: () => Promise<void>
}

/** Follows the store for the subscriptions of one server; `opened` makes the context of an event, `asker` says who asks. */
export const subscriptions = (
  store: Store,
  opened: () => RequestContext,
  asker: (request: IncomingMessage) => Asker | null,
): Subscriptions => {
  const watch = watchOf(store)
  const clientOf = ({ res }: Asked) => res && asker(res.req)?.key
  const running = new Map<AbortController, Asked>()

  const plugin: Plugin<RequestContext> = {
    onSubscribe: ({ args, setResultAndStopExecution }) => {
      const asked: Asked = args.contextValue
      const refusal = noStream(asked) ?? tooMany([...running.values()].map(clientOf), clientOf(asked))
      if (refusal) return void setResultAndStopExecution({ errors: [refusal] })
      const stop = new AbortController()
      const unwatch = watch.watching()
      const end = () => {
        if (!running.delete(stop)) return
        stop.abort()
        unwatch()
      }
      running.set(stop, asked)
      asked.request.signal.addEventListener('abort', end)
      asked.res?.once('close', end)
      const context = following(watch, opened, asked.res, stop.signal)
      args.contextValue = { ...asked, ...context }
      return {
        onSubscribeResult: ({ result, setResult }) => {
          if (!isAsyncIterable(result)) return void end()
          setResult(ending(result, end))
          return { onNext: () => context.release() }
        },
      }
    },
  }

  return {
    plugin,
    open: () => running.size,
    end: async () => {
      // One that breaks is over as well.
      const written = [...running.values()].map(({ res }) => res && once(res, 'close').catch(() => {}))
      for (const stop of running.keys()) stop.abort()
      if (written.length > 0) await Promise.race([Promise.all(written), sleep(GRACE_MS, undefined, { ref: false })])
    },
  }
}

/** A client that would not understand a stream is told so: it could never be answered. */
const noStream = ({ request }: Asked): GraphQLError | null => {
  const accept = request.headers.get('accept') ?? '*/*'
  if (/text\/(event-stream|\*)|multipart\/|\*\/\*/.test(accept)) return null
  const extensions = { code: 'bad_input', hint: 'ask with accept: text/event-stream' }
  return new GraphQLError('a subscription is answered as a stream of events', { extensions })
}

const tooMany = (running: readonly (string | undefined)[], client: string | undefined): GraphQLError | null => {
  const { subscriptions: all, subscriptionsPerClient: each } = LIMITS
  const own = client === undefined ? 0 : running.filter(other => other === client).length
  const refused = (what: string, hint: string) => new GraphQLError(what, { extensions: { code: 'too_large', hint } })
  if (own >= each) return refused(`this address has ${each} subscriptions already`, 'end one of them first')
  return running.length >= all ? refused(`this node has ${all} subscriptions already`, 'try again later') : null
}

/** A context that is of the newest moment each time: of no moment while it waits. */
const following = (
  watch: Watch,
  opened: () => RequestContext,
  res: ServerResponse | undefined,
  signal: AbortSignal,
): RequestContext => {
  let current = opened()
  const { settings } = current
  async function* moments(): ReturnType<Context['moments']> {
    const shown = trail()
    try {
      while (!signal.aborted) {
        const heard = watch.heard()
        current = opened()
        yield await shown(await current.at(null))
        current.release()
        await watch.after(heard, signal)
        // What the network has not taken yet would only queue up: the newest is told when it has.
        for (let waited = 0; res && res.writableLength > 0 && !signal.aborted; waited += TAKEN_MS) {
          if (waited >= LIMITS.subscriptionStallMs) return void res.destroy()
          await sleep(TAKEN_MS)
        }
      }
    } finally {
      current.release()
    }
  }
  return {
    settings,
    at: asOf => current.at(asOf),
    submit: submission => current.submit(submission),
    refusalOf: submission => current.refusalOf(submission),
    moments,
    release: () => current.release(),
  }
}

/** The stream, with a word when it is over: by itself, or because nobody listens any more. */
const ending = <T>(stream: AsyncIterable<T>, end: () => void): AsyncIterableIterator<T> => {
  const iterator = stream[Symbol.asyncIterator]()
  const over = (): void => end()
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    next: async () => {
      try {
        const result = await iterator.next()
        if (result.done) over()
        return result
      } catch (error) {
        over()
        throw error
      }
    },
    return: async () => {
      // First, for the stream may be waiting for the next commit.
      over()
      return (await iterator.return?.()) ?? { done: true, value: undefined }
    },
  }
}
