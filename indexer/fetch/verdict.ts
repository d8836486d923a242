/** What became of a URI: the bytes, or the one reason why there are none. */
export type Verdict =
  | 'ok'
  | 'empty' // the URI has no characters
  | 'unsupported' // a scheme, hash, encoding or file type that we do not read
  | 'malformed' // the content is not what its own label says
  | 'refused' // we will not connect there
  | 'unreachable' // no usable answer in time; may be better later
  | 'unpriced' // it is served to anybody, although a request for payment was expected
  | 'missing' // the place says that it has no such thing
  | 'too-large' // more bytes than the limit
  | 'hash-mismatch' // bytes came, but not provably those the CID names

export type Content = { readonly verdict: 'ok'; readonly bytes: Uint8Array; readonly mediaType: string | null }
export type Failure = { readonly verdict: Exclude<Verdict, 'ok'>; readonly reason: string }
export type Outcome = Content | Failure

/** A failure with its reason: one plain sentence, cut at 200 characters. */
export const failed = (verdict: Failure['verdict'], reason: string): Failure => ({
  verdict,
  reason: reason.slice(0, 200),
})

/** The failure of bytes above the limit of `maxBytes`. */
export const tooLarge = (maxBytes: number): Failure =>
  failed('too-large', `The content is larger than ${maxBytes} bytes.`)
