/** Questions put one after the other, whoever answers them: a store in the middle of a write, or a snapshot. */
import type { Query, Reader } from './snapshot.ts'

export type Asks<Result> = Generator<Query<unknown>, Result, readonly never[]>

/** Asks one question. */
export function* ask<Row>(query: Query<Row>): Asks<readonly Row[]> {
  return yield query
}

/** So many values go into one question. */
const MOST = 500

/** Asks about values, some at a time. */
export function* askEach<Value, Row>(
  values: Iterable<Value>,
  about: (some: readonly Value[]) => Query<Row>,
): Asks<readonly Row[]> {
  const all = [...new Set(values)]
  const rows: Row[] = []
  for (let i = 0; i < all.length; i += MOST) for (const row of yield* ask(about(all.slice(i, i + MOST)))) rows.push(row)
  return rows
}

/** The answer, from what a snapshot holds. */
export const asked = async <Result>(asks: Asks<Result>, { all }: Pick<Reader, 'all'>): Promise<Result> => {
  let step = asks.next()
  while (!step.done) step = asks.next((await all(step.value)) as never[])
  return step.value
}

/** What is known without asking. */
// biome-ignore lint/correctness/useYield: nothing is asked
export function* known<Result>(result: Result): Asks<Result> {
  return result
}
