/** Which categories offers are in force in, and what they price there. */
import vocabularies from '../../../schema/json/categories.v1.json' with { type: 'json' }
import { FIXED, type Offer } from '../../core/offer.ts'
import type { PageRequest } from '../../core/page.ts'
import type { Fixed, Snapshot } from '../../core/snapshot.ts'
import type { Category } from '../../generated/schema.ts'
import { standings } from './queries.ts'

/** The most categories and tokens that one answer looks at, the most tokens of one category, the most meters shown. */
const CATEGORIES_MAX = 400
const TOKENS_MAX = 5_000
const TOKENS_OF_ONE = 1_000
const METERS_MAX = 50

/** Categories from `least` on, and before `end`. */
export type Range = { readonly least: string; readonly end: string }

/** Categories that have offers, one more than the page holds, and the last that was looked at where there may be more. */
export type Found = { readonly categories: readonly Category[]; readonly stoppedAt: string | null }

/** Walks the categories of a range from the cursor on until the page is full, or enough was looked at. */
export const categoriesIn = async (snapshot: Snapshot, range: Range, page: PageRequest): Promise<Found> => {
  const categories: Category[] = []
  let [name] = page.after ?? ['']
  let looked = 0
  for (let passed = 0; categories.length <= page.first; passed++) {
    if (passed >= CATEGORIES_MAX || looked >= TOKENS_MAX) return { categories, stoppedAt: name ?? null }
    const [next] = await snapshot.all(NEXT(name ?? '', range))
    if (!next?.category) break
    name = next.category
    const tokens = await snapshot.all(TOKENS(name))
    looked += tokens.length
    const category = await categoryOf(snapshot, name, tokens)
    if (category.offers > 0) categories.push(category)
  }
  return { categories, stoppedAt: null }
}

const NEXT = (after: string, { least, end }: Range): Fixed<{ category: string | null }> => ({
  sql: 'select min(category) as category from token_category where category > ? and category >= ? and category < ?',
  values: [after, least, end],
})

/** In the order of their hashes: where only a part of them is looked at, it is a fair one. */
const TOKENS = (category: string): Fixed<{ sub: string }> => ({
  sql: 'select sub from token_category where category = ? order by token limit ?',
  values: [category, TOKENS_OF_ONE + 1],
})

const categoryOf = async (
  snapshot: Snapshot,
  category: string,
  tokens: readonly { readonly sub: string }[],
): Promise<Category> => {
  const complete = tokens.length <= TOKENS_OF_ONE
  const subjects = new Set(tokens.slice(0, TOKENS_OF_ONE).map(({ sub }) => sub))
  const offers = (await standings(snapshot, [...subjects])).flatMap(({ token, status }): Offer[] => {
    const offer: Offer | null = status === 'IN_FORCE' ? JSON.parse(token.payload) : null
    // A newer token may have left the category.
    return offer?.cat.includes(category) ? [offer] : []
  })
  const colon = category.indexOf(':')
  const vocabulary = category.slice(0, colon)
  return {
    category,
    vocabulary,
    term: category.slice(colon + 1),
    source: sources.get(vocabulary) ?? null,
    offers: offers.length,
    complete,
    meters: metersOf(offers),
  }
}

const sources = new Map(Object.entries(vocabularies.vocabularies).map(([name, { source }]) => [name, source]))

const metersOf = (offers: readonly Offer[]): Category['meters'] => {
  const lines = offers.flatMap(({ tariff }) => tariff.filter(({ meter }) => meter !== FIXED))
  const counted = [...Map.groupBy(lines, ({ meter, unit }) => `${meter} ${unit}`).values()].map(group => ({
    meter: group[0]?.meter ?? '',
    unit: group[0]?.unit ?? '',
    offers: group.length,
  }))
  const name = ({ meter, unit }: { readonly meter: string; readonly unit: string }) => `${meter} ${unit}`
  return counted.sort((a, b) => b.offers - a.offers || (name(a) < name(b) ? -1 : 1)).slice(0, METERS_MAX)
}
