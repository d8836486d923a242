/** What several questions share: how an offer is named, how a ranking is handed to the fields of quotes. */
import { parseDidUrl } from '../../core/did.ts'
import { badInput, PortolanError } from '../../core/errors.ts'
import type { Answer } from './parents.ts'
import type { Question, Ranking } from './rank.ts'

/** A subject or an offer id; throws `bad_input` by the name of the argument. */
export const readOffer = (id: string, name: string): string => {
  if (/^0x[0-9a-fA-F]{64}$/.test(id) || parseDidUrl(id)) return id
  throw badInput(
    name,
    `${id.slice(0, 120)} is neither an offer id nor a subject`,
    'write 0x and 64 digits, or did:..#name',
  )
}

/** A ranking as the fields of quotes are resolved from. */
export const answerOf = (
  { snapshot, policy, job }: Omit<Question, 'settings'>,
  { quotes, exclusions }: Ranking,
): Answer => ({
  snapshot,
  policy,
  purchases: job.purchases,
  ranking: quotes,
  exclusions,
  page: { first: 0, after: null },
})

/** That no offer of this name is in the category. */
export const notInCategory = (id: string, category: string): PortolanError =>
  new PortolanError('not_found', `no offer of ${id.slice(0, 320)} is in ${category}`, {
    hint: 'name the subject or the id of an offer whose ruling token names the category',
  })
