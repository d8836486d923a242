/** What a head that the RPC shows means for the blocks we hold. Pure: the cases, and nothing else. */
import type { Head, Header } from '../src/core/block.ts'

/** How the remote head hangs on our chain: the newest block we share, and the headers from there up to the head. */
export type Branch = { readonly ancestor: Head; readonly headers: readonly Header[] }

export type Verdict =
  /** Our own head, or a block below it: a lagging endpoint says nothing new. */
  | { readonly kind: 'same' }
  /** New blocks on top of ours. */
  | { readonly kind: 'append'; readonly headers: readonly Header[] }
  /** Another branch has taken over: undo down to the ancestor, then append. */
  | { readonly kind: 'reorg'; readonly ancestor: number; readonly headers: readonly Header[] }
  /** Another branch that is not longer than ours: the endpoint may be behind, so ask for our head first. */
  | { readonly kind: 'contest' }
  /** A branch from below what we hold as final: nothing is undone, somebody must look. */
  | { readonly kind: 'deep'; readonly ancestor: number }

/**
 * Judges a branch. Absence is no evidence: a shorter branch is believed only with a witness, that is once the endpoint
 * has been asked for our head by hash and has twice not known it (`disowned`).
 */
export const reconcile = (
  local: { readonly head: Head; readonly final: Head },
  { ancestor, headers }: Branch,
  disowned: boolean,
): Verdict => {
  const tip = headers.at(-1)
  if (!tip) return { kind: 'same' }
  if (ancestor.number === local.head.number) return { kind: 'append', headers }
  if (ancestor.number < local.final.number) return { kind: 'deep', ancestor: ancestor.number }
  if (tip.number > local.head.number || disowned) return { kind: 'reorg', ancestor: ancestor.number, headers }
  return { kind: 'contest' }
}
