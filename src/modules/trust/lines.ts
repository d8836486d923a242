/** The lines that a score is the sum of, the greatest first: what the morning ranked, and what was said since. */
import { type Asks, askEach } from '../../core/asks.ts'
import { hasId, reads } from '../../core/asOf.ts'
import { chainOfAgent } from '../../core/ids.ts'
import { rankOf } from './derivedRows.ts'
import { type Said, saidOf, tenuresOf } from './evidence.ts'
import { byRank } from './frozen.ts'
import { answersTo, changesOf, type ListedAnswer } from './heard.ts'
import { grownAt, heard } from './score/answers.ts'
import { growth } from './score/decay.ts'
import type { Score } from './score/score.ts'
import type { Today } from './scores.ts'
import type { TrustFacts } from './tables.ts'

const { db, at } = reads<TrustFacts>()

export type Line = {
  readonly spoken:
    | { readonly kind: 'FEEDBACK'; readonly said: Said }
    | { readonly kind: 'VALIDATION'; readonly said: ListedAnswer }
  /** In millionths of a dollar of the day it was said. */
  readonly weight: bigint
  /** As the sums take it now. */
  readonly grown: bigint
  /** What it is ranked by: the same as of the morning, as sortable text, and its id. */
  readonly rank: { readonly grown: string; readonly id: string }
}

/** Up to so many lines of an agent behind a cursor: the rank of a line. */
export function* linesOf(
  today: Today,
  agent: string,
  strict: boolean,
  score: Score,
  after: readonly string[] | null,
  most: number,
): Asks<Line[]> {
  const { now, dawn, frozen } = today
  const { parameters } = dawn.policy
  const changes = yield* changesOf(today, [agent])
  const salesToday = yield* salesSince(today, agent)
  const lineOf = (spoken: Line['spoken'], weight: bigint): Line => {
    const { id, quality, day, sales } = spoken.said
    const atDawn = { quality, day, sales: Math.max(0, sales - salesToday) }
    const rank = { id, grown: rankOf(atDawn, weight, parameters) }
    return { spoken, weight, grown: grownAt(weight, quality, day, sales, parameters), rank }
  }
  const fresh = changes.come.map(({ said, all }) => lineOf({ kind: 'FEEDBACK', said }, strict ? all.strict : all.plain))
  const g = growth(dawn.day, parameters.halfLife)
  const answers = heard(yield* answersTo(today, [agent]), score.quality.reviewers, g, parameters)
  const answered = answers.map(({ answer, weight }) => lineOf({ kind: 'VALIDATION', said: answer }, weight))

  const moved = new Set(changes.out.map(({ said }) => said.id))
  const ranked = (yield* frozen.top(agent, strict, after, most + moved.size)).filter(({ id }) => !moved.has(id))
  const weights = new Map(ranked.map(({ id, weight }) => [id, weight]))
  const rows = yield* askEach(weights.keys(), some =>
    db.selectFrom(at(now, 'opinion', 'o', hasId(some, chainOfAgent))).selectAll('o'),
  )
  const standing = (yield* saidOf(now, rows)).map(said =>
    lineOf({ kind: 'FEEDBACK', said }, weights.get(said.id) ?? 0n),
  )
  const [grown = '', id = ''] = after ?? []
  const last = { grown, id }
  return [...fresh, ...answered, ...standing]
    .filter(({ weight, rank }) => weight > 0n && (after === null || byRank(last, rank) < 0))
    .sort((a, b) => byRank(a.rank, b.rank))
    .slice(0, most)
}

/** How often the agent was sold since the morning. */
function* salesSince({ now, dawn }: Today, agent: string): Asks<number> {
  const later = yield* tenuresOf(now, [agent])
  const earlier = yield* tenuresOf(dawn.when, [agent])
  return (later.get(agent)?.sales ?? 0) - (earlier.get(agent)?.sales ?? 0)
}
