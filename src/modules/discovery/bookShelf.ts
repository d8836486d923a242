/**
 * The offers of one shape by one way to pay: columns of bounds in blocks of 64, each block with the least of its bounds.
 * A question passes over a block that cannot hold what it looks for; blocks hold offers of like prices together.
 */
import { atLeast, type Cost, type LineBound } from './bookTerms.ts'
import { type Column, column, singleAbove, singleBelow } from './columns.ts'
import type { Frontier } from './frontier.ts'
import type { Way } from './ways.ts'

const BLOCK = 64

/** What a question asks of a shelf. */
export type Probe = {
  /** Of each line, in base units: not above what is asked for, and not below it. */
  readonly from: readonly number[]
  readonly to: readonly number[]
  /** What a whole token of one purchase costs for all purchases, and what is to be paid beside, in the reference currency. */
  readonly worth: number
  readonly beside: number
  /** What costs more is of no use by this way. */
  readonly most: number
  /** Blocks in which nobody has so much trust are passed over; -1: unknown trust will do. */
  readonly trust: number
  /** Whether the row is worth looking at, and what else it costs at least; infinite: it is not. */
  readonly extra: (row: number, terms: number) => number
}

export type Shelf = {
  readonly way: Way
  readonly size: () => number
  readonly add: (row: number, cost: Cost, terms: number) => void
  /** Looks again at the trust of its rows. */
  readonly retrust: () => void
  /** Brings like prices together again, if much has come since. */
  readonly arrange: () => void
  readonly search: (probe: Probe, frontier: Frontier) => void
}

/** An empty shelf for offers of so many metered lines; `trusts`: of each row, parts per million, -1 where it is unknown. */
export const makeShelf = (way: Way, lines: number, trusts: Column<Int32Array>): Shelf => {
  const each = <T>(make: () => T): T[] => Array.from({ length: lines }, make)
  const singles = () => column(Float32Array)
  const [rows, plan] = [column(Uint32Array), column(Uint32Array)]
  const terms = column(Float64Array)
  const [base, least, cap] = [singles(), singles(), singles()]
  const [slopes, los, his] = [each(singles), each(singles), each(singles)]
  const columns = [rows, plan, terms, base, least, cap, ...slopes, ...los, ...his]
  /** Of tariffs that are no straight line; 0: of none. */
  const plans: (readonly LineBound[])[] = [[]]
  let blocks = noBlocks(lines)
  let size = 0
  let arranged = 0

  /** Takes the entry at the end of the columns into its block. */
  const counted = (i: number) => {
    const b = Math.floor(i / BLOCK)
    if (i % BLOCK === 0) {
      for (const bounds of [blocks.base, blocks.least, blocks.cap, ...blocks.slopes]) {
        bounds.push(Number.POSITIVE_INFINITY)
      }
      blocks.trust.push(-1)
    }
    const lower = (bounds: { values: Float32Array }, value = 0) => {
      if (value < (bounds.values[b] ?? 0)) bounds.values[b] = value
    }
    lower(blocks.base, base.values[i])
    lower(blocks.least, least.values[i])
    lower(blocks.cap, cap.values[i])
    for (const [l, slope] of blocks.slopes.entries()) lower(slope, slopes[l]?.values[i])
    countTrust(i)
  }

  const countTrust = (i: number) => {
    const b = Math.floor(i / BLOCK)
    const trust = trusts.values[rows.values[i] as number] as number
    if (trust > (blocks.trust.values[b] as number)) blocks.trust.values[b] = trust
  }

  const bounded = (sum: number, atMost: number, atLeast: number) => Math.min(Math.max(sum, atLeast), atMost)

  const blockBound = (b: number, { from, worth, beside }: Probe): number => {
    let sum = blocks.base.values[b] ?? 0
    for (let l = 0; l < lines; l += 1) sum += (blocks.slopes[l]?.values[b] ?? 0) * (from[l] ?? 0)
    return bounded(sum, blocks.cap.values[b] ?? 0, blocks.least.values[b] ?? 0) * worth + beside
  }

  /** Whether an entry sells so much of every line. */
  const isSold = (i: number, { from, to }: Probe): boolean => {
    for (let l = 0; l < lines; l += 1) {
      const [lo, hi] = [los[l]?.values, his[l]?.values]
      if (lo && hi && ((to[l] as number) < (lo[i] as number) || (from[l] as number) > (hi[i] as number))) return false
    }
    return true
  }

  /** The bound of an entry whose tariff is no straight line. */
  const bentBound = (i: number, bent: readonly LineBound[], { from, worth, beside }: Probe): number => {
    let sum = base.values[i] as number
    for (let l = 0; l < bent.length; l += 1) sum += atLeast(bent[l] as LineBound, from[l] as number)
    return bounded(sum, cap.values[i] as number, least.values[i] as number) * worth + beside
  }

  const searchBlock = (b: number, probe: Probe, frontier: Frontier) => {
    const { from, worth, beside, most, extra } = probe
    const [rowOf, baseOf, leastOf, capOf] = [rows.values, base.values, least.values, cap.values]
    const planOf = plan.values
    const [slopeOf, one] = [slopes[0]?.values, from[0] ?? 0]
    const end = Math.min(size, (b + 1) * BLOCK)
    for (let i = b * BLOCK; i < end; i += 1) {
      let sum = baseOf[i] as number
      if (slopeOf) sum += (slopeOf[i] as number) * one
      for (let l = 1; l < lines; l += 1) sum += (slopes[l]?.values[i] as number) * (from[l] as number)
      const straight = bounded(sum, capOf[i] as number, leastOf[i] as number) * worth + beside
      if (straight > frontier.cut() || straight > most) continue
      if (!isSold(i, probe)) continue
      const bent = planOf[i] as number
      const bound = bent === 0 ? straight : bentBound(i, plans[bent] as readonly LineBound[], probe)
      if (bound > frontier.cut() || bound > most) continue
      const row = rowOf[i] as number
      const alike = terms.values[i] as number
      const whole = bound + extra(row, alike)
      if (whole <= frontier.cut()) frontier.offer(row, whole, alike)
    }
  }

  return {
    way,
    size: () => size,
    add: (row, { base: flat, least: floor, cap: ceiling, lines: metered }, alike) => {
      const straight = metered.every(({ step, pieces }) => step === 0 && pieces.length === 1)
      plan.push(straight ? 0 : plans.push(metered) - 1)
      rows.push(row)
      terms.push(alike)
      base.push(singleBelow(flat))
      least.push(singleBelow(floor))
      cap.push(singleBelow(ceiling))
      for (const [l, { slope, lo, hi }] of metered.entries()) {
        slopes[l]?.push(singleBelow(slope))
        los[l]?.push(singleBelow(lo))
        his[l]?.push(singleAbove(hi))
      }
      counted(size)
      size += 1
    },
    arrange: () => {
      if (size - arranged <= BLOCK + arranged / 8) return
      const order = together([...slopes, base].map(({ values }) => values.subarray(0, size)))
      for (const column of columns) column.arrange(order)
      blocks = noBlocks(lines)
      for (let i = 0; i < size; i += 1) counted(i)
      arranged = size
    },
    retrust: () => {
      blocks.trust.values.fill(-1)
      for (let i = 0; i < size; i += 1) countTrust(i)
    },
    search: (probe, frontier) => {
      const count = Math.ceil(size / BLOCK)
      const bounds = new Float64Array(count)
      let first = -1
      for (let b = 0; b < count; b += 1) {
        const trusted = (blocks.trust.values[b] as number) >= probe.trust
        bounds[b] = trusted ? blockBound(b, probe) : Number.POSITIVE_INFINITY
        if (trusted && (first === -1 || (bounds[b] as number) < (bounds[first] as number))) first = b
      }
      if (first === -1) return
      // What the best block holds makes it easy to pass over the others.
      searchBlock(first, probe, frontier)
      for (let b = 0; b < count; b += 1) {
        const bound = bounds[b] as number
        if (b !== first && bound <= frontier.cut() && bound <= probe.most) searchBlock(b, probe, frontier)
      }
    },
  }
}

const noBlocks = (lines: number) => ({
  base: column(Float32Array),
  least: column(Float32Array),
  cap: column(Float32Array),
  slopes: Array.from({ length: lines }, () => column(Float32Array)),
  trust: column(Int32Array),
})

/** An order in which blocks hold like values of every column: strips of the first, in them strips of the next, and so on. */
const together = (columns: readonly Float32Array[]): Uint32Array => {
  const order = new Uint32Array(columns[0]?.length ?? 0)
  for (let i = 0; i < order.length; i += 1) order[i] = i
  const differing = columns.filter(values => values.some(value => value !== values[0]))
  const arrange = (from: number, to: number, [values, ...rest]: readonly Float32Array[]) => {
    if (!values || to - from <= BLOCK) return
    order.subarray(from, to).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0))
    const blocks = Math.ceil((to - from) / BLOCK)
    const strip = BLOCK * Math.ceil(blocks / Math.ceil(blocks ** (1 / (rest.length + 1))))
    if (rest.length > 0) for (let i = from; i < to; i += strip) arrange(i, Math.min(to, i + strip), rest)
  }
  arrange(0, order.length, differing)
  return order
}
