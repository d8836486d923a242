/** The quotes of the book of a category beside those of the whole ranking, over a store that a chain is indexed into. */
import fc from 'fast-check'
import { requestContext } from '../../src/api/context.ts'
import { keeping } from '../../src/core/kept.ts'
import { recent } from '../../src/core/recent.ts'
import type { Settings } from '../../src/core/settings.ts'
import { best } from '../../src/modules/discovery/best.ts'
import { readJob, readPolicy } from '../../src/modules/discovery/job.ts'
import { rank } from '../../src/modules/discovery/rank.ts'
import { EUR, round, USD } from './offers.ts'
import { PEOPLE } from './play.ts'
import { COIN } from './quotes.ts'
import { addressOf, CHAIN, type Emitted, GENESIS_TIME, scriptedChain } from './scripted.ts'
import { noSettings } from './settings.ts'
import { job, policyOf, rails } from './terms.ts'
import { indexing, temporaryStore } from './world.ts'

const feed = (base: string, quote: string, decimals: number) => ({
  chain: CHAIN,
  contract: addressOf('TestPriceFeed'),
  base,
  quote,
  decimals,
  heartbeat: 10 ** 9,
})
const settings: Settings = {
  ...noSettings,
  feeds: [feed(USD, 'USD', 8), feed(EUR, 'USD', 7), feed(COIN, 'USD', 5)],
  rails,
  tokens: [USD, EUR].map(asset => ({ asset, symbol: 'TEST', decimals: 6 })),
  coins: { [CHAIN]: COIN },
}

/** A store that a chain is indexed into, and one server's memory over it. */
export const startBooks = async (more: Partial<Settings> = {}) => {
  const all = { ...settings, ...more }
  const chain = scriptedChain()
  const store = temporaryStore()
  chain.mine([round(99_991_000n, 1n, GENESIS_TIME)])
  const indexer = indexing(store, chain.source, { settings: all })
  await indexer.reach(chain.head())
  const [memo, kept] = [recent<unknown>(100), keeping()]
  return {
    settings: all,
    kept,
    chain,
    store,
    mine: async (events: readonly Emitted[], seconds = 12) => {
      chain.mine(events, seconds)
      await indexer.reach(chain.head())
    },
    opened: () => requestContext(store, all, memo, kept),
    close: async () => {
      await indexer.stop()
      await store.close()
    },
  }
}
export type Books = Awaited<ReturnType<typeof startBooks>>

export type Asked = {
  readonly job: Parameters<typeof readJob>[0]
  readonly policy: object
  readonly count: number
  readonly behind: number
}

/** The quotes of the book and those of the whole ranking. */
export const both = async (books: Books, { job: jobInput, policy: policyInput, count, behind }: Asked) => {
  const [job, policy] = [readJob(jobInput), readPolicy(policyInput)]
  const asked = policy.perKilometer && !job.near ? { ...policy, perKilometer: null } : policy
  const context = books.opened()
  const question = { snapshot: await context.at(null), settings: books.settings, job, policy: asked }
  const { quotes } = await rank(question)
  const after = quotes[behind - 1] ?? null
  const found = await best(question, count, after)
  context.release()
  const from = after ? behind : 0
  const ranked = quotes.slice(from, from + count).map((quoted, i) => ({ quoted, rank: from + i + 1 }))
  return { found, ranked }
}

/** Any question that the market of `play.ts` may be asked. */
export const asked: fc.Arbitrary<Asked> = fc.record({
  job,
  policy: fc.oneof(fc.constant({ unknownTrust: true }), policyOf(PEOPLE.map(({ did }) => did))),
  count: fc.constantFrom(1, 2, 3, 6, 21),
  behind: fc.constantFrom(0, 0, 0, 1, 4),
})
