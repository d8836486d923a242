/** Who is heard of an agent at a moment beside what the morning knew: opinions that changed since, and validators. */
import { sql } from 'kysely'
import { type Asks, askEach } from '../../core/asks.ts'
import { hasId, reads } from '../../core/asOf.ts'
import { chainOfAgent } from '../../core/ids.ts'
import { ownAmong, type Said, saidOf, spendsAt, tenuresOf } from './evidence.ts'
import type { Answer } from './score/answers.ts'
import { summed } from './score/economy.ts'
import { type Standing, weightOf } from './score/weigh.ts'
import type { Today } from './scores.ts'
import type { OpinionRow, TrustFacts } from './tables.ts'
import type { Modes, Weighed } from './tallies.ts'
import { groundsOf } from './weighing.ts'

const { db, at } = reads<TrustFacts>()

/** Of the opinions that changed since the morning: what they weighed then, and what they weigh now. */
export function* changesOf(
  today: Today,
  agents: readonly string[],
): Asks<{ readonly out: readonly Weighed[]; readonly come: readonly Weighed[] }> {
  const { now, dawn, frozen, without } = today
  const [morning] = dawn.when.heads
  const rows = yield* askEach(agents, some =>
    db
      .selectFrom(at(now, 'opinion', 'o', sql`agent in (${sql.join(some)}) and bf > ${morning?.number ?? -1}`))
      .selectAll('o'),
  )
  const heard = rows.filter(({ rater }) => !without.has(rater))
  if (heard.length === 0) return { out: [], come: [] }
  const sources = yield* frozen.sources(heard.map(({ rater }) => rater))
  const credited = heard.filter(({ rater }) => sources.has(rater))
  if (credited.length === 0) return { out: [], come: [] }
  const ids = credited.map(({ id }) => id)
  const weights = yield* frozen.weights(ids)
  const earlier = yield* askEach(
    ids.filter(id => weights.has(id)),
    some => db.selectFrom(at(dawn.when, 'opinion', 'o', hasId(some, chainOfAgent))).selectAll('o'),
  )
  const out = (yield* saidOf(dawn.when, earlier)).map(said => ({
    said,
    all: weights.get(said.id) ?? NONE,
    first: NONE,
  }))
  return { out, come: yield* weighedToday(today, credited) }
}

const NONE: Modes<bigint> = { plain: 0n, strict: 0n }

/** The weights of opinions as they stand now, without those of nobody and those who speak of themselves. */
function* weighedToday(today: Today, rows: readonly OpinionRow[]): Asks<Weighed[]> {
  const { now, dawn } = today
  const said = yield* saidOf(now, rows)
  const own = yield* ownAmong(now, said, dawn.policy)
  const standings = yield* standingsOf(today, said)
  return said.flatMap(opinion => {
    const modes = standings.get(opinion.id)
    if (!modes || own.has(opinion.id)) return []
    const all = {
      plain: weightOf(opinion, modes.plain, dawn.policy.parameters, { strict: false }),
      strict: weightOf(opinion, modes.strict, dawn.policy.parameters, { strict: true }),
    }
    return all.plain + all.strict > 0n ? [{ said: opinion, all, first: NONE }] : []
  })
}

/** How those who said these opinions stood in the morning. */
export function* standingsOf({ dawn, frozen }: Today, opinions: readonly Said[]): Asks<Map<string, Modes<Standing>>> {
  const raters = new Set(opinions.map(({ rater }) => rater))
  const sources = yield* frozen.sources(raters)
  const heard = yield* groundsOf(dawn, opinions, yield* spendsAt(dawn, 'payer', raters))
  return new Map(
    heard.map(({ said: { id, rater }, standing }) => {
      const { plain, strict } = sources.get(rater) ?? { plain: [], strict: [] }
      return [id, { plain: { ...standing, sources: summed(plain) }, strict: { ...standing, sources: summed(strict) } }]
    }),
  )
}

/** The latest answer of a validator that the policy lists. */
export type ListedAnswer = Answer & {
  readonly agent: string
  /** The validator. */
  readonly rater: string
  readonly facet: 'quality'
  readonly tenure: number
  /** The validation response. */
  readonly answer: string
}

/** The greatest response of a validator, and what one of it is in parts per million. */
const RESPONSE_MAX = 100
const RESPONSE_UNIT = 10_000n

/** The answers about agents of validators that the policy lists, and that are not the agents' own. */
export function* answersTo({ now, dawn }: Today, agents: readonly string[]): Asks<ListedAnswer[]> {
  const credits = new Map(dawn.policy.validators.map(({ address, credit }) => [address, credit]))
  if (credits.size === 0) return []
  const rows = yield* askEach(agents, some =>
    db
      .selectFrom(
        at(
          now,
          'validator_answer',
          'v',
          sql`agent in (${sql.join(some)}) and validator in (${sql.join([...credits.keys()])})`,
        ),
      )
      .selectAll('v'),
  )
  const tenures = yield* tenuresOf(
    now,
    rows.map(({ agent }) => agent),
  )
  const said = rows.flatMap(({ id, agent, validator, answer, response, sales, day }) => {
    const tenure = tenures.get(agent)
    const credit = credits.get(validator)
    if (!tenure || credit === undefined) return []
    const quality = BigInt(Math.min(RESPONSE_MAX, response)) * RESPONSE_UNIT
    const since = Math.max(0, tenure.sales - sales)
    const spoken = { id, agent, rater: validator, facet: 'quality' as const, quality, day, tenure: sales, sales: since }
    return [{ ...spoken, answer, credit, operator: tenure.operator }]
  })
  const own = yield* ownAmong(now, said, dawn.policy)
  return said.filter(({ id }) => !own.has(id))
}
