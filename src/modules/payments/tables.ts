/** Rows of `schema/sql/payments.sql`, without what the store adds. */
import type { Stored } from '../../core/asOf.ts'
import type { At } from '../../core/snapshot.ts'

export type PaymentRow = {
  id: string
  asset: string
  payer: string
  payee: string
  amount: string
  time: number
  tx: string
  nonce: string | null
  payer_operator: string | null
  payee_operator: string | null
  self: number
}

export type AuthorizationUsedRow = {
  id: string
  asset: string
  authorizer: string
  tx: string
  nonce: string
  payment: string | null
}

export type AccountRow = { id: string; operator: string; how: 'registrant' | 'wallet'; since: string }

export type PayToRow = { id: string; operator: string; place: string; since: string }

export type Role = 'controller' | 'operator' | 'owner' | 'pay_to' | 'registrant' | 'wallet'

export type BindingRow = {
  id: string
  agent: string
  address: string
  roles: string
  proven: number
  since: string
}

export type TenureRow = { id: string; operator: string; owner: string; sales: number; sold: string | null }

export type SpendRow = {
  id: string
  payer: string
  operator: string
  asset: string
  day: number
  paid: string
  returned: string
  payments: number
}

export type CustomerRow = {
  id: string
  payer: string
  payer_operator: string | null
  operator: string
  asset: string
  paid: string
  returned: string
  payments: number
  day: number | null
}

export type TakingRow = {
  id: string
  operator: string
  asset: string
  day: number
  paid: string
  returned: string
  payments: number
  own: number
}

export type ClaimedFlowRow = { id: string; paid: string; returned: string }

export type PaymentsFacts = {
  payment: PaymentRow
  authorization_used: AuthorizationUsedRow
  account: AccountRow
  pay_to: PayToRow
  binding: BindingRow
  tenure: TenureRow
  spend: SpendRow
  customer: CustomerRow
  taking: TakingRow
  claimed_flow: ClaimedFlowRow
}

/** What is said to have been paid. Hex is lower-case, the chain CAIP-2; null: what stood there is nothing of the kind. */
export type Proof = {
  readonly from: string | null
  readonly to: string | null
  readonly chain: string | null
  readonly tx: string | null
}

/** Who is to have paid, for which agent, and on which chain that was said. */
export type Claimant = { readonly chain: string; readonly client: string; readonly agent: string }

export type Proved =
  | { readonly verdict: 'MATCH'; readonly payment: Stored<PaymentRow> }
  | {
      readonly verdict: 'MALFORMED' | 'OTHER_CHAIN' | 'NO_SUCH_PAYMENT' | 'WRONG_PAYER' | 'WRONG_PAYEE'
      readonly payment: null
    }

/** What GraphQL fields of these types are resolved from. */
export type PaymentParent = At<Stored<PaymentRow>>
export type AgentAddressParent = At<{
  readonly chain: string
  readonly address: string
  readonly roles: readonly Role[]
  readonly proven: boolean
  readonly since: string
}>
/** Atomic units of an asset: the contract and its chain. */
export type AmountParent = { readonly chain: string; readonly contract: string; readonly atomic: bigint }
/** The operator of an agent, and its custom. */
export type PaymentSummaryParent = At<{ readonly chain: string; readonly tenure: TenureRow | null }>
/** The custom of an operator in the days since one (UTC), and how many these are; null: since ever. */
export type PaymentWindowParent = At<{
  readonly chain: string
  readonly operator: string
  readonly days: number | null
  readonly since: number
}>
export type CustomParent = PaymentWindowParent & {
  readonly asset: string
  readonly paid: bigint
  readonly back: bigint
  readonly count: number
}
export type ProofParent = Proof & { readonly verdict: Proved['verdict']; readonly payment: PaymentParent | null }
