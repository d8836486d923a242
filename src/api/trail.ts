import type { Moment } from '../core/context.ts'
import type { ChainHead, Snapshot } from '../core/snapshot.ts'
import { clockTime } from '../core/time.ts'
import { standingBlocks } from './queries.ts'

/** More blocks of a chain than a reorg takes away: below finality a chain is halted. */
const KEPT = 256

/**
 * The heads that one subscription has been shown. Each snapshot that it is given becomes a moment: how far back the
 * heads before still stand in it, and which of them have left.
 */
export const trail = (): ((snapshot: Snapshot) => Promise<Moment>) => {
  const shown = new Map<string, ChainHead[]>()
  let at = 0
  return async snapshot => {
    const before: ChainHead[] = []
    const left: ChainHead[] = []
    for (const [chain, heads] of shown) {
      const standing = await stillStanding(snapshot, chain, heads)
      left.push(...heads.slice(standing))
      heads.length = standing
      before.push(...heads.slice(-1))
    }
    const first = at === 0
    const moment = { snapshot, before: first ? null : { heads: before, at }, left }
    for (const head of snapshot.heads) {
      const heads = shown.get(head.chain) ?? []
      shown.set(head.chain, heads)
      if (heads.at(-1)?.hash !== head.hash) heads.push(one(snapshot, head))
      if (heads.length > KEPT) heads.shift()
    }
    at = clockTime()
    return moment
  }
}

/** How many of these heads, from the oldest, the chain still has. Where it has the last it has those before. */
const stillStanding = async (snapshot: Snapshot, chain: string, heads: readonly ChainHead[]): Promise<number> => {
  const last = heads.slice(-1).map(({ hash }) => hash)
  if ((await standingBlocks(snapshot, chain, last)).size === last.length) return heads.length
  const all = heads.map(({ hash }) => hash)
  const standing = await standingBlocks(snapshot, chain, all)
  return heads.findLastIndex(({ hash }) => standing.has(hash)) + 1
}

/** Equal heads of many subscriptions are kept once. */
const one = ({ memo }: Snapshot, head: ChainHead): ChainHead => {
  const key = `head ${head.chain} ${head.hash}`
  const kept = memo.get(key) as ChainHead | undefined
  if (!kept) memo.set(key, head)
  return kept ?? head
}
