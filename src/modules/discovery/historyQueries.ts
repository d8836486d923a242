/** Reads of what may have changed, and when: tokens, announcements, identities, rounds and base fees. */
import { sql } from 'kysely'
import { hasId, reads } from '../../core/asOf.ts'
import type { BlockRow, ChainTables } from '../../core/chainTables.ts'
import { chainOfDid } from '../../core/did.ts'
import { PortolanError } from '../../core/errors.ts'
import type { Query, Snapshot } from '../../core/snapshot.ts'
import type { IdentityFacts } from '../identity/tables.ts'
import type { OffersClaims, OffersFacts, TokenRow } from '../offers/tables.ts'
import type { RatesFacts } from '../rates/tables.ts'

const { db, ever } = reads<OffersFacts & RatesFacts & IdentityFacts, OffersClaims & ChainTables>()

/** Unix seconds: after `from`, and not after `to`. */
export type Span = { readonly from: number; readonly to: number }

export type HistoryToken = Pick<TokenRow, 'id' | 'sub' | 'issuer' | 'kid' | 'starts' | 'expires' | 'payload'>

/** How many keys one query asks about. */
const CHUNK = 500
/** So many rows of one kind a history looks through. */
const MOST_ROWS = 10_000

type Limited<R> = { limit(most: number): Query<R> }

/** Every row that is asked for by keys, some keys at a time; throws `too_large` beyond what a history looks through. */
export const readAll = async <K, R>(
  snapshot: Snapshot,
  keys: readonly K[],
  queryOf: (chunk: readonly K[]) => Limited<R>,
) => {
  const found: R[] = []
  for (let i = 0; i < keys.length; i += CHUNK) {
    found.push(...(await snapshot.all(queryOf(keys.slice(i, i + CHUNK)).limit(MOST_ROWS + 1))))
    if (found.length > MOST_ROWS) throw tooLarge(`more than ${MOST_ROWS} rows of one kind`)
  }
  return found
}

/** That a history is more than one question looks at. */
export const tooLarge = (what: string): PortolanError =>
  new PortolanError('too_large', `the history has ${what}`, { hint: 'ask for a narrower range of time' })

/** Every token of these subjects. */
export const tokensOf = (snapshot: Snapshot, subjects: readonly string[]): Promise<HistoryToken[]> =>
  readAll(snapshot, subjects, chunk =>
    db
      .selectFrom('token')
      .select(['id', 'sub', 'issuer', 'kid', 'starts', 'expires', 'payload'])
      .where('sub', 'in', chunk)
      .orderBy('id'),
  )

/** When a version of a row began and ended, by its block. */
export type Began = { readonly chain: string; readonly bf: number; readonly li: number; readonly time: number }
export type Ended = { readonly bt: number | null; readonly ended: number | null }

export type HistoryAnnouncement = Began & Ended & { readonly token: string; readonly valid_to: number | null }

/** Every announcement of these tokens made by the end of the span that began, ended or ran out in it. */
export const announcementsOf = (snapshot: Snapshot, tokens: readonly string[], { from, to }: Span) =>
  readAll<string, HistoryAnnouncement>(snapshot, tokens, chunk => {
    const served = db.selectFrom('token_document').select('uri_id').where('token', 'in', chunk)
    return db
      .selectFrom(ever(snapshot, 'announcement', 'a', sql`uri_id in ${served}`))
      .innerJoin('token_document as d', 'd.uri_id', 'a.uri_id')
      .innerJoin('block as b', join => join.onRef('b.chain', '=', 'a.chain').onRef('b.number', '=', 'a.bf'))
      .leftJoin('block as e', join => join.onRef('e.chain', '=', 'a.chain').onRef('e.number', '=', 'a.bt'))
      .select(['a.chain', 'a.bf', 'a.li', 'a.bt', 'a.valid_to', 'd.token', 'b.time', 'e.time as ended'])
      .where('d.token', 'in', chunk)
      .where('a.pinned', '=', 1)
      .where('b.time', '<=', to)
      .where(({ or, eb }) => or([eb('b.time', '>', from), eb('e.time', '>', from), eb('a.valid_to', '>', from)]))
  })

/** Every change of these identities in the span. */
export const identityChanges = (snapshot: Snapshot, dids: readonly string[], { from, to }: Span) =>
  readAll<string, Began & { readonly id: string }>(snapshot, dids, chunk =>
    db
      .selectFrom(ever(snapshot, 'did', 'd', hasId(chunk, chainOfDid)))
      .innerJoin('block as b', join => join.onRef('b.chain', '=', 'd.chain').onRef('b.number', '=', 'd.bf'))
      .select(['d.id', 'd.chain', 'd.bf', 'd.li', 'b.time'])
      .where('b.time', '>', from)
      .where('b.time', '<=', to),
  )

/** When what these fragments of identities named ran out, within the span. */
export const keyExpiries = (
  snapshot: Snapshot,
  dids: readonly string[],
  fragments: readonly string[],
  { from, to }: Span,
) =>
  readAll<string, { readonly did: string; readonly valid_to: number }>(snapshot, dids, chunk =>
    db
      .selectFrom(ever(snapshot, 'did_entry', 'e'))
      .select(['e.did', 'e.valid_to'])
      .where('e.did', 'in', chunk)
      .where('e.fragment', 'in', fragments)
      .where('e.valid_to', '>', from)
      .where('e.valid_to', '<=', to),
  )

export type HistoryRound = Began & Ended & { readonly id: string; readonly updated_at: number }

/** Every round of these feeds (`chain:contract`) that stood within the span. */
export const roundsIn = (snapshot: Snapshot, feeds: readonly string[], { from, to }: Span) =>
  readAll<string, HistoryRound>(snapshot, feeds, chunk =>
    db
      .selectFrom(ever(snapshot, 'rate', 'r', sql`id in (${sql.join(chunk)})`))
      .innerJoin('block as b', join => join.onRef('b.chain', '=', 'r.chain').onRef('b.number', '=', 'r.bf'))
      .leftJoin('block as e', join => join.onRef('e.chain', '=', 'r.chain').onRef('e.number', '=', 'r.bt'))
      .select(['r.id', 'r.chain', 'r.bf', 'r.li', 'r.bt', 'r.updated_at', 'b.time', 'e.time as ended'])
      .where('b.time', '<=', to)
      .where(({ or, eb }) => or([eb('r.bt', 'is', null), eb('e.time', '>', from)])),
  )

/** The base fees of the blocks of these chains in the span, in order of time. */
export const baseFees = (snapshot: Snapshot, chains: readonly string[], { from, to }: Span) =>
  readAll<string, Pick<BlockRow, 'chain' | 'number' | 'time' | 'base_fee'>>(snapshot, chains, chunk =>
    db
      .selectFrom('block')
      .select(['chain', 'number', 'time', 'base_fee'])
      .where('chain', 'in', chunk)
      .where('time', '>', from)
      .where('time', '<=', to)
      .orderBy('time')
      .orderBy('number'),
  )
