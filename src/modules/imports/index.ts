import { type DocumentKind, defineModule } from '../../core/module.ts'
import type { Import } from '../../core/settings.ts'
import { readBazaar } from './bazaar.ts'
import { readManifest } from './erc8257.ts'
import { resolvers } from './resolvers.ts'
import { readRequest } from './x402.ts'

const kind = (of: Import['kind'], read: DocumentKind['read']): DocumentKind => ({
  configured: ({ imports }) => imports.filter(({ kind }) => kind === of).map(({ url }) => url),
  unpaid: of === 'x402',
  read,
})

/** Prices from outside that nobody signed: requests for payment, listings of them, manifests of tools. */
export const imports = defineModule()({
  name: 'imports',
  rules: 1,
  events: {},
  facts: [],
  claims: ['unsigned_price', 'price_fetch'],
  documents: {
    x402: kind('x402', readRequest),
    bazaar: kind('bazaar', readBazaar),
    erc8257: kind('erc8257', readManifest),
  },
  on: {},
  resolvers,
})
