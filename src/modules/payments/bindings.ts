/** Which addresses an agent, or all agents of an account, were ever of. */
import type { Change, Rows } from '../../core/change.ts'
import { type Origin, position } from '../../core/origin.ts'
import type { ReadFacts } from './rows.ts'
import type { Role } from './tables.ts'

/** Binds an address to an agent or account: roles are added, none is ever taken away. */
export const bound = (
  of: string,
  address: string,
  roles: readonly Role[],
  proven: boolean,
  at: Origin,
  rows: Rows<ReadFacts>,
): Change<ReadFacts> => {
  const id = `${of}/${address}`
  const before = rows.get('binding', id)
  const all = new Set([...(before?.roles.split(' ') ?? []), ...roles])
  const row = {
    id,
    agent: of,
    address,
    roles: [...all].sort().join(' '),
    proven: before?.proven === 1 || proven ? 1 : 0,
    since: before?.since ?? position(at.block, at.logIndex),
  }
  return { put: 'binding', row }
}
