/** GraphQL fields of listings: what became of each announcement and submission. */
import { keccak256, stringToBytes } from 'viem'
import { normalDid, parseDid, parseDidUrl, registryId } from '../../core/did.ts'
import { badInput } from '../../core/errors.ts'
import { isAddress } from '../../core/ids.ts'
import { connection, type PageRequest, pageRequest } from '../../core/page.ts'
import type { Snapshot } from '../../core/snapshot.ts'
import { accountOf } from '../../core/submission.ts'
import type { ListingFilter, ListingResolvers, QueryResolvers } from '../../generated/schema.ts'
import { adviceOn } from './advice.ts'
import {
  type AnyOf,
  announcementsBy,
  concerns,
  lastFetches,
  type Place,
  placeOf,
  tokensBehind,
} from './listingQueries.ts'
import { progressOf } from './progress.ts'
import { agrees, standings } from './queries.ts'
import { namingOf, type SubmissionFilter, submissionsBy } from './submissions.ts'
import type { Listed, Listing as ListingOf, TokenRow } from './tables.ts'

const Query: QueryResolvers = {
  listings: async (_, { filter, first, after, asOf }, context) => {
    const search = searchOf(filter)
    const page = pageRequest(first, after, 3)
    const snapshot = await context.at(asOf)
    const listed = await listedBy(snapshot, search, page)
    const nodes = (await listingsOf(snapshot, listed)).map(listing => ({ ...listing, snapshot }))
    return { ...connection(page, nodes, ({ listed }) => cursorOf(listed)), _meta: snapshot }
  },
}

/** What to look for: among announcements, and among submissions; null: these carry none of it. */
type Search = { readonly announcements: readonly AnyOf[]; readonly submissions: SubmissionFilter | null }

/** Reads the filter; throws for the first thing in it that is malformed. */
const searchOf = ({ issuer, subject, offer, place, announcer }: ListingFilter): Search => {
  const announcements: AnyOf[] = []
  const submissions: { account?: string; issuer?: string; sub?: string; offer?: string } = {}
  if (offer) {
    if (!/^0x[0-9a-fA-F]{64}$/.test(offer)) throw malformed('offer', offer, 'an offer id', 'write 0x and 64 digits')
    announcements.push(concerns.offer(offer.toLowerCase()))
    submissions.offer = offer.toLowerCase()
  }
  if (subject) {
    const did = parseDid(parseDidUrl(subject)?.did ?? '')
    if (!did) throw malformed('subject', subject, 'the subject of an offer', 'write did:..#name')
    announcements.push(concerns.subject(subject, keccak256(stringToBytes(subject))))
    Object.assign(submissions, { sub: subject, account: accountOf(did, normalDid(parseDidUrl(subject)?.did ?? '')) })
  }
  if (place) announcements.push(concerns.place(place.startsWith('did:') ? normalDid(place) : place.toLowerCase()))
  if (announcer) {
    if (!isAddress(announcer)) throw malformed('announcer', announcer, 'an address', 'write 0x and 40 digits')
    announcements.push(concerns.announcer(announcer.toLowerCase()))
  }
  if (issuer) {
    const did = parseDid(issuer)
    if (!did) throw malformed('issuer', issuer, 'a DID that may offer', 'write a did:ethr, did:pkh or did:key')
    const account = accountOf(did, normalDid(issuer))
    announcements.push(concerns.issuer(normalDid(issuer), registryId(did), isAddress(account) ? account : null))
    Object.assign(submissions, { issuer: normalDid(issuer), account })
  }
  if (announcements.length === 0) {
    throw badInput('filter', 'names nothing to look for', 'give an issuer, subject, offer, place or announcer')
  }
  return { announcements, submissions: place || announcer ? null : submissions }
}

const malformed = (field: string, text: string, what: string, hint: string) =>
  badInput(`filter.${field}`, `${text.slice(0, 120)} is not ${what}`, hint)

/** In the place of a position: behind all of them, so that submissions come first. */
const SUBMITTED = '~'

const cursorOf = (listed: Listed): Place =>
  listed.carrier === 'node' ? [SUBMITTED, listed.id.slice(listed.id.indexOf('/') + 1), ''] : placeOf(listed)

/** One row more than the page has, if there are so many. */
const listedBy = async (
  snapshot: Snapshot,
  { announcements, submissions }: Search,
  { first, after }: PageRequest,
): Promise<Listed[]> => {
  const [tag = SUBMITTED, number = '', id = ''] = after ?? []
  const below = after === null ? Number.MAX_SAFE_INTEGER : Number(number)
  const handed =
    tag !== SUBMITTED || submissions === null || !Number.isSafeInteger(below)
      ? []
      : (await submissionsBy(snapshot, submissions, below, first + 1)).map(row => ({
          ...namingOf(row),
          submittedAt: row.received_at,
        }))
  if (handed.length > first) return handed
  const place: Place | null = tag === SUBMITTED ? null : [tag, number, id]
  const said = await announcementsBy(snapshot, announcements, place, first + 1 - handed.length)
  return [...handed, ...said.map(row => ({ ...row, submittedAt: null }))]
}

/** What became of each, with a few queries for all. */
const listingsOf = async (snapshot: Snapshot, listed: readonly Listed[]): Promise<ListingOf[]> => {
  const uris = [...new Set(listed.map(({ uri_id }) => uri_id))]
  const [last, good] = [await lastFetches(snapshot, uris, false), await lastFetches(snapshot, uris, true)]
  const servedBy = (fetches: typeof last, uri: string) => offerIdOf(fetches.get(uri)?.body ?? null)
  // Bytes that a URI fixes are served for good: for a URI that does not, the announcement says which are meant.
  const meant = ({ offer_id, uri_id }: Listed) => offer_id ?? servedBy(good, uri_id)
  const ids = listed.flatMap(row => [meant(row) ?? [], servedBy(last, row.uri_id) ?? []].flat())
  const tokens = await tokensBehind(snapshot, uris, [...new Set(ids)])
  const tokenOf = ({ uri_id }: Listed, id: string | null): TokenRow | null => tokens.get(`${uri_id} ${id}`) ?? null

  const found = listed.map(row => {
    const token = tokenOf(row, meant(row))
    return { row, token: token && agrees(token, row) ? token : null, serves: tokenOf(row, servedBy(last, row.uri_id)) }
  })
  const subs = new Set(found.flatMap(({ token }) => token?.sub ?? []))
  const rulings = new Map((await standings(snapshot, [...subs])).map(ruling => [ruling.token.sub, ruling]))
  return found.map(({ row, token, serves }) => {
    const fetch = last.get(row.uri_id)
    const progress = progressOf({
      listed: row,
      isEnded: row.bt !== null || (row.valid_to !== null && row.valid_to <= snapshot.now),
      fetch: fetch ? { ...fetch, hasBytes: fetch.content !== null } : null,
      serves,
      token,
      ruling: rulings.get(token?.sub ?? '') ?? null,
      now: snapshot.now,
    })
    const offer = token?.id ?? row.offer_id ?? serves?.id ?? null
    return { ...progress, listed: row, offer, sub: (token ?? serves)?.sub ?? null, serves: serves?.id ?? null }
  })
}

/** The offer id of a token that was read: keccak-256 of what was signed. */
const offerIdOf = (jwt: string | null): string | null => {
  const text = jwt?.trim()
  return text ? keccak256(stringToBytes(text.slice(0, text.lastIndexOf('.')))) : null
}

const Listing: ListingResolvers = {
  carrier: ({ listed }) => listed.carrier.toUpperCase() as Uppercase<typeof listed.carrier>,
  place: ({ listed }) => listed.place || null,
  uri: ({ listed }) => listed.uri,
  announcer: ({ listed }) => listed.announcer,
  announcedAt: ({ listed, snapshot }) =>
    listed.carrier === 'node' ? null : { snapshot, chain: listed.chain, block: listed.bf, logIndex: listed.li },
  submittedAt: ({ listed }) => listed.submittedAt,
  hint: ({ code }) => (code === null ? null : adviceOn(code)),
  subject: ({ sub }) => sub,
  document: ({ listed, snapshot }) => ({ snapshot, kind: 'offer', id: listed.uri_id }),
}

export const listings = { Query, Listing }
