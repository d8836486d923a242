/** The log of offers that were handed to this node: dense, only ever added to, within limits. */
import { digest } from '../core/digest.ts'
import { PortolanError } from '../core/errors.ts'
import type { SubmissionLimits } from '../core/settings.ts'
import type { Refusal, Submission, Submitted } from '../core/submission.ts'
import { isoTime } from '../core/time.ts'
import { queue } from './documents.ts'
import { insert, type Program, run } from './statement.ts'

const HOUR = 3_600

/**
 * Appends a submission and queues its URI as a document, or throws why it is not taken. An offer that is in the log
 * already keeps its place there.
 */
export function* append(submission: Submission, limits: SubmissionLimits): Program<Submitted> {
  const room = yield* roomFor(submission, limits)
  if ('refusal' in room) {
    const { code, message, hint } = room.refusal
    throw new PortolanError(code, message, { hint })
  }
  if ('known' in room) return room.known
  const { offer, token, sub, issuer, account, receivedAt, heads } = submission
  const uri = `data:application/jwt,${token}`
  const row = {
    number: room.number,
    offer,
    uri,
    uri_id: digest(uri),
    sub,
    issuer,
    account,
    received_at: receivedAt,
    bytes: token.length,
    heads: JSON.stringify(heads),
    subjects: room.subjects,
    total: room.total,
  }
  yield* insert('submission', Object.keys(row), [Object.values(row)])
  yield* queue('offer', [[row.uri_id, uri]])
  return { number: row.number, receivedAt, isNew: true }
}

/** Why the log would not take a submission now; null: it would. Only reads. */
export function* refusalOf(submission: Submission, limits: SubmissionLimits): Program<Refusal | null> {
  const room = yield* roomFor(submission, limits)
  return 'refusal' in room ? room.refusal : null
}

type Room =
  | { readonly known: Submitted }
  | { readonly refusal: Refusal }
  | { readonly number: number; readonly subjects: number; readonly total: number }

/** Where the submission goes, with the sums of the log after it. The order of the checks is fixed. */
function* roomFor({ offer, token, sub, account, ...submission }: Submission, limits: SubmissionLimits): Program<Room> {
  const [known] = yield* run<{ number: number; received_at: number }>(
    'select number, received_at from submission where offer = ?',
    [offer],
  )
  if (known) return { known: { number: known.number, receivedAt: known.received_at, isNew: false } }
  if (!limits.enabled) {
    return refuse('closed', 'this node takes no submissions', 'announce the offer on chain, or hand it to another node')
  }

  const [fast] = yield* run<{ received_at: number }>(
    'select received_at from submission where account = ? order by number desc limit 1 offset ?',
    [account, limits.perHour - 1],
  )
  if (fast && fast.received_at > submission.receivedAt - HOUR) {
    const hint = `the next one is taken at ${isoTime(fast.received_at + HOUR)}; announcements on chain are not counted`
    return refuse('too_fast', `${account} has handed in ${limits.perHour} offers within an hour`, hint)
  }

  const [last] = yield* run<{ number: number; total: number }>(
    'select number, total from submission order by number desc limit 1',
  )
  const [own] = yield* run<{ subjects: number }>(
    'select subjects from submission where account = ? order by number desc limit 1',
    [account],
  )
  const same = yield* run('select 1 as found from submission where account = ? and sub = ? limit 1', [account, sub])
  const before = own?.subjects ?? 0
  const room = {
    number: (last?.number ?? 0) + 1,
    subjects: before + (same.length === 0 ? 1 : 0),
    total: (last?.total ?? 0) + token.length,
  }
  // Whoever has an offer here can always take it back.
  if (submission.isWithdrawal && same.length > 0) return room
  if (!submission.isPresent) {
    const hint = 'announce one offer on a board, which costs gas, or register the identity or an agent of its address'
    return refuse('no_presence', `${account} is on no chain that is indexed here`, hint)
  }
  if (same.length === 0 && before >= limits.subjectsPerDid) {
    const hint = 'publish a new version of one of them, or announce this one on chain'
    return refuse('too_many', `${account} has ${before} subjects in the log, as many as this node takes`, hint)
  }
  if (room.total > limits.maxBytes) {
    const hint = 'announce the offer on chain, or hand it to another node'
    return refuse('full', `the log of submissions holds ${limits.maxBytes} bytes at most`, hint)
  }
  return room
}

const refuse = (code: Refusal['code'], message: string, hint: string): Room => ({ refusal: { code, message, hint } })
