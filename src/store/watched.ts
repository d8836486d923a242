/** The addresses that events have made known, and what was read for them. The fold writes them; see `fold.ts`. */
import { createHash } from 'node:crypto'
import { forEachIn, type Program, run } from './statement.ts'

/** An address and the position of the event that made it known. */
export type WatchedSince = readonly [address: string, since: string]
type Row = { readonly id: string; readonly since: string }

/** Every address that a chain watches. */
export function* allWatched(chain: string): Program<WatchedSince[]> {
  return (yield* run<Row>('select id, since from watched where chain = ? order by id', [chain])).map(pair)
}

/** Those of the addresses that are watched since a block at or below this one. */
export function* watchedAmong(chain: string, addresses: readonly string[], block: number): Program<WatchedSince[]> {
  const rows = yield* forEachIn<Row>(
    addresses,
    [chain, block],
    list => `select id, since from watched where chain = ? and bf <= ? and id in (${list})`,
  )
  return rows.map(pair)
}

/** A digest of what a chain watches, where contracts were read under it; null: none was. */
export function* watchedDigest(chain: string): Program<string | null> {
  const read = yield* run(`select 1 as one from coverage where chain = ? and reach = 'watched' limit 1`, [chain])
  if (read.length === 0) return null
  return createHash('sha256')
    .update((yield* allWatched(chain)).join('\n'))
    .digest('hex')
}

/** Forgets that contracts were read for the watched addresses of a chain: they are to be read again. */
export function* forgetNamed(chain: string): Program<void> {
  yield* run(`delete from coverage where chain = ? and reach = 'watched'`, [chain])
}

const pair = ({ id, since }: Row): WatchedSince => [id, since]
