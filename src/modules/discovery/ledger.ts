/** The trust of the present, kept up with the tables: computed once, and then where something has become another. */
import { dayOf } from '../../core/day.ts'
import { chainOfAgent } from '../../core/ids.ts'
import { namedDid } from '../../core/namedDid.ts'
import type { ChainHead, Snapshot } from '../../core/snapshot.ts'
import type { TrustPolicy } from '../../core/trustPolicy.ts'
import {
  changedLinks,
  type Fetched,
  fetchedSince,
  linkableDids,
  nextFrom,
  type Verified,
  verifiedOf,
} from '../links/verified.ts'
import { scoredSince } from '../trust/since.ts'
import { isOnChain, rulesOf } from './queries.ts'
import { lowest, type Trusted, type TrustOf, trustedAgents } from './trusted.ts'

/** The trust of the present as it stands, which moves on with it. */
export type Live = {
  /** Another number after any trust has become another. */
  readonly version: () => number
  readonly of: TrustOf
  /** The DIDs, as `namedDid` spells them, whose trust has become another since a version. */
  readonly since: (version: number) => readonly string[]
}

export type Ledger = {
  /** Comes to the moment of a snapshot, and says by which version its trust stands; 0: it lies behind the present. */
  readonly enter: (snapshot: Snapshot) => Promise<number>
  readonly live: Live
}

/** The moment that the ledger stands at. */
type Present = { readonly heads: readonly ChainHead[]; readonly rules: string; readonly fetched: Fetched }

/** What is to be computed anew: DIDs with their links, and agents whose links stand. Null: everything. */
type Changes = { readonly dids: ReadonlySet<string>; readonly agents: ReadonlySet<string> } | null

/** An empty ledger under a policy. */
export const ledgerOf = (policy: TrustPolicy): Ledger => {
  /** The DIDs with verified agents. */
  const links = new Map<string, Verified>()
  const didsOf = new Map<string, Set<string>>()
  const scores = new Map<string, Trusted>()
  const trusts = new Map<string, Trusted>()
  /** The version by which the trust in a DID became what it is. */
  const changed = new Map<string, number>()
  let version = 1
  let present: Present | undefined
  let turn: Promise<unknown> = Promise.resolve()

  const enter = async (snapshot: Snapshot): Promise<number> => {
    const next = {
      heads: snapshot.heads,
      rules: await rulesOf(snapshot),
      fetched: await fetchedSince(snapshot, present?.fetched.from ?? 0),
    }
    // What is read anew under other rules says nothing of when it was fetched.
    if (next.fetched.unread > 0) return 0
    if (present && isSame(present, next)) return version
    if (present && isBehind(next, present)) return 0
    const changes = present ? await changesSince(snapshot, present, next) : null
    await compute(snapshot, changes)
    const from = nextFrom(next.fetched)
    present = { ...next, fetched: from === next.fetched.from ? next.fetched : await fetchedSince(snapshot, from) }
    return version
  }

  const changesSince = async (snapshot: Snapshot, before: Present, next: Present): Promise<Changes> => {
    if (before.rules !== next.rules || before.heads.length !== next.heads.length) return null
    for (const head of before.heads) if (!(await isOnChain(snapshot, head))) return null
    const linked = await changedLinks(snapshot, before.heads, before.fetched)
    if (!linked) return null
    const dids = new Set(linked)
    for (const [did, { until }] of links) if (until <= snapshot.now) dids.add(did)
    const agents = new Set<string>()
    for (const head of before.heads) {
      const now = next.heads.find(({ chain }) => chain === head.chain)
      if (!now) return null
      const spoken = await scoredSince(snapshot, head)
      if (!spoken) return null
      for (const agent of spoken) agents.add(agent)
      if (dayOf(now.time) === dayOf(head.time)) continue
      for (const agent of didsOf.keys()) if (chainOfAgent(agent) === head.chain) agents.add(agent)
    }
    return { dids, agents }
  }

  /** Everything is read before anything is written: whoever looks meanwhile sees what stood before. */
  const compute = async (snapshot: Snapshot, changes: Changes): Promise<void> => {
    const dids = [...new Set([...(changes?.dids ?? (await linkableDids(snapshot))), ...(changes ? [] : links.keys())])]
    const found = await verifiedOf(snapshot, dids)
    const linked = [...found.values()].flatMap(({ agents }) => agents)
    const known = [...(changes?.agents ?? didsOf.keys())].filter(agent => didsOf.has(agent))
    const scored = await trustedAgents(snapshot, policy, [...linked, ...known])

    const touched = new Set(dids)
    for (const did of dids) link(did, found.get(did))
    for (const agent of [...linked, ...known]) {
      const score = scored.get(agent)
      if (score && didsOf.has(agent)) scores.set(agent, score)
      else scores.delete(agent)
      for (const did of didsOf.get(agent) ?? []) touched.add(did)
    }
    const others = [...touched].filter(did => {
      const [before, now] = [trusts.get(did), lowest(links.get(did)?.agents ?? [], scores)]
      if (now) trusts.set(did, now)
      else trusts.delete(did)
      return before?.lower !== now?.lower || before?.forgeCost !== now?.forgeCost
    })
    if (others.length > 0) version += 1
    for (const did of others) changed.set(did, version)
  }

  const link = (did: string, verified: Verified | undefined): void => {
    for (const agent of links.get(did)?.agents ?? []) {
      const own = didsOf.get(agent)
      own?.delete(did)
      if (own?.size !== 0) continue
      didsOf.delete(agent)
      scores.delete(agent)
    }
    links.delete(did)
    if (!verified) return
    links.set(did, verified)
    for (const agent of verified.agents) didsOf.set(agent, (didsOf.get(agent) ?? new Set()).add(did))
  }

  return {
    enter: snapshot => {
      const entered = turn.then(() => enter(snapshot))
      turn = entered.catch(() => {})
      return entered
    },
    live: {
      version: () => version,
      of: issuer => (trusts.size === 0 ? null : (trusts.get(namedDid(issuer) ?? '') ?? null)),
      since: from => [...changed].flatMap(([did, at]) => (at > from ? [did] : [])),
    },
  }
}

const isSame = (a: Present, b: Present): boolean =>
  a.rules === b.rules &&
  a.fetched.last === b.fetched.last &&
  a.fetched.count === b.fetched.count &&
  a.heads.length === b.heads.length &&
  a.heads.every(({ hash }, i) => hash === b.heads[i]?.hash)

/** Whether a is a moment before b, as far as one can see: a transaction that was opened earlier. */
const isBehind = (a: Present, b: Present): boolean =>
  a.rules === b.rules &&
  (a.fetched.last < b.fetched.last ||
    a.fetched.count < b.fetched.count ||
    a.heads.some(({ chain, number }) => b.heads.some(head => head.chain === chain && head.number > number)))
