/** What contracts were found to say of themselves: the last pass of each kind, and the one under way. */
import { type Program, run } from './statement.ts'

/** `holds` and `differs`: one endpoint said so; `proved`: by the root of the state; `unproved`: the same words, without proof. */
export type Outcome = 'holds' | 'differs' | 'proved' | 'unproved'

export type TailCheckRow = {
  readonly chain: string
  readonly contract: string
  readonly kind: string
  readonly outcome: Outcome | null
  readonly detail: string | null
  readonly block: number | null
  readonly checked: number
  readonly differing: number
  readonly at: number | null
  readonly next_key: string
  readonly next_block: number | null
  readonly next_checked: number
  readonly next_differing: number
  readonly due: number
}

const COLUMNS = [
  ...['outcome', 'detail', 'block', 'checked', 'differing', 'at'],
  ...['next_key', 'next_block', 'next_checked', 'next_differing', 'due'],
] as const

/** The row of a check, as it stands or before its first pass. */
export function* tailCheck(chain: string, contract: string, kind: string): Program<TailCheckRow> {
  const [row] = yield* run<TailCheckRow>('select * from tail_check where chain = ? and contract = ? and kind = ?', [
    chain,
    contract,
    kind,
  ])
  const unbegun = { next_key: '', next_block: null, next_checked: 0, next_differing: 0, due: 0 }
  const unknown = { outcome: null, detail: null, block: null, checked: 0, differing: 0, at: null }
  return row ?? { chain, contract, kind, ...unknown, ...unbegun }
}

/** Keeps the row of a check. */
export function* keepTailCheck(row: TailCheckRow): Program<void> {
  yield* run(
    `insert into tail_check (chain, contract, kind, ${COLUMNS.join(', ')})
     values (${Array.from({ length: 3 + COLUMNS.length }, () => '?').join(', ')})
     on conflict (chain, contract, kind) do update set ${COLUMNS.map(name => `${name} = excluded.${name}`).join(', ')}`,
    [row.chain, row.contract, row.kind, ...COLUMNS.map(name => row[name] as string | number | null)],
  )
}

/** Has every check of a contract begin anew at once: what it was held against has changed. */
export function* checkAgain(chain: string, contract: string): Program<void> {
  yield* run(
    `update tail_check set due = 0, next_key = '', next_block = null, next_checked = 0, next_differing = 0
      where chain = ? and contract = ?`,
    [chain, contract],
  )
}
