/** Keyset pagination: a cursor holds the sort values of its row, so that pages stay stable while rows come and go. */
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { badInput } from './errors.ts'
import { isStorable } from './text.ts'

/** The most rows one page may hold. */
export const PAGE_MAX = 100

/** A sort: columns in order, the last of which makes it total; one direction for all, so that one index serves it. */
export type Order<C extends string> = { readonly columns: readonly C[]; readonly descending: boolean }

/** What a client asked for, checked. */
export type PageRequest = { readonly first: number; readonly after: readonly string[] | null }

/** Checks `first`, which null leaves at the usual size, and `after`, a cursor that this order made. */
export const pageRequest = (
  asked: number | null | undefined,
  after: string | null | undefined,
  columns: number,
  usual = 20,
): PageRequest => {
  const first = asked ?? usual
  if (!Number.isInteger(first) || first < 0 || first > PAGE_MAX) {
    throw badInput('first', `${first} is not between 0 and ${PAGE_MAX}`, 'ask for more pages with `after`')
  }
  if (after === null || after === undefined) return { first, after: null }
  const values = decodeCursor(after)
  if (values === null || values.length !== columns) {
    throw badInput('after', 'not a cursor of this list', 'pass the endCursor of the page before, with the same orderBy')
  }
  return { first, after: values }
}

export const encodeCursor = (values: readonly string[]): string =>
  Buffer.from(JSON.stringify(values)).toString('base64url')

const decodeCursor = (cursor: string): string[] | null => {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    const sound = Array.isArray(values) && values.every(value => typeof value === 'string' && isStorable(value))
    return sound ? (values as string[]) : null
  } catch {
    return null
  }
}

/** One page of a list, in the Relay connection shape (https://relay.dev/graphql/connections.htm). */
export type Connection<Node> = {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[]
  readonly nodes: readonly Node[]
  readonly pageInfo: {
    readonly hasNextPage: boolean
    readonly hasPreviousPage: boolean
    readonly startCursor: string | null
    readonly endCursor: string | null
  }
}

/** Makes a page of up to `first` of the rows; one row more says that there is a next page. */
export const connection = <Node>(
  page: PageRequest,
  rows: readonly Node[],
  sortValues: (row: Node) => readonly string[],
): Connection<Node> => {
  const nodes = rows.slice(0, page.first)
  const edges = nodes.map(node => ({ cursor: encodeCursor(sortValues(node)), node }))
  return {
    edges,
    nodes,
    pageInfo: {
      hasNextPage: rows.length > page.first,
      hasPreviousPage: page.after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  }
}

/** The rows behind the cursor: a row-value comparison that an index over the same columns answers. */
export const behind = <C extends string>(order: Order<C>, after: readonly string[]): RawBuilder<SqlBool> => {
  const columns = sql.join(order.columns.map(column => sql.ref(column)))
  return sql`(${columns}) ${sql.raw(order.descending ? '<' : '>')} (${sql.join(after)})`
}
