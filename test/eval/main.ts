/**
 * `npm run eval`: how the score stands against its baselines, in simulated markets and on Bitcoin OTC (where
 * PORTOLAN_DATA names the folder with its ratings). Writes the tables and charts of test/eval/README.md; after `--` parts
 * may be named, and `--quick` prints a small part and writes nothing.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { ablation } from './ablation.ts'
import { catalogue } from './catalogue.ts'
import { criticism, RULES } from './criticism.ts'
import { readOtc } from './otc/ratings.ts'
import { otcTables } from './otc/tables.ts'
import { rules } from './rules.ts'
import { closedLoop, costs, slander } from './sections.ts'
import { curves, logBars } from './svg.ts'
import { filledIn, markdown, type Table } from './table.ts'
import { WORLD_A, WORLD_B } from './world.ts'

const quick = process.argv.includes('--quick')
const folder = process.env.PORTOLAN_DATA

/** Worlds that nothing was tuned on. */
const heldOut = (count: number): number[] => Array.from({ length: count }, (_, i) => 100 + i)

const here = (name: string) => new URL(name, import.meta.url)

const tell = (name: string, tables: readonly Table[]): void => {
  if (tables.length === 0) return
  const text = tables.map(markdown).join('\n\n')
  process.stdout.write(`${text}\n\n`)
  if (!quick) writeFileSync(here('README.md'), filledIn(readFileSync(here('README.md'), 'utf8'), name, text))
}

const draw = (name: string, chart: string): void => {
  if (!quick) writeFileSync(here(name), chart)
}

const full = {
  cost: () => {
    const a = costs(heldOut(10), WORLD_A, 'World A')
    draw('cost.svg', logBars('USD to lift one bad provider into the top 5 of 200 (median)', a.bars))
    return [a.table, costs(heldOut(5), WORLD_B, 'World B').table]
  },
  'world-a': () => catalogue(heldOut(5), WORLD_A, false),
  'world-b': () => catalogue(heldOut(3), WORLD_B, true),
  closed: () => [closedLoop(heldOut(8), [0, 1, 10, 50])],
  slander: () => [slander(heldOut(5))],
  criticism: () => [criticism(heldOut(5), RULES)],
  rules,
  otc: () => otc([0, 10, 100, 1_000, 10_000], 20),
  ablation: () => [ablation([0, 1, 2])],
}

const small: Partial<typeof full> = {
  cost: () => [costs(heldOut(1), WORLD_A, 'World A').table],
  'world-a': () => catalogue(heldOut(1), WORLD_A, true),
  closed: () => [closedLoop(heldOut(1), [0, 10])],
  rules,
  otc: () => otc([0, 1_000], 2),
}

/** Bitcoin OTC, where its ratings are at hand. */
const otc = (sybils: readonly number[], draws: number): Table[] => {
  if (folder === undefined) return []
  const { tables, drawn } = otcTables(readOtc(folder), sybils, draws)
  draw('otc.svg', curves('Bitcoin OTC: AUC by number of sybils', sybils.map(String), drawn))
  return tables
}

const named = process.argv.slice(2).filter(name => name !== '--quick')
for (const [name, tables] of Object.entries(quick ? small : full)) {
  if (named.length === 0 || named.includes(name)) tell(name, tables())
}
