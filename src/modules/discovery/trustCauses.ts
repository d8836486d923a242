/** Why the trust in a winner is not what it was. */
import type { Context } from '../../core/context.ts'
import type { Settings } from '../../core/settings.ts'
import type { Between } from './causes.ts'
import type { Quoted } from './evaluate.ts'
import type { CauseParent } from './parents.ts'
import { trustAt } from './trust.ts'
import { trustMoments } from './trustMoments.ts'

/** What of each issuer is told, the newest first. */
const MOST = 5

/** What happened between two moments to the issuers whose trust it has changed. */
export const trustCauses = async (
  quotes: readonly (Quoted | null)[],
  { snapshot, heads, time, isNew }: Between,
  settings: Settings,
  asOf: Context['at'],
): Promise<CauseParent[]> => {
  const issuers = [...new Set(quotes.flatMap(quoted => quoted?.ruling.token.issuer ?? []))]
  if (heads.length === 0 || issuers.length === 0) return []
  const trust = trustAt(snapshot, settings)
  const earlier = await asOf({
    heads: heads.map(({ chain, number, hash }) => ({ chain, number: BigInt(number), hash })),
  })
  const [before, now] = [await trust.at(earlier, issuers), await trust.at(snapshot, issuers)]
  const others = issuers.filter(issuer => {
    const [a, b] = [before(issuer), now(issuer)]
    return a?.lower !== b?.lower || a?.forgeCost !== b?.forgeCost
  })
  const from = Math.min(...heads.map(head => head.time)) - 1
  const moments = await trustMoments(snapshot, others, { from, to: snapshot.now })
  return others.flatMap(issuer => {
    const own = moments.filter(
      moment => moment.issuer === issuer && (moment.place ? isNew(begunAt(moment.place)) : moment.time > time),
    )
    // Where something was said the day is not what it was for.
    const events = own.filter(({ place }) => place?.logIndex !== null)
    const told = (events.length > 0 ? events : own).toSorted((a, b) => b.time - a.time).slice(0, MOST)
    return told.map(({ place }): CauseParent => {
      const { chain = null, block = null, logIndex = null } = place ?? {}
      const origin = chain === null || block === null || logIndex === null ? null : { snapshot, chain, block, logIndex }
      return { kind: 'TRUST', about: issuer, chain, block, origin }
    })
  })
}

const begunAt = ({ chain, block }: { readonly chain: string; readonly block: number }) => ({ chain, bf: block })
