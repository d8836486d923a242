/** The receipts of a block, held against the root in its header: the logs in them are all that the block has. */
import { createMPT } from '@ethereumjs/mpt'
import { bytesToHex, type Hex, hexToBytes, toRlp } from 'viem'
import type { Header, Log } from '../../src/core/block.ts'
import { PortolanError } from '../../src/core/errors.ts'
import { bloomOf, EMPTY_BLOOM } from './bloom.ts'
import { quantity } from './header.ts'

/** A receipt as it is hashed, with what its logs need to be placed. All hex is lower-case. */
export type Receipt = {
  /** EIP-2718; 0 where it has none. */
  readonly type: number
  /** 1 or 0; before Byzantium (EIP-658) the state root after the transaction. */
  readonly outcome: 0 | 1 | string
  readonly cumulativeGas: bigint
  readonly logs: readonly Log[]
  /** Of a deposit (OP stack, type 0x7e). */
  readonly depositNonce?: bigint
  readonly depositVersion?: bigint
}

const DEPOSIT = 0x7e

/** The types of transaction whose receipts are encoded as below (EIP-2930, 1559, 4844, 7702; OP stack deposits). */
const TYPES: ReadonlySet<number> = new Set([0, 1, 2, 3, 4, DEPOSIT])

/**
 * All the logs of a block, in order. Throws `rpc_inconsistent` where the receipts are not those of the header, whose own
 * hash is for `hashes.ts`, and `rpc_unproved` where we do not know how they are encoded.
 */
export const provenLogs = async (header: Header, receipts: readonly Receipt[]): Promise<Log[]> => {
  const lie = (what: string) =>
    new PortolanError('rpc_inconsistent', `the receipts of block ${header.number} ${what}`, {
      hint: 'the endpoint may be behind or mixed; it will be asked again',
    })
  const strange = receipts.find(({ type }) => !TYPES.has(type))
  if (strange || header.receiptsRoot === undefined) {
    const why = strange ? `has a receipt of type ${strange.type}` : 'does not name the root of its receipts'
    throw new PortolanError('rpc_unproved', `block ${header.number} ${why}`, { hint: 'use the mode cross or fast' })
  }
  if ((await receiptsRoot(receipts)) !== header.receiptsRoot) throw lie('do not have the root in its header')
  const logs = receipts.flatMap(receipt => receipt.logs)
  if (header.bloom !== null && bloomOf(logs) !== header.bloom) throw lie('do not have the bloom in its header')
  // Where a log stands is not hashed: it follows from the order.
  for (const [i, log] of logs.entries()) {
    if (log.blockHash !== header.hash || log.block !== header.number) throw lie('have a log of another block')
    if (log.logIndex !== i) throw lie('have logs out of order')
  }
  for (const [i, receipt] of receipts.entries()) {
    if (receipt.logs.some(({ txIndex }) => txIndex !== i)) throw lie('have a log of another transaction')
  }
  return logs
}

/** The root of the trie of receipts, each under its RLP-encoded index (Yellow Paper 4.3.2). */
export const receiptsRoot = async (receipts: readonly Receipt[]): Promise<Hex> => {
  const trie = await createMPT()
  for (const [i, receipt] of receipts.entries()) {
    await trie.put(hexToBytes(toRlp(quantity(BigInt(i)))), hexToBytes(encoded(receipt)))
  }
  return bytesToHex(trie.root())
}

/** A receipt as it is hashed: EIP-2718 section "Receipts"; of deposits, the OP stack's section of that name. */
const encoded = ({ type, outcome, cumulativeGas, logs, depositNonce, depositVersion }: Receipt): Hex => {
  const bloom = logs.length === 0 ? EMPTY_BLOOM : bloomOf(logs)
  const fields = [
    typeof outcome === 'string' ? (outcome as Hex) : quantity(BigInt(outcome)),
    quantity(cumulativeGas),
    `0x${bloom}` as Hex,
    logs.map(({ address, topics, data }) => [address as Hex, topics as Hex[], data as Hex]),
    // The nonce is hashed only since there is a version to say so (Canyon).
    ...(depositVersion === undefined ? [] : [quantity(depositNonce ?? 0n), quantity(depositVersion)]),
  ]
  const rlp = toRlp(fields as never)
  return type === 0 ? rlp : `0x${type.toString(16).padStart(2, '0')}${rlp.slice(2)}`
}
