/** The hash of a block, recomputed from the fields of its header. */
import { type Hex, keccak256, numberToHex, toRlp } from 'viem'

/** A block as `eth_getBlockBy...` spells it: nothing of it has been checked. */
export type RawBlock = Readonly<Record<string, unknown>>

type Shape = 'quantity' | 'bytes' | number

/** The header in the order in which it is hashed (Yellow Paper 4.3.3); a number is a length in bytes. */
const FIELDS: readonly (readonly [name: string, shape: Shape])[] = [
  ['parentHash', 32],
  ['sha3Uncles', 32],
  ['miner', 20],
  ['stateRoot', 32],
  ['transactionsRoot', 32],
  ['receiptsRoot', 32],
  ['logsBloom', 256],
  ['difficulty', 'quantity'],
  ['number', 'quantity'],
  ['gasLimit', 'quantity'],
  ['gasUsed', 'quantity'],
  ['timestamp', 'quantity'],
  ['extraData', 'bytes'],
  ['mixHash', 32],
  ['nonce', 8],
]

/** What forks have added at its end, each only where all before it are (EIP-1559, 4895, 4844, 4844, 4788, 7685). */
const ADDED: readonly (readonly [name: string, shape: Shape])[] = [
  ['baseFeePerGas', 'quantity'],
  ['withdrawalsRoot', 32],
  ['blobGasUsed', 'quantity'],
  ['excessBlobGas', 'quantity'],
  ['parentBeaconBlockRoot', 32],
  ['requestsHash', 32],
]

/** What stands in the answer beside the header. */
const BESIDE = ['hash', 'size', 'totalDifficulty', 'transactions', 'uncles', 'withdrawals', 'author']

const KNOWN = new Set([...FIELDS, ...ADDED].map(([name]) => name).concat(BESIDE))

/**
 * The hash that a block must have by its own fields; null where that cannot be said: a field is missing or malformed, or
 * there is one that we do not know, which may be part of what is hashed.
 */
export const hashOf = (block: RawBlock): Hex | null => {
  const said = Object.keys(block).filter(name => block[name] !== undefined && block[name] !== null)
  if (said.some(name => !KNOWN.has(name))) return null
  const added = ADDED.filter(([name]) => said.includes(name))
  if (added.some(([name], i) => name !== ADDED[i]?.[0])) return null
  const items = [...FIELDS, ...added].map(([name, shape]) => item(block[name], shape))
  return items.every(item => item !== null) ? keccak256(toRlp(items)) : null
}

const item = (value: unknown, shape: Shape): Hex | null => {
  if (typeof value !== 'string' || !/^0x[0-9a-f]*$/i.test(value)) return null
  if (shape === 'quantity') return value.length > 2 ? quantity(BigInt(value)) : null
  if (value.length % 2 === 1 || (shape !== 'bytes' && value.length !== 2 + 2 * shape)) return null
  return value as Hex
}

/** A number in as few bytes as it needs, zero in none (Yellow Paper, appendix B). */
export const quantity = (n: bigint): Hex => {
  if (n === 0n) return '0x'
  const hex = numberToHex(n)
  return hex.length % 2 === 0 ? hex : `0x0${hex.slice(2)}`
}
