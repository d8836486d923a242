import type { Origin } from './origin.ts'

/** A value that every engine stores unchanged. Integers are safe integers; wider ones are text (`uint256.ts`). */
export type Value = string | number | null

/** A row of a fact table as its module writes it. The store adds `chain` and the row's origin (`bf`, `li`). */
export type Row = { readonly id: string } & { readonly [column: string]: Value }

/** The fact tables of a module: name -> row. Each row has an `id` that is unique within its chain. */
export type Tables = { [name: string]: { readonly id: string } }

/** What an event means, as data. The store versions it; nothing else writes fact tables. */
export type Change<T extends Tables> =
  | {
      [N in keyof T & string]:
        | { readonly put: N; readonly row: T[N] }
        | { readonly patch: N; readonly id: string; readonly set: Partial<Omit<T[N], 'id'>> }
        | { readonly drop: N; readonly id: string }
    }[keyof T & string]
  | Gap

/** A break in a sequence that the contract guarantees: something is missing before this event. */
export type Gap = { readonly gap: string; readonly subject: string; readonly detail: string }

/**
 * The current rows, later events of a batch seeing the changes of earlier ones. Those that a handler declares are loaded
 * together; for any other the handler is run again.
 */
export type Rows<T extends Tables> = {
  get<N extends keyof T & string>(table: N, id: string): T[N] | undefined
}

/** A row by table and id. */
export type Ref<T extends Tables> = { [N in keyof T & string]: readonly [table: N, id: string] }[keyof T & string]

/** One handler bound to one event: what the store folds. */
export type Act = {
  readonly at: Origin
  readonly reads: readonly (readonly [table: string, id: string])[]
  /** The addresses that it makes known. */
  readonly watches: readonly string[]
  apply(rows: Rows<Tables>): readonly Change<Record<string, Row>>[]
}

/** What one log means to one module. */
export type LogAct = Act & {
  /** What the log says, decoded: the members of an RFC 8785 JSON array. The same for every module. */
  readonly said: string
}
