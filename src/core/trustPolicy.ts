/** Under which rules, and from whose custom, trust is computed. */
import { keccak256, stringToHex } from 'viem'
import { canonicalOf } from './canonical.ts'

/** One in parts per million. */
export const PPM = 1_000_000n

/** Money is in millionths of a US dollar, quality and shares in parts per million. */
export type TrustParameters = {
  /** Days after which an opinion counts half. Payments count for four times as long. */
  readonly halfLife: number
  /** The most credit of one rater. */
  readonly creditMax: bigint
  /** The most that spending at one operator counts. */
  readonly perOperatorMax: bigint
  /** What passes on to the customers of an operator that is no seed, of the credit of those who pay it. */
  readonly transitivity: bigint
  /** A seed makes no more credit than so many times the median of all seeds. */
  readonly seedMax: bigint
  /** The least lower bound of an operator that passes credit on. */
  readonly gate: bigint
  /** What a rater must have paid the operator for an opinion of full weight. */
  readonly fullBacking: bigint
  /** A rater of more agents than this divides its credit among them. */
  readonly agentsMax: bigint
  /** The weight, mean and variance of what is believed of anybody. */
  readonly prior: bigint
  readonly priorMean: bigint
  readonly priorVariance: bigint
  /** The quantile of the bounds. */
  readonly z: bigint
  /** So much credit counts as one rater at most, beside two. */
  readonly perRater: bigint
  /** Quality above it is as good as any. */
  readonly saturation: bigint
  /** How often an opinion below `badBelow` counts. */
  readonly badTimes: bigint
  readonly badBelow: bigint
  /** A rater that speaks badly of more agents than this divides its credit among them; 0: it never does. */
  readonly badAgentsMax: bigint
  /** An opinion below it weighs no more than so many times what its rater paid the operator; 0: as much as any. */
  readonly badPerPaid: bigint
}

/** The parameters of Payment-Backed Trust, version 1. */
export const PARAMETERS: TrustParameters = {
  halfLife: 90,
  creditMax: 20_000_000n,
  perOperatorMax: 10_000_000n,
  transitivity: 800_000n,
  seedMax: 3n * PPM,
  gate: 500_000n,
  fullBacking: 10_000n,
  agentsMax: 8n,
  prior: 250_000n,
  priorMean: 400_000n,
  priorVariance: 62_500_000_000n,
  z: 1_281_552n,
  perRater: 4_000_000n,
  saturation: 850_000n,
  badTimes: 2n,
  badBelow: 400_000n,
  badAgentsMax: 1n,
  badPerPaid: 0n,
}

/** Money that one rater may come to: more would not fit the numbers of the store. */
export const MONEY_MAX = 10_000_000_000n

/** Within these no score is undefined: a prior of some weight, and no division by zero. A half-life has a table as long. */
export const BOUNDS: { readonly [P in keyof TrustParameters]: readonly [least: bigint, most: bigint] } = {
  halfLife: [1n, 1_000n],
  creditMax: [1n, MONEY_MAX],
  perOperatorMax: [1n, MONEY_MAX],
  transitivity: [0n, PPM],
  seedMax: [1n, 1_000_000_000n],
  gate: [0n, PPM],
  fullBacking: [1n, MONEY_MAX],
  agentsMax: [1n, 1_000_000n],
  prior: [1n, MONEY_MAX],
  priorMean: [0n, PPM],
  priorVariance: [1n, 250_000_000_000n],
  z: [0n, 10_000_000n],
  perRater: [1n, MONEY_MAX],
  saturation: [1n, PPM],
  badTimes: [1n, 100n],
  badBelow: [0n, PPM],
  badAgentsMax: [0n, 1_000_000n],
  badPerPaid: [0n, 1_000_000_000n],
}

/** A money of which payments count: CAIP-19, and how many of its smallest unit are a millionth of a US dollar. */
export type TrustAsset = { readonly asset: string; readonly unitsPerMicroUsd: bigint }

/** A validator whose answers count, as much as an opinion of this weight. */
export type TrustValidator = { readonly address: string; readonly credit: bigint }

export type TrustPolicy = {
  /** keccak-256 of the canonical JSON of what is below, `strict` excepted: nodes with the same id have the same scores. */
  readonly id: string
  readonly parameters: TrustParameters
  /** Agents whose custom is believed in, sorted. */
  readonly seeds: readonly string[]
  readonly assets: readonly TrustAsset[]
  readonly validators: readonly TrustValidator[]
  /** Whether quotes ask for the strict score. */
  readonly strict: boolean
}

/** The version of the rules and of the table of tags: what the same feedback means. */
const RULES = 'payment-backed-trust/1'

/** A policy with its id, whatever the order that its lists came in. */
export const trustPolicy = ({ strict, ...rules }: Omit<TrustPolicy, 'id'>): TrustPolicy => {
  const sorted = {
    parameters: rules.parameters,
    seeds: [...new Set(rules.seeds)].sort(),
    assets: rules.assets.toSorted((a, b) => (a.asset < b.asset ? -1 : 1)),
    validators: rules.validators.toSorted((a, b) => (a.address < b.address ? -1 : 1)),
  }
  const plain = JSON.parse(JSON.stringify({ rules: RULES, ...sorted }, (_, v) => (typeof v === 'bigint' ? `${v}` : v)))
  return { id: keccak256(stringToHex(canonicalOf(plain) ?? '')), ...sorted, strict }
}
