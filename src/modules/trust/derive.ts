/** The credit of the day: where it comes from, what each opinion weighs by it, and the sums of these for each agent. */
import { type Asks, ask } from '../../core/asks.ts'
import { reads } from '../../core/asOf.ts'
import type { Change, Row } from '../../core/change.ts'
import type { Morning } from '../../core/module.ts'
import type { TrustPolicy } from '../../core/trustPolicy.ts'
import { type Computed, computed, rankOf } from './frozen.ts'
import type { TrustDerived } from './tables.ts'
import { rowOf } from './tallies.ts'

const { db } = reads<TrustDerived>()
const TABLES = ['credit_source', 'weight', 'tally', 'operator_tally', 'seed_flow'] as const

type Rows = { readonly [N in (typeof TABLES)[number]]: readonly TrustDerived[N][] }

/** Computes every derived row of the day, and drops those that are no longer. */
export function* deriveDay({ chain, day, before }: Morning, policy: TrustPolicy): Asks<Change<Record<string, Row>>[]> {
  const rows = rowsOf(yield* computed({ when: before, chain, day, policy }))
  const changes: Change<Record<string, Row>>[] = []
  for (const table of TABLES) {
    const ids = new Set(rows[table].map(({ id }) => id))
    const standing = yield* ask(db.selectFrom(table).select('id').where('chain', '=', chain))
    for (const { id } of standing) if (!ids.has(id)) changes.push({ drop: table, id })
    for (const row of rows[table]) changes.push({ put: table, row })
  }
  return changes
}

const rowsOf = ({ dawn, modes, weights, tallies, operators }: Computed): Rows => ({
  credit_source: sourceRows(modes),
  weight: weights.map(({ said, weight, strict }) => ({
    id: said.id,
    agent: said.agent,
    rater: said.rater,
    weight: Number(weight),
    weight_strict: Number(strict),
    grown: rankOf(said, weight, dawn),
    grown_strict: rankOf(said, strict, dawn),
  })),
  tally: Array.from(tallies.values(), rowOf),
  operator_tally: Array.from(operators, ([id, { plain, strict }]) => ({
    id,
    w: `${plain.w}`,
    m: `${plain.m}`,
    w_strict: `${strict.w}`,
    m_strict: `${strict.m}`,
  })),
  seed_flow: Array.from(modes.plain.takings, ([id, taking]) => ({
    id,
    taking: Number(taking),
    most: Number(modes.plain.limit),
  })),
})

const sourceRows = ({ plain, strict }: Computed['modes']): TrustDerived['credit_source'][] => {
  const rows = new Map<string, TrustDerived['credit_source']>()
  const rowFor = ({ rater, operator }: { rater: string; operator: string }) => {
    const id = `${rater}/${operator}`
    const row = rows.get(id) ?? { id, rater, operator, first: 0, second: 0, second_strict: 0 }
    rows.set(id, row)
    return row
  }
  for (const source of plain.sources) rowFor(source)[source.level === 1 ? 'first' : 'second'] += Number(source.amount)
  for (const source of strict.sources) if (source.level === 2) rowFor(source).second_strict += Number(source.amount)
  return [...rows.values()]
}
