/** Reads of versioned tables: `t` holds what is true now, its twin `t_h` what was true over the blocks `[bf, bt)`. */
import {
  type AliasedRawBuilder,
  DummyDriver,
  Kysely,
  type RawBuilder,
  type SqlBool,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from 'kysely'
import type { When } from './snapshot.ts'

/** A row as the store keeps it: with its chain and the origin (block, log index) of this version. */
export type Stored<R> = R & { readonly chain: string; readonly bf: number; readonly li: number }

/** A version of a row: `bt` is the block in which it ended, null while it stands. */
export type Version<R> = Stored<R> & { readonly bt: number | null }

/** Fact tables as queries see them. */
export type FactTables<T> = { [N in keyof T]: Stored<T[N]> }

/** The queries of a module over the fact tables F and the other tables O: composed here, compiled and run by the store. */
export const reads = <F, O = unknown>() => {
  type DB = FactTables<F> & O
  return {
    db: builder as unknown as Kysely<DB>,

    /**
     * The rows of a fact table that held at the snapshot, as a source for `from` or `join`. A condition given as `where`
     * is asked of current and past rows each, by their own indexes: in a join the database would read them all first.
     */
    at: <N extends keyof F & string, A extends string = N>(
      { heads, latest }: When,
      table: N,
      alias?: A,
      where: RawBuilder<unknown> = sql`1 = 1`,
    ): AliasedRawBuilder<Stored<F[N]>, A> => {
      const name = (alias ?? table) as A
      if (latest) return sql<Stored<F[N]>>`(select * from ${sql.table(table)} where ${where})`.as(name)
      return sql<Stored<F[N]>>`(
        select ${sql.table(table)}.*, ${STANDS} as bt from ${sql.table(table)} where ${standing(heads)} and ${where}
        union all
        select * from ${sql.table(`${table}_h`)} where ${ended(heads)} and ${where})`.as(name)
    },

    /** Every version that had begun by the snapshot, ended or not: what was ever said. Null: by now. */
    ever: <N extends keyof F & string, A extends string = N>(
      snapshot: When | null,
      table: N,
      alias?: A,
      where: RawBuilder<unknown> = sql`1 = 1`,
    ): AliasedRawBuilder<Version<F[N]>, A> => {
      const begun = snapshot ? standing(snapshot.heads) : sql`1 = 1`
      return sql<Version<F[N]>>`(
        select ${sql.table(table)}.*, ${STANDS} as bt from ${sql.table(table)} where ${begun} and ${where}
        union all
        select * from ${sql.table(`${table}_h`)} where ${begun} and ${where})`.as((alias ?? table) as A)
    },
  }
}

/** That a row has one of these ids, said so that the database looks each up by its key: chain and id. */
export const hasId = (ids: readonly string[], chainOf: (id: string) => string): RawBuilder<unknown> =>
  ids.length === 0
    ? sql`1 = 0`
    : sql`(chain, id) in (values ${sql.join([...new Set(ids)].map(id => sql`(${chainOf(id)}, ${id})`))})`

const builder = new Kysely<never>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: db => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
})

/** The end of what stands. Of the type that its twin has: only halves of the same types are walked side by side. */
const STANDS = sql`cast(null as bigint)`

/** What had begun by the heads. */
const standing = (heads: When['heads']): RawBuilder<SqlBool> => sql`bf <= ${headOf(heads)}`

/** What has ended and yet held at the heads. */
const ended = (heads: When['heads']): RawBuilder<SqlBool> => sql`bf <= ${headOf(heads)} and bt > ${headOf(heads)}`

/**
 * The head of a row's chain; below every block where the chain has none. Not a condition on `chain`, which an index would
 * answer with nearly every row of the table: the other conditions of a query are the ones that narrow it down.
 */
const headOf = (heads: When['heads']): RawBuilder<number> =>
  heads.length === 0
    ? sql`-1`
    : sql`case chain ${sql.join(
        heads.map(({ chain, number }) => sql`when ${chain} then cast(${number} as bigint)`),
        sql` `,
      )} else -1 end`
