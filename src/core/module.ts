import type { Abi, ContractEventName, GetEventArgs } from 'viem'
import type { Asks } from './asks.ts'
import type { Audit, Missing } from './audit.ts'
import type { Change, Ref, Row, Rows, Tables } from './change.ts'
import type { Context } from './context.ts'
import type { Origin } from './origin.ts'
import type { Settings } from './settings.ts'
import type { Reader, When } from './snapshot.ts'

/** The events a module reads, by the kind of contract that emits them. */
export type Events = { readonly [contract: string]: Abi }

/**
 * A pure sentence: this event means these changes. No clock, no network, no SQL. One that depends on rows declares
 * them in `reads`, so that the store can load them once for a whole batch; those whose id it learns from other rows it
 * simply asks for.
 */
export type Handler<Args, T extends Tables> =
  | ((event: Args, at: Origin) => Change<T>[])
  | {
      readonly reads?: (event: Args, at: Origin) => readonly Ref<T>[]
      readonly watches?: (event: Args, at: Origin) => readonly string[]
      readonly apply: (event: Args, at: Origin, rows: Rows<T>) => Change<T>[]
    }

/** The arguments of an event, by name. Strings are text as `text.ts` keeps it, addresses and hashes lower-case hex. */
export type EventArgs<A extends Abi, N extends string> = Extract<
  GetEventArgs<A, N, { EnableUnion: false; IndexedOnly: false; Required: true }>,
  Record<string, unknown>
>

/** A handler for every event of an ABI: none may be forgotten, none be misspelt. */
export type Handlers<A extends Abi, T extends Tables> = {
  readonly [N in ContractEventName<A>]: Handler<EventArgs<A, N>, T>
}

/** A fetched document as its module sees it: bytes of a stranger, bounded, checked against their hash. */
export type Document = { readonly uri: string; readonly bytes: Uint8Array; readonly sha256: string }

/** What a module made of a document: its verdict, and rows for its claim tables (kept once, never overwritten). */
export type Reading = {
  readonly verdict: string
  readonly reason?: string
  /** Worth reading again when the chain has moved on (a key that is not indexed yet, say). */
  readonly retry?: boolean
  readonly rows: readonly {
    readonly table: string
    readonly row: Record<string, string | number | null>
    /** Whether the store gives the row the next number of its table, as `nr`. */
    readonly numbered?: boolean
  }[]
}

/**
 * What a reader of documents may look at: the tables as they stand, the settings, the time, and when the bytes came (Unix
 * seconds): earlier than now where they are read again.
 */
export type ReadContext = {
  readonly reader: Reader
  readonly settings: Settings
  readonly now: number
  readonly fetchedAt: number
}

/** A kind of document: who names it, facts or the operator, and who reads it. */
export type DocumentKind = (NamedByFacts | NamedByOperator) & {
  readonly read: (document: Document, context: ReadContext) => Promise<Reading> | Reading
}

export type NamedByFacts = {
  /** The fact table whose rows name documents of this kind. */
  readonly table: string
  /** The column that holds the URI; the column `<uri>_id` beside it holds the SHA-256 of the URI. */
  readonly column: string
  /** The columns that may hold on whose account the document is fetched: the first that is not null does. */
  readonly by: readonly string[]
}

export type NamedByOperator = {
  readonly configured: (settings: Settings) => readonly string[]
  /** The document is not what the URI serves but what it asks of one who has not paid (HTTP status 402, x402). */
  readonly unpaid: boolean
}

/** The beginning of a UTC day of block time on a chain: what held after the last block before it, and before the day before. */
export type Morning = {
  readonly chain: string
  readonly day: number
  readonly before: When
  readonly beforeYesterday: When
}

/** Asks questions and ends with the changes of derived tables. As pure as a handler. */
export type Derive = (morning: Morning) => Asks<readonly Change<Record<string, Row>>[]>

/** What answers a GET below a path of its own, where a standard asks for one; `rest` is the URL behind the path, as sent. */
export type HttpHandler = (
  request: { readonly rest: string; readonly accept: string | undefined },
  context: Context,
) => Promise<HttpAnswer>

export type HttpAnswer = {
  readonly status: number
  readonly type: string
  readonly body: string
  readonly location?: string
}

/**
 * A kind of contract whose logs are too many to read whole: one is kept where an indexed address of it was watched at a
 * position before its own. The events named `alongside` are kept instead where a log so kept, of the same contract and
 * transaction, names the same address. What they say makes no address known.
 */
export type ByTopic<Name extends string = string> = { readonly alongside: readonly Name[] }

/**
 * How a text column of a table holds an integer: `uint256` and `int128` as sortable hex (`uint256.ts`), `decimal` in digits.
 */
export type IntegerText = 'uint256' | 'int128' | 'decimal'

/** A piece of the domain: the events it reads, the tables it owns, and what it answers. */
export type Module = {
  readonly name: string
  /** Raise it when a handler or reader changes meaning: the tables are then folded anew from the stored logs. */
  readonly rules: number
  readonly events: Events
  /** The kinds among them that are read by topic. */
  readonly byTopic: { readonly [contract: string]: ByTopic }
  /** Fact tables: versioned by block, folded from logs alone. */
  readonly facts: readonly string[]
  /** Derived tables: versioned by day, computed from facts and settings at the beginning of each. */
  readonly derived: readonly string[]
  /** How they are computed under these settings, and by which rules; null: not at all. */
  readonly derive: (settings: Settings) => { readonly rules: string; readonly derive: Derive } | null
  /** Claim tables: what documents say, insert-only, outside the history of the chain. */
  readonly claims: readonly string[]
  /** The text columns that hold integers, by table and column: whoever copies rows prints them in digits. */
  readonly integers: { readonly [table: string]: { readonly [column: string]: IntegerText } }
  readonly documents: { readonly [kind: string]: DocumentKind }
  readonly on: { readonly [contract: string]: { readonly [event: string]: Handler<never, never> } }
  /** Where what a gap misses must lie, by kind of gap; of a row that is absent, by `absent <table>`. */
  readonly missing: { readonly [kind: string]: Missing }
  /** What is held against a contract itself, by its kind. */
  readonly audits: { readonly [contract: string]: Audit }
  /** GraphQL resolvers by type and field. */
  readonly resolvers: object
  /** Answers to GET by path. */
  readonly http: { readonly [path: string]: HttpHandler }
}

/** A module whose handlers are checked against its ABI and its row types. */
export const defineModule =
  <T extends Tables>() =>
  <const E extends Events>(module: {
    readonly name: string
    readonly rules: number
    readonly events: E
    readonly byTopic?: { readonly [C in keyof E]?: ByTopic<ContractEventName<E[C]>> }
    readonly facts: readonly (keyof T & string)[]
    readonly derived?: Module['derived']
    readonly derive?: Module['derive']
    readonly claims?: readonly string[]
    readonly integers?: { readonly [N in keyof T & string]?: { readonly [C in keyof T[N] & string]?: IntegerText } }
    readonly documents?: { readonly [kind: string]: DocumentKind }
    readonly on: { readonly [C in keyof E]: Handlers<E[C], T> }
    readonly missing?: Module['missing']
    readonly audits?: { readonly [C in keyof E]?: Audit }
    readonly resolvers?: object
    readonly http?: { readonly [path: string]: HttpHandler }
  }): Module =>
    ({
      byTopic: {},
      derived: [],
      derive: () => null,
      claims: [],
      integers: {},
      documents: {},
      missing: {},
      audits: {},
      resolvers: {},
      http: {},
      ...module,
    }) as unknown as Module
