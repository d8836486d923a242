/** Prices over time, as clients ask for them. */
import type { Context } from '../../core/context.ts'
import { parseDidUrl } from '../../core/did.ts'
import { badInput } from '../../core/errors.ts'
import { connection, type PageRequest, pageRequest } from '../../core/page.ts'
import type { Snapshot } from '../../core/snapshot.ts'
import { isoTime } from '../../core/time.ts'
import type { QueryResolvers } from '../../generated/schema.ts'
import { answerOf } from './answer.ts'
import type { Span } from './historyQueries.ts'
import { readQuestion } from './job.ts'
import type { Cause } from './moments.ts'
import { cheapestPeriods, rulingPeriods } from './periods.ts'

export const Query: QueryResolvers = {
  priceHistory: async (_, { subject, from, to, first, after }, context) => {
    if (!parseDidUrl(subject)) {
      throw badInput('subject', `${subject.slice(0, 120)} is not a subject`, 'write did:..#name')
    }
    const page = pageRequest(first, after, 1)
    const { newest, span } = await readSpan(context, from ?? 0, to)
    const rest = behind(page, await rulingPeriods(context, subject, span))
    const nodes = rest.map(({ ruling, snapshot, opened, closed, ...period }) => ({
      ...period,
      offer: { ...ruling, snapshot },
      opened: opened && eventOf(opened, period.from, snapshot),
      closed: closed && period.to !== null ? eventOf(closed, period.to, newest) : null,
    }))
    return { ...connection(page, nodes, ({ from }) => [`${from}`]), _meta: newest }
  },

  cheapestHistory: async (_, { job: asked, policy, from, to, first, after }, context) => {
    const question = { ...readQuestion(asked, policy), settings: context.settings }
    if (question.policy.unsigned) {
      throw badInput('policy.unsigned', 'a history is of signed offers', 'leave it out')
    }
    const page = pageRequest(first, after, 1)
    const { newest, span } = await readSpan(context, from, to)
    const rest = behind(page, await cheapestPeriods(context, question, span))
    const nodes = rest.map(({ quoted, snapshot, opened, closed, ...period }) => {
      const answer = answerOf({ ...question, snapshot }, quoted ? [quoted] : [])
      return {
        ...period,
        quote: quoted && { quoted, rank: 1, answer },
        opened: opened.map(cause => eventOf(cause, period.from, snapshot)),
        closed: closed.map(cause => eventOf(cause, period.to ?? period.from, newest)),
      }
    })
    return { ...connection(page, nodes, ({ from }) => [`${from}`]), _meta: newest }
  },
}

/** The range as far as anything is known: it ends with the newest indexed head. */
const readSpan = async (context: Context, from: number, to: number | null | undefined) => {
  if (to !== null && to !== undefined && to < from) throw badInput('to', `${isoTime(to)} is before from`)
  const newest = await context.at(null)
  if (from > newest.now) {
    throw badInput('from', `${isoTime(from)} is after the newest indexed block`, `that is of ${isoTime(newest.now)}`)
  }
  const span: Span = { from, to: Math.min(to ?? newest.now, newest.now) }
  return { newest, span }
}

const behind = <P extends { readonly from: number }>({ after, first }: PageRequest, periods: readonly P[]): P[] => {
  const [last = '-1'] = after ?? []
  if (!/^(-1|\d{1,15})$/.test(last)) throw badInput('after', 'not a cursor of this list')
  return periods.filter(({ from }) => from > Number(last)).slice(0, first + 1)
}

const eventOf = ({ kind, place }: Cause, at: number, snapshot: Snapshot) => ({
  kind,
  at,
  chain: place?.chain ?? null,
  block: place?.block ?? null,
  origin: place && place.logIndex !== null ? { snapshot, ...place, logIndex: place.logIndex } : null,
})
