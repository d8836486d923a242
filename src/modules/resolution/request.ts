/** What is asked of a resolver: a DID, a version of it, a representation. Nothing that is not understood means "latest". */
import { type Did, isMalformedDid, type Networks, parseDid } from '../../core/did.ts'
import { webDid } from '../../core/namedDid.ts'
import type { Profile } from './ethr.ts'
import { failure, type Resolution, representation } from './result.ts'

/** Parameters as text, from the query of the DID URL or beside it. */
export type Options = {
  readonly accept?: string | null | undefined
  readonly versionId?: string | null | undefined
  readonly versionTime?: string | null | undefined
  readonly profile?: Profile | undefined
}

export type Request = {
  /** The DID as it was asked for, without parameters. */
  readonly asked: string
  readonly did: Did | { readonly method: 'web' }
  readonly version: Version
  readonly contentType: string
  readonly profile: Profile
}

export type Version =
  | { readonly kind: 'latest' }
  | { readonly kind: 'block'; readonly block: number }
  /** Unix seconds. */
  | { readonly kind: 'time'; readonly time: number }

/** Reads a DID URL and options, or says what is wrong with them, in the order in which `ethr-did-resolver` looks. */
export const readRequest = (url: string, options: Options, networks: Networks): Request | Resolution => {
  const profile = options.profile ?? 'strict'
  const contentType = representation(options.accept)
  if (contentType === null)
    return failure(
      'representationNotSupported',
      'documents are made as application/did+ld+json and application/did+json',
    )
  const [asked = '', query, ...more] = url.split('?')
  if (more.length > 0 || url.includes('#') || asked.includes('/'))
    return failure('invalidDid', 'a DID is resolved, not a part of its document: leave out path and fragment')
  if (isMalformedDid(asked)) return failure('invalidDid', `${asked.slice(0, 120)} is not a DID`)
  const version = readVersion(query, options)
  if ('didDocument' in version) return version
  const did = parseDid(asked, networks)
  if (did) return { asked, did, version, contentType, profile }
  if (asked.startsWith('did:web:'))
    return webDid(asked)
      ? { asked, did: { method: 'web' }, version, contentType, profile }
      : failure('invalidDid', 'this did:web names no place that is fetched from')
  if (asked.startsWith('did:ethr:'))
    return failure(profile === 'ethr' ? 'internalError' : 'notFound', 'the network of this DID is not known here')
  return failure('methodNotSupported', 'known methods: did:ethr, did:pkh of eip155, did:key, did:web')
}

const readVersion = (query: string | undefined, options: Options): Version | Resolution => {
  const given = new Map<string, string>()
  const { versionId, versionTime } = options
  for (const [name, value] of [
    ...pairs(query),
    ['versionId', versionId] as const,
    ['versionTime', versionTime] as const,
  ]) {
    if (value === null || value === undefined) continue
    if (name !== 'versionId' && name !== 'versionTime')
      return failure('invalidOptions', `${name.slice(0, 60)} is not a parameter of resolution`)
    if (given.has(name)) return failure('invalidOptions', `${name} is given twice`)
    given.set(name, value)
  }
  const id = given.get('versionId')
  const time = given.get('versionTime')
  if (id !== undefined && time !== undefined)
    return failure('invalidOptions', 'give versionId or versionTime, not both')
  if (time !== undefined) return atTime(time)
  return id === undefined || id === 'latest' ? { kind: 'latest' } : atBlock(id)
}

/** The parameters of a query. A plus is a plus, as URLs have it, and not a space, as forms do. */
const pairs = (query: string | undefined): (readonly [string, string])[] =>
  (query === undefined || query === '' ? [] : query.split('&')).map(part => {
    const [name = '', ...value] = part.split('=')
    return [plain(name), plain(value.join('='))]
  })

const plain = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const atBlock = (text: string): Version | Resolution =>
  /^(0|[1-9]\d{0,15})$/.test(text) && Number.isSafeInteger(Number(text))
    ? { kind: 'block', block: Number(text) }
    : failure('invalidOptions', 'versionId is the number of a block')

/** Seconds, or a time in UTC (DID Core 3.2.1: "normalized to UTC 00:00:00"). */
const atTime = (text: string): Version | Resolution => {
  if (/^\d{1,12}$/.test(text)) return { kind: 'time', time: Number(text) }
  const [, day = '', clock = ''] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d{1,9})?Z$/.exec(text) ?? []
  const time = Date.parse(`${day}T${clock}Z`) / 1_000
  // The parser takes the 30th of February for the 2nd of March.
  const isReal =
    Number.isSafeInteger(time) && time >= 0 && new Date(time * 1_000).toISOString().startsWith(`${day}T${clock}`)
  return isReal
    ? { kind: 'time', time }
    : failure('invalidOptions', 'versionTime is a time in UTC, as 2026-01-31T12:00:00Z, or Unix seconds')
}
