/**
 * The credit of a day, from that of the day before: whoever was stirred is weighed anew, and what changes for an operator
 * is passed on to those who pay it. It comes to what `weighed` makes of everything at once.
 */
import type { Asks } from '../../core/asks.ts'
import type { Change, Row } from '../../core/change.ts'
import type { Morning } from '../../core/module.ts'
import type { TrustParameters, TrustPolicy } from '../../core/trustPolicy.ts'
import { changesTo, rowsOf } from './derivedRows.ts'
import { type Dawn, spendsAt } from './evidence.ts'
import { type Flow, flowFrom, inflowsAfter, passing } from './flows.ts'
import { counted, portion, type Sources } from './score/credit.ts'
import type { Spend } from './score/economy.ts'
import { cutOtherwise, firstSources, seedOperators, seedsAfter, seedsBefore } from './seeds.ts'
import { stirred } from './stirred.ts'
import type { CreditSourceRow } from './tables.ts'
import { changed, changedOperators, type Modes, type Weighed } from './tallies.ts'
import { type Credit, heardOf, weigh } from './weighing.ts'
import { nothingYet, yesterdayOf } from './yesterday.ts'

/** The changes of every derived row from yesterday to this day. */
export function* deriveDay(morning: Morning, policy: TrustPolicy): Asks<Change<Record<string, Row>>[]> {
  const { chain, day, before, beforeYesterday } = morning
  const { parameters } = policy
  const dawn: Dawn = { when: before, chain, day, policy }
  const ago: Dawn = { when: beforeYesterday, chain, day: day - 1, policy }

  const operators = yield* seedOperators(dawn)
  const seedsAgo = yield* seedsBefore(chain, operators)
  // Another seed than yesterday, as when the first of them registers, concerns everybody.
  const past = seedsAgo ? yesterdayOf(chain, beforeYesterday) : nothingYet
  const isSeed = new Set(operators)
  const paidBy = function* (payers: ReadonlySet<string>) {
    const now = yield* spendsAt(dawn, 'payer', payers)
    return { now, ago: seedsAgo ? yield* spendsAt(ago, 'payer', payers) : [] }
  }

  // Who is stirred, and whose credit is cut otherwise because of it.
  const stirredNow = seedsAgo ? yield* stirred(morning, policy) : payersIn(yield* spendsAt(dawn, 'operator', operators))
  const paid = yield* paidBy(stirredNow)
  const none = new Map(operators.map(operator => [operator, 0n]))
  const seeds = seedsAfter(seedsAgo?.takings ?? none, paid.now, paid.ago, parameters)
  const cut = seedsAgo ? cutOtherwise(seedsAgo, seeds) : []
  const alike = payersIn(yield* spendsAt(dawn, 'operator', cut)).difference(stirredNow)
  const alsoPaid = yield* paidBy(alike)
  const [now, then] = [
    [...paid.now, ...alsoPaid.now],
    [...paid.ago, ...alsoPaid.ago],
  ]
  const stirredAll = stirredNow.union(alike)

  // What comes to operators by way of them, and what these pass on.
  const first = firstSources(seeds, now, parameters)
  const sourcesAgo = yield* past.sources(stirredAll)
  const flowRows = yield* past.flows()
  const inflows = yield* inflowsAfter(
    dawn,
    flowRows,
    isSeed,
    { spends: now, first },
    { spends: then, first: firstFrom(sourcesAgo) },
  )
  const heard = yield* heardOf(dawn, stirredAll, now)
  const outFirst = yield* past.weighed(stirredAll)
  const cameFirst = weigh(heard, credited(first, new Map()), parameters)
  const sumsAgo = yield* past.operators([...inflows.keys(), ...operatorsIn(outFirst), ...operatorsIn(cameFirst)])
  const sums = changedOperators(sumsAgo, outFirst, cameFirst, parameters)
  const flows = new Map(Array.from(inflows, ([id, flow]) => [id, passing(flow, sums.get(id), dawn)]))

  // Who has credit by way of them.
  const flowsAgo = new Map(flowRows.map(row => [row.id, flowFrom(row)]))
  const moved = [...new Set([...flows.keys(), ...flowsAgo.keys()])].filter(id =>
    differ(flows.get(id), flowsAgo.get(id)),
  )
  const others = payersIn(yield* spendsAt(dawn, 'operator', moved)).difference(stirredAll)
  const paidByOthers = yield* spendsAt(dawn, 'payer', others)
  const firstOfOthers = firstSources(seeds, paidByOthers, parameters)
  const credits = credited(
    new Map([...first, ...firstOfOthers]),
    secondSources(flows, [...now, ...paidByOthers], parameters),
  )
  const allHeard = [...heard, ...(yield* heardOf(dawn, others, paidByOthers))]
  const raters = stirredAll.union(others)
  const out = [...outFirst, ...(yield* past.weighed(others))]
  const come = weigh(allHeard, credits, parameters)

  const tallies = yield* past.tallies([...out, ...come].map(({ said }) => said.agent))
  const sumsOfAll = new Map([...sumsAgo, ...(yield* past.operators([...operatorsIn(out), ...operatorsIn(come)]))])
  const derived = {
    sources: credits,
    weighed: come,
    tallies: changed(tallies, out, come, parameters),
    operators: changedOperators(sumsOfAll, out, come, parameters),
    flows,
    seeds,
  }
  const touched = { raters, tallies: tallies.keys(), operators: sumsOfAll.keys(), flows: flowsAgo.keys() }
  return yield* changesTo(chain, rowsOf(derived, parameters), seedsAgo && touched)
}

const payersIn = (spends: readonly Spend[]): Set<string> => new Set(spends.map(({ payer }) => payer))

const operatorsIn = (weighed: readonly Weighed[]): string[] => weighed.map(({ said }) => said.operator)

const differ = (a: Flow | undefined, b: Flow | undefined): boolean =>
  a?.taking !== b?.taking || a?.passed.plain !== b?.passed.plain || a?.passed.strict !== b?.passed.strict

const firstFrom = (rows: readonly CreditSourceRow[]): Map<string, Sources> => {
  const own = rows.filter(({ first }) => first > 0)
  return new Map(
    [...Map.groupBy(own, ({ rater }) => rater)].map(([rater, sources]) => [
      rater,
      new Map(sources.map(({ operator, first }) => [operator, BigInt(first)])),
    ]),
  )
}

/** What of the credit that operators pass on falls to their payers. */
const secondSources = (
  flows: ReadonlyMap<string, Flow>,
  spends: readonly Spend[],
  parameters: TrustParameters,
): Map<string, Modes<Map<string, bigint>>> => {
  const second = new Map<string, Modes<Map<string, bigint>>>()
  for (const { payer, operator, net } of spends) {
    const flow = flows.get(operator)
    if (!flow) continue
    const own = second.get(payer) ?? { plain: new Map(), strict: new Map() }
    for (const mode of ['plain', 'strict'] as const) {
      const amount = portion({ taking: flow.taking, passed: flow.passed[mode] }, counted(net, parameters))
      if (amount > 0n) own[mode].set(operator, amount)
    }
    second.set(payer, own)
  }
  return second
}

/** Credit by both levels: no operator is a seed and none. */
const credited = (
  first: ReadonlyMap<string, Sources>,
  second: ReadonlyMap<string, Modes<Sources>>,
): Map<string, Credit> =>
  new Map(
    [...new Set([...first.keys(), ...second.keys()])].map(rater => {
      const [own, more] = [first.get(rater) ?? NONE, second.get(rater)]
      const all = {
        plain: new Map([...own, ...(more?.plain ?? NONE)]),
        strict: new Map([...own, ...(more?.strict ?? NONE)]),
      }
      return [rater, { all, first: own }]
    }),
  )

const NONE: Sources = new Map()
