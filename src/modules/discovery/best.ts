/**
 * The first quotes of a ranking without the whole of it: the book says what may be cheapest, in the order of its bounds;
 * what that costs, and whether it stands, is decided exactly. It ends when no bound lies below the last quote asked for.
 */
import { unsignedIn } from '../imports/candidates.ts'
import { alikeIn, noneAlike } from './alike.ts'
import { type Book, ownerOf } from './book.ts'
import { wayTo } from './bookPlace.ts'
import { bookOf } from './books.ts'
import { high, near } from './bookTerms.ts'
import { compareQuotes, type Excluded, evaluate, type Market, type Quoted, type Ranked } from './evaluate.ts'
import { frontier } from './frontier.ts'
import { type Judge, type Judged, judgeOf } from './judge.ts'
import { type Gate, probesOf } from './probes.ts'
import { issuersOf, marketOf, type Question } from './rank.ts'
import { trustAt } from './trust.ts'

/** A quote by its place in the ranking, which begins at 1. */
export type Placed = { readonly quoted: Quoted; readonly rank: number }

/** So many are judged together at most. */
const BATCH = 8

/** The first `count` quotes behind `after`; null where the book cannot say: then all offers must be looked at. */
export const best = async (question: Question, count: number, after: Ranked | null): Promise<Placed[] | null> => {
  const { snapshot, settings, job, policy } = question
  const { heads, now, latest, knownAt } = snapshot
  // The book is of the present, whose time is that of the newest head.
  if (!latest || knownAt !== null || now !== Math.max(0, ...heads.map(({ time }) => time))) return null
  const trust = trustAt(snapshot, settings)
  const market = await marketOf(question, [])
  const version = await trust.enter(snapshot)
  const judge = await judgeOf(snapshot)
  const book = await bookOf(snapshot, job.category, judge.mark, trust.live)
  const search = probesOf(book, job, policy, market)
  if (!search) return null
  const unsigned = policy.unsigned ? await unsignedIn(snapshot, job.category, settings) : []
  const known = unsigned.map(({ ruling, offer }) => evaluate(ruling, offer, job, policy, market))
  const asked = { ...question, count, after, book, judge, search, known }
  // The trust in the book is that of the present, which may have moved on.
  const isPresent = () => version === book.trusted() && version === trust.live.version()
  const seen = await quotesOf({ ...asked, isPresent, market: async () => ({ ...market, trust: trust.live.of }) })
  if (seen) return seen
  const read = async (rulings: readonly Judged[]) => ({
    ...market,
    trust: await trust.at(snapshot, issuersOf(rulings)),
  })
  return quotesOf({ ...asked, isPresent: null, market: read })
}

type Search = Question & {
  readonly count: number
  readonly after: Ranked | null
  readonly book: Book
  readonly judge: Judge
  readonly search: NonNullable<ReturnType<typeof probesOf>>
  /** Of prices that nobody signed. */
  readonly known: readonly (Quoted | Excluded)[]
  /** Whether the trust in the book is still that of the snapshot; null: it is not looked at. */
  readonly isPresent: (() => boolean) | null
  /** What some offers are evaluated by. */
  readonly market: (rulings: readonly Judged[]) => Promise<Market>
}

/** The quotes by one look through the book; null: its trust has moved on meanwhile. */
const quotesOf = async ({
  job,
  policy,
  count,
  after,
  book,
  judge,
  search,
  ...more
}: Search): Promise<Placed[] | null> => {
  const { known, isPresent, market } = more
  const quotes: Quoted[] = []
  let first = 0
  /** The last of the quotes asked for, once there are so many. */
  let last: Quoted | undefined
  const quote = (outcome: Quoted | Excluded): void => {
    if (!('reason' in outcome)) quotes.splice(behind(quotes, outcome), 0, outcome)
  }
  const settle = (): void => {
    if (after) first = behind(quotes, after)
    last = quotes[first + count - 1]
  }
  for (const outcome of known) quote(outcome)
  settle()
  const seen = new Set<number>()
  const alike = policy.perKilometer || !isPresent ? noneAlike : alikeIn(book)
  const way = wayTo(book, job, policy)
  const allowed = policy.allow && new Set(policy.allow.map(ownerOf))
  const { owners, trusts, forgeCosts, orders } = book.rows
  const { unknown, lower, forgeCost } = isPresent ? search.gate : OPEN

  const isOut = (row: number, terms: number): boolean => {
    const trust = trusts.values[row] as number
    if (trust < 0 ? !unknown : trust < lower || (forgeCosts.values[row] as number) < forgeCost) return true
    if (seen.has(row) || judge.isOut(book, row)) return true
    return (allowed !== null && !allowed.has(owners.values[row] as number)) || alike.isBehind(row, terms, last)
  }
  const extra = (row: number, terms: number) => (isOut(row, terms) ? Number.POSITIVE_INFINITY : way(row))
  const before = (a: number, b: number): boolean => {
    const [s, t] = isPresent ? [trusts.values[a] as number, trusts.values[b] as number] : [0, 0]
    return s === t ? (orders.values[a] as number) < (orders.values[b] as number) : s > t
  }
  const isEnough = (bound: number) => last !== undefined && bound > high(near(last.landed))

  for (let room = 2 * count + BATCH; ; room *= 4) {
    const edge = frontier(room, search.most, before)
    for (const { shelf, probe } of search.probes) shelf.search({ ...probe, extra, trust: unknown ? -1 : lower }, edge)
    const found = edge.sorted()
    for (let next = 0; next < found.length; ) {
      const rows = new Set<number>()
      for (; next < found.length && rows.size < Math.min(count, BATCH); next += 1) {
        const { row = 0, bound = 0, terms = 0 } = found[next] ?? {}
        if (isEnough(bound)) break
        if (!isOut(row, terms)) rows.add(row)
      }
      if (rows.size === 0) break
      for (const row of rows) seen.add(row)
      const standing = await judge.inForce(book, [...rows])
      const by = await market(standing)
      if (isPresent && !isPresent()) return null
      for (const { ruling, offer } of standing) {
        const outcome = evaluate(ruling, offer, job, policy, by)
        alike.learn(offer, outcome)
        quote(outcome)
      }
      settle()
    }
    if (found.length < room || isEnough(edge.cut())) break
  }
  if (isPresent && !isPresent()) return null
  return quotes.slice(first, first + count).map((quoted, i) => ({ quoted, rank: first + i + 1 }))
}

/** Where the trust in the book is not looked at, every offer is evaluated. */
const OPEN: Gate = { unknown: true, lower: -1, forgeCost: 0 }

/** How many of the quotes do not come behind this place. */
const behind = (quotes: readonly Quoted[], place: Ranked): number => {
  let [from, to] = [0, quotes.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if (compareQuotes(quotes[middle] as Quoted, place) > 0) to = middle
    else from = middle + 1
  }
  return from
}
