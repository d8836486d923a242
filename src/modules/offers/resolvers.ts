/** GraphQL fields of offers. */

import { normalDid, parseDidUrl } from '../../core/did.ts'
import { badInput } from '../../core/errors.ts'
import type { Offer as Claims, Prices } from '../../core/offer.ts'
import { connection, type Order, pageRequest } from '../../core/page.ts'
import type { Snapshot } from '../../core/snapshot.ts'
import type {
  AnnouncementCarrier,
  AnnouncementResolvers,
  OfferResolvers,
  OfferStatus,
  Price,
  QueryResolvers,
} from '../../generated/schema.ts'
import { listings } from './listings.ts'
import { publishing } from './publish.ts'
import { standings, subjectOf, subjects } from './queries.ts'
import type { AnnouncementParent, OfferParent, Ruling } from './tables.ts'

/** A filter that few offers pass is looked for among so many subjects; the page is then shorter than asked. */
const LOOKED_AT = 2_000
const CHUNK = 200

const Query: QueryResolvers = {
  offers: async (_, { filter, orderBy, first, after, asOf }, context) => {
    const snapshot = await context.at(asOf)
    const page = pageRequest(first, after, 1)
    const order: Order<'sub'> = { columns: ['sub'], descending: orderBy === 'SUBJECT_DESC' }
    const wanted: readonly OfferStatus[] = filter?.status ?? ['IN_FORCE']
    const among = {
      category: filter?.category ?? undefined,
      issuer: filter?.issuer ? normalDid(filter.issuer) : undefined,
    }
    const found: OfferParent[] = []
    let from = page.after
    for (let looked = 0; found.length <= page.first && looked < LOOKED_AT; looked += CHUNK) {
      const chunk = (await subjects(snapshot, among, order, { first: CHUNK, after: from })).map(({ sub }) => sub)
      const byStatus = (ruling: Ruling) => wanted.includes(ruling.status) && inCategory(ruling, among.category)
      found.push(...inOrder(chunk, (await standings(snapshot, chunk)).filter(byStatus), snapshot))
      const last = chunk.at(-1)
      if (last === undefined || chunk.length < CHUNK) break
      from = [last]
    }
    return { ...connection(page, found, ({ token }) => [token.sub]), _meta: snapshot }
  },

  offer: async (_, { id, asOf }, context) => {
    if (!/^0x[0-9a-fA-F]{64}$/.test(id) && !parseDidUrl(id)) {
      throw badInput(
        'id',
        `${id.slice(0, 120)} is neither an offer id nor a subject`,
        'write 0x and 64 digits, or did:..#name',
      )
    }
    const snapshot = await context.at(asOf)
    const [ruling] = await standings(snapshot, [await subjectOf(snapshot, id)])
    return ruling ? { ...ruling, snapshot } : null
  },
}

/** A subject may have been in a category once: what counts is the token that rules it. */
const inCategory = ({ token }: Ruling, category: string | undefined): boolean =>
  category === undefined || (token.void === 0 && claimsOf(token.payload).cat.includes(category))

const inOrder = (subs: readonly string[], rulings: readonly Ruling[], snapshot: Snapshot): OfferParent[] => {
  const bySub = new Map(rulings.map(ruling => [ruling.token.sub, ruling]))
  return subs.flatMap(sub => {
    const ruling = bySub.get(sub)
    return ruling ? [{ ...ruling, snapshot }] : []
  })
}

/** What the token says. Its payload was validated when it was read. */
const claimsOf = (payload: string): Claims => JSON.parse(payload)

/** A field that a withdrawal has not. */
const claimed =
  <V, W>(read: (claims: Claims) => V, otherwise: W) =>
  ({ token }: OfferParent): V | W =>
    token.void ? otherwise : read(claimsOf(token.payload))

const prices = (table: Prices | undefined): Price[] =>
  Object.entries(table ?? {}).map(([currency, amount]) => ({ currency, amount }))

const Offer: OfferResolvers = {
  id: ({ token }) => token.id,
  subject: ({ token }) => token.sub,
  signed: ({ token }) => token.jwt !== null,
  issuer: ({ token, snapshot }) => (token.issuer === null ? null : { did: token.issuer, snapshot }),
  sequence: ({ token }) => token.seq,
  name: ({ token }) => token.name,
  categories: claimed(({ cat }) => cat, []),
  endpoint: claimed(
    ({ at }) => ({ by: at.by, url: at.url, tool: at.tool ?? null, doc: at.doc ?? null, sum: at.sum ?? null }),
    null,
  ),
  area: claimed(({ area }) => area ?? null, null),
  spec: claimed(({ spec }) => spec ?? null, null),
  tariff: claimed(
    ({ tariff }) =>
      tariff.map(({ meter, unit, per, step, lo, hi, rates }) => ({
        meter,
        unit,
        per: per ?? null,
        step: step ?? null,
        lo: lo ?? null,
        hi: hi ?? null,
        rates: rates.map(({ from, price }) => ({ from: from ?? '0', price: prices(price) })),
      })),
    [],
  ),
  min: claimed(({ min }) => prices(min), []),
  max: claimed(({ max }) => prices(max), []),
  pay: claimed(
    ({ pay }) =>
      pay.map(({ via, asset, dec, cur, to, ttl, fee, esc, extra }) => ({
        via,
        asset,
        decimals: dec,
        currency: cur,
        payTo: to,
        ttlSeconds: ttl ?? null,
        fee: fee ?? null,
        escrow: esc ?? null,
        extra: extra ?? null,
      })),
    [],
  ),
  startsAt: ({ token }) => token.starts,
  expiresAt: ({ token }) => token.expires,
  source: ({ token, announcements, snapshot }) => {
    if (token.jwt === null) return 'IMPORTED'
    const onChain = announcements.some(row => row.carrier !== 'node' && stands({ ...row, snapshot }))
    return !onChain && announcements.some(({ carrier }) => carrier === 'node') ? 'SUBMITTED' : 'ANNOUNCED'
  },
  announcements: ({ announcements, snapshot }) =>
    announcements.filter(({ carrier }) => carrier !== 'node').map(row => ({ ...row, snapshot })),
  kid: ({ token }) => token.kid,
  token: ({ token }) => token.jwt,
  knownAt: ({ token }) => token.known_at,
}

const stands = ({ bt, valid_to, snapshot }: AnnouncementParent): boolean =>
  bt === null && (valid_to === null || valid_to > snapshot.now)

const Announcement: AnnouncementResolvers = {
  carrier: ({ carrier }) => carrier.toUpperCase() as AnnouncementCarrier,
  stands,
  announcedAt: ({ snapshot, chain, bf, li }) => ({ snapshot, chain, block: bf, logIndex: li }),
}

export const resolvers = {
  ...publishing,
  ...listings,
  Query: { ...Query, ...publishing.Query, ...listings.Query },
  Offer: { ...Offer, ...publishing.Offer },
  Announcement,
}
