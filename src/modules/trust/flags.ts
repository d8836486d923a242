/** What a number does not say of a score. */
import { asked } from '../../core/asks.ts'
import { PPM } from '../../core/trustPolicy.ts'
import type { TrustFlag } from '../../generated/schema.ts'
import { customOf, hasUnlisted, soldOn } from './custom.ts'
import type { TrustScoreParent } from './parents.ts'

/** Below so much credit (millionths of a dollar), or so many effective reviewers (parts per million), a score is thin. */
const THIN_CREDIT = 5_000_000n
const THIN_RATERS = 3n * PPM

/** A flood: so many times as many opinions, and means so far apart. */
const FLOOD_TIMES = 10
const FLOOD_APART = 300_000n

/** Days after a sale. */
const RECENT = 30

/** A variance of quality above it is disagreement. */
const POLARISED = (9n * PPM * PPM) / 100n

/** The flags of a score, in the order of the contract. */
export const flagsOf = async (of: TrustScoreParent): Promise<TrustFlag[]> => {
  const { today, agent, scores, strict, snapshot } = of
  const { quality } = strict ? scores.strict : scores.plain
  const { parameters } = today.dawn.policy
  const census = await of.census()
  const { paid, returned } = await asked(customOf(today, agent), snapshot)
  const sold = await asked(soldOn(today, agent), snapshot)
  const silent = quality.reviewers === 0n && quality.answers === 0
  const { day } = today.dawn
  const flags: readonly (readonly [TrustFlag, boolean])[] = [
    ['NO_CREDITED_EVIDENCE', silent],
    ['THIN', quality.credit < THIN_CREDIT || quality.effective < THIN_RATERS],
    ['UNCREDITED_FLOOD', isFlooded(census)],
    ['WASH_PAYMENTS', paid > 0n && 2n * returned >= paid],
    ['SINGLE_SOURCE', scores.plain.quality.reviewers > 0n && scores.strict.quality.reviewers === 0n],
    ['RECENT_TRANSFER', sold !== null && day - sold < RECENT],
    ['TENURE_DISCOUNT', census.isSold],
    ['REVOKED_NEGATIVES', census.revokedLate],
    ['SUSPECT_SCALE', census.suspectScale],
    ['SELF_EXCLUDED', census.reasons.has('SELF')],
    ['RECIPROCAL', census.isMutual],
    ['SIBLING_BAD', quality.prior.mean < parameters.priorMean],
    ['DORMANT', census.credited.count > 0 && day - census.latest >= parameters.halfLife],
    ['POLARISED', !silent && quality.variance > POLARISED],
    ['UNLISTED_VALIDATOR', await asked(hasUnlisted(today, agent), snapshot)],
  ]
  return flags.flatMap(([flag, holds]) => (holds ? [flag] : []))
}

const isFlooded = ({ credited, uncredited }: Awaited<ReturnType<TrustScoreParent['census']>>): boolean => {
  if (credited.count === 0 || uncredited.count < FLOOD_TIMES * credited.count) return false
  const apart = credited.quality / BigInt(credited.count) - uncredited.quality / BigInt(uncredited.count)
  return apart >= FLOOD_APART || -apart >= FLOOD_APART
}
