/** Whose agents are and how often they were sold, said by the simplest of payments modules: what trust is told, not how. */
import { parseAbi, zeroAddress } from 'viem'
import { agentId } from '../../src/core/ids.ts'
import { defineModule } from '../../src/core/module.ts'
import { position } from '../../src/core/origin.ts'
import { modules } from '../../src/modules/index.ts'
import type { PaymentsFacts } from '../../src/modules/payments/tables.ts'

const owners = defineModule<PaymentsFacts>()({
  name: 'payments',
  rules: 1,
  events: {
    identityRegistry: parseAbi(['event Transfer(address indexed from, address indexed to, uint256 indexed tokenId)']),
  },
  facts: [],
  on: {
    identityRegistry: {
      Transfer: {
        reads: ({ tokenId }, at) => [['tenure', agentId(at.chain, at.contract, tokenId)]],
        apply: ({ from, to, tokenId }, at, rows) => {
          const id = agentId(at.chain, at.contract, tokenId)
          const since = position(at.block, at.logIndex)
          const tenure = rows.get('tenure', id)
          if (tenure && from !== zeroAddress) {
            return [{ put: 'tenure', row: { ...tenure, owner: to, sales: tenure.sales + 1, sold: since } }]
          }
          return [
            { put: 'tenure', row: { id, operator: to, owner: to, sales: 0, sold: null } },
            { put: 'account', row: { id: to, operator: to, how: 'registrant', since } },
          ]
        },
      },
    },
  },
})

/** Every module, payments as above. */
export const ownedModules = modules.map(module =>
  module.name === 'payments' ? { ...module, byTopic: {}, events: owners.events, on: owners.on } : module,
)
