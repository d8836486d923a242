import { defineModule } from '../../core/module.ts'
import { Query as answers, PickAnswer } from './answersResolvers.ts'
import { Query as comparison } from './comparison.ts'
import { resolvers as erc8257 } from './erc8257.ts'
import { Query as history } from './historyResolvers.ts'
import { resolvers as quotes } from './resolvers.ts'
import { standingResolvers } from './standing.ts'

/** Quotes: offers, rates and rails joined into the total cost of a job. Owns no events and no tables. */
export const discovery = defineModule()({
  name: 'discovery',
  rules: 1,
  events: {},
  facts: [],
  on: {},
  resolvers: {
    ...quotes,
    ...erc8257,
    ...standingResolvers,
    PickAnswer,
    Query: { ...quotes.Query, ...answers, ...comparison, ...history },
  },
})
