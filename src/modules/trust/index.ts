import { defineModule } from '../../core/module.ts'
import { feedbackHandlers, validationHandlers } from './apply.ts'
import { reputationRegistry, validationRegistry } from './events.ts'
import { resolvers } from './resolvers.ts'
import type { TrustFacts } from './tables.ts'

/** What was said about agents on chain: exact facts. Scores are not computed yet. */
export const trust = defineModule<TrustFacts>()({
  name: 'trust',
  rules: 1,
  events: { reputationRegistry, validationRegistry },
  facts: ['feedback', 'feedback_response', 'validation_request', 'validation_response'],
  integers: { feedback: { value: 'int128' } },
  on: { reputationRegistry: feedbackHandlers, validationRegistry: validationHandlers },
  resolvers,
})
