/**
 * `npm run eval`: how the score stands against its baselines, in simulated markets and on Bitcoin OTC. Writes the tables
 * and charts of test/eval/README.md. `npm run eval -- --quick` prints a small part and writes nothing.
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
  const text = tables.map(markdown).join('\n\n')
  process.stdout.write(`${text}\n\n`)
  if (!quick) writeFileSync(here('README.md'), filledIn(readFileSync(here('README.md'), 'utf8'), name, text))
}

const draw = (name: string, chart: string): void => {
  if (!quick) writeFileSync(here(name), chart)
}

if (quick) {
  tell('world-a', catalogue(heldOut(1), WORLD_A, true))
  tell('cost', [costs(heldOut(1), WORLD_A, 'World A').table])
  tell('closed', [closedLoop(heldOut(1), [0, 10])])
} else {
  const [a, b] = [costs(heldOut(10), WORLD_A, 'World A'), costs(heldOut(5), WORLD_B, 'World B')]
  tell('cost', [a.table, b.table])
  draw('cost.svg', logBars('USD to lift one bad provider into the top 5 of 200 (median)', a.bars))
  tell('world-a', catalogue(heldOut(5), WORLD_A, false))
  tell('world-b', catalogue(heldOut(3), WORLD_B, true))
  tell('closed', [closedLoop(heldOut(8), [0, 1, 10, 50])])
  tell('slander', [slander(heldOut(5))])
  tell('criticism', [criticism(heldOut(5), RULES)])
  tell('ablation', [ablation([0, 1, 2])])
}
tell('rules', rules())
if (folder === undefined) {
  process.stdout.write('Bitcoin OTC is left out: PORTOLAN_DATA names no folder with its ratings.\n')
} else {
  const sybils = quick ? [0, 1_000] : [0, 10, 100, 1_000, 10_000]
  const { tables, drawn } = otcTables(readOtc(folder), sybils, quick ? 2 : 20)
  tell('otc', tables)
  draw('otc.svg', curves('Bitcoin OTC: AUC by number of sybils', sybils.map(String), drawn))
}
