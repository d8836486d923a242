/** Every read of the links module. */
import { type Expression, type RawBuilder, sql } from 'kysely'
import { hasId, reads, type Stored } from '../../core/asOf.ts'
import type { ChainTables } from '../../core/chainTables.ts'
import { chainOfDid, parseDid } from '../../core/did.ts'
import { digest } from '../../core/digest.ts'
import { chainOfAgent } from '../../core/ids.ts'
import { webDid } from '../../core/namedDid.ts'
import { served } from '../../core/served.ts'
import type { Snapshot } from '../../core/snapshot.ts'
import type { AgentRow, IdentityClaims, IdentityFacts } from '../identity/tables.ts'
import type { FileNaming } from './standing.ts'
import type { LinkClaimRow, LinksClaims, LinksFacts, Pair } from './tables.ts'

const { db, at, ever } = reads<LinksFacts & IdentityFacts, LinksClaims & IdentityClaims & ChainTables>()

/** The most links that one agent or DID has. Of the claims of strangers, whose number nothing limits, so many count. */
export const MOST = 100
/** Of the URIs that an agent had, so many are looked at for what it once said. */
const EARLIER = 10

/** The pairs of each key: every part is limited by itself. */
export const firstOf = async (
  snapshot: Snapshot,
  keys: readonly string[],
  partsOf: (key: string) => readonly Expression<Pair>[],
): Promise<Pair[]> => {
  const parts = keys.flatMap(partsOf).map(part => sql`select * from ${part} as part`)
  if (parts.length === 0) return []
  return snapshot.all(db.selectFrom(sql<Pair>`(${sql.join(parts, sql` union all `)})`.as('found')).selectAll())
}

/** The claims of one side that stand, about an agent or DID, oldest first: who comes later cannot crowd them out. */
export const standing = (snapshot: Snapshot, column: keyof Pair, value: string, carrier: LinkClaimRow['carrier']) => {
  const where = sql`${sql.ref(column)} = ${value} and carrier = ${carrier} and valid_to > ${snapshot.now}`
  return db
    .selectFrom(at(snapshot, 'link_claim', 'c', where))
    .select(['c.agent', 'c.did'])
    .orderBy('c.said')
    .orderBy('c.id')
    .limit(MOST)
}

/** The agents whose registration file names a DID: those `among` which it is asked, or any, of the first few files. */
export const filesNaming = (snapshot: Snapshot, did: string, among?: RawBuilder<unknown>) => {
  const all = db.selectFrom('registration_did').select('uri_id').distinct().where('did', '=', did)
  const uris = among ? all : all.orderBy('uri_id').limit(10 * MOST)
  return db
    .selectFrom(at(snapshot, 'agent', 'a', sql`uri_id in ${uris} and ${among ?? sql`1 = 1`}`))
    .innerJoin(served(snapshot, 'registration'), 'f.uri_id', 'a.uri_id')
    .innerJoin('registration_did as r', join => join.onRef('r.uri_id', '=', 'a.uri_id').onRef('r.id', '=', 'f.content'))
    .select(['a.id as agent', 'r.did'])
    .where('r.did', '=', did)
    .orderBy('a.uri_id')
    .orderBy('a.id')
    .limit(MOST)
}

/**
 * The agents that the account of a did:pkh owns, or proved to be the wallet of, and that name it: those that an earlier
 * owner had name it, before giving them away, are not looked for, since they may be many.
 */
export const ofAccount = (snapshot: Snapshot, text: string): Expression<Pair>[] => {
  const did = parseDid(text)
  if (did?.method !== 'pkh') return []
  const { chain, address } = did
  const own = sql`chain = ${chain} and (owner = ${address} or (wallet = ${address} and wallet_provenance = 'proven'))
    and (registered is null or owner_at = minted or owner_at > registered)`
  const said = sql`did = ${text} and carrier = 'metadata' and valid_to > ${snapshot.now}`
  const byMetadata = db
    .selectFrom(at(snapshot, 'link_claim', 'c', said))
    .innerJoin(at(snapshot, 'agent', 'a', own), join =>
      join.onRef('a.id', '=', 'c.agent').onRef('a.owner_at', '<', 'c.said'),
    )
    .select(['c.agent', 'c.did'])
    .orderBy('c.said')
    .orderBy('c.id')
    .limit(MOST)
  return [byMetadata, filesNaming(snapshot, text, sql`${own} and owner_at < uri_at`)]
}

/** The did:web whose document names an agent. */
export const documentsNaming = (snapshot: Snapshot, agent: string) =>
  db
    .selectFrom('web_did_agent as n')
    .innerJoin(served(snapshot, 'did_web'), join =>
      join.onRef('f.uri_id', '=', 'n.uri_id').onRef('f.content', '=', 'n.id'),
    )
    .innerJoin('web_did as w', 'w.id', 'n.id')
    .select(['n.agent', 'w.did'])
    .where('n.agent', '=', agent)
    .orderBy('n.uri_id')
    .limit(MOST)

type Naming = Pair & FileNaming

/** What the files behind the URIs of these agents name. */
export const filesOf = async (snapshot: Snapshot, agents: readonly AgentRow[]): Promise<Naming[]> => {
  const uris = [...new Set(agents.flatMap(({ uri_id }) => uri_id ?? []))]
  if (uris.length === 0) return []
  const query = db
    .selectFrom('registration_did as r')
    .innerJoin(served(snapshot, 'registration'), join =>
      join.onRef('f.uri_id', '=', 'r.uri_id').onRef('f.content', '=', 'r.id'),
    )
    .select(['r.did', 'r.uri_id'])
    .where('r.uri_id', 'in', uris)
    .where('f.uri_id', 'in', uris)
  const named = Map.groupBy(await snapshot.all(query), ({ uri_id }) => uri_id)
  return agents.flatMap(({ id, uri_id, uri_at }) =>
    uri_id === null || uri_at === null
      ? []
      : (named.get(uri_id) ?? []).map(({ did }) => ({ agent: id, did, uri_id, said: uri_at })),
  )
}

/** What files behind the URIs that these agents had by now named, the latest last. */
export const everFilesOf = async (snapshot: Snapshot, agents: readonly string[]): Promise<Naming[]> => {
  if (agents.length === 0) return []
  const versions = await snapshot.all(
    db
      .selectFrom(ever(snapshot, 'agent', 'a', hasId(agents, chainOfAgent)))
      .select(['a.id as agent', 'a.uri_id'])
      .select(({ fn }) => fn.max('a.uri_at').as('said'))
      .where('a.uri_id', 'is not', null)
      .groupBy(['a.id', 'a.uri_id']),
  )
  const sorted = (versions as Omit<Naming, 'did'>[]).toSorted((a, b) => (a.said < b.said ? -1 : 1))
  const newest = [...Map.groupBy(sorted, ({ agent }) => agent).values()].flatMap(group => group.slice(-EARLIER))
  const named = Map.groupBy(
    await everNamedBy(snapshot, [...new Set(newest.map(({ uri_id }) => uri_id))]),
    r => r.uri_id,
  )
  return newest.flatMap(version => (named.get(version.uri_id) ?? []).map(({ did }) => ({ ...version, did })))
}

/** The DIDs that the files behind these URIs have named, as far as was known at the snapshot. */
const everNamedBy = async ({ all, knownAt }: Snapshot, uris: readonly string[]) =>
  uris.length === 0
    ? []
    : all(
        db
          .selectFrom('registration_did as r')
          .innerJoin('document_fetch as f', join =>
            join.onRef('f.id', '=', 'r.uri_id').onRef('f.content', '=', 'r.id').on('f.kind', '=', 'registration'),
          )
          .select(['r.did', 'r.uri_id'])
          .distinct()
          .where('r.uri_id', 'in', uris)
          .where('f.id', 'in', uris)
          .$if(knownAt !== null, q => q.where('f.fetched_at', '<=', knownAt as number)),
      )

/** Rows by their id. */
export const byId = <R extends { readonly id: string }>(rows: readonly R[]): Map<string, R> =>
  new Map(rows.map(row => [row.id, row]))

/** The document of a did:web as it was last served: evidence with a date, and nobody's signature. */
export type WebDidDocument = {
  readonly did: string
  /** JSON. */
  readonly document: string
  /** The ids of the agents it names. */
  readonly names: readonly string[]
  /** SHA-256 of the URI; the kind of document is `did_web`. */
  readonly uri_id: string
  /** Unix seconds of the node's clock at which it was last seen. */
  readonly fetchedAt: number
}

/**
 * The documents of these DIDs as far as they were known at the snapshot, in order: what was served last, also where
 * fetching it failed since. Null where nothing was served, or last what is no document of the DID.
 */
export const webDidsOf = async (snapshot: Snapshot, dids: readonly string[]): Promise<(WebDidDocument | null)[]> => {
  const uris = dids.map(documentId)
  const wanted = uris.filter(uri => uri !== null)
  if (wanted.length === 0) return dids.map(() => null)
  const rows = await snapshot.all(
    db
      .selectFrom(served(snapshot, 'did_web'))
      .innerJoin('web_did as w', 'w.id', 'f.content')
      .select(['f.uri_id', 'f.fetched_at', 'w.did', 'w.document', 'w.names'])
      .where('f.uri_id', 'in', wanted),
  )
  const found = new Map(rows.map(row => [row.uri_id, row]))
  return uris.map(uri => {
    const row = found.get(uri ?? '')
    if (row === undefined) return null
    const { document, names, uri_id, fetched_at } = row
    return { did: row.did, document, names: JSON.parse(names), uri_id, fetchedAt: fetched_at }
  })
}

/** The SHA-256 of the URI of the document of a did:web; null for other DIDs. */
export const documentId = (did: string): string | null => {
  const url = webDid(did)?.url
  return url === undefined ? null : digest(url)
}

/** The last word of either side about the other. */
export const claimRows = async (snapshot: Snapshot, pairs: readonly Pair[]): Promise<Stored<LinkClaimRow>[]> => {
  const byAgents = pairs.map(({ agent, did }) => `${agent}/${did}`)
  const byDids = pairs.filter(({ did }) => chainOfDid(did) !== '').map(({ agent, did }) => `${did}/${agent}`)
  const speaker = (id: string) => (id.startsWith('did:') ? chainOfDid(id.split('/', 1).join()) : chainOfAgent(id))
  const query = db.selectFrom(at(snapshot, 'link_claim', 'c', hasId([...byAgents, ...byDids], speaker))).selectAll('c')
  return (await snapshot.all(query)) as Stored<LinkClaimRow>[]
}

/** Which DID documents name an agent, by agent and URI; false: an earlier one did. */
export const documentsOf = async (
  snapshot: Snapshot,
  agents: readonly string[],
  dids: readonly string[],
): Promise<Map<string, boolean>> => {
  const uris = dids.map(documentId).filter(uri => uri !== null)
  if (uris.length === 0) return new Map()
  const { knownAt } = snapshot
  const rows = await snapshot.all(
    db
      .selectFrom('web_did_agent as n')
      .innerJoin('document_fetch as e', join => join.onRef('e.id', '=', 'n.uri_id').onRef('e.content', '=', 'n.id'))
      .leftJoin(served(snapshot, 'did_web'), join =>
        join.onRef('f.uri_id', '=', 'n.uri_id').onRef('f.content', '=', 'n.id'),
      )
      .select(['n.agent', 'n.uri_id'])
      .select(({ fn }) => fn.count<number>('f.content').as('names'))
      .where('e.kind', '=', 'did_web')
      .where('n.agent', 'in', agents)
      .where('n.uri_id', 'in', uris)
      .$if(knownAt !== null, q => q.where('e.fetched_at', '<=', knownAt as number))
      .groupBy(['n.agent', 'n.uri_id']),
  )
  return new Map(rows.map(({ agent, uri_id, names }) => [`${agent} ${uri_id}`, names > 0]))
}
