/** Links of agents and of DIDs: the pairs in which one side names the other, and what each pair amounts to. */
import type { Snapshot } from '../../core/snapshot.ts'
import { agentsById, didsById } from '../identity/queries.ts'
import {
  byId,
  claimRows,
  documentId,
  documentsNaming,
  documentsOf,
  everFilesOf,
  filesNaming,
  filesOf,
  firstOf,
  MOST,
  ofAccount,
  standing,
  webDidsOf,
} from './queries.ts'
import { type Evidence, judge } from './standing.ts'
import type { Link, Pair } from './tables.ts'

/** How many pairs one query asks about. */
const CHUNK = 500

/** The links of each agent, in order. */
export const linksOfAgents = async (snapshot: Snapshot, agents: readonly string[]): Promise<Link[][]> => {
  const pairs = [
    await filesOf(snapshot, await holdersOf(snapshot, agents)),
    await firstOf(snapshot, agents, agent => [standing(snapshot, 'agent', agent, 'metadata')]),
    await firstOf(snapshot, agents, agent => [standing(snapshot, 'agent', agent, 'attribute')]),
    await firstOf(snapshot, agents, agent => [documentsNaming(snapshot, agent)]),
  ]
  return grouped(agents, await linksOf(snapshot, pairs.flat()), 'agent', 'did')
}

/** The links of each DID, as `namedDid` spells them, in order. */
export const linksOfDids = async (snapshot: Snapshot, dids: readonly string[]): Promise<Link[][]> => {
  const documents = await webDidsOf(snapshot, dids)
  const pairs = [
    documents.flatMap(document => document?.names.map(agent => ({ agent, did: document.did })) ?? []),
    await firstOf(snapshot, dids, did => [standing(snapshot, 'did', did, 'attribute')]),
    await firstOf(snapshot, dids, did => [standing(snapshot, 'did', did, 'metadata')]),
    await firstOf(snapshot, dids, did => [filesNaming(snapshot, did)]),
    await firstOf(snapshot, dids, did => ofAccount(snapshot, did)),
  ]
  return grouped(dids, await linksOf(snapshot, pairs.flat()), 'did', 'agent')
}

const STATES: readonly Link['state'][] = ['VERIFIED', 'BROKEN', 'STALE', 'CLAIMED']

/** Links by one side, the best first, so that strangers cannot crowd it out, then by the other side. */
const grouped = (keys: readonly string[], links: readonly Link[], by: keyof Pair, then: keyof Pair): Link[][] => {
  const rank = ({ state }: Link) => STATES.indexOf(state)
  const sorted = links.toSorted((a, b) => rank(a) - rank(b) || (a[then] < b[then] ? -1 : 1))
  const groups = Map.groupBy(sorted, link => link[by])
  return keys.map(key => (groups.get(key) ?? []).slice(0, MOST))
}

const linksOf = async (snapshot: Snapshot, pairs: readonly Pair[]): Promise<Link[]> => {
  const distinct = [...new Map(pairs.map(({ agent, did }) => [`${agent} ${did}`, { agent, did }])).values()]
  const links: Link[] = []
  for (let i = 0; i < distinct.length; i += CHUNK) {
    const evidence = await evidenceOf(snapshot, distinct.slice(i, i + CHUNK))
    links.push(...evidence.flatMap(one => judge(one) ?? []))
  }
  return links
}

/** All that is known of these pairs. */
const evidenceOf = async (snapshot: Snapshot, pairs: readonly Pair[]): Promise<Evidence[]> => {
  const agents = [...new Set(pairs.map(({ agent }) => agent))]
  const dids = [...new Set(pairs.map(({ did }) => did))]
  const key = ({ agent, did }: Pair) => `${agent} ${did}`
  const indexed = await holdersOf(snapshot, agents)
  const holders = byId(indexed)
  const identities = byId((await didsById(snapshot, dids)).filter(row => row !== null))
  const claims = byId(await claimRows(snapshot, pairs))
  const files = new Map((await filesOf(snapshot, indexed)).map(naming => [key(naming), naming]))
  const everFiles = new Map((await everFilesOf(snapshot, agents)).map(naming => [key(naming), naming]))
  const documents = await documentsOf(snapshot, agents, dids)
  return pairs.map(pair => {
    const { agent, did } = pair
    const uri_id = documentId(did)
    const names = documents.get(`${agent} ${uri_id}`)
    return {
      ...pair,
      now: snapshot.now,
      holder: holders.get(agent) ?? null,
      identity: identities.get(did) ?? null,
      metadata: claims.get(`${agent}/${did}`),
      attribute: claims.get(`${did}/${agent}`),
      file: files.get(key(pair)),
      earlierFile: everFiles.get(key(pair)),
      document: uri_id === null || names === undefined ? undefined : { uri_id, names },
    }
  })
}

const holdersOf = async (snapshot: Snapshot, agents: readonly string[]) =>
  (await agentsById(snapshot, agents)).filter(row => row !== null)
