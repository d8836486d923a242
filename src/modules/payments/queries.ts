/** Every read of the payments module. */
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { hasId, reads, type Stored } from '../../core/asOf.ts'
import { chainOfAgent } from '../../core/ids.ts'
import type { PageRequest } from '../../core/page.ts'
import type { Snapshot } from '../../core/snapshot.ts'
import { compareText } from '../../core/text.ts'
import type { BindingRow, PaymentRow, PaymentsFacts, TakingRow, TenureRow } from './tables.ts'

const { db, at } = reads<PaymentsFacts>()

export type PaymentFilter = {
  readonly operator?: string
  /** With an operator only. */
  readonly self?: boolean
  readonly payer?: string
  readonly payee?: string
  readonly asset?: { readonly chain: string; readonly contract: string }
}

/** Said so that no index answers it: there are few chains, and many rows of each. */
const ofChain = (chain: string): RawBuilder<SqlBool> => sql`chain || '' = ${chain}`

/** By which a page of payments goes on: time, chain, id. */
export const PLACE = 3

/** A page of payments and one more, newest first: read side by side from the indexes that each list has its order in. */
export const payments = async (
  snapshot: Snapshot,
  { operator, self, payer, payee, asset }: PaymentFilter,
  page: PageRequest,
): Promise<Stored<PaymentRow>[]> => {
  const conditions: RawBuilder<unknown>[] = []
  if (payer !== undefined) conditions.push(sql`payer = ${payer}`)
  if (payee !== undefined) conditions.push(sql`payee = ${payee}`)
  if (asset !== undefined) conditions.push(sql`asset = ${asset.contract} and ${ofChain(asset.chain)}`)
  if (page.after) {
    const [time = '', chain, id] = page.after
    conditions.push(sql`(time, chain, id) < (${Number(time)}, ${chain}, ${id})`)
  }
  const lists = operator === undefined ? [sql`1 = 1`] : listsOf(operator, self)
  const parts = lists.map(list => {
    const where = sql`${sql.join([list, ...conditions], sql` and `)}`
    const part = db
      .selectFrom(at(snapshot, 'payment', 'p', where))
      .selectAll('p')
      .orderBy('p.time', 'desc')
      .orderBy('p.chain', 'desc')
      .orderBy('p.id', 'desc')
      .limit(page.first + 1)
    return snapshot.all(part) as Promise<Stored<PaymentRow>[]>
  })
  return (await Promise.all(parts))
    .flat()
    .sort(newestFirst)
    .slice(0, page.first + 1)
}

/** What has an operator on either side, each payment once. Those to itself have it on both. */
const listsOf = (operator: string, self: boolean | undefined): RawBuilder<SqlBool>[] => [
  ...(self === false ? [] : [sql<SqlBool>`payee_operator = ${operator} and self = 1`]),
  ...(self === true
    ? []
    : [
        sql<SqlBool>`payee_operator = ${operator} and self = 0`,
        sql<SqlBool>`payer_operator = ${operator} and self = 0 and coalesce(payee_operator, '') <> ${operator}`,
      ]),
]

const newestFirst = (a: Stored<PaymentRow>, b: Stored<PaymentRow>): number =>
  b.time - a.time || compareText(b.chain, a.chain) || compareText(b.id, a.id)

/** The payments of each transaction (hash), in order. */
export const paymentsOfTx = async (snapshot: Snapshot, hashes: readonly string[]): Promise<Stored<PaymentRow>[][]> => {
  const query = db.selectFrom(at(snapshot, 'payment', 'p', sql`tx in (${sql.join(hashes)})`)).selectAll('p')
  const rows = (await snapshot.all(query.orderBy('p.id'))) as Stored<PaymentRow>[]
  const byTx = Map.groupBy(rows, ({ tx }) => tx)
  return hashes.map(tx => byTx.get(tx) ?? [])
}

/** Under whom each agent stands; null: its registration was not seen. */
export const tenures = async (snapshot: Snapshot, agents: readonly string[]): Promise<(TenureRow | null)[]> => {
  const rows = await snapshot.all(
    db.selectFrom(at(snapshot, 'tenure', 't', hasId(agents, chainOfAgent))).selectAll('t'),
  )
  const byId = new Map((rows as TenureRow[]).map(row => [row.id, row]))
  return agents.map(agent => byId.get(agent) ?? null)
}

/** The addresses bound to an agent, or to an account of its chain, oldest first. */
export const bindingsOf = async (
  snapshot: Snapshot,
  chain: string,
  of: string,
  most: number,
): Promise<Stored<BindingRow>[]> =>
  (await snapshot.all(
    db
      .selectFrom(at(snapshot, 'binding', 'b', sql`agent = ${of} and ${ofChain(chain)}`))
      .selectAll('b')
      .orderBy('b.since')
      .orderBy('b.id')
      .limit(most),
  )) as Stored<BindingRow>[]

/** What an operator took on each day. */
export const takingsOf = async (snapshot: Snapshot, chain: string, operator: string): Promise<TakingRow[]> =>
  (await snapshot.all(
    db
      .selectFrom(at(snapshot, 'taking', 't', sql`operator = ${operator} and ${ofChain(chain)}`))
      .selectAll('t')
      .orderBy('t.day'),
  )) as TakingRow[]

/** How many addresses paid an operator since a UTC day, by asset. */
export const payersSince = async (
  snapshot: Snapshot,
  chain: string,
  operator: string,
  asset: string,
  day: number,
): Promise<number> => {
  const where = sql`operator = ${operator} and asset = ${asset} and day >= ${day} and ${ofChain(chain)}`
  const [row] = await snapshot.all(
    db.selectFrom(at(snapshot, 'customer', 'c', where)).select(({ fn }) => fn.countAll<number>().as('n')),
  )
  return Number(row?.n ?? 0)
}

/** Of the operators that an operator pays, or is paid by, so many are looked at. */
const NEIGHBOURS = 100

/** The operators on one side of an operator: `operator` is paid by it, `payer_operator` pays it. In a fixed order. */
export const neighboursOf = async (
  snapshot: Snapshot,
  chain: string,
  side: 'operator' | 'payer_operator',
  operator: string,
): Promise<string[]> => {
  const other = side === 'operator' ? 'payer_operator' : 'operator'
  const where = sql`${sql.ref(other)} = ${operator} and payer_operator is not null and day is not null and ${ofChain(chain)}`
  const rows = await snapshot.all(
    db
      .selectFrom(at(snapshot, 'customer', 'c', where))
      .select(`c.${side} as id`)
      .distinct()
      .orderBy('id')
      .limit(NEIGHBOURS),
  )
  return rows.flatMap(({ id }) => id ?? [])
}

/** Which of some operators pay which of others. */
export const paysAmong = (
  snapshot: Snapshot,
  chain: string,
  payers: readonly string[],
  operators: readonly string[],
  most: number,
): Promise<{ payer: string; operator: string }[]> => {
  if (payers.length === 0 || operators.length === 0) return Promise.resolve([])
  const where = sql`payer_operator in (${sql.join(payers)}) and operator in (${sql.join(operators)})
    and payer_operator <> operator and day is not null and ${ofChain(chain)}`
  return snapshot.all(
    db
      .selectFrom(at(snapshot, 'customer', 'c', where))
      .select(['c.payer_operator as payer', 'c.operator'])
      .distinct()
      .orderBy('payer')
      .orderBy('operator')
      .limit(most),
  ) as Promise<{ payer: string; operator: string }[]>
}
