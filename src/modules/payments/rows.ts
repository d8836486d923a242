import type { IdentityFacts } from '../identity/tables.ts'
import type { LinksFacts } from '../links/tables.ts'
import type { PaymentsFacts } from './tables.ts'

/** What handlers ask for: their own rows, and what the modules before this one made of the same event. */
export type ReadFacts = PaymentsFacts & Pick<IdentityFacts, 'agent' | 'did'> & LinksFacts
