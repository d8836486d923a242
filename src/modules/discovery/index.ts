import { defineModule } from '../../core/module.ts'
import { Query as answers } from './answersResolvers.ts'
import { Query as comparison } from './comparison.ts'
import { Query as history } from './historyResolvers.ts'
import { resolvers as quotes } from './resolvers.ts'

const resolvers = { ...quotes, Query: { ...quotes.Query, ...answers, ...comparison, ...history } }

/** Quotes: offers, rates and rails joined into the total cost of a job. Owns no events and no tables. */
export const discovery = defineModule()({ name: 'discovery', rules: 1, events: {}, facts: [], on: {}, resolvers })
