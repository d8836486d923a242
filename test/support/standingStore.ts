import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '../../src/store/open.ts'
import { minted } from './facts.ts'
import { scriptedChain } from './scripted.ts'
import { indexing } from './world.ts'

/** A store on the disk that other processes can open: agents 0 to `agents` - 1, one in each block. */
export const standingStore = async (agents = 1): Promise<{ readonly path: string; remove(): void }> => {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-'))
  const path = join(folder, 'test.db')
  const chain = scriptedChain()
  for (let agent = 0; agent < agents; agent++) chain.mine([minted(BigInt(agent))])
  const store = openStore(path)
  const indexer = indexing(store, chain.source)
  await indexer.reach(chain.head())
  await indexer.stop()
  await store.close()
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
