/** What modules compute at the beginning of each day, from the facts of the days before, in the transaction that begins it. */
import type { Asks } from '../core/asks.ts'
import type { Act, Value } from '../core/change.ts'
import { DAY, dayOf } from '../core/day.ts'
import type { Derive } from '../core/module.ts'
import type { Query, When } from '../core/snapshot.ts'
import { type FactTable, fold } from './fold.ts'
import { type Program, run } from './statement.ts'

export type Derived = {
  readonly derived: ReadonlyMap<string, FactTable>
  readonly days: 'derived_day' | 'refold_day'
  /** Makes of a question about the tables one about where they are stored. */
  readonly placed: (query: Query<unknown>) => { readonly sql: string; readonly parameters: readonly unknown[] }
  readonly derivations: readonly { readonly rules: string; readonly derive: Derive }[]
}

/** Computes the days that have begun by a block: its own, and those since it was last done. */
export function* deriveDays(
  { derived, derivations, days, placed }: Derived,
  chain: string,
  head: { time: number },
): Program<void> {
  if (derivations.length === 0) return
  const today = dayOf(head.time)
  const begun = yield* firstDay(chain, days)
  const first = begun ?? today
  let beforeYesterday = yield* lastBefore(chain, first - 1)
  for (let day = first; day <= today; day += 1) {
    const before = yield* lastBefore(chain, day)
    for (const { derive } of derivations) {
      const changes = yield* answered(derive({ chain, day, before, beforeYesterday }), placed)
      yield* fold(derived, chain, [said(chain, day, changes)])
    }
    beforeYesterday = before
  }
  yield* run(
    `insert into ${days} (chain, day, rules) values (?, ?, ?)
       on conflict (chain) do update set day = excluded.day, rules = excluded.rules`,
    [chain, today, derivations.map(({ rules }) => rules).join(' ')],
  )
}

/** The first day that is still to be computed. */
function* firstDay(chain: string, days: Derived['days']): Program<number | undefined> {
  const [done] = yield* run<{ day: number }>(`select day from ${days} where chain = ?`, [chain])
  if (done) return done.day + 1
  const [first] = yield* run<{ time: number }>('select min(time) as time from block where chain = ?', [chain])
  return first && dayOf(first.time)
}

/** What held after the last block that we hold of the days before. Blocks that we do not hold said nothing. */
function* lastBefore(chain: string, day: number): Program<When> {
  const [row] = yield* run<{ number: number }>(
    'select number from block where chain = ? and time < ? order by time desc, number desc limit 1',
    [chain, day * DAY],
  )
  return { heads: [{ chain, number: row?.number ?? -1 }], latest: false }
}

/** Answers what is asked, and gives the result. */
function* answered<Result>(asks: Asks<Result>, placed: Derived['placed']): Program<Result> {
  let step = asks.next()
  while (!step.done) {
    const { sql, parameters } = placed(step.value)
    step = asks.next(yield* run<never>(sql, parameters as readonly Value[]))
  }
  return step.value
}

/** Changes of a day, as the fold takes them: what is already so is not written. */
const said = (chain: string, day: number, changes: ReturnType<Act['apply']>): Act => ({
  at: { chain, contract: '', subject: '', block: day, blockHash: '', time: day * DAY, tx: '', logIndex: 0 },
  reads: changes.flatMap(change =>
    'put' in change
      ? [[change.put, change.row.id] as const]
      : 'drop' in change
        ? [[change.drop, change.id] as const]
        : [],
  ),
  watches: [],
  apply: () => changes,
})

/** Forgets the days after a moment. */
export function* forgetDays(chain: string, time: number): Program<void> {
  yield* run('update derived_day set day = ? where chain = ? and day > ?', [dayOf(time), chain, dayOf(time)])
}
