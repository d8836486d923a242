/** GraphQL fields of what was said about agents. */
import { parseAgentId } from '../../core/ids.ts'
import { fromPosition } from '../../core/origin.ts'
import { connection, pageRequest } from '../../core/page.ts'
import { fromAtomic, toDecimal } from '../../core/rational.ts'
import type { OriginRef, Snapshot } from '../../core/snapshot.ts'
import { int128FromText } from '../../core/uint256.ts'
import type {
  AgentResolvers,
  FeedbackResolvers,
  FeedbackResponseResolvers,
  QueryResolvers,
  ReputationResolvers,
  ValidationResolvers,
  ValidationResponseResolvers,
} from '../../generated/schema.ts'
import { Contribution, IgnoredOpinion } from './contributionResolvers.ts'
import { FeedbackFile, ofFile, ProofOfPayment } from './files.ts'
import { Query as historyQuery, ScoreChange } from './historyResolvers.ts'
import { Opinion, ofFeedback, ofReputation, TagSummary } from './opinionResolvers.ts'
import { agentExists, answersTo, feedback, feedbackCounts, GIVEN, responsesTo, validations } from './queries.ts'
import { FacetScore, ofReputation as ofScores, TrustEvidence, TrustPrior, TrustScore } from './scoreResolvers.ts'

const Query: QueryResolvers = {
  ...historyQuery,
  reputation: async (_, { id, asOf }, context) => {
    const snapshot = await context.at(asOf)
    const agent = parseAgentId(id)
    return (await agentExists(snapshot, agent)) ? { agent, snapshot } : null
  },
}

const Agent: AgentResolvers = {
  reputation: ({ id, snapshot }) => ({ agent: id, snapshot }),
}

type Said = { readonly snapshot: Snapshot; readonly chain: string; readonly given: string }
const givenAt = ({ snapshot, chain, given }: Said): OriginRef => ({ snapshot, chain, ...fromPosition(given) })

const counts = (snapshot: Snapshot, agent: string) =>
  snapshot.loader('feedbackCounts', (agents: readonly string[]) => feedbackCounts(snapshot, agents)).load(agent)

const Reputation: ReputationResolvers = {
  ...ofReputation,
  ...ofScores,
  feedbackCount: async ({ snapshot, agent }) => (await counts(snapshot, agent)).given,
  revokedCount: async ({ snapshot, agent }) => (await counts(snapshot, agent)).revoked,
  reviewerCount: async ({ snapshot, agent }) => (await counts(snapshot, agent)).reviewers,
  feedback: async ({ snapshot, agent }, { first, after }) => {
    const page = pageRequest(first, after, GIVEN.columns.length)
    const rows = await feedback(snapshot, agent, page)
    return connection(
      page,
      rows.map(row => ({ ...row, snapshot })),
      row => [row.given],
    )
  },
  validations: async ({ snapshot, agent }, { first, after }) => {
    const page = pageRequest(first, after, GIVEN.columns.length)
    const rows = await validations(snapshot, agent, page)
    return connection(
      page,
      rows.map(row => ({ ...row, snapshot })),
      row => [row.given],
    )
  },
}

const Feedback: FeedbackResolvers = {
  ...ofFeedback,
  ...ofFile,
  clientAddress: ({ client }) => client,
  index: ({ feedback_index }) => feedback_index,
  value: ({ value, decimals }) => toDecimal(fromAtomic(int128FromText(value), decimals), decimals),
  rawValue: ({ value }) => int128FromText(value),
  revoked: ({ revoked }) => revoked !== null,
  givenAt,
  revokedAt: ({ snapshot, chain, revoked }) =>
    revoked === null ? null : { snapshot, chain, ...fromPosition(revoked) },
  responses: async ({ snapshot, id }) => {
    const load = (ids: readonly string[]) => responsesTo(snapshot, ids)
    const rows = await snapshot.loader('responses', load).load(id)
    return rows.map(row => ({ ...row, snapshot }))
  },
}

const FeedbackResponse: FeedbackResponseResolvers = { givenAt }

const Validation: ValidationResolvers = {
  requestHash: ({ hash }) => hash,
  requestedAt: givenAt,
  responses: async ({ snapshot, id }) => {
    const load = (ids: readonly string[]) => answersTo(snapshot, ids)
    const rows = await snapshot.loader('answers', load).load(id)
    return rows.map(row => ({ ...row, snapshot }))
  },
}

const ValidationResponse: ValidationResponseResolvers = { givenAt }

export const resolvers = {
  TrustScore,
  FacetScore,
  TrustPrior,
  TrustEvidence,
  Contribution,
  IgnoredOpinion,
  ScoreChange,
  Query,
  Agent,
  Reputation,
  Opinion,
  TagSummary,
  Feedback,
  FeedbackFile,
  ProofOfPayment,
  FeedbackResponse,
  Validation,
  ValidationResponse,
}
