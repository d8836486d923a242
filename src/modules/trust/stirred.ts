/** Whose opinions may weigh otherwise today than yesterday, and who paid otherwise: everybody else is left as they are. */
import { sql } from 'kysely'
import { type Asks, ask, askEach } from '../../core/asks.ts'
import { reads } from '../../core/asOf.ts'
import type { Morning } from '../../core/module.ts'
import type { TrustPolicy } from '../../core/trustPolicy.ts'
import type { PaymentsFacts } from '../payments/tables.ts'
import { saidBack, windowOf } from './evidence.ts'
import type { TrustDerived, TrustFacts } from './tables.ts'

type Facts = TrustFacts & Pick<PaymentsFacts, 'account' | 'binding' | 'spend' | 'tenure'>
const { db, at, ever } = reads<Facts & TrustDerived>()

/** The accounts whose payments, opinions, standing or belonging changed yesterday, or left the window today. */
export function* stirred(morning: Morning, policy: TrustPolicy): Asks<Set<string>> {
  const { chain, day, before, beforeYesterday } = morning
  const [last] = beforeYesterday.heads
  const yesterday = sql`bf > ${last?.number ?? -1} and chain = ${chain}`
  const entering = day - 1
  const leaving = entering - windowOf(policy)
  const onDays = sql`chain = ${chain} and day in (${entering}, ${leaving})`
  const accounts = new Set<string>()
  const add = (rows: readonly { readonly account: string }[]) => {
    for (const { account } of rows) accounts.add(account)
  }

  add(
    yield* ask(
      db
        .selectFrom(at(before, 'spend', 's', onDays))
        .select('s.payer as account')
        .distinct(),
    ),
  )
  add(
    yield* ask(
      db
        .selectFrom(ever(before, 'rater', 'r', yesterday))
        .select('r.id as account')
        .distinct(),
    ),
  )
  add(yield* ask(db.selectFrom(ever(before, 'account', 'a', yesterday)).select('a.id as account')))
  add(
    yield* ask(
      db
        .selectFrom(ever(before, 'binding', 'b', yesterday))
        .select('b.address as account')
        .distinct(),
    ),
  )
  const left = sql`chain = ${chain} and day = ${leaving}`
  add(
    yield* ask(
      db
        .selectFrom(at(before, 'opinion', 'o', left))
        .select('o.rater as account')
        .distinct(),
    ),
  )
  const changed = yield* ask(
    db
      .selectFrom(ever(before, 'opinion', 'o', yesterday))
      .select(['o.rater as account', 'o.operator', 'o.rater_operator'])
      .distinct(),
  )
  add(changed)
  // Praise for praise touches both: those whose own agents were rated by the operator that they rated.
  const back = changed.flatMap(({ operator, rater_operator: raterOperator }) =>
    operator && raterOperator ? [{ operator, raterOperator }] : [],
  )
  add((yield* saidBack(before, back)).map(({ rater }) => ({ account: rater })))
  const sold = yield* ask(
    db
      .selectFrom(ever(before, 'tenure', 't', yesterday))
      .select('t.id')
      .distinct(),
  )
  add(
    yield* askEach(
      sold.map(({ id }) => id),
      some => db.selectFrom('weight').select('rater as account').where('chain', '=', chain).where('agent', 'in', some),
    ),
  )
  return accounts
}
