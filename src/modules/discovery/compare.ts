/** Which of two offers is cheaper over a range of quantities, and exactly where that flips. */
import { PortolanError } from '../../core/errors.ts'
import { add, compare, multiply, type Rational, rational, subtract } from '../../core/rational.ts'
import type { ExclusionReason } from '../../generated/schema.ts'
import {
  between,
  type Cost,
  costAt,
  inside,
  meeting,
  type Open,
  type Range,
  thirds,
  turnsOf,
  waysAt,
} from './quantities.ts'

/** A range over which one verdict holds; its ends belong to it where they are included. */
export type Segment = Range & {
  readonly includesFrom: boolean
  readonly includesTo: boolean
  readonly cheapest: 'a' | 'b' | null
  /** Why each is left out; null: it is quoted. */
  readonly a: ExclusionReason | null
  readonly b: ExclusionReason | null
}

/** The most quantities at which either offer may turn, or the two may meet. */
const MOST_TURNS = 1_000

/** The verdicts over a range in order. Where both cost the same at one quantity only, that is in no segment. */
export const segmentsOf = (a: Open, b: Open, range: Range): Segment[] => {
  const turns = inside(range, [...turnsOf(a, range), ...turnsOf(b, range)])
  bounded(turns)
  const pieces = between([range.from, ...turns, range.to])
  const all = inside(range, [...turns, ...pieces.flatMap(piece => meetings(a, b, piece))])
  bounded(all)

  const ends = compare(range.from, range.to) === 0 ? [range.from] : [range.from, ...all, range.to]
  const verdicts = ends.flatMap((end, i): Segment[] => {
    const next = ends[i + 1]
    const at = { from: end, to: end, includesFrom: true, includesTo: true, ...verdictAt(a, b, end) }
    if (!next) return [at]
    const middle = multiply(add(end, next), rational(1n, 2n))
    return [at, { from: end, to: next, includesFrom: false, includesTo: false, ...verdictAt(a, b, middle) }]
  })
  const merged: Segment[] = []
  for (const next of verdicts) {
    const last = merged.at(-1)
    if (last && sameVerdict(last, next))
      merged[merged.length - 1] = { ...last, to: next.to, includesTo: next.includesTo }
    else merged.push(next)
  }
  return merged.length === 1 ? merged : merged.filter(segment => !isMeeting(segment))
}

const bounded = (turns: readonly Rational[]): void => {
  if (turns.length <= MOST_TURNS) return
  throw new PortolanError(
    'too_large',
    `the offers turn at ${turns.length} quantities, of which ${MOST_TURNS} are compared`,
    {
      hint: 'compare over a narrower range',
    },
  )
}

/** Where any two ways to pay cost the same inside a piece. */
const meetings = (a: Open, b: Open, piece: Range): Rational[] => {
  const [at = [], then = []] = thirds(piece).map(value =>
    [a, b].flatMap(open => {
      const ways = waysAt(open, value)
      return open.offer.pay.map(entry => ways.get(entry))
    }),
  )
  const difference = (costs: typeof at, i: number, j: number): Rational | null => {
    const [one, other] = [costs[i], costs[j]]
    return one && other ? subtract(one, other) : null
  }
  return at.flatMap((_, i) =>
    at.slice(0, i).flatMap((_, j) => meeting(piece, difference(at, i, j), difference(then, i, j))),
  )
}

const verdictAt = (a: Open, b: Open, value: Rational): Pick<Segment, 'cheapest' | 'a' | 'b'> => {
  const [one, other] = [costAt(a, value), costAt(b, value)]
  return { cheapest: cheaper(one, other), a: reasonOf(one), b: reasonOf(other) }
}

const cheaper = (a: Cost, b: Cost): 'a' | 'b' | null => {
  if ('reason' in a) return 'reason' in b ? null : 'b'
  if ('reason' in b) return 'a'
  const order = compare(a.cost, b.cost)
  return order === 0 ? null : order < 0 ? 'a' : 'b'
}

const reasonOf = (cost: Cost): ExclusionReason | null => ('reason' in cost ? cost.reason : null)

const sameVerdict = (one: Segment, other: Segment): boolean =>
  one.cheapest === other.cheapest && one.a === other.a && one.b === other.b

const isMeeting = ({ from, to, cheapest, a, b }: Segment): boolean =>
  cheapest === null && a === null && b === null && compare(from, to) === 0
