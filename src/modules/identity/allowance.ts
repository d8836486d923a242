/**
 * How much one moment of one question may read: owners and what they own lead into each other, and each identity may have
 * any number of events, so that neither depth nor page size alone bounds an answer.
 */
import { PortolanError } from '../../core/errors.ts'
import type { Snapshot } from '../../core/snapshot.ts'

const MOST = 10_000

const spent = new WeakMap<Snapshot, number>()

/** Notes rows that are read or answered; refuses when so many were before that the question is too large. */
export const spend = (snapshot: Snapshot, rows: number): void => {
  const before = spent.get(snapshot) ?? 0
  if (before > MOST) throw REFUSED
  spent.set(snapshot, before + rows)
}

/** One for all: it may be thrown as often as there are rows. */
const REFUSED = new PortolanError('too_large', `the answer takes more than ${MOST} rows of fleets and histories`, {
  hint: 'ask for less at a time',
})
