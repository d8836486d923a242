/** When the trust in providers may have changed: what was said of their agents, sales, links, and every new day. */
import { chainOfAgent } from '../../core/ids.ts'
import { namedDid } from '../../core/namedDid.ts'
import type { Snapshot } from '../../core/snapshot.ts'
import type { Span } from './historyQueries.ts'
import type { Cause } from './moments.ts'
import { agentsNamedWith, daysIn, linkEvents, trustEvents } from './trustQueries.ts'

/** A moment of an issuer, Unix seconds. `logIndex` null: a day begins with the block; without a place only time passed. */
export type TrustMoment = { readonly issuer: string; readonly time: number; readonly place: Cause['place'] }

/** The moments of issuers within a span, in no order. */
export const trustMoments = async (
  snapshot: Snapshot,
  issuers: readonly string[],
  span: Span,
): Promise<TrustMoment[]> => {
  const issuersOf = Map.groupBy(new Set(issuers), issuer => namedDid(issuer) ?? '')
  const dids = [...issuersOf.keys()]
  const named = await agentsNamedWith(snapshot, dids)
  const agents = Map.groupBy(named, ({ agent }) => agent)
  /** An event changes rows of several tables. */
  const moments = new Map<string, TrustMoment>()
  const tell = (did: string, time: number, place: Cause['place']) => {
    if (time <= span.from || time > span.to) return
    const key = `${did} ${place ? `${place.chain} ${place.block} ${place.logIndex}` : time}`
    for (const issuer of issuersOf.get(did) ?? []) moments.set(`${key} ${issuer}`, { issuer, time, place })
  }
  for (const { agent, chain, bf, li, time } of await trustEvents(snapshot, [...agents.keys()], span)) {
    for (const { did } of agents.get(agent) ?? []) tell(did, time, { chain, block: bf, logIndex: li })
  }
  for (const { did, chain, bf, li, time, valid_to } of await linkEvents(snapshot, dids, span)) {
    tell(did, time, { chain, block: bf, logIndex: li })
    tell(did, valid_to, null)
  }
  for (const [chain, group] of Map.groupBy(named, ({ agent }) => chainOfAgent(agent))) {
    const days = await daysIn(snapshot, chain, span)
    for (const did of new Set(group.map(({ did }) => did))) {
      for (const { bf, time } of days) tell(did, time, { chain, block: bf, logIndex: null })
    }
  }
  return [...moments.values()]
}
