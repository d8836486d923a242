/** A market in which some providers are agents whose customers can be believed: seeds, reviewers who paid them, links. */
import type { Hex } from 'viem'
import type { TrustPolicy } from '../../src/core/trustPolicy.ts'
import { account, agentAt, registration, transferOf } from './facts.ts'
import { namesAgent, namesDid } from './links.ts'
import type { Person } from './offers.ts'
import { policyOf } from './reputation.ts'
import type { Emitted } from './scripted.ts'

export const SEEDS = [900n, 901n, 902n]
const seedOwner = (seed: bigint): Hex => account(0x5eed00 + Number(seed))

/** The policy of the stories: three seeds, one dollar. */
export const trustOf = (more: Partial<TrustPolicy> = {}): TrustPolicy => policyOf(SEEDS.map(Number), more)

/** The seeds are registered. */
export const seedsFounded = (): Emitted[] => SEEDS.flatMap(seed => registration(seed, '', seedOwner(seed)))

/** A reviewer pays each seed so many millionths of a dollar. */
export const paysSeeds = (rater: Hex, ...amounts: bigint[]): Emitted[] =>
  amounts.flatMap((amount, i) => (amount > 0n ? transferOf(rater, seedOwner(SEEDS[i] ?? 0n), amount) : []))

/** The agent of a person, and that each stands by the other. */
export const founded = (agent: bigint, who: Person): Emitted[] => [
  ...registration(agent, '', who.address),
  ...linked(agent, who),
]
export const linked = (agent: bigint, who: Person): Emitted[] => [
  namesDid(agent, who.did),
  namesAgent(who.address, agentAt(agent)),
]
