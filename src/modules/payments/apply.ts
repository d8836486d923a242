/** Transfers of the payment assets: each as it stands on chain, and what it adds to the custom of operators. */
import { zeroAddress } from 'viem'
import type { Rows } from '../../core/change.ts'
import type { Handlers } from '../../core/module.ts'
import { type Origin, position } from '../../core/origin.ts'
import { uint256ToText } from '../../core/uint256.ts'
import { counted, isSelf, type Side } from './custom.ts'
import type { paymentAsset } from './events.ts'
import type { ReadFacts } from './rows.ts'

export const assetHandlers = {
  Transfer: {
    reads: ({ from, to }, at) => [
      ['account', from],
      ['account', to],
      ['pay_to', from],
      ['pay_to', to],
      ['authorization_used', authorizationId(at, from)],
    ],
    apply: ({ from, to, value }, at, rows) => {
      const [payer, payee] = [sideOf(from, rows), sideOf(to, rows)]
      const id = position(at.block, at.logIndex)
      const used = rows.get('authorization_used', authorizationId(at, from))
      const authorization = used?.payment === null ? used : null
      const row = {
        id,
        asset: at.contract,
        payer: from,
        payee: to,
        amount: uint256ToText(value),
        time: at.time,
        tx: at.tx,
        nonce: authorization?.nonce ?? null,
        payer_operator: payer.operator,
        payee_operator: payee.operator,
        self: isSelf({ payer, payee }) ? 1 : 0,
      }
      // What is minted or burnt, nobody paid or was paid.
      const isPayment = from !== zeroAddress && to !== zeroAddress
      return [
        { put: 'payment', row },
        ...(authorization ? [{ put: 'authorization_used' as const, row: { ...authorization, payment: id } }] : []),
        ...(isPayment ? counted({ payer, payee, asset: at.contract, amount: value, time: at.time }, rows) : []),
      ]
    },
  },

  // It comes before the transfer that it authorizes (EIP-3009).
  AuthorizationUsed: ({ authorizer, nonce }, at) => {
    const { contract: asset, tx } = at
    const row = { id: authorizationId(at, authorizer), asset, authorizer, tx, nonce, payment: null }
    return [{ put: 'authorization_used', row }]
  },
} satisfies Handlers<typeof paymentAsset, ReadFacts>

const authorizationId = (at: Origin, authorizer: string): string => `${at.tx}/${at.contract}/${authorizer}`

const sideOf = (address: string, rows: Rows<ReadFacts>): Side => {
  const account = rows.get('account', address)
  if (account) return { address, operator: account.operator, isProven: true }
  return { address, operator: rows.get('pay_to', address)?.operator ?? null, isProven: false }
}
