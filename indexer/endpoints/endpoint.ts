/** One endpoint of a pool: what is known of it, and its source as it is asked at the pace that it bears. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Source } from '../source.ts'
import { type Breaker, breaker } from './breaker.ts'
import { EndpointError } from './failure.ts'
import { type Rate, rate } from './rate.ts'
import { splitting } from './splitting.ts'
import { widths } from './widths.ts'

export type Endpoint = {
  readonly name: string
  readonly breaker: Breaker
  readonly rate: Rate
  /** Its source at its pace, with ranges of logs in as many parts as it wants. */
  readonly source: Source
  /** The same where no other endpoint is left: a refusal in unknown words is met with narrower ranges too. */
  readonly bold: Source
  /** The newest head that it has shown, and when. */
  shown: { readonly number: number; readonly at: number } | null
  /** When it last said which chain it serves; null: not since it failed. */
  vouchedAt: number | null
  /** Until when it counts as an endpoint of another chain. */
  strangeUntil: number
  /** It keeps nothing below, as was found then. */
  keepsFrom: number
  keepsSince: number
  /** It has shown that it serves the logs of all blocks from here on. */
  servesFrom: number
  /** How many times that was looked into. */
  probes: number
}

/** Makes an endpoint of a source. Times are milliseconds by `performance.now()`. */
export const endpoint = (source: Source, name: string): Endpoint => {
  const pace = rate()
  const asked = async <R>(requests: number, ask: () => Promise<R>, signal?: AbortSignal): Promise<R> => {
    for (let wait = pace.turn(performance.now(), requests); wait > 0; ) {
      await sleep(wait, undefined, signal ? { signal } : {})
      wait = pace.restsUntil() - performance.now()
    }
    try {
      const answer = await ask()
      pace.passed(requests)
      return answer
    } catch (error) {
      if (error instanceof EndpointError && error.failure.kind === 'rate_limited') {
        pace.limited(performance.now(), error.failure.retryAfterMs, Math.random())
      }
      throw error
    }
  }
  const paced: Source = {
    ...each(source, (ask, requests, signal) => asked(requests, ask, signal)),
    name,
    head: async signal => {
      const head = await asked(1, () => source.head(signal), signal)
      it.shown = { number: head.number, at: performance.now() }
      return head
    },
  }
  const widthOf = widths()
  const it: Endpoint = {
    name,
    breaker: breaker(),
    rate: pace,
    source: splitting(paced, false, widthOf),
    bold: splitting(paced, true, widthOf),
    shown: null,
    vouchedAt: null,
    strangeUntil: 0,
    keepsFrom: 0,
    keepsSince: 0,
    servesFrom: Number.POSITIVE_INFINITY,
    probes: 0,
  }
  return it
}

/** Every method of a source, asked through `by`: it hears how many requests that is. */
const each = (
  source: Source,
  by: (ask: () => Promise<unknown>, requests: number, signal?: AbortSignal) => Promise<unknown>,
): Source => {
  const methods = Object.entries(source).flatMap(([method, ask]) => {
    if (typeof ask !== 'function') return []
    const through = (...given: unknown[]) => {
      const [first, signal] = [given[0], given.at(-1)]
      const requests = Array.isArray(first) ? first.length : 1
      return by(() => Reflect.apply(ask, source, given), requests, signal instanceof AbortSignal ? signal : undefined)
    }
    return [[method, through]]
  })
  return Object.fromEntries(methods)
}
