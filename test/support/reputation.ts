/** A town where machines pay and rate each other, and days pass; and the sums of a score, done again by hand. */
import assert from 'node:assert/strict'
import type { Hex } from 'viem'
import { DAY } from '../../src/core/day.ts'
import { PARAMETERS, type TrustPolicy, trustPolicy } from '../../src/core/trustPolicy.ts'
import { ASSET } from './custom.ts'
import { account, agentAt, feedbackGiven, registration, transferOf } from './facts.ts'
import { startNode } from './node.ts'
import type { Emitted } from './scripted.ts'

/** The account that registers an agent, by the number of the agent. */
export const owner = (agent: number): Hex => account(0xa000 + agent)
/** A customer, by number. */
export const buyer = (n: number): Hex => account(0xb000 + n)
/** A validator, by number. */
export const validator = (n: number): Hex => account(0xc000 + n)

export const register = (agent: number): Emitted[] => registration(BigInt(agent), '', owner(agent))
/** A payment to the operator of an agent, in millionths of a dollar. */
export const pays = (from: Hex, agent: number, amount: number): Emitted =>
  transferOf(from, owner(agent), BigInt(amount))
export const rates = (from: Hex, agent: number, stars: number, index = 1, tag1 = 'starred'): Emitted =>
  feedbackGiven(BigInt(agent), from, BigInt(index), { value: BigInt(stars), tag1 })

/** The usual rules: the first agents are the seeds. */
export const policyOf = (seeds: readonly number[], more: Partial<TrustPolicy> = {}): TrustPolicy =>
  trustPolicy({
    parameters: PARAMETERS,
    seeds: seeds.map(agentAt),
    assets: [{ asset: ASSET, unitsPerMicroUsd: 1n }],
    validators: [],
    strict: false,
    ...more,
  })

/** Starts a node under a policy. */
export const startTown = async (trust: TrustPolicy | null) => {
  const node = await startNode({ settings: { trust } })
  return {
    ...node,
    /** The next block is so many days later, at noon. */
    day: async (days: number, ...events: Emitted[]) => {
      const { time } = node.chain.head()
      const noon = (Math.floor(time / DAY) + days) * DAY + DAY / 2
      const { header } = node.chain.mine(events, Math.max(1, noon - time))
      await node.settle()
      return header
    },
    /** The next block, twelve seconds later. */
    now: async (...events: Emitted[]) => {
      const { header } = node.mine(...events)
      await node.settle()
      return header
    },
  }
}
export type Town = Awaited<ReturnType<typeof startTown>>

const LINES = `nodes { kind rater facet quality counted sales day weightMicroUsd grown share
  factors { name weightMicroUsd } creditSources { operator level microUsd } feedbackCount
  feedback { value revoked givenAt { block logIndex } } paidMicroUsd payments { amount { atomic } origin { block logIndex } }
  validation { response givenAt { block logIndex } } }
  edges { cursor } pageInfo { hasNextPage endCursor }`
export const TRUST = `policyId head { number hash } day basis hypothetical exclusions lower mean upper creditMicroUsd
  forgeCostMicroUsd effectiveRaters scale flags
  facets { facet lower mean upper creditMicroUsd effectiveRaters opinions validations
    prior { weightMicroUsd mean variance grown share siblingsMicroUsd } }
  evidence { feedback revoked credited uncredited { count meanQuality } ignored { reason count } complete payers
    netMicroUsd validations }
  contributions(first: $first, after: $after) { ${LINES} }
  ignored(first: 100) { nodes { rater facet quality day reason feedback { value } } pageInfo { hasNextPage } }`

export type Line = {
  kind: string
  rater: string
  facet: string
  quality: number
  counted: number
  sales: number
  day: string
  weightMicroUsd: string
  grown: string
  share: number
  factors: { name: string; weightMicroUsd: string }[]
  creditSources: { operator: string; level: number; microUsd: string }[]
  feedbackCount: number
  feedback: { value: string; revoked: boolean; givenAt: object }[]
  paidMicroUsd: string
  payments: { amount: { atomic: string }; origin: object }[]
  validation: { response: number; givenAt: object } | null
}
export type Facet = {
  facet: string
  lower: number
  mean: number
  upper: number
  creditMicroUsd: string
  effectiveRaters: number
  opinions: number
  validations: number
  prior: {
    weightMicroUsd: string
    mean: number
    variance: string
    grown: string
    share: number
    siblingsMicroUsd: string
  }
}
export type Trust = {
  policyId: string
  head: { number: string; hash: string }
  day: string
  basis: string
  hypothetical: boolean
  exclusions: string | null
  lower: number
  mean: number
  upper: number
  creditMicroUsd: string
  forgeCostMicroUsd: string
  effectiveRaters: number
  scale: string
  flags: string[]
  facets: Facet[]
  evidence: {
    feedback: number
    revoked: number
    credited: number
    uncredited: { count: number; meanQuality: number | null }
    ignored: { reason: string; count: number }[]
    complete: boolean
    payers: number
    netMicroUsd: string
    validations: number
  }
  contributions: {
    nodes: Line[]
    edges: { cursor: string }[]
    pageInfo: { hasNextPage: boolean; endCursor: string | null }
  }
  ignored: { nodes: { rater: string; facet: string; quality: number | null; reason: string }[] }
}

/** The score of an agent with all that is behind it. */
export const trust = async (town: Town, agent: number, variables: object = {}): Promise<Trust> => {
  const { reputation } = await town.ask<{ reputation: { trust: Trust } }>(
    `query ($id: ID!, $asOf: AsOf, $basis: TrustBasis, $first: Int = 100, $after: String) {
      reputation(id: $id, asOf: $asOf) { trust(basis: $basis) { ${TRUST} } } }`,
    { id: agentAt(agent), ...variables },
  )
  return reputation.trust
}

/** The same under other rules. */
export const whatIf = async (town: Town, agent: number, variables: object): Promise<Trust> => {
  const { reputation } = await town.ask<{ reputation: { whatIf: Trust } }>(
    `query ($id: ID!, $asOf: AsOf, $basis: TrustBasis, $excludeRaters: [String!], $parameters: TrustParametersInput,
      $seeds: [ID!], $first: Int = 100, $after: String) {
      reputation(id: $id, asOf: $asOf) {
        whatIf(basis: $basis, excludeRaters: $excludeRaters, parameters: $parameters, seeds: $seeds) { ${TRUST} } } }`,
    { id: agentAt(agent), ...variables },
  )
  return reputation.whatIf
}

const PPM = 1_000_000n
const Z = 1_281_552n
const UNIT = 4_000_000n
const least = (a: bigint, b: bigint) => (a < b ? a : b)

const root = (n: bigint): bigint => {
  let [low, high] = [0n, 1n]
  while (high * high <= n) high *= 2n
  while (low + 1n < high) {
    const middle = (low + high) / 2n
    if (middle * middle <= n) low = middle
    else high = middle
  }
  return low
}

/** What the lines of a facet and its prior add up to, done with nothing but what the answer shows. */
export const addUp = ({ scale, contributions: { nodes } }: Trust, { facet, prior }: Facet): Omit<Facet, 'prior'> => {
  const lines = nodes
    .filter(line => line.facet === facet)
    .map(line => [BigInt(line.grown), BigInt(line.counted)] as const)
  const sum = (of: (x: bigint, q: bigint) => bigint) => lines.reduce((all, [x, q]) => all + of(x, q), 0n)
  const p = BigInt(prior.grown)
  const [w, p0] = [sum(x => x), BigInt(prior.mean)]
  const total = p + w
  const mean = (p * p0 + sum((x, q) => x * q)) / total
  const squares = (p * (p0 * p0 + BigInt(prior.variance)) + sum((x, q) => x * q * q)) / total - mean * mean
  const variance = squares > 0n ? squares : 0n
  const credit = w / BigInt(scale)
  const equal = (total * total * PPM) / (p * p + sum(x => x * x))
  const effective = least(equal, 2n * PPM + (credit * PPM) / UNIT)
  const half = (Z * root((variance * PPM) / effective)) / PPM
  return {
    facet,
    lower: Number(mean > half ? mean - half : 0n),
    mean: Number(mean),
    upper: Number(least(PPM, mean + half)),
    creditMicroUsd: `${credit}`,
    effectiveRaters: Number(effective),
    opinions: nodes.filter(line => line.facet === facet && line.kind === 'FEEDBACK').length,
    validations: nodes.filter(line => line.facet === facet && line.kind === 'VALIDATION').length,
  }
}

/**
 * Starts a market under a policy that lists two validators. Agents 0 to 2 are seeds; buyers 1 to 6 have spent five dollars at
 * two of them each, and some a dollar at the agents from 3 to 7. Nothing is said yet.
 */
export const startMarket = async (): Promise<Town> => {
  const validators = [1, 2].map(n => ({ address: validator(n), credit: 20_000_000n }))
  const town = await startTown(policyOf([0, 1, 2], { validators }))
  await town.day(1, ...Array.from({ length: 12 }, (_, n) => register(n)).flat())
  await town.day(
    0,
    ...[1, 2, 3, 4, 5, 6].flatMap(n => [pays(buyer(n), n % 3, 3_000_000), pays(buyer(n), (n + 1) % 3, 2_000_000)]),
  )
  const custom = (agent: number, most: number) =>
    Array.from({ length: most }, (_, i) => pays(buyer(i + 1), agent, 1_000_000))
  await town.day(1, ...custom(3, 5), ...custom(4, 3), ...custom(5, 2), ...custom(6, 4), ...custom(7, 2))
  await town.day(1)
  return town
}

/** Fails where the lines of a score do not add up to it. */
export const adds = (score: Trust): void => {
  for (const facet of score.facets) {
    const { prior, ...shown } = facet
    assert.deepEqual(addUp(score, facet), shown)
    const shares = score.contributions.nodes.filter(line => line.facet === facet.facet).map(({ share }) => share)
    const all = shares.reduce((sum, share) => sum + share, prior.share)
    assert.ok(all <= 1_000_000 && all >= 1_000_000 - shares.length - 1, `${all} in all`)
  }
}
