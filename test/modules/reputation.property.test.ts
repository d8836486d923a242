/** However a chain was read, its scores are those that anybody works out from all that happened. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Hex } from 'viem'
import { requestContext } from '../../src/api/context.ts'
import { keeping } from '../../src/core/kept.ts'
import { recent } from '../../src/core/recent.ts'
import { PARAMETERS } from '../../src/core/trustPolicy.ts'
import type { Score } from '../../src/modules/trust/score/score.ts'
import { scoresOf } from '../../src/modules/trust/scores.ts'
import type { Store } from '../../src/store/open.ts'
import { run } from '../../src/store/statement.ts'
import {
  account,
  agentAt,
  feedbackGiven,
  feedbackRevoked,
  registration,
  transferOf,
  transferred,
  validationAnswered,
  validationRequested,
} from '../support/facts.ts'
import { type Deed, type Done, naiveScores } from '../support/naiveTrust.ts'
import { policyOf, validator } from '../support/reputation.ts'
import { CHAIN, type Emitted, scriptedChain } from '../support/scripted.ts'
import { noSettings } from '../support/settings.ts'
import { indexing, scriptedSpec, temporaryStore } from '../support/world.ts'

const AGENTS = [0, 1, 2, 3, 4, 5]
/** Agents 3 and 4 are of one operator. */
const makers = [0, 1, 2, 3, 3, 5].map(n => account(0xa000 + n))
const buyers = [1, 2, 3, 4].map(n => account(0xb000 + n))
const [LISTED, UNLISTED] = [validator(1), validator(2)]
const policy = policyOf([0, 1, 2], {
  // A short memory, so that a few days are long.
  parameters: { ...PARAMETERS, halfLife: 2, agentsMax: 2n },
  validators: [{ address: LISTED, credit: 9_000_000n }],
})
const settings = { ...noSettings, trust: policy }

const who = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...buyers) },
  { weight: 1, arbitrary: fc.constantFrom(...makers) },
)
const which = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(...AGENTS) },
  { weight: 1, arbitrary: fc.constantFrom(3, 4) },
)

/** A deed as it is drawn; which feedback it is about is known when it is done. */
type Drawn =
  | { do: 'pay'; from: Hex; to: Hex; amount: number }
  | { do: 'rate'; by: Hex; agent: number; stars: number }
  | { do: 'revoke'; back: number }
  | { do: 'sell'; agent: number; to: Hex }
  | { do: 'answer'; by: Hex; agent: number; response: number }
const drawn: fc.Arbitrary<Drawn> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('pay' as const),
      from: who,
      to: fc.constantFrom(...makers, ...makers, ...buyers),
      amount: fc.constantFrom(1, 5_000, 900_000, 4_000_000, 15_000_000),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('rate' as const),
      by: who,
      agent: which,
      stars: fc.constantFrom(0, 30, 35, 70, 90, 100),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('revoke' as const), back: fc.nat({ max: 9 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('sell' as const), agent: which, to: who }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('answer' as const),
      by: fc.constantFrom(LISTED, UNLISTED),
      agent: which,
      response: fc.constantFrom(0, 50, 100),
    }),
  },
)
const step = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      seconds: fc.constantFrom(12, 12, 29_000, 50_000, 90_000, 260_000),
      deeds: fc.array(drawn, { maxLength: 6 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ fork: fc.integer({ min: 1, max: 4 }) }) },
)

/** A chain, and what was done in each of its blocks. */
const play = () => {
  const chain = scriptedChain()
  let done: Done[][] = []
  let requests = 0
  const mine = (seconds: number, deeds: readonly Drawn[]) => {
    const before = done.flat()
    const time = (chain.blocks().at(-1)?.header.time ?? 1_795_300_000) + seconds
    const own: Done[] = []
    const events: Emitted[] = []
    for (const deed of deeds) {
      const all = [...before, ...own]
      const [emitted, what] = happens(deed, all, () => account(0xe000 + requests++))
      events.push(...emitted)
      own.push(...what.map(one => ({ ...one, time })))
    }
    chain.mine(events, seconds)
    done.push(own)
  }
  const begin = () => {
    chain.mine(AGENTS.flatMap(n => registration(BigInt(n), '', makers[n] as Hex)))
    const { time } = chain.head()
    done.push(AGENTS.map(n => ({ do: 'register' as const, agent: agentAt(n), by: makers[n] as string, time })))
  }
  begin()
  return {
    chain,
    mine,
    fork: (depth: number) => {
      chain.fork(Math.min(depth, chain.blocks().length - 1))
      done = done.slice(0, chain.blocks().length)
    },
    upTo: (block: number) => done.slice(0, block + 1).flat(),
  }
}

const happens = (deed: Drawn, before: readonly Done[], hash: () => Hex): readonly [Emitted[], Deed[]] => {
  if (deed.do === 'pay') {
    const amount = BigInt(deed.amount)
    return [[transferOf(deed.from, deed.to, amount)], [{ do: 'pay', from: deed.from, to: deed.to, amount }]]
  }
  if (deed.do === 'revoke') {
    const rated = before.flatMap(one => (one.do === 'rate' ? [one] : [])).at(-1 - deed.back)
    if (!rated) return [[], []]
    const { agent, by, index } = rated
    const token = BigInt(agent.split('/')[1] ?? '')
    return [[feedbackRevoked(token, by as Hex, BigInt(index))], [{ do: 'revoke', agent, by, index }]]
  }
  const [token, agent] = [BigInt(deed.agent), agentAt(deed.agent)]
  if (deed.do === 'sell') {
    const sales = before.flatMap(one => (one.do === 'sell' && one.agent === agent ? [one.to as Hex] : []))
    const from = sales.at(-1) ?? (makers[deed.agent] as Hex)
    if (from === deed.to) return [[], []]
    return [[transferred(token, from, deed.to)], [{ do: 'sell', agent, to: deed.to }]]
  }
  if (deed.do === 'answer') {
    const request = `0x${hash().slice(2).padStart(64, '0')}` as Hex
    const { by, response } = deed
    return [
      [validationRequested(token, by, request), validationAnswered(token, by, request, response)],
      [{ do: 'answer', agent, by, response }],
    ]
  }
  const given = before.filter(one => one.do === 'rate' && one.agent === agent && one.by === deed.by).length
  const value = BigInt(deed.stars)
  return [
    [feedbackGiven(token, deed.by, BigInt(given + 1), { value, tag1: 'starred' })],
    [{ do: 'rate', agent, by: deed.by, index: given + 1, stars: deed.stars }],
  ]
}

/** The scores of all agents at every block that a store holds, under both modes. */
const scoresIn = async (store: Store): Promise<Map<number, string[]>> => {
  const blocks = await store.write(() => run<{ number: number }>('select number from block order by number'))
  const context = requestContext(store, settings, recent(10), keeping())
  const all = new Map<number, string[]>()
  for (const { number } of blocks) {
    const snapshot = await context.at({ chain: CHAIN, block: BigInt(number) })
    const scores = await scoresOf(snapshot, policy, AGENTS.map(agentAt))
    const modes = AGENTS.map(n => scores.get(agentAt(n)) ?? assert.fail(`agent ${n} has no score at ${number}`))
    all.set(number, [...modes.map(({ plain }) => shown(plain)), ...modes.map(({ strict }) => shown(strict))])
  }
  context.release()
  return all
}

const shown = ({ lower, mean, upper, credit, forgeCost, quality }: Score): string =>
  [
    lower,
    mean,
    upper,
    credit,
    forgeCost,
    quality.effective,
    quality.opinions,
    quality.answers,
    quality.prior.weight,
  ].join(' ')

const NUM_RUNS = Number(process.env.PORTOLAN_RUNS ?? 12)

test('scores are the same for whoever followed the chain, read it whole, or works them out anew', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 12, maxLength: 40 }),
      fc.integer({ min: 1, max: 9 }),
      async (steps, width) => {
        const town = play()
        const [followed, whole] = [temporaryStore(), temporaryStore()]
        const follower = indexing(followed, town.chain.source, { settings })
        try {
          await follower.reach(town.chain.head())
          for (const step of steps) {
            if ('fork' in step) town.fork(step.fork)
            else town.mine(step.seconds, step.deeds)
            if (!('fork' in step)) await follower.reach(town.chain.head())
          }
          town.mine(12, [])
          const head = town.chain.head()
          await follower.reach(head)
          const spec = { ...scriptedSpec, maxRange: width }
          for (const hold of [true, false]) {
            const reader = indexing(whole, town.chain.source, { spec, settings })
            if (!hold) await reader.reach(head)
            await reader.stop()
          }
          const [scores, again] = [await scoresIn(followed), await scoresIn(whole)]
          for (const [block, own] of again) assert.deepEqual(own, scores.get(block), `block ${block}`)
          for (const [block, own] of scores) {
            const { time } = (town.chain.blocks()[block] ?? assert.fail(`no block ${block}`)).header
            const naive = [false, true].map(strict => naiveScores(town.upTo(block), time, policy, strict))
            const expected = naive.flatMap(of => AGENTS.map(n => shown(of.get(agentAt(n)) ?? assert.fail())))
            assert.deepEqual(own, expected, `block ${block}`)
          }
        } finally {
          await follower.stop()
          await followed.close()
          await whole.close()
        }
      },
    ),
    { numRuns: NUM_RUNS, endOnFailure: process.env.PORTOLAN_RUNS !== undefined },
  )
})
