/** Transfers of the payment assets as they stand on chain; what they mean is for others. */
import type { Handlers } from '../../core/module.ts'
import { position } from '../../core/origin.ts'
import { uint256ToText } from '../../core/uint256.ts'
import type { paymentAsset } from './events.ts'
import type { PaymentsFacts } from './tables.ts'

export const assetHandlers = {
  Transfer: ({ from, to, value }, at) => [
    {
      put: 'payment',
      row: {
        id: position(at.block, at.logIndex),
        asset: at.contract,
        payer: from,
        payee: to,
        amount: uint256ToText(value),
        tx: at.tx,
      },
    },
  ],

  // Of several in one transaction the newest stands, which is the one that the next transfer of the authorizer uses.
  AuthorizationUsed: ({ authorizer, nonce }, at) => [
    {
      put: 'authorization_used',
      row: { id: `${at.tx}/${at.contract}/${authorizer}`, asset: at.contract, authorizer, tx: at.tx, nonce },
    },
  ],
} satisfies Handlers<typeof paymentAsset, PaymentsFacts>
