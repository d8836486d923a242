/** Resolving identities of more and fewer changes: against one indexed read, and against a walk over RPC. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Address } from 'viem'
import { requestContext } from '../../src/api/context.ts'
import { keeping } from '../../src/core/kept.ts'
import { recent } from '../../src/core/recent.ts'
import { maySign } from '../../src/modules/resolution/maySign.ts'
import { resolve } from '../../src/modules/resolution/resolve.ts'
import { openStore } from '../../src/store/open.ts'
import { noSettings } from '../support/settings.ts'
import { walkedChain } from '../support/walked.ts'
import { indexing, scriptedSpec } from '../support/world.ts'
import type { Measured } from './main.ts'
import { perSecond } from './perSecond.ts'

const CHANGES = [1, 10, 100, 1_000] as const
const READS = 2_000

/** What was measured of an identity with so many changes, per second. */
export type Resolved = {
  readonly changes: number
  /** The newest document, asked for before, against one read of its row. */
  readonly warm: Measured
  /** The newest document, made anew, against the walk. */
  readonly walk: Measured
  /** Whether its last key may sign, against one read of its row. */
  readonly sign: Measured
}

/** Lets identities change, each change in a block of its own, and resolves them. */
export const benchDids = async (runs: number): Promise<Resolved[][]> => {
  const chain = await walkedChain()
  const folder = mkdtempSync(join(tmpdir(), 'portolan-'))
  try {
    const identities = CHANGES.map((changes, i) => ({ changes, address: chain.people[i] as Address }))
    for (const { changes, address } of identities) {
      for (let i = 0; i < changes; i += 1) await chain.said(chain.delegate(address, 'veriKey', key(i)))
    }
    const path = join(folder, 'bench.db')
    const store = openStore(path)
    const head = await chain.head()
    const indexer = indexing(store, chain.source, { spec: { ...scriptedSpec, contracts: [chain.contract] } })
    await indexer.reach(head)
    const raw = new Database(path, { readonly: true })
    try {
      const measured: Resolved[][] = []
      for (let run = 0; run < runs; run += 1) {
        const found: Resolved[] = []
        for (const { changes, address } of identities) {
          const did = `did:ethr:0x7a69:${address.toLowerCase()}`
          const limit = await perSecond(READS, limitOf(raw, did))
          const context = requestContext(store, noSettings, recent<unknown>(100), keeping())
          const snapshot = await context.at(null)
          const warm = await perSecond(READS, () => resolve(snapshot, noSettings, did))
          const sign = await perSecond(READS, () => maySign(snapshot, noSettings, `${did}#delegate-${changes}`))
          const made = await perSecond(Math.max(3, 300 / changes), async () => {
            const fresh = requestContext(store, noSettings, recent<unknown>(1), keeping())
            await resolve(await fresh.at(null), noSettings, did)
            fresh.release()
          })
          context.release()
          const walked = await perSecond(changes > 100 ? 1 : 3, () => chain.walking.resolve(`did:ethr:dev:${address}`))
          found.push({
            changes,
            warm: { ours: warm, limit },
            walk: { ours: made, limit: walked },
            sign: { ours: sign, limit },
          })
        }
        measured.push(found)
      }
      return measured
    } finally {
      raw.close()
      await indexer.stop()
      await store.close()
    }
  } finally {
    await chain.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

const key = (i: number): Address => `0x${(i + 1).toString(16).padStart(40, '0')}`

/** One row by its key: the least that an indexed answer reads. */
const limitOf = (raw: Database.Database, did: string) => {
  const statement = raw.prepare('select * from did where chain = ? and id = ?')
  return async () => {
    if (statement.get('eip155:31337', did) === undefined) throw new Error(`${did} is not indexed`)
  }
}
