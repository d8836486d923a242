/** Where the feedback lies that was given and not seen. Of a request for a validation nothing says when it was made. */

import { type Asks, ask } from '../../core/asks.ts'
import { reads } from '../../core/asOf.ts'
import type { GapAt, Missing, Stretch } from '../../core/audit.ts'
import { fromPosition } from '../../core/origin.ts'
import type { TrustFacts } from './tables.ts'

const { db } = reads<TrustFacts>()

export const missing = {
  feedback_index: feedbackBefore,
  'absent feedback': feedbackBefore,
} satisfies Record<string, Missing>

/** From the feedback of the client before. Indexes are dense per agent and client. */
function* feedbackBefore({ chain, subject, block }: GapAt): Asks<Stretch> {
  const parts = /([^ /]+)\/(\d+)\/(0x[0-9a-f]{40})\/(\d+)$/.exec(subject)
  const [, place = '', token = '', client = '', index = '0'] = parts ?? []
  const given = yield* ask(
    db
      .selectFrom('feedback')
      .select(['given', 'agent'])
      .where('client', '=', client)
      .where('chain', '=', chain)
      .where('id', 'like', `${place}/${token}/${client}/%`)
      .where('feedback_index', '<', Number(index))
      .orderBy('given', 'desc')
      .limit(1),
  )
  return { from: given[0] ? fromPosition(given[0].given).block : null, to: block }
}
