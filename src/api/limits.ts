/** How large a question may be. On by default; a question beyond is refused before any work. */
import { maxAliasesPlugin } from '@escape.tech/graphql-armor-max-aliases'
import { maxDepthPlugin } from '@escape.tech/graphql-armor-max-depth'
import { maxTokensPlugin } from '@escape.tech/graphql-armor-max-tokens'
import { GraphQLError } from 'graphql'
import type { Plugin } from 'graphql-yoga'

export const LIMITS = {
  /** Levels of nested fields. */
  depth: 14,
  aliases: 30,
  /** Lexical tokens of a document. */
  tokens: 2_000,
  /** Bytes of a request body. */
  bodyBytes: 128 * 1_024,
  /** Subscriptions at once. */
  subscriptions: 1_000,
  /** Subscriptions at once from one network address: all of those behind one proxy. */
  subscriptionsPerClient: 100,
  /** Milliseconds after which a client that takes nothing of what it subscribed to is cut off. */
  subscriptionStallMs: 60_000,
  /** Exports and feeds that are streamed at once, and of those to one network address. */
  exports: 32,
  exportsPerClient: 8,
  /** Milliseconds after which a client that takes nothing of its export is cut off. */
  exportStallMs: 60_000,
} as const

/** Bounds of a request whatever it asks, and of its connection. */
export const HTTP = {
  /** All headers together. */
  headerBytes: 16 * 1_024,
  headers: 100,
  urlBytes: 12 * 1_024,
  /** Milliseconds until the headers, and until the whole request, must have come. */
  headersMs: 10_000,
  requestMs: 30_000,
  /** How often that is looked at. */
  lookMs: 2_000,
  /** Milliseconds that a connection is kept without a request. */
  keepAliveMs: 10_000,
  /** Milliseconds after which a connection is cut on which nothing moves while something is due. */
  stallMs: 60_000,
} as const

/** What to do about a question that is too large. */
export const SMALLER = 'ask for less at a time'

const refused = (what: string, limit: number): never => {
  throw new GraphQLError(`the query has more than ${limit} ${what}`, {
    extensions: { code: 'too_large', hint: SMALLER },
  })
}

/** The plugins that keep `LIMITS`. */
export const limitPlugins = (): Plugin[] => {
  const quiet = { propagateOnRejection: false }
  const on = (what: string, limit: number) => ({ n: limit, ...quiet, onReject: [() => refused(what, limit)] })
  return [
    maxTokensPlugin(on('tokens', LIMITS.tokens)),
    maxDepthPlugin(on('levels of fields', LIMITS.depth)),
    maxAliasesPlugin(on('aliases', LIMITS.aliases)),
  ] as Plugin[]
}
