/** Every contender under every attack: order, separation, and who gets to the top. */
import { type Attack, attacked } from './attacks.ts'
import { CONTENDERS } from './methods.ts'
import { auc, badAmong, mean, rankCorrelation } from './metrics.ts'
import type { Table } from './table.ts'
import { type Size, world } from './world.ts'

interface Scenario {
  readonly name: string
  readonly attack: Attack | null
  readonly captured: number
}

const scenario = (name: string, attack: Attack | null, captured = 0): Scenario => ({ name, attack, captured })
const by = (kind: Attack['kind'], each: number, spend = 0): Scenario =>
  scenario(spend > 0 ? `${kind} ${each} x $${spend}` : `${kind} ${each}`, { kind, each, spend })

const ATTACKS: readonly Scenario[] = [
  scenario('none', null),
  ...[10, 100, 1_000, 10_000].map(each => by('free', each)),
  ...[10, 100, 1_000, 10_000].map(each => by('wash', each)),
  ...[100, 1_000].map(each => by('camo', each)),
  ...[10, 30, 100].map(each => by('invest', each, 5)),
  ...[10, 10_000].map(each => by('ring', each)),
  ...[10, 30].map(each => by('ring', each, 5)),
  ...[1, 2, 3].map(captured => scenario(`${captured} seeds bad`, { kind: 'seedwash', each: 100, spend: 0 }, captured)),
]

const QUICK: readonly Scenario[] = [scenario('none', null), by('free', 100), by('wash', 100), by('invest', 10, 5)]

/** One table for each measure; rows are attacks, columns contenders, cells means over worlds. */
export const catalogue = (numbers: readonly number[], size: Size, quick: boolean): Table[] => {
  const rows = (quick ? QUICK : ATTACKS).map(({ name, attack, captured }) => {
    // The largest crowds leave nothing to chance: one world shows them.
    const worlds = attack && attack.each > 1_000 ? numbers.slice(0, 1) : numbers
    const runs = worlds.map(number => {
      const before = world(number, { ...size, captured })
      const { world: after, cost } = attack ? attacked(before, attack) : { world: before, cost: 0 }
      const { honest } = after
      const measured = CONTENDERS.map(({ score }) => {
        const scores = score(after)
        return {
          rho: rankCorrelation(scores, after.quality),
          auc: auc(scores.slice(0, honest), scores.slice(honest)),
          top: [5, 10, 20].map(count => badAmong(scores, honest, count)),
        }
      })
      return { measured, cost: cost / (after.agents - honest) }
    })
    const cells = CONTENDERS.map((_, i) => {
      const of = runs.flatMap(({ measured }) => measured[i] ?? [])
      return {
        rho: mean(of.map(({ rho }) => rho)),
        auc: mean(of.map(run => run.auc)),
        top: [0, 1, 2].map(k => mean(of.map(({ top }) => top[k] ?? 0))),
      }
    })
    return { name, cost: mean(runs.map(({ cost }) => cost)), cells }
  })
  const table = (title: string, cell: (of: (typeof rows)[number]['cells'][number]) => string): Table => ({
    title,
    head: ['attack', '$ per bad provider', ...CONTENDERS.map(({ name }) => name)],
    rows: rows.map(({ name, cost, cells }) => [name, cost.toFixed(2), ...cells.map(cell)]),
  })
  return [
    table('Chance that an honest provider is above a malicious one (AUC)', of => of.auc.toFixed(2)),
    table('Rank correlation with true quality (Spearman)', of => of.rho.toFixed(2)),
    table('Malicious providers in the top 5 / 10 / 20', of => of.top.map(n => n.toFixed(0)).join('/')),
  ]
}
