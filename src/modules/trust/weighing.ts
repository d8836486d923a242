/** Opinions with what their weights are made of, credit excepted; and the weights, once credit is known. */
import type { Asks } from '../../core/asks.ts'
import type { TrustParameters } from '../../core/trustPolicy.ts'
import { type Dawn, mutualAmong, opinionsBy, ownAmong, ratersAt, type Said } from './evidence.ts'
import type { Sources } from './score/credit.ts'
import type { Spend } from './score/economy.ts'
import { type Standing, weightOf } from './score/weigh.ts'
import type { Modes, Weighed } from './tallies.ts'

export type Heard = { readonly said: Said; readonly standing: Omit<Standing, 'sources'> }

/** The credit of a reviewer: all of it, and that from seeds alone. */
export type Credit = { readonly all: Modes<Sources>; readonly first: Sources }

/** The opinions of reviewers who do not speak of themselves, and have paid for them; `spends`: what these have paid. */
export function* heardOf(dawn: Dawn, raters: ReadonlySet<string>, spends: readonly Spend[]): Asks<Heard[]> {
  const opinions = yield* opinionsBy(dawn.when, raters)
  const own = yield* ownAmong(dawn.when, opinions, dawn.policy)
  const heard = yield* groundsOf(
    dawn,
    opinions.filter(({ id }) => !own.has(id)),
    spends,
  )
  return heard.filter(({ standing }) => standing.net > 0n)
}

/** How those who said these opinions stand on a day, but for their credit; `spends`: what they have paid. */
export function* groundsOf(dawn: Dawn, opinions: readonly Said[], spends: readonly Spend[]): Asks<Heard[]> {
  const mutual = yield* mutualAmong(dawn.when, opinions)
  const known = yield* ratersAt(dawn, new Set(opinions.map(({ rater }) => rater)))
  const nets = new Map(spends.map(({ payer, operator, net }) => [`${payer}/${operator}`, net]))
  return opinions.flatMap(said => {
    const { id, rater, operator } = said
    const spoken = known.get(rater)
    return spoken
      ? [{ said, standing: { ...spoken, net: nets.get(`${rater}/${operator}`) ?? 0n, mutual: mutual.has(id) } }]
      : []
  })
}

/** Those that have a weight, with it. */
export const weigh = (
  heard: readonly Heard[],
  credits: ReadonlyMap<string, Credit>,
  parameters: TrustParameters,
): Weighed[] =>
  heard.flatMap(({ said, standing }) => {
    const credit = credits.get(said.rater)
    if (!credit) return []
    const by = (sources: Sources, strict: boolean) => weightOf(said, { ...standing, sources }, parameters, { strict })
    const all = { plain: by(credit.all.plain, false), strict: by(credit.all.strict, true) }
    const first = { plain: by(credit.first, false), strict: by(credit.first, true) }
    return all.plain + all.strict + first.plain + first.strict > 0n ? [{ said, all, first }] : []
  })
