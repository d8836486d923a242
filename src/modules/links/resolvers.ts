/** GraphQL fields of links. */
import { parseDid } from '../../core/did.ts'
import { namedDid, webDid } from '../../core/namedDid.ts'
import { fromPosition } from '../../core/origin.ts'
import { isUnread } from '../../core/settings.ts'
import type { Snapshot } from '../../core/snapshot.ts'
import type { AgentResolvers, IdentityResolvers, LinkClaimResolvers, LinkResolvers } from '../../generated/schema.ts'
import { agentsById } from '../identity/queries.ts'
import type { Link as LinkOf, LinkParent } from './tables.ts'
import { linksOfAgents, linksOfDids } from './together.ts'

const Agent: AgentResolvers = {
  links: async ({ snapshot, id }) => {
    const load = (ids: readonly string[]) => linksOfAgents(snapshot, ids)
    return at(snapshot, await snapshot.loader('linksOfAgents', load).load(id))
  },
}

const Identity: IdentityResolvers = {
  links: async ({ snapshot, did }) => {
    const named = namedDid(did)
    if (named === null) return []
    const load = (dids: readonly string[]) => linksOfDids(snapshot, dids)
    return at(snapshot, await snapshot.loader('linksOfDids', load).load(named))
  },
}

const at = (snapshot: Snapshot, links: readonly LinkOf[]): LinkParent[] => links.map(link => ({ ...link, snapshot }))

const Link: LinkResolvers = {
  agentId: ({ agent }) => agent,
  agent: async ({ snapshot, agent }) => {
    const load = (ids: readonly string[]) => agentsById(snapshot, ids)
    const row = await snapshot.loader('agents', load).load(agent)
    return row ? { ...row, snapshot } : null
  },
  identity: ({ snapshot, did }, _, { settings }) => {
    const parsed = parseDid(did)
    return (parsed || webDid(did)) && !isUnread(parsed, settings) ? { did, snapshot } : null
  },
  claims: ({ snapshot, claims }) => claims.map(claim => ({ ...claim, snapshot })),
}

const LinkClaim: LinkClaimResolvers = {
  origin: ({ snapshot, said }) => (said ? { snapshot, chain: said.chain, ...fromPosition(said.position) } : null),
  document: ({ snapshot, document }) => (document ? { snapshot, ...document } : null),
}

export const resolvers = { Agent, Identity, Link, LinkClaim }
