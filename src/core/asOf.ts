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
import type { ChainHead, Snapshot } from './snapshot.ts'

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

    /** The rows of a fact table that held at the snapshot, as a source for `from` or `join`. */
    at: <N extends keyof F & string, A extends string = N>(
      { heads, latest }: Snapshot,
      table: N,
      alias?: A,
    ): AliasedRawBuilder<Stored<F[N]>, A> => {
      const name = (alias ?? table) as A
      if (latest) return sql<Stored<F[N]>>`${sql.table(table)}`.as(name)
      return sql<Stored<F[N]>>`(
        select ${sql.table(table)}.*, null as bt from ${sql.table(table)} where ${standing(heads)}
        union all
        select * from ${sql.table(`${table}_h`)} where ${ended(heads)})`.as(name)
    },

    /** Every version that had begun by the snapshot, ended or not: what was ever said. Null: by now. */
    ever: <N extends keyof F & string, A extends string = N>(
      snapshot: Snapshot | null,
      table: N,
      alias?: A,
    ): AliasedRawBuilder<Version<F[N]>, A> => {
      const begun = snapshot ? standing(snapshot.heads) : sql`1 = 1`
      return sql<Version<F[N]>>`(
        select ${sql.table(table)}.*, null as bt from ${sql.table(table)} where ${begun}
        union all
        select * from ${sql.table(`${table}_h`)} where ${begun})`.as((alias ?? table) as A)
    },
  }
}

const builder = new Kysely<never>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: db => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
})

/** What had begun by the heads. */
const standing = (heads: readonly ChainHead[]): RawBuilder<SqlBool> =>
  eitherOf(heads, ({ chain, number }) => sql`(chain = ${chain} and bf <= ${number})`)

/** What has ended and yet held at the heads. */
const ended = (heads: readonly ChainHead[]): RawBuilder<SqlBool> =>
  eitherOf(heads, ({ chain, number }) => sql`(chain = ${chain} and bf <= ${number} and bt > ${number})`)

const eitherOf = (
  heads: readonly ChainHead[],
  condition: (head: ChainHead) => RawBuilder<unknown>,
): RawBuilder<SqlBool> => (heads.length === 0 ? sql`1 = 0` : sql`(${sql.join(heads.map(condition), sql` or `)})`)
