import type { Source } from '../../indexer/source.ts'

/** A source whose answers can be bent while it is in use, and that counts how often its head was asked for. */
export const bendable = (honest: Source) => {
  let bent: Partial<Source> = {}
  let polls = 0
  const as = (): Source => ({ ...honest, ...bent })
  const source: Source = {
    chainNumber: signal => as().chainNumber(signal),
    head: signal => {
      polls += 1
      return as().head(signal)
    },
    finalized: signal => as().finalized(signal),
    headers: (numbers, signal) => as().headers(numbers, signal),
    headerByHash: (hash, signal) => as().headerByHash(hash, signal),
    logsInRange: (filter, from, to, signal) => as().logsInRange(filter, from, to, signal),
    logsOfBlock: (filter, hash, signal) => as().logsOfBlock(filter, hash, signal),
  }
  return {
    source,
    /** Answers so from now on, honestly in everything else. */
    bend: (how: Partial<Source>) => {
      bent = how
    },
    polls: () => polls,
  }
}
