/** What would become of a token if it were submitted now. Pure. */
import type { OfferStatus, Ruling, TokenRow } from './tables.ts'

/** A verified token, whether its key is its issuer's to use now, whether it is in the log, what rules its subject, the time. */
export type Proposal = {
  readonly token: TokenRow
  readonly isKeyHeld: boolean
  readonly isInLog: boolean
  readonly ruling: Ruling | null
  /** Unix seconds. */
  readonly now: number
}

export type Prospect = {
  readonly verdict: 'ok' | 'key_ended' | 'superseded' | 'equivocated' | 'expired'
  readonly reason: string | null
  /** Null: it would never count. */
  readonly wouldBe: OfferStatus | null
}

/** The verdict on a token beside those that rule, and its status once it were there. */
export const prospectOf = ({ token, isKeyHeld, isInLog, ruling, now }: Proposal): Prospect => {
  if (!isKeyHeld) return { verdict: 'key_ended', reason: `${token.kid} is not a key of the issuer now`, wouldBe: null }
  if (isInLog && ruling?.token.id === token.id && ruling.status === 'KEY_ENDED') {
    const reason = 'it was handed in under an earlier owner of the identity, and an offer is in the log once'
    return { verdict: 'key_ended', reason, wouldBe: 'KEY_ENDED' }
  }
  const rival = ruling && ruling.status !== 'SCHEDULED' ? ruling : null
  if (rival && rival.token.seq > token.seq) {
    const reason = `seq ${rival.token.seq} rules the subject, and an older offer never comes back`
    return { verdict: 'superseded', reason, wouldBe: null }
  }
  if (rival && rival.token.seq === token.seq && (rival.token.id !== token.id || rival.status === 'EQUIVOCATED')) {
    const reason = `there are two offers of seq ${token.seq}: neither counts`
    const later = token.starts > now && rival.status !== 'EQUIVOCATED'
    return { verdict: 'equivocated', reason, wouldBe: later ? 'SCHEDULED' : 'EQUIVOCATED' }
  }
  if (token.starts > now) return { verdict: 'ok', reason: null, wouldBe: 'SCHEDULED' }
  if (token.void) return { verdict: 'ok', reason: null, wouldBe: 'WITHDRAWN' }
  if (token.expires !== null && token.expires <= now) {
    return { verdict: 'expired', reason: 'exp has passed', wouldBe: 'EXPIRED' }
  }
  return { verdict: 'ok', reason: null, wouldBe: 'IN_FORCE' }
}
