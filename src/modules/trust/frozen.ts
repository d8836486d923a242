/** What holds all day: credit and the weights that opinions had in the morning; as stored, or computed under other rules. */
import { sql } from 'kysely'
import { type Asks, askEach, known } from '../../core/asks.ts'
import { hasId, reads } from '../../core/asOf.ts'
import { chainOfAgent } from '../../core/ids.ts'
import type { When } from '../../core/snapshot.ts'
import { type Dawn, economyAt, type Said, tenuresOf } from './evidence.ts'
import type { Sources } from './score/credit.ts'
import { type Weighed, weighed } from './score/economy.ts'
import type { Siblings } from './score/score.ts'
import type { TrustDerived } from './tables.ts'
import { fromRow, operatorSums, type Tallies, tallied } from './tallies.ts'

export type Frozen = {
  /** The credit sources of reviewers; those without credit are not in it. */
  sources(raters: Iterable<string>): Asks<ReadonlyMap<string, Modes<Sources>>>
  /** The weights of opinions; those without are not in it. */
  weights(opinions: Iterable<string>): Asks<ReadonlyMap<string, Modes<bigint>>>
  tallies(agents: Iterable<string>): Asks<Tallies>
  /** The sums of all agents of operators. */
  operators(operators: Iterable<string>): Asks<ReadonlyMap<string, Modes<Siblings>>>
}

/** The same under either mode of credit. */
export type Modes<T> = { readonly plain: T; readonly strict: T }

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
      db.selectFrom(at(days, 'weight', 'w', hasId(some, chainOfAgent))).select(['w.id', 'w.weight', 'w.weight_strict']),
    )
    return new Map(
      rows.map(({ id, weight, weight_strict }) => [id, { plain: BigInt(weight), strict: BigInt(weight_strict) }]),
    )
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

/** Everything that a policy says of the opinions of a morning. */
export type Computed = {
  readonly opinions: readonly Said[]
  readonly modes: Modes<Weighed>
  readonly weights: readonly { readonly said: Said; readonly weight: bigint; readonly strict: bigint }[]
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
  return { opinions, modes, weights, tallies, operators }
}

/** The same questions, of what was computed. */
export const inMemory = ({ modes, weights, tallies, operators }: Computed): Frozen => {
  const byRater = (of: Weighed) => Map.groupBy(of.sources, ({ rater }) => rater)
  const [plain, strict] = [byRater(modes.plain), byRater(modes.strict)]
  const sourcesOf = (sources: ReturnType<typeof byRater>, rater: string): Sources => {
    const sums = new Map<string, bigint>()
    for (const { operator, amount } of sources.get(rater) ?? []) sums.set(operator, (sums.get(operator) ?? 0n) + amount)
    return sums
  }
  const byId = new Map(weights.map(({ said, weight, strict }) => [said.id, { plain: weight, strict }]))
  return {
    sources: raters => {
      const credited = [...new Set(raters)].filter(rater => plain.has(rater) || strict.has(rater))
      return known(new Map(credited.map(r => [r, { plain: sourcesOf(plain, r), strict: sourcesOf(strict, r) }])))
    },
    weights: () => known(byId),
    tallies: agents => {
      const wanted = new Set(agents)
      return known(new Map([...tallies].filter(([, { agent }]) => wanted.has(agent))))
    },
    operators: () => known(operators),
  }
}
