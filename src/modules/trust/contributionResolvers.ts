/** GraphQL fields of the lines of a score: what counts, with what is behind it, and what does not. */
import { asked } from '../../core/asks.ts'
import { DAY } from '../../core/day.ts'
import { badInput } from '../../core/errors.ts'
import { connection, encodeCursor, pageRequest } from '../../core/page.ts'
import { PPM } from '../../core/trustPolicy.ts'
import type {
  ContributionResolvers,
  Facet,
  IgnoredOpinionResolvers,
  TrustScoreResolvers,
} from '../../generated/schema.ts'
import { feedbackBehind, paymentsBehind, responseOf } from './behind.ts'
import { type Judged, judgedAfter } from './census.ts'
import { standingsOf } from './heard.ts'
import { linesOf } from './lines.ts'
import { once } from './once.ts'
import type { ContributionParent } from './parents.ts'
import { factorsOf, saturated } from './score/weigh.ts'

/** `TrustScore.contributions` */
export const contributions: NonNullable<TrustScoreResolvers['contributions']> = async (of, { first, after }) => {
  const { today, agent, strict, scores, snapshot } = of
  const page = pageRequest(first, after, 2)
  const score = strict ? scores.strict : scores.plain
  const lines = await asked(linesOf(today, agent, strict, score, page.after, page.first + 1), snapshot)
  const said = lines.flatMap(({ spoken }) => (spoken.kind === 'FEEDBACK' ? [spoken.said] : []))
  const standings = once(() => asked(standingsOf(today, said), snapshot))
  const nodes = lines.map((line): ContributionParent => ({ line, of, standings }))
  return connection(page, nodes, ({ line: { rank } }) => [rank.grown, rank.id])
}

/** So many opinions one page looks at, and so many together. */
const LOOKED_MAX = 2_000
const TOGETHER = 500

/** `TrustScore.ignored` */
export const ignored: NonNullable<TrustScoreResolvers['ignored']> = async (of, { first, after }) => {
  const { today, agent, strict, snapshot } = of
  const page = pageRequest(first, after, 1)
  const found: Judged[] = []
  let [last, looked, isEnd] = [page.after?.[0] ?? '', 0, false]
  while (found.length <= page.first && looked < LOOKED_MAX && !isEnd) {
    const some = await asked(judgedAfter(today, agent, strict, last, TOGETHER), snapshot)
    found.push(...some.filter(({ reason }) => reason !== null))
    looked += some.length
    last = some.at(-1)?.row.id ?? last
    isEnd = some.length < TOGETHER
  }
  const nodes = found.map(judged => ({ judged, snapshot }))
  const made = connection(page, nodes, ({ judged }) => [judged.row.id])
  // Where a page has found less than it may hold, the next begins behind what was looked at.
  if (found.length > page.first || isEnd) return made
  return { ...made, pageInfo: { ...made.pageInfo, hasNextPage: true, endCursor: encodeCursor([last]) } }
}

const shownFacet = (facet: string): Facet => facet.toUpperCase() as Facet

const modeOf = async ({ line, of, standings }: ContributionParent) => {
  const modes = (await standings()).get(line.rank.id)
  return modes && (of.strict ? modes.strict : modes.plain)
}

/** So many sources of credit are shown of one reviewer. */
const SOURCES_MAX = 100

export const Contribution: ContributionResolvers = {
  kind: ({ line }) => line.spoken.kind,
  rater: ({ line }) => line.spoken.said.rater,
  facet: ({ line }) => shownFacet(line.spoken.said.facet),
  quality: ({ line }) => Number(line.spoken.said.quality),
  counted: ({ line, of }) => Number(saturated(line.spoken.said.quality, of.today.dawn.policy.parameters)),
  day: ({ line }) => line.spoken.said.day * DAY,
  sales: ({ line }) => line.spoken.said.sales,
  weightMicroUsd: ({ line }) => line.weight,
  grown: ({ line }) => line.grown,
  share: ({ line, of: { scores, strict } }) => {
    const { quality, availability } = strict ? scores.strict : scores.plain
    const { total } = line.spoken.said.facet === 'quality' ? quality : (availability ?? quality)
    return Number((line.grown * PPM) / total)
  },
  factors: async parent => {
    const { line, of } = parent
    const standing = await modeOf(parent)
    if (line.spoken.kind === 'VALIDATION' || !standing) return []
    const factors = factorsOf(line.spoken.said, standing, of.today.dawn.policy.parameters, of)
    return factors.map(({ name, weight }) => ({ name, weightMicroUsd: weight }))
  },
  creditSources: async ({ line, of }) => {
    if (line.spoken.kind === 'VALIDATION') return []
    const { rater } = line.spoken.said
    const modes = (await asked(of.today.frozen.sources([rater]), of.snapshot)).get(rater)
    const sources = (of.strict ? modes?.strict : modes?.plain) ?? []
    const sorted = sources.toSorted((a, b) => (a.amount === b.amount ? 0 : a.amount > b.amount ? -1 : 1))
    return sorted.slice(0, SOURCES_MAX).map(({ operator, level, amount }) => ({ operator, level, microUsd: amount }))
  },
  feedbackCount: ({ line: { spoken } }) => (spoken.kind === 'FEEDBACK' ? spoken.said.feedbacks : 0),
  feedback: ({ line: { spoken }, of: { snapshot } }) =>
    spoken.kind === 'FEEDBACK' ? feedbackBehind(snapshot, spoken.said) : [],
  paidMicroUsd: async parent => (await modeOf(parent))?.net ?? 0n,
  payments: ({ line: { spoken }, of: { snapshot, today } }) =>
    spoken.kind === 'FEEDBACK' ? paymentsBehind(snapshot, today.dawn, spoken.said) : [],
  validation: ({ line: { spoken }, of: { snapshot } }) =>
    spoken.kind === 'VALIDATION' ? responseOf(snapshot, spoken.said.answer) : null,
}

export const IgnoredOpinion: IgnoredOpinionResolvers = {
  rater: ({ judged }) => judged.row.rater,
  facet: ({ judged }) => shownFacet(judged.row.facet),
  quality: ({ judged }) => (judged.said ? Number(judged.said.quality) : null),
  day: ({ judged }) => judged.row.day * DAY,
  reason: ({ judged }) => {
    if (!judged.reason) throw badInput('ignored', `${judged.row.id} counts`)
    return judged.reason
  },
  feedback: ({ judged: { row }, snapshot }) => feedbackBehind(snapshot, { ...row, tenure: row.sales }),
}
