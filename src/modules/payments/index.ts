import { defineModule } from '../../core/module.ts'
import { assetHandlers } from './apply.ts'
import { didRegistry, identityRegistry, offerBoard, paymentAsset } from './events.ts'
import { boardHandlers, didHandlers, identityHandlers } from './operators.ts'
import { resolvers } from './resolvers.ts'
import type { ReadFacts } from './rows.ts'

const SUMS = { paid: 'uint256', returned: 'uint256' } as const

/** Who paid whom, in the assets that are configured, as far as an account of an identity took part. */
export const payments = defineModule<ReadFacts>()({
  name: 'payments',
  rules: 2,
  events: { paymentAsset, identityRegistry, didRegistry, offerBoard },
  byTopic: { paymentAsset: { alongside: ['AuthorizationUsed'] } },
  facts: [
    'payment',
    'authorization_used',
    'account',
    'pay_to',
    'binding',
    'tenure',
    'spend',
    'customer',
    'taking',
    'claimed_flow',
  ],
  integers: {
    payment: { amount: 'uint256' },
    spend: SUMS,
    customer: SUMS,
    taking: SUMS,
    claimed_flow: SUMS,
  },
  on: {
    paymentAsset: assetHandlers,
    identityRegistry: identityHandlers,
    didRegistry: didHandlers,
    offerBoard: boardHandlers,
  },
  resolvers,
})
