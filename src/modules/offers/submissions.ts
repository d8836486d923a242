/** Reads of the log of submissions: each is an announcement whose carrier is this node. */
import { reads } from '../../core/asOf.ts'
import type { ChainTables, SubmissionRow } from '../../core/chainTables.ts'
import { parseDid } from '../../core/did.ts'
import type { ChainHead, Snapshot } from '../../core/snapshot.ts'
import type { Naming } from './queries.ts'
import type { OffersFacts } from './tables.ts'

const { db } = reads<OffersFacts, ChainTables>()

const COLUMNS = [
  'number',
  'offer',
  'uri',
  'uri_id',
  'sub',
  'issuer',
  'account',
  'received_at',
  'bytes',
  'heads',
] as const

/** The submissions of these tokens by the snapshot, as announcements that name them and have no end. */
export const submissionsOf = async (snapshot: Snapshot, tokens: readonly string[]): Promise<Naming[]> =>
  (await submitted(snapshot, tokens)).map(namingOf)

/** The submissions of these offers that had been made by the snapshot. */
export const submitted = async (snapshot: Snapshot, offers: readonly string[]): Promise<SubmissionRow[]> => {
  if (offers.length === 0 || (await isEmpty(snapshot))) return []
  const rows = await snapshot.all(db.selectFrom('submission').select(COLUMNS).where('offer', 'in', offers))
  return rows.filter(row => isMade(row, snapshot))
}

/** Most nodes are handed nothing: then nothing need be looked up. */
const isEmpty = (snapshot: Snapshot): Promise<boolean> => {
  const load = async (keys: readonly string[]) => {
    const [row] = await snapshot.all(db.selectFrom('submission').select('number').limit(1))
    return keys.map(() => row === undefined)
  }
  return snapshot.loader('isLogEmpty', load).load('')
}

/** What the submission was checked against. */
export const headsOf = ({ heads }: Pick<SubmissionRow, 'heads'>): ChainHead[] => JSON.parse(heads)

/**
 * Whether the submission had been made by the snapshot: each chain had come as far as when it was checked, and the node
 * knew of it. The newest snapshot sees all: a chain may have become shorter since.
 */
export const isMade = (row: SubmissionRow, { heads, now, latest, knownAt }: Snapshot): boolean => {
  if (knownAt !== null && row.received_at > knownAt) return false
  if (latest) return true
  const then = headsOf(row)
  return timeOf(then) <= now && then.every(({ chain, number }) => numberOf(heads, chain, number) >= number)
}

const timeOf = (heads: readonly ChainHead[]): number => heads.reduce((time, head) => Math.max(time, head.time), 0)
const numberOf = (heads: readonly ChainHead[], of: string, otherwise: number): number =>
  heads.find(({ chain }) => chain === of)?.number ?? otherwise

/**
 * Its moment is the recorded head of the issuer's chain. Where that block has left the chain it is the block of the same
 * height: what the chain says up to there is what counts.
 */
export const namingOf = (row: SubmissionRow): Naming => {
  const heads = headsOf(row)
  const did = parseDid(row.issuer)
  const chain = did && did.method !== 'key' ? did.chain : (heads[0]?.chain ?? '')
  return {
    token: row.offer,
    time: timeOf(heads),
    chain,
    id: `submission/${row.number}`,
    carrier: 'node',
    place: '',
    uri: row.uri,
    uri_id: row.uri_id,
    pinned: 1,
    offer_id: row.offer,
    subject: null,
    seq: null,
    announcer: null,
    valid_to: null,
    announced: '',
    bf: numberOf(heads, chain, 0),
    li: 0,
    bt: null,
  }
}

/** The log from a number on, oldest first. */
export const feed = (snapshot: Snapshot, after: number, limit: number): Promise<SubmissionRow[]> =>
  snapshot.all(db.selectFrom('submission').select(COLUMNS).where('number', '>', after).orderBy('number').limit(limit))

/** Submissions of an account, issuer, subject or offer that had been made by the snapshot: below a number, newest first. */
export const submissionsBy = async (
  snapshot: Snapshot,
  { account, issuer, sub, offer }: SubmissionFilter,
  below: number,
  limit: number,
): Promise<SubmissionRow[]> => {
  const found: SubmissionRow[] = []
  for (let before = below; found.length < limit; ) {
    const rows = await snapshot.all(
      db
        .selectFrom('submission')
        .select(COLUMNS)
        .$if(account !== undefined, q => q.where('account', '=', account as string))
        .$if(issuer !== undefined, q => q.where('issuer', '=', issuer as string))
        .$if(sub !== undefined, q => q.where('sub', '=', sub as string))
        .$if(offer !== undefined, q => q.where('offer', '=', offer as string))
        .where('number', '<', before)
        .orderBy('number', 'desc')
        .limit(limit),
    )
    found.push(...rows.filter(row => isMade(row, snapshot)))
    const last = rows.at(-1)
    if (!last || rows.length < limit) break
    before = last.number
  }
  return found.slice(0, limit)
}

export type SubmissionFilter = {
  readonly account?: string | undefined
  readonly issuer?: string | undefined
  readonly sub?: string | undefined
  readonly offer?: string | undefined
}
