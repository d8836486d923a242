/** Where one offer stands in a ranking, why, and what would have won. */
import { compare, type Rational, subtract, ZERO } from '../../core/rational.ts'
import type { AheadBecause } from '../../generated/schema.ts'
import { unsignedIn } from '../imports/candidates.ts'
import { notInCategory } from './answer.ts'
import { type Change, otherChanges } from './changes.ts'
import type { Excluded, Quoted } from './evaluate.ts'
import { priceChanges } from './prices.ts'
import { issuersOf, marketOf, type Question, type Ranking, rankOf, signedIn } from './rank.ts'

export type Explained = {
  readonly ranking: Ranking
  readonly outcome: Quoted | Excluded
  /** Null: left out. */
  readonly rank: number | null
  readonly changes: readonly Change[]
  readonly smallest: Change | null
}

/** What became of the offer that rules this subject; throws `not_found` where it is not in the category. */
export const explained = async (question: Question, sub: string): Promise<Explained> => {
  const { snapshot, settings, job, policy } = question
  const signed = await signedIn(snapshot, job.category)
  const own = signed.find(({ ruling }) => ruling.token.sub === sub)
  if (!own) throw notInCategory(sub, job.category)
  const market = await marketOf(question, issuersOf(signed))
  const unsigned = await unsignedIn(snapshot, job.category, settings)
  const ranking = rankOf([...signed, ...unsigned], job, policy, market)
  const { quotes, exclusions } = ranking
  const place = quotes.findIndex(({ ruling }) => ruling.token.sub === sub)
  const outcome = quotes[place] ?? exclusions.find(({ ruling }) => ruling.token.sub === sub)
  if (!outcome) throw new Error(`the ranking forgot ${sub}`)
  const rank = place === -1 ? null : place + 1
  if (rank === 1) return { ranking, outcome, rank, changes: [], smallest: null }

  const loser = { ...own, outcome, others: quotes.filter(quoted => quoted !== outcome), job, policy, market }
  const prices = priceChanges(loser).sort((a, b) => compare(a.relative ?? ZERO, b.relative ?? ZERO))
  const changes = [...prices, ...otherChanges(loser)]
  return { ranking, outcome, rank, changes, smallest: changes[0] ?? null }
}

/** The first thing of the order by which `other` is ahead of `own`, and the difference of their landed costs. */
export const aheadOf = (own: Quoted, other: Quoted): { because: AheadBecause; difference: Rational } => {
  const difference = subtract(own.landed, other.landed)
  if (difference.numerator !== 0n) return { because: 'LANDED', difference }
  if (own.seconds !== other.seconds) return { because: 'SECONDS', difference }
  return { because: own.trust === other.trust ? 'SUBJECT' : 'TRUST', difference }
}
