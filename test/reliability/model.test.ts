import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Store } from '../../src/store/open.ts'
import { engines } from '../support/engines.ts'
import { heldIsFolded } from '../support/model.ts'

const RUNS = Number(process.env.MODEL_RUNS ?? 5)
const SEED = Number(process.env.MODEL_SEED ?? Date.now() % 2 ** 31)

for (const { name, open } of engines) {
  test(`random trees, faults and restarts: whenever it has settled, the store is the fold of the chain (${name}, seed ${SEED})`, () =>
    fc.assert(heldIsFolded(open), {
      numRuns: name === 'SQLite' ? RUNS : Math.ceil(RUNS / 3),
      seed: SEED,
      endOnFailure: true,
    }))
}

/** A store that does a statement of one shape otherwise. */
const doing =
  (
    picked: RegExp,
    otherwise: (values: readonly (string | number | null)[]) => readonly (string | number | null)[] | null,
  ) =>
  (store: Store): Store => ({
    ...store,
    write: program =>
      store.write(function* () {
        const running = program()
        let next = running.next()
        while (!next.done) {
          const { sql, values } = next.value
          const bent = picked.test(sql) ? otherwise(values) : values
          next = running.next(bent === null ? [] : yield { sql, values: bent })
        }
        return next.value
      }),
  })

const LOG_COLUMNS = 8
/** Of a statement that inserts one log, none. */
const without = (values: readonly (string | number | null)[]) => (values.length === LOG_COLUMNS ? null : values)
/** Of a statement that inserts several logs, the data of the first two changed for one another. */
const swapped = (values: readonly (string | number | null)[]) => {
  if (values.length < 2 * LOG_COLUMNS) return values
  const bent = [...values]
  for (const column of [5, 6, 7]) {
    bent[column] = values[column + LOG_COLUMNS] ?? null
    bent[column + LOG_COLUMNS] = values[column] ?? null
  }
  return bent
}

for (const [fault, statement, otherwise] of [
  ['drops a log', /^insert into log /, without],
  ['skips an undo', /^insert into (\w+) .* select .* from \1_h /, () => null],
  ['keeps what a branch began', /^delete from (agent|did|feedback) where chain = \? and bf > \?/, () => null],
  ['changes two events for one another', /^insert into log /, swapped],
] as const) {
  test(`a store that ${fault} is caught by the model`, async () => {
    const [sqlite] = engines
    assert.ok(sqlite)
    const found = await fc.check(heldIsFolded(sqlite.open, doing(statement, otherwise)), {
      numRuns: 100,
      seed: 3,
      endOnFailure: true,
    })
    assert.equal(found.failed, true)
  })
}
