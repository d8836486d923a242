/** What holds all day: credit and the weights that opinions had in the morning; as stored, or computed under other rules. */
import { sql } from 'kysely'
import { type Asks, askEach, known } from '../../core/asks.ts'
import { hasId, reads } from '../../core/asOf.ts'
import { chainOfAgent } from '../../core/ids.ts'
import type { When } from '../../core/snapshot.ts'
import type { Derived } from './derivedRows.ts'
import { type Dawn, economyAt, type Said } from './evidence.ts'
import type { Credit } from './heard.ts'
import type { Sources } from './score/credit.ts'
import { type Flow, type Source, weighed } from './score/economy.ts'
import type { Siblings } from './score/score.ts'
import type { TrustDerived } from './tables.ts'
import { changed, changedOperators, type Modes, operatorFrom, type Tallies, tallyFrom } from './tallies.ts'

export type Frozen = {
  /** The credit sources of reviewers; those without credit are not in it. */
  sources(raters: Iterable<string>): Asks<ReadonlyMap<string, Modes<Sources>>>
  /** The weights of opinions; those without are not in it. */
  weights(opinions: Iterable<string>): Asks<ReadonlyMap<string, Modes<bigint>>>
  tallies(agents: Iterable<string>): Asks<Tallies>
  /** The sums of all agents of operators. */
  operators(operators: Iterable<string>): Asks<ReadonlyMap<string, Modes<Siblings>>>
}

const { db, at } = reads<TrustDerived>()

/** As the store derived it; `days`: the day that is asked about. */
export const stored = (days: When): Frozen => ({
  *sources(raters) {
    const rows = yield* askEach(raters, some =>
      db.selectFrom(at(days, 'credit_source', 'c', sql`rater in (${sql.join(some)})`)).selectAll('c'),
    )
    return new Map(
      [...Map.groupBy(rows, ({ rater }) => rater)].map(([rater, own]) => {
        const of = (amount: (row: (typeof own)[number]) => number): Sources =>
          new Map(own.map(row => [row.operator, BigInt(amount(row))]))
        const modes = { plain: of(r => r.first + r.second), strict: of(r => r.first + r.second_strict) }
        return [rater, modes]
      }),
    )
  },
  *weights(opinions) {
    const rows = yield* askEach(opinions, some =>
      db.selectFrom(at(days, 'weight', 'v', hasId(some, chainOfAgent))).select(['v.id', 'v.plain', 'v.strict']),
    )
    return new Map(rows.map(({ id, plain, strict }) => [id, { plain: BigInt(plain), strict: BigInt(strict) }]))
  },
  *tallies(agents) {
    const rows = yield* askEach(agents, some =>
      db.selectFrom(at(days, 'tally', 't', sql`agent in (${sql.join(some)})`)).selectAll('t'),
    )
    return new Map(rows.map(row => [row.id, tallyFrom(row)]))
  },
  *operators(operators) {
    const rows = yield* askEach(operators, some =>
      db.selectFrom(at(days, 'operator_tally', 't', sql`id in (${sql.join(some)})`)).selectAll('t'),
    )
    return new Map(rows.map(row => [row.id, operatorFrom(row).all]))
  },
})

/** What a policy makes of the payments and opinions of a morning, all at once. */
export function* computed(dawn: Dawn, without: ReadonlySet<string> = new Set()): Asks<Derived> {
  const { day, policy } = dawn
  const { parameters } = policy
  const all = yield* economyAt(dawn)
  const opinions = (all.opinions as readonly Said[]).filter(({ rater }) => !without.has(rater))
  const by = (strict: boolean) => weighed({ ...all, opinions }, day, parameters, { strict })
  const modes = { plain: by(false), strict: by(true) }
  const each = <T>(of: (mode: ReturnType<typeof by>) => T): Modes<T> => ({
    plain: of(modes.plain),
    strict: of(modes.strict),
  })
  const heard = opinions.flatMap(said => {
    const one = {
      said,
      all: each(({ weights }) => weights.get(said.id) ?? 0n),
      first: each(({ first }) => first.get(said.id) ?? 0n),
    }
    return one.all.plain + one.all.strict + one.first.plain + one.first.strict > 0n ? [one] : []
  })
  const flows = [...modes.plain.flows.keys()].flatMap(id => {
    const of = (amount: (flow: Flow) => bigint) =>
      each(({ flows }) => {
        const flow = flows.get(id)
        return flow ? amount(flow) : 0n
      })
    const inflow = of(flow => flow.inflow)
    const taking = modes.plain.flows.get(id)?.taking ?? 0n
    return inflow.plain + inflow.strict > 0n ? [[id, { taking, inflow, passed: of(flow => flow.passed) }] as const] : []
  })
  return {
    sources: creditsOf(each(({ sources }) => sources)),
    weighed: heard,
    tallies: changed(new Map(), [], heard, parameters),
    operators: changedOperators(new Map(), [], heard, parameters),
    flows: new Map(flows),
    seeds: { takings: modes.plain.takings, limit: modes.plain.limit },
  }
}

const creditsOf = ({ plain, strict }: Modes<readonly Source[]>): Map<string, Credit> => {
  const credits = new Map<string, { first: Map<string, bigint>; all: Modes<Map<string, bigint>> }>()
  const put = ({ rater, operator, level, amount }: Source, mode: keyof Modes<unknown>) => {
    const credit = credits.get(rater) ?? { first: new Map(), all: { plain: new Map(), strict: new Map() } }
    credits.set(rater, credit)
    credit.all[mode].set(operator, amount)
    if (level === 1) credit.first.set(operator, amount)
  }
  for (const source of plain) put(source, 'plain')
  for (const source of strict) put(source, 'strict')
  return credits
}

/** The same questions, of what was computed. */
export const inMemory = ({ sources, weighed, tallies, operators }: Derived): Frozen => {
  const some = <T, U>(ids: Iterable<string>, of: ReadonlyMap<string, T>, as: (value: T) => U) =>
    known(
      new Map(
        [...new Set(ids)].flatMap(id => {
          const value = of.get(id)
          return value === undefined ? [] : [[id, as(value)] as const]
        }),
      ),
    )
  const weights = new Map(weighed.map(({ said, all }) => [said.id, all]))
  return {
    sources: raters => some(raters, sources, ({ all }) => all),
    weights: opinions => some(opinions, weights, all => all),
    tallies: agents => {
      const wanted = new Set(agents)
      return known(new Map([...tallies].filter(([, { agent }]) => wanted.has(agent))))
    },
    operators: ids => some(ids, operators, ({ all }) => all),
  }
}
