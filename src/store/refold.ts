/** Tables that are folded anew beside the live ones: begun, remembered from one transaction to the next, and swapped in. */
import type { Head } from '../core/block.ts'
import type { Module } from '../core/module.ts'
import { storedHash } from './chain.ts'
import { type Fingerprints, makeTables, noteMade, remake, swapTables, tablesOf } from './migrate.ts'
import { openRepairs } from './repairs.ts'
import { type Basis, beginRoots } from './roots.ts'
import { insert, type Program, run } from './statement.ts'
import { forgetNamed, watchedDigest } from './watched.ts'

type RefoldRow = { readonly generation: number; readonly fingerprint: string; readonly tables: string }

const SORTS = ['facts', 'derived'] as const

/** What the names of the tables end in that are being folded by these rules; makes them, and drops others, if need be. */
export function* refoldingTo(
  modules: readonly Module[],
  fingerprint: string,
  roots: ReadonlyMap<string, Basis>,
): Program<string> {
  const [row] = yield* run<RefoldRow>('select * from refold')
  if (row?.fingerprint === fingerprint) return suffixOf(row.generation)
  yield* dropBegun(row)
  const generation = (row?.generation ?? 0) + 1
  const suffix = suffixOf(generation)
  const tables = SORTS.flatMap(sort => tablesOf(modules, sort, suffix))
  yield* run('insert into refold (generation, fingerprint, tables) values (?, ?, ?)', [
    generation,
    fingerprint,
    tables.join(' '),
  ])
  for (const sort of SORTS) yield* makeTables(modules, sort, suffix)
  yield* beginRoots(roots, suffix)
  return suffix
}

/** No index can be given another name: those of each making have names of their own. */
const suffixOf = (generation: number): string => `_g${generation}`

function* dropBegun(row: RefoldRow | undefined): Program<void> {
  yield* dropTables(row)
  for (const table of ['refold', 'refold_chain', 'refold_day']) yield* run(`delete from ${table}`)
}

function* dropTables(row: RefoldRow | undefined): Program<void> {
  for (const table of row?.tables.split(' ') ?? []) if (table !== '') yield* run(`drop table if exists ${table}`)
}

/** Has what is being folded begin again: logs have changed that it may have been folded from. */
export function* outdateRefold(): Program<void> {
  yield* run(`update refold set fingerprint = ''`)
}

/** The last block of a chain that is folded; null where that has left the chain, and undefined before the first. */
export function* foldedUpTo(chain: string): Program<Head | null | undefined> {
  const [folded] = yield* run<{ block: number; hash: string }>('select * from refold_chain where chain = ?', [chain])
  if (!folded) return undefined
  const stands = (yield* storedHash(chain, folded.block)) === folded.hash
  return stands ? { number: folded.block, hash: folded.hash } : null
}

/** Remembers the last block of a chain that is folded. */
export function* noteFolded(chain: string, { number, hash }: Head): Program<void> {
  yield* insert(
    'refold_chain',
    ['chain', 'block', 'hash'],
    [[chain, number, hash]],
    'on conflict (chain) do update set block = excluded.block, hash = excluded.hash',
  )
}

/** The tables that are to be made anew, and by whom: see `takePlace`. */
export type Making = {
  readonly modules: readonly Module[]
  readonly expected: Fingerprints
  readonly chains: readonly string[]
  /** The chains are written by whoever makes them. */
  readonly owns: boolean
}

/**
 * Lets the tables take the place of the live ones, which are dropped; claims of other rules are read anew. Whoever writes
 * the chains is fenced unless it does this itself, or by the same rules.
 */
export function* takePlace(making: Making, suffix: string): Program<void> {
  const { modules, expected } = making
  yield* replacing(making, function* () {
    for (const sort of SORTS) yield* swapTables(modules, sort, suffix)
    yield* run('delete from derived_day')
    yield* run('insert into derived_day (chain, day, rules) select chain, day, rules from refold_day')
    for (const sort of SORTS) yield* noteMade(modules, sort, expected[sort])
  })
  yield* endRefold()
}

/** Makes the live tables anew and has them filled, in one transaction: for what is folded as fast as it is swapped. */
export function* makeInPlace(
  making: Making,
  roots: ReadonlyMap<string, Basis>,
  fill: () => Program<void>,
): Program<void> {
  const { modules, expected } = making
  yield* replacing(making, function* () {
    for (const sort of SORTS) yield* remake(modules, sort, expected[sort])
    yield* beginRoots(roots)
    yield* fill()
  })
  const [begun] = yield* run<RefoldRow>('select * from refold')
  yield* dropTables(begun)
  yield* endRefold()
}

/** The generation stays: the indexes of the live tables may have its name. */
function* endRefold(): Program<void> {
  yield* run(`update refold set fingerprint = '', tables = ''`)
  for (const table of ['refold_chain', 'refold_day']) yield* run(`delete from ${table}`)
}

/** What goes with a replacement of the live tables by others that are of the same logs. */
function* replacing({ modules, expected, chains, owns }: Making, replace: () => Program<void>): Program<void> {
  const rules = yield* run<{ name: string; fingerprint: string }>('select name, fingerprint from rules')
  const isOf = (sort: keyof Fingerprints) =>
    rules.some(({ name, fingerprint }) => name === sort && fingerprint === expected[sort])
  const watched = new Map<string, string | null>()
  for (const chain of chains) watched.set(chain, yield* watchedDigest(chain))
  yield* replace()
  if (!isOf('claims')) yield* remakeClaims(modules, expected.claims)
  // What was read by topic was read for other addresses, or since other moments: it is to be read again.
  for (const [chain, digest] of watched) if (digest !== (yield* watchedDigest(chain))) yield* forgetNamed(chain)
  for (const chain of chains) yield* openRepairs(chain, 0)
  if (!owns && !isOf('facts')) yield* run('update chain set epoch = epoch + 1')
}

/** Has every document read anew. */
export function* remakeClaims(modules: readonly Module[], fingerprint: string): Program<void> {
  yield* remake(modules, 'claims', fingerprint)
  yield* run('update document set unread = 1 where content is not null')
}
