/** Blooms of logs: 2048 bits, three for every address and topic (Yellow Paper 4.3.1, M3:2048). Here 512 hex digits. */
import { keccak256 } from 'viem'
import type { Log } from '../../src/core/block.ts'

type Emitted = Pick<Log, 'address' | 'topics'>

/** Of a block without logs; some chains give it for every block. */
export const EMPTY_BLOOM = '0'.repeat(512)

/** The bloom of these logs. */
export const bloomOf = (logs: readonly Emitted[]): string => {
  const digits = new Uint8Array(512)
  for (const { address, topics } of logs) {
    for (const item of [address, ...topics]) {
      for (const bit of bitsOf(item)) {
        const at = 511 - (bit >> 2)
        digits[at] = (digits[at] ?? 0) | (1 << (bit & 3))
      }
    }
  }
  return Array.from(digits, digit => digit.toString(16)).join('')
}

/** Whether a bloom has the bits of an address or topic. */
export const hasBits = (bloom: string, item: string): boolean =>
  bitsOf(item).every(bit => (Number.parseInt(bloom[511 - (bit >> 2)] ?? '0', 16) >> (bit & 3)) & 1)

/** The share of the bits of a bloom that are set: another item has its three bits with its third power. */
export const fullness = (bloom: string): number => {
  let set = 0
  for (const digit of bloom) set += BITS[Number.parseInt(digit, 16)] ?? 0
  return set / 2_048
}
const BITS = [0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4]

const bitsOf = (item: string): readonly number[] => {
  let bits = known.get(item)
  if (!bits) {
    const hash = keccak256(item as `0x${string}`)
    bits = [2, 6, 10].map(at => Number.parseInt(hash.slice(at, at + 4), 16) & 2047)
    if (known.size > 10_000) known.clear()
    known.set(item, bits)
  }
  return bits
}
const known = new Map<string, readonly number[]>()
