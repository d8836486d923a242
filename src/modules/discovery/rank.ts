/** Every offer of a category against a job and a policy, at one moment. */
import type { Offer, Terms } from '../../core/offer.ts'
import type { Settings } from '../../core/settings.ts'
import type { Snapshot } from '../../core/snapshot.ts'
import { unsignedIn } from '../imports/candidates.ts'
import { standings } from '../offers/queries.ts'
import type { Ruling, Unsigned } from '../offers/tables.ts'
import { compareQuotes, type Excluded, evaluate, type Market, type Quoted } from './evaluate.ts'
import type { Job, Policy } from './job.ts'
import { gasPrices, rounds, subjectsIn } from './queries.ts'
import { pricer } from './rates.ts'
import { trustAt } from './trust.ts'

/** A job under a policy at a moment. */
export type Question = {
  readonly snapshot: Snapshot
  readonly settings: Settings
  readonly job: Job
  readonly policy: Policy
}

/** The quotes, best first, and the offers left out, in the order of their subjects. */
export type Ranking = { readonly quotes: readonly Quoted[]; readonly exclusions: readonly Excluded[] }

/** What a question adds to the offers: rates, gas and the trust in some issuers at its moment. */
export const marketOf = async (
  { snapshot, settings, policy }: Omit<Question, 'job'>,
  issuers: readonly string[],
): Promise<Market> => {
  const { now } = snapshot
  const { reference, maxRateAge: maxAge, pegs } = policy
  return {
    now,
    settings,
    price: pricer({ settings, rounds: await rounds(snapshot), now, reference, maxAge, pegs }),
    gas: await gasPrices(snapshot),
    trust: await trustAt(snapshot, settings).at(snapshot, issuers),
  }
}

/** What rules each subject that is in a category at the moment, and what the sources of the category state unsigned. */
export const offersIn = async (
  snapshot: Snapshot,
  category: string,
  settings: Pick<Settings, 'imports' | 'tokens'>,
): Promise<readonly { readonly ruling: Ruling | Unsigned; readonly offer: Terms }[]> => [
  ...(await signedIn(snapshot, category)),
  ...(await unsignedIn(snapshot, category, settings)),
]

export type Signed = { readonly ruling: Ruling; readonly offer: Offer }

/** What rules each subject that is in a category at the moment. */
export const signedIn = async (snapshot: Snapshot, category: string): Promise<readonly Signed[]> =>
  inCategory(await standings(snapshot, await subjectsIn(snapshot, category)), category)

/** Those of some rulings that are in a category: a newer token may have left it, or be a withdrawal. */
export const inCategory = (rulings: readonly Ruling[], category: string): Signed[] =>
  rulings.flatMap(ruling => {
    const offer = offerOf(ruling)
    return offer?.cat.includes(category) ? [{ ruling, offer }] : []
  })

const offerOf = ({ token }: Ruling): Offer | null => (token.void ? null : JSON.parse(token.payload))

/** The whole ranking. */
export const rank = async (question: Question): Promise<Ranking> => {
  const { snapshot, settings, job, policy } = question
  const offers = await offersIn(snapshot, job.category, settings)
  return rankOf(offers, job, policy, await marketOf(question, issuersOf(offers)))
}

/** Who promises these offers. */
export const issuersOf = (offers: readonly { readonly ruling: Ruling | Unsigned }[]): string[] =>
  offers.flatMap(({ ruling }) => ruling.token.issuer ?? [])

/** The ranking of these offers. Pure, and blind to their order. */
export const rankOf = (
  offers: Awaited<ReturnType<typeof offersIn>>,
  job: Job,
  policy: Policy,
  market: Market,
): Ranking => {
  const quotes: Quoted[] = []
  const exclusions: Excluded[] = []
  for (const { ruling, offer } of offers) {
    const outcome = evaluate(ruling, offer, job, policy, market)
    if ('reason' in outcome) exclusions.push(outcome)
    else quotes.push(outcome)
  }
  quotes.sort(compareQuotes)
  exclusions.sort((a, b) => (a.ruling.token.sub < b.ruling.token.sub ? -1 : 1))
  return { quotes, exclusions }
}
