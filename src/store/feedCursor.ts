/** Where a mirror stands, as text that it keeps and hands back. */
import { isObject } from '../core/json.ts'
import { isStorable } from '../core/text.ts'

/** A block by number and hash. */
export type Point = readonly [number: number, hash: string]

/** Where a mirror stands on one chain. */
export type Place = {
  readonly chain: string
  /** The last block that it has whole, and older ones, thinner the further back: one of them survives any reorg. */
  readonly points: readonly Point[]
  /** A block above that it has only the first changes of. */
  readonly part: { readonly number: number; readonly hash: string; readonly changes: number } | null
  /** How far it was told of what was taken back, by the journal of the store. */
  readonly told: number
  /** Whether it is being taken back to its last block: what the journal holds beyond `told` is still to be told. */
  readonly undoing: boolean
}

export type FeedCursor = {
  /** The making of the fact tables that it follows. */
  readonly facts: string
  readonly tables: readonly string[]
  readonly places: readonly Place[]
}

/** The cursor as text. */
export const encodeFeedCursor = ({ facts, tables, places }: FeedCursor): string => {
  const rows = places.map(({ chain, points, part, told, undoing }) => [
    ...[chain, told, undoing ? 1 : 0, part && [part.number, part.hash, part.changes]],
    points,
  ])
  return Buffer.from(JSON.stringify({ facts, tables, places: rows })).toString('base64url')
}

/** The cursor that `encodeFeedCursor` made; null where the text is none. */
export const decodeFeedCursor = (text: string): FeedCursor | null => {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    if (!isObject(value)) return null
    const { facts, tables, places } = value
    if (!isText(facts) || !isList(tables, isText) || !Array.isArray(places)) return null
    const read = places.flatMap(row => placeIn(row) ?? [])
    return read.length === places.length ? { facts, tables, places: read } : null
  } catch {
    return null
  }
}

const isText = (value: unknown): value is string => typeof value === 'string' && isStorable(value)
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0
const isPoint = (value: unknown): value is Point =>
  Array.isArray(value) && value.length === 2 && isCount(value[0]) && isText(value[1])
const isList = <T>(value: unknown, is: (item: unknown) => item is T): value is T[] =>
  Array.isArray(value) && value.every(is)

const placeIn = (row: unknown): Place | null => {
  const [chain, told, undoing, part, points] = Array.isArray(row) ? row : []
  if (!isText(chain) || !isCount(told) || !isList(points, isPoint)) return null
  if (part === null) return { chain, told, undoing: undoing === 1, part, points }
  const [number, hash, changes] = Array.isArray(part) ? part : []
  if (!isCount(number) || !isText(hash) || !isCount(changes)) return null
  return { chain, told, undoing: undoing === 1, part: { number, hash, changes }, points }
}
