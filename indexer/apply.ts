/** Puts blocks on top of what is stored, and where they cannot be, as many as can. */
import { isKnownCode } from '../src/core/settings.ts'
import type { ChainRow } from '../src/store/chain.ts'
import { commit, type Step } from '../src/store/commit.ts'
import { Unfoldable } from '../src/store/fold.ts'
import { type Upgrade, upgradesIn } from '../src/store/implementations.ts'
import type { ChainRun } from './chain.ts'
import type { Local } from './follow.ts'
import { GRADES } from './proof/assured.ts'

/** Blocks that extend a chain, and what of the step is known before it is made. */
export type Stretch = Pick<Step, 'rewindTo' | 'headers' | 'logs' | 'acts' | 'final' | 'remote' | 'state'> & {
  readonly from: number
  readonly to: number
}

/** Commits a stretch of blocks on top of the row; where one of its events cannot be folded, what is before it. */
export const apply = async (run: ChainRun, row: ChainRow, stretch: Stretch): Promise<ChainRow> => {
  const { spec, mode, decoder, store, layout, epoch } = run
  const { from, to, ...rest } = stretch
  // The head waits for no second endpoint: it is asked after.
  const grade = mode === 'cross' && rest.state === 'following' ? 'fetched' : GRADES[mode]
  const coverage = { contracts: decoder.filter.addresses, byTopic: decoder.byTopic.addresses, from, to, grade }
  const step = { ...rest, chain: spec.chain, epoch, expect: localOf(row).head, coverage }
  try {
    const { after, upgrades } = await store.write(function* () {
      return { after: yield* commit(layout, step), upgrades: yield* upgradesIn(spec.chain, from, to) }
    })
    tellUnknown(run, upgrades)
    return after
  } catch (error) {
    const sound = error instanceof Unfoldable ? upToBlock(stretch, error.at.block - 1) : null
    if (sound) await apply(run, row, sound)
    throw error
  }
}

/** Reports the upgrades that were to unknown code. */
const tellUnknown = ({ spec: { chain }, known, report }: ChainRun, upgrades: readonly Upgrade[]): void => {
  for (const { id, kind, address, bf } of upgrades)
    if (!isKnownCode(known, { chain, kind, address }))
      report({ kind: 'upgraded', chain, at: bf, registry: kind, contract: id, implementation: address })
}

/** As much of a stretch as ends with a block that is not above this one; null: nothing of it does. */
const upToBlock = (stretch: Stretch, block: number): Stretch | null => {
  const headers = stretch.headers.filter(({ number }) => number <= block)
  const last = headers.at(-1)
  if (!last) return null
  return {
    ...stretch,
    to: last.number,
    headers,
    logs: stretch.logs.filter(log => log.block <= last.number),
    acts: stretch.acts.filter(({ at }) => at.block <= last.number),
    final: stretch.final.number > last.number ? last : stretch.final,
  }
}

/** The head and the newest final block of a chain. */
export const localOf = (row: ChainRow): Local => ({
  head: { number: row.head_number, hash: row.head_hash },
  final: { number: row.final_number, hash: row.final_hash },
})
