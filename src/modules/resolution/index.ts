import { defineModule } from '../../core/module.ts'
import { identifiers } from './http.ts'
import { resolvers } from './resolvers.ts'

/** What DIDs resolve to, and which keys may sign. No events and no tables: it reads those of identity. */
export const resolution = defineModule()({
  name: 'resolution',
  rules: 1,
  events: {},
  facts: [],
  on: {},
  resolvers,
  http: { '/1.0/identifiers/': identifiers },
})
