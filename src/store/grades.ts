/** Ranges that were read once and are known better since. */
import type { Coverage, Grade, Reach } from './commit.ts'
import { insert, type Program, run } from './statement.ts'

/** A range of blocks of one contract, and how well it is known. */
export type Graded = {
  readonly from_block: number
  readonly to_block: number
  readonly reach: Reach
  readonly grade: Grade
}

const RANK: Readonly<Record<Grade, number>> = { fetched: 0, 'cross-checked': 1, proved: 2 }

/**
 * The ranges of a contract, in order and without overlap, where [from, to] is known to a grade: what has been read of it
 * and was known less well is raised. Neighbours of one reach and grade become one.
 */
export const raised = (ranges: readonly Graded[], from: number, to: number, grade: Grade): Graded[] => {
  const parts = ranges.flatMap((range): Graded[] => {
    const { from_block, to_block } = range
    if (to_block < from || from_block > to || RANK[range.grade] >= RANK[grade]) return [range]
    return [
      { ...range, to_block: from - 1 },
      { ...range, from_block: Math.max(from_block, from), to_block: Math.min(to_block, to), grade },
      { ...range, from_block: to + 1 },
    ].filter(part => part.from_block <= part.to_block)
  })
  const joined: Graded[] = []
  for (const part of parts) {
    const last = joined.at(-1)
    const goesOn = last?.to_block === part.from_block - 1 && last.reach === part.reach && last.grade === part.grade
    if (last && goesOn) joined[joined.length - 1] = { ...last, to_block: part.to_block }
    else joined.push(part)
  }
  return joined
}

/** Notes that a range is known to a grade, of these contracts and as far as it has been read. */
export function* raise(chain: string, { contracts, from, to }: Coverage, grade: Grade): Program<void> {
  for (const contract of contracts) {
    const before = yield* run<Graded>(
      `select from_block, to_block, reach, grade from coverage where chain = ? and contract = ? order by from_block`,
      [chain, contract],
    )
    const after = raised(before, from, to, grade)
    yield* run('delete from coverage where chain = ? and contract = ?', [chain, contract])
    yield* insert(
      'coverage',
      ['chain', 'contract', 'from_block', 'to_block', 'reach', 'grade'],
      after.map(range => [chain, contract, range.from_block, range.to_block, range.reach, range.grade]),
    )
  }
}
