/** The links that both sides stand by, for those who look at many DIDs at once. */
import { sql } from 'kysely'
import { reads } from '../../core/asOf.ts'
import { parseDid } from '../../core/did.ts'
import type { Snapshot } from '../../core/snapshot.ts'
import type { AgentRow, IdentityClaims } from '../identity/tables.ts'
import { claimRows } from './queries.ts'
import type { LinksClaims, LinksFacts } from './tables.ts'
import { linksOfDids } from './together.ts'

const { db, at } = reads<LinksFacts & { agent: AgentRow }, LinksClaims & IdentityClaims>()

/** The agents of a DID, and until when (Unix seconds) that holds by what is said now. */
export type Verified = { readonly agents: readonly string[]; readonly until: number }

/** How many DIDs are looked at together. */
const CHUNK = 200

/** The verified agents of DIDs, as `namedDid` spells them; DIDs without any are not in it. */
export const verifiedOf = async (
  snapshot: Snapshot,
  dids: readonly string[],
): Promise<ReadonlyMap<string, Verified>> => {
  const found = new Map<string, Verified>()
  for (let i = 0; i < dids.length; i += CHUNK) {
    const named = await namedByAgents(snapshot, dids.slice(i, i + CHUNK))
    const pairs = (await linksOfDids(snapshot, named)).flat().filter(({ state }) => state === 'VERIFIED')
    const ends = new Map<string, number>()
    for (const { agent, did, valid_to } of await claimRows(snapshot, pairs)) {
      const key = `${agent} ${did}`
      if (valid_to > snapshot.now) ends.set(key, Math.min(ends.get(key) ?? Number.MAX_SAFE_INTEGER, valid_to))
    }
    for (const [did, own] of Map.groupBy(pairs, pair => pair.did)) {
      const until = own.map(({ agent }) => ends.get(`${agent} ${did}`) ?? Number.MAX_SAFE_INTEGER)
      found.set(did, { agents: own.map(({ agent }) => agent), until: Math.min(...until) })
    }
  }
  return found
}

/** Those of some DIDs that an agent names: no other is verified. */
const namedByAgents = async (snapshot: Snapshot, dids: readonly string[]): Promise<string[]> => {
  if (dids.length === 0) return []
  const said = sql`did in (${sql.join(dids)}) and carrier = 'metadata' and valid_to > ${snapshot.now}`
  const named = [
    ...(await snapshot.all(
      db
        .selectFrom(at(snapshot, 'link_claim', 'c', said))
        .select('c.did')
        .distinct(),
    )),
    ...(await snapshot.all(db.selectFrom('registration_did').select('did').distinct().where('did', 'in', dids))),
  ]
  return [...new Set(named.map(({ did }) => did))]
}

/** Every DID that may have a verified agent by now: a did:ethr has to say so itself, a did:pkh is an account. */
export const linkableDids = async (snapshot: Snapshot): Promise<string[]> => {
  const rows = await snapshot.all<{ did: string }>({
    sql: `select distinct did from link_claim where carrier = 'attribute'
          union select did from link_claim where carrier = 'metadata' and did >= 'did:pkh:' and did < 'did:pkh;'
          union select did from registration_did where did >= 'did:pkh:' and did < 'did:pkh;'`,
    values: [],
  })
  return rows.flatMap(({ did }) => (isLinkable(did) ? [did] : []))
}

/** Whether a DID is of a method whose DIDs can sign offers and stand by agents. */
const isLinkable = (text: string): boolean => {
  const method = parseDid(text)?.method
  return method === 'ethr' || method === 'pkh'
}

/** What is known of the fetches of registration files: from a time on, by the clock of the node. */
export type Fetched = {
  readonly from: number
  readonly last: number
  readonly count: number
  /** Files that are here and still to be read. */
  readonly unread: number
}

/** Fetches are committed in another order than they were made, but never so much later, in seconds. */
const LATE = 600

/** How far the fetches of registration files have come. */
export const fetchedSince = async (snapshot: Snapshot, from: number): Promise<Fetched> => {
  const [row] = await snapshot.all<{ last: number | null; n: number; unread: number }>({
    sql: `select max(fetched_at) as last, count(*) as n,
                 (select count(*) from document where kind = 'registration' and unread = 1) as unread
            from document_fetch where kind = 'registration' and fetched_at >= ?`,
    values: [from],
  })
  return { from, last: row?.last ?? 0, count: row?.n ?? 0, unread: row?.unread ?? 0 }
}

/** From when on the next fetches are to be looked at. */
export const nextFrom = ({ from, last }: Fetched): number => Math.max(from, last - LATE)

/** More changes than these are not followed one by one. */
const CHANGES_MAX = 5_000

/** The DIDs whose verified agents may be others since a block of each chain, and since files were fetched; null: too many. */
export const changedLinks = async (
  snapshot: Snapshot,
  heads: Snapshot['heads'],
  { from }: Fetched,
): Promise<ReadonlySet<string> | null> => {
  const dids = new Set<string>()
  let count = 0
  const read = async (sql: string, values: readonly (string | number)[]): Promise<void> => {
    if (count > CHANGES_MAX) return
    const rows = await snapshot.all<{ did: string }>({ sql: `${sql} limit ${CHANGES_MAX + 1}`, values })
    count += rows.length
    for (const { did } of rows) if (isLinkable(did)) dids.add(did)
  }
  for (const { chain, number } of heads) {
    for (const [twin, column] of [
      ['', 'bf'],
      ['_h', 'bt'],
    ] as const) {
      const since = `where c.chain = ? and c.${column} > ?`
      await read(`select distinct did from link_claim${twin} c ${since}`, [chain, number])
      await read(`select distinct id as did from did${twin} c ${since}`, [chain, number])
      await read(`select distinct l.did from agent${twin} c join link_claim l on l.agent = c.id ${since}`, [
        chain,
        number,
      ])
      await read(`select distinct r.did from agent${twin} c join registration_did r on r.uri_id = c.uri_id ${since}`, [
        chain,
        number,
      ])
    }
  }
  await read(
    `select distinct r.did from document_fetch f join registration_did r on r.uri_id = f.id
      where f.kind = 'registration' and f.fetched_at >= ?`,
    [from],
  )
  return count > CHANGES_MAX ? null : dids
}
