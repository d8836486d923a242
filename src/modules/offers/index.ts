import { defineModule } from '../../core/module.ts'
import { attributeHandlers, boardHandlers, metadataHandlers } from './announcements.ts'
import { resolvers as categories } from './categoryResolvers.ts'
import { readOffer } from './document.ts'
import { didRegistry, identityRegistry, offerBoard } from './events.ts'
import { missing } from './missing.ts'
import { resolvers } from './resolvers.ts'
import { boardSeal } from './seal.ts'
import type { OffersFacts } from './tables.ts'

/** What machines sell: announcements on chain, and the signed tokens behind them. */
export const offers = defineModule<OffersFacts>()({
  name: 'offers',
  rules: 2,
  events: { offerBoard, didRegistry, identityRegistry },
  facts: ['announcement'],
  claims: ['token', 'token_category', 'token_document'],
  documents: { offer: { table: 'announcement', column: 'uri', by: ['announcer', 'place'], read: readOffer } },
  on: { offerBoard: boardHandlers, didRegistry: attributeHandlers, identityRegistry: metadataHandlers },
  missing,
  audits: { offerBoard: { checks: [], seal: boardSeal } },
  resolvers: { ...resolvers, Query: { ...resolvers.Query, ...categories.Query } },
})
