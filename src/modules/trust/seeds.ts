/** The seeds of a policy at work: what is spent at each, and how much of it makes credit. */
import { type Asks, ask } from '../../core/asks.ts'
import { reads } from '../../core/asOf.ts'
import type { TrustParameters } from '../../core/trustPolicy.ts'
import { type Dawn, tenuresOf } from './evidence.ts'
import { counted, fromSeed, type Sources, seedLimit } from './score/credit.ts'
import type { Spend } from './score/economy.ts'
import type { SeedFlowRow, TrustDerived } from './tables.ts'

const { db } = reads<TrustDerived>()

export type Seeds = { readonly takings: ReadonlyMap<string, bigint>; readonly limit: bigint }

/** The operators of the seeds, as far as they are registered. */
export function* seedOperators({ when, policy }: Dawn): Asks<string[]> {
  const tenures = yield* tenuresOf(when, policy.seeds)
  return [...new Set(Array.from(tenures.values(), ({ operator }) => operator))].sort()
}

/** The seeds as the tables have them; null: not these ones. */
export function* seedsBefore(chain: string, operators: readonly string[]): Asks<Seeds | null> {
  const rows = yield* ask(db.selectFrom('seed_flow').selectAll().where('chain', '=', chain).orderBy('id'))
  if (rows.map(({ id }) => id).join() !== operators.join()) return null
  return { takings: new Map(rows.map(({ id, taking }) => [id, BigInt(taking)])), limit: BigInt(rows[0]?.most ?? 0) }
}

/** The seeds after some accounts pay as they do now, no longer as they did. */
export const seedsAfter = (
  takings: ReadonlyMap<string, bigint>,
  now: readonly Spend[],
  ago: readonly Spend[],
  parameters: TrustParameters,
): Seeds => {
  const after = new Map(takings)
  const add = (spends: readonly Spend[], sign: bigint) => {
    for (const { operator, net } of spends) {
      const sum = after.get(operator)
      if (sum !== undefined) after.set(operator, sum + sign * counted(net, parameters))
    }
  }
  add(now, 1n)
  add(ago, -1n)
  return { takings: after, limit: seedLimit([...after.values()], parameters) }
}

/** The seeds whose customers' credit is cut otherwise than before. */
export const cutOtherwise = (before: Seeds, after: Seeds): string[] =>
  [...after.takings].flatMap(([id, taking]) => {
    const was = before.takings.get(id) ?? 0n
    const isCut = taking > after.limit || was > before.limit
    return isCut && (taking !== was || after.limit !== before.limit) ? [id] : []
  })

/** The credit of payers from seeds. */
export const firstSources = (
  { takings, limit }: Seeds,
  spends: readonly Spend[],
  parameters: TrustParameters,
): Map<string, Sources> => {
  const sources = spends.flatMap(({ payer, operator, net }) => {
    const taking = takings.get(operator)
    const amount = taking === undefined ? 0n : fromSeed(counted(net, parameters), taking, limit)
    return amount > 0n ? [{ payer, operator, amount }] : []
  })
  const byPayer = Map.groupBy(sources, ({ payer }) => payer)
  return new Map(
    [...byPayer].map(([payer, own]) => [payer, new Map(own.map(({ operator, amount }) => [operator, amount]))]),
  )
}

export const seedRows = ({ takings, limit }: Seeds): SeedFlowRow[] =>
  Array.from(takings, ([id, taking]) => ({ id, taking: Number(taking), most: Number(limit) }))
