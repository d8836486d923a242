/** What a provider can do about a verdict on an offer or its document. */
const ADVICE: Readonly<Record<string, string>> = {
  waiting: 'ask again in a moment',
  unreachable: 'see that the host answers; it is asked again by itself',
  missing: 'put the token where the URI says; it is asked for again by itself',
  refused: 'serve it over https from a public address',
  unsupported: 'announce a data:, ipfs:// or https:// URI',
  empty: 'announce a data:, ipfs:// or https:// URI',
  'too-large': 'a token has 16 kB at most: leave out what can stand behind `at.doc`',
  'over-quota': 'announce it as a data: URI, which every node keeps, or ask the operator for room',
  'hash-mismatch': 'serve the bytes that the URI names, or announce the URI of those there are',
  malformed: 'serve the token alone: three parts of base64url with dots between',
  not_canonical: 'sign canonical JSON (RFC 8785)',
  schema: 'what is accepted stands in schema/json/offer.v1.json',
  bad_kid: 'name the key as <iss>#<fragment>',
  bad_sub: 'begin sub with iss and #',
  bad_signature: 'sign with the key that kid names',
  key_unknown: 'register the key first, or name one that the identity has',
  unsupported_did: 'offer as a did:ethr, did:pkh or did:key',
  wrong_offer: 'announce the offer that is served, or serve the one that was announced',
  unpinned: 'end the URI with # and the offer id, or announce it on a board',
  superseded: 'give the next version a higher seq',
  equivocated: 'sign again with a higher seq, and each seq once',
  expired: 'sign again with a higher seq and a later exp',
  withdrawn: 'to offer it again, sign a higher seq',
  key_ended: 'sign again, with a higher seq, by a key that the identity has now',
  ended: 'announce it again, or submit it to this node',
  scheduled: 'nothing: it takes effect by itself',
}

/** The advice on a verdict; for one of the many rules of the format, where these stand. */
export const adviceOn = (verdict: string): string => ADVICE[verdict] ?? 'mend what the reason names, and sign again'
