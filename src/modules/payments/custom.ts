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
  const { payer, payee, amount } = moved
  if (amount === 0n) return []
  if (isSelf(moved)) return ownPayment(moved, rows)
  return [...paid(moved, rows), ...(payer.operator === payee.operator ? [] : returned(moved, rows))]
}

const ownPayment = ({ payee: { operator }, asset, time }: Moved, rows: Rows<ReadFacts>): Change<ReadFacts>[] => {
  if (operator === null) return []
  const taking = takingOf(operator, asset, dayOf(time), rows)
  return [{ put: 'taking', row: { ...taking, own: taking.own + 1 } }]
}

const paid = ({ payer, payee, asset, amount, time }: Moved, rows: Rows<ReadFacts>): Change<ReadFacts>[] => {
  const { operator, isProven } = payee
  if (operator === null) return []
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
  const taking = takingOf(operator, asset, day, rows)
  const took = {
    ...taking,
    paid: plus(taking.paid, amount),
    returned: plus(taking.returned, both(customer) - both(before)),
    payments: taking.payments + 1,
  }
  return [
    { put: 'spend', row: { ...spend, paid: plus(spend.paid, amount), payments: spend.payments + 1 } },
    { put: 'customer', row: customer },
    { put: 'taking', row: took },
    ...(isProven ? [] : [flowed(payer.address, payee.address, asset, rows, { paid: amount })]),
  ]
}

const returned = ({ payer, payee, asset, amount: moved, time }: Moved, rows: Rows<ReadFacts>): Change<ReadFacts>[] => {
  const { operator, isProven } = payer
  if (operator === null) return []
  const amount = isProven ? moved : atMost(moved, outstanding(payee.address, payer.address, asset, rows))
  if (amount === 0n) return []
  const day = dayOf(time)
  const spend = spendOf(payee.address, operator, asset, day, rows)
  const before = customerOf(payee.address, operator, asset, rows)
  const customer = { ...before, returned: plus(before.returned, amount) }
  const taking = takingOf(operator, asset, day, rows)
  const undone = both(customer) - both(before)
  return [
    { put: 'spend', row: { ...spend, returned: plus(spend.returned, amount) } },
    { put: 'customer', row: customer },
    ...(undone === 0n ? [] : [{ put: 'taking' as const, row: { ...taking, returned: plus(taking.returned, undone) } }]),
    ...(isProven ? [] : [flowed(payee.address, payer.address, asset, rows, { returned: amount })]),
  ]
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

const outstanding = (payer: string, address: string, asset: string, rows: Rows<ReadFacts>): bigint => {
  const flow = flowOf(payer, address, asset, rows)
  return uint256FromText(flow.paid) - uint256FromText(flow.returned)
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
