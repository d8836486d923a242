/** Exporting a table over the API, all but the network, against a bare scan that makes JSON of the same rows. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { requestContext } from '../../src/api/context.ts'
import { exportsOf } from '../../src/api/export.ts'
import { keeping } from '../../src/core/kept.ts'
import { position } from '../../src/core/origin.ts'
import { recent } from '../../src/core/recent.ts'
import { int128ToText } from '../../src/core/uint256.ts'
import { modules } from '../../src/modules/index.ts'
import { catalogueOf } from '../../src/store/catalogue.ts'
import { openStore } from '../../src/store/open.ts'
import { insert } from '../../src/store/statement.ts'
import { account, agentAt, minted } from '../support/facts.ts'
import { CHAIN, scriptedChain } from '../support/scripted.ts'
import { noSettings } from '../support/settings.ts'
import { indexing } from '../support/world.ts'
import type { Measured } from './main.ts'

/** Rows per second of ours and of the limit, over so many feedbacks. */
export const benchExport = async (count: number, runs: number): Promise<Measured[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-'))
  const path = join(folder, 'bench.db')
  const store = openStore(path)
  const chain = scriptedChain()
  chain.mine()
  chain.mine([minted(0n)])
  const indexer = indexing(store, chain.source)
  await indexer.reach(chain.head())
  await indexer.stop()
  const rows = Array.from({ length: count }, (_, i) => feedback(i))
  await store.write(() => insert('feedback', Object.keys(rows[0] ?? {}), rows.map(Object.values)))

  const opened = () => requestContext(store, noSettings, recent(1), keeping())
  const exports = exportsOf(store, catalogueOf(modules), opened)
  const raw = new Database(path, { readonly: true })
  const measured: Measured[] = []
  for (let run = 0; run < runs; run++) {
    const ours = await timed(async () => {
      let bytes = 0
      const { body } = await exports.table('feedback.ndjson', new URLSearchParams())
      for await (const piece of body) bytes += Buffer.byteLength(piece)
      return bytes
    })
    const limit = await timed(async () => {
      let bytes = 0
      for (const row of raw.prepare('select * from feedback').iterate())
        bytes += Buffer.byteLength(`${JSON.stringify(row)}\n`)
      return bytes
    })
    measured.push({ ours: count / ours, limit: count / limit })
  }
  raw.close()
  await store.close()
  rmSync(folder, { recursive: true })
  return measured
}

/** Seconds that a work takes; it says how many bytes it made. */
const timed = async (work: () => Promise<number>): Promise<number> => {
  const begin = performance.now()
  if ((await work()) === 0) throw new Error('nothing was exported')
  return (performance.now() - begin) / 1_000
}

const feedback = (i: number) => ({
  chain: CHAIN,
  id: `${CHAIN}:${account(4)}/${i % 997}/${account(1 + i)}/1`,
  registry: account(4),
  agent: agentAt(i % 997),
  client: account(1 + i),
  feedback_index: 1,
  value: int128ToText(BigInt(i % 101)),
  decimals: 2,
  tag1: 'starred',
  tag2: 'speed',
  endpoint: 'https://a.example/mcp',
  uri: '',
  hash: `0x${'01'.repeat(32)}`,
  given: position(1, i),
  bf: 1,
  li: i,
})
