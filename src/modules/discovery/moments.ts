/** The moments of a span at which an offer, its keys, a rate or the price of gas may have changed, and what happened then. */
import { parseDid, parseDidUrl, registryId } from '../../core/did.ts'
import { normalAsset, parseAsset } from '../../core/ids.ts'
import type { PayEntry } from '../../core/offer.ts'
import type { Feed } from '../../core/settings.ts'
import type { Snapshot } from '../../core/snapshot.ts'
import type { HistoryEventKind } from '../../generated/schema.ts'
import { submissionsOf } from '../offers/submissions.ts'
import {
  announcementsOf,
  baseFees,
  type HistoryToken,
  identityChanges,
  keyExpiries,
  roundsIn,
  type Span,
  tokensOf,
  tooLarge,
} from './historyQueries.ts'
import type { Question } from './rank.ts'
import { trustMoments } from './trustMoments.ts'
import { railOf } from './ways.ts'

/** Something that happened at a moment, and what it touches: subjects, or the market by a feed or by gas. */
export type Cause = {
  readonly kind: HistoryEventKind
  /** Null: only time passed. `logIndex` null: no log says it. */
  readonly place: { readonly chain: string; readonly block: number; readonly logIndex: number | null } | null
  readonly touches:
    | { readonly subjects: readonly string[]; readonly token?: string }
    | { readonly feed: string }
    | { readonly gas: string }
}

/** Causes by the Unix second, in order of time. */
export type Moments = ReadonlyMap<number, readonly Cause[]>

/** So many moments one question looks at. */
const MOST_MOMENTS = 500

/** When the offers of these subjects may have changed. */
export const offerMoments = async (snapshot: Snapshot, subjects: readonly string[], span: Span): Promise<Moments> => {
  const found = gathering(span)
  await offered(snapshot, subjects, found)
  return found.inOrder()
}

/** When the offers of these subjects, the trust in who offers them, what assets are worth or what gas costs may have changed. */
export const marketMoments = async (question: Question, subjects: readonly string[], span: Span): Promise<Moments> => {
  const { snapshot, settings } = question
  const found = gathering(span)
  const tokens = await offered(snapshot, subjects, found)
  const pay = tokens.flatMap(({ payload }): readonly PayEntry[] => JSON.parse(payload).pay ?? [])
  const gasChains = new Set<string>()
  for (const { via, asset } of pay) {
    const chain = parseAsset(asset)?.chain ?? ''
    const rail = railOf(settings.rails, via, chain)
    if (rail && rail.setupGas + rail.gas > 0n) gasChains.add(chain)
  }
  const coins = [...gasChains].flatMap(chain => settings.coins[chain] ?? [])
  await rated(question, new Set([...pay.map(({ asset }) => asset), ...coins].map(normalAsset)), found)
  await priced(snapshot, [...gasChains], found)
  if (settings.trust) await trusted(snapshot, tokens, found)
  return found.inOrder()
}

const offered = async (snapshot: Snapshot, subjects: readonly string[], found: Found): Promise<HistoryToken[]> => {
  const tokens = await tokensOf(snapshot, subjects)
  for (const { id, sub, starts, expires } of tokens) {
    const touches = { subjects: [sub], token: id }
    found.add(starts, { kind: 'START', place: null, touches })
    if (expires !== null) found.add(expires, { kind: 'EXPIRY', place: null, touches })
  }
  await announced(snapshot, tokens, found)
  await identified(snapshot, tokens, found)
  return tokens
}

/** Gathers causes within the span; throws `too_large` beyond the moments that one question looks at. */
const gathering = (span: Span) => {
  const moments = new Map<number, Cause[]>()
  return {
    span,
    add: (time: number, cause: Cause): void => {
      if (time <= span.from || time > span.to) return
      const causes = moments.get(time)
      if (causes) causes.push(cause)
      else moments.set(time, [cause])
      if (moments.size > MOST_MOMENTS)
        throw tooLarge(`more than ${MOST_MOMENTS} moments at which something may have changed`)
    },
    inOrder: (): Moments => new Map([...moments].sort(([a], [b]) => a - b)),
  }
}
type Found = ReturnType<typeof gathering>

const announced = async (snapshot: Snapshot, tokens: readonly HistoryToken[], found: Found): Promise<void> => {
  const subOf = new Map(tokens.map(({ id, sub }) => [id, sub]))
  const rows = await announcementsOf(snapshot, [...subOf.keys()], found.span)
  for (const { token, chain, bf, li, bt, time, ended, valid_to } of rows) {
    const touches = { subjects: [subOf.get(token) ?? ''], token }
    found.add(time, { kind: 'OFFER', place: { chain, block: bf, logIndex: li }, touches })
    if (bt !== null && ended !== null)
      found.add(ended, { kind: 'OFFER', place: { chain, block: bt, logIndex: null }, touches })
    if (valid_to !== null) found.add(valid_to, { kind: 'EXPIRY', place: null, touches })
  }
  for (const { token, chain, bf, time } of await submissionsOf(snapshot, [...subOf.keys()])) {
    const touches = { subjects: [subOf.get(token) ?? ''], token }
    found.add(time, { kind: 'OFFER', place: { chain, block: bf, logIndex: null }, touches })
  }
}

const identified = async (snapshot: Snapshot, tokens: readonly HistoryToken[], found: Found): Promise<void> => {
  const subjects = new Map<string, Set<string>>()
  for (const { issuer, sub } of tokens) {
    const did = parseDid(issuer)
    const id = did && registryId(did)
    if (id) subjects.set(id, (subjects.get(id) ?? new Set()).add(sub))
  }
  const dids = [...subjects.keys()]
  const touchesOf = (did: string) => ({ subjects: [...(subjects.get(did) ?? [])] })
  for (const { id, chain, bf, li, time } of await identityChanges(snapshot, dids, found.span)) {
    found.add(time, { kind: 'KEY', place: { chain, block: bf, logIndex: li }, touches: touchesOf(id) })
  }
  const fragments = [...new Set(tokens.flatMap(({ kid }) => parseDidUrl(kid)?.fragment ?? []))]
  for (const { did, valid_to } of await keyExpiries(snapshot, dids, fragments, found.span)) {
    found.add(valid_to, { kind: 'EXPIRY', place: null, touches: touchesOf(did) })
  }
}

/** Rounds of the feeds that can price these assets, and when one came of age or grew too old. */
const rated = async ({ snapshot, settings, policy }: Question, assets: ReadonlySet<string>, found: Found) => {
  const { reference, maxRateAge, pegs } = policy
  const direct = settings.feeds.filter(({ base }) => assets.has(normalAsset(base)) && !pegs.has(normalAsset(base)))
  const quotes = new Set(direct.map(({ quote }) => quote))
  const crossing = settings.feeds.filter(
    ({ base, quote }) => (quotes.has(base) && quote === reference) || (base === reference && quotes.has(quote)),
  )
  const feedsBy = Map.groupBy(new Set([...direct, ...crossing]), idOf)
  for (const round of await roundsIn(snapshot, [...feedsBy.keys()], found.span)) {
    const { id, chain, bf, li, time, ended, updated_at } = round
    const touches = { feed: id }
    found.add(time, { kind: 'RATE', place: { chain, block: bf, logIndex: li }, touches })
    const ages = (feedsBy.get(id) ?? []).map(({ heartbeat }) => Math.floor((3 * heartbeat) / 2) + 1)
    for (const age of new Set([0, ...ages, ...(maxRateAge === null ? [] : [maxRateAge + 1])])) {
      const at = updated_at + age
      if (at > time && (ended === null || at < ended)) found.add(at, { kind: 'RATE_AGE', place: null, touches })
    }
  }
}

const trusted = async (snapshot: Snapshot, tokens: readonly HistoryToken[], found: Found): Promise<void> => {
  const subjects = Map.groupBy(tokens, ({ issuer }) => issuer)
  const moments = await trustMoments(snapshot, [...subjects.keys()], found.span)
  // A day begins for many at once.
  for (const [, [first, ...more]] of Map.groupBy(moments, ({ time, place }) => JSON.stringify([time, place]))) {
    if (!first) continue
    const issuers = [first, ...more].map(({ issuer }) => issuer)
    const subs = issuers.flatMap(issuer => subjects.get(issuer)?.map(({ sub }) => sub) ?? [])
    found.add(first.time, { kind: 'TRUST', place: first.place, touches: { subjects: [...new Set(subs)] } })
  }
}

/** A feed as its rounds name it. */
export const idOf = ({ chain, contract }: Pick<Feed, 'chain' | 'contract'>): string => `${chain}:${contract}`

const priced = async (snapshot: Snapshot, chains: readonly string[], found: Found): Promise<void> => {
  const before = new Map<string, string | null>()
  for (const { chain, number, time, base_fee } of await baseFees(snapshot, chains, found.span)) {
    const cause: Cause = { kind: 'GAS', place: { chain, block: number, logIndex: null }, touches: { gas: chain } }
    if (before.get(chain) !== base_fee) found.add(time, cause)
    before.set(chain, base_fee)
  }
}
