/** A node with an ERC-1056 registry that speaks, and questions about fleets. */
import { ethrDid } from '../../src/core/did.ts'
import { type NodeOptions, startNode } from './node.ts'
import { didRegistry } from './registry.ts'
import { CHAIN, type Emitted } from './scripted.ts'

export const FLEET = `query ($filter: IdentityFilter, $orderBy: IdentityOrder, $first: Int, $after: String, $asOf: AsOf) {
  identities(filter: $filter, orderBy: $orderBy, first: $first, after: $after, asOf: $asOf) {
    edges { cursor node { did } }
    nodes { did }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    _meta { heads { number } }
  }
}`

export type FleetPage = {
  edges: { cursor: string; node: { did: string } }[]
  nodes: { did: string }[]
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null }
  _meta: { heads: { number: string }[] }
}

/** The address in a DID of the scripted chain. */
export const addressIn = (did: string): string => did.slice(did.lastIndexOf(':') + 1)

export const didOf = (identity: string): string => ethrDid(CHAIN, identity)

export const startFleets = async (serving: NodeOptions['serving'] = {}) => {
  const node = await startNode({ serving })
  const page = async (variables: object): Promise<FleetPage> =>
    (await node.ask<{ identities: FleetPage }>(FLEET, variables)).identities
  return {
    ...node,
    registry: didRegistry(node.chain.head),
    /** Mines a block with these events and waits until it is indexed. */
    said: async (...events: Emitted[]) => {
      const { header } = node.mine(...events)
      await node.settle()
      return header
    },
    page,
    /** The addresses of every identity that a filter matches, page by page. */
    fleet: async (filter: object, { orderBy = 'ID_ASC', first = 100, asOf = null as object | null } = {}) => {
      const found: string[] = []
      for (let after: string | null = null, more = true; more; ) {
        const { nodes, pageInfo }: FleetPage = await page({ filter, orderBy, first, after, asOf })
        found.push(...nodes.map(({ did }) => addressIn(did)))
        after = pageInfo.endCursor
        more = pageInfo.hasNextPage
      }
      return found
    },
  }
}
