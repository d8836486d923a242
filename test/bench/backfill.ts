/** Backfill: everything the indexer does with a log, against the least program that moves the same bytes. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { pad, toHex, zeroAddress } from 'viem'
import { openStore } from '../../src/store/open.ts'
import { run } from '../../src/store/statement.ts'
import { type Emitted, scriptedChain } from '../support/scripted.ts'
import { indexing, scriptedSpec } from '../support/world.ts'
import type { Measured } from './main.ts'

/** A chain of agents that are minted, registered, rated and transferred: `blocks` of them with 50 events each. */
const busyChain = (blocks: number) => {
  const chain = scriptedChain()
  chain.mine()
  let token = 0n
  const indexes = new Map<string, bigint>()
  for (let b = 0; b < blocks; b++) {
    const events: Emitted[] = []
    for (let i = 0; i < 10; i++) {
      const owner = pad(toHex(1_000 + (Number(token) % 997)), { size: 20 })
      const uri = `data:application/json;base64,${Buffer.from(`{"name":"agent ${token}","active":true}`).toString('base64')}`
      const rated = token === 0n ? 0n : (token * 7_919n) % token
      const client = pad(toHex(5_000 + (Number(token) % 499)), { size: 20 })
      const index = (indexes.get(`${rated} ${client}`) ?? 0n) + 1n
      indexes.set(`${rated} ${client}`, index)
      events.push(
        { by: 'TestIdentityRegistry', event: 'Transfer', args: { from: zeroAddress, to: owner, tokenId: token } },
        { by: 'TestIdentityRegistry', event: 'MetadataUpdate', args: { _tokenId: token } },
        { by: 'TestIdentityRegistry', event: 'Registered', args: { agentId: token, agentURI: uri, owner } },
        {
          by: 'TestIdentityRegistry',
          event: 'MetadataSet',
          args: { agentId: token, indexedMetadataKey: 'agentWallet', metadataKey: 'agentWallet', metadataValue: owner },
        },
        {
          by: 'TestReputationRegistry',
          event: 'NewFeedback',
          args: {
            agentId: rated,
            clientAddress: client,
            feedbackIndex: index,
            value: token % 101n,
            valueDecimals: 2,
            indexedTag1: 'starred',
            tag1: 'starred',
            tag2: 'speed',
            endpoint: 'https://a.example/mcp',
            feedbackURI: '',
            feedbackHash: pad('0x01', { size: 32 }),
          },
        },
      )
      token += 1n
    }
    chain.mine(events)
  }
  for (let i = 0; i < 10; i++) chain.mine()
  return chain
}

/** Events per second of the indexer and of the limit, over a chain of so many blocks. */
export const benchBackfill = async (blocks: number): Promise<Measured> => {
  const chain = busyChain(blocks)
  const logs = chain.blocks().flatMap(block => block.logs)
  const folder = mkdtempSync(join(tmpdir(), 'portolan-bench-'))
  const store = openStore(join(folder, 'bench.db'))

  const begin = performance.now()
  const indexer = indexing(store, chain.source, { spec: { ...scriptedSpec, maxRange: 200 } })
  await indexer.reach(chain.head())
  const seconds = (performance.now() - begin) / 1_000
  await indexer.stop()

  const tables = ['agent', 'feedback', 'log', 'document', 'block']
  const rows = new Map<string, Record<string, unknown>[]>()
  for (const table of tables) rows.set(table, await store.write(() => run(`select * from ${table}`)))
  await store.close()
  const limit = leastProgram(join(folder, 'limit.db'), JSON.stringify(logs), rows)
  rmSync(folder, { recursive: true, force: true })
  return { ours: logs.length / seconds, limit: logs.length / limit }
}

/** JSON.parse of the logs, and the final rows inserted in batches into tables with the same keys. Seconds. */
const leastProgram = (path: string, json: string, rows: ReadonlyMap<string, Record<string, unknown>[]>): number => {
  const db = new Database(path)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = NORMAL')
  const begin = performance.now()
  JSON.parse(json)
  for (const [table, all] of rows) {
    const columns = Object.keys(all[0] ?? {})
    const key = ['chain', 'id'].every(c => columns.includes(c))
      ? 'chain, id'
      : table === 'log'
        ? 'chain, block, log_index'
        : table === 'block'
          ? 'chain, number'
          : 'kind, id'
    db.exec(`create table ${table} (${columns.join(', ')}, primary key (${key}))`)
    const statement = db.prepare(`insert into ${table} values (${columns.map(() => '?').join(',')})`)
    const insert = db.transaction((batch: Record<string, unknown>[]) => {
      for (const row of batch) statement.run(...columns.map(column => row[column]))
    })
    for (let i = 0; i < all.length; i += 2_000) insert(all.slice(i, i + 2_000))
  }
  const seconds = (performance.now() - begin) / 1_000
  db.close()
  return seconds
}
