/** What goes on beside following a chain: what is missing is looked for, and what we hold is held against the contracts. */
import { PortolanError } from '../../src/core/errors.ts'
import type { Module } from '../../src/core/module.ts'
import type { BareRun } from '../chain.ts'
import { type MissingBy, repairDue } from './repair.ts'
import { checkNext, jobsOf } from './tail.ts'

/** After a pass that failed for a reason that none should. */
const TROUBLE_MS = 60_000
const LOOK_MS = 1_000
/** Between looks for a check that is due, and what the pace is reckoned by. */
const [WAIT_MS, HOUR_MS] = [60_000, 3_600_000]

export type Auditor = {
  /** Begins a pass where something is due and none is under way. Gives whether logs were stored since that are to be folded. */
  look(): boolean
  /** Resolves once no pass is under way. */
  ended(): Promise<void>
}

/** Makes the auditor of a chain. It does nothing by itself, and nothing that it meets stops the chain. */
export const auditor = (run: BareRun, modules: readonly Module[]): Auditor => {
  const { spec, report, signal } = run
  const missing: MissingBy = new Map(modules.flatMap(module => Object.entries(module.missing)))
  let running: Promise<void> | null = null
  let found = 0
  const jobs = jobsOf(run, modules)
  const perHour = spec.checksPerHour ?? 0
  let next = 0
  let nextCheck = 0

  const pass = async (): Promise<void> => {
    try {
      found += await repairDue(run, missing)
      if (found > 0) nextCheck = 0
      if (found === 0 && perHour > 0 && Date.now() >= nextCheck) {
        nextCheck = Date.now() + WAIT_MS
        // What no endpoint answers is noted in the row of the check, and waits.
        const done = await checkNext(run, jobs).catch(error => {
          if (!(error instanceof PortolanError)) throw error
        })
        if (done) nextCheck = Date.now() + (done.calls * HOUR_MS) / perHour
      }
      next = Date.now() + (spec.pollMs ?? LOOK_MS)
    } catch (error) {
      next = Date.now() + TROUBLE_MS
      if (!signal.aborted) report({ kind: 'trouble', chain: spec.chain, error, retryInMs: TROUBLE_MS })
    } finally {
      running = null
    }
  }
  return {
    look: () => {
      const isFound = found > 0
      found = 0
      // What was found is folded before anything is held against it.
      if (!isFound && running === null && Date.now() >= next) running = pass()
      return isFound
    },
    ended: async () => void (await running),
  }
}
