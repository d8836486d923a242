/** What two endpoints say, or what is proved, held against what is stored. */
import type { Header, Log } from '../../src/core/block.ts'
import { PortolanError } from '../../src/core/errors.ts'
import { type ChainRow, chainRow, storedHash } from '../../src/store/chain.ts'
import { dropLogs, type Grade, insertHeaders, insertLogs } from '../../src/store/commit.ts'
import { raise } from '../../src/store/grades.ts'
import { logsBetween } from '../../src/store/logs.ts'
import { outdateFacts } from '../../src/store/migrate.ts'
import { rewindHead } from '../../src/store/rewind.ts'
import type { ChainRun } from '../chain.ts'
import { sift } from '../watch.ts'
import { digestOf } from './digest.ts'
import type { Testimony } from './witness.ts'

/** Logs that blocks are known to have, by hash: whatever the endpoint says that is followed. */
export type Truths = Map<string, readonly Log[]>

/**
 * Raises the grade of the blocks of which the stored logs are those of the testimony. From the first of which they are
 * not, the blocks are undone, and `truths` says what to follow them with; final ones are mended, and folded anew.
 */
export const hear = async (
  run: ChainRun,
  row: ChainRow,
  testimony: Testimony,
  truths: Truths,
  rebuild: () => Promise<void>,
): Promise<ChainRow> => {
  const { spec, store, decoder, layout, report } = run
  const { chain } = spec
  const headers = await held(run, testimony.headers)
  const [first, last] = [headers[0]?.number, headers.at(-1)?.number]
  if (first === undefined || last === undefined) return row
  const theirs = testimony.logs.filter(({ block }) => block <= last)
  const { logs } = await sift(store, chain, decoder, { headers, logs: theirs }, first - 1)
  const ours = await store.write(() => logsBetween(chain, first, last))
  const wrong = headers.find(({ number }) => digestAt(ours, number) !== digestAt(logs, number))?.number
  const sound = wrong === undefined ? last : wrong - 1
  if (sound >= first) await store.write(() => raise(chain, everything(run, first, sound), 'cross-checked'))
  if (wrong === undefined) return row

  const [had, has] = [ours, logs].map(logs => logs.filter(log => log.block === wrong).length)
  const error = new PortolanError('rpc_inconsistent', `block ${wrong} was shown with ${had} of its ${has} logs`)
  report({ kind: 'trouble', chain, error, retryInMs: 0 })
  if (wrong > row.final_number) {
    for (const { number, hash } of headers)
      if (number >= wrong)
        truths.set(
          hash,
          theirs.filter(log => log.block === number),
        )
    await store.write(() => rewindHead(layout, chain, wrong - 1))
  } else {
    await mend(run, { headers, logs }, wrong, last, 'cross-checked')
    await rebuild()
  }
  return (await store.write(() => chainRow(chain))) ?? row
}

/** Puts the logs of a testimony in the place of those stored of [from, to]. The facts are to be folded anew then. */
export const mend = async (run: ChainRun, { headers, logs }: Testimony, from: number, to: number, grade: Grade) => {
  const { spec, store } = run
  const inside = <T>(items: readonly T[], at: (item: T) => number) => items.filter(i => at(i) >= from && at(i) <= to)
  await store.write(function* () {
    yield* insertHeaders(
      spec.chain,
      inside(headers, ({ number }) => number),
    )
    yield* dropLogs(spec.chain, everything(run, from, to))
    yield* insertLogs(
      spec.chain,
      inside(logs, ({ block }) => block),
    )
    yield* outdateFacts()
    yield* raise(spec.chain, everything(run, from, to), grade)
  })
}

/** Every contract of a chain over a range. */
export const everything = ({ decoder }: ChainRun, from: number, to: number) => ({
  contracts: decoder.everything.addresses,
  from,
  to,
})

/** The headers up to the first that is not, or no longer, the one that is stored. */
const held = ({ spec, store }: ChainRun, headers: readonly Header[]): Promise<Header[]> =>
  store.write(function* () {
    const kept: Header[] = []
    for (const header of headers) {
      if ((yield* storedHash(spec.chain, header.number)) !== header.hash) break
      kept.push(header)
    }
    return kept
  })

const digestAt = (logs: readonly Log[], block: number): string => digestOf(logs.filter(log => log.block === block))
