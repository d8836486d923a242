import { createHash } from 'node:crypto'
import type { Log } from '../../src/core/block.ts'

/** What logs come to, their blocks included: how many, and the SHA-256 of all that is said of each, in their order. */
export const digestOf = (logs: readonly Log[]): string => {
  const hash = createHash('sha256')
  for (const log of logs) {
    const { block, blockHash, logIndex, tx, txIndex, address, topics, data } = log
    hash.update(`${block} ${blockHash} ${logIndex} ${tx} ${txIndex} ${address} ${topics.join(',')} ${data}\n`)
  }
  return `${logs.length} of ${hash.digest('hex')}`
}
