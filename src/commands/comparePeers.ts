/** The two kinds of peers whose roots are compared: a node that is asked over HTTP, and a store of this machine. */
import { chains } from '../api/queries.ts'
import { PortolanError, placeOf } from '../core/errors.ts'
import { isObject } from '../core/json.ts'
import type { Reader } from '../core/snapshot.ts'
import { commitmentAt } from '../store/roots.ts'
import { ask, endpoint, unreadable } from '../write/offersNode.ts'
import type { Followed, Peer, Roots } from './compareRoots.ts'

const CHAINS = '{ status { chains { chain start head { number } } } }'
const ROOTS = `query ($chain: String!, $block: BigInt!) {
  commitment(chain: $chain, block: $block) { block blockHash l0 l1 l2 rules contracts }
}`

/** A node by its URL, or that of its GraphQL endpoint. Throws `bad_input`, `node_refused` or `node_unavailable`. */
export const nodePeer = (text: string): Peer => {
  const url = endpoint(text, 'url')
  return {
    name: placeOf(url),
    chains: async () => {
      const { status } = await ask({ url, query: CHAINS, variables: {} })
      const listed: unknown = isObject(status) ? status.chains : null
      if (!Array.isArray(listed)) throw unreadable(url)
      return listed.flatMap((chain: unknown) => followed(chain) ?? [])
    },
    roots: async (chain, block) => {
      const { commitment } = await ask({ url, query: ROOTS, variables: { chain, block: `${block}` } })
      const roots = rootsIn(commitment)
      if (!roots) throw unreadable(url)
      return roots
    },
  }
}

/** A chain that a node lists; null where it has no head yet. */
const followed = (listed: unknown): Followed | null => {
  if (!isObject(listed) || !isObject(listed.head) || typeof listed.chain !== 'string') return null
  const [start, head] = [Number(listed.start), Number(listed.head.number)]
  return Number.isSafeInteger(start) && Number.isSafeInteger(head) ? { chain: listed.chain, start, head } : null
}

const HASH = /^(0x)?[0-9a-f]{64}$/

const rootsIn = (answer: unknown): Roots | null => {
  if (!isObject(answer)) return null
  const { block, blockHash, l0, l1, l2, rules, contracts } = answer
  const hashes = [l0, l1, l2, rules, blockHash ?? l0]
  if (!hashes.every(hash => typeof hash === 'string' && HASH.test(hash)) || !Array.isArray(contracts)) return null
  const number = block === null ? null : Number(block)
  if (number !== null && !Number.isSafeInteger(number)) return null
  return { ...(answer as Omit<Roots, 'block'>), block: number, contracts: contracts.map(String) }
}

/** A store, as it stands at one moment. */
export const storePeer = (reader: Reader): Peer => ({
  name: 'this store',
  chains: async () =>
    (await chains(reader))
      .filter(({ head_hash }) => head_hash !== '')
      .map(({ chain, start_number, head_number }) => ({ chain, start: start_number, head: head_number })),
  roots: async (chain, height) => {
    const found = await commitmentAt(reader, chain, height)
    if (!found) {
      throw new PortolanError('not_found', `this store has no roots of ${chain}`, { hint: 'index or replay it first' })
    }
    return { ...found, block: found.block?.number ?? null, blockHash: found.block?.hash ?? null }
  },
})
