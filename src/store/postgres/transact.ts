/** Drives a program to its end inside one transaction, and learns what became of it where the connection is lost. */
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { Program, Record_ } from '../statement.ts'
import { isAway } from './errors.ts'
import { type Preparing, sent } from './statements.ts'

/** Advisory locks of ours, all of this class: the session that indexes, whoever writes, whoever appends a submission. */
const CLASS = 0x706f7274
export const LOCKS = { index: 1, write: 2, submit: 3 } as const
/** The arguments of an advisory lock function. */
export const lockOf = (lock: keyof typeof LOCKS): string => `${CLASS}, ${LOCKS[lock]}`

/** The channel on which commits are told. */
export const CHANNEL = 'portolan_commit'

/** The transaction was to be committed and the answer never came. */
export class Unanswered<Result> extends Error {
  readonly xid: string
  readonly result: Result
  constructor(xid: string, result: Result, cause: unknown) {
    super('the connection was lost before the commit was answered', { cause })
    this.xid = xid
    this.result = result
  }
}

/**
 * Runs a program in a transaction that nobody else's of the same lock overlaps. Tells of the commit where it wrote.
 * Throws `Unanswered` where it may or may not have been committed; after any other error it was not.
 */
export const transact = async <Result>(
  client: pg.ClientBase,
  { prepared }: Preparing,
  lock: keyof typeof LOCKS,
  program: Program<Result>,
): Promise<Result> => {
  let wrote = false
  let gated = false
  const run = async (sql: string, values: readonly (string | number | null)[]): Promise<Record_[]> => {
    if (!gated && /^\s*(drop|alter)\b/i.test(sql)) {
      gated = true
      await client.query(`lock table ${GATE} in access exclusive mode`)
    }
    wrote ||= !/^\s*select\b/i.test(sql)
    return (await client.query({ ...prepared(sql), values: sent(values) })).rows
  }
  let xid = ''
  let step: IteratorResult<{ sql: string; values: readonly (string | number | null)[] }, Result>
  try {
    await client.query(`begin; select pg_advisory_xact_lock(${lockOf(lock)})`)
    step = program.next([])
    while (!step.done) {
      const { sql, values } = step.value
      step = program.next(await run(sql, values))
    }
    if (wrote) {
      const { rows } = await client.query<{ xid: string }>(
        `select pg_notify('${CHANNEL}', ''), pg_current_xact_id()::text as xid`,
      )
      xid = rows[0]?.xid ?? ''
    }
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  }
  try {
    await client.query('commit')
  } catch (error) {
    throw wrote && isAway(error) ? new Unanswered(xid, step.value, error) : error
  }
  return step.value
}

/**
 * A table that every reader locks before it takes its snapshot, and whoever drops tables locks against all: a snapshot
 * older than a table would find it empty.
 */
export const GATE = 'rules'

const AGAIN_MS = 100

/** Whether a transaction was committed: asks until it is known. Throws what `connect` throws. */
export const wasCommitted = async (connect: () => Promise<pg.Client>, xid: string): Promise<boolean> => {
  const client = await connect()
  try {
    for (;;) {
      const { rows } = await client.query<{ status: string | null }>('select pg_xact_status($1::xid8) as status', [xid])
      const status = rows[0]?.status
      if (status === 'committed') return true
      // A server that lost its newest transactions in a crash has never heard of it.
      if (status !== 'in progress') return false
      await sleep(AGAIN_MS)
    }
  } finally {
    await client.end().catch(() => {})
  }
}
