/**
 * Payment-Backed Trust where there are no payments: credit flows from seeds along positive ratings, divided at every
 * step, and the product's posterior makes of it what it makes of money.
 */
import { DAY } from '../../../src/core/day.ts'
import { PARAMETERS, PPM, type TrustParameters } from '../../../src/core/trustPolicy.ts'
import { growth } from '../../../src/modules/trust/score/decay.ts'
import {
  aged,
  atLeast,
  atMost,
  NO_SUMS,
  plus,
  posterior,
  squareRoot,
  sumsOf,
} from '../../../src/modules/trust/score/posterior.ts'
import { saturated } from '../../../src/modules/trust/score/weigh.ts'
import type { OtcMethod } from './methods.ts'
import type { Rating } from './ratings.ts'

/** What fits a graph where credit is no money: raters are not counted by it, and ratings below 0 count twice. */
const OTC: TrustParameters = {
  ...PARAMETERS,
  priorMean: 500_000n,
  perRater: 1n,
  saturation: PPM,
  badBelow: 500_000n,
}
const MOST = 1_000_000n
const LEVELS = 4
/** A day before which growth is 1: no rating is older than another. */
const UNDATED = 0

/**
 * Scores of all who were rated, by the credit of their raters. Who rates more than `badMax` users below 0 in 360 days
 * divides its credit among them; 0: it never does.
 */
export const credited =
  (seeds: readonly number[], badMax: bigint = OTC.badAgentsMax): OtcMethod =>
  ({ ratings }) => {
    const { credit, passed } = flow(ratings, seeds)
    const g = growth(UNDATED, OTC.halfLife)
    const prior = { weight: OTC.prior, mean: OTC.priorMean }
    const bad = new Map<number, bigint>()
    const since = ratings.reduce((last, { time }) => Math.max(last, time), 0) - 4 * OTC.halfLife * DAY
    for (const { from, value, time } of ratings) {
      if (value < 0 && time >= since) bad.set(from, (bad.get(from) ?? 0n) + 1n)
    }
    const sums = new Map<number, ReturnType<typeof sumsOf>>()
    for (const { from, to, value } of ratings) {
      // What the rated gave the rater itself is left out.
      let weight = atLeast(0n, atMost(MOST, (credit.get(from) ?? 0n) - (passed.get(pair(to, from)) ?? 0n)))
      if (weight === 0n) continue
      if (value < 0) {
        weight *= OTC.badTimes
        const said = bad.get(from) ?? 0n
        if (badMax > 0n && said > badMax) weight = (weight * badMax) / said
      }
      const quality = saturated((BigInt(value + 10) * PPM) / 20n, OTC)
      sums.set(to, plus(sums.get(to) ?? NO_SUMS, sumsOf(weight * g, quality)))
    }
    const lowerOf = (of: ReturnType<typeof sumsOf>) => {
      const { mean, variance, effective } = posterior(aged(of, 0), g, prior, OTC)
      // Not cut off at 0, so that the worst are told apart.
      return Number(mean - (OTC.z * squareRoot((variance * PPM) / effective)) / PPM)
    }
    return {
      scores: new Map([...sums].map(([user, of]) => [user, lowerOf(of)])),
      unknown: lowerOf(NO_SUMS),
    }
  }

const pair = (from: number, to: number): number => from * 10_000_000 + to

/** What reaches each user, and by whom it was passed on. */
const flow = (ratings: readonly Rating[], seeds: readonly number[]) => {
  const praise = Map.groupBy(
    ratings.filter(({ value }) => value > 0),
    ({ from }) => from,
  )
  const credit = new Map(seeds.map(seed => [seed, MOST]))
  const passed = new Map<number, bigint>()
  let layer = new Map(seeds.map(seed => [seed, 20n * MOST]))
  for (let level = 0; level < LEVELS; level++) {
    const next = new Map<number, bigint>()
    for (const [from, amount] of layer) {
      const given = praise.get(from) ?? []
      const all = given.reduce((sum, { value }) => sum + BigInt(value), 0n)
      const passing = level === 0 ? amount : (amount * OTC.transitivity) / PPM
      for (const { to, value } of given) {
        const part = (passing * BigInt(value)) / all
        next.set(to, (next.get(to) ?? 0n) + part)
        passed.set(pair(from, to), (passed.get(pair(from, to)) ?? 0n) + part)
      }
    }
    for (const [to, amount] of next) credit.set(to, (credit.get(to) ?? 0n) + amount)
    layer = new Map([...next].map(([to, amount]) => [to, atMost(amount, MOST)]))
  }
  return { credit, passed }
}
