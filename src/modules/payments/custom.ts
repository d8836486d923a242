/** What a transfer is to the operators on its sides: exact sums by payer, operator, asset and day. */
import type { Change, Rows } from '../../core/change.ts'
import { dayOf } from '../../core/day.ts'
import { uint256FromText, uint256ToText } from '../../core/uint256.ts'
import type { ReadFacts } from './rows.ts'
import type { CustomerRow, SpendRow, TakingRow } from './tables.ts'

/** One side of a transfer: the operator it counts for, and whether the address is provably its account. */
export type Side = { readonly address: string; readonly operator: string | null; readonly isProven: boolean }

/** Between whom how much moved, in atomic units, and when (Unix seconds). */
export type Moved = {
  readonly payer: Side
  readonly payee: Side
  readonly asset: string
  readonly amount: bigint
  readonly time: number
}

/** Whether the money stayed with one operator. That the payer is its own, somebody must have proved: the payer may be a critic. */
export const isSelf = ({ payer, payee }: Pick<Moved, 'payer' | 'payee'>): boolean =>
  payer.address === payee.address || (payer.isProven && payer.operator !== null && payer.operator === payee.operator)

/** The changes of every sum: the payee's operator was paid, the payer's operator paid back. */
export const counted = (moved: Moved, rows: Rows<ReadFacts>): Change<ReadFacts>[] => {
  const { payer, payee, asset, amount } = moved
  if (amount === 0n) return []
  const back = isSelf(moved) ? 0n : backTo(moved, rows)
  // What one operator gets back by its own word is not paid to it as well: money would grow by going round.
  const rest = payer.operator === payee.operator ? amount - back : amount
  const parts = isSelf(moved) ? [ownPayment(payee)] : [paid(moved, rest, rows), returned(moved, back, rows)]
  const took = Map.groupBy(
    parts.flatMap(part => part.took),
    ({ operator }) => operator,
  )
  const takings = [...took].map(([operator, list]): Change<ReadFacts> => {
    const taking = takingOf(operator, asset, dayOf(moved.time), rows)
    return { put: 'taking', row: list.reduce(added, taking) }
  })
  return [...parts.flatMap(part => part.changes), ...takings]
}

/** The changes of the sums of one payer, and what they add to the day of an operator. */
type Part = { readonly changes: readonly Change<ReadFacts>[]; readonly took: readonly Took[] }
type Took = {
  readonly operator: string
  readonly paid?: bigint
  readonly returned?: bigint
  readonly payments?: number
  readonly own?: number
}
const NOTHING: Part = { changes: [], took: [] }

const added = (taking: TakingRow, { paid = 0n, returned = 0n, payments = 0, own = 0 }: Took): TakingRow => ({
  ...taking,
  paid: plus(taking.paid, paid),
  returned: plus(taking.returned, returned),
  payments: taking.payments + payments,
  own: taking.own + own,
})

const ownPayment = ({ operator }: Side): Part =>
  operator === null ? NOTHING : { changes: [], took: [{ operator, own: 1 }] }

const paid = ({ payer, payee, asset, time }: Moved, amount: bigint, rows: Rows<ReadFacts>): Part => {
  const { operator, isProven } = payee
  if (operator === null || amount === 0n) return NOTHING
  const day = dayOf(time)
  const spend = spendOf(payer.address, operator, asset, day, rows)
  const before = customerOf(payer.address, operator, asset, rows)
  const customer = {
    ...before,
    payer_operator: payer.isProven ? payer.operator : null,
    paid: plus(before.paid, amount),
    payments: before.payments + 1,
    day,
  }
  return {
    changes: [
      { put: 'spend', row: { ...spend, paid: plus(spend.paid, amount), payments: spend.payments + 1 } },
      { put: 'customer', row: customer },
      ...(isProven ? [] : [flowed(payer.address, payee.address, asset, rows, { paid: amount })]),
    ],
    took: [{ operator, paid: amount, returned: both(customer) - both(before), payments: 1 }],
  }
}

/** How much of it comes back: all, from a proven account; of what an address that is only claimed pays, what was paid there. */
const backTo = ({ payer, payee, asset, amount }: Moved, rows: Rows<ReadFacts>): bigint => {
  if (payer.operator === null) return 0n
  if (payer.isProven) return amount
  const { paid, returned } = flowOf(payee.address, payer.address, asset, rows)
  return atMost(amount, uint256FromText(paid) - uint256FromText(returned))
}

const returned = ({ payer, payee, asset, time }: Moved, amount: bigint, rows: Rows<ReadFacts>): Part => {
  const { operator, isProven } = payer
  if (operator === null || amount === 0n) return NOTHING
  const spend = spendOf(payee.address, operator, asset, dayOf(time), rows)
  const before = customerOf(payee.address, operator, asset, rows)
  const customer = { ...before, returned: plus(before.returned, amount) }
  return {
    changes: [
      { put: 'spend', row: { ...spend, returned: plus(spend.returned, amount) } },
      { put: 'customer', row: customer },
      ...(isProven ? [] : [flowed(payee.address, payer.address, asset, rows, { returned: amount })]),
    ],
    took: [{ operator, returned: both(customer) - both(before) }],
  }
}

const NONE = uint256ToText(0n)
const MOST = (1n << 256n) - 1n
const atMost = (a: bigint, b: bigint): bigint => (a < b ? a : b)

/** A token may lie about its amounts: a sum ends at the greatest uint256. */
const plus = (sum: string, amount: bigint): string => uint256ToText(atMost(uint256FromText(sum) + amount, MOST))

/** What went both ways. */
const both = ({ paid, returned }: Pick<CustomerRow, 'paid' | 'returned'>): bigint =>
  atMost(uint256FromText(paid), uint256FromText(returned))

const spendOf = (payer: string, operator: string, asset: string, day: number, rows: Rows<ReadFacts>): SpendRow => {
  const id = `${payer}/${operator}/${asset}/${day}`
  return rows.get('spend', id) ?? { id, payer, operator, asset, day, paid: NONE, returned: NONE, payments: 0 }
}

const customerOf = (payer: string, operator: string, asset: string, rows: Rows<ReadFacts>): CustomerRow => {
  const id = `${payer}/${operator}/${asset}`
  const sums = { paid: NONE, returned: NONE, payments: 0, day: null }
  return rows.get('customer', id) ?? { id, payer, payer_operator: null, operator, asset, ...sums }
}

const takingOf = (operator: string, asset: string, day: number, rows: Rows<ReadFacts>): TakingRow => {
  const id = `${operator}/${asset}/${day}`
  return rows.get('taking', id) ?? { id, operator, asset, day, paid: NONE, returned: NONE, payments: 0, own: 0 }
}

const flowOf = (payer: string, address: string, asset: string, rows: Rows<ReadFacts>) => {
  const id = `${payer}/${address}/${asset}`
  return rows.get('claimed_flow', id) ?? { id, paid: NONE, returned: NONE }
}

const flowed = (
  payer: string,
  address: string,
  asset: string,
  rows: Rows<ReadFacts>,
  { paid = 0n, returned = 0n }: { readonly paid?: bigint; readonly returned?: bigint },
): Change<ReadFacts> => {
  const flow = flowOf(payer, address, asset, rows)
  return { put: 'claimed_flow', row: { ...flow, paid: plus(flow.paid, paid), returned: plus(flow.returned, returned) } }
}
