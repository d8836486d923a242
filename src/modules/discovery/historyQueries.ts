/** Reads of what may have changed, and when: tokens, announcements, identities, rounds and base fees. */
import { sql } from 'kysely'
import { hasId, reads } from '../../core/asOf.ts'
import type { ChainTables } from '../../core/chainTables.ts'
import { chainOfDid } from '../../core/did.ts'
import type { Snapshot } from '../../core/snapshot.ts'
import type { IdentityFacts } from '../identity/tables.ts'
import type { OffersClaims, OffersFacts, TokenRow } from '../offers/tables.ts'
import type { RatesFacts } from '../rates/tables.ts'

const { db, ever } = reads<OffersFacts & RatesFacts & IdentityFacts, OffersClaims & ChainTables>()

/** Unix seconds: after `from`, and not after `to`. */
export type Span = { readonly from: number; readonly to: number }

export type HistoryToken = Pick<TokenRow, 'id' | 'sub' | 'issuer' | 'kid' | 'starts' | 'expires' | 'payload'>

/** How many keys one query asks about. */
const CHUNK = 500

const inChunks = async <K, R>(keys: readonly K[], read: (chunk: readonly K[]) => Promise<R[]>): Promise<R[]> => {
  const found: R[] = []
  for (let i = 0; i < keys.length; i += CHUNK) found.push(...(await read(keys.slice(i, i + CHUNK))))
  return found
}

/** Every token of these subjects, at most `most` and one. */
export const tokensOf = (snapshot: Snapshot, subjects: readonly string[], most: number): Promise<HistoryToken[]> =>
  inChunks(subjects, chunk =>
    snapshot.all(
      db
        .selectFrom('token')
        .select(['id', 'sub', 'issuer', 'kid', 'starts', 'expires', 'payload'])
        .where('sub', 'in', chunk)
        .orderBy('id')
        .limit(most + 1),
    ),
  )

/** When a version of a row began and ended, by its block. */
export type Began = { readonly chain: string; readonly bf: number; readonly li: number; readonly time: number }
export type Ended = { readonly bt: number | null; readonly end: number | null }

export type HistoryAnnouncement = Began & Ended & { readonly token: string; readonly valid_to: number | null }

/** Every announcement of these tokens that began or ended in the span, or whose validity ran out in it. */
export const announcementsOf = (snapshot: Snapshot, tokens: readonly string[], span: Span) =>
  inChunks(
    tokens,
    chunk =>
      snapshot.all(
        db
          .selectFrom(
            ever(
              snapshot,
              'announcement',
              'a',
              sql`uri_id in ${db.selectFrom('token_document').select('uri_id').where('token', 'in', chunk)}`,
            ),
          )
          .innerJoin('token_document as d', 'd.uri_id', 'a.uri_id')
          .innerJoin('block as b', join => join.onRef('b.chain', '=', 'a.chain').onRef('b.number', '=', 'a.bf'))
          .leftJoin('block as e', join => join.onRef('e.chain', '=', 'a.chain').onRef('e.number', '=', 'a.bt'))
          .select(['a.chain', 'a.bf', 'a.li', 'a.bt', 'a.valid_to', 'd.token', 'b.time', 'e.time as end'])
          .where('d.token', 'in', chunk)
          .where('a.pinned', '=', 1)
          .where(({ or, eb }) =>
            or([eb('b.time', '>', span.from), eb('e.time', '>', span.from), eb('a.valid_to', '>', span.from)]),
          )
          .orderBy('a.bf')
          .orderBy('a.li'),
      ) as Promise<HistoryAnnouncement[]>,
  )

/** Every change of these identities in the span. */
export const identityChanges = (snapshot: Snapshot, dids: readonly string[], span: Span) =>
  inChunks(
    dids,
    chunk =>
      snapshot.all(
        db
          .selectFrom(ever(snapshot, 'did', 'd', hasId(chunk, chainOfDid)))
          .innerJoin('block as b', join => join.onRef('b.chain', '=', 'd.chain').onRef('b.number', '=', 'd.bf'))
          .select(['d.id', 'd.chain', 'd.bf', 'd.li', 'b.time'])
          .where('b.time', '>', span.from)
          .where('b.time', '<=', span.to),
      ) as Promise<(Began & { readonly id: string })[]>,
  )

/** When what these fragments of identities named ran out, within the span. */
export const keyExpiries = (
  snapshot: Snapshot,
  dids: readonly string[],
  fragments: readonly string[],
  { from, to }: Span,
) =>
  inChunks(dids, chunk =>
    snapshot.all(
      db
        .selectFrom(ever(snapshot, 'did_entry', 'e'))
        .select(['e.did', 'e.valid_to'])
        .where('e.did', 'in', chunk)
        .where('e.fragment', 'in', fragments)
        .where('e.valid_to', '>', from)
        .where('e.valid_to', '<=', to),
    ),
  )

export type HistoryRound = Began & Ended & { readonly id: string; readonly updated_at: number }

/** Every round of these feeds (`chain:contract`) that stood within the span. */
export const roundsIn = (snapshot: Snapshot, feeds: readonly string[], { from, to }: Span): Promise<HistoryRound[]> =>
  snapshot.all(
    db
      .selectFrom(ever(snapshot, 'rate', 'r', feeds.length === 0 ? sql`1 = 0` : sql`id in (${sql.join(feeds)})`))
      .innerJoin('block as b', join => join.onRef('b.chain', '=', 'r.chain').onRef('b.number', '=', 'r.bf'))
      .leftJoin('block as e', join => join.onRef('e.chain', '=', 'r.chain').onRef('e.number', '=', 'r.bt'))
      .select(['r.id', 'r.chain', 'r.bf', 'r.li', 'r.bt', 'r.updated_at', 'b.time', 'e.time as end'])
      .where('b.time', '<=', to)
      .where(({ or, eb }) => or([eb('r.bt', 'is', null), eb('e.time', '>', from)])),
  ) as Promise<HistoryRound[]>

/** The base fees of a chain's blocks in the span, in order: at most `most` and one. */
export const baseFees = (snapshot: Snapshot, chain: string, { from, to }: Span, most: number) =>
  snapshot.all(
    db
      .selectFrom('block')
      .select(['number', 'time', 'base_fee'])
      .where('chain', '=', chain)
      .where('time', '>', from)
      .where('time', '<=', to)
      .orderBy('time')
      .orderBy('number')
      .limit(most + 1),
  )
