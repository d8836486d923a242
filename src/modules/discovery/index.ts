import { defineModule } from '../../core/module.ts'
import { resolvers } from './resolvers.ts'
import { standingResolvers } from './standing.ts'

/** Quotes: offers, rates and rails joined into the total cost of a job. Owns no events and no tables. */
export const discovery = defineModule()({
  name: 'discovery',
  rules: 1,
  events: {},
  facts: [],
  on: {},
  resolvers: { ...resolvers, ...standingResolvers },
})
