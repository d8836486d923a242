/** How one process serves: what it takes and from whom, how long it works on it, how much it says. */
export type Serving = {
  /** Milliseconds that a question may take, from its context to its last statement. */
  readonly deadlineMs: number
  /** Milliseconds in which the questions that run are finished once the process is told to end. */
  readonly graceMs: number
  /** The most that a question may cost (`cost.ts`). */
  readonly costMax: number
  /** What the questions of one address may cost in a minute; at once, if they like. */
  readonly costPerMinute: number
  /** Bytes of an answer; streams of events and exports are as long as they are. */
  readonly answerBytes: number
  /** Connections at once. */
  readonly connections: number
  /** Megabytes of resident memory beyond which nothing expensive is begun. */
  readonly softMemoryMb: number
  /** The proxies whose `X-Forwarded-For` is believed: addresses or CIDR ranges. */
  readonly trustProxy: readonly string[]
  /** The origins whose pages may ask; `*`: all. */
  readonly origins: readonly string[]
  /** Who may use mutations: anybody, who knows one of the `tokens`, nobody. */
  readonly mutations: 'open' | 'token' | 'closed'
  readonly tokens: readonly string[]
}

/** What holds where the operator says nothing: bounds that one user on one machine never meets. */
export const SERVING: Serving = {
  deadlineMs: 10_000,
  graceMs: 10_000,
  costMax: 100_000,
  costPerMinute: 5_000_000,
  answerBytes: 16 * 1_024 * 1_024,
  connections: 5_000,
  softMemoryMb: 3_072,
  trustProxy: [],
  origins: ['*'],
  mutations: 'open',
  tokens: [],
}
