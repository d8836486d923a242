/** Words of a contract's storage, held against the root of all state in a header (Yellow Paper 4.1; EIP-1186). */
import { verifyMerkleProof } from '@ethereumjs/mpt'
import { bytesToHex, fromRlp, type Hex, hexToBytes } from 'viem'
import { PortolanError } from '../../src/core/errors.ts'

/** The nodes from the root to the account, and from its own root to each word, in the order in which they were asked for. */
export type StateProof = { readonly account: readonly Hex[]; readonly storage: readonly (readonly Hex[])[] }

/** The root of a trie that holds nothing. */
const EMPTY_ROOT = '0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421'

/**
 * The words at the slots, proved; one that the trie does not hold is 0. Throws `rpc_inconsistent` where the proof is not
 * one of this root, or there is no such account.
 */
export const provenWords = async (
  stateRoot: string,
  address: string,
  slots: readonly Hex[],
  { account, storage }: StateProof,
): Promise<bigint[]> => {
  const found = await proven(stateRoot, address as Hex, account)
  const [, , storageRoot] = found === null ? [] : (fromRlp(found, 'hex') as Hex[])
  if (storageRoot === undefined) throw lie(`of ${address} shows no account`)
  return Promise.all(
    slots.map(async (slot, i) => {
      const word = storageRoot === EMPTY_ROOT ? null : await proven(storageRoot, slot, storage[i] ?? [])
      return word === null ? 0n : BigInt(fromRlp(word, 'hex') as Hex)
    }),
  )
}

/** What a trie holds under a key; null: it is proved to hold nothing there. */
const proven = async (root: string, key: Hex, nodes: readonly Hex[]): Promise<Hex | null> => {
  const options = { root: hexToBytes(root as Hex), useKeyHashing: true }
  const value = await verifyMerkleProof(
    hexToBytes(key),
    nodes.map(node => hexToBytes(node)),
    options,
  ).catch(() => {
    throw lie(`of ${key} does not lead to its root`)
  })
  return value && bytesToHex(value)
}

const lie = (what: string): PortolanError =>
  new PortolanError('rpc_inconsistent', `the proof ${what}`, { hint: 'try another endpoint' })
