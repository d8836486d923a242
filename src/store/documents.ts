/** The queue of documents to fetch: filled in the transaction that first names a URI, emptied by the fetcher. */
import type { Value } from '../core/change.ts'
import { digest } from '../core/digest.ts'
import { textFromBytes } from '../core/text.ts'
import type { Written } from './fold.ts'
import { insert, type Program, type Record_, run } from './statement.ts'

/** The column of a fact table that names documents of a kind; `<column>_id` holds the SHA-256 of the URI. */
export type DocumentColumn = { readonly kind: string; readonly table: string; readonly column: string }

/** Queues the URIs of the rows just written. */
export function* want(columns: readonly DocumentColumn[], written: readonly Written[]): Program<void> {
  for (const { kind, table, column } of columns) {
    const uris = new Map<string, string>()
    for (const { row, table: of } of written) {
      const [uri, id] = [row[column], row[`${column}_id`]]
      if (of === table && typeof uri === 'string' && typeof id === 'string') uris.set(id, uri)
    }
    yield* queue(kind, [...uris])
  }
}

/**
 * Makes these the URIs of a kind that the operator names: others of the kind are kept, and not fetched again. One that
 * failed is tried again at once.
 */
export function* wantConfigured(kind: string, uris: readonly string[]): Program<void> {
  const ids = new Map(uris.map(uri => [digest(uri), uri]))
  const queued = yield* run<{ id: string }>('select id from document where kind = ? and due is not null', [kind])
  for (const { id } of queued) {
    if (!ids.has(id)) yield* run('update document set due = null where kind = ? and id = ?', [kind, id])
  }
  yield* insert(
    'document',
    ['kind', 'id', 'uri', 'due', 'tries', 'unread'],
    [...ids].map(([id, uri]) => [kind, id, uri, 0, 0, 0]),
    `on conflict (kind, id) do update set due = 0 where document.due is null or document.verdict <> 'ok'`,
  )
}

/**
 * Queues URIs, each with its SHA-256. One that is known stays as it is, unless its last fetch or reading failed: then
 * being named again is a reason to try again.
 */
export function* queue(kind: string, uris: readonly (readonly [id: string, uri: string])[]): Program<void> {
  yield* insert(
    'document',
    ['kind', 'id', 'uri', 'due', 'tries', 'unread'],
    uris.map(([id, uri]) => [kind, id, uri, 0, 0, 0]),
    `on conflict (kind, id) do update set due = 0 where document.verdict is not null and document.verdict <> 'ok'`,
  )
}

/** A document that wants work: a fetch, or, where it is unread, only a reading of bytes that are here. */
export type Pending = {
  readonly kind: string
  readonly id: string
  readonly uri: string
  readonly tries: number
  readonly due: number | null
  readonly unread: number
  readonly body: string | null
  readonly fetched_at: number | null
}

/** Documents that are due at a time (Unix seconds) or unread, oldest debt first. */
export function* pending(now: number, limit: number): Program<Pending[]> {
  return yield* run<Pending>(
    `select kind, d.id, uri, tries, due, unread, c.body, fetched_at from document d
       left join content c on c.id = d.content and d.unread = 1
      where d.due <= ? or d.unread = 1 order by d.unread desc, d.due, d.tries, kind, d.id limit ?`,
    [now, limit],
  )
}

/** The outcome of one fetch and reading. */
export type Outcome = {
  readonly kind: string
  readonly id: string
  readonly verdict: string
  readonly reason: string | null
  readonly content: {
    readonly sha256: string
    readonly keccak256: string
    readonly bytes: Uint8Array
    readonly mediaType: string | null
  } | null
  readonly fetchedAt: number
  /** When to try again, Unix seconds; null: never. */
  readonly due: number | null
  readonly tries: number
  /** Rows for claim tables; one that is there already stays as it was first known. */
  readonly rows: readonly { readonly table: string; readonly row: Readonly<Record_>; readonly numbered?: boolean }[]
}

/** Keeps the outcome: the bytes once per content, the fetch in the history, the claims. */
export function* settle(o: Outcome): Program<void> {
  const [before] = yield* run<{ verdict: string | null; content: string | null }>(
    'select verdict, content from document where kind = ? and id = ?',
    [o.kind, o.id],
  )
  const sha256 = o.content?.sha256 ?? null
  if (o.content) {
    yield* run('insert into content (id, keccak, size, body) values (?, ?, ?, ?) on conflict do nothing', [
      sha256,
      o.content.keccak256,
      o.content.bytes.length,
      textFromBytes(o.content.bytes),
    ])
  }
  // A failed fetch keeps the bytes of the last good one: the verdict says that they may be out of date.
  yield* run(
    `update document set verdict = ?, reason = ?, fetched_at = ?, due = ?, tries = ?, unread = 0
      where kind = ? and id = ?`,
    [o.verdict, o.reason, o.fetchedAt, o.due, o.tries, o.kind, o.id],
  )
  if (o.content) {
    yield* run('update document set content = ?, media_type = ? where kind = ? and id = ?', [
      sha256,
      o.content.mediaType,
      o.kind,
      o.id,
    ])
  }
  if (before?.verdict !== o.verdict || before.content !== sha256) {
    yield* run(
      `insert into document_fetch (kind, id, fetched_at, verdict, reason, content) values (?, ?, ?, ?, ?, ?)
         on conflict (kind, id, fetched_at) do update set verdict = excluded.verdict, reason = excluded.reason, content = excluded.content`,
      [o.kind, o.id, o.fetchedAt, o.verdict, o.reason, sha256],
    )
  }
  for (const { table, row, numbered } of o.rows) {
    const columns = Object.keys(row)
    const values = Object.values(row).map(storable)
    if (numbered) yield* append(table, columns, values)
    else yield* insert(table, columns, [values], 'on conflict do nothing')
  }
}

/** JSON may hold NUL in a text; a database may not, and both engines are to hold the same. */
const storable = (value: Value): Value =>
  typeof value === 'string' && value.includes('\0') ? textFromBytes(Buffer.from(value, 'utf8')) : value

/** Inserts a row under the next number of its table: there is one writer, so numbers rise in the order of commits. */
function* append(table: string, columns: readonly string[], row: readonly Value[]): Program<void> {
  const places = columns.map(() => '?').join(',')
  yield* run(
    `insert into ${table} (${columns.join(',')}, nr) values (${places}, (select coalesce(max(nr), 0) + 1 from ${table}))
       on conflict do nothing`,
    row,
  )
}
