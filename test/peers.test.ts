/**
 * The pick of this node beside those of six other formulas, on the same markets. `UPDATE=1 node test/peers.test.ts` writes
 * the table.
 */
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { after, test } from 'node:test'
import type { Settings } from '../src/core/settings.ts'
import { startNode } from './support/node.ts'
import { marketSettings, offerOf, person, round, signed } from './support/offers.ts'
import { atomic, type Fraction, frac, order, price, text } from './support/oracle.ts'
import { FINE, MARKETS, type Market, steady, UNFED } from './support/peerMarkets.ts'
import { PEERS } from './support/peers.ts'
import { quotes } from './support/quotes.ts'
import { offerBoard } from './support/registry.ts'
import { GENESIS_TIME } from './support/scripted.ts'

const [dollar] = marketSettings.feeds ?? []
const settings: Partial<Settings> = {
  ...marketSettings,
  feeds: [...(marketSettings.feeds ?? []), ...(dollar ? [{ ...dollar, base: FINE }] : [])],
  tokens: [
    ...(marketSettings.tokens ?? []),
    { asset: FINE, symbol: 'FINE', decimals: 18 },
    { asset: UNFED, symbol: 'UNFED', decimals: 6 },
  ],
}
const node = await startNode({ settings })
after(() => node.close())
const announce = offerBoard()
const keeper = (market: string, name: string) => person(`${market} ${name}`)
const offers = Object.entries(MARKETS).flatMap(([market, { sellers }]) =>
  Object.entries(sellers).map(([name, { terms }]) => {
    const who = keeper(market, name)
    return signed(who, offerOf(who, { ...terms, cat: [`x:${market}`] }))
  }),
)
node.mine(round(100_000_000n, 1n, GENESIS_TIME), ...(await Promise.all(offers)).map(offer => announce(offer)))
await node.settle()

/** What the job costs at each seller that has a price, by the second arithmetic, cheapest first. */
const costsIn = ({ sellers, quantities }: Market): [name: string, cost: Fraction][] => {
  const needs = Object.fromEntries(quantities.map(({ meter, value, unit }) => [meter, { value: frac(value), unit }]))
  const costs = Object.entries(sellers).flatMap(([name, { terms, listing }]): [string, Fraction][] => {
    const [entry] = terms.pay ?? []
    if (listing.headline === null || !entry || !terms.tariff) return []
    return [[name, [atomic(price({ tariff: terms.tariff }, needs, entry), entry), 10n ** BigInt(entry.dec)]]]
  })
  return costs.sort(([, a], [, b]) => order(a, b))
}

type Row = {
  readonly what: string
  readonly costs: string
  readonly cheapest: string
  readonly picks: Record<string, string>
}

const rowOf = async (name: string, market: Market): Promise<Row> => {
  const { nodes } = await quotes(node, { category: `x:${name}`, quantities: market.quantities })
  const pick = Object.keys(market.sellers).find(
    seller => nodes[0]?.offer.subject === `${keeper(name, seller).did}#offer`,
  )
  const listings = Object.entries(market.sellers).map(([name, { listing }]) => ({ ...steady, ...listing, name }))
  const costs = costsIn(market)
  const peers = Object.entries(PEERS).map(([peer, choose]) => [peer, choose(listings, market.budget)])
  const unpriced = Object.keys(market.sellers).filter(seller => !costs.some(([name]) => name === seller))
  return {
    what: market.what,
    costs: [...costs.map(([name, cost]) => `${name} ${text(cost)}`), ...unpriced.map(name => `${name} ?`)].join(', '),
    cheapest: costs[0]?.[0] ?? '',
    picks: { Portolan: pick ?? 'nobody', ...Object.fromEntries(peers) },
  }
}

const rows = await Promise.all(Object.entries(MARKETS).map(([name, market]) => rowOf(name, market)))
const systems = ['Portolan', ...Object.keys(PEERS)]
const wrongIn = (system: string) => rows.filter(({ picks, cheapest }) => picks[system] !== cheapest).length

/** The table of the document. */
const table = () => {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [
    line(['Market', 'What the job costs, in dollars', ...systems]),
    line(['---', '---', ...systems.map(() => '---')]),
    ...rows.map(({ what, costs, cheapest, picks }) =>
      line([what, costs, ...systems.map(system => `${picks[system]}${picks[system] === cheapest ? '' : ' ✗'}`)]),
    ),
    line(['not the cheapest', '', ...systems.map(system => `${wrongIn(system)} of ${rows.length}`)]),
  ].join('\n')
}

const FILE = new URL('./peers.md', import.meta.url)
const HEAD = `# Who would be picked

The same sellers and the same job, asked of this node over GraphQL, and given to the formulas by which other systems choose,
written from descriptions of them. Each formula is given what its system would know: the price of a unit as it is listed,
latency, stake, history. A pick that is not the cheapest of those whose price is known is marked ✗; two names are a tie.
Some of these systems do not set out to find the cheapest, and none was run: this shows what a formula does, not what a
service is worth.

This table is made and checked by \`test/peers.test.ts\`.

`

test('the table of the document is what was run', () => {
  const made = `${HEAD}${table()}\n`
  if (process.env.UPDATE) writeFileSync(FILE, made)
  assert.equal(readFileSync(FILE, 'utf8'), made)
})

test('in every market the cheapest is picked here, and by each of the other formulas somewhere not', () => {
  assert.deepEqual(
    rows.map(({ picks }) => picks.Portolan),
    rows.map(({ cheapest }) => cheapest),
  )
  assert.deepEqual(
    Object.keys(PEERS).filter(peer => wrongIn(peer) === 0),
    [],
  )
})

test('each trap catches whom it is known to catch', () => {
  const picked = (what: keyof typeof MARKETS, peer: string) => rows[Object.keys(MARKETS).indexOf(what)]?.picks[peer]
  assert.deepEqual(
    [
      picked('mute', 'The Graph gateway'),
      picked('decimals', 'Olas'),
      [picked('three', 'AntSeed'), picked('decoy', 'AntSeed')],
      [picked('minutes', 'OpenRouter'), picked('hours', 'OpenRouter')],
      picked('words', 'Agent402'),
      picked('newcomer', 'The Graph gateway'),
      picked('stake', 'Livepeer'),
    ],
    ['mute', 'hundred', ['slow', 'fast'], ['session', 'session'], 'plain', 'newcomer', 'whale'],
  )
})
