/** A day as rows: those of whoever was touched, and those that are no more. */
import { type Asks, ask, askEach } from '../../core/asks.ts'
import { reads } from '../../core/asOf.ts'
import type { Change, Row } from '../../core/change.ts'
import type { TrustParameters } from '../../core/trustPolicy.ts'
import { naturalToText } from '../../core/uint256.ts'
import type { Said } from './evidence.ts'
import { type Flow, flowRow } from './flows.ts'
import { grownAt } from './score/answers.ts'
import { type Seeds, seedRows } from './seeds.ts'
import type { CreditSourceRow, TrustDerived, WeightRow } from './tables.ts'
import { type Counted, type OperatorSums, operatorRow, tallyRow, type Weighed } from './tallies.ts'
import type { Credit } from './weighing.ts'

const { db } = reads<TrustDerived>()

export type Derived = {
  readonly sources: ReadonlyMap<string, Credit>
  readonly weighed: readonly Weighed[]
  readonly tallies: ReadonlyMap<string, Counted>
  readonly operators: ReadonlyMap<string, OperatorSums>
  readonly flows: ReadonlyMap<string, Flow>
  readonly seeds: Seeds
}

/** The rows of what was derived. */
export const rowsOf = (
  { sources, weighed, tallies, operators, flows, seeds }: Derived,
  parameters: TrustParameters,
): { readonly [N in keyof TrustDerived]: readonly TrustDerived[N][] } => ({
  credit_source: [...sources].flatMap(([rater, credit]) => sourceRows(rater, credit)),
  weight: weighed.map(one => weightRow(one, parameters)),
  tally: Array.from(tallies.values(), tallyRow),
  operator_tally: Array.from(operators, ([id, sums]) => operatorRow(id, sums)),
  operator_flow: Array.from(flows, ([id, flow]) => flowRow(id, flow)),
  seed_flow: seedRows(seeds),
})

const sourceRows = (rater: string, { first, all }: Credit): CreditSourceRow[] =>
  [...new Set([...all.plain.keys(), ...all.strict.keys()])].map(operator => {
    const own = first.get(operator) ?? 0n
    return {
      id: `${rater}/${operator}`,
      rater,
      operator,
      first: Number(own),
      second: Number((all.plain.get(operator) ?? 0n) - own),
      second_strict: Number((all.strict.get(operator) ?? 0n) - own),
    }
  })

const weightRow = ({ said, all, first }: Weighed, parameters: TrustParameters): WeightRow => ({
  id: said.id,
  agent: said.agent,
  rater: said.rater,
  plain: Number(all.plain),
  strict: Number(all.strict),
  first: Number(first.plain),
  first_strict: Number(first.strict),
  grown: rankOf(said, all.plain, parameters),
  grown_strict: rankOf(said, all.strict, parameters),
})

/** A weight as the sums of its morning take it: what opinions are ranked by. */
export const rankOf = (
  { quality, day, sales }: Pick<Said, 'quality' | 'day' | 'sales'>,
  weight: bigint,
  parameters: TrustParameters,
): string => naturalToText(grownAt(weight, quality, day, sales, parameters))

/** The ids of the rows that stand of what was touched: of some reviewers and agents; null: of everything. */
export type Touched = {
  readonly raters: ReadonlySet<string>
  readonly tallies: Iterable<string>
  readonly operators: Iterable<string>
  readonly flows: Iterable<string>
} | null

/** The changes that make the tables of a chain say what was derived. */
export function* changesTo(
  chain: string,
  rows: ReturnType<typeof rowsOf>,
  touched: Touched,
): Asks<Change<Record<string, Row>>[]> {
  const changes: Change<Record<string, Row>>[] = []
  for (const table of Object.keys(rows) as (keyof TrustDerived)[]) {
    const ids = new Set(rows[table].map(({ id }) => id))
    for (const id of yield* standing(chain, table, touched)) if (!ids.has(id)) changes.push({ drop: table, id })
    for (const row of rows[table]) changes.push({ put: table, row })
  }
  return changes
}

function* standing(chain: string, table: keyof TrustDerived, touched: Touched): Asks<Iterable<string>> {
  const all = db.selectFrom(table).select('id').where('chain', '=', chain)
  if (!touched) return (yield* ask(all)).map(({ id }) => id)
  if (table === 'credit_source' || table === 'weight') {
    const rows = yield* askEach(touched.raters, some =>
      db.selectFrom(table).select('id').where('chain', '=', chain).where('rater', 'in', some),
    )
    return rows.map(({ id }) => id)
  }
  if (table === 'tally') return touched.tallies
  if (table === 'operator_tally') return touched.operators
  return table === 'operator_flow' ? touched.flows : []
}
