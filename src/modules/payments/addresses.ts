/** The addresses of an agent, each once, whatever they were bound to. */
import type { Snapshot } from '../../core/snapshot.ts'
import { bindingsOf } from './queries.ts'
import type { AgentAddressParent, Role } from './tables.ts'

/** The most that are shown. */
const MOST = 100

/** The addresses that were ever bound to these agents and accounts of a chain, oldest first: nobody crowds out the first. */
export const addressesOf = async (
  snapshot: Snapshot,
  chain: string,
  subjects: readonly string[],
): Promise<AgentAddressParent[]> => {
  const rows = await Promise.all([...new Set(subjects)].map(of => bindingsOf(snapshot, chain, of, MOST)))
  const oldestFirst = rows.flat().sort((a, b) => (a.since + a.id < b.since + b.id ? -1 : 1))
  const byAddress = Map.groupBy(oldestFirst, ({ address }) => address)
  return [...byAddress].slice(0, MOST).map(([address, bindings]) => ({
    snapshot,
    chain,
    address,
    roles: [...new Set(bindings.flatMap(({ roles }) => roles.split(' ') as Role[]))].sort(),
    proven: bindings.some(({ proven }) => proven === 1),
    since: bindings[0]?.since ?? '',
  }))
}
