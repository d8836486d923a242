/** Several endpoints of one chain: each work goes to the best of them, and to the next where that one fails. */
import { PortolanError } from '../../src/core/errors.ts'
import type { Report } from '../chain.ts'
import type { Source } from '../source.ts'
import type { Failure } from './classes.ts'
import { type Endpoint, endpoint } from './endpoint.ts'
import type { Endpoints, Want } from './endpoints.ts'
import { EndpointError, kindOf } from './failure.ts'
import { vouch } from './vouch.ts'

/** For so long an endpoint is not asked what it cannot know: of another chain, or of blocks that it does not keep. */
const UNFIT_MS = 600_000
/** So many blocks behind the others, an endpoint comes after them, for so long after it was seen. */
const [LAG, LAG_MS] = [2, 30_000]
/** Where no head has risen for so long, another endpoint is asked for it. */
const STALE_MS = 2_000

/** What an endpoint must serve. A state is dropped before a log is, and proofs not everyone gives. */
const OF_LOGS = new Set(['eth_chainId', 'eth_getBlockByNumber', 'eth_getBlockByHash', 'eth_getLogs'])
/** Failures that say nothing of other works, or nothing of other methods. */
const OF_THE_WORK = new Set<Failure['kind']>(['rate_limited', 'not_found', 'pruned', 'wrong_chain'])
const OF_THE_METHOD = new Set<Failure['kind']>(['unsupported', 'unknown'])

/** Makes the endpoints of a chain of their sources, in the order of preference. */
export const pool = (chain: string, sources: readonly Source[], report: Report): Endpoints => {
  const all = named(sources).map(([source, name]) => endpoint(source, name))
  let highest = { number: -1, at: 0 }

  const isBehind = ({ shown }: Endpoint, now: number): boolean =>
    shown !== null && shown.number < highest.number - LAG && now - shown.at < LAG_MS

  /** Those that may do a work, the best first. */
  const candidates = ({ not = [], from = Number.POSITIVE_INFINITY, to }: Want, now: number): Endpoint[] => {
    const keeps = ({ keepsFrom, keepsSince }: Endpoint) => keepsFrom <= from || now - keepsSince > UNFIT_MS
    const fit = all.filter(of => !not.includes(of.name) && of.strangeUntil <= now && keeps(of))
    const well = fit.filter(({ breaker }) => breaker.state(now) !== 'open')
    // Where none is well, the one that is to be tried soonest is: whoever asks waits between.
    if (well.length === 0) return fit.toSorted((a, b) => a.breaker.until() - b.breaker.until()).slice(0, 1)
    const isQuiet = to === undefined && now - highest.at > STALE_MS
    const rank = (of: Endpoint): number => (of.rate.restsUntil() > now ? 2 : 0) + (isBehind(of, now) ? 1 : 0)
    const seen = ({ shown }: Endpoint): number => (isQuiet ? (shown?.at ?? 0) : 0)
    return well.toSorted((a, b) => rank(a) - rank(b) || seen(a) - seen(b))
  }

  const aside = (of: Endpoint, error: unknown, retryInMs: number | null): void => {
    of.vouchedAt = null
    report({ kind: 'aside', chain, endpoint: of.name, error, retryInMs })
  }

  /** Remembers what a failure says of an endpoint. */
  const failed = (of: Endpoint, error: unknown, { from = 0 }: Want): void => {
    const kind = kindOf(error)
    const now = performance.now()
    const isElse = error instanceof EndpointError && !OF_LOGS.has(error.method)
    if (kind === 'wrong_chain') {
      of.strangeUntil = now + UNFIT_MS
      aside(of, error, UNFIT_MS)
    }
    if (kind === 'pruned' && !isElse) {
      const said = error instanceof EndpointError && error.failure.kind === 'pruned' ? error.failure.from : null
      if (of.keepsFrom === 0) aside(of, error, null)
      of.keepsSince = now
      of.keepsFrom = Math.max(of.keepsFrom, said ?? 0, from + 1)
    }
    // Of these it is no worse for anything else.
    const isWell = kind === null || OF_THE_WORK.has(kind) || (isElse && OF_THE_METHOD.has(kind))
    const retryInMs = isWell ? of.breaker.released() : of.breaker.failed(now, kind === 'permanent', Math.random())
    if (retryInMs !== null) aside(of, error, retryInMs)
  }

  const passed = (of: Endpoint): void => {
    if (of.breaker.passed()) report({ kind: 'back', chain, endpoint: of.name })
    if (of.shown && of.shown.number > highest.number) highest = { number: of.shown.number, at: performance.now() }
  }

  return {
    names: all.map(({ name }) => name),
    on: async (work, want = {}) => {
      const errors: unknown[] = []
      const those = candidates(want, performance.now())
      for (const [i, of] of those.entries()) {
        try {
          of.breaker.begun(performance.now())
          await vouch(of, chain, want)
          const done = await work(i === those.length - 1 ? of.bold : of.source)
          passed(of)
          return done
        } catch (error) {
          failed(of, error, want)
          want.signal?.throwIfAborted()
          if (kindOf(error) === null) throw error
          errors.push(error)
        }
      }
      throw summary(all, errors, want, chain)
    },
  }
}

/** Why no endpoint did a work. */
const summary = (all: readonly Endpoint[], errors: readonly unknown[], want: Want, chain: string): unknown => {
  const now = performance.now()
  const wrong = errors.find(error => kindOf(error) === 'wrong_chain')
  if (wrong && all.every(({ strangeUntil }) => strangeUntil > now)) return wrong
  const [only, ...others] = errors.filter(error => kindOf(error) !== 'wrong_chain')
  if (only && others.length === 0) return only
  if (only instanceof PortolanError) {
    const said = [only, ...others].map(error => (error as Error).message).join('; ')
    return new PortolanError('rpc_unavailable', `no endpoint of ${chain} does: ${said}`, { hint: only.hint ?? '' })
  }
  const old = all.filter(({ keepsFrom }) => keepsFrom > (want.from ?? Number.POSITIVE_INFINITY))
  const hint = 'add an endpoint that keeps the logs of all blocks'
  if (old.length > 0) {
    const kept = old.map(({ name, keepsFrom }) => `${name} keeps none below block ${keepsFrom}`).join('; ')
    return new PortolanError('rpc_unavailable', `no endpoint of ${chain} serves block ${want.from}: ${kept}`, { hint })
  }
  return new PortolanError('rpc_unavailable', `no endpoint of ${chain} is left to ask`, {
    hint: 'add another endpoint',
  })
}

/** Each source with a name of its own: two may be of one host. */
const named = (sources: readonly Source[]): [source: Source, name: string][] => {
  const taken = new Set<string>()
  return sources.map(source => {
    const host = source.name ?? 'the RPC'
    let name = host
    for (let i = 2; taken.has(name); i += 1) name = `${host} (${i})`
    taken.add(name)
    return [source, name]
  })
}
