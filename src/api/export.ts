/** Exports over HTTP: a table as of a moment, streamed as it is read; and the feed of changes as lines. */
import { createHash } from 'node:crypto'
import { PortolanError } from '../core/errors.ts'
import type { Catalogue, FactListed } from '../store/catalogue.ts'
import { FORMATS, printer } from '../store/cells.ts'
import { feedCursorAt } from '../store/feed.ts'
import { encodeFeedCursor } from '../store/feedCursor.ts'
import { reading, type Store } from '../store/open.ts'
import { encodePin, holds, type Pin, pinOf } from '../store/pin.ts'
import { scan } from '../store/scan.ts'
import type { RequestContext } from './context.ts'
import { checkNames, type ExportRequest, exportRequest } from './exportRequest.ts'
import { changesPage } from './feed.ts'

/** What is streamed: pieces of text, made as they are taken. */
export type Streamed = {
  readonly type: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: AsyncIterable<string>
}

export type Exports = {
  /** What can be exported, and how to ask for it. */
  readonly list: () => object
  /** Streams one table; `name` is the path behind `/export/`. */
  readonly table: (name: string, query: URLSearchParams) => Promise<Streamed>
  /** Streams the changes behind a cursor, up to now. */
  readonly changes: (query: URLSearchParams) => Promise<Streamed>
}

/** Entries of one page of the feed as lines. */
const CHANGES = 1_000

/** The exports of a store; `opened` makes the context of a request. */
export const exportsOf = (store: Store, catalogue: Catalogue, opened: () => RequestContext): Exports => ({
  list: () => ({
    formats: FORMATS,
    tables: [...catalogue.values()].map(({ name, sort, key, columns }) => ({ name, sort, key, columns })),
    moment: 'chain and block, or time; by default the newest block of each chain',
    resume: 'give the header portolan-moment as `moment` and the key of the last whole row as `after`, a JSON array',
  }),
  table: async (name, query) => {
    const request = exportRequest(name, query, catalogue)
    const pin = await asking(opened, context => pinned(context, request, catalogue))
    return {
      type: request.format === 'csv' ? 'text/csv; charset=utf-8; header=present' : 'application/x-ndjson',
      headers: { 'portolan-moment': encodePin(pin) },
      body: request.format === 'csv' ? csvOf(store, request, pin) : ndjsonOf(store, request, pin),
    }
  },
  changes: async query => {
    checkNames(query, ['after', 'tables'])
    const [after, named] = [query.get('after'), query.get('tables')]
    const asked = { after, tables: named === null ? null : named.split(',') }
    const first = await asking(opened, async context => changesPage(await context.at(null), catalogue, asked, CHANGES))
    return { type: 'application/x-ndjson', headers: {}, body: changesFrom(store, catalogue, first) }
  },
})

const asking = async <R>(opened: () => RequestContext, work: (context: RequestContext) => Promise<R>): Promise<R> => {
  const context = opened()
  try {
    return await work(context)
  } finally {
    context.release()
  }
}

const pinned = async (context: RequestContext, { moment }: ExportRequest, catalogue: Catalogue): Promise<Pin> => {
  if ('asOf' in moment) {
    const snapshot = await context.at(moment.asOf)
    return pinOf(snapshot, snapshot.heads, catalogue)
  }
  await holds(await context.at(null), moment.pin)
  return moment.pin
}

type Piece = { readonly text: string; readonly rows: number; readonly after: readonly unknown[] }

/** The lines of the rows that were asked for, a page at a time. */
async function* piecesOf(
  store: Store,
  { table, format, after, limit }: ExportRequest,
  pin: Pin,
): AsyncGenerator<Piece> {
  const { line } = printer(table, format)
  let left = limit ?? Number.POSITIVE_INFINITY
  for await (const page of scan(store, table, pin, after)) {
    const rows = left < page.rows.length ? page.rows.slice(0, left) : page.rows
    left -= rows.length
    const last = rows.at(-1)
    yield { text: rows.map(line).join(''), rows: rows.length, after: table.key.map(column => last?.[column] ?? null) }
    if (left === 0) return
  }
}

/** What goes wrong breaks the connection off: a cell could not say so. Without a head where it goes on from a row. */
async function* csvOf(store: Store, request: ExportRequest, pin: Pin): AsyncGenerator<string> {
  if (request.after === null) yield printer(request.table, 'csv').head
  for await (const { text } of piecesOf(store, request, pin)) yield text
}

/** The last line says whether this was all of it; without one it was cut off. */
async function* ndjsonOf(store: Store, request: ExportRequest, pin: Pin): AsyncGenerator<string> {
  const hash = createHash('sha256')
  const { table, limit } = request
  let rows = 0
  let after: readonly unknown[] | null = request.after
  const end = (more: object) => `${JSON.stringify({ $end: { table: table.name, ...more, rows, after } })}\n`
  try {
    for await (const piece of piecesOf(store, request, pin)) {
      hash.update(piece.text)
      rows += piece.rows
      after = piece.after
      yield piece.text
    }
    const complete = limit === null || rows < limit
    const changes = complete && table.sort === 'fact' ? await goingOn(store, pin, table) : null
    yield end({ complete, sha256: hash.digest('hex'), changes })
  } catch (error) {
    yield end({ complete: false, error: saidOf(error) })
  }
}

/** The cursor of the feed that goes on where an export ends. */
const goingOn = (store: Store, pin: Pin, table: FactListed): Promise<string> =>
  reading(store, async reader => {
    await holds(reader, pin)
    return encodeFeedCursor(await feedCursorAt(reader, pin.heads, [table]))
  })

type FeedPage = Awaited<ReturnType<typeof changesPage>>

/** Each page is followed by the cursor behind it; the last line says that there is no more, or what went wrong. */
async function* changesFrom(store: Store, catalogue: Catalogue, first: FeedPage): AsyncGenerator<string> {
  try {
    for (let page = first; ; ) {
      const { changes, cursor, whole, more } = page
      const last = { cursor, isWhole: whole, hasMore: more }
      yield `${[...changes, last].map(line => JSON.stringify(line)).join('\n')}\n`
      if (!more) return
      page = await reading(store, reader => changesPage(reader, catalogue, { after: cursor }, CHANGES))
    }
  } catch (error) {
    yield `${JSON.stringify({ error: saidOf(error) })}\n`
  }
}

/** What a client may hear of an error; throws the others. */
const saidOf = (error: unknown): object => {
  if (!(error instanceof PortolanError)) throw error
  const { code, message, hint } = error
  return { code, message, hint }
}
