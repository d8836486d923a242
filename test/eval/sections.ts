/** The parts of the evaluation: each makes tables of its own worlds. */

import type { Slander } from './attacks.ts'
import { chanceOnly, followed, type Judge, oracle, run } from './closedLoop.ts'
import { costsToTop, SPENDING_PLANS } from './cost.ts'
import { CONTENDERS } from './methods.ts'
import { mean, median } from './metrics.ts'
import { plain } from './otc/tables.ts'
import { afterSlander, placeOfBest } from './slander.ts'
import type { Bar } from './svg.ts'
import { type Table, usd } from './table.ts'
import { meanRevenue, type Size, world } from './world.ts'

/** Dollars to lift one bad provider to the top, and the bars of the chart (the middle of the worlds, top 5). */
export const costs = (numbers: readonly number[], size: Size, name: string): { table: Table; bars: Bar[] } => {
  const worlds = numbers.map(number => world(number, size))
  const revenue = mean(worlds.map(meanRevenue))
  const rows = CONTENDERS.map(({ name, score, plans }) => {
    const of = worlds.map(market => costsToTop(market, market.honest + 3, score, plans, [5, 10]))
    const [five = [], ten = []] = [0, 1].map(i => of.map(pair => pair[i] ?? 0).sort((a, b) => a - b))
    return { name, five, ten }
  }).sort((a, b) => median(a.five) - median(b.five))
  const cells = (sorted: readonly number[]) => [
    usd(median(sorted)),
    `${usd(sorted[0] ?? 0)} to ${usd(sorted.at(-1) ?? 0)}`,
    Number.isFinite(median(sorted)) ? usd((100 * median(sorted)) / revenue) : '-',
  ]
  return {
    table: {
      title: `${name}: USD to lift one bad provider to the top, ${numbers.length} held-out worlds (a mean provider takes in $${usd(revenue)})`,
      head: ['score', 'top 5, median', 'range', '% of revenue', 'top 10, median', 'range', '% of revenue'],
      rows: rows.map(({ name, five, ten }) => [name, ...cells(five), ...cells(ten)]),
    },
    bars: rows.map(({ name, five }) => ({
      name: plain(name),
      value: median(five),
      label: Number.isFinite(median(five)) ? `$${usd(median(five))}` : 'not for any sum tried',
      ours: name.startsWith('**'),
    })),
  }
}

/** In the closed loop these are followed; the others are of the kind of one of them. */
const FOLLOWED = [
  'mean (getSummary)',
  'Wilson, paid raters',
  'one-step trust graph',
  'EigenTrust, 100 trusted raters',
  'EigenTrust, seeds and payments',
  '**Portolan**',
  '**Portolan, strict**',
]

/** Money won and lost where buyers follow a score. */
export const closedLoop = (numbers: readonly number[], budgets: readonly number[]): Table => {
  const cell = (judge: (number: number) => Judge, budget: number, atSeeds: boolean) => {
    const ends = numbers.map(number => run(judge(number), number, { budget, atSeeds }))
    const [success, lost, profit] = [
      mean(ends.map(end => end.success)),
      mean(ends.map(end => end.lost)),
      mean(ends.map(end => end.profit)),
    ]
    return `${success.toFixed(3)} / ${lost.toFixed(0)} / ${profit.toFixed(0)}`
  }
  const followedRows = CONTENDERS.filter(({ name }) => FOLLOWED.includes(name)).map(({ name, score, plans }) => [
    name === 'EigenTrust, 100 trusted raters' ? 'EigenTrust, 50 trusted of 600' : name,
    ...budgets.map(budget => cell(() => followed(score), budget, plans === SPENDING_PLANS)),
  ])
  const unmoved = (name: string, judge: (number: number) => Judge) => [
    name,
    cell(judge, 0, false),
    ...budgets.slice(1).map(() => ''),
  ]
  return {
    title: `Part of purchases that went well / buyers' loss in USD / fraudsters' profit in USD, mean of ${numbers.length} markets`,
    head: ['followed', ...budgets.map(budget => (budget === 0 ? 'no attack' : `$${budget} per bad provider`))],
    rows: [unmoved('the truth', () => oracle), unmoved('chance', chanceOnly), ...followedRows],
  }
}

const SLANDERS: readonly (readonly [name: string, how: Slander])[] = [
  ['10 who never paid', { each: 10, pay: 'nothing', spend: 0, shared: false }],
  ['100 who never paid', { each: 100, pay: 'nothing', spend: 0, shared: false }],
  ['10 who paid the victim', { each: 10, pay: 'price', spend: 0, shared: false }],
  ['100 who paid the victim', { each: 100, pay: 'price', spend: 0, shared: false }],
  ['10 who paid it, and $1 at seeds', { each: 10, pay: 'price', spend: 1, shared: false }],
  ['30 who paid it, and $1 at seeds', { each: 30, pay: 'price', spend: 1, shared: false }],
  ['10 who paid all five, and $5 at seeds', { each: 10, pay: 'price', spend: 5, shared: true }],
]

/** Where slander moves the five best providers. */
export const slander = (numbers: readonly number[]): Table => {
  const worlds = numbers.map(number => world(number))
  const columns = CONTENDERS.filter(({ name }) => !name.includes('everybody') && !name.includes('declared'))
  const rows = SLANDERS.map(([name, how]) => {
    const cost = mean(worlds.map(market => afterSlander(market, () => [], how).cost))
    const places = columns.map(({ score }) => mean(worlds.map(market => afterSlander(market, score, how).place)))
    return [name, cost.toFixed(2), ...places.map(at => at.toFixed(0))]
  })
  const before = columns.map(({ score }) => mean(worlds.map(market => placeOfBest(market, score))).toFixed(0))
  return {
    title: 'Mean place of the five best of 200, by who slanders each of them',
    head: ['slanderers of each victim', '$ per victim', ...columns.map(({ name }) => name)],
    rows: [['none', '', ...before], ...rows],
  }
}
