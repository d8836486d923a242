/** Every read of the discovery module, which owns no tables. */
import { sql } from 'kysely'
import { reads, type Stored } from '../../core/asOf.ts'
import type { ChainHead, Snapshot } from '../../core/snapshot.ts'
import { uint256FromText } from '../../core/uint256.ts'
import type { OffersClaims, TokenRow } from '../offers/tables.ts'
import type { RateRow, RatesFacts } from '../rates/tables.ts'
import type { GasPrice } from './evaluate.ts'

const { db, at } = reads<RatesFacts, OffersClaims>()

/** Every subject that ever had a token in a category. */
export const subjectsIn = async (snapshot: Snapshot, category: string): Promise<string[]> => {
  const query = db.selectFrom('token_category').select('sub').distinct().where('category', '=', category).orderBy('sub')
  return (await snapshot.all(query)).map(({ sub }) => sub)
}

/** The rounds of the moment, by `chain:contract`. */
export const rounds = async (snapshot: Snapshot): Promise<ReadonlyMap<string, Stored<RateRow>>> => {
  const rows = snapshot.latest
    ? await snapshot.all<Stored<RateRow>>({ sql: 'select * from rate', values: [] })
    : ((await snapshot.all(db.selectFrom(at(snapshot, 'rate')).selectAll('rate'))) as Stored<RateRow>[])
  return new Map(rows.map(row => [row.id, row]))
}

/** The base fee of each chain's head, or of its block at another height. */
export const gasPrices = async (
  snapshot: Snapshot,
  heads: readonly ChainHead[] = snapshot.heads,
): Promise<ReadonlyMap<string, GasPrice>> => {
  const prices = new Map<string, GasPrice>()
  for (const { chain, number } of heads) {
    const [block] = await snapshot.all<{ base_fee: string | null }>({
      sql: 'select base_fee from block where chain = ? and number = ?',
      values: [chain, number],
    })
    if (block?.base_fee) prices.set(chain, { chain, price: uint256FromText(block.base_fee), block: number })
  }
  return prices
}

/** How much of a category is read at once. */
const CHUNK = 500

/** What the book of a category is made from. */
export type BookToken = Pick<TokenRow, 'nr' | 'id' | 'issuer' | 'sub' | 'payload'>

/** Tokens of a category that end after a time (Unix seconds), by their ids from one on. */
export const tokensOf = (snapshot: Snapshot, category: string, ends: number, after: string): Promise<BookToken[]> =>
  snapshot.all<BookToken>({
    sql: `select t.nr, t.id, t.issuer, t.sub, t.payload from token_category c join token t on t.id = c.token
           where c.category = ? and c.token > ? and t.expires > ? order by c.token limit ${CHUNK}`,
    values: [category, after, ends],
  })

/** Tokens of a category that came after one. */
export const tokensSince = (snapshot: Snapshot, category: string, nr: number): Promise<BookToken[]> =>
  snapshot.all<BookToken>({
    sql: `select nr, id, issuer, sub, payload from token t
           where nr > ? and exists (select 1 from token_category c where c.category = ? and c.token = t.id)
           order by nr limit ${CHUNK}`,
    values: [nr, category],
  })

/** The subjects of tokens by their numbers. */
export const subjectsOf = async (snapshot: Snapshot, numbers: readonly number[]): Promise<Map<number, string>> => {
  const found = new Map<number, string>()
  for (const nr of numbers) {
    const [row] = await snapshot.all<{ sub: string }>({ sql: 'select sub from token where nr = ?', values: [nr] })
    if (row) found.set(nr, row.sub)
  }
  return found
}

/** How far the claims have come, and under which rules the tables were built. */
export type Mark = {
  readonly rules: string
  readonly token: number
  readonly document: number
  readonly submission: number
}

/** Under which rules the tables were built. */
export const rulesOf = async (snapshot: Snapshot): Promise<string> => {
  const sql = 'select fingerprint from rules order by name'
  const rules = await snapshot.all<{ fingerprint: string }>({ sql, values: [] })
  return rules.map(({ fingerprint }) => fingerprint).join(' ')
}

export const markOf = async (snapshot: Snapshot): Promise<Mark> => {
  const last = async (table: 'token' | 'token_document' | 'submission', number = 'nr') =>
    (await snapshot.all<{ nr: number | null }>({ sql: `select max(${number}) as nr from ${table}`, values: [] }))[0]
      ?.nr ?? 0
  return {
    rules: await rulesOf(snapshot),
    token: await last('token'),
    document: await last('token_document'),
    submission: await last('submission', 'number'),
  }
}

/** Whether a block is still on its chain. */
export const isOnChain = async (snapshot: Snapshot, { chain, number, hash }: ChainHead): Promise<boolean> => {
  const [row] = await snapshot.all<{ hash: string }>({
    sql: 'select hash from block where chain = ? and number = ?',
    values: [chain, number],
  })
  return row?.hash === hash
}

/** More changes than this are not followed one by one. */
const CHANGES_MAX = 2_000

/** What has changed since: subjects, and identities (as `registryId` names them). Null: too much. */
export type Changes = { readonly subjects: readonly string[]; readonly identities: readonly string[] }

export const changesSince = async (
  snapshot: Snapshot,
  heads: readonly ChainHead[],
  { token, document, submission }: Mark,
): Promise<Changes | null> => {
  const [subjects, identities]: [string[], string[]] = [[], []]
  const read = async (into: string[], sql: string, values: readonly (string | number)[]) => {
    const rows = await snapshot.all<{ id: string }>({ sql: `${sql} limit ${CHANGES_MAX + 1}`, values })
    for (const { id } of rows) into.push(id)
  }
  const named = (announced: string) =>
    `select distinct t.sub as id from ${announced} a join token_document d on d.uri_id = a.uri_id
       join token t on t.id = d.token where a.chain = ?`
  await read(subjects, 'select distinct sub as id from token where nr > ?', [token])
  const served = 'select distinct t.sub as id from token_document d join token t on t.id = d.token where d.nr > ?'
  await read(subjects, served, [document])
  await read(subjects, 'select distinct sub as id from submission where number > ?', [submission])
  for (const { chain, number } of heads) {
    await read(subjects, `${named('announcement')} and a.bf > ?`, [chain, number])
    await read(subjects, `${named('announcement_h')} and a.bt > ?`, [chain, number])
    for (const [table, id] of [
      ['did', 'id'],
      ['did_entry', 'did'],
    ] as const) {
      await read(identities, `select distinct ${id} as id from ${table} where chain = ? and bf > ?`, [chain, number])
      await read(identities, `select distinct ${id} as id from ${table}_h where chain = ? and bt > ?`, [chain, number])
    }
  }
  return subjects.length + identities.length > CHANGES_MAX ? null : { subjects, identities }
}

/** How many tokens were ever read in a category, and how many of a subject. */
export const tokensRead = async (snapshot: Snapshot, category: string, subject: string): Promise<[number, number]> => {
  const all = sql<number>`count(*)`.as('n')
  const inCategory = db.selectFrom('token_category').select(all).where('category', '=', category)
  const ofSubject = db.selectFrom('token').select(all).where('sub', '=', subject)
  return [(await snapshot.all(inCategory))[0]?.n ?? 0, (await snapshot.all(ofSubject))[0]?.n ?? 0]
}
