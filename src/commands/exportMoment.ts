import { requestContext } from '../api/context.ts'
import type { AsOfInput } from '../core/context.ts'
import { PortolanError } from '../core/errors.ts'
import { keeping } from '../core/kept.ts'
import { recent } from '../core/recent.ts'
import type { Settings } from '../core/settings.ts'
import type { Catalogue } from '../store/catalogue.ts'
import type { Store } from '../store/open.ts'
import { type Pin, pinOf } from '../store/pin.ts'

/** Pins a moment of a store as the API understands it: null is the newest block of each chain. */
export const momentOf = async (
  store: Store,
  catalogue: Catalogue,
  settings: Settings,
  asOf: AsOfInput | null,
): Promise<Pin> => {
  const context = requestContext(store, settings, recent(1), keeping())
  try {
    const snapshot = await context.at(asOf)
    if (snapshot.heads.length > 0) return await pinOf(snapshot, snapshot.heads, catalogue)
    throw new PortolanError('block_unknown', 'nothing is indexed as of that moment', { hint: 'index first' })
  } finally {
    context.release()
  }
}
