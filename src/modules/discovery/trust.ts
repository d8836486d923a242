/** What is known of the trust in providers: the one place where discovery learns it. */
import { namedDid } from '../../core/namedDid.ts'
import type { Settings } from '../../core/settings.ts'
import type { Snapshot } from '../../core/snapshot.ts'
import type { TrustPolicy } from '../../core/trustPolicy.ts'
import { verifiedOf } from '../links/verified.ts'
import { type Ledger, ledgerOf } from './ledger.ts'
import { lowest, type TrustOf, trustedAgents } from './trusted.ts'

export type Trust = Ledger & {
  /** The trust in issuers at any moment. */
  readonly at: (snapshot: Snapshot, issuers: readonly string[]) => Promise<TrustOf>
}

/** Trust as one server knows it. */
export const trustAt = ({ kept }: Snapshot, { trust }: Pick<Settings, 'trust'>): Trust =>
  kept('trust', () => (trust ? computedTrust(trust) : fixedTrust(() => null)))

/** Trust that never changes. */
export const fixedTrust = (of: TrustOf): Trust => ({
  enter: async () => 1,
  live: { version: () => 1, of, since: () => [] },
  at: async () => of,
})

const computedTrust = (policy: TrustPolicy): Trust => ({
  ...ledgerOf(policy),
  at: async (snapshot, issuers) => {
    const dids = [...new Set(issuers.flatMap(issuer => namedDid(issuer) ?? []))]
    const verified = await verifiedOf(snapshot, dids)
    const scores = await trustedAgents(
      snapshot,
      policy,
      [...verified.values()].flatMap(({ agents }) => agents),
    )
    return issuer => lowest(verified.get(namedDid(issuer) ?? '')?.agents ?? [], scores)
  },
})
