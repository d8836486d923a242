/**
 * What became of the fact rows, block by block, for mirrors. A mirror does as it is told, in order: PUT this row, DROP that
 * one. Where a reorg took blocks away that it has, it hears REWIND, and then, row by row, how everything that had changed
 * above the ancestor stood there; so one that holds the current rows alone needs to remember nothing.
 */
import { PortolanError } from '../core/errors.ts'
import type { ChainHead, Reader } from '../core/snapshot.ts'
import { beginOf, type FactListed, versionAt } from './catalogue.ts'
import { shownRow } from './cells.ts'
import type { FeedCursor, Place, Point } from './feedCursor.ts'
import { hashAt } from './pin.ts'
import type { Record_ } from './statement.ts'
import { journalOf, makingOf, undoneAfter } from './undone.ts'
import { cutOf, rowsAt, turned, turnsIn } from './versions.ts'

export type RowChange = {
  readonly kind: 'PUT' | 'DROP'
  readonly chain: string
  readonly block: number
  readonly blockHash: string
  readonly table: string
  readonly id: string
  readonly row: Record_ | null
}
export type Rewound = {
  readonly kind: 'REWIND'
  readonly chain: string
  /** The ancestor; -1 and '' where everything is taken back. */
  readonly block: number
  readonly blockHash: string
}
export type FeedChange = RowChange | Rewound

export type FeedPage = {
  readonly changes: readonly FeedChange[]
  readonly cursor: FeedCursor
  /** Whether the mirror, once it has done as it is told, is as the store at the last blocks of the cursor. */
  readonly whole: boolean
  readonly more: boolean
}

type Followed = ChainHead & { readonly final: number }
type Stretch = { readonly changes: readonly FeedChange[]; readonly place: Place; readonly more: boolean }

/** The next changes behind a cursor, about `first` at most; those of one block may come in several pages. */
export const feedPage = async (
  reader: Reader,
  tables: readonly FactListed[],
  cursor: FeedCursor,
  first: number,
): Promise<FeedPage> => {
  const journal = await journalOf(reader)
  const places = new Map(cursor.places.map(place => [place.chain, place]))
  const changes: FeedChange[] = []
  let more = false
  for (const head of await followed(reader)) {
    const before = places.get(head.chain) ?? start(head.chain)
    const feed: Feed = { reader, tables, head, journal }
    const stretch = await stretchOf(feed, before, Math.max(0, first - changes.length))
    for (const change of stretch.changes) changes.push(change)
    places.set(head.chain, stretch.place)
    more ||= stretch.more
  }
  const now = [...places.values()]
  const whole = now.every(({ part, undoing }) => part === null && !undoing)
  return { changes, cursor: { ...cursor, places: now }, whole, more }
}

/** The cursor of a mirror that holds these tables as of these heads, all of which stand; without heads, nothing. */
export const feedCursorAt = async (
  reader: Reader,
  heads: readonly ChainHead[],
  tables: readonly FactListed[],
): Promise<FeedCursor> => {
  const { last } = await journalOf(reader)
  const chains = new Map((await followed(reader)).map(head => [head.chain, head]))
  const places: Place[] = []
  for (const { chain, number } of heads) {
    const points = await pointsDown(reader, chain, number, chains.get(chain)?.final ?? number)
    places.push({ chain, points, part: null, told: last, undoing: false })
  }
  return { facts: await makingOf(reader, 'facts'), tables: tables.map(({ name }) => name), places }
}

type Feed = {
  readonly reader: Reader
  readonly tables: readonly FactListed[]
  readonly head: Followed
  readonly journal: { readonly last: number; readonly forgotten: number }
}

const start = (chain: string): Place => ({ chain, points: [], part: null, told: 0, undoing: false })

const followed = (reader: Reader): Promise<Followed[]> =>
  reader.all<Followed>({
    sql: `select chain, head_number as number, head_hash as hash, head_time as time, final_number as final
      from chain where head_hash <> '' order by chain`,
    values: [],
  })

/** What is next on one chain: first what has to be taken back, then what came. */
const stretchOf = async (feed: Feed, before: Place, room: number): Promise<Stretch> => {
  const { place, changes } = await standing(feed, before)
  const undone = place.undoing ? await undo(feed, place, room) : { changes: [], place, more: false }
  const told = [...changes, ...undone.changes]
  if (undone.more) return { ...undone, changes: told }
  const came = await advance(feed, undone.place, Math.max(0, room - undone.changes.length))
  return { ...came, changes: [...told, ...came.changes] }
}

/** The place itself where its blocks stand, else at the newest that does. */
const standing = async (feed: Feed, place: Place): Promise<{ place: Place; changes: Rewound[] }> => {
  const { reader, journal } = feed
  const { chain, points, part } = place
  const stands = async ([number, hash]: Point) => (await hashAt(reader, chain, number)) === hash
  const tip: Point | undefined = part ? [part.number, part.hash] : points[0]
  if (!tip || (await stands(tip))) return { place, changes: [] }
  if (place.told < journal.forgotten) {
    throw new PortolanError('refolded', 'the blocks of this cursor left the chain too long ago to say what changed', {
      hint: 'begin again without a cursor',
    })
  }
  let left = points
  while (left[0] && !(await stands(left[0]))) left = left.slice(1)
  const [block, blockHash] = left[0] ?? [-1, '']
  const changes = [{ kind: 'REWIND' as const, chain, block, blockHash }]
  return { place: { ...place, points: left, part: null, undoing: true }, changes }
}

/** How the rows that were taken back stood at the last block of the place. */
const undo = async ({ reader, tables, journal }: Feed, place: Place, room: number): Promise<Stretch> => {
  const { chain } = place
  const at = await blockOf(reader, place)
  const rows = await undoneAfter(reader, chain, place.told, room + 1)
  const next = rows.slice(0, room)
  const changes: FeedChange[] = []
  for (const table of tables) {
    const ids = new Set(next.filter(({ name }) => name === table.name).map(({ id }) => id))
    const held = await rowsAt(reader, table, chain, [...ids], versionAt(table, at))
    const shown = shownRow(table)
    const of = { chain, block: at.number, blockHash: at.hash, table: table.name }
    for (const id of ids) {
      const row = held.get(id)
      changes.push(row ? { kind: 'PUT', ...of, id, row: shown(row) } : { kind: 'DROP', ...of, id, row: null })
    }
  }
  const more = rows.length > room
  const told = more ? (next.at(-1)?.number ?? place.told) : journal.last
  return { changes, place: { ...place, told, undoing: more }, more }
}

/** The changes above the last block of the place. */
const advance = async (feed: Feed, place: Place, room: number): Promise<Stretch> => {
  const { reader, head, tables, journal } = feed
  const { chain, part, points } = place
  const told = journal.last
  if (part === null && points[0]?.[1] === head.hash) return { changes: [], place: { ...place, told }, more: false }
  if (room === 0) return { changes: [], place: { ...place, told }, more: true }
  const from = await blockOf(reader, place)

  const blocks: number[] = []
  for (const table of tables) {
    const span = { above: versionAt(table, from), upTo: versionAt(table, head) }
    for (const at of await turnsIn(reader, table, chain, span, room + 1)) {
      blocks.push(await numberOf(feed, table, at, from.number))
    }
  }
  blocks.sort((a, b) => a - b)
  const headers = new Map<number, Header>()
  const header = async (number: number): Promise<Header> => {
    const known = headers.get(number) ?? (await headerOf(reader, chain, number))
    headers.set(number, known)
    return known
  }
  const to = await header(cutOf(blocks, head.number, room))

  const all: RowChange[] = []
  for (const table of tables) {
    const shown = shownRow(table)
    const span = { above: versionAt(table, from), upTo: versionAt(table, to) }
    for (const { at, id, row } of await turned(reader, table, chain, span)) {
      const { number: block, hash: blockHash } = await header(await numberOf(feed, table, at, from.number))
      const of = { chain, block, blockHash, table: table.name, id }
      all.push(row ? { kind: 'PUT', ...of, row: shown(row) } : { kind: 'DROP', ...of, row: null })
    }
  }
  all.sort((a, b) => a.block - b.block)

  const done = part?.changes ?? 0
  const changes = all.slice(done, done + room)
  if (done + room < all.length) {
    const begun = { number: to.number, hash: to.hash, changes: done + room }
    return { changes, place: { ...place, told, part: begun }, more: true }
  }
  const down = await pointsDown(reader, chain, to.number, head.final)
  return { changes, place: { ...place, told, part: null, points: down }, more: to.hash !== head.hash }
}

type Header = Pick<ChainHead, 'number' | 'hash' | 'time'>
const NOWHERE: Header = { number: -1, hash: '', time: -1 }

const blockOf = async (reader: Reader, { chain, points }: Place): Promise<Header> =>
  points[0] ? headerOf(reader, chain, points[0][0]) : NOWHERE

const headerOf = async (reader: Reader, chain: string, number: number): Promise<Header> => {
  const sql = 'select number, hash, time from block where chain = ? and number = ?'
  const [row] = await reader.all<Header>({ sql, values: [chain, number] })
  if (!row) throw new Error(`the header of block ${number} of ${chain} is not stored`)
  return row
}

/** The block in which a table came to a version: of one derived by day, the first of that day above a block. */
const numberOf = async ({ reader, head }: Feed, table: FactListed, at: number, above: number): Promise<number> => {
  if (table.versions === 'block') return at
  const sql = 'select number from block where chain = ? and time >= ? and number > ? order by time, number limit 1'
  const [row] = await reader.all<{ number: number }>({ sql, values: [head.chain, beginOf(at), above] })
  return row?.number ?? head.number
}

/** More than any chain takes to be final, doubled so often. */
const POINTS = 24

/** A stored block and older ones, twice as far apart each time, down to one that is final. */
const pointsDown = async (reader: Reader, chain: string, number: number, final: number): Promise<Point[]> => {
  const points: Point[] = []
  for (let back = 0; points.length < POINTS; back = Math.max(1, back * 2)) {
    const sql = 'select number, hash from block where chain = ? and number <= ? order by number desc limit 1'
    const [row] = await reader.all<Header>({ sql, values: [chain, number - back] })
    if (!row) break
    if (row.number !== points.at(-1)?.[0]) points.push([row.number, row.hash])
    if (row.number <= final) break
  }
  return points
}
