/** Where the events lie that gaps in the sequences of ERC-8004 identity registries and of ERC-1056 miss. */
import { sql } from 'kysely'
import { type Asks, ask } from '../../core/asks.ts'
import { reads } from '../../core/asOf.ts'
import type { GapAt, Missing, Stretch } from '../../core/audit.ts'
import { fromPosition, position } from '../../core/origin.ts'
import { uint256FromText, uint256ToText } from '../../core/uint256.ts'
import type { IdentityFacts } from './tables.ts'

const { db } = reads<IdentityFacts>()

export const missing = {
  // Tokens are minted in the order of their ids.
  agent_id: mintBefore,
  'absent agent': mintBefore,

  // The event that names its predecessor says in which block that was; others before it may be missing too.
  previous_change: function* ({ chain, subject, block, id }) {
    const own = yield* ask(
      db
        .selectFrom('did_event')
        .select('previous')
        .where('chain', '=', chain)
        .where('id', '=', `${subject}/${id.slice(id.indexOf('/') + 1)}`),
    )
    const before = yield* ask(
      db
        .selectFrom('did_event')
        .select('bf')
        .where('did', '=', subject)
        .where('bf', '<', block)
        .orderBy('bf', 'desc')
        .limit(1),
    )
    const previous = uint256FromText(own[0]?.previous ?? '0')
    const named = previous <= BigInt(block) ? Number(previous) : block
    const from = before[0]?.bf ?? null
    return { from: from === null ? null : Math.min(from, named), to: Math.max(from ?? 0, named) }
  },
} satisfies Record<string, Missing>

/** From the newest mint of a lower id that we hold to the oldest one of a higher. */
function* mintBefore({ chain, subject, block, id }: GapAt): Asks<Stretch> {
  const agent = subject.replace(/^agent /, '')
  const [place = '', number = '0'] = agent.split('/')
  const token = uint256ToText(BigInt(number))
  const of = db
    .selectFrom('agent')
    .select('minted')
    .where('chain', '=', chain)
    .where('registry', '=', place.slice(chain.length + 1))
  const noticed = id.slice(id.indexOf('/') + 1)
  const before = yield* ask(
    of.where('minted', '<', noticed).where('token', '<', token).orderBy('minted', 'desc').limit(1),
  )
  const since = before[0]?.minted ?? position(0, 0)
  const after = yield* ask(
    of
      .where('minted', '>', since)
      .where(sql<boolean>`minted <= ${noticed}`)
      .where('token', '>', token)
      .orderBy('minted')
      .limit(1),
  )
  return {
    from: before[0] ? fromPosition(since).block : null,
    to: after[0] ? fromPosition(after[0].minted).block : block,
  }
}
