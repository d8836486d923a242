/**
 * GET /1.0/identifiers/{did}: DID resolution over HTTP (W3C DID Resolution, HTTP(S) binding; the path is that of the
 * Universal Resolver). The DID may be percent-encoded; parameters stand in its query or in that of the URL.
 */
import type { HttpAnswer, HttpHandler } from '../../core/module.ts'
import { resolve } from './resolve.ts'
import { failure, type Resolution, type ResolutionError } from './result.ts'

/** The longest URL behind the path that is read. */
const LONGEST = 2_000

/** The whole result, under any of the names it goes by. */
const RESULT = /application\/did-resolution|application\/ld\+json;\s*profile="https:\/\/w3id\.org\/did-resolution"/

/** Answers with the result, or with the bare document where the client accepts only that. */
export const identifiers: HttpHandler = async ({ rest, accept = '' }, context) => {
  const did = rest.length > LONGEST ? null : decoded(rest)
  const snapshot = await context.at(null)
  const wanted = wantedType(accept)
  const resolution =
    did === null
      ? failure('invalidDid', 'the path is not a DID')
      : wanted === null
        ? failure(
            'representationNotSupported',
            'accept application/did-resolution, application/did+ld+json or application/did+json',
          )
        : await resolve(snapshot, context.settings, did, { accept: wanted.document })
  return answer(resolution, wanted?.bare ?? false)
}

/** A percent-encoded DID URL, or a bare one; a plus stays a plus. */
const decoded = (rest: string): string | null => {
  const [path = '', ...query] = rest.split('?')
  try {
    return [decodeURIComponent(path), ...query].join('?')
  } catch {
    return null
  }
}

/** Which document is wanted, and whether alone; null: none that is made here. */
const wantedType = (accept: string): { readonly document: string | null; readonly bare: boolean } | null => {
  if (accept === '' || RESULT.test(accept) || /\*\/\*|application\/(\*|json\b)|text\/html/.test(accept))
    return { document: null, bare: false }
  const document = /application\/did(\+ld)?\+json/.exec(accept)?.[0]
  return document ? { document, bare: true } : null
}

const STATUS: Readonly<Record<ResolutionError, number>> = {
  invalidDid: 400,
  invalidOptions: 400,
  notFound: 404,
  representationNotSupported: 406,
  internalError: 500,
  methodNotSupported: 501,
  unsupportedPublicKeyType: 501,
}

const answer = (resolution: Resolution, bare: boolean): HttpAnswer => {
  const { didDocument, didDocumentMetadata, didResolutionMetadata } = resolution
  const { error, contentType } = didResolutionMetadata
  const gone = didDocumentMetadata.deactivated === true
  const status = error ? STATUS[error] : gone ? 410 : 200
  return bare && !error
    ? { status, type: contentType ?? 'application/did+ld+json', body: JSON.stringify(didDocument) }
    : { status, type: 'application/did-resolution', body: JSON.stringify(resolution) }
}
