/** Payments, and the custom of operators, as a node shows them. */
import { type Hex, stringToHex } from 'viem'
import { metadataSet } from './facts.ts'
import type { TestNode } from './node.ts'
import { addressOf, CHAIN, type Emitted } from './scripted.ts'
import { base64url } from './tokens.ts'

export const ASSET = `${CHAIN}/erc20:${addressOf('TestToken')}`

/** The URI of an offer that is paid at these addresses. Nobody signed it: where it stands is what counts. */
export const offerPaidAt = (addresses: readonly string[], iss = 'did:key:zNobody', asset = ASSET): string => {
  const pay = addresses.map(to => ({ via: 'x402/exact', asset, dec: 6, cur: 'USD', to, ttl: 60 }))
  return `data:application/jwt,${base64url('{}')}.${base64url(JSON.stringify({ iss, sub: `${iss}#o`, pay }))}.AA`
}

/** The agent offers something that is paid at these addresses. */
export const paidAt = (agent: bigint, ...addresses: Hex[]): Emitted =>
  metadataSet(agent, 'offer', stringToHex(offerPaidAt(addresses)))

type Amount = { atomic: string }
type Shown = {
  operator: string | null
  windows: { days: number | null; assets: { volume: Amount; returned: Amount; count: number; payers: number }[] }[]
  selfPayments: number
  circular: string[][]
  flags: string[]
}
const CUSTOM = `query ($id: ID!, $asOf: AsOf) { agent(id: $id, asOf: $asOf) { payments {
  operator selfPayments circular flags
  windows { days assets { volume { atomic } returned { atomic } count payers } } } } }`

/** The custom of the operator of an agent. */
export const customOf = async (node: TestNode, id: string, asOf: object | null = null): Promise<Shown> =>
  (await node.ask<{ agent: { payments: Shown } }>(CUSTOM, { id, asOf })).agent.payments

/** What was ever paid, in a line for each asset: `<paid> - <returned>, <payments> by <payers>`, and self payments. */
export const takenBy = async (node: TestNode, id: string, asOf: object | null = null): Promise<string> => {
  const { windows, selfPayments } = await customOf(node, id, asOf)
  const all = windows.find(({ days }) => days === null)?.assets ?? []
  const lines = all.map(
    ({ volume, returned, count, payers }) => `${volume.atomic} - ${returned.atomic}, ${count} by ${payers}`,
  )
  return [...lines, ...(selfPayments > 0 ? [`${selfPayments} to itself`] : [])].join('; ') || 'nothing'
}

const PAYMENTS = `query ($filter: PaymentFilter, $first: Int, $after: String, $asOf: AsOf) {
  payments(filter: $filter, first: $first, after: $after, asOf: $asOf) { pageInfo { hasNextPage endCursor } nodes {
    amount { atomic } payer payee payerOperator payeeOperator selfPayment settlement nonce } } }`

export type ShownPayment = {
  amount: Amount
  payer: string
  payee: string
  payerOperator: string | null
  payeeOperator: string | null
  selfPayment: boolean
  settlement: string
  nonce: string | null
}
type Page = { payments: { nodes: ShownPayment[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } } }

/** A page of payments. */
export const paymentsShown = async (node: TestNode, filter: object, more: object = {}): Promise<Page['payments']> =>
  (await node.ask<Page>(PAYMENTS, { filter, ...more })).payments
