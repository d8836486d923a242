/** Answers of a JSON-RPC, parsed: what is not as its method gives it is refused whole. */
import type { Hex } from 'viem'
import type { Header, Log } from '../src/core/block.ts'
import { PortolanError } from '../src/core/errors.ts'
import { hashOf, type RawBlock } from './proof/header.ts'
import type { Receipt } from './proof/receipts.ts'
import type { StateProof } from './proof/state.ts'

type RpcReceipt = {
  type?: unknown
  status?: unknown
  root?: unknown
  cumulativeGasUsed: unknown
  logs: unknown
  depositNonce?: unknown
  depositReceiptVersion?: unknown
}
type RpcLog = {
  blockNumber: unknown
  blockHash: unknown
  logIndex: unknown
  transactionHash: unknown
  transactionIndex: unknown
  address: unknown
  topics: unknown
  data: unknown
  removed?: unknown
}

/** The error of an answer that is not what its method gives. */
export const malformed = (what: string): PortolanError =>
  new PortolanError('rpc_inconsistent', `the RPC sent ${what}`, { hint: 'try another endpoint' })

const isAbsent = (value: unknown): boolean => value === undefined || value === null

/** A quantity of at most 32 bytes. */
export const bigint = (value: unknown, what: string): bigint => {
  if (typeof value === 'string' && /^0x[0-9a-f]{1,64}$/i.test(value)) return BigInt(value)
  throw malformed(`a ${what} that is no number`)
}

const number = (value: unknown, what: string): number => {
  const n = Number(bigint(value, what))
  if (!Number.isSafeInteger(n)) throw malformed(`a ${what} that is no number`)
  return n
}

const hex = (value: unknown, digits: number | null, what: string): string => {
  const sound = typeof value === 'string' && /^0x(?:[0-9a-f]{2})*$/i.test(value)
  if (!sound || (digits !== null && value.length !== digits + 2)) throw malformed(`a ${what} that is not hex`)
  return value.toLowerCase()
}

/** A header as we keep it, and the hash that its fields have. */
export const header = (block: RawBlock): Header => {
  const recomputed = hashOf(block)
  return {
    number: number(block.number, 'block number'),
    hash: hex(block.hash, 64, 'block hash'),
    parent: hex(block.parentHash, 64, 'parent hash'),
    time: number(block.timestamp, 'timestamp'),
    baseFee: isAbsent(block.baseFeePerGas) ? null : bigint(block.baseFeePerGas, 'base fee'),
    bloom: isAbsent(block.logsBloom) ? null : hex(block.logsBloom, 512, 'bloom').slice(2),
    ...(isAbsent(block.receiptsRoot) ? {} : { receiptsRoot: hex(block.receiptsRoot, 64, 'receipts root') }),
    ...(isAbsent(block.stateRoot) ? {} : { stateRoot: hex(block.stateRoot, 64, 'state root') }),
    ...(recomputed === null ? {} : { recomputed }),
  }
}

/** A log. */
export const log = (raw: RpcLog | null): Log => {
  if (typeof raw !== 'object' || raw === null) throw malformed('a log that is none')
  if (raw.removed === true) throw malformed('a removed log')
  if (!Array.isArray(raw.topics) || raw.topics.length > 4) throw malformed('a log with unsound topics')
  return {
    block: number(raw.blockNumber, 'block number'),
    blockHash: hex(raw.blockHash, 64, 'block hash'),
    logIndex: number(raw.logIndex, 'log index'),
    tx: hex(raw.transactionHash, 64, 'transaction hash'),
    txIndex: number(raw.transactionIndex, 'transaction index'),
    address: hex(raw.address, 40, 'address'),
    topics: raw.topics.map(topic => hex(topic, 64, 'topic')),
    data: hex(raw.data, null, 'data'),
  }
}

/** A receipt with its logs. */
export const receipt = (raw: RpcReceipt | null): Receipt => {
  if (typeof raw !== 'object' || raw === null) throw malformed('a receipt that is none')
  if (!Array.isArray(raw.logs)) throw malformed('a receipt without logs')
  return {
    type: isAbsent(raw.type) ? 0 : number(raw.type, 'receipt type'),
    outcome: isAbsent(raw.status) ? hex(raw.root, 64, 'state root') : number(raw.status, 'status') === 0 ? 0 : 1,
    cumulativeGas: bigint(raw.cumulativeGasUsed, 'cumulative gas'),
    logs: raw.logs.map(log),
    ...(isAbsent(raw.depositNonce) ? {} : { depositNonce: bigint(raw.depositNonce, 'deposit nonce') }),
    ...(isAbsent(raw.depositReceiptVersion)
      ? {}
      : { depositVersion: bigint(raw.depositReceiptVersion, 'deposit version') }),
  }
}

/** What a call returned. */
export const returned = (value: unknown): Hex => hex(value, null, 'result') as Hex

/** Nodes of one path: an account lies at most 64 deep, and a node has at most 17 words. */
const [DEEPEST, LARGEST] = [65, 2 * 600]

/** The nodes on the way to an account, and to words of its storage (EIP-1186). */
export const stateProof = (raw: unknown, slots: readonly string[]): StateProof => {
  const { accountProof, storageProof } = Object(raw) as { accountProof: unknown; storageProof: unknown }
  if (!Array.isArray(storageProof) || storageProof.length !== slots.length) throw malformed('a proof of other slots')
  const storage = storageProof.map((item, i) => {
    const { key, proof } = Object(item) as { key: unknown; proof: unknown }
    if (bigint(key, 'slot') !== BigInt(slots[i] ?? -1)) throw malformed('a proof of another slot')
    return nodes(proof)
  })
  return { account: nodes(accountProof), storage }
}

const nodes = (value: unknown): Hex[] => {
  if (!Array.isArray(value) || value.length > DEEPEST) throw malformed('a proof that is no list')
  return value.map(node => {
    const bytes = hex(node, null, 'node of a proof') as Hex
    if (bytes.length > 2 + LARGEST) throw malformed('a node of a proof that is too long')
    return bytes
  })
}
