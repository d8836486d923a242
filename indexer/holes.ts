/** Reads what the configuration asks for and an earlier run did not: a new contract, an earlier start. */
import { chainRow, lowerStart } from '../src/store/chain.ts'
import { cover, holes, insertHeaders, insertLogs } from '../src/store/commit.ts'
import { outdateFacts } from '../src/store/migrate.ts'
import { rewindHead } from '../src/store/rewind.ts'
import { backfill } from './backfill.ts'
import type { ChainRun } from './chain.ts'

/**
 * Fetches the missing logs into the store without folding them. Gives whether there were any: the tables must then be
 * folded anew. Blocks that are not final are dropped first, so that following reads them again for every contract.
 */
export const fillHoles = async ({
  spec,
  source,
  decoder,
  store,
  layout,
  report,
  signal,
}: ChainRun): Promise<boolean> => {
  const { chain, start } = spec
  const row = await store.write(() => chainRow(chain))
  if (!row || row.head_hash === '') return false
  const final = Math.min(row.final_number, row.head_number)
  let filled = false
  for (const { address } of spec.contracts) {
    const missing = await store.write(() => holes(chain, address, start, final))
    if (missing.length > 0 && !filled) {
      await store.write(function* () {
        yield* lowerStart(chain, start)
        yield* rewindHead(layout, chain, final)
      })
      filled = true
    }
    const filter = { addresses: [address], topics0: decoder.filter.topics0 }
    for (const { from, to } of missing) {
      let events = 0
      for await (const range of backfill(source, filter, from, to, { maxRange: spec.maxRange, signal })) {
        await store.write(function* () {
          yield* insertHeaders(chain, range.headers)
          yield* insertLogs(chain, range.logs)
          yield* outdateFacts()
          yield* cover(chain, { contracts: [address], from: range.from, to: range.to })
        })
        events += range.logs.length
        report({ kind: 'backfill', chain, from, to, at: range.to, events })
      }
    }
  }
  return filled
}
