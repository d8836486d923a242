/** What a job and a policy ask of the shelves of a book. */
import { FIXED } from '../../core/offer.ts'
import { multiply, type Rational } from '../../core/rational.ts'
import type { Book } from './book.ts'
import type { Probe, Shelf } from './bookShelf.ts'
import { high, low, near, shapeOf } from './bookTerms.ts'
import { leastForgeCost, type Market } from './evaluate.ts'
import type { Job, Policy } from './job.ts'
import { openWay } from './ways.ts'

/** Beyond these doubles might overflow; nobody means such a job. */
const [QUANTITY_MAX, WORTH_MAX] = [1e150, 1e60]

export type Search = {
  readonly probes: readonly { readonly shelf: Shelf; readonly probe: Omit<Probe, 'extra' | 'trust'> }[]
  readonly gate: Gate
  /** What costs more is not quoted. */
  readonly most: number
}

/** What the policy asks of trust: whether the unknown will do, and of the known a lower bound and what forging it costs. */
export type Gate = { readonly unknown: boolean; readonly lower: number; readonly forgeCost: number }

/** The shelves that can hold a quote, and how to look; null where doubles do not reach. */
export const probesOf = (book: Book, job: Job, policy: Policy, market: Market): Search | null => {
  const asked = [...job.quantities].filter(([meter]) => meter !== FIXED).sort(([a], [b]) => (a < b ? -1 : 1))
  const quantities = asked.map(([, { value, unit }]) => near(multiply(value, unit.factor)))
  if (!quantities.every(quantity => quantity <= QUANTITY_MAX)) return null
  const [from, to] = [quantities.map(low), quantities.map(high)]
  const { escrowAbove, budgetLeft, maxTotal, maxSeconds } = policy
  const probes: { shelf: Shelf; probe: Omit<Probe, 'extra' | 'trust'> }[] = []
  for (const shelf of book.shelves(shapeOf(asked.map(([meter, { unit }]) => [meter, unit] as const)))) {
    const open = openWay(shelf.way, job.purchases, policy, market)
    if ('reason' in open || 'reason' in open.settlement) continue
    const { rail, priced, settlement } = open
    if (maxSeconds !== null && rail.seconds > maxSeconds) continue
    const worth = near(priced.rate) * Number(job.purchases)
    if (!(worth <= WORTH_MAX)) return null
    const most = Math.min(limit(budgetLeft), rail.escrow ? limit(null) : limit(escrowAbove))
    probes.push({ shelf, probe: { from, to, worth: low(worth), beside: low(near(settlement.cost)), most } })
  }
  return { probes, gate: gateOf(policy, market), most: limit(maxTotal) }
}

const gateOf = (policy: Policy, { price }: Market): Gate => {
  const { unknownTrust, minTrust, valueAtRisk } = policy
  const least = leastForgeCost(policy, price)
  return {
    unknown: unknownTrust || (minTrust === null && valueAtRisk === null),
    lower: minTrust ?? 0,
    forgeCost: least && 'cost' in least ? low(Number(least.cost)) : 0,
  }
}

const limit = (amount: Rational | null): number =>
  Math.min(amount ? high(near(amount)) : Number.MAX_VALUE, Number.MAX_VALUE)
