/** Rows of `schema/sql/payments.sql`, without what the store adds. */

export type PaymentRow = {
  id: string
  asset: string
  payer: string
  payee: string
  amount: string
  tx: string
}

export type AuthorizationUsedRow = {
  id: string
  asset: string
  authorizer: string
  tx: string
  nonce: string
}

export type AccountRow = { id: string; operator: string; how: 'registrant' | 'wallet'; since: string }

export type PayToRow = { id: string; operator: string; place: string; since: string }

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

export type PaymentsFacts = {
  payment: PaymentRow
  authorization_used: AuthorizationUsedRow
  account: AccountRow
  pay_to: PayToRow
  binding: BindingRow
  tenure: TenureRow
  spend: SpendRow
}
