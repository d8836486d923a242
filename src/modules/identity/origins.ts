/** What is shown of a row beside its columns: where it was said, and what bytes say. */
import { fromPosition } from '../../core/origin.ts'
import type { At, OriginRef } from '../../core/snapshot.ts'
import { decodeUtf8 } from '../../core/text.ts'

/** The log at a position. */
export const originAt = ({ snapshot, chain }: At<{ readonly chain: string }>, position: string): OriginRef => ({
  snapshot,
  chain,
  ...fromPosition(position),
})

/** The log that made this version of a row. */
export const originOf = ({
  snapshot,
  chain,
  bf,
  li,
}: At<{ readonly chain: string; readonly bf: number; readonly li: number }>): OriginRef => ({
  snapshot,
  chain,
  block: bf,
  logIndex: li,
})

/** Bytes as text, where they are UTF-8. */
export const plainText = (hex: string): string | null => decodeUtf8(Buffer.from(hex.slice(2), 'hex'))
