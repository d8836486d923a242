/** The two words of the offer board that all its announcements determine (`schema/contracts/OfferBoard.sol`). */
import { decodeAbiParameters, encodeAbiParameters, type Hex, keccak256, pad, toHex } from 'viem'
import type { Seal } from '../../core/audit.ts'

const PLAIN = [{ type: 'bytes32' }, { type: 'uint64' }, { type: 'bytes' }, { type: 'address' }] as const
const LINK = [
  { type: 'bytes32' },
  { type: 'uint64' },
  { type: 'bytes32' },
  { type: 'bytes32' },
  { type: 'uint64' },
  { type: 'bytes32' },
  { type: 'address' },
] as const

/** Slot 0 counts the announcements, slot 1 is the head of a hash chain over all of them. */
export const boardSeal: Seal = {
  slots: [pad('0x00'), pad('0x01')],
  first: [0n, 0n],
  next: ([count = 0n, head = 0n], { topics, data }) => {
    const [, , subject] = topics as Hex[]
    const [offerId, seq, uri, by] = decodeAbiParameters(PLAIN, data as Hex)
    const link = [toHex(head, { size: 32 }), count, subject ?? '0x', offerId, seq, keccak256(uri), by] as const
    return [count + 1n, BigInt(keccak256(encodeAbiParameters(LINK, link)))]
  },
}
