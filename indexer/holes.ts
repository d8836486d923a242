/** Reads what the configuration asks for and an earlier run did not: a new contract, an earlier start. */
import { chainRow, lowerStart } from '../src/store/chain.ts'
import { cover, dropLogs, holes, insertHeaders, insertLogs, type Reach } from '../src/store/commit.ts'
import { outdateFacts } from '../src/store/migrate.ts'
import { rewindHead } from '../src/store/rewind.ts'
import { allWatched } from '../src/store/watched.ts'
import { backfill, type Range, ranges } from './backfill.ts'
import type { ChainRun } from './chain.ts'
import { GRADES } from './proof/assured.ts'
import { readNamed } from './watch.ts'

/**
 * Fetches the missing logs into the store without folding them: of the contracts that are read whole, or of those read
 * by topic, which is for when the tables hold all that is watched. Gives whether there were any: the tables must then be
 * folded anew. Blocks that are not final are dropped first, so that following reads them again for every contract.
 */
export const fillHoles = async (run: ChainRun, reach: Reach): Promise<boolean> => {
  const { spec, mode, decoder, store, layout, report } = run
  const { chain, start } = spec
  const row = await store.write(() => chainRow(chain))
  if (!row || row.head_hash === '') return false
  const final = Math.min(row.final_number, row.head_number)
  const { addresses } = reach === 'whole' ? decoder.filter : decoder.byTopic
  let filled = false
  for (const address of addresses) {
    // What was watched from an earlier start on still is.
    const first = reach === 'whole' ? start : Math.min(start, row.start_number)
    const missing = await store.write(() => holes(chain, address, first, final))
    if (missing.length > 0 && !filled) {
      await store.write(function* () {
        yield* lowerStart(chain, start)
        yield* rewindHead(layout, chain, final)
      })
      filled = true
    }
    for (const { from, to } of missing) {
      let events = 0
      for await (const range of await missed(run, reach, address, from, to)) {
        const coverage = { contracts: [address], from: range.from, to: range.to }
        await store.write(function* () {
          yield* insertHeaders(chain, range.headers)
          // A stretch that does not count as read may have been read for other addresses.
          yield* dropLogs(chain, coverage)
          yield* insertLogs(chain, range.logs)
          yield* outdateFacts()
          yield* cover(chain, coverage, reach, GRADES[mode])
        })
        events += range.logs.length
        report({ kind: 'backfill', chain, from, to, at: range.to, events })
      }
    }
  }
  return filled
}

/** The ranges of a hole, with the logs of this one contract. */
const missed = async (
  { spec, endpoints, decoder, store, signal }: ChainRun,
  reach: Reach,
  address: string,
  from: number,
  to: number,
): Promise<AsyncGenerator<Range>> => {
  const options = { maxRange: spec.maxRange, signal }
  const { filter, byTopic } = decoder
  if (reach === 'whole') return backfill(endpoints, { ...filter, addresses: [address] }, from, to, options)
  const watched = new Map(await store.write(() => allWatched(spec.chain)))
  const empty = async (from: number, to: number) => [{ from, to, headers: [], logs: [], asked: to - from + 1 }]
  const read = (range: Range) => readNamed(endpoints, { ...byTopic, addresses: [address] }, watched, range, signal)
  return ranges(empty, read, from, to, options)
}
