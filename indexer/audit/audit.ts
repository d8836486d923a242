/** What goes on beside following a chain: what is missing is looked for, and what we hold is held against the contracts. */
import type { Module } from '../../src/core/module.ts'
import type { ChainRun } from '../chain.ts'
import { type MissingBy, repairDue } from './repair.ts'

/** After a pass that failed for a reason that none should. */
const TROUBLE_MS = 60_000
const LOOK_MS = 1_000

export type Auditor = {
  /** Begins a pass where something is due and none is under way. Gives whether logs were stored since that are to be folded. */
  look(): boolean
  /** Resolves once no pass is under way. */
  ended(): Promise<void>
}

/** Makes the auditor of a chain. It does nothing by itself, and nothing that it meets stops the chain. */
export const auditor = (run: ChainRun, modules: readonly Module[]): Auditor => {
  const { spec, report, signal } = run
  const missing: MissingBy = new Map(modules.flatMap(module => Object.entries(module.missing)))
  let running: Promise<void> | null = null
  let found = 0
  let next = 0

  const pass = async (): Promise<void> => {
    try {
      found += await repairDue(run, missing)
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
      if (running === null && Date.now() >= next) running = pass()
      const isFound = found > 0
      found = 0
      return isFound
    },
    ended: async () => void (await running),
  }
}
