/** A node with sources of unsigned prices beside one signed offer, for stories about them. */
import type { Import, Settings } from '../../src/core/settings.ts'
import { run } from '../../src/store/statement.ts'
import { startNode } from './node.ts'
import { EUR, marketSettings, offerOf, PAY_TO, person, round, signed } from './offers.ts'
import { by } from './policies.ts'
import { type Job, type Policy, quotes } from './quotes.ts'
import { offerBoard } from './registry.ts'
import { CHAIN, GENESIS_TIME } from './scripted.ts'
import { asking402, dollars, item, json, openShops } from './shops.ts'
import { until } from './until.ts'

/** Ten years: whatever the clock says, the scripted chain is not that far from it. */
export const MAX_AGE = 315_360_000
export const LISTED = 'https://Rival.example/data?q=1'
export const RIVAL = 'https://rival.example/data?q=1'
export const MERCHANT = '2wKupLR9q6wXYppw8Gr2NvWxKBUqm4PPJKkQfoxHDBg4'
export const SOLANA = 'solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp'
const MINT = 'EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v'
export const WEB = `${SOLANA}/token:${MINT}`
const web = { network: SOLANA, asset: MINT, payTo: MERCHANT }

export const CEILING = 'CEILING_ONLY: the amount is the most that may be taken, not the price'

/** A job of so much of a meter, by default one call, in a category. */
export const job = (category = 'x:data', meter = 'call', value = '1'): Job => ({
  category,
  quantities: [{ meter, value, unit: `{${meter}}` }],
})

/** The source as the configuration would name it: it sells `x:data` by the call. */
export const sourceAt =
  (url: (path: string) => string) =>
  (kind: Import['kind'], path: string, more: Partial<Import> = {}): Import => ({
    kind,
    url: url(path),
    categories: ['x:data'],
    meter: { name: 'call', unit: '{call}' },
    maxAge: MAX_AGE,
    ...more,
  })

/** The question for everything that is listed. */
export const LIST = `query ($filter: UnsignedPriceFilter, $first: Int, $after: String, $asOf: AsOf) {
  unsignedPrices(filter: $filter, first: $first, after: $after, asOf: $asOf) {
    nodes { id status place resource network asset payTo accepts categories source { kind url verdict reason fetchedAt } offer { id } }
    edges { cursor } pageInfo { hasNextPage endCursor }
  }
}`
export type Shown = {
  readonly id: string
  readonly status: string
  readonly place: number
  readonly resource: string
  readonly network: string
  readonly asset: string | null
  readonly payTo: string
  readonly accepts: object
  readonly categories: readonly string[]
  readonly source: { kind: string; url: string; verdict: string; reason: string | null; fetchedAt: string }
  readonly offer: { readonly id: string } | null
}
export type Page = { readonly nodes: readonly Shown[]; readonly pageInfo: { hasNextPage: boolean; endCursor: string } }

/** Starts the sources, and a node that has fetched them. */
export const startUnsigned = async () => {
  const shops = await openShops()
  const source = sourceAt(shops.url)
  shops.tell('/data', asking402([dollars('200'), dollars('90', { scheme: 'upto' })]))
  shops.tell('/free', json({ x402Version: 2, accepts: [dollars('1')] }))
  shops.tell('/nothing', asking402([]))
  shops.tell('/bazaar', json({ x402Version: 2, items: [item(LISTED, [dollars('300'), dollars('5', web)])] }))
  shops.tell('/bare', asking402([dollars('1')]))
  shops.tell('/points', asking402([dollars('400')]))
  shops.tell(
    '/tool.json',
    json({
      endpoint: shops.url('/tool'),
      pricing: [{ amount: '1', asset: EUR, recipient: `${CHAIN}:${PAY_TO}`, protocol: 'x402' }],
    }),
  )

  const settings: Partial<Settings> = {
    ...marketSettings,
    imports: [
      source('x402', '/data'),
      source('x402', '/free'),
      source('x402', '/nothing'),
      source('x402', '/bare', { categories: [] }),
      source('x402', '/points', { categories: ['x:points'], meter: { name: 'point', unit: '{point}' } }),
      source('bazaar', '/bazaar'),
      source('erc8257', '/tool.json', { categories: ['x:tool'] }),
    ],
  }
  const node = await startNode({ settings })
  const call = { meter: 'call', unit: '{call}', hi: '1', rates: [{ price: { USD: '0.00025' } }] }
  const seller = offerOf(person('seller'), {
    name: 'Signed data',
    cat: ['x:data'],
    at: { by: 'http', url: 'https://seller.example/' },
    tariff: [call],
    pay: [by('x402/exact')],
  })
  const announce = offerBoard()
  node.mine(round(100_000_000n, 1n, GENESIS_TIME), announce(await signed(person('seller'), seller)))
  await node.settle()

  const refetch = async () => {
    const second = () => Math.floor(Date.now() / 1_000)
    const before = second()
    await until('a second has passed', () => second() > before)
    await node.store.write(() => run(`update document set due = 0 where kind in ('x402', 'bazaar', 'erc8257')`))
    await node.settle()
  }
  const listed = async (variables: object = {}): Promise<Page> =>
    (await node.ask<{ unsignedPrices: Page }>(LIST, variables)).unsignedPrices
  /** Who quotes what, and why the others do not: an unsigned price by the resource that it is of. */
  const outcome = async (policy: Policy, of: Job = job(), more: object = {}): Promise<string[]> => {
    const { nodes, exclusions } = await quotes(node, of, policy, more)
    const name = (subject: string) =>
      subject
        .replace(/#0x\w{64}$/, '')
        .replace(shops.origin, '')
        .replace(person('seller').did, 'seller')
    return [
      ...nodes.map(({ offer, landed }) => `${name(offer.subject)} ${landed.amount}`),
      ...exclusions.nodes.map(({ offer, reason, detail }) => `${name(offer.subject)} ${reason}: ${detail}`).sort(),
    ]
  }
  return {
    node,
    shops,
    source,
    settings,
    listed,
    outcome,
    /** Has everything fetched again, in a second of its own: the history of fetches is kept by the second. */
    refetch,
    close: async () => {
      await node.close()
      shops.close()
    },
  }
}
