/** What several questions share: how an offer is named, and how quotes are handed to the fields that show them. */
import { parseDidUrl } from '../../core/did.ts'
import { badInput, PortolanError } from '../../core/errors.ts'
import type { PageRequest } from '../../core/page.ts'
import { best, type Placed } from './best.ts'
import { compareQuotes, type Quoted, type Ranked } from './evaluate.ts'
import type { Answer } from './parents.ts'
import { type Question, type Ranking, rank } from './rank.ts'

/** A subject or an offer id; throws `bad_input` by the name of the argument. */
export const readOffer = (id: string, name: string): string => {
  if (/^0x[0-9a-fA-F]{64}$/.test(id) || parseDidUrl(id)) return id
  throw badInput(
    name,
    `${id.slice(0, 120)} is neither an offer id nor a subject`,
    'write 0x and 64 digits, or did:..#name',
  )
}

/** The page of quotes behind a place in the ranking. The whole of it is worked out only for who asks what was left out. */
export const answerTo = async (question: Question, page: PageRequest, place: Ranked | null = null): Promise<Answer> => {
  let whole: Promise<Ranking> | undefined
  const ranking = () => {
    whole ??= rank(question)
    return whole
  }
  const wanted = page.first + 1
  const quotes = (await best(question, wanted, place)) ?? behind(await ranking(), place).slice(0, wanted)
  return { ...shared(question), quotes, exclusions: async () => (await ranking()).exclusions, page }
}

/** The quotes of a whole ranking behind a place. */
const behind = ({ quotes }: Ranking, place: Ranked | null): Placed[] =>
  placed(quotes).filter(({ quoted }) => place === null || compareQuotes(quoted, place) > 0)

type Asked = Omit<Question, 'settings'> & { readonly settings: Pick<Question['settings'], 'trust'> }

/** Every one of these quotes, best first, as an answer. */
export const answerOf = (question: Asked, quotes: readonly Quoted[]): Answer => ({
  ...shared(question),
  quotes: placed(quotes),
  exclusions: async () => [],
  page: { first: quotes.length, after: null },
})

const placed = (quotes: readonly Quoted[]): Placed[] => quotes.map((quoted, i) => ({ quoted, rank: i + 1 }))

const shared = ({ snapshot, policy, job, settings }: Asked) => ({
  snapshot,
  policy,
  trust: settings.trust,
  purchases: job.purchases,
})

/** That no offer of this name is in the category. */
export const notInCategory = (id: string, category: string): PortolanError =>
  new PortolanError('not_found', `no offer of ${id.slice(0, 320)} is in ${category}`, {
    hint: 'name the subject or the id of an offer whose ruling token names the category',
  })
