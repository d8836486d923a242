/** Why the score of an agent differs between two moments: its lines then and now, one by one. */
import { type Asks, askEach, asked } from '../../core/asks.ts'
import { hasId, reads } from '../../core/asOf.ts'
import { chainOfAgent } from '../../core/ids.ts'
import type { Snapshot } from '../../core/snapshot.ts'
import type { TrustPolicy } from '../../core/trustPolicy.ts'
import type { ScoreCauseKind } from '../../generated/schema.ts'
import { tenuresOf } from './evidence.ts'
import { type Line, linesOf } from './lines.ts'
import { scoresToday, type Today, todayOf } from './scores.ts'
import type { TrustFacts } from './tables.ts'

const { db, at } = reads<TrustFacts>()

export type Cause = { readonly kind: ScoreCauseKind; readonly raters: readonly string[] }

/** So many lines of a score are compared, and so many reviewers named. */
const LINES_MAX = 1_000
const NAMED_MAX = 100

/** The causes, or that only time passed. */
export const causesOf = async (
  agent: string,
  between: readonly [Snapshot, Snapshot],
  policy: TrustPolicy,
  strict: boolean,
): Promise<Cause[]> => {
  const chain = chainOfAgent(agent)
  const [from, to] = between
  const [earlier, later] = [await todayOf(from, chain, policy), await todayOf(to, chain, policy)]
  if (!earlier || !later) return []
  const before = await asked(sideOf(earlier, agent, strict), from)
  const after = await asked(sideOf(later, agent, strict), to)
  const ids = new Set([...before.lines.keys(), ...after.lines.keys()])
  const spoken = [await asked(sayings(earlier, ids), from), await asked(sayings(later, ids), to)] as const
  const kindOf = (id: string): ScoreCauseKind | null => {
    const [old, now] = [before.lines.get(id), after.lines.get(id)]
    if (spoken[0].get(id) !== spoken[1].get(id)) return 'FEEDBACK'
    const [was, is] = [old?.weight ?? 0n, now?.weight ?? 0n]
    if ((old ?? now)?.spoken.kind === 'VALIDATION')
      return saying(old) === saying(now) && was === is ? null : 'VALIDATION'
    return was === is ? null : is > was ? 'CREDIT_GAINED' : 'CREDIT_LOST'
  }
  const groups = Map.groupBy(ids, kindOf)
  const raterOf = (id: string) => (after.lines.get(id) ?? before.lines.get(id))?.spoken.said.rater ?? ''
  const causes = [...groups].flatMap(([kind, own]): Cause[] =>
    kind ? [{ kind, raters: [...new Set(own.map(raterOf))].sort().slice(0, NAMED_MAX) }] : [],
  )
  if (before.sales !== after.sales) causes.push({ kind: 'SALE', raters: [] })
  causes.sort((a, b) => (a.kind < b.kind ? -1 : 1))
  return causes.length > 0 ? causes : [{ kind: 'DECAY', raters: [] }]
}

const saying = (line: Line | undefined): string => `${line?.spoken.said.quality} ${line?.spoken.said.day}`

/** The greatest lines of an agent by id, and how often it had been sold. */
function* sideOf(today: Today, agent: string, strict: boolean) {
  const scores = (yield* scoresToday(today, [agent])).get(agent)
  const lines = scores
    ? yield* linesOf(today, agent, strict, strict ? scores.strict : scores.plain, null, LINES_MAX)
    : []
  const sales = (yield* tenuresOf(today.now, [agent])).get(agent)?.sales ?? 0
  return { lines: new Map(lines.map(line => [line.rank.id, line])), sales }
}

/** What opinions say. */
function* sayings({ now }: Today, ids: Iterable<string>): Asks<Map<string, string>> {
  const rows = yield* askEach(ids, some =>
    db.selectFrom(at(now, 'opinion', 'o', hasId(some, chainOfAgent))).selectAll('o'),
  )
  return new Map(rows.map(({ id, total, eighths, day }) => [id, `${total} ${eighths} ${day}`]))
}
