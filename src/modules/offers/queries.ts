/** Every read of the offers module. */
import { sql } from 'kysely'
import { hasId, reads, type Version } from '../../core/asOf.ts'
import type { ChainTables } from '../../core/chainTables.ts'
import { chainOfDid, type Did, parseDid, parseDidUrl, registryId } from '../../core/did.ts'
import { listOf } from '../../core/list.ts'
import { behind, type Order, type PageRequest } from '../../core/page.ts'
import type { Reader, Snapshot } from '../../core/snapshot.ts'
import type { KeyFacts, Moment } from '../identity/keys.ts'
import type { DidEntryRow, DidRow, IdentityFacts } from '../identity/tables.ts'
import { type Announced, type Candidate, standing } from './standing.ts'
import { submissionsOf } from './submissions.ts'
import type { AnnouncementRow, OffersClaims, OffersFacts, Ruling, TokenRow } from './tables.ts'

const { db, ever } = reads<OffersFacts & IdentityFacts, OffersClaims & ChainTables>()

/** So many tokens of one subject are looked at from the newest down; the others only if none of these was authentic. */
const DEPTH = 4
/** How many subjects one query asks about. */
const CHUNK = 500

/** What rules each of these subjects at the snapshot; subjects that nothing ever ruled are left out. */
export const standings = async (snapshot: Snapshot, subjects: readonly string[], depth = DEPTH): Promise<Ruling[]> => {
  const found: Ruling[] = []
  const deeper: string[] = []
  for (let i = 0; i < subjects.length; i += CHUNK) {
    const chunk = await standingsOf(snapshot, subjects.slice(i, i + CHUNK), depth)
    found.push(...chunk.found)
    deeper.push(...chunk.deeper)
  }
  return deeper.length === 0 ? found : [...found, ...(await standings(snapshot, deeper, depth * 16))]
}

/** The rulings of a few subjects, and the subjects whose older tokens must be looked at. */
const standingsOf = async (snapshot: Snapshot, subjects: readonly string[], depth: number) => {
  const tokens = await newestTokens(snapshot, subjects, depth)
  const announced = Map.groupBy(
    await announcementsOf(
      snapshot,
      tokens.map(({ id }) => id),
    ),
    ({ token }) => token,
  )
  const facts = await keyFactsOf(snapshot, tokens)
  const found: Ruling[] = []
  const deeper: string[] = []
  for (const [sub, group] of Map.groupBy(tokens, ({ sub }) => sub)) {
    const did = parseDid(group[0]?.issuer ?? '')
    if (!did) continue
    const candidates: Candidate[] = []
    for (const token of group) {
      const named = (announced.get(token.id) ?? []).filter(a => agrees(token, a))
      candidates.push({ token, announcements: await Promise.all(named.map(a => onChainOf(did, a, snapshot))) })
    }
    const ruling = standing({ candidates, facts: facts(did), at: momentOf(did, snapshot) })
    const begun = group.filter(({ starts }) => starts <= snapshot.now).map(({ seq }) => seq)
    // Below the last of the tokens looked at there may be the one that rules, or the rival of the one that seems to.
    const decided = ruling && ruling.status !== 'SCHEDULED' && ruling.token.seq > Math.min(...begun)
    if (begun.length === depth && !decided) deeper.push(sub)
    else if (ruling) found.push(ruling)
  }
  return { found, deeper }
}

/** The newest tokens of each subject among those whose time has come, and the next among those whose time has not. */
const newestTokens = (snapshot: Snapshot, subjects: readonly string[], depth: number): Promise<TokenRow[]> => {
  if (subjects.length === 0) return Promise.resolve([])
  const { now, knownAt } = snapshot
  const { places, values } = listOf(subjects)
  const [known, at] = knownAt === null ? ['', []] : ['and known_at <= ?', [knownAt]]
  return snapshot.all<TokenRow>({
    sql: `select * from (
            select *, row_number() over (partition by sub, starts > ?
              order by case when starts > ? then starts else 0 end, seq desc, id) as place
              from token where sub in (${places}) ${known}) as ranked
           where place <= ? order by sub, id`,
    values: [now, now, ...values, ...at, depth],
  })
}

export type Naming = Version<AnnouncementRow> & { readonly token: string; readonly time: number }

/** The announcements of these tokens, on chain and by submission, as far as the URI goes: pinned, and not to another offer. */
const announcementsOf = async (snapshot: Snapshot, tokens: readonly string[]): Promise<Naming[]> => {
  if (tokens.length === 0) return []
  const onChain = snapshot.latest ? newestAnnouncements : pastAnnouncements
  return [...(await onChain(snapshot, tokens)), ...(await submissionsOf(snapshot, tokens))]
}

const pastAnnouncements = async (snapshot: Snapshot, tokens: readonly string[]): Promise<Naming[]> => {
  const served = db.selectFrom('token_document').select('uri_id').where('token', 'in', tokens)
  const rows = await snapshot.all(
    db
      .selectFrom(ever(snapshot, 'announcement', 'a', sql`uri_id in ${served}`))
      .innerJoin('token_document as d', 'd.uri_id', 'a.uri_id')
      .innerJoin('block as b', join => join.onRef('b.chain', '=', 'a.chain').onRef('b.number', '=', 'a.bf'))
      .selectAll('a')
      .select(['d.token', 'b.time'])
      .where('a.pinned', '=', 1)
      .where(({ or, eb, ref }) => or([eb('a.offer_id', 'is', null), eb('a.offer_id', '=', ref('d.token'))]))
      .orderBy('a.bf')
      .orderBy('a.li')
      .orderBy('a.id'),
  )
  const asked = new Set(tokens)
  return (rows as Naming[]).filter(({ token }) => asked.has(token)).map(row => ({ ...row, bt: endSeen(snapshot, row) }))
}

/** The same of the newest heads, of which every version was said and no end lies ahead. */
const newestAnnouncements = async (snapshot: Snapshot, tokens: readonly string[]): Promise<Naming[]> => {
  const { places, values } = listOf(tokens)
  const said = (table: string, end: string) => `select a.*, ${end} as bt, d.token, b.time
     from token_document d join ${table} a on a.uri_id = d.uri_id
     join block b on b.chain = a.chain and b.number = a.bf
    where d.token in (${places}) and a.pinned = 1 and (a.offer_id is null or a.offer_id = d.token)`
  const [standing, ended] = await Promise.all([
    snapshot.all<Naming>({ sql: said('announcement', 'cast(null as bigint)'), values }),
    snapshot.all<Naming>({ sql: said('announcement_h', 'a.bt'), values }),
  ])
  const order = (a: Naming, b: Naming) => a.bf - b.bf || a.li - b.li || (a.id < b.id ? -1 : 1)
  return [...standing, ...ended].sort(order)
}

/** Where a version had ended by the snapshot: an end that came later is not seen. */
export const endSeen = ({ heads }: Snapshot, { chain, bt }: { chain: string; bt: number | null }): number | null => {
  const head = heads.find(head => head.chain === chain)
  return bt !== null && head && bt <= head.number ? bt : null
}

/** Whether what the carrier says of the offer is what the offer says of itself. */
export const agrees = (token: TokenRow, { subject, seq }: AnnouncementRow): boolean =>
  (subject === null || subject === token.subject) && (seq === null || seq === token.seq)

/** The moment of an announcement on the chain of the issuer: the block itself, or that chain's block at its time. */
const onChainOf = async (did: Did, naming: Naming, snapshot: Snapshot): Promise<Announced> => {
  const { time } = naming
  if (did.method !== 'ethr' || did.chain === naming.chain) return { ...naming, moment: { block: naming.bf, time } }
  const [row] = await snapshot.all(
    db
      .selectFrom('block')
      .select(({ fn }) => fn.max('number').as('number'))
      .where('chain', '=', did.chain)
      .where('time', '<=', time),
  )
  return { ...naming, moment: { block: row?.number ?? 0, time } }
}

export const momentOf = (did: Did, { heads, now }: Snapshot): Moment => {
  const chain = did.method === 'key' ? null : did.chain
  return { block: heads.find(head => head.chain === chain)?.number ?? 0, time: now }
}

/** The key facts of the issuers of these tokens, by DID. */
const keyFactsOf = async (snapshot: Snapshot, tokens: readonly TokenRow[]): Promise<(did: Did) => KeyFacts> => {
  const dids = new Set<string>()
  const fragments = new Set<string>()
  for (const { issuer, kid } of tokens) {
    const did = parseDid(issuer)
    const id = did && registryId(did)
    if (id) dids.add(id)
    fragments.add(parseDidUrl(kid)?.fragment ?? '')
  }
  const { owners, entries } = await keyFacts(snapshot, snapshot, [...dids], [...fragments])
  const ownersBy = Map.groupBy(owners, row => row.id)
  const entriesBy = Map.groupBy(entries, row => row.did)
  return did => {
    const id = registryId(did) ?? ''
    return { owners: ownersBy.get(id) ?? [], entries: entriesBy.get(id) ?? [] }
  }
}

/** Every version of these identities and of what these fragments named, by the snapshot; null: by now. */
export const keyFacts = async (
  reader: Reader,
  snapshot: Snapshot | null,
  dids: readonly string[],
  fragments: readonly string[],
): Promise<KeyFacts> => {
  if (dids.length === 0) return { owners: [], entries: [] }
  if (snapshot === null || snapshot.latest) return newestKeyFacts(reader, dids, fragments)
  const owners = db.selectFrom(ever(snapshot, 'did', 'd', hasId(dids, chainOfDid))).selectAll('d')
  const entries = db
    .selectFrom(ever(snapshot, 'did_entry', 'e'))
    .selectAll('e')
    .where('e.did', 'in', dids)
    .where('e.fragment', 'in', fragments)
  return {
    owners: (await reader.all(owners)) as Version<DidRow>[],
    entries: (await reader.all(entries)) as Version<DidEntryRow>[],
  }
}

/** The same of the newest heads. */
const newestKeyFacts = async (
  reader: Reader,
  dids: readonly string[],
  fragments: readonly string[],
): Promise<KeyFacts> => {
  const [owners, entries]: [Version<DidRow>[], Version<DidEntryRow>[]] = [[], []]
  const named = listOf(fragments)
  for (const did of new Set(dids)) {
    for (const [twin, end] of [
      ['', 'cast(null as bigint)'],
      ['_h', 'bt'],
    ]) {
      const sql = `select *, ${end} as bt from did${twin} where chain = ? and id = ?`
      owners.push(...(await reader.all<Version<DidRow>>({ sql, values: [chainOfDid(did), did] })))
      const said = `select *, ${end} as bt from did_entry${twin} where did = ? and fragment in (${named.places})`
      entries.push(...(await reader.all<Version<DidEntryRow>>({ sql: said, values: [did, ...named.values] })))
    }
  }
  return { owners, entries }
}

/** Subjects in order, of a category or issuer. */
export const subjects = (
  snapshot: Snapshot,
  filter: { readonly category?: string | undefined; readonly issuer?: string | undefined },
  order: Order<'sub'>,
  page: PageRequest,
): Promise<{ sub: string }[]> =>
  snapshot.all(
    db
      .selectFrom('token')
      .select('sub')
      .distinct()
      .$if(filter.issuer !== undefined, q => q.where('issuer', '=', filter.issuer as string))
      .$if(filter.category !== undefined, q =>
        q.where(
          'id',
          'in',
          db
            .selectFrom('token_category')
            .select('token')
            .where('category', '=', filter.category as string),
        ),
      )
      .$if(page.after !== null, q => q.where(behind(order, page.after ?? [])))
      .orderBy('sub', order.descending ? 'desc' : 'asc')
      .limit(page.first),
  )

/** The subject of an offer id; the id itself where it is none. */
export const subjectOf = async (snapshot: Snapshot, id: string): Promise<string> => {
  if (!id.startsWith('0x')) return id
  const [row] = await snapshot.all(db.selectFrom('token').select('sub').where('id', '=', id.toLowerCase()))
  return row?.sub ?? id
}
