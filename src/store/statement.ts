/**
 * Writes are programs: generators that yield statements and receive rows, so that one text of each statement runs on
 * every engine, whether its driver is a synchronous loop or an asynchronous one.
 */
import type { Value } from '../core/change.ts'

export type Statement = { readonly sql: string; readonly values: readonly Value[] }

/** A row as a driver returns it. Integers are numbers. */
export type Record_ = Record<string, Value>

/** A transaction: yields statements, receives the rows of each, returns its result. Throwing rolls it back. */
export type Program<Result> = Generator<Statement, Result, Record_[]>

/** Drives a program over a read transaction: one that writes fails there. */
export const drive = async <Result>(
  program: Program<Result>,
  all: (statement: Statement) => Promise<Record_[]>,
): Promise<Result> => {
  let step = program.next()
  while (!step.done) step = program.next(await all(step.value))
  return step.value
}

/** Runs one statement inside a program and gives its rows. */
export function* run<R = Record_>(sql: string, values: readonly Value[] = []): Generator<Statement, R[], Record_[]> {
  return (yield { sql, values }) as R[]
}

/** Few sizes, so that few statements are prepared whatever the number of rows. */
const SIZES = [64, 16, 4, 1]

/** Inserts rows, many a statement; `conflict` is the `on conflict` clause, '' for none. */
export function* insert(
  table: string,
  columns: readonly string[],
  rows: readonly (readonly Value[])[],
  conflict = '',
): Program<void> {
  const tuple = `(${columns.map(() => '?').join(',')})`
  for (const chunk of chunks(rows)) {
    const tuples = Array.from({ length: chunk.length }, () => tuple).join(',')
    yield* run(`insert into ${table} (${columns.join(',')}) values ${tuples} ${conflict}`, chunk.flat())
  }
}

/** Runs `sql(list of placeholders)` over the values in chunks and gives all rows. */
export function* forEachIn<R = Record_>(
  values: readonly Value[],
  before: readonly Value[],
  sql: (placeholders: string) => string,
): Generator<Statement, R[], Record_[]> {
  const all: R[] = []
  for (const chunk of chunks(values)) {
    const placeholders = chunk.map(() => '?').join(',')
    for (const row of yield* run<R>(sql(placeholders), [...before, ...chunk])) all.push(row)
  }
  return all
}

function* chunks<T>(items: readonly T[]): Generator<readonly T[]> {
  let i = 0
  for (const size of SIZES) {
    while (items.length - i >= size) {
      yield items.slice(i, i + size)
      i += size
    }
  }
}
