import type { Settings } from './settings.ts'
import type { ChainHead, Snapshot } from './snapshot.ts'
import type { Refusal, Submission, Submitted } from './submission.ts'

/** The moment a client asks for, as the API has parsed it. */
export type AsOfInput = {
  readonly chain?: string | null
  readonly block?: bigint | null
  readonly hash?: string | null
  readonly time?: number | null
  readonly heads?: readonly { readonly chain: string; readonly number: bigint; readonly hash?: string | null }[] | null
  readonly knownAt?: number | null
}

/** What a resolver is given: the moments of this request, all in one read transaction, and the operator's settings. */
export type Context = {
  readonly settings: Settings
  /** The snapshot of a moment; the same one each time the same moment is asked for. */
  at(asOf: AsOfInput | null | undefined): Promise<Snapshot>
  /** The one thing that the API writes: appends to the log of submissions, or throws why it is not taken. */
  submit(submission: Submission): Promise<Submitted>
  /** Why `submit` would not take it; null: it would. */
  refusalOf(submission: Submission): Promise<Refusal | null>
  /**
   * For subscriptions: the newest moment at once, and the newest again after something was committed; those between are
   * skipped. While one is asked for the one before is over, as it is when the event that was made of it is answered.
   */
  moments(): AsyncGenerator<Moment, void, void>
}

/** A moment that has come, for whoever follows the chains, and what became of the moments before. */
export type Moment = {
  readonly snapshot: Snapshot
  /** The moment before, as far as its blocks still stand; null in the first. */
  readonly before: Seen | null
  /** Heads of moments before that have left their chain since the last one. */
  readonly left: readonly ChainHead[]
}

/** Heads, and when this node looked at them (Unix seconds of its clock). */
export type Seen = { readonly heads: readonly ChainHead[]; readonly at: number }
