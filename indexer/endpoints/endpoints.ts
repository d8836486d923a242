import type { Source } from '../source.ts'
import { splitting } from './splitting.ts'

/** The endpoints of one chain. */
export type Endpoints = {
  /** Does a work whose requests all go to one endpoint, so that they speak of one chain; on another where that one fails. */
  on<R>(work: (source: Source) => Promise<R>, want?: Want): Promise<R>
  /** Names (hosts, never whole URLs) of the endpoints, in the configured order. */
  readonly names: readonly string[]
}

/** What a work asks of the endpoint that does it. */
export type Want = {
  readonly signal?: AbortSignal
  /** Names not to use: they have answered already. */
  readonly not?: readonly string[]
  /** The lowest block the work reads. */
  readonly from?: number
  /** The highest. */
  readonly to?: number
}

/** One endpoint: every work goes to it, whatever it wants. */
export const single = (source: Source): Endpoints => {
  const whole = splitting(source)
  return { on: work => work(whole), names: [source.name ?? ''] }
}

/** One of several: every work goes to it, or fails. */
export const onlyOf = ({ on, names }: Endpoints, name: string): Endpoints => ({
  names: [name],
  on: (work, want) => on(work, { ...want, not: names.filter(other => other !== name) }),
})
