import { parseAbi } from 'viem'
import type { ImplementationRow } from '../../core/chainTables.ts'
import { defineModule, type Handlers } from '../../core/module.ts'

/** What every ERC-1967 proxy emits when other code takes the place of its own. */
const proxy = parseAbi(['event Upgraded(address indexed implementation)'])

const registry = (kind: string): Handlers<typeof proxy, { implementation: ImplementationRow }> => ({
  Upgraded: ({ implementation }, { contract }) => [
    { put: 'implementation', row: { id: contract, kind, address: implementation } },
  ],
})

/**
 * Which code the registries run, all of which are proxies that their owner may upgrade. What is read of them stays as it
 * is whatever the code: what an event means is fixed by its topic and shape, and another shape is another event or is
 * rejected. What unknown code does not promise is that its counters stay dense, by which one sees that nothing is missing.
 */
export const upgrades = defineModule<{ implementation: ImplementationRow }>()({
  name: 'upgrades',
  rules: 1,
  events: { identityRegistry: proxy, reputationRegistry: proxy, validationRegistry: proxy },
  facts: [],
  on: {
    identityRegistry: registry('identityRegistry'),
    reputationRegistry: registry('reputationRegistry'),
    validationRegistry: registry('validationRegistry'),
  },
})
