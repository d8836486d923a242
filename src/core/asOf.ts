/** Reads of versioned tables: `t` holds what is true now, its twin `t_h` what was true over the blocks `[bf, bt)`. */
import { type AliasedRawBuilder, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { ChainHead, Snapshot } from './snapshot.ts'

/** A row as the store keeps it: with its chain and the origin (block, log index) of this version. */
export type Stored<R> = R & { readonly chain: string; readonly bf: number; readonly li: number }

/** A version of a row: `bt` is the block in which it ended, null while it stands. */
export type Version<R> = Stored<R> & { readonly bt: number | null }

/** Keeps what holds at the heads, the standing rows by their start alone. */
const within = (heads: readonly ChainHead[], ended: boolean): RawBuilder<SqlBool> =>
  heads.length === 0
    ? sql`1 = 0`
    : sql`(${sql.join(
        heads.map(({ chain, number }) =>
          ended
            ? sql`(chain = ${chain} and bf <= ${number} and bt > ${number})`
            : sql`(chain = ${chain} and bf <= ${number})`,
        ),
        sql` or `,
      )})`

/** The rows of a fact table that held at the snapshot, as a source for `from` or `join`. */
export const at = <DB, N extends keyof DB & string, A extends string = N>(
  snapshot: Snapshot<DB>,
  table: N,
  alias?: A,
): AliasedRawBuilder<DB[N], A> => {
  const name = (alias ?? table) as A
  if (snapshot.latest) return sql<DB[N]>`${sql.table(table)}`.as(name)
  const current = sql.table(table)
  const twin = sql.table(`${table}_h`)
  return sql<DB[N]>`(
    select ${current}.*, null as bt from ${current} where ${within(snapshot.heads, false)}
    union all
    select * from ${twin} where ${within(snapshot.heads, true)})`.as(name)
}

/** Every version that had begun by the snapshot, ended or not: what was ever said. */
export const ever = <DB, N extends keyof DB & string, A extends string = N>(
  snapshot: Snapshot<DB>,
  table: N,
  alias?: A,
): AliasedRawBuilder<DB[N] & { bt: number | null }, A> => {
  const current = sql.table(table)
  const begun = within(snapshot.heads, false)
  return sql<DB[N] & { bt: number | null }>`(
    select ${current}.*, null as bt from ${current} where ${begun}
    union all
    select * from ${sql.table(`${table}_h`)} where ${begun})`.as((alias ?? table) as A)
}
