/** What a fetched document says of an offer: a token, verified against every key its issuer is known to have had. */
import { keccak256, stringToBytes } from 'viem'
import { registryId } from '../../core/did.ts'
import { digest } from '../../core/digest.ts'
import type { Document, ReadContext, Reading } from '../../core/module.ts'
import { isUnread, type Settings } from '../../core/settings.ts'
import { keysEver } from '../identity/keys.ts'
import { keyFacts } from './queries.ts'
import type { TokenCategoryRow, TokenDocumentRow, TokenRow } from './tables.ts'
import { type FindKeys, TOKEN_MAX, type Verified, verifyToken } from './verify.ts'

/** Reads the bytes behind an announced URI as a token. */
export const readOffer = async ({ uri, bytes }: Document, { reader, settings, now }: ReadContext): Promise<Reading> => {
  if (bytes.length > TOKEN_MAX) return { verdict: 'too-large', reason: `longer than ${TOKEN_MAX} bytes`, rows: [] }
  const jwt = Buffer.from(bytes).toString('latin1').trim()
  const verified = await verifyToken(jwt, keyFinder({ reader, settings }), settings.tokens)
  if ('verdict' in verified) return { ...verified, rows: [] }

  return { verdict: 'ok', rows: rowsOf(verified, { uri, jwt, now }) }
}

/** What is kept of a verified token that was found at a URI. */
export const rowsOf = (
  { id, issuer, kid, key, claims, payload }: Verified,
  { uri, jwt, now }: { readonly uri: string; readonly jwt: string; readonly now: number },
): Reading['rows'] => {
  const isVoid = 'void' in claims
  const token: Omit<TokenRow, 'nr'> = {
    id,
    issuer,
    sub: claims.sub,
    subject: keccak256(stringToBytes(claims.sub)),
    seq: claims.seq,
    starts: isVoid ? claims.iat : Math.max(claims.iat, claims.nbf ?? 0),
    expires: isVoid ? null : claims.exp,
    void: isVoid ? 1 : 0,
    kid,
    key,
    name: isVoid ? '' : claims.name,
    payload,
    jwt,
    known_at: now,
  }
  const categories: TokenCategoryRow[] = isVoid
    ? []
    : claims.cat.map(category => ({ category, token: id, sub: claims.sub }))
  const source: Omit<TokenDocumentRow, 'nr'> = { uri_id: digest(uri), token: id }
  return [
    { table: 'token', row: token, numbered: true },
    ...categories.map(row => ({ table: 'token_category', row })),
    { table: 'token_document', row: source, numbered: true },
  ]
}

/** Looks keys up in the index. A DID whose chain has a registry that is not indexed here cannot be judged. */
const keyFinder =
  ({ reader, settings }: { reader: ReadContext['reader']; settings: Settings }): FindKeys =>
  async (did, fragment) => {
    const id = registryId(did)
    if (id === null) return keysEver(did, fragment, { owners: [], entries: [] })
    if (isUnread(did, settings)) return null
    return keysEver(did, fragment, await keyFacts(reader, null, [id], [fragment]))
  }
