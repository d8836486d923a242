/** HTTP: GraphQL, and what operators ask: /health, /ready, /status, /metrics. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { renderGraphiQL } from '@graphql-yoga/render-graphiql'
import { createYoga, type Plugin } from 'graphql-yoga'
import type { Context } from '../core/context.ts'
import { keeping } from '../core/kept.ts'
import type { HttpAnswer, Module } from '../core/module.ts'
import { recent } from '../core/recent.ts'
import type { Settings } from '../core/settings.ts'
import { catalogueOf } from '../store/catalogue.ts'
import type { Store } from '../store/open.ts'
import { isStale, statusOf } from './base.ts'
import { type RequestContext, requestContext } from './context.ts'
import { errorMask } from './errors.ts'
import { exportsOf } from './export.ts'
import { exportRoutes } from './exportRoutes.ts'
import { LIMITS, limitPlugins } from './limits.ts'
import { metrics } from './metrics.ts'
import { executableSchema } from './schema.ts'
import { subscriptions } from './subscriptions.ts'

export type ApiOptions = {
  readonly store: Store
  readonly modules: readonly Module[]
  readonly settings: Settings
  readonly version: string
  /** What GraphiQL shows first. */
  readonly example: string
  /** Hears of faults of ours; clients do not. */
  readonly onFault: (error: unknown) => void
}

/** Answers HTTP requests; `fetch` answers one without a port. */
export type Api = {
  readonly fetch: (request: Request) => Promise<Response>
  readonly listen: (port: number, host: string) => Promise<{ readonly url: string; close(): Promise<void> }>
}

/** How many computed answers are kept; the largest are DID documents of some kilobytes. */
const MEMO_MAX = 5_000

export const api = (options: ApiOptions): Api => {
  const { store, settings, version, onFault } = options
  const [memo, kept] = [recent<unknown>(MEMO_MAX), keeping()]
  const opened = () => requestContext(store, settings, memo, kept)
  const streams = subscriptions(store, opened)
  const exported = exportRoutes(exportsOf(store, catalogueOf(options.modules), opened), onFault)
  const measured = metrics(store, version, streams.open)
  const yoga = createYoga<object, RequestContext>({
    schema: executableSchema(options.modules, version),
    context: opened,
    plugins: [...limitPlugins(), releasing, streams.plugin, measured.plugin],
    maskedErrors: { maskError: errorMask(onFault) },
    graphqlEndpoint: '/graphql',
    landingPage: false,
    logging: false,
    multipart: false,
    renderGraphiQL,
    graphiql: { defaultQuery: options.example, title: 'Portolan' },
    // Nothing is kept in cookies, so any page may ask.
    cors: { origin: '*', credentials: false, methods: ['GET', 'POST', 'OPTIONS'] },
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

  const routes: Record<string, () => Promise<HttpAnswer>> = {
    '/health': async () => json(200, { ok: true }),
    '/status': async () => json(200, await status()),
    '/ready': async () => {
      const { chains } = await status()
      const waiting = chains
        .filter(({ state, head }) => state !== 'FOLLOWING' || !head || isStale(head.time))
        .map(({ chain, state, reason }) => ({ chain, state, reason }))
      const ready = chains.length > 0 && waiting.length === 0
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
    const route = routes[(request.url ?? '').split('?')[0] ?? ''] ?? moduleRoute(request)
    if (!route && (await exported(request, response))) return
    if (!route) return void (await yoga(request, response))
    const answer = await route().catch(error => {
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
      new Promise((resolve, reject) => {
        const server = createServer((request, response) => void handle(request, response))
        server.headersTimeout = 10_000
        server.requestTimeout = 30_000
        server.once('error', reject)
        server.listen(port, host, () => {
          const { port: bound } = server.address() as AddressInfo
          const close = () => closed(server, streams.end)
          resolve({ url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`, close })
        })
      }),
  }
}

const json = (status: number, value: unknown): HttpAnswer => ({
  status,
  type: 'application/json',
  body: `${JSON.stringify(value, (_, v) => (typeof v === 'bigint' ? String(v) : v))}\n`,
})

/** Takes nothing new, lets `end` bring what would go on for ever to its end, and cuts the rest. */
const closed = (server: Server, end: () => Promise<void>): Promise<void> =>
  new Promise(resolve => {
    server.close(() => resolve())
    void end().then(() => server.closeAllConnections())
  })

/** Ends the read transaction of a request with its execution. */
const releasing: Plugin<RequestContext> = {
  onExecute: ({ args }) => ({ onExecuteDone: () => args.contextValue.release() }),
}
