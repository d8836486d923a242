/** Which blocks will not change any more. */
import type { Header } from '../src/core/block.ts'
import type { Finality } from './chain.ts'
import type { Source } from './source.ts'

/** So deep is final where a chain is to say so itself and its RPC does not know the tag. */
const DEPTH_WITHOUT_TAG = 128

/** The newest final block: by the chain's own tag, with its hash, or by depth below the tip, the number alone. */
export const newestFinal = async (
  source: Source,
  finality: Finality,
  tip: Header,
  signal: AbortSignal,
): Promise<{ readonly number: number; readonly hash: string | null }> => {
  const tagged = finality === 'tag' ? await source.finalized(signal) : null
  if (tagged) return { number: tagged.number, hash: tagged.hash }
  return { number: tip.number - (finality === 'tag' ? DEPTH_WITHOUT_TAG : finality.depth), hash: null }
}
