import { PortolanError } from '../core/errors.ts'
import { SMALLER } from './limits.ts'

/** Refuses to go on: null while a question still has time and somebody who waits for it, else a rejection. */
export type Deadline = () => Promise<never> | null

/** The deadline of a question that begins now; `gone` is aborted when its client hangs up. */
export const deadline = (ms: number, gone?: AbortSignal): Deadline => {
  const end = performance.now() + ms
  return () => {
    if (gone?.aborted) return Promise.reject(new PortolanError('timeout', 'the client has hung up'))
    if (performance.now() < end) return null
    const hint = `${SMALLER}, or ask again later`
    return Promise.reject(new PortolanError('timeout', `the answer takes longer than ${ms / 1_000} s`, { hint }))
  }
}
