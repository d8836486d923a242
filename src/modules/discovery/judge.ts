/** Which tokens of a book rule their subjects and are in force: found when it matters, and kept while it holds. */
import type { Offer } from '../../core/offer.ts'
import { type Recent, recent } from '../../core/recent.ts'
import type { Snapshot } from '../../core/snapshot.ts'
import { standings } from '../offers/queries.ts'
import type { Ruling } from '../offers/tables.ts'
import type { Book } from './book.ts'
import { type Mark, subjectsOf } from './queries.ts'
import { verdictsOf } from './verdicts.ts'

/** How many offers in force are kept as they are, of some kilobytes each. */
const KEPT_MAX = 20_000
const [IN_FORCE, OUT] = [1, 2]
const FOREVER = 2 ** 32 - 1

/** An offer in force by its row in a book. */
export type Judged = { readonly row: number; readonly ruling: Ruling; readonly offer: Offer }

export type Judge = {
  readonly mark: Mark
  /** Whether a row is known not to be in force. */
  readonly isOut: (book: Book, row: number) => boolean
  /** Those of some rows that are in force. */
  readonly inForce: (book: Book, rows: readonly number[]) => Promise<Judged[]>
}

/** The judge of a moment. */
export const judgeOf = async (snapshot: Snapshot): Promise<Judge> => {
  const verdicts = verdictsOf(snapshot)
  const { moment, mark } = await verdicts.enter(snapshot)
  const offers = snapshot.kept('offers in force', (): Recent<Omit<Judged, 'row'>> => recent(KEPT_MAX))

  const isFound = (book: Book, row: number, state: number): boolean => {
    const { states, moments, subjects, owners, untils } = book.rows
    return (
      states.values[row] === state &&
      verdicts.isPresent(moment) &&
      verdicts.holds(moments.values[row] as number, subjects.values[row] as number, owners.values[row] as number) &&
      (untils.values[row] as number) > snapshot.now
    )
  }

  const judged = async (book: Book, rows: readonly number[]): Promise<Judged[]> => {
    const { numbers, states, moments, untils } = book.rows
    const subjects = await subjectsOf(
      snapshot,
      rows.map(row => numbers.values[row] as number),
    )
    const rulings = new Map(
      (await standings(snapshot, [...new Set(subjects.values())])).map(ruling => [ruling.token.sub, ruling]),
    )
    return rows.flatMap(row => {
      const nr = numbers.values[row] as number
      const ruling = rulings.get(subjects.get(nr) ?? '')
      const isRuling = ruling?.token.nr === nr && ruling.status === 'IN_FORCE'
      if (verdicts.isPresent(moment)) {
        states.values[row] = isRuling ? IN_FORCE : OUT
        moments.values[row] = moment
        untils.values[row] = Math.min(ruling?.until ?? FOREVER, FOREVER)
      }
      if (!isRuling) return []
      const offer: Offer = JSON.parse(ruling.token.payload)
      offers.set(`${mark.rules} ${nr}`, { ruling, offer })
      return [{ row, ruling, offer }]
    })
  }

  return {
    mark,
    isOut: (book, row) => isFound(book, row, OUT),
    inForce: async (book, rows) => {
      const found: Judged[] = []
      const others: number[] = []
      for (const row of rows) {
        const known = isFound(book, row, IN_FORCE) && offers.get(`${mark.rules} ${book.rows.numbers.values[row]}`)
        if (known) found.push({ row, ...known })
        else others.push(row)
      }
      return others.length === 0 ? found : [...found, ...(await judged(book, others))]
    },
  }
}
