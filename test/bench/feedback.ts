/** Feedback: everything the fold does with it, opinions and sums and history, against the bare insert of the same rows. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Act } from '../../src/core/change.ts'
import type { EventArgs } from '../../src/core/module.ts'
import type { Origin } from '../../src/core/origin.ts'
import { modules } from '../../src/modules/index.ts'
import { feedbackHandlers } from '../../src/modules/trust/apply.ts'
import type { reputationRegistry } from '../../src/modules/trust/events.ts'
import { fold } from '../../src/store/fold.ts'
import { layoutOf, migrate, remake } from '../../src/store/migrate.ts'
import { openStore } from '../../src/store/open.ts'
import { run } from '../../src/store/statement.ts'
import { account, IDENTITY } from '../support/facts.ts'
import { addressOf, CHAIN, GENESIS_TIME } from '../support/scripted.ts'
import type { Measured } from './main.ts'

const AGENTS = 1_000
const RATERS = 5_000
/** Events of one transaction, and of one block. */
const BATCH = 2_000
const BLOCK = 50

type Given = { readonly event: EventArgs<typeof reputationRegistry, 'NewFeedback'>; readonly at: Origin }

/** Feedback by reviewers who come back to the same agents, under the tags that are in use. */
const givenBy = (count: number): Given[] => {
  const indexes = new Map<string, bigint>()
  const tags = ['starred', 'starred', 'uptime', 'reachable', 'responseTime', 'miner-vouch']
  return Array.from({ length: count }, (_, i) => {
    const rater = (i * 7_919) % RATERS
    const agent = (rater * 31 + (i % 7) * 17) % AGENTS
    const index = (indexes.get(`${agent} ${rater}`) ?? 0n) + 1n
    indexes.set(`${agent} ${rater}`, index)
    const tag1 = tags[i % tags.length] ?? ''
    const block = 1 + Math.floor(i / BLOCK)
    return {
      event: {
        agentId: BigInt(agent),
        clientAddress: account(5_000 + rater),
        feedbackIndex: index,
        value: BigInt(i % 101),
        valueDecimals: 0,
        indexedTag1: '0x',
        tag1,
        tag2: '',
        endpoint: 'https://a.example/mcp',
        feedbackURI: '',
        feedbackHash: '0x',
      },
      at: {
        chain: CHAIN,
        contract: addressOf('TestReputationRegistry'),
        subject: IDENTITY,
        block,
        blockHash: '0x',
        time: GENESIS_TIME + 600 * block,
        tx: '0x',
        logIndex: i % BLOCK,
      },
    }
  })
}

/** Feedbacks per second of the fold, and of the insert. */
export const benchFeedback = async (count = 100_000): Promise<Measured> => {
  const given = givenBy(count)
  const folder = mkdtempSync(join(tmpdir(), 'portolan-bench-'))
  try {
    const store = openStore(join(folder, 'bench.db'))
    await migrate(store)
    await store.write(() => remake(modules, 'facts', ''))
    const { facts } = layoutOf(modules)
    const begin = performance.now()
    for (let i = 0; i < count; i += BATCH) {
      const acts = given.slice(i, i + BATCH).map(actOf)
      await store.write(() => fold(facts, CHAIN, acts))
    }
    const ours = (performance.now() - begin) / 1_000
    const rows = await store.write(() => run('select * from feedback order by given'))
    const [ddl] = await store.write(() => run<{ sql: string }>("select sql from sqlite_master where name = 'feedback'"))
    await store.close()
    if (rows.length !== count) throw new Error(`${rows.length} of ${count} feedbacks were kept`)
    return { ours: count / ours, limit: count / bareInsert(join(folder, 'limit.db'), ddl?.sql ?? '', rows) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const actOf = ({ event, at }: Given): Act => {
  const { reads, apply } = feedbackHandlers.NewFeedback
  return { at, reads: reads(event, at), watches: [], apply: rows => apply(event, at, rows as never) as never }
}

/** The rows, inserted into a table with the same key and no other index. Seconds. */
const bareInsert = (path: string, ddl: string, rows: readonly Record<string, unknown>[]): number => {
  const db = new Database(path)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = NORMAL')
  db.exec(ddl)
  const columns = Object.keys(rows[0] ?? {})
  const begin = performance.now()
  const statement = db.prepare(`insert into feedback values (${columns.map(() => '?').join(',')})`)
  const insert = db.transaction((batch: readonly Record<string, unknown>[]) => {
    for (const row of batch) statement.run(...columns.map(column => row[column]))
  })
  for (let i = 0; i < rows.length; i += BATCH) insert(rows.slice(i, i + BATCH))
  const seconds = (performance.now() - begin) / 1_000
  db.close()
  return seconds
}
