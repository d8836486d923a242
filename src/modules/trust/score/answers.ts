/** Answers of validators that a policy lists: heard beside reviewers, and never above them. */
import type { TrustParameters } from '../../../core/trustPolicy.ts'
import { growth } from './decay.ts'
import { aged, SCALE, sumsOf } from './posterior.ts'
import { isBad, saturated } from './weigh.ts'

/** The latest answer of a validator about an agent under one tag. */
export type Answer = {
  readonly id: string
  /** Parts per million. */
  readonly quality: bigint
  readonly day: number
  /** How often the agent was sold since. */
  readonly sales: number
  /** What the policy believes the validator, in millionths of a dollar. */
  readonly credit: bigint
}

/** An answer with its weight: what its validator is believed, less where all answers together weigh too much. */
export type Heard<A extends Answer = Answer> = {
  readonly answer: A
  readonly weight: bigint
  /** The weight as the sums take it. */
  readonly grown: bigint
}

/** Beside half of the credit of reviewers, validators may weigh so much. */
const BESIDE = 5_000_000n

/** Weighs answers, where the opinions of reviewers have so much credit (millionths of a dollar) on a day of growth `g`. */
export const heard = <A extends Answer>(
  answers: readonly A[],
  credit: bigint,
  g: bigint,
  parameters: TrustParameters,
): Heard<A>[] => {
  const most = credit / 2n + BESIDE
  const alone = answers.map(answer => grownOf(answer, answer.credit, parameters))
  const all = alone.reduce((sum, grown) => sum + grown, 0n) / (g << SCALE)
  return answers.map((answer, i) => {
    if (all <= most) return { answer, weight: answer.credit, grown: alone[i] ?? 0n }
    const weight = (answer.credit * most) / all
    return { answer, weight, grown: grownOf(answer, weight, parameters) }
  })
}

const grownOf = ({ quality, day, sales }: Answer, weight: bigint, parameters: TrustParameters): bigint =>
  grownAt(weight, quality, day, sales, parameters)

/** A weight as the sums take it: by the growth of its day, quartered for each sale since unless it speaks against. */
export const grownAt = (
  weight: bigint,
  quality: bigint,
  day: number,
  sales: number,
  parameters: TrustParameters,
): bigint => {
  const x = weight * growth(day, parameters.halfLife)
  return aged(sumsOf(x, saturated(quality, parameters)), isBad(quality, parameters) ? 0 : sales).w
}
