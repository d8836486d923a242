/** GraphQL fields of DID resolution. */
import { parseDidUrl } from '../../core/did.ts'
import { badInput } from '../../core/errors.ts'
import type { QueryResolvers } from '../../generated/schema.ts'
import type { Profile } from './ethr.ts'
import { maySign } from './maySign.ts'
import { resolve } from './resolve.ts'

const Query: QueryResolvers = {
  resolve: async (_, { did, asOf, profile, ...options }, context) => {
    const snapshot = await context.at(asOf)
    const asked = { ...options, profile: (profile ?? 'STRICT').toLowerCase() as Profile }
    return { ...(await resolve(snapshot, context.settings, did, asked)), _meta: snapshot }
  },

  maySign: async (_, { kid, asOf }, context) => {
    if (!parseDidUrl(kid)) throw badInput('kid', `${kid.slice(0, 120)} is not a DID URL with a fragment`)
    return maySign(await context.at(asOf), context.settings, kid)
  },
}

export const resolvers = { Query }
