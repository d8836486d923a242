/** Where an event happened. */
export type Origin = {
  /** CAIP-2 id of the chain. */
  readonly chain: string
  /** The contract that emitted it, lower-case hex. */
  readonly contract: string
  /** The identity registry whose agents the contract speaks of, lower-case hex; the contract itself where it is one. */
  readonly subject: string
  readonly block: number
  readonly blockHash: string
  /** Unix seconds of the block. */
  readonly time: number
  readonly tx: string
  readonly logIndex: number
}

/** A place in a chain as one value: text whose order is the order of events. Log indexes reach 2^32 in the wild. */
export const position = (block: number, logIndex: number): string =>
  `${block.toString().padStart(12, '0')}-${logIndex.toString().padStart(10, '0')}`

/** The block and log index of a position. */
export const fromPosition = (text: string): { block: number; logIndex: number } => ({
  block: Number(text.slice(0, 12)),
  logIndex: Number(text.slice(13)),
})
