/** Plugs a node into did-resolver, and through it into did-jwt: DIDs are then resolved from its index. */
import type { DIDResolutionResult, DIDResolver } from 'did-resolver'
import { messageOf } from '../core/errors.ts'
import { isObject } from '../core/json.ts'

export type ResolverOptions = {
  /** Where the node answers: http://127.0.0.1:4000, say. */
  readonly url: string
  readonly fetch?: typeof fetch
  readonly timeoutMs?: number
}

/**
 * Resolvers of did:ethr, did:pkh and did:key for `new Resolver(getResolver({ url }))`, by the strict profile; not of did:web,
 * of which a node has evidence and no history. Do not enable did-resolver's cache: it never forgets, and a revoked key
 * would stay. Failures are results with an error.
 */
export const getResolver = (options: ResolverOptions): Record<'ethr' | 'pkh' | 'key', DIDResolver> => {
  const resolver = resolverOf(options)
  return { ethr: resolver, pkh: resolver, key: resolver }
}

const RESULT = 'application/did-resolution'
const PLAIN = 'application/did+json'

const resolverOf =
  ({ url, fetch: send = fetch, timeoutMs = 10_000 }: ResolverOptions): DIDResolver =>
  async (did, { query }, _, { accept }) => {
    try {
      const path = `/1.0/identifiers/${encodeURIComponent(query === undefined ? did : `${did}?${query}`)}`
      const signal = AbortSignal.timeout(timeoutMs)
      const response = await send(new URL(path, url), { headers: { accept: RESULT }, redirect: 'error', signal })
      const result: unknown = await response.json()
      if (!isResult(result)) return failure('the node sent something else than a resolution result')
      return accept === PLAIN ? withoutContext(result) : result
    } catch (error) {
      return failure(messageOf(error))
    }
  }

const isResult = (value: unknown): value is DIDResolutionResult =>
  isObject(value) &&
  isObject(value.didResolutionMetadata) &&
  isObject(value.didDocumentMetadata) &&
  'didDocument' in value

/** did-jwt asks for plain JSON, which is the document without its context. */
const withoutContext = (result: DIDResolutionResult): DIDResolutionResult => {
  if (result.didDocument === null) return result
  const { '@context': _, ...didDocument } = result.didDocument
  const didResolutionMetadata = { ...result.didResolutionMetadata, contentType: PLAIN }
  return { ...result, didResolutionMetadata, didDocument } as DIDResolutionResult
}

const failure = (message: string): DIDResolutionResult => ({
  didResolutionMetadata: { error: 'internalError', message },
  didDocument: null,
  didDocumentMetadata: {},
})
