/** What an endpoint means when it refuses: a table over HTTP status, JSON-RPC code and words. Pure. */

/** What was heard of an endpoint in place of an answer. */
export type Heard = {
  readonly method: string
  /** HTTP status, or null where there was no answer at all. */
  readonly status: number | null
  /** JSON-RPC error code, or null where the answer was none. */
  readonly code: number | null
  readonly says: string
  /** The header of that name: seconds, or a date (RFC 9110, 10.2.3). */
  readonly retryAfter?: string | null
}

/** How an endpoint failed. */
export type Failure =
  /** It may do better when asked again, and another may now. */
  | { readonly kind: 'transient' }
  /** Asked too often. */
  | { readonly kind: 'rate_limited'; readonly retryAfterMs: number | null }
  /** Fewer blocks may pass, `width` of them where the message says so. */
  | { readonly kind: 'range_too_wide' | 'too_many_results'; readonly width: number | null }
  /** It keeps nothing so old, and never will; from which block on it does, where the message says so. */
  | { readonly kind: 'pruned'; readonly from: number | null }
  /** It does not know the block yet, or any more. */
  | { readonly kind: 'not_found' }
  /** It does not serve the method or the parameter. */
  | { readonly kind: 'unsupported' }
  /** It serves another chain. */
  | { readonly kind: 'wrong_chain' }
  /** The key, the plan or the URL: only its operator or ours can change that. */
  | { readonly kind: 'permanent' }
  /** A refusal in words we do not know. */
  | { readonly kind: 'unknown' }

/** Conditions that must all hold; the first row that fits says what is meant. */
type Row = {
  readonly kind: Failure['kind']
  readonly says?: RegExp
  readonly codes?: readonly number[]
  readonly statuses?: readonly number[]
  /** Holds for questions about logs alone. */
  readonly ofLogs?: true
}

const TABLE: readonly Row[] = [
  { kind: 'not_found', says: /beyond (the )?(current )?head|extends? beyond|future block/i },
  {
    kind: 'permanent',
    says: /month(ly)? |quota|payment required|continued service|out of credits|credits? exhausted/i,
  },
  { kind: 'rate_limited', statuses: [429] },
  { kind: 'rate_limited', codes: [429, -32_029, -32_090, -32_097, -32_012] },
  {
    kind: 'rate_limited',
    says: /rate.?(limit|exceeded)|too many requests|(calls|requests?|units) per|per (second|minute)|\/(second|sec|minute|s)\b|throttl|throughput|capacity|request limit|count exceeded/i,
  },
  { kind: 'pruned', codes: [4_444] },
  {
    kind: 'pruned',
    says: /prun(ed|ing)|missing trie node|old data|data before .* not available|history (is )?(unavailable|not available|expired)|historical .*(unavailable|not available|not found)|archiv|maximum proof window|state .*(is not available|unavailable)|receipts? (are )?(unavailable|not available)|no state found for block/i,
  },
  { kind: 'not_found', codes: [-39_001] },
  {
    kind: 'not_found',
    says: /header( for hash)? not found|(unknown|no such) block|block (is )?(not found|unknown|unavailable)|block .*(not (yet )?(available|found|known)|does not exist|cannot be found)|blocks? specified .*found|unfinalized data|last accepted block|^invalid block range( params)?$|not (yet )?(synced|indexed)/i,
  },
  { kind: 'unsupported', codes: [-32_601, -32_004] },
  {
    kind: 'unsupported',
    says: /method .*(not (found|supported|available|allowed|enabled|whitelisted)|does not exist|disabled)|(unsupported|unknown|disabled) method|invalid block tag/i,
  },
  { kind: 'too_many_results', codes: [-32_008, -32_020], ofLogs: true },
  {
    kind: 'too_many_results',
    says: /more than [\d,]+ |max(imum)? results|response (is )?(size|too)|size (should|exceed)|too (large|big|many (results|logs|events))|logs matched|returned too|content length/i,
    ofLogs: true,
  },
  { kind: 'range_too_wide', codes: [-32_614, -32_047, -32_701, -32_062], ofLogs: true },
  {
    kind: 'range_too_wide',
    says: /range|too many blocks|(requested|number of|max(imum)?( allowed)?) blocks|blocks? (limit|distance)|timed? ?out|timeout|too (long|slow)|deadline/i,
    ofLogs: true,
  },
  // What public endpoints say of many logs and of few requests alike.
  { kind: 'too_many_results', says: /limit/i, codes: [-32_005], ofLogs: true },
  { kind: 'too_many_results', statuses: [413], ofLogs: true },
  { kind: 'range_too_wide', statuses: [408, 504], ofLogs: true },
  {
    kind: 'permanent',
    says: /unauthori[sz]ed|authenticat|(invalid|missing|unknown|expired|disabled|inactive) (api|access|project|app|auth)|(key|token|project|account|app) .*(disabled|suspended|inactive|expired|invalid|not (found|exist|allowed|valid))|forbidden|(access|permission) denied|not (allowed|whitelisted)|upgrade/i,
  },
  { kind: 'permanent', statuses: [401, 402, 403, 404, 410] },
  {
    kind: 'transient',
    says: /internal (server )?error|time(d )?out|timeout|unavailable|overloaded|backend|upstream|gateway|try again|connection|no (healthy|available)|busy|syncing|starting/i,
  },
]

/** Says what is meant. Without an answer of the protocol it is `transient`; a refusal in words we do not know is `unknown`. */
export const failureOf = (heard: Heard): Failure => {
  const row = TABLE.find(row => fits(row, heard))
  const plain = row?.kind ?? (heard.code === null ? 'transient' : 'unknown')
  // A range that is too much may end in any error of a node that is up.
  const kind = plain === 'transient' && heard.code !== null && heard.method === 'eth_getLogs' ? 'unknown' : plain
  if (kind === 'rate_limited') return { kind, retryAfterMs: retryAfterMs(heard) }
  if (kind === 'range_too_wide' || kind === 'too_many_results') return { kind, width: widthIn(heard.says, kind) }
  if (kind === 'pruned') return { kind, from: numberIn(heard.says, /available from(?: block)? ([\d,]+)/i) }
  return { kind }
}

const fits = ({ says, codes, statuses, ofLogs }: Row, heard: Heard): boolean =>
  (!says || says.test(heard.says)) &&
  (!codes || (heard.code !== null && codes.includes(heard.code))) &&
  (!statuses || (heard.status !== null && statuses.includes(heard.status))) &&
  (!ofLogs || heard.method === 'eth_getLogs')

const LONGEST_MS = 300_000

/** How long to wait, by the header or by the words; never more than five minutes. */
const retryAfterMs = ({ retryAfter, says }: Heard): number | null => {
  const ms = retryAfter ? byHeader(retryAfter) : byWords(says)
  return ms === null || !Number.isFinite(ms) ? null : Math.min(Math.max(0, ms), LONGEST_MS)
}

const byHeader = (value: string): number | null =>
  /^\d{1,9}$/.test(value.trim()) ? Number(value) * 1_000 : Date.parse(value) - Date.now()

const byWords = (says: string): number | null => {
  const [, amount, unit = ''] = /\bin (\d{1,6}) ?(ms|s|m)/i.exec(says) ?? []
  if (amount === undefined) return null
  return Number(amount) * (unit === 'ms' ? 1 : unit === 'm' ? 60_000 : 1_000)
}

/** Where a message names the width that passes: as a range of blocks, or as the most there may be. */
const widthIn = (says: string, kind: Failure['kind']): number | null => {
  const [, low, high] = /\[(0x[\da-f]{1,12}|\d{1,15}), ?(0x[\da-f]{1,12}|\d{1,15})\]|$/i.exec(says) ?? []
  const [, first, last] = /range (\d{1,15})-(\d{1,15})|$/i.exec(says) ?? []
  const ranged = Number(high ?? last) - Number(low ?? first) + 1
  if (Number.isSafeInteger(ranged) && ranged > 0) return ranged
  // A number of results says nothing of blocks.
  return kind === 'too_many_results'
    ? null
    : (MOST.map(most => numberIn(says, most)).find(found => found !== null) ?? null)
}

const MOST: readonly RegExp[] = [
  /(?:limited to|up to|within|only|max(?:imum)?(?: of)?|over) (?:an? )?([\d,]+k?)\b/i,
  /(?:maximum|max|limit)[a-z ]*(?::|=|is|of|to)? ?([\d,]+k?)\b/i,
  /requested blocks is ([\d,]+k?)\b/i,
]

const numberIn = (says: string, pattern: RegExp): number | null => {
  const text = pattern.exec(says)?.[1]?.toLowerCase().replaceAll(',', '')
  if (!text) return null
  const number = text.endsWith('k') ? Number(text.slice(0, -1)) * 1_000 : Number(text)
  return Number.isSafeInteger(number) && number > 0 ? number : null
}
