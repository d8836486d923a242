/** The questions beside `quote`: what to pay now, why not this offer, which of two, and who is near. */
import { badInput } from '../../core/errors.ts'
import { normalAsset } from '../../core/ids.ts'
import { connection, pageRequest } from '../../core/page.ts'
import { fromAtomic } from '../../core/rational.ts'
import type { ExclusionCount, Money, PickAnswerResolvers, QueryResolvers } from '../../generated/schema.ts'
import { subjectOf } from '../offers/queries.ts'
import { mostAsked } from './accepts.ts'
import { answerOf, answerTo, readOffer } from './answer.ts'
import type { Change } from './changes.ts'
import type { Excluded, Quoted } from './evaluate.ts'
import { aheadOf, explained } from './explain.ts'
import { readCategory, readNear, readQuestion } from './job.ts'
import { compareNear, nearestOffers, placeOf } from './nearest.ts'
import type { PickParent } from './parents.ts'
import { headerOf, paymentRequired } from './paymentRequired.ts'
import { inputsOf, inReference } from './resolvers.ts'

export const Query: QueryResolvers = {
  pick: async (_, { job, policy, asOf }, context): Promise<PickParent> => {
    const question = readQuestion(job, policy)
    const snapshot = await context.at(asOf)
    const answer = await answerTo({ ...question, snapshot, settings: context.settings }, { first: 1, after: null })
    return { quoted: answer.quotes[0]?.quoted ?? null, answer }
  },

  explain: async (_, { job: asked, policy, offer, first, asOf }, context) => {
    const question = readQuestion(asked, policy)
    const page = pageRequest(first, null, 1, 5)
    const id = readOffer(offer, 'offer')
    const snapshot = await context.at(asOf)
    const sub = await subjectOf(snapshot, id)
    const { ranking, outcome, rank, changes, smallest } = await explained(
      { ...question, snapshot, settings: context.settings },
      sub,
    )
    const answer = answerOf({ ...question, snapshot, settings: context.settings }, ranking.quotes)
    const quotes = answer.quotes.map(placed => ({ ...placed, answer }))
    const shown = (change: Change) => ({
      ...change,
      edits: [...change.edits],
      landed: inReference(change.quoted.landed, answer),
      verified: true,
    })
    return {
      offer: { ...outcome.ruling, snapshot },
      rank,
      quote: quotes.find(({ quoted }) => quoted === outcome) ?? null,
      exclusion: 'reason' in outcome ? { excluded: outcome, snapshot } : null,
      ahead:
        'reason' in outcome
          ? []
          : quotes.slice(0, Math.min(page.first, (rank ?? 1) - 1)).map(quote => {
              const { because, difference } = aheadOf(outcome, quote.quoted)
              return { quote, because, difference: { ...inReference(difference, answer), amount: difference } }
            }),
      aheadCount: rank === null ? ranking.quotes.length : rank - 1,
      changes: changes.map(shown),
      smallest: smallest && shown(smallest),
      inputs: inputsOf(answer),
      _meta: snapshot,
    }
  },

  nearest: async (_, { category, near, first, after, asOf }, context) => {
    readCategory(category, 'category')
    const place = readNear(near, 'near')
    const page = pageRequest(first, after, 2)
    const from = page.after && readPlace(page.after)
    const snapshot = await context.at(asOf)
    const found = await nearestOffers(snapshot, category, place)
    const rest = from ? found.filter(offer => compareNear(placeOf(offer), from) > 0) : found
    const nodes = rest.slice(0, page.first + 1).map(({ ruling, metres }) => ({
      distanceMeters: metres,
      offer: { ...ruling, snapshot },
    }))
    return {
      ...connection(page, nodes, ({ distanceMeters, offer }) => [`${distanceMeters}`, offer.token.sub]),
      _meta: snapshot,
    }
  },
}

const requiredBy = ({ quoted, answer }: PickParent) => quoted && paymentRequired(quoted, answer.snapshot.now)

export const PickAnswer: PickAnswerResolvers = {
  quote: ({ quoted, answer }) => quoted && { quoted, rank: 1, answer },
  paymentRequired: requiredBy,
  header: parent => {
    const required = requiredBy(parent)
    return required && headerOf(required)
  },
  ceiling: ({ quoted }) => quoted && ceilingMoney(quoted),
  exclusions: async ({ answer }) => countByReason(await answer.exclusions()),
  inputs: ({ answer }) => inputsOf(answer),
  _meta: ({ answer }) => answer.snapshot,
}

const readPlace = ([metres = '', sub = '']: readonly string[]) => {
  if (!/^\d{1,8}$/.test(metres)) throw badInput('after', 'not a cursor of this list')
  return { metres: Number(metres), sub }
}

const countByReason = (exclusions: readonly Excluded[]): ExclusionCount[] =>
  [...Map.groupBy(exclusions, ({ reason }) => reason)]
    .map(([reason, group]) => ({ reason, offers: group.length }))
    .sort((a, b) => b.offers - a.offers || (a.reason < b.reason ? -1 : 1))

/** The most that one purchase may be asked for, in the asset it is paid in. */
const ceilingMoney = ({ offer, entry, atomic }: Quoted): Money => {
  const most = mostAsked(offer, entry, atomic)
  return {
    currency: entry.cur,
    amount: fromAtomic(most, entry.cur.includes('/') ? 0 : entry.dec),
    atomic: most,
    asset: normalAsset(entry.asset),
  }
}
