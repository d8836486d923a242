import { type Did, identityAddress } from './did.ts'
import type { ErrorCode } from './errors.ts'
import type { ChainHead } from './snapshot.ts'

/** An offer that was handed to this node, verified, as the log keeps it. */
export type Submission = {
  /** Offer id. */
  readonly offer: string
  readonly token: string
  readonly sub: string
  /** The DID in our spelling. */
  readonly issuer: string
  /** Whose share of the log it takes (`accountOf`). */
  readonly account: string
  readonly isWithdrawal: boolean
  /** Whether the identity has spoken, or been spoken of, on a chain: what it costs to be one more identity. */
  readonly isPresent: boolean
  /** Unix seconds of the node's clock. */
  readonly receivedAt: number
  /** How far each chain had come when it was checked. */
  readonly heads: readonly ChainHead[]
}

/** Its place in the log; `isNew` is false where the offer was there already. */
export type Submitted = { readonly number: number; readonly receivedAt: number; readonly isNew: boolean }

/** Why the log does not take a submission, and what to do about it. */
export type Refusal = { readonly code: ErrorCode; readonly message: string; readonly hint: string }

/** Whose share of the log a DID uses: the address that it stands for, on whatever chain; another DID its own. */
export const accountOf = (did: Did, spelling: string): string => {
  if (did.method === 'key') return spelling
  return did.method === 'pkh' ? did.address : identityAddress(did)
}
