/** What the indexer reports, for people: a progress bar in a terminal, log lines elsewhere. */
import { MultiBar, type SingleBar } from 'cli-progress'
import type { Logger } from 'pino'
import type { Progress, Report } from '../indexer/chain.ts'
import { PortolanError } from './core/errors.ts'

/** Between two log lines about the same long work, milliseconds. */
const LOG_EVERY_MS = 5_000

/** Makes a report for a terminal (`bars`) or for a log. */
export const reporter = (logger: Logger, bars: boolean): Report & { stop(): void } => {
  const running = new Map<string, SingleBar>()
  const logged = new Map<string, number>()
  const multi = bars
    ? new MultiBar({
        format: '{name} [{bar}] {percentage}% block {value} of {total} · {events} events · {eta_formatted} left',
        clearOnComplete: true,
        hideCursor: true,
        etaBuffer: 50,
      })
    : undefined

  const long = (name: string, { from, to, at, events }: { from: number; to: number; at: number; events: number }) => {
    if (multi) {
      const bar = running.get(name) ?? multi.create(to, from)
      running.set(name, bar)
      bar.setTotal(to)
      bar.update(at, { name, events })
      if (at >= to) done(name)
      return
    }
    const last = logged.get(name) ?? 0
    if (at < to && Date.now() - last < LOG_EVERY_MS) return
    logged.set(name, Date.now())
    const percent = to === from ? 100 : Math.floor(((at - from) / (to - from)) * 100)
    logger.info({ name, block: at, of: to, percent, events }, 'reading')
  }
  const done = (name: string) => {
    const bar = running.get(name)
    if (bar) multi?.remove(bar)
    running.delete(name)
  }

  const report = (event: Progress): void => {
    const { kind, ...details } = event
    if (event.kind === 'backfill') long(event.chain, event)
    else if (event.kind === 'replay') long('stored logs', { from: 0, to: event.of, at: event.done, events: event.done })
    else if (event.kind === 'trouble')
      logger.warn({ ...details, ...described(event.error), error: undefined }, 'trouble, trying again')
    else if (event.kind === 'aside')
      logger.warn({ ...details, ...described(event.error), error: undefined }, 'an endpoint is set aside')
    else if (event.kind === 'back') logger.info(details, 'an endpoint is back')
    else if (event.kind === 'upgraded') logger.warn(details, 'runs code that is not known: see portolan doctor')
    else if (event.kind === 'halted') {
      logger.error(
        { ...details, ...described(event.error), error: undefined },
        'halted; what is indexed is still served',
      )
    } else if (event.kind === 'standby') {
      logger.info({}, 'standby: another process indexes into this store; this one takes over when that one ends')
    } else logger[['following', 'reorg', 'repaired'].includes(kind) ? 'info' : 'debug'](details, kind)
  }
  return Object.assign(report, { stop: () => multi?.stop() })
}

/** An error as a log or a terminal shows it; one that is so described already stays. */
export const described = (error: unknown): Described => {
  if (error instanceof PortolanError) {
    return { code: error.code, message: error.message, ...(error.hint === undefined ? {} : { hint: error.hint }) }
  }
  if (error instanceof Error) return { code: 'internal', message: error.stack ?? error.message }
  return typeof error === 'object' && error !== null && 'code' in error
    ? (error as Described)
    : { code: 'internal', message: String(error) }
}

export type Described = { readonly code: string; readonly message: string; readonly hint?: string }
