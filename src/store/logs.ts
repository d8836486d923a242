/** The raw logs we keep: enough to fold every table anew without an RPC. */
import type { Log } from '../core/block.ts'
import type { Reader } from '../core/snapshot.ts'
import { type Program, run } from './statement.ts'

/** A stored log with the time of its block. */
export type TimedLog = Log & { readonly time: number }

type LogRow = {
  block: number
  log_index: number
  tx: string
  tx_index: number
  address: string
  topics: string
  data: string
  hash: string
  time: number
}

/** The logs of a chain above a block, in order, whole blocks only, about `limit` of them; none: there are no more. */
export function* logsAbove(chain: string, block: number, limit: number): Program<TimedLog[]> {
  const rows = yield* run<LogRow>(
    `select l.block, l.log_index, l.tx, l.tx_index, l.address, l.topics, l.data, b.hash, b.time
       from log l join block b on b.chain = l.chain and b.number = l.block
      where l.chain = ? and l.block > ? order by l.block, l.log_index limit ?`,
    [chain, block, limit],
  )
  const last = rows.at(-1)
  if (!last || rows.length < limit) return rows.map(timedLog)
  // The page may have cut its last block in two. A single block larger than the page asks for a larger page.
  const whole = rows.filter(row => row.block < last.block)
  return whole.length > 0 ? whole.map(timedLog) : yield* logsAbove(chain, block, limit * 2)
}

/** The logs of a chain in the blocks of [from, to], in order. */
export function* logsBetween(chain: string, from: number, to: number): Program<TimedLog[]> {
  const rows = yield* run<LogRow>(
    `select l.block, l.log_index, l.tx, l.tx_index, l.address, l.topics, l.data, b.hash, b.time
       from log l join block b on b.chain = l.chain and b.number = l.block
      where l.chain = ? and l.block between ? and ? order by l.block, l.log_index`,
    [chain, from, to],
  )
  return rows.map(timedLog)
}

/**
 * The logs of a contract above one block and up to another, in order, as far as the first `limit` logs of all contracts
 * there reach, whole blocks only; and how far that is.
 */
export const logsBehind = async (
  reader: Reader,
  chain: string,
  address: string,
  { after, to }: { readonly after: number; readonly to: number },
  limit: number,
): Promise<{ readonly logs: readonly Log[]; readonly upTo: number }> => {
  const places = 'from log where chain = ? and block > ? and block <= ? order by block, log_index limit 1 offset ?'
  const [beyond] = await reader.all<{ block: number }>({
    sql: `select block ${places}`,
    values: [chain, after, to, limit],
  })
  const upTo = beyond?.block ?? to
  const rows = await reader.all<LogRow>({
    sql: `select l.*, b.hash, b.time from log l join block b on b.chain = l.chain and b.number = l.block
           where l.chain = ? and l.block > ? and l.block <= ? and l.address = ? order by l.block, l.log_index`,
    values: [chain, after, upTo, address],
  })
  return { logs: rows.map(timedLog), upTo }
}

/** How many logs a chain has up to a block. */
export function* countLogs(chain: string, block: number): Program<number> {
  const [row] = yield* run<{ n: number }>('select count(*) as n from log where chain = ? and block <= ?', [
    chain,
    block,
  ])
  return row?.n ?? 0
}

const timedLog = (row: LogRow): TimedLog => ({
  block: row.block,
  blockHash: row.hash,
  logIndex: row.log_index,
  tx: row.tx,
  txIndex: row.tx_index,
  address: row.address,
  topics: row.topics.split(' '),
  data: row.data,
  time: row.time,
})
