/** Every read of the discovery module, which owns no tables. */
import { sql } from 'kysely'
import { reads, type Stored } from '../../core/asOf.ts'
import type { ChainTables } from '../../core/chainTables.ts'
import type { Snapshot } from '../../core/snapshot.ts'
import { uint256FromText } from '../../core/uint256.ts'
import type { OffersClaims } from '../offers/tables.ts'
import type { RateRow, RatesFacts } from '../rates/tables.ts'
import type { GasPrice } from './evaluate.ts'

const { db, at } = reads<RatesFacts, OffersClaims & ChainTables>()

/** Every subject that ever had a token in a category. */
export const subjectsIn = async (snapshot: Snapshot, category: string): Promise<string[]> => {
  const query = db.selectFrom('token_category').select('sub').distinct().where('category', '=', category).orderBy('sub')
  return (await snapshot.all(query)).map(({ sub }) => sub)
}

/** The rounds of the moment, by `chain:contract`. */
export const rounds = async (snapshot: Snapshot): Promise<ReadonlyMap<string, Stored<RateRow>>> => {
  const rows = (await snapshot.all(db.selectFrom(at(snapshot, 'rate')).selectAll('rate'))) as Stored<RateRow>[]
  return new Map(rows.map(row => [row.id, row]))
}

/** The base fee of each chain's head. */
export const gasPrices = async (snapshot: Snapshot): Promise<ReadonlyMap<string, GasPrice>> => {
  if (snapshot.heads.length === 0) return new Map()
  const rows = await snapshot.all(
    db
      .selectFrom('block')
      .select(['chain', 'number', 'base_fee'])
      .where(({ or, and, eb }) =>
        or(snapshot.heads.map(({ chain, number }) => and([eb('chain', '=', chain), eb('number', '=', number)]))),
      ),
  )
  return new Map(
    rows.flatMap(({ chain, number, base_fee }) =>
      base_fee === null ? [] : [[chain, { chain, price: uint256FromText(base_fee), block: number }]],
    ),
  )
}

/** How many tokens were ever read in a category, and how many of a subject. */
export const tokensRead = async (snapshot: Snapshot, category: string, subject: string): Promise<[number, number]> => {
  const all = sql<number>`count(*)`.as('n')
  const inCategory = db.selectFrom('token_category').select(all).where('category', '=', category)
  const ofSubject = db.selectFrom('token').select(all).where('sub', '=', subject)
  return [(await snapshot.all(inCategory))[0]?.n ?? 0, (await snapshot.all(ofSubject))[0]?.n ?? 0]
}
