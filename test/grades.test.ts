import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Grade } from '../src/store/commit.ts'
import { type Graded, raised } from '../src/store/grades.ts'

const GRADES: readonly Grade[] = ['fetched', 'cross-checked', 'proved']

/** The grade of every block up to 60, or null where it was not read. */
const painted = (ranges: readonly Graded[]): (Grade | null)[] =>
  Array.from(
    { length: 60 },
    (_, n) => ranges.find(({ from_block, to_block }) => from_block <= n && n <= to_block)?.grade ?? null,
  )

const better = (had: Grade | null, grade: Grade): Grade | null =>
  had === null || GRADES.indexOf(had) > GRADES.indexOf(grade) ? had : grade

test('a grade is raised where blocks were read, block by block, and never lowered; neighbours become one', () => {
  const reading = fc.record({ from: fc.nat(59), length: fc.nat(20), grade: fc.constantFrom(...GRADES) })
  fc.assert(
    fc.property(fc.array(reading, { maxLength: 12 }), fc.nat(30), (readings, hole) => {
      let ranges: Graded[] = [
        { from_block: 0, to_block: hole - 1, reach: 'whole' as const, grade: 'fetched' as const },
        { from_block: hole + 2, to_block: 59, reach: 'whole' as const, grade: 'fetched' as const },
      ].filter(({ from_block, to_block }) => from_block <= to_block)
      for (const { from, length, grade } of readings) {
        const to = Math.min(59, from + length)
        const expected = painted(ranges).map((had, n) => (n >= from && n <= to ? better(had, grade) : had))
        ranges = raised(ranges, from, to, grade)
        assert.deepEqual(painted(ranges), expected)
        for (const [i, { from_block, to_block, grade }] of ranges.entries()) {
          assert.ok(from_block <= to_block)
          const before = ranges[i - 1]
          assert.ok(!before || before.to_block + 1 < from_block || before.grade !== grade, 'neighbours are one')
        }
      }
    }),
    { endOnFailure: true, numRuns: Number(process.env.GRADE_RUNS ?? 200) },
  )
})
