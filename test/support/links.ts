/** What links agents and DIDs on a scripted chain, and links as both sides show them. */
import assert from 'node:assert/strict'
import { type Hex, stringToHex, zeroAddress } from 'viem'
import { namedDid } from '../../src/core/namedDid.ts'
import { metadataSet, transferred } from './facts.ts'
import type { Emitted } from './scripted.ts'

export const FOR_EVER = (1n << 256n) - 1n

const erc1056 = (event: string, identity: Hex, args: Record<string, unknown>): Emitted => ({
  by: 'EthereumDIDRegistry',
  event,
  args: { identity, previousChange: 0n, ...args },
})

/** The agent names a DID in its metadata. */
export const namesDid = (agent: bigint, did: string): Emitted => metadataSet(agent, 'did', stringToHex(did))
/** The identity names an agent, until a time. */
export const namesAgent = (identity: Hex, agent: string, validTo = FOR_EVER): Emitted =>
  erc1056('DIDAttributeChanged', identity, {
    name: stringToHex('did/svc/ERC8004', { size: 32 }),
    value: stringToHex(agent),
    validTo,
  })
export const revokesAgent = (identity: Hex, agent: string): Emitted => namesAgent(identity, agent, 0n)
export const ownerChanged = (identity: Hex, owner: Hex): Emitted => erc1056('DIDOwnerChanged', identity, { owner })
export const deactivated = (identity: Hex): Emitted => ownerChanged(identity, zeroAddress)
export const burnt = (agent: bigint, owner: Hex): Emitted => transferred(agent, owner, zeroAddress)
/** A registration file inside its URI that names these DIDs. */
export const fileNaming = (...dids: string[]): string => {
  const services = dids.map(endpoint => ({ name: 'DID', endpoint }))
  return `data:application/json,${encodeURIComponent(JSON.stringify({ services }))}`
}

type Ask = <R>(query: string, variables: object) => Promise<R>
type Shown = {
  agentId: string
  did: string
  state: string
  claims: { by: string; carrier: string; standing: string }[]
}

const FIELDS = 'links { agentId did state claims { by carrier standing } }'
const OF_AGENT = `query ($id: ID!, $asOf: AsOf) { agent(id: $id, asOf: $asOf) { ${FIELDS} } }`
const OF_DID = `query ($did: ID!, $asOf: AsOf) { identity(did: $did, asOf: $asOf) { ${FIELDS} } }`

/** A link in a line: its state, then what the agent says and what the DID says. */
const line = ({ state, claims }: Shown): string => {
  const said = (side: string) =>
    claims
      .filter(({ by }) => by === side)
      .map(({ carrier, standing }) => `${carrier} ${standing}`)
      .join(', ')
  return `${state}: ${said('AGENT') || '-'} | ${said('DID') || '-'}`
}

/** The links that a node shows, in lines. */
export const linksShown = (ask: Ask) => {
  const ofAgent = async (id: string, asOf: object | null = null): Promise<Shown[]> => {
    const { agent } = await ask<{ agent: { links: Shown[] } | null }>(OF_AGENT, { id, asOf })
    return agent?.links ?? []
  }
  const ofDid = async (did: string, asOf: object | null = null): Promise<Shown[]> => {
    const { identity } = await ask<{ identity: { links: Shown[] } }>(OF_DID, { did, asOf })
    return identity.links
  }
  const lines = (links: readonly Shown[], other: 'did' | 'agentId') => links.map(link => `${link[other]} ${line(link)}`)
  return {
    /** Each link of an agent, with its DID. */
    agentLinks: async (id: string, asOf: object | null = null) => lines(await ofAgent(id, asOf), 'did'),
    /** Each link of a DID, with its agent. */
    didLinks: async (did: string, asOf: object | null = null) => lines(await ofDid(did, asOf), 'agentId'),
    /** The link of a pair, which both sides show alike; null: neither does. */
    between: async (agent: string, did: string, asOf: object | null = null): Promise<string | null> => {
      const seen = [
        (await ofAgent(agent, asOf)).find(link => link.did === namedDid(did)),
        (await ofDid(did, asOf)).find(({ agentId }) => agentId === agent),
      ].map(link => link && line(link))
      assert.equal(seen[1], seen[0], 'the two sides show different links')
      return seen[0] ?? null
    },
  }
}
