import { defineModule } from '../../core/module.ts'
import { feedbackHandlers, validationHandlers } from './apply.ts'
import { deriveDay } from './derive.ts'
import { reputationRegistry, validationRegistry } from './events.ts'
import type { Seen } from './opinions.ts'
import { resolvers } from './resolvers.ts'

/** What was said about agents on chain, and what it adds up to: exact facts. Scores are not computed yet. */
export const trust = defineModule<Seen>()({
  name: 'trust',
  rules: 2,
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
  derived: ['credit_source', 'weight', 'tally', 'operator_tally', 'operator_flow', 'seed_flow'],
  derive: ({ trust: policy }) => policy && { rules: policy.id, derive: morning => deriveDay(morning, policy) },
  on: { reputationRegistry: feedbackHandlers, validationRegistry: validationHandlers },
  resolvers,
})
