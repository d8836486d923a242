/** Histories as periods: the same question at every moment at which its answer may have changed, equal neighbours joined. */
import type { Context } from '../../core/context.ts'
import type { Snapshot } from '../../core/snapshot.ts'
import type { PricePeriodEnding } from '../../generated/schema.ts'
import { standings } from '../offers/queries.ts'
import type { Ruling } from '../offers/tables.ts'
import { compareQuotes, evaluate, type Market, type Quoted } from './evaluate.ts'
import { type Span, tooLarge } from './historyQueries.ts'
import { type Cause, idOf, marketMoments, offerMoments } from './moments.ts'
import { subjectsIn } from './queries.ts'
import { inCategory, issuersOf, marketOf, type Question, type Signed } from './rank.ts'
import { trustAt } from './trust.ts'
import type { Trusted } from './trusted.ts'

/** Unix seconds: from `from` up to `to`, which null leaves open, at a snapshot of its beginning. */
export type Period = { readonly from: number; readonly to: number | null; readonly snapshot: Snapshot }

export type RulingPeriod = Period & {
  readonly ruling: Ruling
  readonly opened: Cause | null
  readonly closed: Cause | null
  readonly ending: PricePeriodEnding | null
}

/** The periods in which one token of a subject was in force. */
export const rulingPeriods = async (context: Context, sub: string, span: Span): Promise<RulingPeriod[]> => {
  const moments = await offerMoments(await context.at(null), [sub], span)
  const periods: RulingPeriod[] = []
  let open = null as Omit<RulingPeriod, 'to' | 'closed' | 'ending'> | null
  for (const [time, causes] of [[span.from, []] as const, ...moments]) {
    const snapshot = await context.at({ time })
    const [ruling] = await standings(snapshot, [sub])
    const inForce = ruling?.status === 'IN_FORCE' ? ruling : null
    if (open?.ruling.token.id === inForce?.token.id) continue
    const last = causes.length === 0 ? null : causeOf(causes, ruling?.token.id)
    if (open) periods.push({ ...open, to: time, closed: last, ending: endingOf(open.ruling, ruling) })
    open = inForce && { from: time, snapshot, ruling: inForce, opened: last }
  }
  return open ? [...periods, { ...open, to: null, closed: null, ending: null }] : periods
}

/** Of all that happened at once: what was said of the token that rules now, before what is merely the time. */
const causeOf = (causes: readonly Cause[], token: string | undefined): Cause | null => {
  const own = causes.filter(({ touches }) => 'token' in touches && touches.token === token)
  return own.find(({ place }) => place) ?? own[0] ?? causes[0] ?? null
}

const endingOf = (before: Ruling, now: Ruling | undefined): PricePeriodEnding => {
  if (now?.status === 'WITHDRAWN' || now?.status === 'EQUIVOCATED') return now.status
  if (now && now.token.id !== before.token.id) return 'SUPERSEDED'
  return now?.status === 'EXPIRED' || now?.status === 'KEY_ENDED' ? now.status : 'UNANNOUNCED'
}

export type CheapestPeriod = Period & {
  readonly quoted: Quoted | null
  readonly opened: readonly Cause[]
  readonly closed: readonly Cause[]
}

/** So many outcomes one history works out. */
const MOST_OUTCOMES = 100_000

/** The periods of the first quote and its landed cost. */
export const cheapestPeriods = async (
  context: Context,
  question: Omit<Question, 'snapshot'>,
  span: Span,
): Promise<CheapestPeriod[]> => {
  const newest = await context.at(null)
  const subjects = await subjectsIn(newest, question.job.category)
  const moments = await marketMoments({ ...question, snapshot: newest }, subjects, span)
  const shaken = [...moments.values()].filter(causes => causes.some(isOfMarket)).length + 1
  if (shaken * subjects.length > MOST_OUTCOMES) {
    throw tooLarge(`${subjects.length} offers at ${shaken} rates to work out`)
  }
  const market = marketOver(question)
  const periods: CheapestPeriod[] = []
  for (const [time, causes] of [[span.from, []] as const, ...moments]) {
    const snapshot = await context.at({ time })
    const all = time === span.from || causes.some(isOfMarket)
    const touched = time === span.from ? subjects : causes.flatMap(subjectsOf)
    const quoted = await market.first(snapshot, [...new Set(touched)], all)
    const last = periods.at(-1)
    if (last && sameQuote(last.quoted, quoted)) continue
    const told = last ? causesOf(causes, [last.quoted, quoted]) : []
    if (last) periods[periods.length - 1] = { ...last, to: time, closed: told }
    periods.push({ from: time, to: null, snapshot, quoted, opened: told, closed: [] })
  }
  return periods
}

/** The offers of a category from one moment to the next: what is not touched stays as it was worked out. */
const marketOver = (question: Omit<Question, 'snapshot'>) => {
  const { job, policy } = question
  const offers = new Map<string, Signed>()
  const quotes = new Map<string, Quoted>()
  const trusts = new Map<string, Trusted | null>()
  let market: Market | undefined
  return {
    /** The first quote, given which subjects to look at again, and whether rates or gas have changed. */
    first: async (snapshot: Snapshot, touched: readonly string[], all: boolean): Promise<Quoted | null> => {
      for (const sub of touched) offers.delete(sub)
      const found = inCategory(await standings(snapshot, touched), job.category)
      for (const signed of found) offers.set(signed.ruling.token.sub, signed)
      const issuers = issuersOf(found)
      const trust = await trustAt(snapshot, question.settings).at(snapshot, issuers)
      for (const issuer of issuers) trusts.set(issuer, trust(issuer))
      if (all || !market) {
        market = { ...(await marketOf({ ...question, snapshot }, [])), trust: issuer => trusts.get(issuer) ?? null }
      }
      for (const sub of all ? new Set([...quotes.keys(), ...offers.keys()]) : touched) {
        quotes.delete(sub)
        const own = offers.get(sub)
        const outcome = own && evaluate(own.ruling, own.offer, job, policy, market)
        if (outcome && !('reason' in outcome)) quotes.set(sub, outcome)
      }
      let first: Quoted | null = null
      for (const quoted of quotes.values()) if (!first || compareQuotes(quoted, first) < 0) first = quoted
      return first
    },
  }
}

const isOfMarket = ({ touches }: Cause): boolean => 'feed' in touches || 'gas' in touches

const subjectsOf = ({ touches }: Cause): readonly string[] => ('subjects' in touches ? touches.subjects : [])

const sameQuote = (a: Quoted | null, b: Quoted | null): boolean => {
  if (!a || !b) return a === b
  const shown = ({ ruling, landed, entry }: Quoted) =>
    [ruling.token.id, landed.numerator, landed.denominator, entry.via, entry.asset].join(' ')
  return shown(a) === shown(b)
}

/** Of all that happened at a moment: what touches the winner before or after. */
const causesOf = (causes: readonly Cause[], winners: readonly (Quoted | null)[]): Cause[] =>
  causes.filter(({ touches }) =>
    winners.some(quoted => {
      if (!quoted) return false
      if ('feed' in touches) return quoted.rounds.some(({ feed }) => idOf(feed) === touches.feed)
      if ('gas' in touches) return quoted.settlement.gasPrice?.chain === touches.gas
      return touches.subjects.includes(quoted.ruling.token.sub)
    }),
  )
