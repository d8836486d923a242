/** How far one announcement of an offer has come, and why no further. Pure. */
import type { Listed, Progress, Ruling, TokenRow } from './tables.ts'

/** What is known of the document behind the URI. */
export type Fetch = { readonly verdict: string; readonly reason: string | null; readonly hasBytes: boolean }

export type Known = {
  readonly listed: Listed
  /** Whether it has been revoked, overwritten or has run out. */
  readonly isEnded: boolean
  /** The last fetch; null: there was none yet. */
  readonly fetch: Fetch | null
  /** The offer that the URI served at that fetch. */
  readonly serves: TokenRow | null
  /** The offer that the announcement is of, once the URI has served it. */
  readonly token: TokenRow | null
  /** What rules the subject of that offer. */
  readonly ruling: Ruling | null
  /** Unix seconds. */
  readonly now: number
}

/** The stage, the code of what stopped it, and a sentence. */
export const progressOf = (known: Known): Progress => {
  const { token, isEnded } = known
  const { stage, code, reason } = token === null ? unverified(known) : verified(known, token)
  // A withdrawal stays one, however long it is announced.
  if (isEnded && token?.void !== 1) return { stage, code: 'ended', reason: 'the announcement does not stand any more' }
  return { stage, code, reason }
}

const unverified = ({ fetch, serves, listed }: Known): Progress => {
  if (fetch === null) return { stage: 'ANNOUNCED', code: 'waiting', reason: 'the document has not been fetched yet' }
  if (fetch.verdict !== 'ok') {
    return { stage: fetch.hasBytes ? 'FETCHED' : 'ANNOUNCED', code: fetch.verdict, reason: fetch.reason }
  }
  const reason = `the URI serves ${serves ? `${serves.id}, seq ${serves.seq} of ${serves.sub}` : 'another offer'}`
  const announced = listed.offer_id === null ? 'the carrier says otherwise' : `${listed.offer_id} was announced`
  return { stage: 'FETCHED', code: 'wrong_offer', reason: `${reason}; ${announced}` }
}

const verified = (known: Known, token: TokenRow): Progress => {
  const { listed, serves, ruling, now } = known
  const stopped = (code: string, reason: string): Progress => ({ stage: 'VERIFIED', code, reason })
  if (listed.pinned === 0) {
    return stopped('unpinned', 'neither the URI nor the announcement fixes what is served')
  }
  const keyless = stopped('key_ended', `${token.kid} was not a key of the issuer when this was announced`)
  if (ruling === null) return keyless
  const { token: ruler, status } = ruling
  if (ruler.seq > token.seq) {
    return ruler.void
      ? stopped('withdrawn', `seq ${ruler.seq} withdraws the subject`)
      : stopped('superseded', `seq ${ruler.seq} rules the subject`)
  }
  if (ruler.seq === token.seq && status === 'EQUIVOCATED') {
    return stopped('equivocated', `there are two offers of seq ${token.seq}: neither counts`)
  }
  if (ruler.id !== token.id) return token.starts > now ? stopped('scheduled', BEFORE_ITS_TIME) : keyless
  switch (status) {
    case 'SCHEDULED':
      return stopped('scheduled', BEFORE_ITS_TIME)
    case 'EXPIRED':
      return stopped('expired', 'exp has passed')
    case 'KEY_ENDED':
      return stopped('key_ended', `${token.kid} is no longer the key that signed it, or the identity has a new owner`)
    case 'UNANNOUNCED':
      return stopped('ended', 'no announcement of it stands any more')
  }
  const inForce = (code: string | null, reason: string | null): Progress => ({ stage: 'IN_FORCE', code, reason })
  if (!ruling.announcements.some(row => isSame(row, listed))) return inForce(keyless.code, keyless.reason)
  if (serves && serves.id !== token.id) {
    return inForce('wrong_offer', `the URI now serves ${serves.id}, which this announcement is not of`)
  }
  return inForce(null, null)
}

const BEFORE_ITS_TIME = 'its time has not come'

const isSame = (a: Listed | Ruling['announcements'][number], b: Listed): boolean =>
  a.chain === b.chain && a.id === b.id && a.announced === b.announced
