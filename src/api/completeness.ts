/** How well it is known that nothing of a chain is missing. */
import type { ChainHead, Reader } from '../core/snapshot.ts'
import type {
  Completeness,
  Coverage,
  CoverageGrade,
  CoverageReach,
  RepairState,
  StateCheckOutcome,
} from '../generated/schema.ts'
import { type BlockRange, uncovered } from '../store/coverage.ts'
import type { RepairRow } from '../store/repairs.ts'
import type { TailCheckRow } from '../store/tailChecks.ts'
import type { CoverageRow } from './queries.ts'

/** Of each list. */
const MOST = 100

/** The completeness of a chain from its first block to its head, given what was read of it. */
export const completenessOf = async (
  reader: Reader,
  { chain, number: head }: Pick<ChainHead, 'chain' | 'number'>,
  start: number,
  rows: readonly CoverageRow[],
): Promise<Completeness> => {
  const ranges = rows.map(rangeOf)
  const graded = (grade: CoverageGrade) => ranges.filter(range => range.grade === grade).slice(0, MOST)
  const [gaps, differences, repairs, checks] = await Promise.all([
    counted(reader, GAPS, chain),
    counted(reader, DIFFERENCES, chain),
    reader.all<RepairRow>({ sql: REPAIRS, values: [chain, MOST] }),
    reader.all<TailCheckRow>({ sql: CHECKS, values: [chain, MOST] }),
  ])
  const missing = missingOf(rows, start, head)
  return {
    ...{ proved: graded('PROVED'), crossChecked: graded('CROSS_CHECKED'), fetched: graded('FETCHED') },
    missing: missing.slice(0, MOST),
    gaps,
    differences,
    repairs: repairs.map(({ id, contract, from_block, to_block, state, tries, found, detail }) => ({
      ...{ id, contract, from: from_block, to: to_block, tries, found, detail },
      state: named<RepairState>(state),
    })),
    checks: checks.map(({ contract, kind, outcome, detail, block, checked, differing, at }) => ({
      ...{ contract, kind, detail, checked, differing, block: block ?? 0, at: at ?? 0 },
      outcome: named<StateCheckOutcome>(outcome ?? ''),
    })),
  }
}

/** The blocks of [from, to] over which a contract that was read at all has not been read. */
export const missingOf = (
  rows: readonly CoverageRow[],
  from: number,
  to: number,
): (BlockRange & { readonly contract: string })[] =>
  [...Map.groupBy(rows, ({ contract }) => contract)].flatMap(([contract, own]) =>
    uncovered(
      own.map(({ from_block, to_block }) => ({ from: from_block, to: to_block })),
      from,
      to,
    ).map(range => ({ contract, ...range })),
  )

/** A range as the API shows it. */
export const rangeOf = ({ contract, from_block, to_block, reach, grade }: CoverageRow): Coverage => ({
  contract,
  from: from_block,
  to: to_block,
  reach: named<CoverageReach>(reach),
  grade: named<CoverageGrade>(grade),
})

/** A word of the store as the API spells it. */
export const named = <E extends string>(word: string): E => word.toUpperCase().replaceAll('-', '_') as E

const GAPS = `select g.kind, coalesce(r.state, 'open') as state, count(*) as n
  from gap g left join repair r on r.chain = g.chain and r.id = g.id where g.chain = ? group by 1, 2 order by 1, 2`
const DIFFERENCES = `select id as kind, state, 1 as n from repair where chain = ? and id like 'check/%' and state <> 'repaired'`
const REPAIRS = `select * from repair where chain = ? and state <> 'repaired' order by to_block desc, id limit ?`
const CHECKS = `select * from tail_check where chain = ? and outcome is not null order by contract, kind limit ?`

const counted = async (reader: Reader, sql: string, chain: string): Promise<Completeness['gaps']> => {
  const rows = await reader.all<{ kind: string; state: string; n: number }>({ sql, values: [chain] })
  const kindOf = ({ kind }: { kind: string }) => /^check\/([^/]*)/.exec(kind)?.[1] ?? kind
  return [...Map.groupBy(rows, kindOf)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, some]) => {
      const of = (isConfirmed: boolean) =>
        some.filter(({ state }) => (state === 'confirmed') === isConfirmed).reduce((sum, { n }) => sum + n, 0)
      return { kind, open: of(false), confirmed: of(true) }
    })
}
