import { defineModule } from '../../core/module.ts'
import { attributeHandlers, metadataHandlers } from './claims.ts'
import { readWebDid } from './document.ts'
import { didRegistry, identityRegistry } from './events.ts'
import { resolvers } from './resolvers.ts'
import type { LinksFacts } from './tables.ts'

/** Which agents and DIDs belong together: what each says of the other, and what that amounts to. */
export const links = defineModule<LinksFacts>()({
  name: 'links',
  rules: 1,
  events: { didRegistry, identityRegistry },
  facts: ['link_claim', 'link_named'],
  claims: ['web_did', 'web_did_agent'],
  documents: { did_web: { table: 'link_claim', column: 'uri', by: ['agent'], read: readWebDid } },
  on: { didRegistry: attributeHandlers, identityRegistry: metadataHandlers },
  resolvers,
})
