import { defineModule } from '../../core/module.ts'
import { resolvers as erc8257 } from './erc8257.ts'
import { resolvers } from './resolvers.ts'

/** Quotes: offers, rates and rails joined into the total cost of a job. Owns no events and no tables. */
export const discovery = defineModule()({
  name: 'discovery',
  rules: 1,
  events: {},
  facts: [],
  on: {},
  resolvers: { ...resolvers, ...erc8257 },
})
