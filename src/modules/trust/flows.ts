/** What comes to operators that are no seeds, and what they pass on: yesterday's, and what changed. */
import type { Asks } from '../../core/asks.ts'
import type { TrustParameters } from '../../core/trustPolicy.ts'
import { type Dawn, spendsAt } from './evidence.ts'
import { counted, creditOf, passedBy, type Sources, share } from './score/credit.ts'
import { growth } from './score/decay.ts'
import type { Spend } from './score/economy.ts'
import { NO_SUMS } from './score/posterior.ts'
import type { OperatorFlowRow } from './tables.ts'
import type { Modes, OperatorSums } from './tallies.ts'

export type Flow = { readonly taking: bigint; readonly inflow: Modes<bigint>; readonly passed: Modes<bigint> }

/** What some accounts paid, and their credit from seeds. */
export type Payers = { readonly spends: readonly Spend[]; readonly first: ReadonlyMap<string, Sources> }

/** What changes of takings and inflows where some accounts are put in, or taken out (`sign` -1). */
type Delta = Map<string, { taking: bigint; plain: bigint; strict: bigint }>

const count = (
  delta: Delta,
  { spends, first }: Payers,
  isSeed: ReadonlySet<string>,
  parameters: TrustParameters,
  sign: bigint,
): void => {
  for (const [payer, own] of Map.groupBy(spends, ({ payer }) => payer)) {
    const elsewhere = own.flatMap(({ operator, net }) => {
      const spent = counted(net, parameters)
      return spent > 0n && !isSeed.has(operator) ? [{ operator, spent }] : []
    })
    const all = elsewhere.reduce((sum, { spent }) => sum + spent, 0n)
    const sources = first.get(payer) ?? new Map()
    const credit = (strict: boolean) => creditOf(sources, null, parameters, { strict })
    const [plain, strict] = [credit(false), credit(true)]
    for (const { operator, spent } of elsewhere) {
      const sum = delta.get(operator) ?? { taking: 0n, plain: 0n, strict: 0n }
      sum.taking += sign * spent
      sum.plain += sign * share(plain, spent, all)
      sum.strict += sign * share(strict, spent, all)
      delta.set(operator, sum)
    }
  }
}

/** The flows once these accounts pay and have credit as they do now, no longer as they did. Passing on is not yet said. */
export function* inflowsAfter(
  dawn: Dawn,
  rows: readonly OperatorFlowRow[],
  isSeed: ReadonlySet<string>,
  now: Payers,
  ago: Payers,
): Asks<Map<string, Omit<Flow, 'passed'>>> {
  const { parameters } = dawn.policy
  const flows = new Map(
    rows.map(row => [row.id, flowFrom(row)] as const).map(([id, { passed: _, ...flow }]) => [id, flow]),
  )
  const delta: Delta = new Map()
  count(delta, now, isSeed, parameters, 1n)
  count(delta, ago, isSeed, parameters, -1n)
  const fresh = [...delta].filter(([id, { plain, strict }]) => !flows.has(id) && plain + strict > 0n).map(([id]) => id)
  const takings = new Map<string, bigint>()
  for (const { operator, net } of yield* spendsAt(dawn, 'operator', fresh)) {
    takings.set(operator, (takings.get(operator) ?? 0n) + counted(net, parameters))
  }
  for (const [id, { taking, plain, strict }] of delta) {
    const flow = flows.get(id)
    if (!flow && !takings.has(id)) continue
    const inflow = { plain: (flow?.inflow.plain ?? 0n) + plain, strict: (flow?.inflow.strict ?? 0n) + strict }
    if (inflow.plain + inflow.strict === 0n) flows.delete(id)
    else flows.set(id, { taking: flow ? flow.taking + taking : (takings.get(id) ?? 0n), inflow })
  }
  return flows
}

/** What an operator with these sums passes on, on a day. */
export const passing = (
  { taking, inflow }: Omit<Flow, 'passed'>,
  sums: OperatorSums | undefined,
  { day, policy: { parameters } }: Dawn,
): Flow => {
  const g = growth(day, parameters.halfLife)
  const by = (mode: keyof Modes<unknown>) => passedBy(sums?.first[mode] ?? NO_SUMS, inflow[mode], taking, g, parameters)
  return { taking, inflow, passed: { plain: by('plain'), strict: by('strict') } }
}

export const flowRow = (id: string, { taking, inflow, passed }: Flow): OperatorFlowRow => ({
  id,
  taking: Number(taking),
  inflow: Number(inflow.plain),
  inflow_strict: Number(inflow.strict),
  passed: Number(passed.plain),
  passed_strict: Number(passed.strict),
})

export const flowFrom = ({ taking, inflow, inflow_strict, passed, passed_strict }: OperatorFlowRow): Flow => ({
  taking: BigInt(taking),
  inflow: { plain: BigInt(inflow), strict: BigInt(inflow_strict) },
  passed: { plain: BigInt(passed), strict: BigInt(passed_strict) },
})
