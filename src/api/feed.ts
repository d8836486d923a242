/** Resolvers of `export.graphql`: the change feed and the diff of two moments. */
import type { AsOfInput } from '../core/context.ts'
import { badInput, PortolanError } from '../core/errors.ts'
import { encodeCursor, pageRequest } from '../core/page.ts'
import type { ChainHead, Reader } from '../core/snapshot.ts'
import type { ChangePage, QueryResolvers } from '../generated/schema.ts'
import type { Catalogue, FactListed } from '../store/catalogue.ts'
import { type DiffPlace, differences } from '../store/diff.ts'
import { type FeedChange, type FeedPage, feedCursorAt, feedPage } from '../store/feed.ts'
import { decodeFeedCursor, encodeFeedCursor, type FeedCursor } from '../store/feedCursor.ts'
import { makingOf } from '../store/undone.ts'

/** The fields, given the tables there are. */
export const feed = (catalogue: Catalogue) => ({
  Query: {
    changes: async (_, { after, first, tables }, context) => {
      const { first: room } = pageRequest(first, null, 0, 100)
      const reader = await context.at(null)
      const { changes, cursor, whole, more } = await changesPage(reader, catalogue, { after, tables }, room)
      return { changes: changes.map(shownChange), cursor, isWhole: whole, hasMore: more } satisfies ChangePage
    },
    diff: async (_, { from, to, tables, first, after }, context) => {
      const page = pageRequest(first, after, 4)
      const [begin, end] = [await context.at(from as AsOfInput), await context.at(to as AsOfInput)]
      inOrder(begin.heads, end.heads)
      const listed = factsNamed(catalogue, tables)
      const place = page.after && placeOf(page.after, listed)
      const { found, next } = await differences(end, listed, begin.heads, end.heads, page.first, place)
      const edges = found.map(({ place, difference }) => ({ cursor: cursorOf(place), node: difference }))
      const pageInfo = {
        hasNextPage: next !== null,
        hasPreviousPage: place !== null,
        startCursor: edges[0]?.cursor ?? null,
        endCursor: next ? cursorOf(next) : (edges.at(-1)?.cursor ?? null),
      }
      const nodes = edges.map(({ node }) => node)
      return { edges, nodes, pageInfo, from: begin, to: end }
    },
  } satisfies QueryResolvers,
})

/** What a mirror asks for: where it stands, and the tables that it begins with. */
export type Following = {
  readonly after?: string | null | undefined
  readonly tables?: readonly string[] | null | undefined
}

/** A page of the feed, its cursor as text. Throws `bad_input` or `refolded` where the cursor is of no use here. */
export const changesPage = async (
  reader: Reader,
  catalogue: Catalogue,
  asked: Following,
  first: number,
): Promise<Omit<FeedPage, 'cursor'> & { readonly cursor: string }> => {
  const cursor = await cursorFor(reader, catalogue, asked)
  const page = await feedPage(reader, factsNamed(catalogue, cursor.tables), cursor, first)
  return { ...page, cursor: encodeFeedCursor(page.cursor) }
}

const cursorFor = async (reader: Reader, catalogue: Catalogue, { after, tables }: Following): Promise<FeedCursor> => {
  const named = factsNamed(catalogue, tables)
  if (after === null || after === undefined) return feedCursorAt(reader, [], named)
  const cursor = decodeFeedCursor(after)
  if (!cursor) throw badInput('after', 'not a cursor of this feed', 'pass the cursor of the page before')
  if (cursor.facts !== (await makingOf(reader, 'facts'))) {
    throw new PortolanError('refolded', 'the cursor is of another store, or of tables that were made anew since', {
      hint: 'begin again without a cursor',
    })
  }
  const same =
    !tables ||
    [...cursor.tables].sort().join() ===
      named
        .map(({ name }) => name)
        .sort()
        .join()
  if (same) return cursor
  throw badInput('tables', `the cursor follows ${cursor.tables.join(', ')}`, 'leave tables out, or begin again')
}

/** The fact tables of these names, in the order of the house; all where none are named. */
export const factsNamed = (catalogue: Catalogue, names: readonly string[] | null | undefined): FactListed[] => {
  const facts = [...catalogue.values()].flatMap(table => (table.sort === 'fact' ? [table] : []))
  const unknown = names?.find(name => !facts.some(table => table.name === name))
  if (unknown !== undefined) {
    const known = facts.map(({ name }) => name).join(', ')
    throw badInput('tables', `${unknown.slice(0, 80)} is no fact table`, `there are ${known}`)
  }
  return names ? facts.filter(({ name }) => names.includes(name)) : facts
}

const shownChange = (change: FeedChange) =>
  change.kind === 'REWIND' ? { ...change, table: null, id: null, row: null } : change

const inOrder = (from: readonly ChainHead[], to: readonly ChainHead[]): void => {
  for (const { chain, number } of from) {
    const end = to.find(head => head.chain === chain)
    if (end && end.number >= number) continue
    throw badInput('to', `is before from on ${chain}`, 'exchange the two')
  }
}

const cursorOf = ({ table, chain, at, id }: DiffPlace): string => encodeCursor([table, chain, String(at), id])

const placeOf = (
  [table = '', chain = '', at = '', id = '']: readonly string[],
  listed: readonly FactListed[],
): DiffPlace => {
  if (listed.some(({ name }) => name === table) && /^\d{1,15}$/.test(at)) return { table, chain, at: Number(at), id }
  throw badInput('after', 'not a cursor of this list', 'pass the endCursor of the page before, with the same tables')
}
