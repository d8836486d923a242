/** Looks for what is known to be missing: asks the endpoints again, another one than before, and stores what they have. */
import { asked as answered } from '../../src/core/asks.ts'
import type { Missing, Stretch } from '../../src/core/audit.ts'
import type { Log } from '../../src/core/block.ts'
import type { GapRow } from '../../src/core/chainTables.ts'
import { messageOf, PortolanError } from '../../src/core/errors.ts'
import { clockTime } from '../../src/core/time.ts'
import { type ChainRow, chainRow, fenced, storedHash } from '../../src/store/chain.ts'
import { insertHeaders, insertLogs } from '../../src/store/commit.ts'
import { outdateFacts } from '../../src/store/migrate.ts'
import { reading } from '../../src/store/open.ts'
import { dueRepairs, noteRepair, type RepairRow, unknownLogs } from '../../src/store/repairs.ts'
import type { Program } from '../../src/store/statement.ts'
import { checkAgain } from '../../src/store/tailChecks.ts'
import { type Range, ranges, wholeReader } from '../backfill.ts'
import type { BareRun } from '../chain.ts'
import { type Endpoints, onlyOf } from '../endpoints/endpoints.ts'
import { hashedSource } from '../proof/hashes.ts'

/** Tasks of one pass: what they find is folded together. */
const PASS = 50
/** The most blocks that one task searches: the newest of its stretch. */
const WIDEST = 500_000
/** How often a lone endpoint is asked. It may be many machines, and not all of them of one mind. */
const ALONE = 3
/** Seconds before the next try: after the first, and at most. */
const [WAIT, LONGEST] = [60, 3_600]

/** Where logs are missing, by kind of gap. */
export type MissingBy = ReadonlyMap<string, Missing>

/**
 * Works off the tasks that are due: each asks one endpoint. Gives how many logs were stored that were missing: the tables
 * are then to be folded anew. A try that fails is noted and made again later; none stops the chain.
 */
export const repairDue = async (run: BareRun, missing: MissingBy): Promise<number> => {
  const { spec, store, endpoints, signal } = run
  const row = await store.write(() => chainRow(spec.chain))
  if (!row) return 0
  const tasks = await store.write(() => dueRepairs(spec.chain, clockTime(), row.final_number, PASS))
  let found = 0
  for (const task of tasks) {
    if (signal.aborted) break
    const stretch = await stretchOf(run, missing, task)
    if (stretch === 'none') {
      await store.write(() => noteRepair(task, { ...task, state: 'repaired' }))
      continue
    }
    const [from_block, to_block] = [stretch.from ?? Math.max(spec.start, stretch.to - WIDEST), stretch.to]
    const searched = { ...task, from_block: Math.max(from_block, spec.start), to_block }
    const endpoint = nextEndpoint(endpoints, searched)
    try {
      const logs = await fetched(run, searched, endpoint, row)
      await store.write(() => noteAnswer(run, searched, endpoint, logs))
      found += logs.length
      if (logs.length > 0) run.report({ kind: 'repaired', chain: spec.chain, of: task.id, logs: logs.length, endpoint })
    } catch (error) {
      if (signal.aborted || !(error instanceof PortolanError) || error.code === 'fenced') throw error
      const detail = task.id.startsWith('check/') ? task.detail : messageOf(error)
      const tries = task.tries + 1
      await store.write(() => noteRepair(task, { ...searched, tries, detail, due: clockTime() + waitAfter(tries) }))
    }
  }
  return found
}

/** Where a task has to look; `none`: the gap is no more. */
const stretchOf = async ({ store, spec }: BareRun, missing: MissingBy, task: RepairRow): Promise<Stretch | 'none'> => {
  if (task.id.startsWith('check/')) return { from: task.from_block, to: task.to_block }
  return await reading(store, async reader => {
    const sql = 'select id, kind, subject, detail, bf from gap where chain = ? and id = ?'
    const [gap] = await reader.all<GapRow & { bf: number }>({ sql, values: [spec.chain, task.id] })
    if (!gap) return 'none'
    const rule = missing.get(gap.kind === 'absent' ? `absent ${gap.subject.split(' ')[0]}` : gap.kind)
    if (!rule) return { from: null, to: gap.bf }
    return answered(rule({ ...gap, chain: spec.chain, contract: task.contract, block: gap.bf }), reader)
  })
}

/** Another endpoint than the one that is asked by default comes first; one that does not answer waits for its turn. */
const nextEndpoint = ({ names }: Endpoints, { asked, tries }: RepairRow): string => {
  const [first = '', ...others] = names
  if (others.length === 0) return first
  const answers = JSON.parse(asked) as string[]
  const unasked = [...others, first].filter(name => !answers.includes(name))
  return unasked[tries % unasked.length] ?? first
}

/** Stores the logs of the stretch that the endpoint has and we have not, and gives them. */
const fetched = async (
  run: BareRun,
  task: RepairRow,
  endpoint: string,
  { final_number, final_hash, hashes }: ChainRow,
): Promise<readonly Log[]> => {
  const { spec, store, endpoints, decoder, signal } = run
  const filter = { ...decoder.filter, addresses: decoder.filter.addresses.filter(of => of === task.contract) }
  // What is read by topic has no sequence to keep.
  if (filter.addresses.length === 0) return []
  const isHashed = hashes === 'recomputed'
  const one = onlyOf(endpoints, endpoint)
  const only: Endpoints = isHashed
    ? { ...one, on: (work, want) => one.on(source => work(hashedSource(source)), want) }
    : one
  const [theirs] = await only.on(source => source.headers([final_number], signal), { signal, from: final_number })
  if (theirs?.hash !== final_hash)
    throw new PortolanError('rpc_inconsistent', `${endpoint} does not hold block ${final_number} as we do`)
  const read = wholeReader(only, filter, signal)
  const stored: Log[] = []
  const options = { maxRange: spec.maxRange, inFlight: 2 }
  for await (const range of ranges(read, async range => range, task.from_block ?? spec.start, task.to_block, options)) {
    stored.push(...(await store.write(() => storeMissed(run, range))))
  }
  return stored
}

/** Stores what was missing of a range. The tables are outdated with it, so that no end of this process can hide it. */
function* storeMissed({ spec: { chain }, epoch }: BareRun, { headers, logs }: Range): Program<Log[]> {
  const row = yield* chainRow(chain)
  if (row?.epoch !== epoch) throw fenced(chain)
  const missed = yield* unknownLogs(chain, logs)
  if (missed.length === 0) return []
  const blocks = new Set(missed.map(({ block }) => block))
  const holding = headers.filter(({ number }) => blocks.has(number))
  for (const { number, hash } of holding) {
    const ours = yield* storedHash(chain, number)
    if (ours !== null && ours !== hash)
      throw new PortolanError('rpc_inconsistent', `block ${number} is final and another one there`)
  }
  yield* insertHeaders(chain, holding)
  yield* insertLogs(chain, missed)
  yield* outdateFacts()
  return missed
}

/** Notes an answer: repaired until the tables say otherwise, or one endpoint less to ask. */
function* noteAnswer({ endpoints }: BareRun, task: RepairRow, endpoint: string, logs: readonly Log[]): Program<void> {
  const tries = task.tries + 1
  const answers = [...(JSON.parse(task.asked) as string[]), endpoint]
  const note = { ...task, tries, found: task.found + logs.length, asked: JSON.stringify(answers) }
  if (logs.length > 0) {
    yield* checkAgain(task.chain, task.contract)
    return yield* noteRepair(task, { ...note, state: 'repaired' })
  }
  const isLone = endpoints.names.length === 1
  const isOver = isLone ? answers.length >= ALONE : endpoints.names.every(name => answers.includes(name))
  const due = isOver || !isLone ? 0 : clockTime() + waitAfter(tries)
  yield* noteRepair(task, { ...note, state: isOver ? 'confirmed' : 'open', due })
}

const waitAfter = (tries: number): number => Math.min(LONGEST, WAIT * 4 ** (tries - 1))
