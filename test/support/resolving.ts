/** What a registry said of identities, written into a store without an indexer, and what it then resolves to. */
import type { Store } from '../../src/store/open.ts'
import { asking } from './asking.ts'
import { ALICE } from './facts.ts'
import { didRegistry } from './registry.ts'
import { addressOf, CHAIN, type Emitted, scriptedChain } from './scripted.ts'
import { temporaryStore } from './world.ts'
import { type Unwritten, withTables, writtenChain } from './written.ts'

export const did = `did:ethr:0x7a69:${ALICE}`
const registry = addressOf('EthereumDIDRegistry')
export const contract = { kind: 'didRegistry', address: registry, subject: registry }

const RESOLVE = `query ($did: ID!, $profile: DidProfile, $versionId: String) {
  resolve(did: $did, profile: $profile, versionId: $versionId) { didDocument didDocumentMetadata didResolutionMetadata }
}`
export type Method = {
  readonly id: string
  readonly type: string
  readonly publicKeyJwk?: { readonly x: string }
  readonly publicKeyMultibase?: string
}
export type Resolved = {
  readonly didDocument: {
    readonly verificationMethod: Method[]
    readonly assertionMethod: string[]
    readonly authentication: string[]
    readonly keyAgreement?: string[]
  } | null
  readonly didDocumentMetadata: Record<string, unknown>
}

/** The blocks of a chain on which a registry said this, one list of events a block, a second apart or as said. */
export const blocksOf = (
  said: (say: ReturnType<typeof didRegistry>, time: number) => readonly (readonly Emitted[])[],
): Unwritten[] => {
  const chain = scriptedChain()
  const { header: genesis } = chain.mine()
  const blocks = said(didRegistry(chain.head), genesis.time)
  return [...chain.blocks(), ...blocks.map(events => chain.mine(events, 1))].map(
    ({ header: { number, time }, logs }) => ({ number, time, logs }),
  )
}

export const told = async <R>(
  blocks: readonly Unwritten[],
  story: (of: ReturnType<typeof questions>) => Promise<R>,
): Promise<R> => {
  const store = temporaryStore()
  try {
    await withTables(store)
    const { write } = await writtenChain(store, CHAIN, contract)
    await write(blocks)
    return await story(questions(store))
  } finally {
    await store.close()
  }
}
export const questions = (store: Store) => {
  const { ask } = asking(store)
  const resolve = async (profile: 'STRICT' | 'ETHR', versionId?: number, of = did): Promise<Resolved> => {
    const variables = { did: of, profile, versionId: versionId === undefined ? null : `${versionId}` }
    return (await ask<{ resolve: Resolved }>(RESOLVE, variables)).resolve
  }
  return {
    store,
    ask,
    resolve,
    ids: async (...of: Parameters<typeof resolve>): Promise<string> =>
      ((await resolve(...of)).didDocument?.assertionMethod ?? []).map(id => id.split('#')[1]).join(' '),
    maySign: async (kid: string): Promise<boolean> =>
      (await ask<{ maySign: boolean }>('query ($kid: ID!) { maySign(kid: $kid) }', { kid })).maySign,
  }
}
