/** What trust in a provider is made of. */
import type { Snapshot } from '../../core/snapshot.ts'
import type { TrustPolicy } from '../../core/trustPolicy.ts'
import { scoresOf } from '../trust/scores.ts'

/** The trust in an issuer: the lower bound of its score in parts per million, and what forging it costs, in millionths of a US dollar. */
export type Trusted = { readonly lower: number; readonly forgeCost: bigint }

/** The trust in a DID, as `normalDid` spells it; null: unknown, which is never good. */
export type TrustOf = (issuer: string) => Trusted | null

/** The trust in agents. */
export const trustedAgents = async (
  snapshot: Snapshot,
  policy: TrustPolicy,
  agents: readonly string[],
): Promise<Map<string, Trusted>> => {
  const scores = await scoresOf(snapshot, policy, [...new Set(agents)])
  return new Map(
    Array.from(scores, ([agent, modes]) => {
      const { lower, forgeCost } = policy.strict ? modes.strict : modes.plain
      return [agent, { lower: Number(lower), forgeCost }]
    }),
  )
}

/** Of the trust in several agents the lowest; null: none is known. */
export const lowest = (agents: readonly string[], scores: ReadonlyMap<string, Trusted>): Trusted | null => {
  let least: Trusted | null = null
  for (const agent of agents) {
    const trust = scores.get(agent)
    if (
      trust &&
      (!least || trust.lower < least.lower || (trust.lower === least.lower && trust.forgeCost < least.forgeCost))
    )
      least = trust
  }
  return least
}
