/** The books keep up with trust: feedback, new days, sales, links and forks, and questions of a moment that is over. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { DAY } from '../../src/core/day.ts'
import { best } from '../../src/modules/discovery/best.ts'
import { readJob, readPolicy } from '../../src/modules/discovery/job.ts'
import { rank } from '../../src/modules/discovery/rank.ts'
import { type Asked, asked, type Books, both, startBooks } from '../support/books.ts'
import { account, agentAt, feedbackRevoked, transferOf, transferred } from '../support/facts.ts'
import { namesAgent, namesDid, revokesAgent } from '../support/links.ts'
import { starred } from '../support/opinions.ts'
import { opening, PEOPLE, playing, type Step, step } from '../support/play.ts'
import type { Emitted } from '../support/scripted.ts'
import { founded, linked, paysSeeds, seedsFounded, trustOf } from '../support/trusting.ts'

const RATERS = [0, 1, 2, 3].map(n => account(0xface00 + n))
const rater = (i: number) => RATERS[i % RATERS.length] ?? account(1)
const seller = (i: number) => PEOPLE[i % PEOPLE.length] ?? assert.fail()

/** What happens to trust: `who` is the seller of an agent of that number, `by` whoever speaks or comes. */
type Event = {
  readonly kind: 'stars' | 'revoke' | 'pay' | 'sell' | 'unlink' | 'link' | 'other' | 'until' | 'day'
  readonly who: number
  readonly by: number
  readonly stars: number
}
const event: fc.Arbitrary<Event> = fc.record({
  kind: fc.constantFrom(
    'stars',
    'stars',
    'stars',
    'stars',
    'revoke',
    'pay',
    'sell',
    'unlink',
    'link',
    'other',
    'until',
    'day',
    'day',
  ),
  who: fc.nat(5),
  by: fc.nat(5),
  stars: fc.constantFrom(0, 20, 50, 85, 100),
})

const happening = (books: Books) => {
  const given = new Map<string, number>()
  const owners = new Map(PEOPLE.map(({ address }, i) => [i, address]))
  const eventsOf = ({ kind, who, by, stars }: Event): Emitted[] => {
    const agent = BigInt(who + 1)
    const key = `${who} ${by % RATERS.length}`
    const count = given.get(key) ?? 0
    const { did, address } = seller(who)
    const { time } = books.chain.head()
    if (kind === 'stars') {
      given.set(key, count + 1)
      return [starred(who + 1, rater(by), count + 1, stars)]
    }
    if (kind === 'revoke') return count > 0 ? [feedbackRevoked(agent, rater(by), BigInt(count))] : []
    if (kind === 'pay') return [transferOf(rater(by), address, 4_000n), ...paysSeeds(rater(by), 1_000_000n, 700_000n)]
    if (kind === 'unlink') return [revokesAgent(address, agentAt(agent))]
    if (kind === 'link') return linked(agent, seller(who))
    if (kind === 'other') return [namesDid(agent, seller(by).did), namesAgent(seller(by).address, agentAt(agent))]
    if (kind === 'until') return [namesDid(agent, did), namesAgent(address, agentAt(agent), BigInt(time + 40))]
    if (kind !== 'sell') return []
    const [from = address, to] = [owners.get(who), seller(by).address]
    owners.set(who, to)
    return [transferred(agent, from, to)]
  }
  return async (one: Event) => books.mine(eventsOf(one), one.kind === 'day' ? DAY : 12)
}

/** Six sellers with agents, who are paid by reviewers with credit. */
const startTrusting = async () => {
  const books = await startBooks({ trust: trustOf() })
  await books.mine([...seedsFounded(), ...PEOPLE.flatMap((who, i) => founded(BigInt(i + 1), who))])
  const paid = RATERS.flatMap((from, i) => [
    ...paysSeeds(from, 2_000_000n * BigInt(i + 1), 3_000_000n, 2_000_000n),
    ...PEOPLE.map(({ address }) => transferOf(from, address, 9_000n)),
  ])
  await books.mine(paid)
  await books.mine([], DAY)
  return books
}

test('property: the book quotes what the whole ranking quotes, whatever becomes of the trust in sellers', async () => {
  const seen = new Set<number | null>()
  const check = async (
    begin: readonly Step[],
    rounds: readonly (readonly [readonly (Step | Event)[], readonly Asked[]])[],
  ) => {
    const books = await startTrusting()
    const [play, happen] = [playing(books), happening(books)]
    try {
      for (const step of begin) await play(step)
      for (const [steps, questions] of rounds) {
        for (const step of steps) await ('stars' in step ? happen(step) : play(step))
        for (const question of questions) {
          const { found, ranked } = await both(books, question)
          assert.deepEqual(found, ranked)
          for (const { quoted } of ranked) seen.add(quoted.trust)
        }
      }
    } finally {
      await books.close()
    }
  }
  const some = <T>(one: fc.Arbitrary<T>, maxLength: number) => fc.array(one, { minLength: 1, maxLength })
  const steps = some(fc.oneof({ weight: 3, arbitrary: event }, step), 6)
  const rounds = some(fc.tuple(steps, some(asked, 8)), 6)
  const numRuns = Number(process.env.BOOK_RUNS ?? 15)
  await fc.assert(fc.asyncProperty(opening, rounds, check), { numRuns, endOnFailure: true })
  assert.ok(seen.size > 6, `only ${seen.size} different scores were quoted`)
})

test('a question of a moment that is over is told what held then, whoever asks of a later one meanwhile', async () => {
  const books = await startTrusting()
  const [play, happen] = [playing(books), happening(books)]
  try {
    const [begin = []] = fc.sample(opening, { numRuns: 1, seed: 5 })
    for (const step of begin) await play(step)
    const questions = fc.sample(asked, { numRuns: 40, seed: 7 })
    const read = ({ job, policy, count }: Asked) => {
      const [one, rules] = [readJob(job), readPolicy({ ...policy, minTrust: 300_000 })]
      return { job: one, policy: one.near ? rules : { ...rules, perKilometer: null }, count }
    }
    const opened = books.opened()
    const snapshot = await opened.at(null)
    const answers = async (at: typeof snapshot) =>
      Promise.all(
        questions.map(async question => {
          const { count, ...rest } = read(question)
          return (await best({ snapshot: at, settings: books.settings, ...rest }, count, null))?.map(
            ({ quoted }) => quoted,
          )
        }),
      )
    const ranked = async (at: typeof snapshot) =>
      Promise.all(
        questions.map(async question => {
          const { count, ...rest } = read(question)
          return (await rank({ snapshot: at, settings: books.settings, ...rest })).quotes.slice(0, count)
        }),
      )
    const before = await ranked(snapshot)
    assert.deepEqual(await answers(snapshot), before)
    for (const [by] of RATERS.entries()) for (const who of [0, 1]) await happen({ kind: 'stars', who, by, stars: 100 })
    const later = books.opened()
    const now = await later.at(null)
    const [old, fresh] = await Promise.all([answers(snapshot), answers(now)])
    const after = await ranked(now)
    assert.deepEqual([old, fresh], [before, after])
    assert.deepEqual(await answers(snapshot), before)
    assert.notDeepEqual(before, after)
    opened.release()
    later.release()
  } finally {
    await books.close()
  }
})
