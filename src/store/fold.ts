/**
 * Folds events into versioned rows: load the rows that they touch, apply every change in memory, write what became of
 * them many rows a statement. The state after a block replaces the state before it; inside a block the last change wins.
 */
import type { Act, Change, Row, Rows, Value } from '../core/change.ts'
import { messageOf, PortolanError } from '../core/errors.ts'
import type { Origin } from '../core/origin.ts'
import { position } from '../core/origin.ts'
import { forEachIn, insert, type Program, type Record_ } from './statement.ts'

/**
 * A fact table as the store knows it: its columns, `chain`, `id`, `bf` and `li` included. It is `stored` under another name
 * than the modules call it by while it is folded anew beside the live one.
 */
export type FactTable = { readonly name: string; readonly stored: string; readonly columns: readonly string[] }

/** A row that began or ended to hold a value, for whoever follows the tables (documents to fetch). */
export type Written = { readonly table: string; readonly row: Record_ }

type Slot = {
  readonly table: FactTable
  readonly id: string
  /** The row of the database, or undefined where there is none. */
  stored: Record_ | undefined
  row: Record_ | undefined
  /** Versions that ended in this batch. */
  readonly ended: Record_[]
  /** Null once the stored row is known. */
  waiting: (() => void)[] | null
}

/** Applies the acts of one chain, in order, and writes the outcome. Gives the rows that were written. */
export function* fold(tables: ReadonlyMap<string, FactTable>, chain: string, acts: readonly Act[]): Program<Written[]> {
  const slots = new Map<string, Slot>()
  const slotOf = (name: string, id: string): Slot => {
    const address = `${name} ${id}`
    let slot = slots.get(address)
    if (!slot) {
      const table = tables.get(name)
      if (!table) throw new Error(`no fact table is named ${name}`)
      slot = { table, id, stored: undefined, row: undefined, ended: [], waiting: [] }
      slots.set(address, slot)
    }
    return slot
  }

  for (const act of acts) for (const [table, id] of act.reads) slotOf(table, id)
  yield* load(chain, [...slots.values()])

  const rows = {
    get: (table: string, id: string) => {
      const slot = slotOf(table, id)
      if (slot.waiting) throw new Unloaded(slot)
      return slot.row
    },
  } as Rows<never>
  for (const { at, watches, apply } of acts) {
    for (const address of watches) {
      const slot = slotOf('watched', address)
      const effect = () => watch(slot, at)
      if (slot.waiting) slot.waiting.push(effect)
      else effect()
    }
    for (const change of yield* applied(chain, at, () => apply(rows))) {
      const slot = 'gap' in change ? slotOf('gap', gapId(change.gap, at)) : slotOf(tableOf(change), idOf(change))
      const effect = () => applyChange(slot, slotOf, change, at)
      if (slot.waiting) slot.waiting.push(effect)
      else effect()
    }
  }
  yield* load(
    chain,
    [...slots.values()].filter(slot => slot.waiting !== null),
  )
  return yield* write(chain, [...slots.values()])
}

/** Said by a handler that asks for a row that it could not declare, because which one depends on another row. */
class Unloaded extends Error {
  readonly slot: Slot
  constructor(slot: Slot) {
    super(`${slot.table.name} ${slot.id} is not loaded`)
    this.slot = slot
  }
}

/** A handler failed on an event: all before it in its batch may still be folded. */
export class Unfoldable extends PortolanError {
  readonly at: Origin
  constructor(at: Origin, cause: unknown) {
    const what = `the log ${at.logIndex} of block ${at.block} of ${at.chain} fits no rule: ${messageOf(cause)}`
    super('unfoldable', what.slice(0, 500), { hint: 'a fault of this program: report it with the log', cause })
    this.at = at
  }
}

/** What a handler says, once every row is here that it asks for: it is pure, so it may begin again. */
function* applied<R>(chain: string, at: Origin, apply: () => R): Program<R> {
  for (;;) {
    try {
      return apply()
    } catch (error) {
      if (!(error instanceof Unloaded)) throw new Unfoldable(at, error)
      yield* load(chain, [error.slot])
    }
  }
}

/** The first event that names an address is the one that counts. */
const watch = (slot: Slot, at: Origin): void => {
  if (!slot.row) set(slot, { since: position(at.block, at.logIndex) }, at)
}

const gapId = (kind: string, at: Origin) => `${kind}/${position(at.block, at.logIndex)}`
type Put = Exclude<Change<Record<string, Row>>, { gap: string }>
const tableOf = (change: Put): string => ('put' in change ? change.put : 'patch' in change ? change.patch : change.drop)
const idOf = (change: Put): string => ('put' in change ? change.row.id : change.id)

/** Reads the stored rows of the slots and then applies what waited for them, in the order it came. */
function* load(chain: string, slots: readonly Slot[]): Program<void> {
  for (const [table, group] of Map.groupBy(slots, slot => slot.table)) {
    const byId = new Map(group.map(slot => [slot.id, slot]))
    const found = yield* forEachIn(
      [...byId.keys()],
      [chain],
      list => `select * from ${table.stored} where chain = ? and id in (${list})`,
    )
    for (const row of found) {
      const slot = byId.get(row.id as string)
      if (slot) slot.stored = slot.row = row
    }
  }
  // A patch of an absent row opens a gap row, whose own slot may still wait: it is in a later group, or is new.
  for (const slot of slots) {
    const waiting = slot.waiting ?? []
    slot.waiting = null
    for (const effect of waiting) effect()
  }
}

const applyChange = (
  slot: Slot,
  slotOf: (table: string, id: string) => Slot,
  change: Change<Record<string, Row>>,
  at: Origin,
): void => {
  if ('gap' in change) set(slot, { kind: change.gap, subject: change.subject, detail: change.detail }, at)
  else if ('put' in change) set(slot, change.row, at)
  else if ('drop' in change) set(slot, undefined, at)
  else if (slot.row) set(slot, { ...slot.row, ...(change.set as Row) }, at)
  else {
    const gap = slotOf('gap', gapId('absent', at))
    gap.waiting = null
    const detail = `a change of ${Object.keys(change.set).join(', ')} to a row that is not here`
    set(gap, { kind: 'absent', subject: `${change.patch} ${change.id}`, detail }, at)
  }
}

const set = (slot: Slot, values: Record<string, Value | undefined> | undefined, at: Origin): void => {
  const before = slot.row
  const after = values && completed(slot, values, at)
  if (before === undefined && after === undefined) return
  if (before && after && sameFact(slot.table, before, after)) return
  if (before && (before.bf as number) < at.block) slot.ended.push({ ...before, bt: at.block })
  slot.row = after
}

const completed = (slot: Slot, values: Record<string, Value | undefined>, at: Origin): Record_ => {
  const row: Record_ = {}
  for (const column of slot.table.columns) row[column] = values[column] ?? null
  row.chain = at.chain
  row.id = slot.id
  row.bf = at.block
  row.li = at.logIndex
  return row
}

const sameFact = (table: FactTable, a: Record_, b: Record_): boolean =>
  table.columns.every(column => column === 'bf' || column === 'li' || a[column] === b[column])

function* write(chain: string, slots: readonly Slot[]): Program<Written[]> {
  const written: Written[] = []
  for (const [table, group] of Map.groupBy(slots, slot => slot.table)) {
    const { name, stored: into, columns } = table
    const ended = group.flatMap(slot => slot.ended)
    const twin = [...columns, 'bt']
    yield* insert(
      `${into}_h`,
      twin,
      ended.map(row => twin.map(column => row[column] ?? null)),
    )

    const puts = group.flatMap(({ row, stored }) => (row && row !== stored ? [row] : []))
    const values = puts.map(row => columns.map(column => row[column] ?? null))
    const updates = columns.filter(column => column !== 'chain' && column !== 'id')
    yield* insert(
      into,
      columns,
      values,
      `on conflict (chain, id) do update set ${updates.map(c => `${c} = excluded.${c}`).join(', ')}`,
    )
    // What came and went within the batch was said all the same.
    for (const row of [...ended, ...puts]) written.push({ table: name, row })

    const drops = group.filter(({ row, stored }) => !row && stored).map(slot => slot.id)
    yield* forEachIn(drops, [chain], list => `delete from ${into} where chain = ? and id in (${list})`)
  }
  return written
}
