/** Whose opinions may weigh otherwise today than yesterday, and who paid otherwise: everybody else is left as they are. */
import { type RawBuilder, sql } from 'kysely'
import { type Asks, ask, askEach } from '../../core/asks.ts'
import { reads } from '../../core/asOf.ts'
import type { Morning } from '../../core/module.ts'
import type { TrustPolicy } from '../../core/trustPolicy.ts'
import type { PaymentsFacts } from '../payments/tables.ts'
import { windowOf } from './evidence.ts'
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
  const left: RawBuilder<unknown> = sql`chain = ${chain} and day = ${leaving}`
  add(
    yield* ask(
      db
        .selectFrom(at(before, 'opinion', 'o', left))
        .select('o.rater as account')
        .distinct(),
    ),
  )
  const begun = yield* ask(
    db
      .selectFrom(ever(before, 'opinion', 'o', yesterday))
      .select(['o.rater as account', 'o.operator', 'o.rater_operator'])
      .distinct(),
  )
  const ended = yield* ask(db.selectFrom(endedIn(morning)).selectAll())
  const changed = [...begun, ...ended]
  add(changed)
  // Praise for praise touches both: those whose own agents were rated by the operator that they rated.
  add(
    yield* askEach(
      changed.flatMap(({ operator, rater_operator: by }) => (operator && by ? [`${by} ${operator}`] : [])),
      some =>
        db
          .selectFrom(
            at(
              before,
              'opinion',
              'o',
              sql`(operator, rater_operator) in (values ${sql.join(some.map(pair => sql`(${sql.join(pair.split(' '))})`))})`,
            ),
          )
          .select('o.rater as account'),
    ),
  )
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

/** Opinions that ended yesterday: of one that was taken back whole nothing else is left. */
const endedIn = ({ chain, before, beforeYesterday }: Morning) => {
  const [from, to] = [beforeYesterday.heads[0]?.number ?? -1, before.heads[0]?.number ?? -1]
  return sql<{ account: string; operator: string | null; rater_operator: string | null }>`(
    select distinct rater as account, operator, rater_operator from opinion_h
     where chain = ${chain} and bt > ${from} and bt <= ${to})`.as('ended')
}
