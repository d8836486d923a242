/** What a score is computed from, as it held at some moment: payments, credit, and who is whose. */
import { sql } from 'kysely'
import { type Asks, askEach } from '../../core/asks.ts'
import { hasId, reads } from '../../core/asOf.ts'
import { chainOfAgent } from '../../core/ids.ts'
import type { When } from '../../core/snapshot.ts'
import type { TrustPolicy } from '../../core/trustPolicy.ts'
import { uint256FromText } from '../../core/uint256.ts'
import type { PaymentsFacts } from '../payments/tables.ts'
import type { Economy, Rater, Spend } from './score/economy.ts'
import { badBelow, isBad, type Opinion } from './score/weigh.ts'
import type { OpinionRow, TrustDerived, TrustFacts } from './tables.ts'

type Facts = TrustFacts & Pick<PaymentsFacts, 'account' | 'binding' | 'spend' | 'tenure'>
const { db, at } = reads<Facts & TrustDerived>()

/** Days that a payment counts, and that a rated agent is counted. */
export const windowOf = ({ parameters }: TrustPolicy): number => 4 * parameters.halfLife

/** Days within which praise for praise, or blame for blame, counts as mutual. */
const MUTUAL_DAYS = 30

/** A moment of one chain at the beginning of a day. */
export type Dawn = { readonly when: When; readonly chain: string; readonly day: number; readonly policy: TrustPolicy }

/** That a row of the chain of a moment has one of these ids, where an id does not name its chain. */
export const isOneOf = ({ heads }: When, ids: readonly string[]) => hasId(ids, () => heads[0]?.chain ?? '')

/** All that has credit or might give some: the payers of seeds, whom else they pay, and what all of these have said. */
export function* economyAt(dawn: Dawn): Asks<Economy> {
  const tenures = yield* tenuresOf(dawn.when, dawn.policy.seeds)
  const seeds = [...new Set([...tenures.values()].map(({ operator }) => operator))].sort()
  const atSeeds = yield* spendsAt(dawn, 'operator', seeds)
  const payers = new Set(atSeeds.map(({ payer }) => payer))
  const elsewhere = yield* spendsAt(dawn, 'payer', payers)
  const operators = new Set(elsewhere.map(({ operator }) => operator))
  for (const seed of seeds) operators.delete(seed)
  const spends = [...atSeeds, ...(yield* spendsAt(dawn, 'operator', operators))]
  const raters = new Set(spends.map(({ payer }) => payer))
  // What they pay to others makes no credit, but backs what they say of them.
  const beyond = yield* spendsAt(dawn, 'payer', raters)
  const known = new Set([...seeds, ...operators])
  const all = [...spends, ...beyond.filter(({ operator }) => !known.has(operator))]
  const opinions = yield* opinionsBy(dawn.when, raters)
  const own = yield* ownAmong(dawn.when, opinions, dawn.policy)
  const heard = opinions.filter(({ id }) => !own.has(id))
  return {
    seeds,
    spends: all,
    opinions: heard,
    raters: yield* ratersAt(dawn, raters),
    mutual: yield* mutualAmong(dawn.when, heard),
  }
}

/** Under whom agents stand, and how often they were sold. */
export function* tenuresOf(
  when: When,
  agents: Iterable<string>,
): Asks<Map<string, { readonly operator: string; readonly sales: number; readonly sold: string | null }>> {
  const rows = yield* askEach(agents, some =>
    db
      .selectFrom(at(when, 'tenure', 't', hasId(some, chainOfAgent)))
      .select(['t.id', 't.operator', 't.sales', 't.sold']),
  )
  return new Map(rows.map(({ id, ...tenure }) => [id, tenure]))
}

/** The net payments within the window by, or to, these accounts; of assets that the policy knows. */
export function* spendsAt(dawn: Dawn, side: 'payer' | 'operator', accounts: Iterable<string>): Asks<Spend[]> {
  const { when, day, policy } = dawn
  const rows = yield* askEach(accounts, some =>
    db
      .selectFrom(
        at(
          when,
          'spend',
          's',
          sql`${sql.ref(side)} in (${sql.join(some)}) and day >= ${day - windowOf(policy)} and day < ${day}`,
        ),
      )
      .select(['s.payer', 's.operator', 's.asset', 's.paid', 's.returned']),
  )
  const rates = ratesOn(dawn)
  const pairs = Map.groupBy(rows, ({ payer, operator }) => `${payer}/${operator}`)
  return [...pairs.values()].map(([first, ...more]) => {
    const units = new Map<string, bigint>()
    for (const { asset, paid, returned } of first ? [first, ...more] : []) {
      units.set(asset, (units.get(asset) ?? 0n) + uint256FromText(paid) - uint256FromText(returned))
    }
    let net = 0n
    for (const [asset, amount] of units) {
      const rate = rates.get(asset)
      if (rate !== undefined) net += amount / rate
    }
    return { payer: first?.payer ?? '', operator: first?.operator ?? '', net: net > 0n ? net : 0n }
  })
}

/** The contract of each asset of the chain that counts, and how many of its units are a millionth of a dollar. */
export const ratesOn = ({ chain, policy }: Dawn): Map<string, bigint> =>
  new Map(
    policy.assets.flatMap(({ asset, unitsPerMicroUsd }) =>
      asset.startsWith(`${chain}/erc20:`)
        ? [[asset.slice(`${chain}/erc20:`.length).toLowerCase(), unitsPerMicroUsd] as const]
        : [],
    ),
  )

/** An opinion as it is weighed, and what the weighing does not look at. */
export type Said = Opinion & {
  readonly tenure: number
  readonly raterOperator: string | null
  /** How many feedbacks it is made of. */
  readonly feedbacks: number
  /** Whether criticism in it was revoked after it had stood. */
  readonly revokedLate: boolean
}

export function* opinionsBy(when: When, raters: Iterable<string>): Asks<Said[]> {
  const rows = yield* askEach(raters, some =>
    db.selectFrom(at(when, 'opinion', 'o', sql`rater in (${sql.join(some)})`)).selectAll('o'),
  )
  return yield* saidOf(when, rows)
}

/** Opinions as they are weighed. What speaks of no known agent, or was taken back whole, is none. */
export function* saidOf(when: When, rows: readonly OpinionRow[]): Asks<Said[]> {
  const known = rows.filter(({ eighths, operator }) => eighths > 0 && operator !== null)
  const tenures = yield* tenuresOf(
    when,
    known.map(({ agent }) => agent),
  )
  return known.map(row => {
    const { id, agent, operator, rater, facet, sales, total, eighths, day, rater_operator } = row
    const counts: readonly number[] = JSON.parse(row.counts)
    return {
      id,
      agent,
      operator: operator as string,
      rater,
      facet,
      tenure: sales,
      sales: Math.max(0, (tenures.get(agent)?.sales ?? sales) - sales),
      quality: BigInt(total) / BigInt(eighths),
      day,
      eighths: best(counts),
      raterOperator: rater_operator,
      feedbacks: counts.reduce((sum, count) => sum + count, 0),
      revokedLate: counts.slice(2).some(count => count > 0),
    }
  })
}

/** The most that one of the feedbacks of an opinion counts. */
const best = (counts: readonly number[]): bigint =>
  8n >>
  BigInt(
    Math.max(
      0,
      counts.findIndex(n => n > 0),
    ),
  )

/**
 * The opinions of those who speak of themselves. An address that never agreed to be of the agent loses its praise alone:
 * else an operator could silence whom it names.
 */
export function* ownAmong(
  when: When,
  opinions: readonly Pick<Said, 'id' | 'agent' | 'operator' | 'rater' | 'quality'>[],
  { parameters }: TrustPolicy,
): Asks<Set<string>> {
  const accounts = yield* askEach(
    opinions.map(({ rater }) => rater),
    some => db.selectFrom(at(when, 'account', 'a', isOneOf(when, some))).select(['a.id', 'a.operator']),
  )
  const operatorOf = new Map(accounts.map(({ id, operator }) => [id, operator]))
  const bindings = yield* askEach(
    opinions.flatMap(({ agent, operator, rater }) => [`${agent}/${rater}`, `${operator}/${rater}`]),
    some => db.selectFrom(at(when, 'binding', 'b', isOneOf(when, some))).select(['b.id', 'b.proven']),
  )
  const bound = new Map(bindings.map(({ id, proven }) => [id, proven]))
  const own = opinions.filter(({ agent, operator, rater, quality }) => {
    if (rater === operator || operatorOf.get(rater) === operator) return true
    const proven = [bound.get(`${agent}/${rater}`), bound.get(`${operator}/${rater}`)]
    return proven.includes(1) || (proven.includes(0) && !isBad(quality, parameters))
  })
  return new Set(own.map(({ id }) => id))
}

/** How much, of how many agents, and of how many of them badly, reviewers have spoken. */
export function* ratersAt({ when, day, policy }: Dawn, raters: ReadonlySet<string>): Asks<Map<string, Rater>> {
  const rows = yield* askEach(raters, some =>
    db.selectFrom(at(when, 'rater', 'r', isOneOf(when, some))).select(['r.id', 'r.given', 'r.revoked']),
  )
  const since = day - windowOf(policy)
  const badFrom = Number(badBelow(policy.parameters))
  const agents = yield* askEach(raters, some =>
    db
      .selectFrom(at(when, 'opinion', 'o', sql`rater in (${sql.join(some)}) and day >= ${since} and eighths > 0`))
      .select('o.rater')
      .select(({ fn }) => fn.count<number>('o.agent').distinct().as('agents'))
      .select(sql<number>`count(distinct case when total < ${badFrom} * eighths then agent end)`.as('bad'))
      .groupBy('o.rater'),
  )
  const spoken = new Map(rows.map(row => [row.id, row]))
  const rated = new Map(agents.map(row => [row.rater, row]))
  return new Map(
    Array.from(raters, id => {
      const { given = 0, revoked = 0 } = spoken.get(id) ?? {}
      const { agents = 0, bad = 0 } = rated.get(id) ?? {}
      return [id, { given: BigInt(given), revoked: BigInt(revoked), agents: BigInt(agents), badAgents: BigInt(bad) }]
    }),
  )
}

/** The opinions of reviewers whose own agents were rated by the operator that they rate, within a month. */
export function* mutualAmong(when: When, opinions: readonly Said[]): Asks<Set<string>> {
  const pairs = opinions.filter(({ raterOperator }) => raterOperator !== null)
  const back = yield* saidBack(when, pairs)
  const days = Map.groupBy(back, ({ operator, rater_operator }) => `${operator} ${rater_operator}`)
  const mutual = pairs.filter(({ operator, raterOperator, day }) =>
    days
      .get(`${raterOperator} ${operator}`)
      ?.some(other => other.eighths > 0 && Math.abs(other.day - day) <= MUTUAL_DAYS),
  )
  return new Set(mutual.map(({ id }) => id))
}

/** What operators, who rated agents of others, were rated back: opinions from the accounts of these about their agents. */
export const saidBack = (when: When, opinions: Iterable<Pick<Said, 'operator' | 'raterOperator'>>) =>
  askEach(
    Array.from(opinions, ({ operator, raterOperator }) => `${raterOperator} ${operator}`),
    some => {
      const pairs = sql.join(some.map(pair => sql`(${sql.join(pair.split(' '))})`))
      // Said twice, for the index holds nothing else.
      const where = sql`rater_operator is not null and (operator, rater_operator) in (values ${pairs})`
      return db
        .selectFrom(at(when, 'opinion', 'o', where))
        .select(['o.rater', 'o.operator', 'o.rater_operator', 'o.day', 'o.eighths'])
    },
  )
