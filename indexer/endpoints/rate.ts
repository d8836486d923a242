/** How often an endpoint may be asked: without bound until it says too often, then as often as it bears. Pure but for its state. */

/** Requests a second: never fewer than this, and no bound any more above that. */
const [SLOWEST, FASTEST] = [0.2, 1_000]
/** How much of the pace is left where it was too much, and by how much each answer raises it: by a twentieth in a second. */
const [CUT, RISE] = [0.6, 0.05]
/** How long to rest where the endpoint does not say, milliseconds. */
const [FIRST_REST_MS, LONGEST_REST_MS] = [500, 30_000]
/** A pace is measured over so long. */
const SPAN_MS = 1_000

export type Rate = {
  /** Takes the next place for so many requests: how long to wait for it, milliseconds. */
  turn(now: number, requests: number): number
  /** So many were answered. */
  passed(requests: number): void
  /** It was asked too often, and wants to be left alone for so long where it says so. `random` is in [0, 1). */
  limited(now: number, retryAfterMs: number | null, random: number): void
  /** Until when it is left alone. */
  readonly restsUntil: () => number
}

/** The pace of one endpoint. Times are milliseconds of any clock that only rises. */
export const rate = (): Rate => {
  let perSecond = Number.POSITIVE_INFINITY
  let free = 0
  let restsUntil = 0
  let rest = FIRST_REST_MS
  let [spanAt, inSpan, before] = [0, 0, 0]

  return {
    turn: (now, requests) => {
      const start = Math.max(now, free, restsUntil)
      free = start + (requests * 1_000) / perSecond
      if (start - spanAt >= SPAN_MS) [spanAt, before, inSpan] = [start, start - spanAt < 2 * SPAN_MS ? inSpan : 0, 0]
      inSpan += requests
      return start - now
    },
    passed: requests => {
      rest = FIRST_REST_MS
      if (perSecond === Number.POSITIVE_INFINITY) return
      perSecond += RISE * requests
      if (perSecond > FASTEST) perSecond = Number.POSITIVE_INFINITY
    },
    limited: (now, retryAfterMs, random) => {
      // Several that were under way together are told so once.
      if (now < restsUntil) return
      perSecond = Math.max(SLOWEST, Math.min(perSecond, Math.max(inSpan, before)) * CUT)
      restsUntil = now + (retryAfterMs ?? rest * (1 + random / 2))
      rest = Math.min(rest * 2, LONGEST_REST_MS)
    },
    restsUntil: () => restsUntil,
  }
}
