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

export type PaymentsFacts = {
  payment: PaymentRow
  authorization_used: AuthorizationUsedRow
}
