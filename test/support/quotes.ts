/** The main question as clients ask it. */
import type { Offer } from '../../src/core/offer.ts'
import type { Settings } from '../../src/core/settings.ts'
import type { TestNode } from './node.ts'
import { EUR, marketSettings, rail, USD } from './offers.ts'
import { addressOf, CHAIN } from './scripted.ts'

export type Quantity = { readonly meter: string; readonly value: string; readonly unit: string }
export type Job = {
  readonly category: string
  readonly quantities: readonly Quantity[]
  readonly near?: { readonly latitude: string; readonly longitude: string; readonly withinMeters: number }
  readonly spec?: readonly object[]
  readonly purchases?: number
}
export type Policy = Record<string, unknown>

type Money = {
  readonly currency: string
  readonly amount: string
  readonly atomic: string | null
  readonly asset: string
}
type Line = {
  readonly meter: string
  readonly quantity: string | null
  readonly unit: string | null
  readonly amount: string
  readonly currency: string
}
export type Quoted = {
  readonly rank: number
  readonly offer: { readonly subject: string; readonly token: string }
  readonly total: Money
  readonly landed: Money
  readonly rail: string
  readonly charge: readonly Line[]
  readonly settlement: {
    readonly gas: string
    readonly gasPrice: string | null
    readonly cost: Money
    readonly seconds: number
  }
  readonly distanceMeters: number | null
  readonly trust: number | null
  readonly accepts: readonly Record<string, unknown>[] | null
}
export type Excluded = {
  readonly offer: { readonly subject: string }
  readonly reason: string
  readonly detail: string
}
export type Quotes = {
  readonly edges: readonly { readonly cursor: string }[]
  readonly nodes: readonly Quoted[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  readonly inputs: {
    readonly now: string
    readonly rates: readonly {
      readonly base: string
      readonly quote: string
      readonly answer: string
      readonly decimals: number
      readonly round: string
      readonly updatedAt: string
      readonly origin: { readonly block: string; readonly contract: string }
    }[]
    readonly gas: readonly { readonly chain: string; readonly price: string; readonly block: string }[]
  }
  readonly exclusions: {
    readonly nodes: readonly Excluded[]
    readonly totalCount: number
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  }
}

/** Everything that an answer holds, a page of each list. */
export const QUOTE = `query ($job: Job!, $policy: Policy, $first: Int!, $after: String, $asOf: AsOf,
    $firstExcluded: Int!, $afterExcluded: String) {
  quote(job: $job, policy: $policy, first: $first, after: $after, asOf: $asOf) {
    edges { cursor }
    nodes {
      rank offer { subject token } total { currency amount atomic asset } landed { currency amount atomic asset }
      rail charge { meter quantity unit amount currency } settlement { gas gasPrice cost { currency amount } seconds }
      distanceMeters trust accepts
    }
    pageInfo { hasNextPage endCursor }
    inputs { now rates { base quote answer decimals round updatedAt origin { block contract } } gas { chain price block } }
    exclusions(first: $firstExcluded, after: $afterExcluded) {
      nodes { offer { subject } reason detail } totalCount pageInfo { hasNextPage endCursor }
    }
  }
}`

/** The variables of a question: everything on one page unless it says otherwise. */
export const question = (job: Job, policy: Policy = {}, more: object = {}): object => ({
  job,
  policy,
  first: 100,
  firstExcluded: 100,
  ...more,
})

/** Asks for quotes. */
export const quotes = async (
  node: Pick<TestNode, 'ask'>,
  job: Job,
  policy: Policy = {},
  more: object = {},
): Promise<Quotes> => (await node.ask<{ quote: Quotes }>(QUOTE, question(job, policy, more))).quote

/** The claims of a token. */
export const claimsOf = (token: string): Offer =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'))

export const BITCOIN = 'bip122:000000000019d6689c085ae165831e93/slip44:0'
export const COIN = `${CHAIN}/slip44:60`

const feed = (base: string, quote: string, decimals: number) => ({
  chain: CHAIN,
  contract: addressOf('TestPriceFeed'),
  base,
  quote,
  decimals,
  heartbeat: 86_400,
})

/**
 * A market in dollars, euros, coins and bitcoin. One aggregator prices them all, each in other decimals: at 1.00 a
 * dollar is worth 1, a euro 10, the coin of the chain 1,000 and a bitcoin 100,000.
 */
export const wideMarket: Partial<Settings> = {
  ...marketSettings,
  feeds: [feed(USD, 'USD', 8), feed(EUR, 'USD', 7), feed(COIN, 'USD', 5), feed(BITCOIN, 'USD', 3)],
  rails: [...(marketSettings.rails ?? []), rail('superfluid/cfa'), rail('l402/invoice', { chain: 'bip122:*' })],
  tokens: [
    { asset: USD, symbol: 'TUSD', decimals: 6 },
    { asset: EUR, symbol: 'TEUR', decimals: 6 },
    { asset: COIN, symbol: 'COIN', decimals: 18 },
    { asset: BITCOIN, symbol: 'BTC', decimals: 11 },
  ],
  coins: { [CHAIN]: COIN },
}
