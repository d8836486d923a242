/** Every read of the identity module. */
import { sql } from 'kysely'
import { hasId, reads, type Stored, type Version } from '../../core/asOf.ts'
import type { ChainTables, GapRow } from '../../core/chainTables.ts'
import { chainOfDid } from '../../core/did.ts'
import { chainOfAgent } from '../../core/ids.ts'
import { behind, type Order, type PageRequest } from '../../core/page.ts'
import { served } from '../../core/served.ts'
import type { Snapshot } from '../../core/snapshot.ts'
import type { TimedEvent } from './periods.ts'
import type {
  AgentMetadataRow,
  AgentRow,
  DidEntryRow,
  DidRow,
  IdentityClaims,
  IdentityFacts,
  OperatorRow,
  RegistrationRow,
} from './tables.ts'

const { db, at, ever } = reads<IdentityFacts & { gap: GapRow }, IdentityClaims & ChainTables>()

export type AgentFilter = {
  readonly chain?: string | undefined
  readonly registry?: string | undefined
  readonly owner?: string | undefined
  readonly wallet?: string | undefined
  readonly name?: string | undefined
  readonly active?: boolean | undefined
  readonly x402?: boolean | undefined
}

export const MINTED: readonly ['chain', 'minted', 'id'] = ['chain', 'minted', 'id']

/** A page of agents and one more. */
export const agents = (
  snapshot: Snapshot,
  filter: AgentFilter,
  order: Order<(typeof MINTED)[number]>,
  page: PageRequest,
): Promise<Stored<AgentRow>[]> => {
  const direction = order.descending ? 'desc' : 'asc'
  const { active, x402 } = filter
  let query = db
    .selectFrom(at(snapshot, 'agent'))
    .selectAll('agent')
    .limit(page.first + 1)
  for (const column of ['chain', 'registry', 'owner', 'wallet'] as const) {
    const value = filter[column]
    if (value !== undefined)
      query = query.where(`agent.${column}`, '=', column === 'chain' ? value : value.toLowerCase())
  }
  for (const column of MINTED) query = query.orderBy(`agent.${column}`, direction)
  if (page.after) query = query.where(behind(order, page.after))
  if (filter.name === undefined && active === undefined && x402 === undefined)
    return snapshot.all(query) as Promise<Stored<AgentRow>[]>
  const files = registrationsBy(snapshot)
    .select('f.uri_id')
    .$if(filter.name !== undefined, q => q.where('r.name', '=', filter.name as string))
    .$if(active !== undefined, q => q.where('r.active', '=', Number(active)))
    .$if(x402 !== undefined, q => q.where('r.x402', '=', Number(x402)))
  return snapshot.all(query.where('agent.uri_id', 'in', files)) as Promise<Stored<AgentRow>[]>
}

/** Registration files by the URI that served them: the last good one, as far as it was known at the snapshot. */
const registrationsBy = (snapshot: Snapshot) =>
  db.selectFrom(served(snapshot, 'registration')).innerJoin('registration as r', 'r.id', 'f.content')

/** Agents by id, in order; null where there is none. */
export const agentsById = async (snapshot: Snapshot, ids: readonly string[]): Promise<(Stored<AgentRow> | null)[]> => {
  const rows = await snapshot.all(
    db.selectFrom(at(snapshot, 'agent', 'agent', hasId(ids, chainOfAgent))).selectAll('agent'),
  )
  return inOrder(ids, rows as Stored<AgentRow>[], row => row.id)
}

/** The metadata of each agent, by key. */
export const metadataOf = async (
  snapshot: Snapshot,
  agents: readonly string[],
): Promise<Stored<AgentMetadataRow>[][]> => {
  const rows = await snapshot.all(
    db
      .selectFrom(at(snapshot, 'agent_metadata', 'm'))
      .selectAll('m')
      .where('m.agent', 'in', agents)
      .orderBy('m.key'),
  )
  return grouped(agents, rows as Stored<AgentMetadataRow>[], row => row.agent)
}

/** The operators of each `registry/owner`. */
export const operatorsOf = async (snapshot: Snapshot, owners: readonly string[]): Promise<Stored<OperatorRow>[][]> => {
  const holder = sql<string>`o.registry || '/' || o.owner`
  const rows = await snapshot.all(
    db
      .selectFrom(at(snapshot, 'operator', 'o'))
      .selectAll('o')
      .where(holder, 'in', owners)
      .orderBy('o.operator'),
  )
  return grouped(owners, rows as Stored<OperatorRow>[], row => `${row.registry}/${row.owner}`)
}

/** What the files behind these URIs (by SHA-256) say, in order; null where nothing was read. */
export const registrationsOf = async (
  snapshot: Snapshot,
  uris: readonly string[],
): Promise<(RegistrationRow | null)[]> => {
  const rows = await snapshot.all(
    registrationsBy(snapshot).selectAll('r').select('f.uri_id').where('f.uri_id', 'in', uris),
  )
  return inOrder(uris, rows as (RegistrationRow & { uri_id: string })[], row => row.uri_id)
}

/** How many gaps were seen in the chain of events of each DID. */
export const gapsOf = async (snapshot: Snapshot, dids: readonly string[]): Promise<number[]> => {
  const rows = await snapshot.all(
    db
      .selectFrom(at(snapshot, 'gap', 'g'))
      .select(['g.subject', ({ fn }) => fn.countAll<number>().as('n')])
      .where('g.kind', '=', 'previous_change')
      .where('g.subject', 'in', dids)
      .groupBy('g.subject'),
  )
  return inOrder(dids, rows, row => row.subject).map(row => row?.n ?? 0)
}

/** Every event of each DID up to the snapshot, in order, with the times of their blocks. */
export const eventsOf = async (snapshot: Snapshot, dids: readonly string[]): Promise<TimedEvent[][]> => {
  const rows = await snapshot.all(
    db
      .selectFrom(at(snapshot, 'did_event', 'e', sql`did in (${sql.join(dids)})`))
      .innerJoin('block as b', join => join.onRef('b.chain', '=', 'e.chain').onRef('b.number', '=', 'e.bf'))
      .selectAll('e')
      .select('b.time')
      .orderBy('e.bf')
      .orderBy('e.li'),
  )
  return grouped(dids, rows as TimedEvent[], row => row.did)
}

/** Every version of each agent that had begun by the snapshot, in order. */
export const versionsOf = async (snapshot: Snapshot, ids: readonly string[]): Promise<Version<AgentRow>[][]> => {
  const rows = await snapshot.all(
    db
      .selectFrom(ever(snapshot, 'agent', 'a', hasId(ids, chainOfAgent)))
      .selectAll('a')
      .orderBy('a.bf'),
  )
  return grouped(ids, rows as Version<AgentRow>[], row => row.id)
}

/** What the registries hold of each DID (`did:ethr` in our spelling), in order. */
export const didsById = async (snapshot: Snapshot, ids: readonly string[]): Promise<(Stored<DidRow> | null)[]> => {
  const rows = await snapshot.all(db.selectFrom(at(snapshot, 'did', 'd', hasId(ids, chainOfDid))).selectAll('d'))
  return inOrder(ids, rows as Stored<DidRow>[], row => row.id)
}

/** The keys and services of each DID that are valid now, in the order they were numbered. */
export const entriesOf = async (snapshot: Snapshot, dids: readonly string[]): Promise<Stored<DidEntryRow>[][]> => {
  const rows = await snapshot.all(
    db
      .selectFrom(at(snapshot, 'did_entry', 'e'))
      .selectAll('e')
      .where('e.did', 'in', dids)
      .where('e.fragment', 'is not', null)
      .where('e.valid_to', '>', snapshot.now)
      .orderBy('e.bf')
      .orderBy('e.li'),
  )
  return grouped(dids, rows as Stored<DidEntryRow>[], row => row.did)
}

const inOrder = <R>(keys: readonly string[], rows: readonly R[], keyOf: (row: R) => string): (R | null)[] => {
  const found = new Map(rows.map(row => [keyOf(row), row]))
  return keys.map(key => found.get(key) ?? null)
}

const grouped = <R>(keys: readonly string[], rows: readonly R[], keyOf: (row: R) => string): R[][] => {
  const groups = Map.groupBy(rows, keyOf)
  return keys.map(key => groups.get(key) ?? [])
}
