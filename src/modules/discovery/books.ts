/** The books of a server: one for each category that was asked about, made when it first is, and kept up with the tokens. */
import { setImmediate as pause } from 'node:timers/promises'
import type { Snapshot } from '../../core/snapshot.ts'
import { type Book, makeBook } from './book.ts'
import type { Live } from './ledger.ts'
import { type Mark, tokensOf, tokensSince } from './queries.ts'

/** How many tokens the books hold together, of about a hundred bytes each; those asked about longest ago make room. */
const TOKENS_MAX = 4_000_000

/** A token that ended so long ago, in seconds, is not in force after any reorganisation of a chain. */
const LONG_AGO = 86_400

type Opened = {
  readonly book: Book
  readonly rules: string
  /** The last token that is in. */
  nr: number
}

/** Those asked about last come last. */
type Books = Map<string, { readonly opened: Promise<Opened>; size: number }>

/** The book of a category, in which every token is that the snapshot knows, and maybe some that it does not. */
export const bookOf = async (snapshot: Snapshot, category: string, mark: Mark, live: Live): Promise<Book> => {
  const books = snapshot.kept('books', (): Books => new Map())
  // One after the other: what one question reads, the next need not.
  const before = books.get(category)?.opened.catch(() => undefined) ?? Promise.resolve(undefined)
  const opened = before.then(last =>
    last && last.rules === mark.rules ? caughtUp(snapshot, category, last, mark) : made(snapshot, category, mark, live),
  )
  const entry = { opened, size: books.get(category)?.size ?? 0 }
  books.delete(category)
  books.set(category, entry)
  try {
    const { book } = await opened
    book.retrust()
    if (entry.size !== book.size()) {
      entry.size = book.size()
      makeRoom(books)
    }
    return book
  } catch (error) {
    if (books.get(category) === entry) books.delete(category)
    throw error
  }
}

const makeRoom = (books: Books): void => {
  let tokens = 0
  for (const { size } of books.values()) tokens += size
  for (const [category, { size }] of books) {
    if (tokens <= TOKENS_MAX || books.size === 1) return
    books.delete(category)
    tokens -= size
  }
}

const made = async (snapshot: Snapshot, category: string, mark: Mark, live: Live): Promise<Opened> => {
  const book = makeBook(live)
  for (let after: string | undefined = ''; after !== undefined; await pause()) {
    const tokens = await tokensOf(snapshot, category, snapshot.now - LONG_AGO, after)
    for (const token of tokens) book.add(token)
    after = tokens.at(-1)?.id
  }
  book.arrange()
  return { book, rules: mark.rules, nr: mark.token }
}

const caughtUp = async (snapshot: Snapshot, category: string, opened: Opened, mark: Mark): Promise<Opened> => {
  while (opened.nr < mark.token) {
    const tokens = await tokensSince(snapshot, category, opened.nr)
    for (const token of tokens) {
      opened.book.add(token)
      opened.nr = token.nr
    }
    if (tokens.length === 0) opened.nr = mark.token
    opened.book.arrange()
  }
  return opened
}
