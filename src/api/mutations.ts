/** Who may change what this node holds. */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { Rejection } from './rejection.ts'
import type { Serving } from './serving.ts'

const CLOSED: Rejection = {
  code: 'closed',
  message: 'this node takes nothing',
  hint: 'announce the offer on chain, or hand it to another node',
  status: 403,
}

const UNKNOWN: Rejection = {
  code: 'unauthorized',
  message: 'this node takes from those whom it knows',
  hint: 'send `authorization: Bearer ...` with a token of its operator',
  status: 401,
  headers: { 'www-authenticate': 'Bearer' },
}

/** Makes the check of the `Authorization` of a mutation; null: it may be done. The time it takes says nothing of a token. */
export const writers = ({
  mutations,
  tokens,
}: Pick<Serving, 'mutations' | 'tokens'>): ((authorization: string | null) => Rejection | null) => {
  if (mutations === 'open') return () => null
  if (mutations === 'closed') return () => CLOSED
  const known = tokens.map(digest)
  return authorization => {
    const given = digest(/^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? '')
    const found = known.map(token => timingSafeEqual(token, given))
    return found.includes(true) ? null : UNKNOWN
  }
}

const digest = (token: string): Buffer => createHash('sha256').update(token).digest()
