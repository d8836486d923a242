import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { csvLine } from '../../src/core/csv.ts'
import { parseCsv, unguarded } from '../support/csv.ts'

const nasty = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        '"',
        ',',
        '\r',
        '\n',
        '\t',
        ' ',
        '\0',
        "'",
        '=',
        '+',
        '-',
        '@',
        '\\x00',
        '\ufeff',
        'ü',
        '𝄞',
        '＝',
        'a',
      ),
    )
    .map(parts => parts.join('')),
)

test('any text comes back from a line as it was', () => {
  fc.assert(
    fc.property(fc.array(fc.option(nasty), { minLength: 2, maxLength: 5 }), cells => {
      const line = csvLine(
        cells,
        cells.map(() => true),
      )
      assert.deepEqual(
        parseCsv(line).map(read => read.map(unguarded)),
        [cells],
      )
    }),
    { numRuns: 2_000 },
  )
})

test('a spreadsheet runs no cell: what begins like a formula begins with an apostrophe', () => {
  const isText = [true]
  const lines = ['=1+1', '+1', '-1', '@a', '\t=1', '\r=1', '\n=1', ' =1', '＝1', "'a"].map(cell =>
    csvLine([cell], isText),
  )
  const guarded = ["'=1+1", "'+1", "'-1", "'@a", `"'\t=1"`, `"'\r=1"`, `"'\n=1"`, "' =1", "'＝1", "''a"]
  assert.deepEqual(
    lines,
    guarded.map(cell => `${cell}\r\n`),
  )
})

test('numbers are not text, nothing is not empty, and only what needs quotes has them', () => {
  const cells = ['-5', -5, null, '', 'plain', 'a "b", c', 'a\nb', ' a']
  const isText = cells.map((_, i) => i > 1)
  assert.equal(csvLine(cells, isText), '-5,-5,,"",plain,"a ""b"", c","a\nb"," a"\r\n')
})
