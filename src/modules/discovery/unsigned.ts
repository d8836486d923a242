/** Why a price that nobody signed is left out, before what every offer is asked. */
import type { ExclusionReason } from '../../generated/schema.ts'
import type { Unsigned } from '../offers/tables.ts'
import type { Problem } from './charge.ts'
import type { Policy } from './job.ts'

/** The first check that it fails, or null. It has no issuer: no list can allow it, and it is denied by whom it pays. */
export const unsignedProblem = (
  { stale, ceiling, payees }: Unsigned,
  { unsigned, allow, deny }: Policy,
): Problem<ExclusionReason> | null => {
  if (stale !== null) return { reason: 'NOT_IN_FORCE', detail: stale }
  if (!unsigned) return { reason: 'UNSIGNED', detail: 'nobody signed it, and the policy does not allow that' }
  if (ceiling) return { reason: 'CEILING_ONLY', detail: 'the amount is the most that may be taken, not the price' }
  const denied = payees.find(payee => deny.includes(payee))
  if (denied !== undefined) return { reason: 'PROVIDER_DENIED', detail: `${denied} is on the deny list` }
  if (allow) return { reason: 'PROVIDER_NOT_ALLOWED', detail: 'nobody signed it: it is on no allow list' }
  return null
}
