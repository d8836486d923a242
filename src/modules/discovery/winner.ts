/** The first quote alone, worked out once for all who wait for the same. */
import { shared } from '../../core/recent.ts'
import { answerTo } from './answer.ts'
import type { Quoted } from './evaluate.ts'
import type { Job, Policy } from './job.ts'
import { tokensRead } from './queries.ts'
import type { Question } from './rank.ts'
import { trustAt } from './trust.ts'

/** The best quote; null where nothing passes. */
export const winner = async (question: Question): Promise<Quoted | null> =>
  (await answerTo(question, { first: 1, after: null })).quotes[0]?.quoted ?? null

/**
 * The `winner` at the newest moment, worked out once for each question and heads, and again when a document was read that
 * may change it: one of the category, or one of the subject that won before (a withdrawal is in no category).
 */
export const sharedWinner = async (question: Question, former: Quoted | null): Promise<Quoted | null> => {
  const { snapshot, settings, job, policy } = question
  if (snapshot.heads.length === 0) return null
  const heads = snapshot.heads.map(({ hash }) => hash).join(' ')
  const read = await tokensRead(snapshot, job.category, former?.ruling.token.sub ?? '')
  const trust = await trustAt(snapshot, settings).enter(snapshot)
  const key = `winner ${heads} ${read} ${trust} ${spelled({ job, policy })}`
  return shared(snapshot.memo, key, () => winner(question))
}

/** The same text for the same question, in whatever order its lists are given. */
const spelled = (question: { readonly job: Job; readonly policy: Policy }): string =>
  JSON.stringify(question, (_, value: unknown) => {
    if (value instanceof Map) return [...value].sort(([a], [b]) => (a < b ? -1 : 1))
    if (Array.isArray(value) && value.every(item => typeof item === 'string')) return value.toSorted()
    return typeof value === 'bigint' ? `${value}` : value
  })
