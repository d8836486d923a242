/** How many blocks one question for logs may span, by filter: learnt from one endpoint, and never taken for settled. */
import type { LogFilter } from '../source.ts'

export type Width = {
  /** The most blocks to ask for at once now. */
  readonly now: () => number
  /** So many blocks were refused; so many may pass where the endpoint said so. Gives the most to ask for next. */
  refused(asked: number, named: number | null): number
  /** So many blocks were answered. */
  passed(asked: number): void
}

/** Answers at full width before twice as much is tried; doubled by each try that is refused, up to the last. */
const [FIRST_PATIENCE, LONGEST_PATIENCE] = [8, 1_024]

/** A width that begins without bound. */
export const width = (): Width => {
  let most = Number.POSITIVE_INFINITY
  let inARow = 0
  let patience = FIRST_PATIENCE
  let wasRaised = false
  return {
    now: () => most,
    refused: (asked, named) => {
      const next = Math.max(1, named !== null && named < asked ? named : asked >> 1)
      if (wasRaised) patience = Math.min(patience * 2, LONGEST_PATIENCE)
      most = Math.min(most, next)
      inARow = 0
      wasRaised = false
      return next
    },
    passed: asked => {
      if (asked < most) return
      inARow += 1
      // What was tried has held: the next try comes as soon as the first did.
      if (wasRaised && inARow > 1) patience = FIRST_PATIENCE
      if (inARow < patience) return
      most *= 2
      inARow = 0
      wasRaised = true
    },
  }
}

/** The widths of one endpoint. Filters that differ in whom they name only, share one. */
export const widths = (): ((filter: LogFilter) => Width) => {
  const known = new Map<string, Width>()
  return ({ addresses, topics0, named }) => {
    const key = `${addresses.join()} ${topics0.join()} ${named?.topic ?? ''}`
    const found = known.get(key) ?? width()
    known.set(key, found)
    return found
  }
}
