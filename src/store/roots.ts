/**
 * Rolling roots in three layers, one value for each block that has kept logs: L0 of the raw logs, L1 of the events that
 * they decode to, L2 of the fact rows that began and ended. The root of a layer after a block is the SHA-256 of lines of
 * UTF-8 text, joined by line feeds: the root before, the hash of the block, and what the block adds, each an RFC 8785 JSON
 * array. They depend on the chain, its contracts and the rules, and on nothing else.
 */

import type { Log } from '../core/block.ts'
import type { LogAct, Value } from '../core/change.ts'
import { digest } from '../core/digest.ts'
import type { Reader } from '../core/snapshot.ts'
import { compareText } from '../core/text.ts'
import type { FactTable, Written } from './fold.ts'
import { insert, type Program, run } from './statement.ts'

export type Layers = { readonly l0: string; readonly l1: string; readonly l2: string }

/** What the roots of a chain are about. */
export type Basis = {
  /** Kind, address and subject of each contract that is read. */
  readonly contracts: readonly string[]
  /** What names the rules by which logs become rows. */
  readonly rules: string
}

/** The roots of a chain after a height. */
export type Commitment = Layers &
  Basis & {
    readonly chain: string
    /** The newest block at or below the height that has kept logs; null: there is none. */
    readonly block: { readonly number: number; readonly hash: string } | null
  }

/** Folded blocks: their logs in order, what these mean, and the rows that the fold wrote. */
type Folded = {
  readonly logs: readonly Log[]
  readonly acts: readonly LogAct[]
  readonly written: readonly Written[]
}

/** The tables whose rows are the third layer, and what the names of the roots' own end in. */
type Rooted = { readonly facts: ReadonlyMap<string, FactTable>; readonly suffix: string }

/** Continues the roots of a chain over blocks above all that have one. There are none where none were begun. */
export function* extendRoots({ facts, suffix }: Rooted, chain: string, { logs, acts, written }: Folded): Program<void> {
  if (logs.length === 0) return
  const before = yield* newestRoots(chain, suffix)
  if (!before) return
  let { l0, l1, l2 } = before
  const said = Map.groupBy(acts, ({ at }) => at.block)
  const turned = turnsByBlock(facts, written)
  const rows: Value[][] = []
  for (const [block, ofBlock] of Map.groupBy(logs, log => log.block)) {
    const hash = ofBlock[0]?.blockHash ?? ''
    l0 = rolled(l0, hash, ofBlock.map(rawLine))
    l1 = rolled(l1, hash, eventLines(said.get(block) ?? []))
    l2 = rolled(l2, hash, turned(block))
    rows.push([chain, block, l0, l1, l2])
  }
  yield* insert(`root${suffix}`, ['chain', 'block', 'l0', 'l1', 'l2'], rows)
}

const rolled = (before: string, blockHash: string, lines: readonly string[]): string =>
  digest([before, blockHash, ...lines].join('\n'))

const rawLine = ({ logIndex, tx, txIndex, address, topics, data }: Log): string =>
  JSON.stringify([logIndex, tx, txIndex, address, topics, data])

/** One line a log, however many modules read it. */
const eventLines = (acts: readonly LogAct[]): string[] => {
  let last = -1
  return acts.flatMap(({ at, said }) => {
    if (at.logIndex === last) return []
    last = at.logIndex
    return `[${last},${said}]`
  })
}

type Turn = { readonly table: string; readonly id: string; readonly line: string }

/** The lines of a block: each version that began in it, and each that ended in it without another to follow. */
const turnsByBlock = (tables: ReadonlyMap<string, FactTable>, written: readonly Written[]) => {
  const begun = Map.groupBy(written, ({ row }) => row.bf)
  const ended = Map.groupBy(written, ({ row }) => row.bt)
  const columnsOf = (table: string) => tables.get(table)?.columns ?? []
  return (block: number): string[] => {
    const puts = (begun.get(block) ?? []).map(({ table, row }): Turn => {
      const values = columnsOf(table).map(column => row[column] ?? null)
      return { table, id: row.id as string, line: JSON.stringify([table, ...values]) }
    })
    const replaced = new Set(puts.map(({ table, id }) => `${table} ${id}`))
    const drops = (ended.get(block) ?? []).flatMap(({ table, row }): Turn[] => {
      const id = row.id as string
      return replaced.has(`${table} ${id}`) ? [] : [{ table, id, line: JSON.stringify([table, row.chain ?? null, id]) }]
    })
    return [...puts, ...drops]
      .sort((a, b) => compareText(a.table, b.table) || compareText(a.id, b.id))
      .map(({ line }) => line)
  }
}

/** Begins the roots of these chains, in tables that were just made. */
export function* beginRoots(chains: ReadonlyMap<string, Basis>, suffix = ''): Program<void> {
  yield* insert(
    `root_basis${suffix}`,
    ['chain', 'contracts', 'rules'],
    Array.from(chains, ([chain, { contracts, rules }]) => [chain, contracts.join('\n'), rules]),
  )
}

/** Forgets the roots of a chain above a block. */
export function* rewindRoots(chain: string, block: number): Program<void> {
  yield* run('delete from root where chain = ? and block > ?', [chain, block])
}

function* newestRoots(chain: string, suffix: string): Program<Layers | undefined> {
  const [root] = yield* run<Layers>(
    `select l0, l1, l2 from root${suffix} where chain = ? order by block desc limit 1`,
    [chain],
  )
  if (root) return root
  const [row] = yield* run<BasisRow>(basisIn(suffix), [chain])
  return row && firstRoots(chain, basisOf(row))
}

type BasisRow = { readonly contracts: string; readonly rules: string }
const basisIn = (suffix: string): string => `select contracts, rules from root_basis${suffix} where chain = ?`

const basisOf = ({ contracts, rules }: BasisRow): Basis => ({
  contracts: contracts === '' ? [] : contracts.split('\n'),
  rules,
})

/** The roots before the first block. Which logs are kept is no question of the rules by which they are read. */
const firstRoots = (chain: string, { contracts, rules }: Basis): Layers => ({
  l0: digest(JSON.stringify(['l0', chain, contracts])),
  l1: digest(JSON.stringify(['l1', chain, contracts, rules])),
  l2: digest(JSON.stringify(['l2', chain, contracts, rules])),
})

/** The roots of a chain after a block; null where it was never indexed. */
export const commitmentAt = async (reader: Reader, chain: string, block: number): Promise<Commitment | null> => {
  const [row] = await reader.all<BasisRow>({ sql: basisIn(''), values: [chain] })
  if (!row) return null
  const basis = basisOf(row)
  const [root] = await reader.all<Layers & { readonly number: number; readonly hash: string }>({
    sql: `select r.l0, r.l1, r.l2, b.number, b.hash from root r join block b on b.chain = r.chain and b.number = r.block
       where r.chain = ? and r.block <= ? order by r.block desc limit 1`,
    values: [chain, block],
  })
  if (!root) return { chain, ...basis, ...firstRoots(chain, basis), block: null }
  const { l0, l1, l2, number, hash } = root
  return { chain, ...basis, l0, l1, l2, block: { number, hash } }
}
