/** The pace and the breaker of an endpoint, by a clock of the test's own. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { breaker } from '../../indexer/endpoints/breaker.ts'
import { rate } from '../../indexer/endpoints/rate.ts'

/** Asks one after the other for so many seconds an endpoint that bears so many requests in each second. */
const asking = (pace: ReturnType<typeof rate>, begins: number, seconds: number, bears: number) => {
  const each = Array.from({ length: seconds }, () => ({ answered: 0, refused: 0 }))
  // An answer takes 5 ms, so that more than 200 a second are never asked.
  for (let now = begins; now < begins + seconds * 1_000; now += 5) {
    now += pace.turn(now, 1)
    const second = each[Math.floor((now - begins) / 1_000)]
    if (!second) break
    if (second.answered < bears) {
      second.answered += 1
      pace.passed(1)
    } else {
      second.refused += 1
      pace.limited(now, null, 0.5)
    }
  }
  const sum = (of: 'answered' | 'refused', from = 0) => each.slice(from).reduce((all, second) => all + second[of], 0)
  return {
    answered: sum('answered'),
    refused: sum('refused'),
    lateAnswered: sum('answered', seconds >> 1) / (seconds >> 1),
  }
}

for (const bears of [1, 5, 25, 100]) {
  test(`an endpoint that bears ${bears} requests a second is asked about as often, and seldom more`, () => {
    const { answered, refused } = asking(rate(), 0, 600, bears)
    assert.ok(answered > 600 * bears * 0.4, `${answered} answered`)
    assert.ok(refused < answered * 0.15 + 10, `${refused} refused of ${answered}`)
  })
}

test('nobody is held back before it was too often, and the pace rises again where it is no longer', () => {
  const pace = rate()
  assert.deepEqual(
    [0, 1, 2, 3].map(now => pace.turn(now, 100)),
    [0, 0, 0, 0],
  )
  const { lateAnswered: slow } = asking(pace, 10_000, 60, 4)
  const { lateAnswered: fast } = asking(pace, 70_000, 600, 1_000)
  assert.ok(slow <= 4 && fast > 100, `${slow}, then ${fast} a second`)
})

test('an endpoint that says for how long is left alone for so long, told once by all that were under way', () => {
  const pace = rate()
  for (let i = 0; i < 10; i += 1) pace.turn(0, 1)
  for (let i = 0; i < 10; i += 1) pace.limited(100, 7_000, 0)
  assert.equal(pace.restsUntil(), 7_100)
  assert.equal(pace.turn(200, 1), 6_900)
  // Six in a second: six tenths of ten.
  assert.deepEqual([Math.round(pace.turn(200, 1)), Math.round(pace.turn(200, 1))], [7_067, 7_233])
})

test('rests grow where it is too often at every try, and are bounded', () => {
  const pace = rate()
  const rests: number[] = []
  for (let now = 0, i = 0; i < 10; i += 1) {
    pace.limited(now, null, 0)
    rests.push(pace.restsUntil() - now)
    now = pace.restsUntil()
  }
  assert.deepEqual(rests, [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000, 30_000])
})

test('three failures in a row set an endpoint aside, ever longer; one try at a time may bring it back', () => {
  const of = breaker()
  const fail = (now: number) => of.failed(now, false, 0)
  assert.deepEqual(
    [fail(0), fail(0), of.passed(), fail(0), fail(0), of.state(0)],
    [null, null, false, null, null, 'closed'],
  )
  assert.deepEqual([fail(0), of.state(0), of.state(999), of.state(1_000)], [1_000, 'open', 'open', 'half_open'])
  of.begun(1_000)
  assert.deepEqual(
    [of.state(1_000), fail(1_000), of.state(2_999), of.state(3_000)],
    ['open', null, 'open', 'half_open'],
  )
  of.begun(3_000)
  of.released()
  assert.deepEqual([of.state(3_000), of.passed(), of.state(3_000), of.passed()], ['half_open', true, 'closed', false])
})

test('the wait is bounded and varied, and what only a person can mend is asked seldom', () => {
  const of = breaker()
  const waits: number[] = []
  for (let now = 0, i = 0; i < 12; i += 1) {
    while (of.state(now) === 'closed') of.failed(now, false, 0)
    if (i > 0) of.failed(now, false, 0)
    waits.push(of.until() - now)
    now = of.until()
  }
  assert.deepEqual(waits.slice(-3), [60_000, 60_000, 60_000])
  const [calm, hasty] = [breaker(), breaker()]
  assert.deepEqual([calm.failed(0, true, 0), hasty.failed(0, true, 0.5)], [600_000, 750_000])
})
