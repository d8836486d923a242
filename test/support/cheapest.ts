/** The first quote over time, as clients ask for it, in a market that never rests. */
import type { Offer } from '../../src/core/offer.ts'
import { feed, type startMarket } from './market.ts'
import { EUR, rail, USD } from './offers.ts'
import { by, hour, terms } from './policies.ts'
import { COIN, type Policy } from './quotes.ts'
import { CHAIN } from './scripted.ts'

const EVENT = '{ kind at chain block origin { block logIndex } }'
export const HISTORY = `query ($job: Job!, $policy: Policy, $from: DateTime!, $to: DateTime, $first: Int, $after: String) {
  cheapestHistory(job: $job, policy: $policy, from: $from, to: $to, first: $first, after: $after) {
    nodes { from to quote { offer { id subject } landed { amount } rail total { asset } } opened ${EVENT} closed ${EVENT} }
    pageInfo { hasNextPage endCursor } _meta { now }
  }
}`
const QUOTE = `query ($job: Job!, $policy: Policy, $asOf: AsOf) {
  quote(job: $job, policy: $policy, first: 1, asOf: $asOf) {
    nodes { offer { id subject } landed { amount } rail total { asset } }
  }
}`
export type Winner = {
  readonly offer: { readonly id: string; readonly subject: string }
  readonly landed: { readonly amount: string }
  readonly rail: string
  readonly total: { readonly asset: string }
} | null
export type Event = {
  readonly kind: string
  readonly at: string
  readonly block: string | null
  readonly origin: { readonly logIndex: string } | null
}
type Page = {
  readonly nodes: readonly {
    readonly from: string
    readonly to: string | null
    readonly quote: Winner
    readonly opened: readonly Event[]
    readonly closed: readonly Event[]
  }[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}

/** A market whose feeds grow old in three minutes, on a chain whose gas one rail pays. */
export const settings = {
  feeds: [1, 2, 3].map((k, i) => feed(k, [USD, EUR, COIN][i] ?? '', 'USD', { heartbeat: 120 })),
  rails: [
    rail('x402/exact'),
    rail('x402/upto'),
    rail('x402/slow', { seconds: 60 }),
    rail('x402/gas', { gas: 50_000n * 10n ** 9n }),
  ],
  tokens: [USD, EUR].map(asset => ({ asset, symbol: 'TEST', decimals: 6 })),
  coins: { [CHAIN]: COIN },
}
/** A job of one hour. */
export const job = { category: 'x:history', quantities: [{ meter: 'time', value: '1', unit: 'h' }] }
const { min: _, max: __, ...plain } = terms('history')
/** The terms of an offer of hours at so much. */
export const sells = (price: string, more: Partial<Offer> = {}): Partial<Offer> => ({
  ...plain,
  tariff: [{ ...hour, rates: [{ price: { USD: price } }] }],
  pay: [by('x402/exact')],
  ...more,
})

/** Asks a market for its history, and for what it says of one moment. */
export const asker = (market: Awaited<ReturnType<typeof startMarket>>) => {
  const page = async (variables: object): Promise<Page> =>
    (await market.ask<{ cheapestHistory: Page }>(HISTORY, { job, ...variables })).cheapestHistory
  return {
    page,
    /** Every period, page by page. */
    all: async (variables: object): Promise<Page['nodes']> => {
      const found: Page['nodes'][number][] = []
      for (let after: string | null = null; ; ) {
        const next: Page = await page({ first: 37, after, ...variables })
        found.push(...next.nodes)
        if (!next.pageInfo.hasNextPage) return found
        after = next.pageInfo.endCursor
      }
    },
    winner: async (time: string, policy: Policy = {}): Promise<Winner> =>
      (await market.ask<{ quote: { nodes: readonly Winner[] } }>(QUOTE, { job, policy, asOf: { time } })).quote
        .nodes[0] ?? null,
  }
}
