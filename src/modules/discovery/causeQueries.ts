/** Reads of what happened between two moments. */
import { sql } from 'kysely'
import { reads, type Stored, type Version } from '../../core/asOf.ts'
import type { ChainTables } from '../../core/chainTables.ts'
import { digest } from '../../core/digest.ts'
import type { Snapshot } from '../../core/snapshot.ts'
import type { DidEventRow, IdentityFacts } from '../identity/tables.ts'
import type { AnnouncementRow, OffersClaims, OffersFacts } from '../offers/tables.ts'

const { db, ever } = reads<OffersFacts & IdentityFacts, OffersClaims & ChainTables>()

/** Where something was said. */
export type Place = { readonly chain: string; readonly bf: number; readonly li: number }

/** Every announcement of the tokens of a subject with this sequence number, one token excepted, in their order. */
export const announcementsOfRivals = async (
  snapshot: Snapshot,
  subject: string,
  sequence: number,
  except: string,
): Promise<Version<AnnouncementRow>[]> => {
  const uris = db
    .selectFrom('token')
    .innerJoin('token_document as d', 'd.token', 'token.id')
    .select('d.uri_id')
    .where('sub', '=', subject)
    .where('seq', '=', sequence)
    .where('token.id', '<>', except)
  const announced = ever(snapshot, 'announcement', 'a', sql`uri_id in ${uris}`)
  const query = db.selectFrom(announced).selectAll('a').orderBy('a.bf').orderBy('a.li')
  return (await snapshot.all(query)) as Version<AnnouncementRow>[]
}

/** What changed the owner or the keys of a `did:ethr` after a block, the newest few. */
export const keyEvents = async (snapshot: Snapshot, did: string, above: number): Promise<Stored<DidEventRow>[]> => {
  return snapshot.all(
    db
      .selectFrom('did_event')
      .selectAll()
      .where('did', '=', did)
      .where('bf', '>', above)
      .where(({ or, eb }) => or([eb('kind', '<>', 'attribute'), eb('name', 'like', 'did/pub/%')]))
      .orderBy('bf', 'desc')
      .orderBy('li', 'desc')
      .limit(5),
  )
}

/** The event that took an announcement back: of its identity, or of the metadata of its agent. */
export const endOf = async (
  snapshot: Snapshot,
  { chain, id, place, carrier, bt }: Version<AnnouncementRow>,
): Promise<Place | null> => {
  if (bt === null) return null
  if (carrier === 'agent') {
    const metadata = ever(snapshot, 'agent_metadata', 'm', sql`chain = ${chain} and id = ${id}`)
    return (await snapshot.all(db.selectFrom(metadata).selectAll('m').where('m.bf', '=', bt)))[0] ?? null
  }
  const events = db.selectFrom('did_event').selectAll().where('did', '=', place).where('bf', '=', bt).orderBy('li')
  const ended = (await snapshot.all(events)).filter(({ value }) => `${place}/${digest(value)}` === id)
  return ended.at(-1) ?? null
}
