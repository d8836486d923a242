/** What is known of the operator of an agent, and of who has answered about it. */
import { sql } from 'kysely'
import { type Asks, ask } from '../../core/asks.ts'
import { reads } from '../../core/asOf.ts'
import type { ChainTables } from '../../core/chainTables.ts'
import { dayOf } from '../../core/day.ts'
import { chainOfAgent } from '../../core/ids.ts'
import { fromPosition } from '../../core/origin.ts'
import { uint256FromText } from '../../core/uint256.ts'
import type { PaymentsFacts } from '../payments/tables.ts'
import { ratesOn, tenuresOf, windowOf } from './evidence.ts'
import type { Today } from './scores.ts'
import type { TrustFacts } from './tables.ts'

const { db, at } = reads<TrustFacts & Pick<PaymentsFacts, 'spend' | 'taking'>, ChainTables>()

/** The custom of an operator within the window, in millionths of a dollar. */
export type Custom = { readonly payers: number; readonly paid: bigint; readonly returned: bigint }

/** What the operator of an agent took within the window, as of the morning. */
export function* customOf({ dawn }: Today, agent: string): Asks<Custom> {
  const { operator } = (yield* tenuresOf(dawn.when, [agent])).get(agent) ?? {}
  if (operator === undefined) return { payers: 0, paid: 0n, returned: 0n }
  const since = dawn.day - windowOf(dawn.policy)
  const within = sql`operator = ${operator} and day >= ${since}`
  const rates = ratesOn(dawn)
  const takings = yield* ask(
    db.selectFrom(at(dawn.when, 'taking', 't', within)).select(['t.asset', 't.paid', 't.returned']),
  )
  const worth = (units: (row: (typeof takings)[number]) => string): bigint =>
    takings.reduce((sum, row) => {
      const rate = rates.get(row.asset)
      return rate === undefined ? sum : sum + uint256FromText(units(row)) / rate
    }, 0n)
  const [row] = yield* ask(
    db
      .selectFrom(at(dawn.when, 'spend', 's', within))
      .select(({ fn }) => fn.count<number>('s.payer').distinct().as('payers'))
      .where('s.asset', 'in', [...rates.keys(), '']),
  )
  return { payers: Number(row?.payers ?? 0), paid: worth(({ paid }) => paid), returned: worth(t => t.returned) }
}

/** The UTC day on which an agent was last sold; null: never. */
export function* soldOn({ now }: Today, agent: string): Asks<number | null> {
  const { sold = null } = (yield* tenuresOf(now, [agent])).get(agent) ?? {}
  if (sold === null) return null
  const [block] = yield* ask(
    db
      .selectFrom('block')
      .select('time')
      .where('chain', '=', chainOfAgent(agent))
      .where('number', '=', fromPosition(sold).block),
  )
  return block ? dayOf(block.time) : null
}

/** Whether a validator has answered about an agent that the policy does not list. */
export function* hasUnlisted({ now, dawn }: Today, agent: string): Asks<boolean> {
  const listed = dawn.policy.validators.map(({ address }) => address)
  const rows = yield* ask(
    db
      .selectFrom(at(now, 'validator_answer', 'v', sql`agent = ${agent}`))
      .select('v.id')
      .where('v.validator', 'not in', [...listed, ''])
      .limit(1),
  )
  return rows.length > 0
}

/** How many validations of an agent were asked for. */
export function* validationsOf({ now }: Today, agent: string): Asks<number> {
  const [row] = yield* ask(
    db
      .selectFrom(at(now, 'validation_request', 'v', sql`agent = ${agent}`))
      .select(({ fn }) => fn.countAll<number>().as('requests')),
  )
  return Number(row?.requests ?? 0)
}
