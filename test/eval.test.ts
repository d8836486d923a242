/** What the evaluation claims, in small: money decides, crowds do not. `npm run eval` shows it at length. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { PARAMETERS, PPM } from '../src/core/trustPolicy.ts'
import { attacked, best, type Kind, slandered } from './eval/attacks.ts'
import { catalogue } from './eval/catalogue.ts'
import { costsToTop } from './eval/cost.ts'
import { CONTENDERS, OURS } from './eval/methods.ts'
import { auc, badAmong, rankCorrelation } from './eval/metrics.ts'
import { credited } from './eval/otc/credited.ts'
import { otcMean } from './eval/otc/methods.ts'
import { praisedBySybils, readOtc, withoutLeak } from './eval/otc/ratings.ts'
import { seedsOf, separation } from './eval/otc/tables.ts'
import { agentsOf, DEFAULT, economyOf, judged, STRICT, scoresOf } from './eval/paymentBacked.ts'
import { rules } from './eval/rules.ts'
import { filledIn, markdown } from './eval/table.ts'
import { WORLD_A, world } from './eval/world.ts'
import { realTest } from './support/real.ts'

const small = { ...WORLD_A, honest: 60, malicious: 6, clients: 600, spammers: 100, seeds: 15 }

test('measures of order, on lists small enough to see through', () => {
  assert.equal(rankCorrelation([1, 2, 3], [10, 20, 30]), 1)
  assert.equal(rankCorrelation([1, 2, 3], [3, 2, 1]), -1)
  assert.equal(rankCorrelation([1, 1, 1], [1, 2, 3]), 0)
  assert.equal(auc([2, 3], [0, 1]), 1)
  assert.equal(auc([1, 1], [1, 1]), 0.5)
  assert.equal(auc([0, 3], [1, 2]), 0.5)
  assert.equal(badAmong([5, 4, 4, 1], 2, 2), 0)
  assert.equal(badAmong([5, 4, 4, 1], 1, 3), 2)
})

test('crowds who spent nothing elsewhere change no number of any score', () => {
  for (const rules of [DEFAULT, STRICT]) {
    const before = world(100, small)
    const scores = scoresOf(before, rules)
    for (const kind of ['free', 'wash'] as const) {
      for (const each of [10, 100, 1_000]) {
        const after = attacked(before, { kind, each, spend: 0 }).world
        assert.equal(after.opinions.length, before.opinions.length + 6 * each)
        assert.deepEqual(scoresOf(after, rules), scores)
      }
    }
  }
})

test('slander by whoever paid nobody changes nothing either', () => {
  const before = world(100, small)
  const { world: after } = slandered(before, best(before, 5), { each: 100, pay: 'nothing', spend: 0, shared: false })
  assert.equal(after.opinions.length, before.opinions.length + 500)
  assert.deepEqual(scoresOf(after, DEFAULT), scoresOf(before, DEFAULT))
})

test('no ring makes more credit than 1.8 times what it spent at seeds', () => {
  const empty = { ...small, clients: 0, spammers: 0 }
  for (const number of [100, 101, 102]) {
    for (const [kind, each, spend] of [
      ['invest', 10, 5],
      ['ring', 10, 5],
      ['ring', 40, 1],
      ['ring', 3, 60],
    ] as [Kind, number, number][]) {
      const { world: after } = attacked(world(number, empty), { kind, each, spend })
      const economy = economyOf(after)
      const { sources } = judged(economy, agentsOf(after), DEFAULT).weighed
      const spent = economy.spends
        .filter(({ operator }) => economy.seeds.includes(operator))
        .reduce((sum, { net }) => sum + net, 0n)
      const credit = sources.reduce((sum, { amount }) => sum + amount, 0n)
      assert.ok(credit > 0n && credit * PPM <= spent * (PPM + PARAMETERS.transitivity))
    }
  }
})

test('what lifts a bad provider to the top costs cents by the averages, and tens of dollars where money is followed', () => {
  const market = world(100)
  const names = ['mean (getSummary)', 'Wilson, paid raters', 'EigenTrust, seeds and payments', OURS.name]
  const costs = CONTENDERS.filter(({ name }) => names.includes(name)).map(
    ({ score, plans }) => costsToTop(market, market.honest + 3, score, plans, [10])[0] ?? 0,
  )
  assert.deepEqual(
    costs.map(cost => Math.round(Math.log10(cost) * 2) / 2),
    [-1, -1, 2, 2.5],
  )
})

test('the report in the repository is what the evaluation prints, in every process', () => {
  const report = readFileSync(new URL('eval/README.md', import.meta.url), 'utf8')
  assert.equal(filledIn(report, 'rules', rules().map(markdown).join('\n\n')), report)
  const main = new URL('eval/main.ts', import.meta.url).pathname
  const printed = execFileSync(process.execPath, [main, '--quick', 'world-a'], { encoding: 'utf8' })
  assert.equal(printed, `${catalogue([100], WORLD_A, true).map(markdown).join('\n\n')}\n\n`)
})

realTest('10,000 sybils on Bitcoin OTC move the score of no member by anything', () => {
  const otc = withoutLeak(readOtc(process.env.PORTOLAN_DATA ?? '.'))
  const method = credited(seedsOf(otc))
  const flooded = praisedBySybils(otc, 10_000)
  assert.equal(separation(otc, method).toFixed(3), '0.928')
  const [before, after] = [method(otc), method(flooded)]
  assert.deepEqual(
    [...otc.trusted, ...otc.fraudulent].map(user => after.scores.get(user) ?? after.unknown),
    [...otc.trusted, ...otc.fraudulent].map(user => before.scores.get(user) ?? before.unknown),
  )
  assert.ok(separation(flooded, otcMean) < 0.1)
})
