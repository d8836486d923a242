import { defineModule } from '../../core/module.ts'
import { feedbackHandlers, validationHandlers } from './apply.ts'
import { deriveDay } from './derive.ts'
import { reputationRegistry, validationRegistry } from './events.ts'
import { resolvers } from './resolvers.ts'
import type { TrustFacts } from './tables.ts'

/** What was said about agents on chain: exact facts. Scores are not computed yet. */
export const trust = defineModule<TrustFacts>()({
  name: 'trust',
  rules: 1,
  events: { reputationRegistry, validationRegistry },
  facts: [
    'feedback',
    'feedback_response',
    'validation_request',
    'validation_response',
    'opinion',
    'rater',
    'tag_summary',
  ],
  derived: ['credit_source', 'weight', 'tally', 'operator_tally', 'seed_flow'],
  derive: ({ trust: policy }) => policy && { rules: policy.id, derive: morning => deriveDay(morning, policy) },
  on: { reputationRegistry: feedbackHandlers, validationRegistry: validationHandlers },
  resolvers,
})
