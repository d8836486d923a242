/** Every read of the resolution module. */
import { sql } from 'kysely'
import { reads, type Stored } from '../../core/asOf.ts'
import type { ChainTables } from '../../core/chainTables.ts'
import type { Fixed, Snapshot } from '../../core/snapshot.ts'
import { bytesFromText, decodeUtf8 } from '../../core/text.ts'
import type { Entry, Reign } from '../identity/keys.ts'
import type { DidEntryRow, DidRow, IdentityFacts } from '../identity/tables.ts'
import type { Said } from './ethr.ts'

const { db, at } = reads<IdentityFacts, ChainTables>()

/** The last event of an identity: the hash of its block, its log index, and how many there were. */
export type Standing = { readonly hash: string; readonly li: number; readonly events: number }

/** Where an identity stands at the head. For the newest snapshot only: the text is fixed. */
export const standingOf = async (snapshot: Snapshot, chain: string, id: string): Promise<Standing | null> =>
  (await snapshot.all(STANDING(chain, id)))[0] ?? null

// A join of the two costs SQLite several times as much as the look-up.
const STANDING = (chain: string, id: string): Fixed<Standing> => ({
  sql: `select (select hash from block where block.chain = did.chain and number = did.bf) as hash, li, events
          from did where chain = ? and id = ?`,
  values: [chain, id],
})

/** Who rules an identity now. For the newest snapshot only. */
export const reignOf = async (snapshot: Snapshot, chain: string, id: string): Promise<Omit<Reign, 'bt'> | null> =>
  (await snapshot.all(REIGN(chain, id)))[0] ?? null

const REIGN = (chain: string, id: string): Fixed<Omit<Reign, 'bt'>> => ({
  sql: 'select id, identity, owner, epoch, deactivated, bf from did where chain = ? and id = ?',
  values: [chain, id],
})

/** What a fragment of an identity names now, and who rules the identity. For the newest snapshot only. */
export const entryOf = async (snapshot: Snapshot, id: string, fragment: string): Promise<Named | null> =>
  (await snapshot.all(ENTRY(id, fragment)))[0] ?? null

export type Named = Omit<Entry, 'bt'> & Pick<Reign, 'owner' | 'deactivated'> & { readonly reign: number }

const ENTRY = (id: string, fragment: string): Fixed<Named> => ({
  sql: `select did, fragment, kind, name, value, valid_to, epoch, bf,
               (select epoch from did where did.chain = e.chain and did.id = e.did) as reign,
               (select owner from did where did.chain = e.chain and did.id = e.did) as owner,
               (select deactivated from did where did.chain = e.chain and did.id = e.did) as deactivated
          from did_entry e where did = ? and fragment = ?`,
  values: [id, fragment],
})

/** An identity and what one of its fragments named at any snapshot. */
export const namedAt = async (
  snapshot: Snapshot,
  id: string,
  fragment: string,
): Promise<{ owner: Stored<DidRow> | null; entry: Stored<DidEntryRow> | null }> => {
  const [owner] = await snapshot.all(db.selectFrom(at(snapshot, 'did', 'd', sql`id = ${id}`)).selectAll('d'))
  const [entry] = await snapshot.all(
    db.selectFrom(at(snapshot, 'did_entry', 'e', sql`did = ${id} and fragment = ${fragment}`)).selectAll('e'),
  )
  return {
    owner: (owner as Stored<DidRow> | undefined) ?? null,
    entry: (entry as Stored<DidEntryRow> | undefined) ?? null,
  }
}

/**
 * The events of an identity up to the snapshot, oldest first, at most so many. An event whose name is not UTF-8 is none,
 * as the method's resolver has it.
 */
export const historyOf = async (snapshot: Snapshot, id: string, most: number): Promise<Said[]> => {
  const rows = await snapshot.all(
    db
      .selectFrom(at(snapshot, 'did_event', 'e', sql`did = ${id}`))
      .innerJoin('block as b', join => join.onRef('b.chain', '=', 'e.chain').onRef('b.number', '=', 'e.bf'))
      .select(['e.kind', 'e.name', 'e.value', 'e.valid_to as validTo', 'e.bf as block', 'b.time'])
      .orderBy('e.bf')
      .orderBy('e.li')
      .limit(most),
  )
  return rows.flatMap(row => {
    const name = row.name.startsWith('\\x') ? decodeUtf8(bytesFromText(row.name)) : row.name
    return name === null ? [] : [{ ...row, name } as Said]
  })
}

/** The times of the stored blocks next to a height: at or below it, and above it; null where there is none. */
export const timesAround = async (
  snapshot: Snapshot,
  chain: string,
  number: number,
): Promise<{ number: number | null; time: number | null; after: number | null }> => {
  const blocks = db.selectFrom('block').select(['number', 'time']).where('chain', '=', chain).limit(1)
  const [below] = await snapshot.all(blocks.where('number', '<=', number).orderBy('number', 'desc'))
  const [above] = await snapshot.all(blocks.where('number', '>', number).orderBy('number'))
  return { number: below?.number ?? null, time: below?.time ?? null, after: above?.time ?? null }
}
