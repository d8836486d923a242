/**
 * A whole table as of a moment, in the order of its key, page by page. A page is a range of keys of bounded size, so that
 * neither many old versions nor many newer ones make it long; each page is read in a transaction of its own.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Value } from '../core/change.ts'
import type { ChainHead, Reader } from '../core/snapshot.ts'
import { compareText } from '../core/text.ts'
import { type ClaimListed, type FactListed, type ListedTable, type LogListed, versionAt } from './catalogue.ts'
import { reading, type Store } from './open.ts'
import { holds, type Pin } from './pin.ts'
import type { Record_ } from './statement.ts'

/** Keys of one range: as many rows of the past and as many of the present at most. */
const PAGE = 500

/** Rows, and the key that the next page begins behind: that of the range, which no row need have. */
export type Page = { readonly rows: readonly Record_[]; readonly after: readonly Value[] }

/**
 * The pages of a table at a pin behind a key (null: from the first), read as they are asked for. Throws `reorged` or
 * `refolded` where the store no longer holds the moment.
 */
export async function* scan(
  store: Pick<Store, 'read'>,
  table: ListedTable,
  pin: Pin,
  after: readonly Value[] | null,
  size = PAGE,
): AsyncGenerator<Page, void, void> {
  for (let from = after; ; ) {
    const page = await reading(store, reader => pageOf(reader, table, pin, from, size))
    if (!page) return
    from = page.after
    if (page.rows.length > 0) yield page
    // A long stretch without a row of this moment keeps no other question waiting.
    else await nextTurn()
  }
}

const pageOf = async (
  reader: Reader,
  table: ListedTable,
  pin: Pin,
  after: readonly Value[] | null,
  size: number,
): Promise<Page | null> => {
  await holds(reader, pin)
  if (table.sort === 'claim') return claimPage(reader, table, pin.numbers[table.name] ?? 0, after, size)
  const heads = pin.heads.toSorted((a, b) => (a.chain < b.chain ? -1 : 1))
  return chainPage(heads, after, (head, rest) =>
    table.sort === 'log' ? logPage(reader, table, head, rest, size) : factPage(reader, table, head, rest, size),
  )
}

/** The first page of the chain of the key, or of one behind it. */
const chainPage = async (
  heads: readonly ChainHead[],
  after: readonly Value[] | null,
  read: (head: ChainHead, rest: readonly Value[] | null) => Promise<Page | null>,
): Promise<Page | null> => {
  const [chain = '', ...rest] = after ?? []
  for (const head of heads) {
    if (head.chain < `${chain}`) continue
    const page = await read(head, after && head.chain === chain ? rest : null)
    if (page) return page
  }
  return null
}

const factPage = async (
  reader: Reader,
  table: FactListed,
  head: ChainHead,
  rest: readonly Value[] | null,
  size: number,
): Promise<Page | null> => {
  const { name, columns } = table
  const from = rest?.[0] ?? ''
  const version = versionAt(table, head)
  const [more, places] = ['chain = ? and id > ?', [head.chain, from]]
  // The last key of the range: neither table has more than `size` rows up to it, older versions of its own aside.
  const ends = await Promise.all(
    [name, `${name}_h`].map(async from => {
      const sql = `select id from ${from} where ${more} order by chain, id limit 1 offset ?`
      return (await reader.all<{ id: string }>({ sql, values: [...places, size - 1] }))[0]?.id ?? null
    }),
  )
  const end = ends.reduce((a, b) => (a === null || (b !== null && compareText(b, a) < 0) ? b : a))
  const range = end === null ? more : `${more} and id <= ?`
  const values = [...places, ...(end === null ? [] : [end]), version]
  const list = columns.map(column => column.name).join(', ')
  const current = await reader.all<Record_>({
    sql: `select ${list} from ${name} where ${range} and bf <= ? order by chain, id`,
    values,
  })
  const past = await reader.all<Record_>({
    sql: `select ${list} from ${name}_h where ${range} and bf <= ? and bt > ? order by chain, id`,
    values: [...values, version],
  })
  const rows = past.length === 0 ? current : [...current, ...past].sort((a, b) => compareText(`${a.id}`, `${b.id}`))
  if (rows.length === 0 && end === null) return null
  return { rows, after: [head.chain, end ?? (rows.at(-1)?.id as string)] }
}

const logPage = async (
  reader: Reader,
  { columns }: LogListed,
  { chain, number }: ChainHead,
  rest: readonly Value[] | null,
  size: number,
): Promise<Page | null> => {
  const list = columns.map(({ name }) =>
    name === 'block_hash' ? 'b.hash as block_hash' : (IN_BLOCK[name] ?? `l.${name}`),
  )
  const [block, index] = rest ?? [-1, -1]
  const rows = await reader.all<Record_>({
    sql: `select ${list.join(', ')} from log l join block b on b.chain = l.chain and b.number = l.block
      where l.chain = ? and (l.block, l.log_index) > (?, ?) and l.block <= ? order by l.block, l.log_index limit ?`,
    values: [chain, block ?? -1, index ?? -1, number, size],
  })
  return pageUpTo(rows, ['chain', 'block', 'log_index'])
}

const IN_BLOCK: { readonly [column: string]: string } = { time: 'b.time' }

/** Rows that are only added: those up to a number. A page scans as many rows as it is long, whatever their numbers. */
const claimPage = async (
  reader: Reader,
  { name, columns, key }: ClaimListed,
  last: number,
  after: readonly Value[] | null,
  size: number,
): Promise<Page | null> => {
  const list = columns.map(column => column.name).join(', ')
  const more = after ? `where (${key.join(', ')}) > (${key.map(() => '?').join(', ')})` : ''
  const rows = await reader.all<Record_>({
    sql: `select ${list} from ${name} ${more} order by ${key.join(', ')} limit ?`,
    values: [...(after ?? []), size],
  })
  const page = pageUpTo(rows, key)
  return page && { ...page, rows: rows.filter(row => (row.nr as number) <= last) }
}

const pageUpTo = (rows: readonly Record_[], key: readonly string[]): Page | null => {
  const last = rows.at(-1)
  return last ? { rows, after: key.map(column => last[column] ?? null) } : null
}
