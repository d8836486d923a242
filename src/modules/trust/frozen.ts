/** What holds all day: credit and the weights that opinions had in the morning; as stored, or computed under other rules. */
import { sql } from 'kysely'
import { type Asks, ask, askEach, known } from '../../core/asks.ts'
import { hasId, reads } from '../../core/asOf.ts'
import { chainOfAgent } from '../../core/ids.ts'
import { behind, type Order } from '../../core/page.ts'
import type { When } from '../../core/snapshot.ts'
import { uint256ToText } from '../../core/uint256.ts'
import { type Dawn, economyAt, type Said, tenuresOf } from './evidence.ts'
import { grownAt } from './score/answers.ts'
import { type Source, type Weighed, weighed } from './score/economy.ts'
import type { Siblings } from './score/score.ts'
import type { TrustDerived } from './tables.ts'
import { fromRow, operatorSums, type Tallies, tallied, type Weight } from './tallies.ts'

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

/** The same under either mode of credit. */
export type Modes<T> = { readonly plain: T; readonly strict: T }

/** An opinion by its id, and its weight as the sums of the morning took it, as 64 hex digits. */
export type Ranked = { readonly id: string; readonly grown: string; readonly weight: bigint }

const { db, at } = reads<TrustDerived>()

const GROWN: Order<'grown' | 'id'> = { columns: ['grown', 'id'], descending: true }
const GROWN_STRICT: Order<'grown_strict' | 'id'> = { columns: ['grown_strict', 'id'], descending: true }
const NOTHING = uint256ToText(0n)

/** As the store derived it; `days`: the day that is asked about. */
export const stored = (days: When): Frozen => ({
  *sources(raters) {
    const rows = yield* askEach(raters, some =>
      db.selectFrom(at(days, 'credit_source', 'c', sql`rater in (${sql.join(some)})`)).selectAll('c'),
    )
    return new Map(
      [...Map.groupBy(rows, ({ rater }) => rater)].map(([rater, own]) => {
        const of = (second: 'second' | 'second_strict'): Source[] =>
          own.flatMap(row => [
            ...sourceOf(row, 1, row.first), //
            ...sourceOf(row, 2, row[second]),
          ])
        return [rater, { plain: of('second'), strict: of('second_strict') }]
      }),
    )
  },
  *weights(opinions) {
    const rows = yield* askEach(opinions, some =>
      db.selectFrom(at(days, 'weight', 'w', hasId(some, chainOfAgent))).select(['w.id', 'w.weight', 'w.weight_strict']),
    )
    return new Map(
      rows.map(({ id, weight, weight_strict }) => [id, { plain: BigInt(weight), strict: BigInt(weight_strict) }]),
    )
  },
  *top(agent, strict, after, most) {
    const [order, grown, weight] = strict
      ? ([GROWN_STRICT, 'w.grown_strict', 'w.weight_strict'] as const)
      : ([GROWN, 'w.grown', 'w.weight'] as const)
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
    return new Map(rows.map(row => [row.id, fromRow(row)]))
  },
  *operators(operators) {
    const rows = yield* askEach(operators, some =>
      db.selectFrom(at(days, 'operator_tally', 't', sql`id in (${sql.join(some)})`)).selectAll('t'),
    )
    return new Map(
      rows.map(({ id, w, m, w_strict, m_strict }) => [
        id,
        { plain: { w: BigInt(w), m: BigInt(m) }, strict: { w: BigInt(w_strict), m: BigInt(m_strict) } },
      ]),
    )
  },
})

const sourceOf = (row: Pick<Source, 'rater' | 'operator'>, level: Source['level'], amount: number): Source[] =>
  amount > 0 ? [{ rater: row.rater, operator: row.operator, level, amount: BigInt(amount) }] : []

/** Everything that a policy says of the opinions of a morning. */
export type Computed = {
  readonly dawn: Dawn
  readonly opinions: readonly Said[]
  readonly modes: Modes<Weighed>
  readonly weights: readonly Weight[]
  readonly tallies: Tallies
  readonly operators: ReadonlyMap<string, Modes<Siblings>>
}

/** Computes it from payments and opinions, those of `without` left out. */
export function* computed(dawn: Dawn, without: ReadonlySet<string> = new Set()): Asks<Computed> {
  const { when, day, policy } = dawn
  const all = yield* economyAt(dawn)
  const opinions = (all.opinions as readonly Said[]).filter(({ rater }) => !without.has(rater))
  const economy = { ...all, opinions }
  const modes = {
    plain: weighed(economy, day, policy.parameters, { strict: false }),
    strict: weighed(economy, day, policy.parameters, { strict: true }),
  }
  const weights = opinions.flatMap(said => {
    const weight = modes.plain.weights.get(said.id) ?? 0n
    const strict = modes.strict.weights.get(said.id) ?? 0n
    return weight + strict > 0n ? [{ said, weight, strict }] : []
  })
  const tallies = tallied(weights, policy.parameters)
  const tenures = yield* tenuresOf(
    when,
    weights.map(({ said }) => said.agent),
  )
  const operators = operatorSums(tallies, agent => tenures.get(agent)?.sales ?? 0)
  return { dawn, opinions, modes, weights, tallies, operators }
}

/** A weight as the sums of its morning take it, as 64 hex digits: what opinions are ranked by. */
export const rankOf = (
  { quality, day, sales }: Pick<Said, 'quality' | 'day' | 'sales'>,
  weight: bigint,
  { policy }: Dawn,
): string => uint256ToText(grownAt(weight, quality, day, sales, policy.parameters))

/** The same questions, of what was computed. */
export const inMemory = ({ dawn, modes, weights, tallies, operators }: Computed): Frozen => {
  const byRater = (of: Weighed) => Map.groupBy(of.sources, ({ rater }) => rater)
  const [plain, strict] = [byRater(modes.plain), byRater(modes.strict)]
  const byId = new Map(weights.map(({ said, weight, strict }) => [said.id, { plain: weight, strict }]))
  const byAgent = Map.groupBy(weights, ({ said }) => said.agent)
  const talliesOf = Map.groupBy(tallies.values(), ({ agent }) => agent)
  return {
    sources: raters => {
      const credited = [...new Set(raters)].filter(rater => plain.has(rater) || strict.has(rater))
      return known(new Map(credited.map(r => [r, { plain: plain.get(r) ?? [], strict: strict.get(r) ?? [] }])))
    },
    weights: () => known(byId),
    top: (agent, isStrict, after, most) => {
      const [last, lastId] = after ?? []
      const ranked = (byAgent.get(agent) ?? []).map(({ said, weight, strict }) => {
        const own = isStrict ? strict : weight
        return { id: said.id, weight: own, grown: rankOf(said, own, dawn) }
      })
      const behindIt = ranked.filter(
        ({ id, grown, weight }) =>
          weight > 0n && (last === undefined || grown < last || (grown === last && id < (lastId ?? ''))),
      )
      return known(behindIt.sort(byRank).slice(0, most))
    },
    tallies: agents =>
      known(new Map([...new Set(agents)].flatMap(a => (talliesOf.get(a) ?? []).map(tally => [tally.id, tally])))),
    operators: () => known(operators),
  }
}

/** The greatest first. */
export const byRank = (a: Pick<Ranked, 'grown' | 'id'>, b: Pick<Ranked, 'grown' | 'id'>): number =>
  a.grown === b.grown ? (a.id > b.id ? -1 : 1) : a.grown > b.grown ? -1 : 1
