/** DID resolution results (W3C DID Resolution, https://www.w3.org/TR/did-resolution/; shapes as did-resolver knows them). */

/** The error names of the specification, and of did:key for keys of other kinds. */
export type ResolutionError =
  | 'invalidDid'
  | 'invalidOptions'
  | 'methodNotSupported'
  | 'representationNotSupported'
  | 'unsupportedPublicKeyType'
  | 'notFound'
  | 'internalError'

export type VerificationMethod = { readonly id: string; readonly type: string; readonly controller: string } & {
  readonly [member: string]: unknown
}

export type DidDocument = {
  readonly id: string
  readonly verificationMethod?: readonly VerificationMethod[]
  readonly authentication?: readonly string[]
  readonly assertionMethod?: readonly string[]
  readonly service?: readonly { readonly id: string; readonly type: string; readonly serviceEndpoint: unknown }[]
  readonly keyAgreement?: readonly string[]
  readonly '@context'?: unknown
}

/** Versions are block numbers; times have no fraction of a second. */
export type DocumentMetadata = {
  readonly deactivated?: true
  readonly versionId?: string
  readonly updated?: string
  readonly nextVersionId?: string
  readonly nextUpdate?: string
}

export type ResolutionMetadata = {
  readonly contentType?: string
  readonly error?: ResolutionError
  readonly message?: string
  /** When evidence that is not of a chain was fetched. */
  readonly retrieved?: string
}

/** What a DID resolves to; `didDocument` is null where there is an error. Its members are in this order. */
export type Resolution = {
  readonly didDocumentMetadata: DocumentMetadata
  readonly didResolutionMetadata: ResolutionMetadata
  readonly didDocument: DidDocument | null
}

export const failure = (error: ResolutionError, message: string): Resolution => ({
  didDocumentMetadata: {},
  didResolutionMetadata: { error, message },
  didDocument: null,
})

const JSON_LD = 'application/did+ld+json'
const PLAIN = 'application/did+json'

/** The representation asked for: absent means JSON-LD; null: one that we do not make. */
export const representation = (accept: string | null | undefined): string | null => {
  const asked = accept || JSON_LD
  return asked === JSON_LD || asked === PLAIN ? asked : null
}

/** The document in a representation: plain JSON has no `@context`, JSON-LD has it last. */
export const represented = (
  document: DidDocument,
  metadata: DocumentMetadata,
  contentType: string,
  more: ResolutionMetadata = {},
): Resolution => {
  const { '@context': context, ...plain } = document
  const didDocument = contentType === PLAIN || context === undefined ? plain : { ...plain, '@context': context }
  return { didDocumentMetadata: metadata, didResolutionMetadata: { contentType, ...more }, didDocument }
}
