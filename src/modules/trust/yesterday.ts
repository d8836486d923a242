/** What was derived for the day before, as far as it is asked about. */
import { type Asks, ask, askEach, known } from '../../core/asks.ts'
import { hasId, reads } from '../../core/asOf.ts'
import { chainOfAgent } from '../../core/ids.ts'
import type { When } from '../../core/snapshot.ts'
import { saidOf } from './evidence.ts'
import type { CreditSourceRow, OperatorFlowRow, TrustDerived, TrustFacts } from './tables.ts'
import { type OperatorSums, operatorFrom, type Tallies, tallyFrom, type Weighed } from './tallies.ts'

const { db, at } = reads<TrustFacts & TrustDerived>()

export type Yesterday = {
  sources(raters: Iterable<string>): Asks<readonly CreditSourceRow[]>
  /** The weighed opinions of reviewers, as they stood then. */
  weighed(raters: Iterable<string>): Asks<readonly Weighed[]>
  tallies(agents: Iterable<string>): Asks<Tallies>
  operators(operators: Iterable<string>): Asks<ReadonlyMap<string, OperatorSums>>
  flows(): Asks<readonly OperatorFlowRow[]>
}

/** Of a chain; `dawn`: what held before its day. The tables hold it until today's rows are written. */
export const yesterdayOf = (chain: string, dawn: When): Yesterday => ({
  sources: raters =>
    askEach(raters, some =>
      db.selectFrom('credit_source').selectAll().where('chain', '=', chain).where('rater', 'in', some),
    ),
  *weighed(raters) {
    const rows = yield* askEach(raters, some =>
      db.selectFrom('weight').selectAll().where('chain', '=', chain).where('rater', 'in', some),
    )
    const opinions = yield* askEach(
      rows.map(({ id }) => id),
      some => db.selectFrom(at(dawn, 'opinion', 'o', hasId(some, chainOfAgent))).selectAll('o'),
    )
    const byId = new Map((yield* saidOf(dawn, opinions)).map(said => [said.id, said]))
    return rows.map(row => {
      const said = byId.get(row.id)
      if (!said) throw new Error(`the opinion ${row.id} was weighed and is not there`)
      const { plain, strict, first, first_strict } = row
      return {
        said,
        all: { plain: BigInt(plain), strict: BigInt(strict) },
        first: { plain: BigInt(first), strict: BigInt(first_strict) },
      }
    })
  },
  *tallies(agents) {
    const rows = yield* askEach(agents, some =>
      db.selectFrom('tally').selectAll().where('chain', '=', chain).where('agent', 'in', some),
    )
    return new Map(rows.map(row => [row.id, tallyFrom(row)]))
  },
  *operators(operators) {
    const rows = yield* askEach(operators, some =>
      db.selectFrom('operator_tally').selectAll().where('chain', '=', chain).where('id', 'in', some),
    )
    return new Map(rows.map(row => [row.id, operatorFrom(row)]))
  },
  flows: () => ask(db.selectFrom('operator_flow').selectAll().where('chain', '=', chain)),
})

/** Before anything was derived. */
export const nothingYet: Yesterday = {
  sources: () => known([]),
  weighed: () => known([]),
  tallies: () => known(new Map()),
  operators: () => known(new Map()),
  flows: () => known([]),
}
