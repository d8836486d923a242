/** Whose transfers are read: every account that an identity is, or was, owned by or paid at. */
import { zeroAddress } from 'viem'
import type { Handlers } from '../../core/module.ts'
import type { didRegistry, identityRegistry } from './events.ts'
import type { PaymentsFacts } from './tables.ts'

const accounts = (...addresses: readonly string[]): string[] => addresses.filter(address => address !== zeroAddress)

export const identityHandlers = {
  Transfer: { watches: ({ to }) => accounts(to), apply: () => [] },
  Registered: { watches: ({ owner }) => accounts(owner), apply: () => [] },
  MetadataSet: {
    watches: ({ metadataKey, metadataValue }) =>
      metadataKey === 'agentWallet' && metadataValue.length === 42 ? accounts(metadataValue) : [],
    apply: () => [],
  },
} satisfies Handlers<typeof identityRegistry, PaymentsFacts>

export const didHandlers = {
  DIDOwnerChanged: { watches: ({ identity, owner }) => accounts(identity, owner), apply: () => [] },
} satisfies Handlers<typeof didRegistry, PaymentsFacts>
