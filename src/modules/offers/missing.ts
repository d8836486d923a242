/** Where the announcements lie that a board has made and we have not seen. */

import { ask } from '../../core/asks.ts'
import { reads } from '../../core/asOf.ts'
import type { Missing } from '../../core/audit.ts'
import { fromPosition } from '../../core/origin.ts'
import type { OffersFacts } from './tables.ts'

const { db } = reads<OffersFacts>()

export const missing = {
  board_index: function* ({ subject, id, block }) {
    const before = yield* ask(
      db
        .selectFrom('announcement')
        .select('announced')
        .where('place', '=', subject.slice(0, subject.lastIndexOf('/')))
        .where('announced', '<', id.slice(id.indexOf('/') + 1))
        .orderBy('announced', 'desc')
        .limit(1),
    )
    return { from: before[0] ? fromPosition(before[0].announced).block : null, to: block }
  },
} satisfies Record<string, Missing>
