import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { DAY } from '../../src/core/day.ts'
import { asker, sells, settings } from '../support/cheapest.ts'
import { account, agentAt, transferOf, transferred } from '../support/facts.ts'
import { iso } from '../support/iso.ts'
import { revokesAgent } from '../support/links.ts'
import { answered, startMarket } from '../support/market.ts'
import { EUR, offerOf, person, signed } from '../support/offers.ts'
import { starred } from '../support/opinions.ts'
import { text } from '../support/oracle.ts'
import { by } from '../support/policies.ts'
import { didRegistry, offerBoard } from '../support/registry.ts'
import { type Emitted, FINAL_DEPTH } from '../support/scripted.ts'
import { founded, linked, paysSeeds, seedsFounded, trustOf } from '../support/trusting.ts'

const NAMES = ['a', 'b', 'c', 'd']
const agentOf = (name: string) => NAMES.indexOf(name) + 1
const rater = (i: number) => account(0xface00 + i)
type Step =
  | {
      readonly do: 'offer'
      readonly who: string
      readonly cents: number
      readonly ways: readonly number[]
      readonly nbf: number
      readonly life: number
      readonly skip: number
    }
  | { readonly do: 'withdraw'; readonly who: string }
  | { readonly do: 'owner'; readonly who: string; readonly to: string }
  | { readonly do: 'carry'; readonly who: string; readonly cents: number; readonly valid: number }
  | { readonly do: 'rate'; readonly k: number; readonly percent: number; readonly age: number }
  | { readonly do: 'gas'; readonly fee: number }
  | { readonly do: 'fork'; readonly depth: number }
  | { readonly do: 'stars'; readonly who: string; readonly by: number; readonly stars: number }
  | { readonly do: 'sale'; readonly who: string }
  | { readonly do: 'link'; readonly who: string; readonly stands: boolean }
  | { readonly do: 'dawn' }
const who = fc.constantFrom(...NAMES)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record({
      do: fc.constant('offer' as const),
      who,
      cents: fc.integer({ min: 1, max: 300 }),
      ways: fc.uniqueArray(fc.nat({ max: 3 }), { minLength: 1 }),
      nbf: fc.constantFrom(0, 0, 0, 30, 90),
      life: fc.constantFrom(40, 150, 100_000),
      skip: fc.constantFrom(1, 1, 1, 0),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('withdraw' as const), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('owner' as const), who, to: who }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('carry' as const),
      who,
      cents: fc.integer({ min: 1, max: 300 }),
      valid: fc.constantFrom(-1, 25, 100_000),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('rate' as const),
      k: fc.constantFrom(1, 1, 2, 3),
      percent: fc.integer({ min: 50, max: 150 }),
      age: fc.constantFrom(0, 0, 20, 80, -15),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('gas' as const), fee: fc.integer({ min: 1, max: 20 }) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('stars' as const),
      who,
      by: fc.nat(2),
      stars: fc.constantFrom(0, 50, 100),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('sale' as const), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('link' as const), who, stands: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('dawn' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('fork' as const), depth: fc.integer({ min: 1, max: 5 }) }) },
)

test('property: at any moment of a period the first quote is that of the period', async () => {
  let most = 0
  const check = async (
    steps: readonly (readonly [Step, number])[],
    looks: readonly number[],
    limit: number | null,
    minTrust: number | null,
  ) => {
    const market = await startMarket({ ...settings, trust: trustOf() })
    try {
      const { chain } = market
      const announce = offerBoard()
      const registry = didRegistry(chain.head)
      const seqs = new Map<string, number>()
      const next = (name: string, by = 1) => {
        const seq = Math.max(1, (seqs.get(name) ?? 0) + by)
        seqs.set(name, seq)
        return seq
      }
      const WAYS = [by('x402/exact'), { ...by('x402/upto', EUR) }, by('x402/slow'), by('x402/gas')]
      const eventsOf = async (step: Step): Promise<Emitted[]> => {
        const now = chain.head().time
        if (step.do === 'offer') {
          const one = person(step.who)
          const life = { iat: now - 20, exp: now + step.nbf + step.life, ...(step.nbf ? { nbf: now + step.nbf } : {}) }
          const pay = step.ways.flatMap(i => WAYS[i] ?? [])
          const claims = offerOf(one, sells(text([BigInt(step.cents), 100n]), { pay, name: `offer ${now}` }), {
            seq: next(step.who, step.skip),
            ...life,
          })
          return [announce(await signed(one, claims))]
        }
        if (step.do === 'withdraw') {
          const { did } = person(step.who)
          const seq = next(step.who)
          return [
            announce(
              await signed(person(step.who), { iss: did, sub: `${did}#offer`, ver: 1, seq, iat: now, void: true }),
            ),
          ]
        }
        if (step.do === 'owner') return [registry.owner(person(step.who).address, person(step.to).address)]
        if (step.do === 'stars')
          return [starred(agentOf(step.who), rater(step.by), next(`${step.who} ${step.by}`), step.stars)]
        if (step.do === 'sale') {
          const { address } = person(step.who)
          return [transferred(BigInt(agentOf(step.who)), address, rater(step.who.length))]
        }
        if (step.do === 'link') {
          const [agent, one] = [BigInt(agentOf(step.who)), person(step.who)]
          return step.stands ? linked(agent, one) : [revokesAgent(one.address, agentAt(agent))]
        }
        if (step.do === 'carry') {
          const one = person(step.who)
          const { uri } = await signed(
            one,
            offerOf(one, sells(text([BigInt(step.cents), 100n])), { seq: next(step.who) }),
          )
          return [registry.offer(one.address, uri, BigInt(now + 12 + step.valid))]
        }
        if (step.do === 'rate')
          return [
            answered(
              step.k,
              BigInt(step.percent) * 1_000_000n * (step.k === 3 ? 1_000n : 1n),
              BigInt(now),
              now - step.age,
            ),
          ]
        return []
      }
      chain.mine([...seedsFounded(), ...NAMES.flatMap(name => founded(BigInt(agentOf(name)), person(name)))])
      chain.mine(
        [0, 1, 2].flatMap(by => [
          ...paysSeeds(rater(by), 8_000_000n, 8_000_000n, 8_000_000n),
          ...NAMES.map(name => transferOf(rater(by), person(name).address, 20_000n)),
        ]),
      )
      // What comes before the story is final.
      for (let i = 0; i <= FINAL_DEPTH; i++) chain.mine([], i === 0 ? DAY : 1)
      chain.mine([1, 2, 3].map(k => answered(k, 100_000_000n * (k === 3 ? 1_000n : 1n), 0n, chain.head().time)))
      const start = chain.head().time
      for (const [step, seconds] of steps) {
        if (step.do === 'fork') {
          await market.settle()
          chain.fork(step.depth)
        }
        chain.mine(await eventsOf(step), step.do === 'dawn' ? DAY : seconds, step.do === 'gas' ? BigInt(step.fee) : 7n)
      }
      // What was forked away competes with what is mined: the longest branch is the one to hold.
      for (let i = 0; i < 8; i++) chain.mine([], 9)
      await market.settle()

      const { all, winner } = asker(market)
      const policy = {
        ...(limit === null ? {} : { maxTotal: text([BigInt(limit), 100n]), maxRateAge: 70 }),
        ...(minTrust === null ? {} : { minTrust }),
      }
      const end = chain.head().time
      const times = [start, ...looks.map(look => start + (look % (end - start + 1)))]
      const from = Math.min(...times)
      const to = Math.max(...times)
      const periods = await all({ policy, from: iso(from), to: iso(to) })
      most = Math.max(most, periods.length)
      assert.deepEqual([periods[0]?.from, periods.at(-1)?.to], [iso(from), null])
      for (const [i, { to, quote, opened }] of periods.entries()) {
        const after = periods[i + 1]
        if (!after) continue
        assert.equal(after.from, to)
        assert.notDeepEqual(after.quote, quote)
        if (i > 0) assert.ok(opened.length > 0, JSON.stringify([quote, periods[i - 1]?.quote]))
      }
      const edges = periods.flatMap(({ from, to }) => [from, ...(to ? [iso(Date.parse(to) / 1_000 - 1)] : [])])
      for (const time of [...times.map(iso), ...edges]) {
        const period = periods.findLast(({ from }) => from <= time)
        assert.deepEqual(period?.quote, await winner(time, policy), `${time} ${JSON.stringify(period)}`)
      }
    } finally {
      await market.close()
    }
  }
  const history = fc.array(fc.tuple(step, fc.constantFrom(1, 12, 12, 40)), { minLength: 15, maxLength: 50 })
  const least = fc.constantFrom(null, null, 50_000, 600_000)
  const looks = fc.array(fc.nat({ max: 10_000_000 }), { minLength: 8, maxLength: 16 })
  await fc.assert(fc.asyncProperty(history, looks, fc.option(fc.integer({ min: 1, max: 300 })), least, check), {
    numRuns: Number(process.env.CHEAPEST_RUNS ?? 12),
    // A counterexample would be long to shrink.
    endOnFailure: true,
  })
  assert.ok(most > 3, `no history has more than ${most} periods`)
})
