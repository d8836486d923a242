/** GraphQL fields of scores over time. */
import { badInput } from '../../core/errors.ts'
import { chainOfAgent, parseAgentId } from '../../core/ids.ts'
import { connection, pageRequest } from '../../core/page.ts'
import { isoTime } from '../../core/time.ts'
import type { QueryResolvers, ScoreChangeResolvers } from '../../generated/schema.ts'
import { causesOf } from './causes.ts'
import { type Change, changesBetween, difference } from './changes.ts'
import { type Event, type Period, periodsOf } from './history.ts'
import { isStrict, trustOf } from './scoreResolvers.ts'

/** Seconds before its end that a history begins where nobody says so. */
const USUAL = 30 * 86_400

export const Query: Pick<QueryResolvers, 'scoreHistory' | 'scoreChanges'> = {
  scoreHistory: async (_, { id, basis, from, to, first, after }, context) => {
    const agent = parseAgentId(id)
    const page = pageRequest(first, after, 1)
    const { trust } = context.settings
    if (!trust) return connection(page, [], () => [])
    const { now } = await context.at(null)
    const until = Math.min(to ?? now, now)
    const span = { from: from ?? until - USUAL, to: until }
    if (span.to < span.from) throw badInput('from', `${isoTime(span.from)} is after ${isoTime(span.to)}`)
    const strict = isStrict(basis, trust)
    const behind = page.after && blockOf(page.after)
    const periods = await periodsOf(context, trust, agent, strict, span, behind, page.first + 1)
    const nodes = await Promise.all(
      periods.map(async ({ snapshot, time, opened, block }, i) => {
        const score = await trustOf(snapshot, agent, trust, strict)
        if (!score) throw new Error(`${agent} has no score at block ${block}`)
        const origins = opened.map(event => shown(event, agent, periods[i]))
        return { from: time, to: periods[i + 1]?.time ?? null, score, opened: origins, block }
      }),
    )
    return connection(page, nodes, ({ block }) => [`${block}`])
  },

  scoreChanges: async (_, { from, to, basis, first, after }, context) => {
    const page = pageRequest(first, after, 2)
    const { trust } = context.settings
    if (!trust) return connection(page, [], () => [])
    const between = [await context.at(from), await context.at(to)] as const
    const strict = isStrict(basis, trust)
    const changes = await changesBetween(between, trust, strict)
    const [last, agent = ''] = page.after ?? []
    const isBehind = (change: Change) =>
      last === undefined ||
      difference(change) < Number(last) ||
      (difference(change) === Number(last) && change.agent > agent)
    const rest = changes.filter(isBehind).slice(0, page.first + 1)
    return connection(
      page,
      rest.map(change => ({ change, strict, between })),
      ({ change }) => [`${difference(change)}`, change.agent],
    )
  },
}

const blockOf = ([text = '']: readonly string[]): number => {
  if (!/^\d{1,15}$/.test(text)) throw badInput('after', 'not a cursor of this list')
  return Number(text)
}

const shown = ({ kind, block, logIndex }: Event, agent: string, period: Period | undefined) => ({
  kind,
  origin: period && logIndex >= 0 ? { snapshot: period.snapshot, chain: chainOfAgent(agent), block, logIndex } : null,
})

export const ScoreChange: ScoreChangeResolvers = {
  agent: ({ change }) => change.agent,
  before: ({ change }) => change.before,
  after: ({ change }) => change.after,
  rankBefore: ({ change }) => change.rankBefore,
  rankAfter: ({ change }) => change.rankAfter,
  causes: async ({ change, strict, between }, _, { settings: { trust } }) =>
    trust ? causesOf(change.agent, between, trust, strict) : [],
}
