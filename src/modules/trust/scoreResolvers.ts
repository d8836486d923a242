/** GraphQL fields of scores. */
import { asked } from '../../core/asks.ts'
import { DAY } from '../../core/day.ts'
import { chainOfAgent } from '../../core/ids.ts'
import type { Snapshot } from '../../core/snapshot.ts'
import { PPM, type TrustPolicy } from '../../core/trustPolicy.ts'
import type {
  FacetScoreResolvers,
  ReputationResolvers,
  TrustBasis,
  TrustEvidenceResolvers,
  TrustPriorResolvers,
  TrustScoreResolvers,
} from '../../generated/schema.ts'
import { censusOf } from './census.ts'
import { contributions, ignored } from './contributionResolvers.ts'
import { customOf, validationsOf } from './custom.ts'
import { flagsOf } from './flags.ts'
import { once } from './once.ts'
import type { TrustScoreParent } from './parents.ts'
import { feedbackCounts } from './queries.ts'
import { growth } from './score/decay.ts'
import { SCALE } from './score/posterior.ts'
import type { Score } from './score/score.ts'
import { scoreAt, scoresToday, type Today, todayOf } from './scores.ts'
import type { Modes } from './tallies.ts'
import { exclusionsOf, readRules, todayUnder } from './whatIf.ts'

/** Which basis is meant, where none is named that of the policy. */
export const isStrict = (basis: TrustBasis | null | undefined, { strict }: TrustPolicy): boolean =>
  basis ? basis === 'STRICT' : strict

/** The score of an agent as GraphQL shows it; null: the agent is not indexed. */
export const trustOf = async (
  snapshot: Snapshot,
  agent: string,
  policy: TrustPolicy,
  strict: boolean,
): Promise<TrustScoreParent | null> => {
  const today = await todayOf(snapshot, chainOfAgent(agent), policy)
  const scores = today && (await scoreAt(snapshot, policy, agent))
  return today && scores && shown(snapshot, agent, today, scores, strict, false)
}

const shown = (
  snapshot: Snapshot,
  agent: string,
  today: Today,
  scores: Modes<Score>,
  strict: boolean,
  hypothetical: boolean,
): TrustScoreParent => {
  const census = once(() => asked(censusOf(today, agent, strict), snapshot))
  return { snapshot, agent, today, scores, strict, hypothetical, census }
}

/** Fields of `Reputation`. */
export const ofReputation: Pick<ReputationResolvers, 'score' | 'trust' | 'whatIf'> = {
  score: async ({ snapshot, agent }, _, { settings: { trust } }) => {
    const scores = trust && (await scoreAt(snapshot, trust, agent))
    return scores ? Number((trust.strict ? scores.strict : scores.plain).lower) : null
  },
  trust: ({ snapshot, agent }, { basis }, { settings: { trust } }) =>
    trust && trustOf(snapshot, agent, trust, isStrict(basis, trust)),
  whatIf: async ({ snapshot, agent }, { basis, ...changes }, { settings: { trust } }) => {
    const today = trust && (await todayOf(snapshot, chainOfAgent(agent), trust))
    if (!today) return null
    const other = await todayUnder(snapshot, today, readRules(changes, trust))
    const scores = (await asked(scoresToday(other, [agent]), snapshot)).get(agent)
    return scores ? shown(snapshot, agent, other, scores, isStrict(basis, trust), true) : null
  },
}

/** The score that is shown. */
const scoreOf = ({ scores, strict }: TrustScoreParent): Score => (strict ? scores.strict : scores.plain)

/** How many units of the sums a millionth of a dollar of the day is. */
const scaleOf = ({ today: { dawn } }: TrustScoreParent): bigint =>
  growth(dawn.day, dawn.policy.parameters.halfLife) << SCALE

export const TrustScore: TrustScoreResolvers = {
  policyId: ({ today }) => today.dawn.policy.id,
  head: ({ today, snapshot }) => {
    const head = snapshot.heads.find(({ chain }) => chain === today.dawn.chain)
    if (!head) throw new Error(`${today.dawn.chain} has no head`)
    return head
  },
  day: ({ today }) => today.dawn.day * DAY,
  basis: ({ strict }) => (strict ? 'STRICT' : 'GLOBAL'),
  exclusions: ({ today }) => exclusionsOf(today.without),
  lower: of => Number(scoreOf(of).lower),
  mean: of => Number(scoreOf(of).mean),
  upper: of => Number(scoreOf(of).upper),
  creditMicroUsd: of => scoreOf(of).credit,
  forgeCostMicroUsd: of => scoreOf(of).forgeCost,
  effectiveRaters: of => Number(scoreOf(of).quality.effective),
  scale: scaleOf,
  facets: of => {
    const { quality, availability } = scoreOf(of)
    return [quality, ...(availability ? [availability] : [])].map(facet => ({ facet, of }))
  },
  evidence: of => of,
  flags: flagsOf,
  contributions,
  ignored,
}

export const FacetScore: FacetScoreResolvers = {
  facet: ({ facet }) => (facet.facet === 'quality' ? 'QUALITY' : 'AVAILABILITY'),
  lower: ({ facet }) => Number(facet.lower),
  mean: ({ facet }) => Number(facet.mean),
  upper: ({ facet }) => Number(facet.upper),
  creditMicroUsd: ({ facet }) => facet.credit,
  effectiveRaters: ({ facet }) => Number(facet.effective),
  opinions: ({ facet }) => facet.opinions,
  validations: ({ facet }) => facet.answers,
  prior: parent => parent,
}

export const TrustPrior: TrustPriorResolvers = {
  weightMicroUsd: ({ facet }) => facet.prior.weight,
  mean: ({ facet }) => Number(facet.prior.mean),
  variance: ({ of }) => of.today.dawn.policy.parameters.priorVariance,
  grown: ({ facet, of }) => facet.prior.weight * scaleOf(of),
  share: ({ facet, of }) => Number((facet.prior.weight * scaleOf(of) * PPM) / facet.total),
  siblingsMicroUsd: ({ facet }) => facet.prior.siblings,
}

export const TrustEvidence: TrustEvidenceResolvers = {
  feedback: async of => (await countsOf(of)).given,
  revoked: async of => (await countsOf(of)).revoked,
  credited: of => {
    const { quality, availability } = scoreOf(of)
    return quality.opinions + (availability?.opinions ?? 0)
  },
  uncredited: async ({ census }) => {
    const { count, quality } = (await census()).uncredited
    return { count, meanQuality: count === 0 ? null : Number(quality / BigInt(count)) }
  },
  ignored: async ({ census }) => Array.from((await census()).reasons, ([reason, count]) => ({ reason, count })),
  complete: async ({ census }) => (await census()).complete,
  payers: async of => (await custom(of)).payers,
  netMicroUsd: async of => {
    const { paid, returned } = await custom(of)
    return paid > returned ? paid - returned : 0n
  },
  validations: ({ today, agent, snapshot }) => asked(validationsOf(today, agent), snapshot),
}

const custom = ({ today, agent, snapshot }: TrustScoreParent) => asked(customOf(today, agent), snapshot)

const countsOf = async ({ snapshot, agent }: TrustScoreParent) => {
  const [counts] = await feedbackCounts(snapshot, [agent])
  return counts ?? { given: 0, revoked: 0 }
}
