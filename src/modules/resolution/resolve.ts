/** Resolves DIDs from the index: every version of every identity, without a walk over RPC. */
import { type Did, identityAddress, registryId } from '../../core/did.ts'
import { evmChainNumber } from '../../core/ids.ts'
import { isUnread, type Settings } from '../../core/settings.ts'
import type { Snapshot } from '../../core/snapshot.ts'
import { isoTime } from '../../core/time.ts'
import { webDidsOf } from '../links/queries.ts'
import { computedDocument } from './computed.ts'
import { type Folded, fold, type Point, type Subject } from './ethr.ts'
import { historyOf, type Standing, standingOf, timesAround } from './queries.ts'
import { type Options, type Request, readRequest } from './request.ts'
import { failure, type Resolution, represented } from './result.ts'

/** An identity with more events than this is not resolved: whoever made them would make every reader pay. */
const EVENTS_MAX = 20_000

/** Resolves a DID URL at a snapshot. What is wrong is in the result; it rejects only where the store does. */
export const resolve = async (
  snapshot: Snapshot,
  settings: Pick<Settings, 'networks' | 'unreadDidChains'>,
  url: string,
  options: Options = {},
): Promise<Resolution> => {
  const key = `document ${options.profile ?? ''} ${options.accept ?? ''} ${url}`
  const kept = snapshot.latest && !isVersioned(options) ? (snapshot.memo.get(key) as Kept | undefined) : undefined
  if (kept && (await stillStands(snapshot, kept))) return kept.resolution

  const request = readRequest(url, options, settings.networks)
  if ('didDocument' in request) return request
  const { did, asked, contentType, version } = request
  if (did.method === 'ethr') {
    if (isUnread(did, settings)) return failure('notFound', `the ERC-1056 registry of ${did.chain} is not indexed here`)
    return version.kind === 'latest' && snapshot.latest
      ? latest(snapshot, request, did, key)
      : versioned(snapshot, request, did)
  }
  if (version.kind !== 'latest') return failure('invalidOptions', `a did:${did.method} has no versions`)
  if (did.method === 'web') return fetched(snapshot, request)
  const computed = computedDocument(asked, did)
  return 'didDocument' in computed ? computed : represented(computed, {}, contentType)
}

/** The document of a did:web as it was served last: evidence with a date. Only what an agent names is ever fetched. */
const fetched = async (snapshot: Snapshot, { asked, contentType }: Request): Promise<Resolution> => {
  const [found] = await webDidsOf(snapshot, [asked])
  if (!found)
    return failure('notFound', 'no document of this did:web was fetched here: only those that an agent names are')
  return represented(JSON.parse(found.document), {}, contentType, { retrieved: isoTime(found.fetchedAt) })
}

const isVersioned = ({ versionId, versionTime }: Options): boolean => (versionId ?? versionTime ?? null) !== null

type Ethr = Extract<Did, { method: 'ethr' }>

/** The newest resolution of an identity, what it was made from, and the time over which it stays the same. */
type Kept = {
  readonly chain: string
  readonly id: string
  readonly made: string
  readonly from: number
  readonly until: number
  readonly resolution: Resolution
}

/** Whether nothing was said of the identity since, and no validity has ended. */
const stillStands = async (snapshot: Snapshot, { chain, id, made, from, until }: Kept): Promise<boolean> =>
  from <= snapshot.now && snapshot.now < until && madeOf(await standingOf(snapshot, chain, id)) === made

/** The block hash stands for all that was said before; the count of events, for what was indexed of it. */
const madeOf = (standing: Standing | null): string =>
  standing === null ? 'unheard of' : `${standing.hash} ${standing.li} ${standing.events}`

const latest = async (snapshot: Snapshot, request: Request, did: Ethr, key: string): Promise<Resolution> => {
  const { chain } = did
  const id = registryId(did) ?? ''
  const made = madeOf(await standingOf(snapshot, chain, id))
  const folding = await foldingOf(snapshot, request, did)
  if ('didDocument' in folding) return folding
  const { now } = snapshot
  const folded = folding({ block: null, now })
  const resolution = answer(folded, request)
  snapshot.memo.set(key, { chain, id, made, from: now, until: folded.until, resolution } satisfies Kept)
  return resolution
}

const versioned = async (snapshot: Snapshot, request: Request, did: Ethr): Promise<Resolution> => {
  const { version, profile } = request
  const head = snapshot.heads.find(({ chain }) => chain === did.chain)
  const folding = await foldingOf(snapshot, request, did)
  if ('didDocument' in folding) return folding
  if (version.kind === 'latest') return answer(folding({ block: null, now: snapshot.now }), request)
  if (version.kind === 'time') {
    // What is valid then may yet be revoked. The method's resolver answers all the same.
    if (profile === 'strict' && version.time > snapshot.now)
      return failure(
        'notFound',
        `nothing is known of ${isoTime(version.time)} yet: the newest block is of ${isoTime(snapshot.now)}`,
      )
    return answer(folding({ block: null, now: version.time }), request)
  }
  const { block } = version
  if (!head || block > head.number) return failure('notFound', `Block at height ${block} not found`)
  const { number, time, after } = await timesAround(snapshot, did.chain, block)
  const folded = folding({ block, now: time ?? 0 })
  // The time of a block without events may not be stored. It does not matter, unless a validity ends about then.
  if (number === block || folded.until > (after ?? Number.POSITIVE_INFINITY)) return answer(folded, request)
  return failure('notFound', `the time of block ${block} is not stored and decides what is valid: ask by versionTime`)
}

/** The history of the identity, to be seen from any point. */
const foldingOf = async (
  snapshot: Snapshot,
  { asked, profile }: Request,
  did: Ethr,
): Promise<((point: Point) => Folded) | Resolution> => {
  const history = await historyOf(snapshot, registryId(did) ?? '', EVENTS_MAX + 1)
  if (history.length > EVENTS_MAX)
    return failure('internalError', `the identity has more than ${EVENTS_MAX} events: it is not resolved`)
  const subject: Subject = {
    did: asked,
    chain: evmChainNumber(did.chain) ?? 0n,
    address: identityAddress(did),
    publicKey: 'publicKey' in did.identity ? did.identity.publicKey : null,
  }
  return point => fold(subject, history, point, profile)
}

const answer = ({ document, deactivated, version, next }: Folded, { contentType }: Request): Resolution =>
  represented(
    document,
    {
      ...(deactivated ? { deactivated: true } : {}),
      ...(version ? { versionId: `${version.block}`, updated: isoTime(version.time) } : {}),
      ...(next ? { nextVersionId: `${next.block}`, nextUpdate: isoTime(next.time) } : {}),
    },
    contentType,
  )
