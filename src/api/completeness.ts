/** How well it is known that nothing of a chain is missing. */
import { type Implementation, isKnownCode } from '../core/settings.ts'
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
import { unverifiedOf } from './unverified.ts'

/** Of each list. */
const MOST = 100

/** The completeness of a chain from its first block to its head, given what was read of it and which code is known. */
export const completenessOf = async (
  reader: Reader,
  { chain, number: head }: Pick<ChainHead, 'chain' | 'number'>,
  start: number,
  rows: readonly CoverageRow[],
  known: readonly Implementation[],
): Promise<Completeness> => {
  const ranges = rows.map(rangeOf)
  const graded = (grade: CoverageGrade) => ranges.filter(range => range.grade === grade).slice(0, MOST)
  const [gaps, differences, unverified, repairs, checks] = await Promise.all([
    counted(reader, GAPS, chain, known),
    counted(reader, DIFFERENCES, chain, known),
    unverifiedOf(reader, chain, known),
    reader.all<RepairRow>({ sql: REPAIRS, values: [chain, MOST] }),
    reader.all<TailCheckRow>({ sql: CHECKS, values: [chain, MOST] }),
  ])
  const missing = missingOf(rows, start, head)
  return {
    ...{ proved: graded('PROVED'), crossChecked: graded('CROSS_CHECKED'), fetched: graded('FETCHED') },
    missing: missing.slice(0, MOST),
    gaps,
    differences,
    unverified,
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

/** The code that the contract of a repair ran at the end of the blocks in which something may be missing. */
const CODE = `left join implementation i on i.chain = r.chain and i.id = r.contract and i.bf <= r.to_block
  left join implementation_h h on h.chain = r.chain and h.id = r.contract and h.bf <= r.to_block and h.bt > r.to_block`
const OF_CODE = 'coalesce(i.kind, h.kind) as registry, coalesce(i.address, h.address) as code'
const GAPS = `select g.kind, coalesce(r.state, 'open') as state, ${OF_CODE}, count(*) as n
  from gap g left join repair r on r.chain = g.chain and r.id = g.id ${CODE}
  where g.chain = ? group by 1, 2, 3, 4 order by 1, 2`
const DIFFERENCES = `select r.id as kind, r.state, ${OF_CODE}, 1 as n
  from repair r ${CODE} where r.chain = ? and r.id like 'check/%' and r.state <> 'repaired'`
const REPAIRS = `select * from repair where chain = ? and state <> 'repaired' order by to_block desc, id limit ?`
const CHECKS = `select * from tail_check where chain = ? and outcome is not null order by contract, kind limit ?`

type Counted = {
  readonly kind: string
  readonly state: string
  readonly registry: string | null
  readonly code: string | null
  readonly n: number
}

const counted = async (
  reader: Reader,
  sql: string,
  chain: string,
  known: readonly Implementation[],
): Promise<Completeness['gaps']> => {
  const rows = await reader.all<Counted>({ sql, values: [chain] })
  const kindOf = ({ kind }: Counted) => /^check\/([^/]*)/.exec(kind)?.[1] ?? kind
  const isUnverified = ({ registry, code }: Counted) =>
    registry !== null && code !== null && !isKnownCode(known, { chain, kind: registry, address: code })
  return [...Map.groupBy(rows, kindOf)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, some]) => {
      const those = (which: (row: Counted) => boolean) => some.filter(which).reduce((sum, { n }) => sum + n, 0)
      const confirmed = those(({ state }) => state === 'confirmed')
      return { kind, confirmed, open: those(() => true) - confirmed, unverified: those(isUnverified) }
    })
}
