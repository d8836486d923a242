import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const ROOT = join(import.meta.dirname, '..', '..')

const rows = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8')
  .split('\n')
  .filter(line => /^\| \d+ \|/.test(line))
  .map(line => {
    const [number = '', group = '', check = '', sqlite = '', postgres = '', name = '', file = ''] = line
      .slice(2, -2)
      .split(' | ')
    return { number: Number(number), group, check, answers: [sqlite, postgres], name: name.trim(), file: file.trim() }
  })

test('the table has the 44 checks, group by group, and the 16 beyond', () => {
  const sizes = [...Map.groupBy(rows, ({ group }) => group)].map(([group, of]) => [group, of.length])
  assert.deepEqual(sizes, [
    ['crash recovery', 11],
    ['reorgs', 7],
    ['RPC faults', 16],
    ['data fidelity', 6],
    ['head latency', 4],
    ['beyond', 16],
  ])
  assert.deepEqual(
    rows.map(({ number }) => number),
    Array.from({ length: 60 }, (_, i) => i + 1),
  )
})

test('each row has an answer for each engine, and a no is not among them', () => {
  const unanswered = rows.filter(({ answers }) => !answers.every(answer => /^(yes|n\/a: \S.*)$/.test(answer)))
  assert.deepEqual(unanswered, [])
})

test('the test that a row names is in the file that it names', () => {
  const missing = rows.filter(({ name, file }) => name === '' || !readFileSync(join(ROOT, file), 'utf8').includes(name))
  assert.deepEqual(missing, [])
})

test('who says yes to both engines runs on both', () => {
  const own = rows.filter(
    ({ answers, file }) => file.startsWith('test/reliability/') && answers.every(a => a === 'yes'),
  )
  const alone = own.filter(({ file, name }) => {
    const text = readFileSync(join(ROOT, file), 'utf8')
    return !/for \(const \{ name, (open|make) \} of (engines|places)\)/.test(text) || name.endsWith('(PostgreSQL)')
  })
  assert.deepEqual(alone, [])
})
