/** From the sums of an agent's opinions to its score. */
import { PPM, type TrustParameters } from '../../../core/trustPolicy.ts'
import { type Answer, heard } from './answers.ts'
import { growth } from './decay.ts'
import {
  aged,
  atLeast,
  atMost,
  NO_SUMS,
  type Posterior,
  type Prior,
  plus,
  posterior,
  SCALE,
  type Sums,
  sumsOf,
} from './posterior.ts'
import { saturated } from './weigh.ts'

/** Sums over the opinions of one kind: of a facet, in a tenure, for or against the agent. */
export type Tally = {
  readonly facet: string
  /** How often the agent had been sold. */
  readonly tenure: number
  readonly bad: boolean
  readonly opinions: number
  readonly sums: Sums
}

export type FacetScore = Posterior & {
  readonly facet: string
  readonly opinions: number
  /** How many answers of validators. */
  readonly answers: number
  readonly prior: Prior & {
    /** The credit behind what was said of the operator's other agents. */
    readonly siblings: bigint
  }
  /** The credit of the reviewers behind what speaks for the agent. */
  readonly goodCredit: bigint
  /** The credit of all reviewers. */
  readonly reviewers: bigint
}

/** A score on a day. Quality in parts per million, money in millionths of a dollar. */
export type Score = {
  readonly day: number
  /** What quotes are held to: the lower bound of quality, which a bad availability lowers further. */
  readonly lower: bigint
  readonly mean: bigint
  readonly upper: bigint
  readonly credit: bigint
  /** What an attacker without a captured seed must have spent at seeds, past recovery, to forge what speaks for it. */
  readonly forgeCost: bigint
  readonly quality: FacetScore
  /** Null: nobody with credit has spoken of it. */
  readonly availability: FacetScore | null
}

/** Sums of the opinions of other agents of the same operator, `aged`. */
export type Siblings = Pick<Sums, 'w' | 'm'>

/** So much credit of siblings counts towards what is believed of an agent, and a quarter of it. */
const SIBLINGS_MAX = 5_000_000n
/** From so much credit on, availability may lower a score. */
const AVAILABILITY_MIN = 1_000_000n

/** What is believed of an agent beforehand: never more than of anybody, less where its operator's others do badly. */
export const priorOf = (others: Siblings, g: bigint, { prior, priorMean }: TrustParameters): FacetScore['prior'] => {
  const unit = g << SCALE
  if (others.w <= 0n) return { weight: prior, mean: priorMean, siblings: 0n }
  const mean = (prior * unit * priorMean + others.m) / (prior * unit + others.w)
  const siblings = others.w / unit
  return { weight: prior + atMost(SIBLINGS_MAX, siblings) / 4n, mean: atMost(priorMean, mean), siblings }
}

/** The score of an agent that was sold so often by now. */
export const scoreOf = (
  tallies: readonly Tally[],
  answers: readonly Answer[],
  sales: number,
  others: Siblings,
  day: number,
  parameters: TrustParameters,
): Score => {
  const g = growth(day, parameters.halfLife)
  const facetOf = (facet: string, prior: FacetScore['prior'], also: readonly Answer[]): FacetScore => {
    const own = tallies.filter(tally => tally.facet === facet)
    const good = own.filter(({ bad }) => !bad)
    const said = together(own, sales)
    const reviewers = said.w / (g << SCALE)
    const validated = heard(also, reviewers, g, parameters).map(({ answer, grown }) =>
      sumsOf(grown, saturated(answer.quality, parameters)),
    )
    return {
      ...posterior(validated.reduce(plus, said), g, prior, parameters),
      facet,
      opinions: own.reduce((sum, { opinions }) => sum + opinions, 0),
      answers: validated.length,
      prior,
      goodCredit: together(good, sales).w / (g << SCALE),
      reviewers,
    }
  }
  const quality = facetOf('quality', priorOf(others, g, parameters), answers)
  const available = facetOf('availability', { weight: parameters.prior, mean: parameters.priorMean, siblings: 0n }, [])
  const availability = available.opinions > 0 ? available : null
  const lowered =
    available.credit >= AVAILABILITY_MIN
      ? atMost(quality.lower, (3n * quality.lower + available.lower) / 4n)
      : quality.lower
  const { mean, upper, credit, goodCredit } = quality
  return {
    day,
    lower: atLeast(0n, lowered),
    mean,
    upper,
    credit,
    forgeCost: (goodCredit * PPM) / (PPM + parameters.transitivity),
    quality,
    availability,
  }
}

/** The sums of several tallies as they count after so many sales. */
export const together = (tallies: readonly Tally[], sales: number): Sums =>
  tallies.reduce((sum, { sums, tenure, bad }) => plus(sum, aged(sums, bad ? 0 : sales - tenure)), NO_SUMS)
