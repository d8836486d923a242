/**
 * Which offer rules a subject at a moment, and whether it is in force. Pure. The highest sequence number whose time has
 * come rules, if it was authentic when it was announced; an older offer never comes back, whatever becomes of that one.
 */
import type { Version } from '../../core/asOf.ts'
import { type Did, parseDid, parseDidUrl } from '../../core/did.ts'
import { type KeyFacts, keyAt, type Moment } from '../identity/keys.ts'
import type { AnnouncementRow, OfferStatus, Ruling, TokenRow } from './tables.ts'

/** An announcement with the moment it was made, on the chain of the issuer's identity. */
export type Announced = Version<AnnouncementRow> & { readonly moment: Moment }

/** A token and every announcement that names it and does not contradict it. */
export type Candidate = { readonly token: TokenRow; readonly announcements: readonly Announced[] }

/** The tokens of one subject, what is known of its keys, and the moment: on the chain of its identity, and in time. */
export type Question = {
  readonly candidates: readonly Candidate[]
  readonly facts: KeyFacts
  readonly at: Moment
}

/** What rules the subject; null where nothing ever did. */
export const standing = ({ candidates, facts, at }: Question): Ruling | null => {
  const until = untilOf({ candidates, facts, at })
  const authentic = candidates.flatMap(candidate => authenticOf(candidate, facts))
  const begun = authentic.filter(({ token }) => token.starts <= at.time)
  const highest = begun.reduce((seq, { token }) => Math.max(seq, token.seq), 0)
  const [ruling, rival] = begun.filter(({ token }) => token.seq === highest).sort(byId)
  if (ruling) return { ...ruling, until, status: rival ? 'EQUIVOCATED' : statusOf(ruling, facts, at) }
  const [next] = authentic.sort((a, b) => a.token.starts - b.token.starts || b.token.seq - a.token.seq || byId(a, b))
  return next ? { ...next, until, status: 'SCHEDULED' } : null
}

/** The next of all the times that a verdict looks at. */
const untilOf = ({ candidates, facts, at }: Question): number | null => {
  const times = [
    ...candidates.flatMap(({ token, announcements }) => [
      token.starts,
      token.expires,
      ...announcements.map(({ valid_to }) => valid_to),
    ]),
    ...facts.entries.map(({ valid_to }) => valid_to),
  ]
  return times.reduce<number | null>(
    (next, time) => (time !== null && time > at.time && (next === null || time < next) ? time : next),
    null,
  )
}

const byId = (a: Candidate, b: Candidate): number => (a.token.id < b.token.id ? -1 : 1)

/** The candidate with the announcements at which the key that signed it was its issuer's to use; none: no candidate. */
const authenticOf = ({ token, announcements }: Candidate, facts: KeyFacts): Candidate[] => {
  const at = announcements.filter(({ moment }) => keyOf(token, facts, moment) === token.key)
  return at.length > 0 ? [{ token, announcements: at }] : []
}

const keyOf = ({ issuer, kid }: TokenRow, facts: KeyFacts, moment: Moment): string | null => {
  const did = parseDid(issuer)
  const url = parseDidUrl(kid)
  return did && url ? keyAt(did, url.fragment, facts, moment) : null
}

const statusOf = ({ token, announcements }: Candidate, facts: KeyFacts, at: Moment): OfferStatus => {
  if (token.void) return 'WITHDRAWN'
  if (token.expires !== null && token.expires <= at.time) return 'EXPIRED'
  if (keyOf(token, facts, at) !== token.key) return 'KEY_ENDED'
  const held = announcements.filter(announced => sameReign(token, announced, facts, at))
  if (held.length === 0) return 'KEY_ENDED'
  const stands = held.some(({ bt, valid_to }) => bt === null && (valid_to === null || valid_to > at.time))
  return stands ? 'IN_FORCE' : 'UNANNOUNCED'
}

/** Whether the identity has had the same owner since the announcement: a new owner does not inherit offers. */
const sameReign = ({ issuer }: TokenRow, { moment }: Announced, { owners }: KeyFacts, at: Moment): boolean => {
  const did: Did | null = parseDid(issuer)
  if (did?.method !== 'ethr') return true
  const epochAt = ({ block }: Moment) =>
    owners.find(({ bf, bt }) => bf <= block && (bt === null || bt > block))?.epoch ?? 0
  return epochAt(moment) === epochAt(at)
}
