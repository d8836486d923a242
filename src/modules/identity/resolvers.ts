/** GraphQL fields of agents and identities: arguments in, one query, a row out. */
import { zeroAddress } from 'viem'
import type { Stored } from '../../core/asOf.ts'
import { identityAddress, isMalformedDid, parseDid, registryId } from '../../core/did.ts'
import { badInput } from '../../core/errors.ts'
import { parseAgentId } from '../../core/ids.ts'
import { fromPosition } from '../../core/origin.ts'
import { connection, pageRequest } from '../../core/page.ts'
import type { OriginRef, Snapshot } from '../../core/snapshot.ts'
import { decodeUtf8 } from '../../core/text.ts'
import { uint256FromText } from '../../core/uint256.ts'
import type {
  AgentMetadataResolvers,
  AgentResolvers,
  IdentityKeyResolvers,
  IdentityResolvers,
  IdentityServiceResolvers,
  QueryResolvers,
  RegistrationResolvers,
  WalletProvenance,
} from '../../generated/schema.ts'
import {
  type AgentFilter,
  agents,
  agentsById,
  didsById,
  entriesOf,
  MINTED,
  metadataOf,
  operatorsOf,
  registrationsOf,
} from './queries.ts'
import type { AgentParent, DidRow, IdentityEntryParent, IdentityParent } from './tables.ts'

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

  identity: async (_, { did, asOf }, context) => {
    if (isMalformedDid(did)) throw badInput('did', `${did.slice(0, 120)} is not a DID`)
    const parsed = parseDid(did)
    const judged = parsed && !(parsed.method === 'ethr' && context.settings.unreadDidChains.includes(parsed.chain))
    return judged ? { did, snapshot: await context.at(asOf) } : null
  },
}

const given = <F extends object>(filter: F): AgentFilter =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== null)) as AgentFilter

const originAt = (parent: AgentParent, position: string): OriginRef => ({
  snapshot: parent.snapshot,
  chain: parent.chain,
  ...fromPosition(position),
})
const originOf = ({
  snapshot,
  chain,
  bf,
  li,
}: {
  snapshot: Snapshot
  chain: string
  bf: number
  li: number
}): OriginRef => ({
  snapshot,
  chain,
  block: bf,
  logIndex: li,
})

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
}

const AgentMetadata: AgentMetadataResolvers = {
  text: ({ value }) => plainText(value),
  updatedAt: originOf,
}

/** Bytes as text, where they are UTF-8. */
const plainText = (hex: string): string | null => decodeUtf8(Buffer.from(hex.slice(2), 'hex'))

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

const Identity: IdentityResolvers = {
  method: ({ did }) => parseDid(did)?.method ?? '',
  chain: ({ did }) => {
    const parsed = parseDid(did)
    return parsed && parsed.method !== 'key' ? parsed.chain : null
  },
  controller: async parent => {
    const row = await rowOf(parent)
    if (row) return row.owner === zeroAddress ? null : row.owner
    const parsed = parseDid(parent.did)
    if (parsed?.method === 'pkh') return parsed.address
    return parsed?.method === 'ethr' ? identityAddress(parsed) : null
  },
  deactivated: async parent => (await rowOf(parent))?.deactivated === 1,
  registered: async parent => (await rowOf(parent)) !== null,
  keys: async parent => (await entries(parent)).filter(({ fragment }) => fragment?.startsWith('delegate-')),
  services: async parent => (await entries(parent)).filter(({ fragment }) => fragment?.startsWith('service-')),
}

/** What the registry holds of an identity; null: it never spoke of it. */
const rowOf = async ({ snapshot, did }: IdentityParent): Promise<Stored<DidRow> | null> => {
  const parsed = parseDid(did)
  const id = parsed && registryId(parsed)
  return id ? snapshot.loader('did', (ids: readonly string[]) => didsById(snapshot, ids)).load(id) : null
}

/** The valid keys and services of an identity; a deactivated one has none. */
const entries = async (parent: IdentityParent): Promise<IdentityEntryParent[]> => {
  const { snapshot, did } = parent
  const row = await rowOf(parent)
  if (!row || row.deactivated) return []
  const load = (dids: readonly string[]) => entriesOf(snapshot, dids)
  const rows = await snapshot.loader('entries', load).load(row.id)
  return rows.map(entry => ({ ...entry, snapshot, asked: did, inherited: entry.epoch !== row.epoch }))
}

const validTo = ({ valid_to }: IdentityEntryParent): number | null =>
  valid_to === Number.MAX_SAFE_INTEGER ? null : valid_to

const IdentityKey: IdentityKeyResolvers = {
  id: ({ asked, fragment }) => `${asked}#${fragment}`,
  validTo,
  updatedAt: originOf,
}

const IdentityService: IdentityServiceResolvers = {
  id: ({ asked, fragment }) => `${asked}#${fragment}`,
  type: ({ name }) => name.replace(/^did\/svc\//, ''),
  text: ({ value }) => plainText(value),
  validTo,
  updatedAt: originOf,
}

export const resolvers = { Query, Agent, AgentMetadata, Registration, Identity, IdentityKey, IdentityService }
