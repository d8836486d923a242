import { defineModule } from '../../core/module.ts'
import { assetHandlers } from './apply.ts'
import { didRegistry, identityRegistry, paymentAsset } from './events.ts'
import type { PaymentsFacts } from './tables.ts'
import { didHandlers, identityHandlers } from './watches.ts'

/** Who paid whom, in the assets that are configured, as far as an account of an identity took part. */
export const payments = defineModule<PaymentsFacts>()({
  name: 'payments',
  rules: 1,
  events: { paymentAsset, identityRegistry, didRegistry },
  byTopic: { paymentAsset: { alongside: ['AuthorizationUsed'] } },
  facts: ['payment', 'authorization_used', 'account', 'pay_to', 'binding', 'tenure', 'spend'],
  on: { paymentAsset: assetHandlers, identityRegistry: identityHandlers, didRegistry: didHandlers },
})
