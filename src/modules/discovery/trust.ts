/** What is known of the trust in providers: the one place where discovery learns it. */
import type { Snapshot } from '../../core/snapshot.ts'

export type Trust = {
  /** The same as long as every score is the same. */
  readonly version: number
  /** The trust in a DID, as `normalDid` spells it, in parts per million; null: unknown, which is never good. */
  readonly of: (issuer: string) => number | null
}

/** The scores that count at a moment. None are computed yet: all trust is unknown. */
export const trustAt = ({ kept }: Snapshot): Trust => kept('trust', (): Trust => ({ version: 0, of: () => null }))
