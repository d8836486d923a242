/** A market of plain offers, one in each category, for stories about rules. */
import type { Offer, PayEntry, TariffLine } from '../../src/core/offer.ts'
import { startNode } from './node.ts'
import { EUR, offerOf, PAY_TO, person, rail, round, signed, termsOf, USD } from './offers.ts'
import { COIN, type Job, type Policy, quotes, wideMarket } from './quotes.ts'
import { didRegistry, offerBoard } from './registry.ts'
import { CHAIN, GENESIS_TIME } from './scripted.ts'

/** A token of a chain that nobody reads, and one that no feed prices. */
export const FAR = 'eip155:10/erc20:0x00000000000000000000000000000000000000d9'
export const UNFED = EUR.replace(/e1$/, 'e9')

/** Two dollars an hour, from one hour to a hundred. */
export const hour: TariffLine = { meter: 'time', unit: 'h', lo: '1', hi: '100', rates: [{ price: { USD: '2' } }] }

/** A way to pay in dollars. */
export const by = (via: string, asset = USD): PayEntry => ({ via, asset, dec: 6, cur: 'USD', to: PAY_TO, ttl: 60 })

/** The terms of a charger that sells hours in the category `x:<name>`. */
export const terms = (name: string, more: Partial<Offer> = {}): Partial<Offer> => ({
  ...termsOf('Bay 4'),
  cat: [`x:${name}`],
  tariff: [hour],
  pay: [by('x402/exact')],
  ...more,
})

/** A job of one hour in the category `x:<name>`. */
export const job = (name: string, more: Partial<Job> = {}): Job => ({
  category: `x:${name}`,
  quantities: [{ meter: 'time', value: '1', unit: 'h' }],
  ...more,
})

/** Starts a node on which each of these offers is announced, by a person of its name. */
export const startPolicies = async (market: Record<string, Partial<Offer>>) => {
  const [feed] = wideMarket.feeds ?? []
  const node = await startNode({
    settings: {
      ...wideMarket,
      feeds: [...(wideMarket.feeds ?? []), ...(feed ? [{ ...feed, base: FAR }] : [])],
      rails: [
        ...(wideMarket.rails ?? []),
        rail('x402/floor', { floor: 2_000_001n }),
        rail('x402/slow', { seconds: 600 }),
        rail('x402/far', { chain: 'eip155:*', gas: 1n }),
      ],
      tokens: [...(wideMarket.tokens ?? []), { asset: FAR, symbol: 'FAR', decimals: 6 }],
      coins: { [CHAIN]: COIN, 'eip155:10': COIN },
    },
  })
  const announce = offerBoard()
  const offers = Object.entries(market).map(([name, terms]) => signed(person(name), offerOf(person(name), terms)))
  const announced = (await Promise.all(offers)).map(offer => announce(offer))
  node.mine(round(100_000_000n, 1n, GENESIS_TIME), ...announced)
  await node.settle()
  return {
    ...node,
    announce,
    registry: didRegistry(node.chain.head),
    /** What each offer of the category costs, and the reason and detail of each that is left out. */
    outcome: async (job: Job, policy: Policy = {}, asOf?: object): Promise<string> => {
      const { nodes, exclusions } = await quotes(node, job, policy, asOf && { asOf })
      const told = exclusions.nodes.map(({ reason, detail }) => `${reason}: ${detail}`)
      return [...nodes.map(({ landed }) => landed.amount), ...told].join('; ')
    },
  }
}
