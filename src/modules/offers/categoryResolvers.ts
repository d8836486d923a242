/** GraphQL fields of categories. */
import { badInput } from '../../core/errors.ts'
import { connection, encodeCursor, pageRequest } from '../../core/page.ts'
import type { CategoryFilter, QueryResolvers } from '../../generated/schema.ts'
import { categoriesIn, type Range } from './categories.ts'

const Query: QueryResolvers = {
  categories: async (_, { filter, first, after, asOf }, context) => {
    const range = readFilter(filter ?? {})
    const page = pageRequest(first, after, 1)
    const snapshot = await context.at(asOf)
    const { categories, stoppedAt } = await categoriesIn(snapshot, range, page)
    const { pageInfo, ...rest } = connection(page, categories, ({ category }) => [category])
    const unfinished = stoppedAt === null ? {} : { hasNextPage: true, endCursor: encodeCursor([stoppedAt]) }
    return { ...rest, pageInfo: { ...pageInfo, ...unfinished }, _meta: snapshot }
  },
}

/** Every character of a category sorts before this one. */
const LAST = '~'

/** Reads a filter as a range of categories; throws `bad_input` that names what is wrong. */
const readFilter = ({ vocabulary, prefix }: CategoryFilter): Range => {
  if (typeof vocabulary === 'string' && !/^[a-z0-9]{1,12}$/.test(vocabulary)) {
    throw badInput(
      'filter.vocabulary',
      `${vocabulary.slice(0, 40)} is not a vocabulary`,
      'write what is before the colon: osm',
    )
  }
  if (typeof prefix === 'string' && !/^[A-Za-z0-9_./=:-]{0,109}$/.test(prefix)) {
    throw badInput('filter.prefix', `no category begins with ${prefix.slice(0, 40)}`, 'write e.g. osm:amenity=')
  }
  const [short = '', long = ''] = [vocabulary ? `${vocabulary}:` : '', prefix ?? ''].sort((a, b) => a.length - b.length)
  // A category that begins with both begins with the longer one, if that begins with the other.
  return long.startsWith(short) ? { least: long, end: `${long}${LAST}` } : { least: LAST, end: LAST }
}

export const resolvers = { Query }
