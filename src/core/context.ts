import type { Settings } from './settings.ts'
import type { Snapshot } from './snapshot.ts'
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
}
