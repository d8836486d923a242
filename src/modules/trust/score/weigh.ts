/** How much one opinion counts, factor by factor: whoever multiplies them again comes to the same weight. */
import { PPM, type TrustParameters } from '../../../core/trustPolicy.ts'
import { creditOf, type Mode, type Sources } from './credit.ts'
import { atMost } from './posterior.ts'

/** What a rater has said of one facet of an agent, in one tenure. */
export type Opinion = {
  readonly id: string
  readonly agent: string
  /** The operator of the agent. */
  readonly operator: string
  readonly rater: string
  readonly facet: string
  /** How often the agent was sold since. */
  readonly sales: number
  /** The mean of its feedback, parts per million, as given. */
  readonly quality: bigint
  /** The day of its latest feedback. */
  readonly day: number
  /** What its best feedback counts, in eighths: 8 unless the value was vague, or what was bad was revoked late. */
  readonly eighths: bigint
}

/** What is known of a rater when it is heard about an operator. */
export type Standing = {
  readonly sources: Sources
  /** What it has paid the operator within the window and not got back. */
  readonly net: bigint
  /** How many agents it has rated within the window. */
  readonly agents: bigint
  /** Of how many of these it speaks badly. */
  readonly badAgents: bigint
  readonly given: bigint
  readonly revoked: bigint
  /** Whether the two rated each other's agents within a month. */
  readonly mutual: boolean
}

export type Factor = {
  readonly name:
    | 'CREDIT'
    | 'BACKING'
    | 'DILUTION'
    | 'BAD'
    | 'BAD_SHARED'
    | 'BAD_LIMIT'
    | 'REVOKER'
    | 'VAGUE_OR_REVOKED'
    | 'MUTUAL'
  /** The weight after this factor, in millionths of a dollar. */
  readonly weight: bigint
}

/** Quality as it counts. */
export const saturated = (quality: bigint, { saturation }: TrustParameters): bigint =>
  (atMost(quality, saturation) * PPM) / saturation

/** The least quality, as given, that does not speak against an agent. */
export const badBelow = ({ badBelow, saturation }: TrustParameters): bigint => (badBelow * saturation + PPM - 1n) / PPM

/** Whether an opinion speaks against the agent. */
export const isBad = (quality: bigint, parameters: TrustParameters): boolean => quality < badBelow(parameters)

/** The weight of an opinion and how it comes about, in millionths of a dollar; the last factor has the weight. */
export const factorsOf = (
  { operator, quality, eighths }: Pick<Opinion, 'operator' | 'quality' | 'eighths'>,
  { sources, net, agents, badAgents, given, revoked, mutual }: Standing,
  parameters: TrustParameters,
  mode: Mode,
): readonly Factor[] => {
  const { fullBacking, agentsMax, badTimes, badAgentsMax, badPerPaid } = parameters
  const factors: Factor[] = []
  let weight = creditOf(sources, operator, parameters, mode)
  const then = (name: Factor['name'], next: bigint) => {
    if (next !== weight || name === 'CREDIT' || name === 'BACKING') factors.push({ name, weight: next })
    weight = next
  }
  then('CREDIT', weight)
  then('BACKING', (weight * atMost(fullBacking, net)) / fullBacking)
  if (agents > agentsMax) then('DILUTION', (weight * agentsMax) / agents)
  if (isBad(quality, parameters)) {
    then('BAD', weight * badTimes)
    // Else one budget would buy the slander of many.
    if (badAgentsMax > 0n && badAgents > badAgentsMax) then('BAD_SHARED', (weight * badAgentsMax) / badAgents)
    if (badPerPaid > 0n) then('BAD_LIMIT', atMost(weight, badPerPaid * net))
  }
  then('REVOKER', (weight * (given + 4n - revoked)) / (given + 4n))
  then('VAGUE_OR_REVOKED', (weight * eighths) / 8n)
  if (mutual) then('MUTUAL', weight / 4n)
  return factors
}

export const weightOf = (...of: Parameters<typeof factorsOf>): bigint => factorsOf(...of).at(-1)?.weight ?? 0n
