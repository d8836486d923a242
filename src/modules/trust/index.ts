import { defineModule } from '../../core/module.ts'
import { feedbackHandlers, validationHandlers } from './apply.ts'
import { audits } from './checks.ts'
import { deriveDay } from './derive.ts'
import { reputationRegistry, validationRegistry } from './events.ts'
import { feedbackFiles } from './files.ts'
import { missing } from './missing.ts'
import type { Seen } from './opinions.ts'
import { resolvers } from './resolvers.ts'

/** What was said about agents on chain, what it adds up to as exact facts, and what a policy makes of it. */
export const trust = defineModule<Seen>()({
  name: 'trust',
  rules: 3,
  events: { reputationRegistry, validationRegistry },
  facts: [
    'feedback',
    'feedback_response',
    'validation_request',
    'validation_response',
    'validator_answer',
    'opinion',
    'rater',
    'tag_summary',
  ],
  integers: { feedback: { value: 'int128' }, tag_summary: { total: 'decimal' } },
  derived: ['credit_source', 'weight', 'tally', 'operator_tally', 'operator_flow', 'seed_flow'],
  derive: ({ trust: policy }) => policy && { rules: policy.id, derive: morning => deriveDay(morning, policy) },
  claims: ['feedback_file'],
  documents: feedbackFiles,
  on: { reputationRegistry: feedbackHandlers, validationRegistry: validationHandlers },
  missing,
  audits,
  resolvers,
})
