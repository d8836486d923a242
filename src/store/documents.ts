/** The queue of documents to fetch: filled in the transaction that first names a URI, emptied by the fetcher. */
import type { Value } from '../core/change.ts'
import { digest } from '../core/digest.ts'
import { textFromBytes } from '../core/text.ts'
import { type Accounts, charge, type FetchLimits, takeRoom } from './fetchAccounts.ts'
import { admit } from './fetchLine.ts'
import type { Written } from './fold.ts'
import { insert, type Program, type Record_, run } from './statement.ts'

/** The column of a fact table that names documents of a kind; `<column>_id` holds the SHA-256 of the URI, `by` who did. */
export type DocumentColumn = {
  readonly kind: string
  readonly table: string
  readonly column: string
  readonly by: readonly string[]
}

/** Queues the URIs of the rows just written. */
export function* want(columns: readonly DocumentColumn[], written: readonly Written[]): Program<void> {
  for (const { kind, table, column, by } of columns) {
    const uris = new Map<string, string>()
    const named = new Map<string, readonly [kind: string, id: string, announcer: string]>()
    for (const { row, table: of } of written) {
      const [uri, id] = [row[column], row[`${column}_id`]]
      if (of !== table || typeof uri !== 'string' || typeof id !== 'string') continue
      uris.set(id, uri)
      const announcer = by.map(name => row[name]).find(name => typeof name === 'string')
      if (typeof announcer === 'string') named.set(`${id} ${announcer}`, [kind, id, announcer])
    }
    yield* insert('document_announcer', ['kind', 'id', 'announcer'], [...named.values()], 'on conflict do nothing')
    yield* queue(kind, [...uris])
  }
}

/**
 * Makes these the URIs of a kind that the operator names: others of the kind are kept, and not fetched again. One that
 * failed is tried again at once.
 */
export function* wantConfigured(kind: string, uris: readonly string[]): Program<void> {
  const ids = new Map(uris.map(uri => [digest(uri), uri]))
  const queued = yield* run<{ id: string }>(
    'select id from document where kind = ? and (due is not null or turn is not null)',
    [kind],
  )
  for (const { id } of queued) {
    if (!ids.has(id)) yield* run('update document set due = null, turn = null where kind = ? and id = ?', [kind, id])
  }
  yield* insert(
    'document',
    ['kind', 'id', 'uri', 'due', 'tries', 'unread'],
    [...ids].map(([id, uri]) => [kind, id, uri, 0, 0, 0]),
    `on conflict (kind, id) do update set due = 0
      where document.turn is null and (document.due is null or document.verdict <> 'ok')`,
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
    `on conflict (kind, id) do update set due = 0
      where document.turn is null and document.verdict is not null and document.verdict <> 'ok'`,
  )
}

/** A document that wants work: a fetch, or, where it is unread, only a reading of bytes that are here. */
export type Pending = Accounts & {
  readonly kind: string
  readonly id: string
  readonly uri: string
  readonly tries: number
  readonly due: number | null
  readonly unread: number
  readonly body: string | null
  readonly fetched_at: number | null
}

/** The hosts and announcers that have as many fetches under way as they may. */
export type Busy = { readonly hosts: readonly string[]; readonly announcers: readonly string[] }

/**
 * Documents that are unread, then those whose turn it is at a time (Unix seconds), `limit` at most of each. Those that
 * would wait for a busy host or announcer are passed over.
 */
export function* pending(now: number, limit: number, busy: Busy = { hosts: [], announcers: [] }): Program<Pending[]> {
  yield* admit(now)
  // One that is read while it stands in line joins it anew.
  const columns =
    'kind, d.id, uri, tries, case when turn is null then due else 0 end as due, unread, host, announcer, fetched_at'
  const unread = yield* run<Pending>(
    `select ${columns}, c.body from document d join content c on c.id = d.content
      where d.unread = 1 order by kind, d.id limit ?`,
    [limit],
  )
  const inLine = yield* run<Pending>(
    `select ${columns}, null as body from document d
      where turn is not null and unread = 0
        and coalesce(host, '') not in (${placesFor(busy.hosts)}) and coalesce(announcer, '') not in (${placesFor(busy.announcers)})
      order by turn, kind, d.id limit ?`,
    [...busy.hosts, ...busy.announcers, limit],
  )
  return [...unread, ...inLine]
}

/** Placeholders of a list, which must not be empty in SQL. */
const placesFor = (values: readonly string[]): string => (values.length === 0 ? "'-'" : values.map(() => '?').join(','))

/** The outcome of one fetch and reading. */
export type Outcome = {
  /** What the fetch cost, on whose account, and what such an account may have; null: nothing was fetched. */
  readonly spent: (Accounts & { readonly bytes: number; readonly limits: FetchLimits }) | null
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

/** Seconds after which a document is tried again that found no room. */
const ROOM_RETRY_S = 86_400

/**
 * Keeps the outcome: the bytes once per content, the fetch in the history, the claims. Bytes that find no room are not
 * kept, and the document says so: what is there already is never dropped for them.
 */
export function* settle(outcome: Outcome): Program<void> {
  const { spent } = outcome
  if (spent) yield* charge(spent, spent.bytes, outcome.fetchedAt, spent.limits)
  const o = yield* withRoom(outcome)
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
    `update document set verdict = ?, reason = ?, fetched_at = ?, due = ?, tries = ?, unread = 0, turn = null
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

/** The outcome as it is, or that there was no room for it. */
function* withRoom(o: Outcome): Program<Outcome> {
  if (!o.content || !o.spent) return o
  const [known] = yield* run('select 1 from content where id = ?', [o.content.sha256])
  const reason = known ? null : yield* takeRoom(o.spent, o.content.bytes.length, o.spent.limits)
  if (reason === null) return o
  return { ...o, verdict: 'over-quota', reason, content: null, rows: [], due: o.fetchedAt + ROOM_RETRY_S }
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
