import { defineModule } from '../../core/module.ts'
import { agentHandlers } from './agents.ts'
import { audits } from './checks.ts'
import { didHandlers } from './dids.ts'
import { readRegistration } from './document.ts'
import { didRegistry, identityRegistry } from './events.ts'
import { missing } from './missing.ts'
import { resolvers } from './resolvers.ts'
import type { IdentityFacts } from './tables.ts'

/** Who every machine is: ERC-8004 agents and ERC-1056 identities. */
export const identity = defineModule<IdentityFacts>()({
  name: 'identity',
  rules: 2,
  events: { identityRegistry, didRegistry },
  claims: ['registration', 'registration_did'],
  documents: { registration: { table: 'agent', column: 'uri', by: ['owner'], read: readRegistration } },
  facts: ['agent', 'agent_metadata', 'operator', 'did', 'did_entry', 'did_event'],
  integers: { agent: { token: 'uint256' }, did_event: { previous: 'uint256' } },
  on: { identityRegistry: agentHandlers, didRegistry: didHandlers },
  missing,
  audits,
  resolvers,
})
