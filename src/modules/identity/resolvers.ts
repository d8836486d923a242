/** GraphQL fields of agents: arguments in, one query, a row out. */
import { parseAgentId } from '../../core/ids.ts'
import { connection, pageRequest } from '../../core/page.ts'
import { uint256FromText } from '../../core/uint256.ts'
import type {
  AgentMetadataResolvers,
  AgentResolvers,
  QueryResolvers,
  RegistrationResolvers,
  WalletProvenance,
} from '../../generated/schema.ts'
import { spend } from './allowance.ts'
import { historyPage } from './history.ts'
import { resolvers as identities } from './identityResolvers.ts'
import { originAt, originOf, plainText } from './origins.ts'
import { agentPeriods } from './periods.ts'
import {
  type AgentFilter,
  agents,
  agentsById,
  MINTED,
  metadataOf,
  operatorsOf,
  registrationsOf,
  versionsOf,
} from './queries.ts'

const Query: QueryResolvers = {
  agents: async (_, { filter, orderBy, first, after, asOf }, context) => {
    const snapshot = await context.at(asOf)
    const order = { columns: MINTED, descending: orderBy !== 'MINTED_ASC' }
    const page = pageRequest(first, after, MINTED.length)
    const rows = await agents(snapshot, given(filter ?? {}), order, page)
    const parents = rows.map(row => ({ ...row, snapshot }))
    return { ...connection(page, parents, row => MINTED.map(column => row[column])), _meta: snapshot }
  },

  agent: async (_, { id, asOf }, context) => {
    const snapshot = await context.at(asOf)
    const [row] = await agentsById(snapshot, [parseAgentId(id)])
    return row ? { ...row, snapshot } : null
  },
}

const given = <F extends object>(filter: F): AgentFilter =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== null)) as AgentFilter

const Agent: AgentResolvers = {
  tokenId: ({ token }) => uint256FromText(token),
  walletProvenance: ({ wallet_provenance }) => wallet_provenance.toUpperCase() as WalletProvenance,
  operators: async ({ snapshot, registry, owner }) => {
    const load = (owners: readonly string[]) => operatorsOf(snapshot, owners)
    const rows = await snapshot.loader('operators', load).load(`${registry}/${owner}`)
    return rows.map(row => row.operator)
  },
  metadata: async ({ snapshot, id }) => {
    const load = (ids: readonly string[]) => metadataOf(snapshot, ids)
    const rows = await snapshot.loader('metadata', load).load(id)
    return rows.map(row => ({ ...row, snapshot }))
  },
  registration: async ({ snapshot, id, uri_id }) => {
    if (uri_id === null) return null
    const load = (uris: readonly string[]) => registrationsOf(snapshot, uris)
    const row = await snapshot.loader('registration', load).load(uri_id)
    return row ? { ...row, agent: id } : null
  },
  document: ({ snapshot, uri_id }) => (uri_id === null ? null : { snapshot, kind: 'registration', id: uri_id }),
  mintedAt: parent => originAt(parent, parent.minted),
  updatedAt: originOf,
  history: async ({ snapshot, chain, id }, page) => {
    const load = (ids: readonly string[]) => versionsOf(snapshot, ids)
    const versions = await snapshot.loader('agentVersions', load).load(id)
    spend(snapshot, versions.length)
    return historyPage({ snapshot, chain, asked: null }, agentPeriods(versions), page)
  },
}

const AgentMetadata: AgentMetadataResolvers = {
  text: ({ value }) => plainText(value),
  updatedAt: originOf,
}

const Registration: RegistrationResolvers = {
  active: ({ active }) => (active === null ? null : active === 1),
  x402: ({ x402 }) => (x402 === null ? null : x402 === 1),
  services: ({ services }) => JSON.parse(services),
  registrations: ({ registrations }) => JSON.parse(registrations),
  namesAgent: ({ registrations, agent }) => {
    const named: string[] = JSON.parse(registrations)
    return named.length === 0 ? null : named.includes(agent)
  },
  supportedTrust: ({ trust }) => JSON.parse(trust),
}

const { Query: identityQueries, ...identityTypes } = identities

export const resolvers = {
  Query: { ...Query, ...identityQueries },
  Agent,
  AgentMetadata,
  Registration,
  ...identityTypes,
}
