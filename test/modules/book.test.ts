import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fixedTrust } from '../../src/modules/discovery/trust.ts'
import { type Asked, asked, both, startBooks } from '../support/books.ts'
import { opening, PEOPLE, playing, type Step, step } from '../support/play.ts'

/** Some are trusted, more or less, and some are unknown. */
const trust = fixedTrust(issuer => {
  const lower = [null, 0, 200_000, 500_000, 900_000, null][PEOPLE.findIndex(({ did }) => did === issuer)] ?? null
  return lower === null ? null : { lower, forgeCost: BigInt(1_000_000 - lower) * 100n }
})

test('property: the book quotes what the whole ranking quotes, whatever happens to the market', async () => {
  let quoted = 0
  const check = async (begin: readonly Step[], rounds: readonly (readonly [readonly Step[], readonly Asked[]])[]) => {
    const books = await startBooks()
    books.kept('trust', () => trust)
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
