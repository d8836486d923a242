/** Reads behind listings: announcements by whom they concern, and what was found behind their URIs. */
import { type RawBuilder, sql } from 'kysely'
import { reads, type Version } from '../../core/asOf.ts'
import type { ChainTables } from '../../core/chainTables.ts'
import type { Snapshot } from '../../core/snapshot.ts'
import { endSeen } from './queries.ts'
import type { AnnouncementRow, OffersClaims, OffersFacts, TokenRow } from './tables.ts'

const { db, ever } = reads<OffersFacts, OffersClaims & ChainTables>()

/** Conditions on announcements: of each list one must hold. */
export type AnyOf = readonly RawBuilder<unknown>[]

/** What `filter` may name: each is answered by indexes of its own. */
export const concerns = {
  place: (place: string): AnyOf => [sql`place = ${place}`],
  announcer: (address: string): AnyOf => [sql`announcer = ${address}`],
  offer: (id: string): AnyOf => [
    sql`offer_id = ${id}`,
    sql`uri_id in (select uri_id from token_document where token = ${id})`,
  ],
  subject: (sub: string, hash: string): AnyOf => [
    sql`subject = ${hash}`,
    sql`uri_id in (select d.uri_id from token t join token_document d on d.token = t.id where t.sub = ${sub})`,
  ],
  issuer: (issuer: string, place: string | null, address: string | null): AnyOf => [
    sql`uri_id in (select d.uri_id from token t join token_document d on d.token = t.id where t.issuer = ${issuer})`,
    sql`subject in (select t.subject from token t where t.issuer = ${issuer})`,
    ...(place === null ? [] : concerns.place(place)),
    ...(address === null ? [] : concerns.announcer(address)),
  ],
}

/** The place of an announcement in the list: position, chain and id. */
export type Place = readonly [announced: string, chain: string, id: string]

/**
 * Announcements for which one condition of each list holds, ended ones too, behind a place, newest first. Each way to be
 * found is read by its own index and no further than the page goes.
 */
export const announcementsBy = async (
  snapshot: Snapshot,
  [first = [], ...others]: readonly AnyOf[],
  after: Place | null,
  limit: number,
): Promise<Version<AnnouncementRow>[]> => {
  const behind = after ? sql`(announced, chain, id) < (${sql.join(after)})` : sql`1 = 1`
  const besides = sql.join([behind, ...others.map(any => sql`(${sql.join([...any], sql` or `)})`)], sql` and `)
  const found = new Map<string, Version<AnnouncementRow>>()
  for (const way of first) {
    const query = db
      .selectFrom(ever(snapshot, 'announcement', 'a', sql`${way} and ${besides}`))
      .selectAll('a')
      .orderBy('announced', 'desc')
      .orderBy('chain', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
    for (const row of (await snapshot.all(query)) as Version<AnnouncementRow>[]) found.set(placeOf(row).join(' '), row)
  }
  return [...found.values()]
    .sort((a, b) => (isBefore(placeOf(a), placeOf(b)) ? 1 : -1))
    .slice(0, limit)
    .map(row => ({ ...row, bt: endSeen(snapshot, row) }))
}

export const placeOf = ({ announced, chain, id }: Version<AnnouncementRow>): Place => [announced, chain, id]

const isBefore = (a: Place, b: Place): boolean => {
  const i = a.findIndex((part, i) => part !== b[i])
  return (a[i] ?? '') < (b[i] ?? '')
}

export type FetchRow = {
  readonly id: string
  readonly verdict: string
  readonly reason: string | null
  readonly content: string | null
  /** The text, where it was read as an offer. */
  readonly body: string | null
}

/** The last fetch of each URI as far as it was known at the snapshot; with `good`, the last that gave an offer. */
export const lastFetches = async (
  { all, knownAt }: Snapshot,
  uris: readonly string[],
  good: boolean,
): Promise<Map<string, FetchRow>> => {
  if (uris.length === 0) return new Map()
  const rows = await all(
    db
      .selectFrom('document_fetch as f')
      .leftJoin('content as c', join => join.onRef('c.id', '=', 'f.content').on('f.verdict', '=', 'ok'))
      .select(['f.id', 'f.verdict', 'f.reason', 'f.content'])
      .select(sql<string | null>`c.body`.as('body'))
      .where('f.kind', '=', 'offer')
      .where('f.id', 'in', uris)
      .where('f.fetched_at', '=', ({ selectFrom }) =>
        selectFrom('document_fetch as l')
          .select(({ fn }) => fn.max('l.fetched_at').as('at'))
          .whereRef('l.kind', '=', 'f.kind')
          .whereRef('l.id', '=', 'f.id')
          .$if(good, q => q.where('l.verdict', '=', 'ok'))
          .$if(knownAt !== null, q => q.where('l.fetched_at', '<=', knownAt as number)),
      ),
  )
  return new Map(rows.map(row => [row.id, row]))
}

/** The tokens of these ids that the URIs have served, by `uri_id token`. */
export const tokensBehind = async (
  { all, knownAt }: Snapshot,
  uris: readonly string[],
  ids: readonly string[],
): Promise<Map<string, TokenRow>> => {
  if (ids.length === 0) return new Map()
  const rows = await all(
    db
      .selectFrom('token_document as d')
      .innerJoin('token as t', 't.id', 'd.token')
      .selectAll('t')
      .select('d.uri_id')
      .where('d.token', 'in', ids)
      .where('d.uri_id', 'in', uris)
      .$if(knownAt !== null, q => q.where('t.known_at', '<=', knownAt as number)),
  )
  return new Map(rows.map(row => [`${row.uri_id} ${row.id}`, row]))
}
