/** Whether to bother an endpoint that has failed. Pure but for its state. */

/** So many failures in a row set it aside. */
const FAILURES = 3
/** For so long at first and at the longest, milliseconds. */
const [FIRST_MS, LONGEST_MS] = [1_000, 60_000]
/** For so long where only a person can mend it. */
const PERMANENT_MS = 600_000

export type Breaker = {
  /** `half_open`: one work may try whether it is well again. */
  state(now: number): 'closed' | 'open' | 'half_open'
  /** A work is begun on it: where it is half open, that is the one that tries. */
  begun(now: number): void
  /** A work failed on it. Gives for how long it is set aside, where it was not before. `random` is in [0, 1). */
  failed(now: number, isPermanent: boolean, random: number): number | null
  /** A work ended for a reason that is not its own: it is set aside for nothing. */
  released(): null
  /** A work succeeded on it. Gives whether it was set aside before. */
  passed(): boolean
  /** When it may be tried again. */
  readonly until: () => number
}

/** The breaker of one endpoint. Times are milliseconds of any clock that only rises. */
export const breaker = (): Breaker => {
  let failures = 0
  let until: number | null = null
  let wait = FIRST_MS
  let isTried = false
  const stateAt = (now: number) => {
    if (until === null) return 'closed'
    return now < until || isTried ? 'open' : 'half_open'
  }
  return {
    state: stateAt,
    begun: now => {
      if (stateAt(now) === 'half_open') isTried = true
    },
    failed: (now, isPermanent, random) => {
      failures += 1
      const was = until
      if (was === null && failures < FAILURES && !isPermanent) return null
      // Works that were under way when it was set aside say nothing new.
      if (was !== null && now < was && !isPermanent) return null
      isTried = false
      const aside = (isPermanent ? PERMANENT_MS : wait) * (1 + random / 2)
      wait = Math.min(wait * 2, LONGEST_MS)
      until = now + aside
      return was === null ? aside : null
    },
    released: () => {
      isTried = false
      return null
    },
    passed: () => {
      const was = until !== null
      failures = 0
      until = null
      wait = FIRST_MS
      isTried = false
      return was
    },
    until: () => until ?? 0,
  }
}
