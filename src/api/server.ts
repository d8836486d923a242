/** HTTP: GraphQL, and what operators ask: /health, /ready, /status, /metrics. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { renderGraphiQL } from '@graphql-yoga/render-graphiql'
import { createYoga, type Plugin } from 'graphql-yoga'
import type { Context } from '../core/context.ts'
import { PortolanError } from '../core/errors.ts'
import { keeping } from '../core/kept.ts'
import type { HttpAnswer, Module } from '../core/module.ts'
import { recent } from '../core/recent.ts'
import type { Settings } from '../core/settings.ts'
import { catalogueOf } from '../store/catalogue.ts'
import { ofRules } from '../store/ofRules.ts'
import type { Store } from '../store/open.ts'
import { admission } from './admission.ts'
import { bounded } from './answerBytes.ts'
import { isStale, statusOf } from './base.ts'
import { type RequestContext, requestContext } from './context.ts'
import { cors } from './cors.ts'
import { deadline } from './deadline.ts'
import { errorMask } from './errors.ts'
import { exportsOf } from './export.ts'
import { exportRoutes } from './exportRoutes.ts'
import { LIMITS, limitPlugins } from './limits.ts'
import { type Listening, listen } from './listen.ts'
import { metrics } from './metrics.ts'
import { reject } from './rejection.ts'
import { executableSchema } from './schema.ts'
import { SERVING, type Serving } from './serving.ts'
import { subscriptions } from './subscriptions.ts'
import { unasked } from './unasked.ts'

export type ApiOptions = {
  readonly store: Store
  readonly modules: readonly Module[]
  readonly settings: Settings
  readonly version: string
  /** What GraphiQL shows first. */
  readonly example: string
  /** Hears of faults of ours; clients do not. */
  readonly onFault: (error: unknown) => void
  readonly serving?: Serving
  /** The number of this process among those that share the port. */
  readonly worker?: number
}

/** Answers HTTP requests; `fetch` answers one without a port. */
export type Api = {
  readonly fetch: (request: Request) => Promise<Response>
  readonly listen: (port: number, host: string) => Promise<Listening>
}

/** How many computed answers are kept; the largest are DID documents of some kilobytes. */
const MEMO_MAX = 5_000

export const api = (options: ApiOptions): Api => {
  const { settings, version, onFault, serving = SERVING } = options
  const store = ofRules(options.store, options.modules)
  const [memo, kept] = [recent<unknown>(MEMO_MAX), keeping()]
  const opened = (gone?: AbortSignal) => requestContext(store, settings, memo, kept, deadline(serving.deadlineMs, gone))
  const schema = executableSchema(options.modules, version)
  const admitted = admission(schema, serving, code => measured.rejected(code))
  const streams = subscriptions(store, opened, admitted.asker)
  const exported = exportRoutes(exportsOf(store, catalogueOf(options.modules), opened), admitted.asker, onFault)
  const measured = metrics(store, version, streams.open, options.worker)
  const yoga = createYoga<object, RequestContext>({
    schema,
    context: ({ request }) => opened(request.signal),
    plugins: [...limitPlugins(), admitted.plugin, releasing, streams.plugin, measured.plugin, bounded(serving)],
    maskedErrors: { maskError: errorMask(onFault, measured.rejected) },
    graphqlEndpoint: '/graphql',
    landingPage: false,
    logging: false,
    multipart: false,
    renderGraphiQL,
    graphiql: { defaultQuery: options.example, title: 'Portolan' },
    cors: false,
    maxRequestBodySize: LIMITS.bodyBytes,
  })

  const withContext = async <R>(work: (context: Context) => Promise<R>): Promise<R> => {
    const context = opened()
    try {
      return await work(context)
    } finally {
      context.release()
    }
  }
  const prefixes = options.modules.flatMap(({ http }) => Object.entries(http))
  const status = () => withContext(context => statusOf(context, version))
  let ending = false

  const routes: Record<string, () => Promise<HttpAnswer>> = {
    '/health': async () => json(200, { ok: true }),
    '/status': async () => json(200, await status()),
    '/ready': async () => {
      const { chains } = await status()
      const waiting = chains
        .filter(({ state, head }) => state !== 'FOLLOWING' || !head || isStale(head.time))
        .map(({ chain, state, reason }) => ({ chain, state, reason }))
      const ready = chains.length > 0 && waiting.length === 0 && !ending
      return json(ready ? 200 : 503, { ready, waiting })
    },
    '/metrics': async () => ({ status: 200, type: measured.contentType, body: await measured.text() }),
    '/': async () => ({ status: 302, type: 'text/plain', body: '', location: '/graphql' }),
  }

  const moduleRoute = ({ url = '', method, headers: { accept } }: IncomingMessage) => {
    const [prefix, answer] = prefixes.find(([prefix]) => url.startsWith(prefix)) ?? []
    if (!prefix || !answer || method !== 'GET') return undefined
    return () => withContext(context => answer({ rest: url.slice(prefix.length), accept }, context))
  }

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (cors(request, response, serving.origins)) return
    const path = (request.url ?? '').split('?')[0] ?? ''
    const rejection = unasked(path, request) ?? admitted.take(request, costOfPath(path))
    if (rejection) {
      measured.rejected(rejection.code)
      return reject(response, rejection)
    }
    const route = routes[path] ?? moduleRoute(request)
    if (!route && (await exported(request, response))) return
    if (!route) return void (await yoga(request, response))
    const answer = await route().catch(error => {
      if (error instanceof PortolanError && error.code === 'other_rules') {
        const { code, message, hint } = error
        return json(503, { code, message, hint })
      }
      onFault(error)
      return json(500, { code: 'internal', message: 'this cannot be answered', hint: 'see the log of this node' })
    })
    const location = answer.location ? { location: answer.location } : {}
    response
      .writeHead(answer.status, { 'content-type': answer.type, 'cache-control': 'no-store', ...location })
      .end(answer.body)
  }

  return {
    fetch: async request => yoga.fetch(request),
    listen: (port, host) =>
      listen(port, host, {
        handle,
        serving,
        onRejection: measured.rejected,
        onClose: () => {
          ending = true
          return streams.end()
        },
      }),
  }
}

const json = (status: number, value: unknown): HttpAnswer => ({
  status,
  type: 'application/json',
  body: `${JSON.stringify(value, (_, v) => (typeof v === 'bigint' ? String(v) : v))}\n`,
})

/** What a request costs beside the question in it. */
const costOfPath = (path: string): number => {
  if (path === '/health' || path === '/ready') return 0
  if (path === '/graphql') return 10
  return path === '/changes' || path.startsWith('/export/') ? 5_000 : 200
}

/** Ends the read transaction of a request with its execution. */
const releasing: Plugin<RequestContext> = {
  onExecute: ({ args }) => ({ onExecuteDone: () => args.contextValue.release() }),
}
