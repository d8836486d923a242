/** What a score would be under other rules: for auditors, and for whoever trusts others than the node does. */
import { keccak256, stringToHex } from 'viem'
import { type Asks, asked } from '../../core/asks.ts'
import { badInput, PortolanError } from '../../core/errors.ts'
import { isAddress, parseAgentId } from '../../core/ids.ts'
import { recent, shared } from '../../core/recent.ts'
import type { Snapshot } from '../../core/snapshot.ts'
import { BOUNDS, type TrustParameters, type TrustPolicy, trustPolicy } from '../../core/trustPolicy.ts'
import type { ReputationWhatIfArgs } from '../../generated/schema.ts'
import { computed, inMemory } from './frozen.ts'
import type { Today } from './scores.ts'

/** Other rules: a policy, and whose opinions are left out. */
export type Rules = { readonly policy: TrustPolicy; readonly without: ReadonlySet<string> }

const EXCLUDED_MAX = 1_000
const SEEDS_MAX = 256

/** What each parameter may be: a question waits for the table of its half-life. */
const RANGES: typeof BOUNDS = { ...BOUNDS, halfLife: [7n, 365n] }

/** The rules of a question, in the place of those of the node. */
export const readRules = (
  { excludeRaters, parameters, seeds }: Pick<ReputationWhatIfArgs, 'excludeRaters' | 'parameters' | 'seeds'>,
  policy: TrustPolicy,
): Rules => {
  const without = new Set(bounded('excludeRaters', excludeRaters ?? [], EXCLUDED_MAX).map(readAddress))
  const named = Object.entries(parameters ?? {}).flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [[name, readParameter(name as keyof TrustParameters, value)] as const],
  )
  return {
    without,
    policy: trustPolicy({
      ...policy,
      parameters: { ...policy.parameters, ...Object.fromEntries(named) },
      seeds: seeds ? bounded('seeds', seeds, SEEDS_MAX).map(parseAgentId) : policy.seeds,
      validators: policy.validators.filter(({ address }) => !without.has(address)),
    }),
  }
}

const bounded = (argument: string, values: readonly string[], most: number): readonly string[] => {
  if (values.length > most) throw badInput(argument, `${values.length} of them`, `name at most ${most}`)
  return values
}

const readAddress = (text: string): string => {
  if (!isAddress(text)) throw badInput('excludeRaters', `${text.slice(0, 120)} is not an address`)
  return text.toLowerCase()
}

const readParameter = (name: keyof TrustParameters, value: number | bigint): number | bigint => {
  const [least, most] = RANGES[name]
  if (value < least || value > most) {
    throw badInput(`parameters.${name}`, `${value} is not between ${least} and ${most}`)
  }
  return value
}

/** keccak-256 of the excluded; null: nobody is. */
export const exclusionsOf = (without: ReadonlySet<string>): string | null =>
  without.size === 0 ? null : keccak256(stringToHex([...without].sort().join('\n')))

/** So many computations are kept: each may be of many opinions. */
const KEPT = 4

/** The same moment under other rules. */
export const todayUnder = async (snapshot: Snapshot, today: Today, { policy, without }: Rules): Promise<Today> => {
  const dawn = { ...today.dawn, policy }
  const head = snapshot.heads.find(({ chain }) => chain === dawn.chain)
  const kept = snapshot.kept('whatIf', () => recent<unknown>(KEPT))
  const key = [policy.id, exclusionsOf(without), head?.hash].join(' ')
  const derived = await shared(kept, key, () => asked(atMost(ROWS_MAX, computed(dawn, without)), snapshot))
  return { ...today, dawn, frozen: inMemory(derived, policy), without }
}

/** So many rows one question looks through. */
const ROWS_MAX = 100_000

/** Asks no further than so many rows. */
export function* atMost<Result>(most: number, asks: Asks<Result>): Asks<Result> {
  let rows = 0
  let step = asks.next()
  while (!step.done) {
    const answer = yield step.value
    rows += answer.length
    if (rows > most) {
      throw new PortolanError('too_large', `more than ${most} payments and opinions to look through`, {
        hint: 'name fewer seeds, or compute it with a node of your own under that policy',
      })
    }
    step = asks.next(answer)
  }
  return step.value
}
