/** The custom of an operator: what it took by window and asset, and what became of it. */
import { dayOf } from '../../core/day.ts'
import type { Snapshot } from '../../core/snapshot.ts'
import { uint256FromText } from '../../core/uint256.ts'
import { neighboursOf, paysAmong, takingsOf } from './queries.ts'
import type { CustomParent, PaymentWindowParent, TakingRow } from './tables.ts'

/** UTC days. */
const WINDOWS = [1, 7, 30, 90]
/** The most rings that are shown. */
const RINGS = 100

/** The windows that end with the day of the snapshot, shortest first, the last of them all. */
export const windowsOf = (snapshot: Snapshot, chain: string, operator: string): PaymentWindowParent[] => {
  const today = dayOf(snapshot.now)
  return [
    ...WINDOWS.map(days => ({ snapshot, chain, operator, days, since: today - days + 1 })),
    { snapshot, chain, operator, days: null, since: 0 },
  ]
}

/** What an operator took on each day, read once for a snapshot. */
export const takings = (snapshot: Snapshot, chain: string, operator: string): Promise<TakingRow[]> =>
  snapshot
    .loader('takings', (keys: readonly (readonly [string, string])[]) =>
      Promise.all(keys.map(([chain, operator]) => takingsOf(snapshot, chain, operator))),
    )
    .load([chain, operator])

/** The sums of a window by asset, in the order of their contracts. Assets in which nothing was paid are left out. */
export const customIn = (window: PaymentWindowParent, rows: readonly TakingRow[]): CustomParent[] => {
  const byAsset = Map.groupBy(
    rows.filter(({ day, payments }) => day >= window.since && payments > 0),
    ({ asset }) => asset,
  )
  return [...byAsset.keys()].sort().map(asset => {
    const days = rows.filter(row => row.asset === asset && row.day >= window.since)
    return {
      ...window,
      asset,
      paid: sum(days.map(row => row.paid)),
      back: sum(days.map(row => row.returned)),
      count: days.reduce((count, { payments }) => count + payments, 0),
    }
  })
}

/** Whether half of what was paid in some asset, or more, came back to who paid it. */
export const isWash = (all: readonly CustomParent[]): boolean =>
  all.some(({ paid, back }) => paid > 0n && 2n * back >= paid)

const sum = (amounts: readonly string[]): bigint => amounts.reduce((all, amount) => all + uint256FromText(amount), 0n)

/** Rings of two and three operators that pay each other and go through this one, which is the first of each. */
export const ringsOf = async (snapshot: Snapshot, chain: string, operator: string): Promise<string[][]> => {
  const [paid, payers] = await Promise.all([
    neighboursOf(snapshot, chain, 'operator', operator),
    neighboursOf(snapshot, chain, 'payer_operator', operator),
  ])
  const isPayer = new Set(payers)
  const two = paid.filter(other => isPayer.has(other)).map(other => [operator, other])
  const three = await paysAmong(snapshot, chain, paid, payers, RINGS)
  return [...two, ...three.map(({ payer, operator: last }) => [operator, payer, last])].slice(0, RINGS)
}
