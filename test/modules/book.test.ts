import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { requestContext } from '../../src/api/context.ts'
import { keeping } from '../../src/core/kept.ts'
import { recent } from '../../src/core/recent.ts'
import type { Settings } from '../../src/core/settings.ts'
import { best } from '../../src/modules/discovery/best.ts'
import { readJob, readPolicy } from '../../src/modules/discovery/job.ts'
import { rank } from '../../src/modules/discovery/rank.ts'
import { fixedTrust } from '../../src/modules/discovery/trust.ts'
import { EUR, round, USD } from '../support/offers.ts'
import { opening, PEOPLE, playing, type Step, step } from '../support/play.ts'
import { COIN } from '../support/quotes.ts'
import { addressOf, CHAIN, type Emitted, GENESIS_TIME, scriptedChain } from '../support/scripted.ts'
import { noSettings } from '../support/settings.ts'
import { job, policyOf, rails } from '../support/terms.ts'
import { indexing, temporaryStore } from '../support/world.ts'

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

/** Some are trusted, more or less, and some are unknown. */
const trust = fixedTrust(issuer => {
  const lower = [null, 0, 200_000, 500_000, 900_000, null][PEOPLE.findIndex(({ did }) => did === issuer)] ?? null
  return lower === null ? null : { lower, forgeCost: BigInt(1_000_000 - lower) * 100n }
})

/** A store that a chain is indexed into, and one server's memory over it. */
const startBooks = async () => {
  const chain = scriptedChain()
  const store = temporaryStore()
  chain.mine([round(99_991_000n, 1n, GENESIS_TIME)])
  const indexer = indexing(store, chain.source)
  await indexer.reach(chain.head())
  const [memo, kept] = [recent<unknown>(100), keeping()]
  kept('trust', () => trust)
  return {
    chain,
    store,
    mine: async (events: readonly Emitted[], seconds = 12) => {
      chain.mine(events, seconds)
      await indexer.reach(chain.head())
    },
    opened: () => requestContext(store, settings, memo, kept),
    close: async () => {
      await indexer.stop()
      await store.close()
    },
  }
}
type Books = Awaited<ReturnType<typeof startBooks>>

type Asked = {
  readonly job: Parameters<typeof readJob>[0]
  readonly policy: object
  readonly count: number
  readonly behind: number
}

/** The quotes of the book and those of the whole ranking. */
const both = async (books: Books, { job: jobInput, policy: policyInput, count, behind }: Asked) => {
  const [job, policy] = [readJob(jobInput), readPolicy(policyInput)]
  const asked = policy.perKilometer && !job.near ? { ...policy, perKilometer: null } : policy
  const context = books.opened()
  const question = { snapshot: await context.at(null), settings, job, policy: asked }
  const { quotes } = await rank(question)
  const after = quotes[behind - 1] ?? null
  const found = await best(question, count, after)
  context.release()
  const from = after ? behind : 0
  const ranked = quotes.slice(from, from + count).map((quoted, i) => ({ quoted, rank: from + i + 1 }))
  return { found, ranked }
}

const asked: fc.Arbitrary<Asked> = fc.record({
  job,
  policy: fc.oneof(fc.constant({ unknownTrust: true }), policyOf(PEOPLE.map(({ did }) => did))),
  count: fc.constantFrom(1, 2, 3, 6, 21),
  behind: fc.constantFrom(0, 0, 0, 1, 4),
})

test('property: the book quotes what the whole ranking quotes, whatever happens to the market', async () => {
  let quoted = 0
  const check = async (begin: readonly Step[], rounds: readonly (readonly [readonly Step[], readonly Asked[]])[]) => {
    const books = await startBooks()
    const play = playing(books)
    try {
      for (const step of begin) await play(step)
      for (const [steps, questions] of rounds) {
        for (const step of steps) await play(step)
        for (const question of questions) {
          const { found, ranked } = await both(books, question)
          assert.deepEqual(found, ranked)
          quoted += ranked.length
        }
      }
    } finally {
      await books.close()
    }
  }
  const some = <T>(one: fc.Arbitrary<T>, maxLength: number) => fc.array(one, { minLength: 1, maxLength })
  const rounds = some(fc.tuple(some(step, 6), some(asked, 12)), 6)
  await fc.assert(fc.asyncProperty(opening, rounds, check), { numRuns: 20 })
  assert.ok(quoted > 200, `${quoted} were quoted`)
})
