/** The score of every agent at a moment, worked out anew from all that ever happened: no row, no sum that is kept. */
import { DAY, dayOf } from '../../src/core/day.ts'
import type { TrustPolicy } from '../../src/core/trustPolicy.ts'
import { growth } from '../../src/modules/trust/score/decay.ts'
import { type Economy, summed, weighed } from '../../src/modules/trust/score/economy.ts'
import { aged, NO_SUMS, plus, sumsOf } from '../../src/modules/trust/score/posterior.ts'
import { type Score, scoreOf } from '../../src/modules/trust/score/score.ts'
import { isBad, type Opinion, saturated, weightOf } from '../../src/modules/trust/score/weigh.ts'

/** What happened, each in its order. Accounts by name. */
export type Deed =
  | { readonly do: 'register'; readonly agent: string; readonly by: string }
  | { readonly do: 'sell'; readonly agent: string; readonly to: string }
  | { readonly do: 'pay'; readonly from: string; readonly to: string; readonly amount: bigint }
  | { readonly do: 'rate'; readonly agent: string; readonly by: string; readonly index: number; readonly stars: number }
  | { readonly do: 'revoke'; readonly agent: string; readonly by: string; readonly index: number }
  | { readonly do: 'answer'; readonly agent: string; readonly by: string; readonly response: number }
export type Done = Deed & { readonly time: number }

type Given = { stars: number; day: number; revokedOn: number | null }
type Said = Opinion & { readonly tenure: number; readonly raterOperator: string | null; readonly version: number }

/** What is known after some deeds. */
const worldAfter = (deeds: readonly Done[]) => {
  const operatorOf = new Map<string, string>()
  const owners = new Set<string>()
  const sales = new Map<string, number>()
  const boughtBy = new Set<string>()
  const flows: { payer: string; operator: string; day: number; net: bigint }[] = []
  const opinions = new Map<string, { at: Omit<Said, 'quality' | 'eighths' | 'sales'>; given: Map<number, Given> }>()
  const opinionOf = new Map<string, string>()
  const habits = new Map<string, { given: bigint; revoked: bigint }>()
  const answers = new Map<string, { agent: string; by: string; response: number; tenure: number; day: number }>()
  for (const [version, deed] of deeds.entries()) {
    const day = dayOf(deed.time)
    if (deed.do === 'register') {
      operatorOf.set(deed.agent, deed.by)
      owners.add(deed.by)
      sales.set(deed.agent, 0)
    } else if (deed.do === 'sell') {
      sales.set(deed.agent, (sales.get(deed.agent) ?? 0) + 1)
      boughtBy.add(`${deed.agent} ${deed.to}`)
    } else if (deed.do === 'pay') {
      if (deed.from === deed.to) continue
      if (owners.has(deed.to)) flows.push({ payer: deed.from, operator: deed.to, day, net: deed.amount })
      if (owners.has(deed.from)) flows.push({ payer: deed.to, operator: deed.from, day, net: -deed.amount })
    } else if (deed.do === 'rate') {
      const tenure = sales.get(deed.agent) ?? 0
      const id = `${deed.agent}/${deed.by}/quality/${tenure}`
      const raterOperator = owners.has(deed.by) ? deed.by : null
      const operator = operatorOf.get(deed.agent) ?? ''
      const at = {
        id,
        agent: deed.agent,
        operator,
        rater: deed.by,
        facet: 'quality',
        tenure,
        day,
        raterOperator,
        version,
      }
      const given = opinions.get(id)?.given ?? new Map<number, Given>()
      opinions.set(id, { at, given: given.set(deed.index, { stars: deed.stars, day, revokedOn: null }) })
      opinionOf.set(`${deed.agent} ${deed.by} ${deed.index}`, id)
      const habit = habits.get(deed.by) ?? { given: 0n, revoked: 0n }
      habits.set(deed.by, { ...habit, given: habit.given + 1n })
    } else if (deed.do === 'revoke') {
      const id = opinionOf.get(`${deed.agent} ${deed.by} ${deed.index}`) ?? ''
      const opinion = opinions.get(id)
      const given = opinion?.given.get(deed.index)
      if (!opinion || !given || given.revokedOn !== null) continue
      given.revokedOn = day
      opinions.set(id, { ...opinion, at: { ...opinion.at, version } })
      const habit = habits.get(deed.by) ?? { given: 0n, revoked: 0n }
      habits.set(deed.by, { ...habit, revoked: habit.revoked + 1n })
    } else {
      const tenure = sales.get(deed.agent) ?? 0
      answers.set(`${deed.agent} ${deed.by}`, { ...deed, tenure, day })
    }
  }
  return { operatorOf, sales, boughtBy, flows, opinions, habits, answers: [...answers.values()] }
}
type World = ReturnType<typeof worldAfter>

/** The opinions of which anything counts. */
const opinionsOf = ({ opinions, sales }: World, { parameters }: TrustPolicy): Said[] =>
  [...opinions.values()].flatMap(({ at, given }) => {
    const counted = [...given.values()].flatMap(({ stars, day, revokedOn }) => {
      const quality = BigInt(stars) * 10_000n
      if (revokedOn === null) return [{ quality, eighths: 8n }]
      return revokedOn - day > 1 && isBad(quality, parameters) ? [{ quality, eighths: 2n }] : []
    })
    if (counted.length === 0) return []
    const eighths = counted.reduce((sum, one) => sum + one.eighths, 0n)
    const quality = counted.reduce((sum, one) => sum + one.quality * one.eighths, 0n) / eighths
    const best = counted.some(one => one.eighths === 8n) ? 8n : 2n
    return [{ ...at, quality, eighths: best, sales: (sales.get(at.agent) ?? 0) - at.tenure }]
  })

const isOwn = ({ boughtBy }: World, { agent, operator, rater, quality }: Said, { parameters }: TrustPolicy): boolean =>
  rater === operator || (boughtBy.has(`${agent} ${rater}`) && !isBad(quality, parameters))

/** The scores of all agents after some deeds, the last of them in the block of this time (Unix seconds). */
export const naiveScores = (
  deeds: readonly Done[],
  time: number,
  policy: TrustPolicy,
  strict: boolean,
): Map<string, Score> => {
  const { parameters } = policy
  const day = dayOf(time)
  const before = deeds.filter(deed => deed.time < day * DAY)
  const [dawn, now] = [worldAfter(before), worldAfter(deeds)]
  const since = day - 4 * parameters.halfLife
  const said = opinionsOf(dawn, policy)

  const nets = Map.groupBy(
    dawn.flows.filter(flow => flow.day >= since),
    ({ payer, operator }) => `${payer} ${operator}`,
  )
  const netOf = (payer: string, operator: string): bigint => {
    const net = (nets.get(`${payer} ${operator}`) ?? []).reduce((sum, flow) => sum + flow.net, 0n)
    return net > 0n ? net : 0n
  }
  const habitsOf = (rater: string) => {
    const recent = said.filter(one => one.rater === rater && one.day >= since)
    const { given, revoked } = dawn.habits.get(rater) ?? { given: 0n, revoked: 0n }
    const agentsOf = (some: readonly Said[]) => BigInt(new Set(some.map(({ agent }) => agent)).size)
    const bad = recent.filter(({ quality }) => isBad(quality, parameters))
    return { given, revoked, agents: agentsOf(recent), badAgents: agentsOf(bad) }
  }
  const isMutual = ({ operator, raterOperator, day }: Said): boolean =>
    raterOperator !== null &&
    said.some(
      other => other.operator === raterOperator && other.raterOperator === operator && Math.abs(other.day - day) <= 30,
    )
  const heard = said.filter(one => !isOwn(dawn, one, policy))
  const economy: Economy = {
    seeds: [...new Set(policy.seeds.flatMap(seed => dawn.operatorOf.get(seed) ?? []))],
    spends: [...nets.values()].flatMap(([flow]) =>
      flow ? [{ payer: flow.payer, operator: flow.operator, net: netOf(flow.payer, flow.operator) }] : [],
    ),
    opinions: heard,
    raters: new Map(said.map(({ rater }) => [rater, habitsOf(rater)])),
    mutual: new Set(heard.filter(isMutual).map(({ id }) => id)),
  }
  const { weights, sources } = weighed(economy, day, parameters, { strict })
  const creditOf = (rater: string) => summed(sources.filter(source => source.rater === rater))
  const asOfDawn = new Map(said.map(one => [one.id, one]))

  const weightNow = (one: Said): bigint => {
    if (asOfDawn.get(one.id)?.version === one.version) return weights.get(one.id) ?? 0n
    if (isOwn(now, one, policy)) return 0n
    const net = netOf(one.rater, one.operator)
    const standing = { ...habitsOf(one.rater), sources: creditOf(one.rater), net, mutual: isMutual(one) }
    return weightOf(one, standing, parameters, { strict })
  }
  const lineOf = (one: Said, weight: bigint) => ({
    facet: one.facet,
    tenure: one.tenure,
    bad: isBad(one.quality, parameters),
    opinions: weight > 0n ? 1 : 0,
    sums: sumsOf(weight * growth(one.day, parameters.halfLife), saturated(one.quality, parameters)),
  })
  const current = opinionsOf(now, policy)
  return new Map(
    Array.from(now.operatorOf, ([agent, operator]) => {
      const own = current.filter(one => one.agent === agent)
      const siblings = heard
        .filter(one => one.operator === operator && one.agent !== agent)
        .map(one => {
          const { sums, bad } = lineOf(one, weights.get(one.id) ?? 0n)
          return aged(sums, bad ? 0 : one.sales)
        })
        .reduce(plus, NO_SUMS)
      const answers = now.answers.flatMap(({ agent: of, by, response, tenure, day }) => {
        const credit = policy.validators.find(({ address }) => address === by)?.credit
        if (of !== agent || credit === undefined || by === operator) return []
        const sales = (now.sales.get(agent) ?? 0) - tenure
        return [{ id: by, quality: BigInt(response) * 10_000n, day, sales, credit }]
      })
      const lines = own.map(one => lineOf(one, weightNow(one)))
      return [agent, scoreOf(lines, answers, now.sales.get(agent) ?? 0, siblings, day, parameters)]
    }),
  )
}
