/** Bitcoin OTC: how well the contenders tell its fraudsters from its honest traders, with and without attacks. */
import { auc, mean } from '../metrics.ts'
import { random } from '../random.ts'
import type { Curve } from '../svg.ts'
import type { Table } from '../table.ts'
import { credited } from './credited.ts'
import { type OtcMethod, otcBayesian, otcEigenTrust, otcFairness, otcMean, otcOneStep, otcWilson } from './methods.ts'
import {
  activeRaters,
  type Otc,
  praisedBySybils,
  slanderedByMembers,
  slanderedBySybils,
  whitewashed,
  withoutLeak,
} from './ratings.ts'

/** The chance that a trusted user is above a fraudulent one. */
export const separation = (otc: Otc, method: OtcMethod): number => {
  const { scores, unknown } = method(otc)
  const of = (users: readonly number[]) => users.map(user => scores.get(user) ?? unknown)
  return auc(of(otc.trusted), of(otc.fraudulent))
}

/** The ten most active raters without a label. */
export const seedsOf = (otc: Otc): number[] => activeRaters(otc, 1).slice(0, 10)

const contenders = (seeds: readonly number[]): readonly (readonly [name: string, method: OtcMethod])[] => [
  ['mean', otcMean],
  ['Bayesian average', otcBayesian],
  ['Wilson', otcWilson],
  ['one-step trust graph', otcOneStep],
  ['fairness and goodness', otcFairness],
  ['EigenTrust, everybody', otcEigenTrust([])],
  ['EigenTrust, 10 seeds', otcEigenTrust(seeds)],
  ['**Portolan, 10 seeds**', credited(seeds)],
]

/** The score as it was at first: who speaks badly of many does so with its whole credit. */
const undivided = (seeds: readonly number[]) => ['Portolan, criticism not divided', credited(seeds, 0n)] as const

/** Tables, and the curves of the chart: separation by number of sybils. */
export const otcTables = (all: Otc, sybils: readonly number[], draws: number): { tables: Table[]; drawn: Curve[] } => {
  const clean = withoutLeak(all)
  const seeds = seedsOf(all)
  const grid = (otc: Otc) => {
    const attacked = sybils.map(count => (count === 0 ? otc : praisedBySybils(otc, count)))
    return contenders(seeds).map(([name, method]) => ({ name, values: attacked.map(o => separation(o, method)) }))
  }
  const sybilTable = (title: string, of: ReturnType<typeof grid>): Table => ({
    title,
    head: ['AUC by number of sybils', ...sybils.map(String)],
    rows: of.map(({ name, values }) => [name, ...values.map(value => value.toFixed(3))]),
  })
  const honest = grid(clean)
  const others: readonly (readonly [string, Otc])[] = [
    ['as it is', clean],
    ['fraudsters begin anew', whitewashed(clean, 0)],
    ['... and 1,000 sybils praise them', whitewashed(clean, 1_000)],
    ['1,000 sybils slander', slanderedBySybils(clean, 1_000)],
    ['50 active members slander', slanderedByMembers(clean, 50)],
  ]
  return {
    tables: [
      sybilTable('Ratings that the labels were made of removed', honest),
      sybilTable('All ratings: what leaks from the labels is in it', grid(all)),
      {
        title: 'Other attacks, AUC, leak removed',
        head: ['score', ...others.map(([name]) => name)],
        rows: [...contenders(seeds), undivided(seeds)].map(([name, method]) => [
          name,
          ...others.map(([, otc]) => separation(otc, method).toFixed(3)),
        ]),
      },
      drawsTable(all, clean, draws),
    ],
    drawn: honest.map(({ name, values }) => ({ name: plain(name), ours: name.startsWith('**'), values })),
  }
}

export const plain = (name: string): string => name.replaceAll('**', '')

/** Ten seeds drawn by chance among the active, many times; and the same with a fraudster in the place of one. */
const drawsTable = (all: Otc, clean: Otc, draws: number): Table => {
  const candidates = activeRaters(all, 20)
  const drawn = Array.from({ length: draws }, (_, i) => random('otc seeds', i).some(candidates, 10))
  const captured = drawn.map((seeds, i) => [...seeds.slice(1), ...random('otc captured', i).some(all.fraudulent, 1)])
  const row = (name: string, method: (seeds: readonly number[]) => OtcMethod) => [
    name,
    ...[drawn, captured].map(sets => {
      const values = sets.map(seeds => separation(clean, method(seeds))).sort((a, b) => a - b)
      return `${mean(values).toFixed(3)} (${values[0]?.toFixed(3)} to ${values.at(-1)?.toFixed(3)})`
    }),
  ]
  return {
    title: `Ten seeds by chance among ${candidates.length} active raters without a label, ${draws} draws: AUC, mean and range`,
    head: ['score', 'as drawn', 'one of the ten is a fraudster'],
    rows: [row('EigenTrust', otcEigenTrust), row('**Portolan**', seeds => credited(seeds))],
  }
}
