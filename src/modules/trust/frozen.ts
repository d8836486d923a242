/** What holds all day: credit and the weights that opinions had in the morning; as stored, or computed under other rules. */
import { sql } from 'kysely'
import { type Asks, ask, askEach, known } from '../../core/asks.ts'
import { hasId, reads } from '../../core/asOf.ts'
import { chainOfAgent } from '../../core/ids.ts'
import { behind, type Order } from '../../core/page.ts'
import type { When } from '../../core/snapshot.ts'
import type { TrustPolicy } from '../../core/trustPolicy.ts'
import { naturalToText } from '../../core/uint256.ts'
import { type Derived, rankOf } from './derivedRows.ts'
import { type Dawn, economyAt, isOneOf, type Said } from './evidence.ts'
import type { Sources } from './score/credit.ts'
import { type Flow, type Source, weighed } from './score/economy.ts'
import type { Siblings } from './score/score.ts'
import type { TrustDerived } from './tables.ts'
import { changed, changedOperators, type Modes, operatorFrom, type Tallies, tallyFrom } from './tallies.ts'
import type { Credit } from './weighing.ts'

export type Frozen = {
  /** Where the credit of reviewers comes from; those without credit are not in it. */
  sources(raters: Iterable<string>): Asks<ReadonlyMap<string, Modes<readonly Source[]>>>
  /** The weights of opinions; those without are not in it. */
  weights(opinions: Iterable<string>): Asks<ReadonlyMap<string, Modes<bigint>>>
  /** The first so many opinions of an agent behind a cursor, by what they are in the sum, the greatest first. */
  top(agent: string, strict: boolean, after: readonly string[] | null, most: number): Asks<readonly Ranked[]>
  tallies(agents: Iterable<string>): Asks<Tallies>
  /** The sums of all agents of operators. */
  operators(operators: Iterable<string>): Asks<ReadonlyMap<string, Modes<Siblings>>>
}

/** An opinion by its id, and its weight as the sums of the morning took it. */
export type Ranked = { readonly id: string; readonly grown: string; readonly weight: bigint }

const { db, at } = reads<TrustDerived>()

const GROWN: Order<'grown' | 'id'> = { columns: ['grown', 'id'], descending: true }
const GROWN_STRICT: Order<'grown_strict' | 'id'> = { columns: ['grown_strict', 'id'], descending: true }
const NOTHING = naturalToText(0n)

/** As the store derived it; `days`: the day that is asked about. */
export const stored = (days: When): Frozen => ({
  *sources(raters) {
    const rows = yield* askEach(raters, some =>
      db.selectFrom(at(days, 'credit_source', 'c', sql`rater in (${sql.join(some)})`)).selectAll('c'),
    )
    return new Map(
      [...Map.groupBy(rows, ({ rater }) => rater)].map(([rater, own]) => {
        const of = (second: 'second' | 'second_strict'): Source[] =>
          own.flatMap(row => [...sourceOf(row, 1, row.first), ...sourceOf(row, 2, row[second])])
        return [rater, { plain: of('second'), strict: of('second_strict') }]
      }),
    )
  },
  *weights(opinions) {
    const rows = yield* askEach(opinions, some =>
      db.selectFrom(at(days, 'weight', 'v', hasId(some, chainOfAgent))).select(['v.id', 'v.plain', 'v.strict']),
    )
    return new Map(rows.map(({ id, plain, strict }) => [id, { plain: BigInt(plain), strict: BigInt(strict) }]))
  },
  *top(agent, strict, after, most) {
    const [order, grown, weight] = strict
      ? ([GROWN_STRICT, 'w.grown_strict', 'w.strict'] as const)
      : ([GROWN, 'w.grown', 'w.plain'] as const)
    const query = db
      .selectFrom(at(days, 'weight', 'w'))
      .select(['w.id', `${grown} as grown`, `${weight} as weight`])
      .where('w.agent', '=', agent)
      .where(grown, '>', NOTHING)
      .orderBy(grown, 'desc')
      .orderBy('w.id', 'desc')
      .limit(most)
    const rows = yield* ask(after ? query.where(behind<string>(order, after)) : query)
    return rows.map(row => ({ ...row, weight: BigInt(row.weight) }))
  },
  *tallies(agents) {
    const rows = yield* askEach(agents, some =>
      db.selectFrom(at(days, 'tally', 't', sql`agent in (${sql.join(some)})`)).selectAll('t'),
    )
    return new Map(rows.map(row => [row.id, tallyFrom(row)]))
  },
  *operators(operators) {
    const rows = yield* askEach(operators, some =>
      db.selectFrom(at(days, 'operator_tally', 't', isOneOf(days, some))).selectAll('t'),
    )
    return new Map(rows.map(row => [row.id, operatorFrom(row).all]))
  },
})

const sourceOf = (row: Pick<Source, 'rater' | 'operator'>, level: Source['level'], amount: number): Source[] =>
  amount > 0 ? [{ rater: row.rater, operator: row.operator, level, amount: BigInt(amount) }] : []

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
export const inMemory = ({ sources, weighed, tallies, operators }: Derived, { parameters }: TrustPolicy): Frozen => {
  const weights = new Map(weighed.map(({ said, all }) => [said.id, all]))
  const byAgent = Map.groupBy(weighed, ({ said }) => said.agent)
  const talliesOf = Map.groupBy(tallies.values(), ({ agent }) => agent)
  return {
    sources: raters =>
      known(
        new Map(
          [...new Set(raters)].flatMap(rater => {
            const credit = sources.get(rater)
            return credit ? [[rater, levels(rater, credit)] as const] : []
          }),
        ),
      ),
    weights: () => known(weights),
    top: (agent, isStrict, after, most) => {
      const [last, lastId] = after ?? []
      const ranked = (byAgent.get(agent) ?? []).map(({ said, all }) => {
        const weight = isStrict ? all.strict : all.plain
        return { id: said.id, weight, grown: rankOf(said, weight, parameters) }
      })
      const behindIt = ranked.filter(
        ({ id, grown, weight }) =>
          weight > 0n && (last === undefined || grown < last || (grown === last && id < (lastId ?? ''))),
      )
      return known(behindIt.sort(byRank).slice(0, most))
    },
    tallies: agents =>
      known(new Map([...new Set(agents)].flatMap(a => (talliesOf.get(a) ?? []).map(tally => [tally.id, tally])))),
    operators: () => known(new Map([...operators].map(([id, { all }]) => [id, all]))),
  }
}

const levels = (rater: string, { first, all }: Credit): Modes<Source[]> => {
  const of = (sources: Sources): Source[] =>
    Array.from(sources, ([operator, amount]) => ({ rater, operator, level: first.has(operator) ? 1 : 2, amount }))
  return { plain: of(all.plain), strict: of(all.strict) }
}

/** The greatest first. */
export const byRank = (a: Pick<Ranked, 'grown' | 'id'>, b: Pick<Ranked, 'grown' | 'id'>): number =>
  a.grown === b.grown ? (a.id > b.id ? -1 : 1) : a.grown > b.grown ? -1 : 1
