/** GraphQL fields of identities: who rules them, who may sign for them, what they rule. */
import { zeroAddress } from 'viem'
import type { Stored } from '../../core/asOf.ts'
import { ethrDid, identityAddress, isMalformedDid, parseDid, registryId } from '../../core/did.ts'
import { badInput } from '../../core/errors.ts'
import { isAddress, isChain } from '../../core/ids.ts'
import { webDid } from '../../core/namedDid.ts'
import { type Connection, connection, pageRequest } from '../../core/page.ts'
import { isUnread } from '../../core/settings.ts'
import type { Snapshot } from '../../core/snapshot.ts'
import type {
  IdentityKeyResolvers,
  IdentityResolvers,
  IdentityServiceResolvers,
  IdentityFilter as Input,
  QueryResolvers,
} from '../../generated/schema.ts'
import { spend } from './allowance.ts'
import { BY_ID, type FleetFilter, type FleetQuestion, fleet } from './fleets.ts'
import { historyPage, resolvers as periods } from './history.ts'
import { keyAt } from './keys.ts'
import { originOf, plainText } from './origins.ts'
import { didPeriods } from './periods.ts'
import { curveOf, purposesOf, signersOf } from './permissions.ts'
import { didsById, entriesOf, eventsOf, gapsOf } from './queries.ts'
import type { DidRow, IdentityEntryParent, IdentityParent } from './tables.ts'

const Query: QueryResolvers = {
  identity: async (_, { did, asOf }, context) => {
    if (isMalformedDid(did)) throw badInput('did', `${did.slice(0, 120)} is not a DID`)
    const parsed = parseDid(did)
    return (parsed || webDid(did)) && !isUnread(parsed, context.settings)
      ? { did, snapshot: await context.at(asOf) }
      : null
  },

  identities: async (_, { filter, orderBy, first, after, asOf }, context) => {
    const asked = checkedFilter(filter ?? {})
    return members(await context.at(asOf), asked, orderBy === 'ID_DESC', first, after)
  },
}

const checkedFilter = ({ chain, controller, signer, deactivated, hardwareBound }: Input): FleetFilter => ({
  chain: checked('chain', chain, isChain, 'write eip155:<chain id>'),
  controller: checked('controller', controller, isAddress, 'write 0x and 40 hex digits')?.toLowerCase(),
  signers: signer === null || signer === undefined ? undefined : signersOf(signer),
  deactivated: deactivated ?? undefined,
  hardwareBound: hardwareBound ?? undefined,
})

const checked = (name: string, text: string | null | undefined, is: (text: string) => boolean, hint: string) => {
  if (text === null || text === undefined) return undefined
  if (is(text)) return text
  throw badInput(`filter.${name}`, `${text.slice(0, 120)} is no ${name}`, hint)
}

type Members = Connection<IdentityParent> & { readonly _meta: Snapshot }

/** A page of a fleet. Siblings ask the same of their owner: made once. */
const members = async (
  snapshot: Snapshot,
  filter: FleetFilter,
  descending: boolean,
  first: number | null | undefined,
  after: string | null | undefined,
): Promise<Members> => {
  const load = (asked: readonly FleetQuestion[]) => Promise.all(asked.map(question => madeMembers(snapshot, question)))
  const question = { ...filter, descending, page: pageRequest(first, after, BY_ID.length) }
  const made = await snapshot.loader('fleet', load).load(question)
  spend(snapshot, made.nodes.length)
  return made
}

const madeMembers = async (snapshot: Snapshot, question: FleetQuestion): Promise<Members> => {
  const rows = await fleet(snapshot, question)
  const { edges, pageInfo } = connection(question.page, rows, row => BY_ID.map(column => row[column]))
  const shown = edges.map(({ cursor, node }) => ({ cursor, node: { did: node.id, snapshot } }))
  return { edges: shown, nodes: shown.map(({ node }) => node), pageInfo, _meta: snapshot }
}

/** The account that a DID of ours stands for. */
const accountOf = (did: string): { readonly chain: string; readonly address: string } | null => {
  const parsed = parseDid(did)
  if (parsed?.method === 'pkh') return parsed
  return parsed?.method === 'ethr' ? { chain: parsed.chain, address: identityAddress(parsed) } : null
}

/** What the registry holds of an identity; null: it never spoke of it. */
const rowOf = async ({ snapshot, did }: IdentityParent): Promise<Stored<DidRow> | null> => {
  const parsed = parseDid(did)
  const id = parsed && registryId(parsed)
  return id ? snapshot.loader('did', (ids: readonly string[]) => didsById(snapshot, ids)).load(id) : null
}

const controllerOf = async (parent: IdentityParent): Promise<string | null> => {
  const row = await rowOf(parent)
  if (row) return row.owner === zeroAddress ? null : row.owner
  return accountOf(parent.did)?.address ?? null
}

const Identity: IdentityResolvers = {
  method: ({ did }) => did.split(':')[1] ?? '',
  chain: ({ did }) => accountOf(did)?.chain ?? null,
  controller: controllerOf,
  deactivated: async parent => (await rowOf(parent))?.deactivated === 1,
  registered: async parent => (await rowOf(parent)) !== null,
  controllerIdentity: async parent => {
    const account = accountOf(parent.did)
    const controller = await controllerOf(parent)
    if (!account || controller === null || controller === account.address) return null
    return { did: ethrDid(account.chain, controller), snapshot: parent.snapshot }
  },
  controls: ({ did, snapshot }, { first, after }) => {
    const account = accountOf(did)
    if (!account)
      return { ...connection<IdentityParent>(pageRequest(first, after, BY_ID.length), [], () => []), _meta: snapshot }
    const { chain, address } = account
    return members(snapshot, { chain, controller: address, except: ethrDid(chain, address) }, false, first, after)
  },
  keys: async parent => (await entries(parent)).filter(({ fragment }) => fragment?.startsWith('delegate-')),
  services: async parent => (await entries(parent)).filter(({ fragment }) => fragment?.startsWith('service-')),
  history: async (parent, page) => {
    const { snapshot, did } = parent
    const account = accountOf(did)
    const row = await rowOf(parent)
    spend(snapshot, row?.events ?? 0)
    const load = (dids: readonly string[]) => eventsOf(snapshot, dids)
    const events = row ? await snapshot.loader('didEvents', load).load(row.id) : []
    const known = account ? didPeriods(account.address, events, snapshot.now) : []
    return historyPage({ snapshot, chain: account?.chain ?? '', asked: did }, known, page)
  },
  events: async parent => (await rowOf(parent))?.events ?? 0,
  gaps: async parent => {
    const { snapshot } = parent
    const row = await rowOf(parent)
    return row ? snapshot.loader('didGaps', (dids: readonly string[]) => gapsOf(snapshot, dids)).load(row.id) : 0
  },
  updatedAt: async parent => {
    const row = await rowOf(parent)
    return row ? originOf({ ...row, snapshot: parent.snapshot }) : null
  },
}

/** The valid keys and services of an identity; a deactivated one has none. */
const entries = async (parent: IdentityParent): Promise<IdentityEntryParent[]> => {
  const { snapshot, did } = parent
  const identity = await rowOf(parent)
  if (!identity || identity.deactivated) return []
  const load = (dids: readonly string[]) => entriesOf(snapshot, dids)
  const rows = await snapshot.loader('entries', load).load(identity.id)
  return rows.map(entry => ({ ...entry, snapshot, asked: did, identity, inherited: entry.epoch !== identity.epoch }))
}

const fragmentUrl = ({ asked, fragment }: IdentityEntryParent): string => `${asked}#${fragment}`

const validTo = ({ valid_to }: IdentityEntryParent): number | null =>
  valid_to === Number.MAX_SAFE_INTEGER ? null : valid_to

const IdentityKey: IdentityKeyResolvers = {
  id: fragmentUrl,
  validTo,
  curve: curveOf,
  hardwareBound: entry => curveOf(entry) === 'P256',
  purposes: purposesOf,
  maySign: ({ snapshot, asked, identity, ...entry }) => {
    const did = parseDid(asked)
    const facts = { owners: [{ ...identity, bt: null }], entries: [{ ...entry, bt: null }] }
    const at = { block: snapshot.heads.find(({ chain }) => chain === entry.chain)?.number ?? 0, time: snapshot.now }
    return did !== null && entry.fragment !== null && keyAt(did, entry.fragment, facts, at) !== null
  },
  updatedAt: originOf,
}

const IdentityService: IdentityServiceResolvers = {
  id: fragmentUrl,
  type: ({ name }) => name.replace(/^did\/svc\//, ''),
  text: ({ value }) => plainText(value),
  validTo,
  updatedAt: originOf,
}

export const resolvers = { Query, Identity, IdentityKey, IdentityService, ...periods }
