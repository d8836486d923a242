/** Which contracts run code that nobody here has read. */
import type { ImplementationRow } from '../core/chainTables.ts'
import { type Implementation, isKnownCode } from '../core/settings.ts'
import type { Reader } from '../core/snapshot.ts'
import type { UnverifiedContract } from '../generated/schema.ts'

/** The contracts of a chain whose newest upgrade was to unknown code; of one that was never upgraded nothing is said. */
export const unverifiedOf = async (
  reader: Reader,
  chain: string,
  known: readonly Implementation[],
): Promise<readonly UnverifiedContract[]> => {
  const rows = await reader.all<ImplementationRow & { readonly bf: number }>({ sql: NOW, values: [chain] })
  const unknown = rows.filter(row => !isKnownCode(known, { chain, ...row }))
  return Promise.all(
    unknown.map(async ({ id, kind, address, bf }) => {
      const read = known.filter(of => of.chain === chain && of.kind === kind).map(of => of.address)
      const sql = since(read.length)
      const [row] = await reader.all<{ since: number | null }>({ sql, values: [...read, chain, id] })
      return { contract: id, kind, implementation: address, since: row?.since ?? bf }
    }),
  )
}

const NOW = 'select id, kind, address, bf from implementation where chain = ? order by id'

/** Where the last known code ended, else where the first of all began; null: there was none before. */
const since = (known: number): string => {
  const ended = known === 0 ? 'null' : `max(case when address in (${Array(known).fill('?').join(', ')}) then bt end)`
  return `select coalesce(${ended}, min(bf)) as since from implementation_h where chain = ? and id = ?`
}
