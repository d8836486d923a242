/** Why a winner or its price is not what it was: what happened since the moment before and concerns one of the two. */
import type { Version } from '../../core/asOf.ts'
import type { Context } from '../../core/context.ts'
import { chainOfDid, parseDid, registryId } from '../../core/did.ts'
import type { ChainHead, Snapshot } from '../../core/snapshot.ts'
import { standings } from '../offers/queries.ts'
import type { AnnouncementRow, Ruling, TokenRow } from '../offers/tables.ts'
import { announcementsOfRivals, endOf, keyEvents, type Place } from './causeQueries.ts'
import type { Market, Quoted } from './evaluate.ts'
import type { CauseParent, StandingParent } from './parents.ts'
import { gasPrices, rounds } from './queries.ts'
import { marketOf } from './rank.ts'
import { trustCauses } from './trustCauses.ts'

const MOST = 20

/** What is between the two moments, as the resolvers see it. */
export type Between = {
  readonly snapshot: Snapshot
  /** The time of the moment before, Unix seconds. */
  readonly time: number
  /** When that was looked at, by the clock of this node. */
  readonly lookedAt: number
  /** Whether a place lies above the heads of the moment before. */
  readonly isNew: (at: { readonly chain: string; readonly bf: number }) => boolean
  readonly heightOf: (chain: string) => number
  readonly heads: readonly ChainHead[]
}

/**
 * The causes of an event, at most 20: blocks that left, what became of the offers, then rates, gas and trust. None where a price
 * that nobody signed was fetched anew: no chain says so.
 */
export const causesOf = async (
  { kind, answer: { snapshot, quotes, policy }, was, since, reverted }: StandingParent,
  { settings, at: asOf }: Pick<Context, 'settings' | 'at'>,
): Promise<CauseParent[]> => {
  if (kind === 'FIRST') return []
  const { heads = [], at = 0 } = since ?? {}
  const heightOf = (chain: string) => heads.find(head => head.chain === chain)?.number ?? -1
  const between: Between = {
    snapshot,
    time: Math.max(0, ...heads.map(head => head.time)),
    lookedAt: at,
    isNew: ({ chain, bf }) => bf > heightOf(chain),
    heightOf,
    heads,
  }
  const is = quotes[0]?.quoted ?? null
  const gone: CauseParent[] = reverted.map(({ chain, number }) => {
    return { kind: 'REORG', about: chain, chain, block: number, origin: null }
  })
  const offers = [
    // What was announced in blocks that left was never said.
    ...(was && was.ruling.status !== 'UNSIGNED' && gone.length === 0 ? await ofFormer(was.ruling, between) : []),
    ...(is && is.ruling.status !== 'UNSIGNED' && is.ruling.token.sub !== was?.ruling.token.sub
      ? await ofPresent(is.ruling, between)
      : []),
  ]
  const market = await marketOf({ snapshot, settings, policy }, [])
  const causes = [
    ...gone,
    ...offers,
    ...(await ofRates([was, is], between)),
    ...ofAge(was, market),
    ...(await ofGas([was, is], between, market)),
    ...(settings.trust ? await trustCauses([was, is], between, settings, asOf) : []),
  ]
  // A document that was read in the second of the look before, or that was there and only came next.
  if (causes.length === 0 && is && is.ruling.status !== 'UNSIGNED') causes.push(begun(is.ruling, between))
  return causes.slice(0, MOST)
}

/** What took the former winner's place under its subject, or its force. */
const ofFormer = async ({ token }: Ruling, between: Between): Promise<CauseParent[]> => {
  const { snapshot, isNew, time } = between
  const [now] = await standings(snapshot, [token.sub])
  if (!now) return []
  if (now.status === 'EQUIVOCATED') {
    const announced = await announcementsOfRivals(snapshot, token.sub, now.token.seq, token.id)
    const fresh = announced.filter(isNew)
    const rivals = fresh.length > 0 ? fresh : announced.slice(-1)
    return rivals.map(row => said('OFFER', token.sub, row, snapshot))
  }
  if (now.token.id !== token.id) return [begun(now, between)]
  if (now.status === 'EXPIRED') return [passed('EXPIRY', token.sub)]
  if (now.status === 'KEY_ENDED') {
    const events = await ofKeys(token, between)
    return events.length > 0 ? events : [passed('EXPIRY', token.issuer)]
  }
  if (now.status !== 'UNANNOUNCED') return []
  const expired = now.announcements.some(({ valid_to }) => valid_to !== null && valid_to > time)
  const ended = await Promise.all(now.announcements.map(row => ofEnd(row, token.sub, between)))
  const told = ended.flatMap(cause => cause ?? [])
  return told.length === 0 && expired ? [passed('EXPIRY', token.sub)] : told
}

/** What made the present winner an offer in force; nothing where it only came next. */
const ofPresent = async (ruling: Ruling, between: Between): Promise<CauseParent[]> => {
  const { isNew, lookedAt, time } = between
  const { token, announcements } = ruling
  if (announcements.some(isNew) || token.known_at > lookedAt || token.starts > time) return [begun(ruling, between)]
  return ofKeys(token, between)
}

/** An offer whose time came after it was announced, or else its announcement: a new one, if there is one. */
const begun = ({ token, announcements }: Ruling, { snapshot, isNew, time }: Between): CauseParent => {
  const announced = announcements.find(isNew) ?? announcements.at(-1)
  if (!announced || (token.starts > time && !isNew(announced))) return passed('START', token.sub)
  return said('OFFER', token.sub, announced, snapshot)
}

const ofKeys = async ({ issuer }: TokenRow, { snapshot, heightOf }: Between): Promise<CauseParent[]> => {
  const did = parseDid(issuer)
  const id = did && registryId(did)
  if (!id) return []
  const events = await keyEvents(snapshot, id, heightOf(chainOfDid(id)))
  return events.map(row => said('KEY', issuer, row, snapshot))
}

const ofEnd = async (
  row: Version<AnnouncementRow>,
  about: string,
  { snapshot, heightOf }: Between,
): Promise<CauseParent | null> => {
  const { chain, bt } = row
  if (bt === null || bt <= heightOf(chain)) return null
  const place = await endOf(snapshot, row)
  return place ? said('OFFER', about, place, snapshot) : { kind: 'OFFER', about, chain, block: bt, origin: null }
}

/** New rounds of the feeds that price either. */
const ofRates = async (quotes: readonly (Quoted | null)[], { snapshot, isNew }: Between): Promise<CauseParent[]> => {
  const feeds = new Map(quotes.flatMap(quoted => quoted?.rounds ?? []).map(({ feed, row }) => [row.id, feed]))
  if (feeds.size === 0) return []
  const now = await rounds(snapshot)
  return [...feeds].flatMap(([id, { base, quote }]) => {
    const row = now.get(id)
    return row && isNew(row) ? [said('RATE', `${base}/${quote}`, row, snapshot)] : []
  })
}

/** Base fees that are not what they were, of the chains where either pays gas. */
const ofGas = async (
  quotes: readonly (Quoted | null)[],
  { snapshot, heads }: Between,
  { gas }: Market,
): Promise<CauseParent[]> => {
  const chains = new Set(quotes.flatMap(quoted => quoted?.settlement.gasPrice?.chain ?? []))
  const former = await gasPrices(snapshot, heads)
  return heads.flatMap(({ chain }): CauseParent[] => {
    const price = chains.has(chain) ? gas.get(chain) : undefined
    const isNew = price && price.price !== former.get(chain)?.price
    return isNew ? [{ kind: 'GAS', about: chain, chain, block: price.block, origin: null }] : []
  })
}

/** The rate of the former winner, where it has grown too old to price anything. */
const ofAge = (was: Quoted | null, { price }: Market): CauseParent[] => {
  const priced = was && price(was.entry.asset)
  return priced && 'reason' in priced && priced.reason === 'RATE_STALE' ? [passed('EXPIRY', was.entry.asset)] : []
}

const said = (kind: CauseParent['kind'], about: string, { chain, bf, li }: Place, snapshot: Snapshot): CauseParent => ({
  kind,
  about,
  chain,
  block: bf,
  origin: { snapshot, chain, block: bf, logIndex: li },
})

const passed = (kind: 'START' | 'EXPIRY', about: string): CauseParent => ({
  kind,
  about,
  chain: null,
  block: null,
  origin: null,
})
